// Owns: what the fault cases stand on: a book that is kept as the house keeps it (outcomes, reports and look-ups, each
// fill once, nothing resent), and what must be true at the end of every case: no second order at the venue, no order that
// the book does not know, and the book is the venue.

import { expect } from 'vitest';
import type { Lookup, SubmitOutcome } from '../../src/brokers/broker.ts';
import { add, neg, sum, ZERO } from '../../src/core/model/decimal.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import type { Fill } from '../../src/core/model/order.ts';
import type { OrderSnapshot } from '../../src/core/model/venues/report.ts';
import { until } from '../until.ts';
import type { ExchangeOrder } from '../venues/exchange-order.ts';
import type { Fault, RequestKind } from '../venues/faults.ts';
import type { RemoteHarness } from '../venues/remote-harness.ts';
import { type Ask, newOrderId, requestOf, SPOT } from './broker-harness.ts';

/** More than any adapter waits for an answer. */
const LONGER_THAN_PATIENCE_MS = 31_000;

export interface Booked {
  readonly id: OrderId;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  outcome: SubmitOutcome['type'];
  /** What the last look-up said of it. */
  known: OrderSnapshot | null;
}

export interface Ground {
  readonly venue: RemoteHarness;
  readonly booked: readonly Booked[];
  /** One attempt under the fault that is planned. */
  submit(ask: Ask): Promise<{ readonly order: Booked; readonly outcome: SubmitOutcome }>;
  /** Submits and wants an acceptance. */
  take(ask: Ask): Promise<Booked>;
  /** Waits for an answer that may never come: time passes until the adapter has given up. */
  readonly patiently: <T>(answer: Promise<T>) => Promise<T>;
  lookUp(order: Booked): Promise<Lookup>;
  /** Every fill that was told or found, each once. */
  readonly fills: (order: Booked) => readonly Fill[];
  at(order: Booked): ExchangeOrder | null;
  /** Requests of this kind that reached the venue. */
  attempts(kind: RequestKind): number;
  fault(kind: RequestKind, fault: Fault, times?: number): void;
  /** The invariants; `apart` = orders at the venue that are not of the adapter. */
  settle(apart?: number): Promise<void>;
}

export function createGround(venue: RemoteHarness): Ground {
  const booked: Booked[] = [];
  const byVenueId = new Map<OrderId, string>();

  async function patiently<T>(answer: Promise<T>): Promise<T> {
    let isOver = false;
    const over = answer.finally(() => {
      isOver = true;
    });
    // Who breaks the rule and throws is heard below, when it is awaited.
    over.catch(() => undefined);
    // What an adapter waits for goes by our clock or by its library's own.
    await until(
      'the end of an attempt',
      () => isOver,
      () => (isOver ? Promise.resolve() : venue.clock.advance(1_000)),
    );
    return over;
  }

  async function lookUp(order: Booked): Promise<Lookup> {
    const found = await patiently(venue.broker().lookUp(order));
    if (found.type === 'found') {
      order.known = found.order;
      byVenueId.set(order.id, found.order.venueOrderId);
    }
    return found;
  }

  function fills(order: Booked): readonly Fill[] {
    const byId = new Map<string, Fill>();
    for (const report of venue.reports) if (report.type === 'filled' && report.orderId === order.id) byId.set(report.fill.id, report.fill);
    for (const fill of order.known?.fills ?? []) byId.set(fill.id, fill);
    return [...byId.values()];
  }

  async function submit(ask: Ask): Promise<{ order: Booked; outcome: SubmitOutcome }> {
    const request = await requestOf(venue, { ...ask, id: ask.id ?? newOrderId() });
    const again = booked.find(({ id }) => id === request.id);
    const order: Booked = again ?? { id: request.id, symbol: ask.symbol ?? SPOT, side: ask.side, outcome: 'ambiguous', known: null };
    if (again === undefined) booked.push(order);
    const before = ground.attempts('submit');
    const outcome = await patiently(venue.broker().submit(request));
    order.outcome = outcome.type;
    if (outcome.type === 'accepted') byVenueId.set(order.id, outcome.venueOrderId);
    expect(ground.attempts('submit') - before, 'one call is one attempt').toBeLessThanOrEqual(1);
    return { order, outcome };
  }

  const at = (order: Booked): ExchangeOrder | null => {
    const id = byVenueId.get(order.id);
    const found = id === undefined ? undefined : venue.exchange.orders().find((each) => each.id === id || each.clientId === id);
    // a front may have ids of its own, as Alpaca's UUIDs: it is the order that has ours
    return found ?? venue.exchange.byClientId(order.id).at(-1) ?? null;
  };

  /** The house asks about every order that is not over, and about every one in doubt, until it is answered. */
  async function askAbout(order: Booked): Promise<void> {
    const found = await until(`an answer about ${order.id}`, async () => {
      const answer = await lookUp(order);
      return answer.type === 'unavailable' ? null : answer;
    });
    if (found.type === 'not_found') expect(order.outcome, 'an accepted order is found').not.toBe('accepted');
    else expect(order.outcome, `${order.id} is at the venue`).not.toBe('rejected');
  }

  const ground: Ground = {
    venue,
    booked,
    submit,
    async take(ask) {
      const { order, outcome } = await submit(ask);
      expect(outcome.type).toBe('accepted');
      return order;
    },
    patiently,
    lookUp,
    fills,
    at,
    attempts: (kind) => venue.server.attempts.filter((attempt) => attempt.kind === kind).length,
    fault: (kind, fault, times = 1) => venue.server.plan.next(kind, fault, times),
    async settle(apart = 0) {
      expect(venue.server.plan.pending(), 'every fault has happened').toBe(0);
      venue.server.plan.clear();
      if (venue.server.stream.isDown()) venue.server.stream.up();
      await venue.clock.advance(LONGER_THAN_PATIENCE_MS * 2);
      const orders = venue.exchange.orders();
      for (const order of booked) await askAbout(order);
      const there = booked.filter((order) => order.known !== null);
      expect(orders.length - apart, 'each order of the venue is known, and is there once').toBe(there.length);
      for (const order of there) {
        const truth = at(order);
        expect({ ...order.known, fills: undefined }, 'what is known is what is').toMatchObject({
          // a venue may say canceled of what it gave up itself; the case says which ends it takes
          status: truth?.status === 'expired' || truth?.status === 'rejected' ? order.known?.status : truth?.status,
          qty: truth === null ? null : venue.inSuiteUnits(truth.qty),
        });
        expect(sum(fills(order).map(({ qty }) => qty)), `the fills of ${order.id}`).toBe(venue.inSuiteUnits(truth?.qtyFilled ?? ZERO));
      }
      await expectOneBook(ground);
    },
  };
  return ground;
}

/** Positions, open orders and executions: the book, the adapter's reading of the venue, and the venue itself. */
async function expectOneBook({ venue, booked, fills }: Ground): Promise<void> {
  const symbols = [...new Set(booked.map(({ symbol }) => symbol))];
  const answer = await venue.broker().positions();
  for (const symbol of symbols) {
    const signed = booked
      .filter((order) => order.symbol === symbol)
      .flatMap((order) => fills(order).map(({ qty }) => (order.side === 'buy' ? qty : neg(qty))));
    const read = answer.type === 'ok' ? (answer.positions.find((each) => each.symbol === symbol)?.qty ?? ZERO) : null;
    expect(read, `the position in ${symbol}`).toBe(signed.reduce((total, qty) => add(total, qty), ZERO));
  }
  const open = await venue.broker().openOrders();
  expect(open.type === 'ok' ? open.orders.length : null, 'open orders as the adapter reads them').toBe(venue.exchange.openOrders().length);
}
