// Owns: the three things that are done to orders at a venue, and the look-up. Each is: ask the core (which commits before
// anything leaves), one attempt, tell the core what the venue said. Nothing is repeated at a venue: due() says what comes next.

import type { Broker, PriceHint, SubmitOutcome } from '../brokers/broker.ts';
import { type Clock, within } from '../clock.ts';
import type { Command } from '../core/engine/command.ts';
import type { AccountName, Nonce, OrderId } from '../core/model/ids.ts';
import type { Order } from '../core/model/order.ts';
import type { Log } from '../log.ts';
import { type Dispatcher, StorageError } from '../store/dispatch.ts';
import { dispatchWork } from './dispatch-work.ts';
import { priceHintOf } from './price-hint.ts';

/** Longer than any venue's own time-out: a call that never answers counts as ambiguous. */
const CALL_TIMEOUT_MS = 30_000;

/** A disk that has failed once is tried again for so long: then the order is looked up, as after a crash. */
const STORE_AGAIN_MS = 1_000;
const STORE_AGAIN_MAX = 5;

export interface OrderActions {
  submit(orderId: OrderId): Promise<void>;
  cancel(orderId: OrderId): Promise<void>;
  modify(orderId: OrderId): Promise<void>;
  lookUp(orderId: OrderId): Promise<void>;
  /** Cancels the order of somebody else that a discrepancy is about. */
  cancelForeign(discrepancyKey: string): Promise<void>;
}

export interface OrderActionsOptions {
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Broker>;
  readonly clock: Clock;
  readonly log: Log;
  readonly failpoint: (name: string) => void;
  /** So many random hex digits. */
  readonly randomHex: (digits: number) => string;
  /** An order that leaves or guards was refused: what is held there may be something else than the books say. */
  readonly onExitRefused?: (account: AccountName) => void;
}

type Failed = { readonly type: 'ambiguous'; readonly reason: string };
/** What a venue that turns requests away has asked for. */
const waitIn = (
  outcome: { readonly reason: string } | { readonly reason: string; readonly retryAfterMs?: number },
): { readonly retryAfterMs?: number } =>
  'retryAfterMs' in outcome && outcome.retryAfterMs !== undefined ? { retryAfterMs: outcome.retryAfterMs } : {};

/** Provably nothing has left: there is no broker to send with. */
type NoBroker = { readonly type: 'unavailable'; readonly reason: string };

/** Our id alone, where we have placed it: the ids of a venue may begin anew when it has forgotten everything. */
function namesOf({ id, instrument: { symbol }, venueOrderId, takenOver }: Order): Parameters<Broker['lookUp']>[0] {
  return takenOver === true ? { id, symbol, venueOrderId } : { id, symbol, seenAs: venueOrderId };
}

export function createOrderActions(options: OrderActionsOptions): OrderActions {
  const { dispatcher, brokers, clock, log, failpoint, randomHex } = options;
  const tellCore = async (command: Command): Promise<void> => {
    await dispatchWork(dispatcher, command);
  };

  const pause = (ms: number): Promise<void> => new Promise((resolve) => clock.after(ms, resolve));

  /** Nobody but us knows what a send has come to: were it lost, an exit that the venue has refused would wait for its look-up. */
  async function tellOutcome(command: Command): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await tellCore(command);
      } catch (error) {
        if (!(error instanceof StorageError) || error.reason === 'stopping' || attempt > STORE_AGAIN_MAX) throw error;
        log.warn({ reason: error.reason, command: command.type }, 'what a venue said of an order could not be stored; tried again');
      }
      await pause(STORE_AGAIN_MS);
    }
  }

  /** A broker never throws and always answers, by contract; where one breaks it, nobody knows what happened. */
  async function attempt<T>(
    what: string,
    { account, orderId }: { readonly account: AccountName; readonly orderId: string },
    call: (broker: Broker) => Promise<T>,
  ): Promise<T | Failed | NoBroker> {
    const broker = brokers.get(account);
    if (broker === undefined) return { type: 'unavailable', reason: `the account ${account} is not in config.yaml any more: add it again` };
    const late = (): Failed => ({ type: 'ambiguous', reason: `no answer within ${CALL_TIMEOUT_MS / 1000} s` });
    try {
      return await within(clock, CALL_TIMEOUT_MS, call(broker), late);
    } catch (error) {
      log.error({ err: error, orderId }, `a broker threw during ${what}`);
      return { type: 'ambiguous', reason: `the broker failed during ${what}; see the log` };
    }
  }

  /** An exit goes without asking, so its order carries the price of its alert; an entry, where this process has not asked for one. */
  function priceOfAlert(orderId: OrderId): PriceHint | null {
    const { orders, signals } = dispatcher.snapshot();
    const order = orders.get(orderId);
    const signal = order?.role === 'exit' || order?.role === 'entry' ? signals.get(order.signalId) : undefined;
    if (signal === undefined || signal.symbol !== order?.instrument.symbol) return null;
    if (order.role === 'exit' && signal.reading.signalPrice === null) return null;
    return priceHintOf(signal.reading, signal.receivedAt, signal.id);
  }

  async function settleSubmit(orderId: OrderId, outcome: SubmitOutcome): Promise<void> {
    switch (outcome.type) {
      case 'accepted':
        return tellOutcome({ type: 'venue_report', report: { type: 'accepted', orderId, venueOrderId: outcome.venueOrderId } });
      case 'rejected':
        return tellOutcome({ type: 'venue_report', report: { ...outcome, orderId } });
      case 'unavailable':
      case 'ambiguous':
        return tellOutcome({
          type: 'submit_failed',
          orderId,
          outcome: outcome.type,
          reason: outcome.reason,
          ...waitIn(outcome),
          ...('idTaken' in outcome ? { idTaken: true } : {}),
        });
    }
  }

  return {
    async submit(orderId) {
      const reply = await dispatchWork(dispatcher, { type: 'begin_submit', orderId });
      if (reply.type !== 'submit') return;
      const { request } = reply;
      failpoint('submit:before-send');
      const outcome = await attempt('submit', { account: request.account, orderId }, (broker) =>
        broker.submit(request, priceOfAlert(orderId)),
      );
      failpoint('submit:after-send');
      await settleSubmit(orderId, outcome);
      if (outcome.type === 'rejected' && request.reduceOnly) options.onExitRefused?.(request.account);
    },
    async cancel(orderId) {
      const reply = await dispatchWork(dispatcher, { type: 'begin_cancel', orderId });
      if (reply.type !== 'cancel') return;
      const { order } = reply;
      failpoint('cancel:before-send');
      const outcome = await attempt('cancel', { account: order.account, orderId }, (broker) =>
        broker.cancel({ id: order.id, venueOrderId: order.venueOrderId, symbol: order.instrument.symbol }),
      );
      failpoint('cancel:after-send');
      if (outcome.type === 'canceled')
        await tellCore({ type: 'venue_report', report: { type: 'canceled', orderId, reason: order.cancel?.reason ?? 'cancelled' } });
      else if (outcome.type === 'rejected')
        await tellCore({ type: 'venue_report', report: { type: 'cancel_rejected', orderId, reason: outcome.reason } });
      else await tellCore({ type: 'cancel_failed', orderId, outcome: outcome.type, reason: outcome.reason, ...waitIn(outcome) });
    },
    async modify(orderId) {
      const reply = await dispatchWork(dispatcher, { type: 'begin_modify', orderId });
      if (reply.type !== 'modify') return;
      const { order, qty, levels } = reply;
      failpoint('modify:before-send');
      const outcome = await attempt('modify', { account: order.account, orderId }, (broker) =>
        broker.modify({ id: order.id, venueOrderId: order.venueOrderId, symbol: order.instrument.symbol }, qty, levels),
      );
      failpoint('modify:after-send');
      if (outcome.type === 'modified') {
        const { type: _modified, ...changed } = outcome;
        await tellCore({ type: 'venue_report', report: { type: 'amended', orderId, ...changed } });
        return;
      }
      const anew = outcome.type === 'rejected' && 'anew' in outcome ? ({ anew: true } as const) : {};
      await tellCore({ type: 'modify_failed', orderId, outcome: outcome.type, reason: outcome.reason, ...waitIn(outcome), ...anew });
    },
    async lookUp(orderId) {
      const order = dispatcher.snapshot().orders.get(orderId);
      if (order === undefined) return;
      const answer = await attempt('look-up', { account: order.account, orderId }, (broker) => broker.lookUp(namesOf(order)));
      failpoint('lookup:after-answer');
      if (answer.type === 'found') await tellCore({ type: 'order_looked_up', orderId, found: answer.order });
      else if (answer.type === 'not_found') await tellCore({ type: 'order_looked_up', orderId, found: null });
      else await tellCore({ type: 'lookup_failed', orderId, reason: answer.reason, ...waitIn(answer) });
    },
    async cancelForeign(key) {
      const known = dispatcher.snapshot().discrepancies.get(key);
      if (known?.subject.type !== 'order' || known.cancel === null) return;
      const { account, symbol, subject } = known;
      const { orderId: id, venueOrderId } = subject.order;
      const outcome = await attempt('cancel', { account, orderId: venueOrderId }, (broker) => broker.cancel({ id, venueOrderId, symbol }));
      failpoint('cancel-foreign:after-send');
      const reason = outcome.type === 'canceled' ? '' : outcome.reason;
      await tellCore({ type: 'foreign_cancel_answered', key, outcome: outcome.type, reason, nonce: randomHex(16) as Nonce });
    },
  };
}
