// Owns: the steps of src/runtime/act-on-orders.ts, each of them one thing that becomes ready and may never be done: ask the
// core, commit, send once, hear the answer, tell the core.

import type { SubmitOutcome } from '../../src/brokers/broker.ts';
import type { Command, Reply } from '../../src/core/engine/command.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { Nonce, OrderId } from '../../src/core/model/ids.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import type { House } from './behaviour.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import type { World } from './world.ts';

/** How a continuation is asked for: it becomes ready when the value is there, and is forgotten by a crash. */
export type Continue = <T>(then: (value: T) => void) => (value: T) => void;

type Task = (orderId: OrderId, done: () => void, failed: () => void) => void;

export interface OrderActions {
  readonly submit: Task;
  readonly cancel: Task;
  readonly modify: Task;
  readonly lookUp: Task;
  readonly cancelForeign: (discrepancyKey: string, done: () => void, failed: () => void) => void;
  /** What a mutant does after a start. */
  resubmitInFlight(): void;
}

export interface OrderActionParts {
  readonly world: World;
  readonly house: House;
  readonly network: () => SimulatedNetwork;
  readonly continued: Continue;
  readonly dispatch: (command: Command, replied: (reply: Reply) => void, failed: () => void) => void;
  readonly snapshot: () => State;
}

export function createOrderActions({ world, house, network, continued, dispatch, snapshot }: OrderActionParts): OrderActions {
  function outcomeOf(orderId: OrderId, outcome: SubmitOutcome): Command {
    switch (outcome.type) {
      case 'accepted':
        return { type: 'venue_report', report: { type: 'accepted', orderId, venueOrderId: outcome.venueOrderId } };
      case 'rejected':
        return { type: 'venue_report', report: { type: 'rejected', orderId, reason: outcome.reason } };
      case 'unavailable':
      case 'ambiguous': {
        const unsent = outcome.type === 'unavailable' || house.takesUnknownForUnsent;
        const failed = { type: 'submit_failed', orderId, reason: outcome.reason } as const;
        if (unsent) return { ...failed, outcome: 'unavailable' };
        return { ...failed, outcome: 'ambiguous', ...('idTaken' in outcome ? { idTaken: true } : {}) };
      }
    }
  }

  function send(request: OrderRequest, done: () => void, failed: () => void): void {
    world.log(`send ${request.id}: ${request.side} ${request.qty} ${request.type} ${request.instrument.symbol}`);
    network().submit(
      request,
      continued((outcome) => {
        world.log(`answer ${request.id}: ${outcome.type}`);
        dispatch(outcomeOf(request.id, outcome), done, failed);
      }),
    );
  }

  const submit: Task = (orderId, done, failed) =>
    dispatch({ type: 'begin_submit', orderId }, (reply) => (reply.type === 'submit' ? send(reply.request, done, failed) : done()), failed);

  const cancel: Task = (orderId, done, failed) =>
    dispatch(
      { type: 'begin_cancel', orderId },
      (reply) => {
        if (reply.type !== 'cancel') return done();
        const reason = reply.order.cancel?.reason ?? 'cancelled';
        network().cancel(
          orderId,
          continued((outcome) => {
            world.log(`answer to cancel of ${orderId}: ${outcome.type}`);
            if (outcome.type === 'canceled')
              dispatch({ type: 'venue_report', report: { type: 'canceled', orderId, reason } }, done, failed);
            else if (outcome.type === 'rejected')
              dispatch({ type: 'venue_report', report: { type: 'cancel_rejected', orderId, reason: outcome.reason } }, done, failed);
            else dispatch({ type: 'cancel_failed', orderId, outcome: outcome.type, reason: outcome.reason }, done, failed);
          }),
        );
      },
      failed,
    );

  const modify: Task = (orderId, done, failed) =>
    dispatch(
      { type: 'begin_modify', orderId },
      (reply) => {
        if (reply.type !== 'modify') return done();
        network().modify(
          orderId,
          reply.qty,
          reply.levels,
          continued((outcome) => {
            world.log(`answer to modify of ${orderId}: ${outcome.type}`);
            if (outcome.type === 'modified') {
              const { type: _modified, ...changed } = outcome;
              dispatch({ type: 'venue_report', report: { type: 'amended', orderId, ...changed } }, done, failed);
            } else dispatch({ type: 'modify_failed', orderId, outcome: outcome.type, reason: outcome.reason }, done, failed);
          }),
        );
      },
      failed,
    );

  const lookUp: Task = (orderId, done, failed) => {
    if (!snapshot().orders.has(orderId)) return done();
    network().lookUp(
      orderId,
      continued((answer) => {
        const found = answer.type === 'found' ? answer.order : null;
        if (answer.type === 'unavailable') dispatch({ type: 'lookup_failed', orderId, reason: answer.reason }, done, failed);
        else dispatch({ type: 'order_looked_up', orderId, found }, done, failed);
      }),
    );
  };

  const cancelForeign: OrderActions['cancelForeign'] = (key, done, failed) => {
    const known = snapshot().discrepancies.get(key);
    if (known?.subject.type !== 'order' || known.cancel === null) return done();
    const nonce = world.random.hex(16) as Nonce;
    network().cancelForeign(
      known.subject.order.venueOrderId,
      continued((outcome) => {
        const reason = outcome.type === 'canceled' ? '' : outcome.reason;
        dispatch({ type: 'foreign_cancel_answered', key, outcome: outcome.type, reason, nonce }, done, failed);
      }),
    );
  };

  return {
    submit,
    cancelForeign,
    cancel,
    modify,
    lookUp,
    resubmitInFlight() {
      const state = snapshot();
      for (const id of state.activeOrders) {
        const order = state.orders.get(id);
        if (order?.status === 'submitted')
          send(
            order,
            () => undefined,
            () => undefined,
          );
      }
    },
  };
}
