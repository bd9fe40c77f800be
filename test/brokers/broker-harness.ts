// Owns: what the contract suite needs of a venue, whatever it is, and the small words that its cases are written in.

import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { Broker } from '../../src/brokers/broker.ts';
import type { Balance } from '../../src/core/model/account.ts';
import { type Decimal, ZERO, decimal, sum } from '../../src/core/model/decimal.ts';
import { type AccountName, makeOrderId, makeSignalId, type OrderId, type VenueOrderId } from '../../src/core/model/ids.ts';
import type { Instrument, Quote } from '../../src/core/model/markets/instrument.ts';
import type { Approved, Fill, OrderRequest } from '../../src/core/model/order.ts';
import { USUAL_TERMS, type OrderTerms, type OrderType, type Trail } from '../../src/core/model/order-terms.ts';
import type { OrderSnapshot, Report } from '../../src/core/model/venues/report.ts';
import type { FakeClock } from '../fake-clock.ts';
import type { VenueNature } from './venue-nature.ts';

export interface VenueOptions {
  /** Currency → amount. */
  readonly balances: Readonly<Record<string, string>>;
  /** Value (quote currency) that one order can fill per step of the market; null = everything at once. */
  readonly liquidityPerStep: string | null;
}

/** One venue for one case. `broker` is started, and is another one after each restart. */
export interface BrokerHarness {
  readonly account: AccountName;
  readonly nature: VenueNature;
  readonly clock: FakeClock;
  broker(): Broker;
  /** Every report that was heard, over all restarts. */
  readonly reports: Report[];
  /** The market trades at exactly `price` from now on, and the venue has matched what that touches. */
  movePrice(symbol: string, price: string): Promise<void>;
  /** One more step of the market at an unchanged price. */
  step(): Promise<void>;
  /** Kills the process of the broker (nothing is closed in good order) and starts another over what was saved. */
  restart(): Promise<void>;
  readonly faults: {
    /** The process dies at the next save of the venue (elsewhere: at the next order), just before or just after the venue has it. */
    killAtNextSave(when: 'before' | 'after'): void;
    /** The next `count` saves fail (elsewhere: the next orders are answered with a 503, and nothing is done). */
    failSaves(count: number): void;
  };
  close(): Promise<void>;
}

export type MakeHarness = (options: VenueOptions) => Promise<BrokerHarness>;

export const SPOT = 'BTC/USDT';
export const SWAP = 'BTC/USDT:USDT';

let nextId = 0;
/** A client order id that no other order of this test run has. */
export function newOrderId(): OrderId {
  nextId += 1;
  return makeOrderId(makeSignalId(1_767_600_000_000 + nextId, '0000000000abc'), { account: 0, leg: 0, role: 'entry', sequence: 0 });
}

export async function market(harness: BrokerHarness, symbol: string): Promise<{ instrument: Instrument; quote: Quote }> {
  const priced = await harness.broker().price(symbol, null);
  if (priced.type !== 'priced') throw new Error(`no price for ${symbol}: ${JSON.stringify(priced)}`);
  return priced;
}

export interface Ask {
  readonly id?: OrderId;
  readonly symbol?: string;
  readonly side: 'buy' | 'sell';
  readonly qty: string;
  readonly limit?: string;
  readonly stop?: string;
  readonly reduceOnly?: boolean;
  readonly ocoGroup?: string;
  /** `limit` and `stop` are the two legs of one order. */
  readonly pair?: true;
  readonly trail?: Trail;
  readonly terms?: Partial<OrderTerms>;
}

function typeOf({ limit, stop, trail, pair }: Ask): OrderType {
  if (pair === true) return 'oco';
  if (trail !== undefined) return 'trailing_stop';
  if (limit !== undefined) return stop === undefined ? 'limit' : 'stop_limit';
  return stop === undefined ? 'market' : 'stop';
}

/** In the house only check-risk makes approved orders; a contract test stands where the house stands. */
export async function requestOf(harness: BrokerHarness, ask: Ask): Promise<Approved<OrderRequest>> {
  const { instrument } = await market(harness, ask.symbol ?? SPOT);
  const request: OrderRequest = {
    id: ask.id ?? newOrderId(),
    account: harness.account,
    instrument,
    side: ask.side,
    type: typeOf(ask),
    qty: decimal(ask.qty),
    limitPrice: ask.limit === undefined ? null : decimal(ask.limit),
    stopPrice: ask.stop === undefined ? null : decimal(ask.stop),
    trail: ask.trail ?? null,
    terms: { ...USUAL_TERMS, ...ask.terms },
    reduceOnly: ask.reduceOnly ?? false,
    ocoGroup: ask.ocoGroup ?? null,
  };
  return request as Approved<OrderRequest>;
}

export interface Taken {
  readonly id: OrderId;
  readonly symbol: string;
  readonly venueOrderId: VenueOrderId;
}

/** Submits and expects the venue to take it. */
export async function submit(harness: BrokerHarness, ask: Ask): Promise<Taken> {
  const request = await requestOf(harness, ask);
  const outcome = await harness.broker().submit(request);
  if (outcome.type !== 'accepted') throw new Error(`expected acceptance, got ${JSON.stringify(outcome)}`);
  return { id: request.id, symbol: request.instrument.symbol, venueOrderId: outcome.venueOrderId };
}

/** Submits and expects a refusal without effect; returns the reason. */
export async function refusal(harness: BrokerHarness, ask: Ask): Promise<string> {
  const request = await requestOf(harness, ask);
  const before = await holdings(harness);
  const heard = harness.reports.length;
  const outcome = await harness.broker().submit(request);
  if (outcome.type !== 'rejected') throw new Error(`expected a refusal, got ${JSON.stringify(outcome)}`);
  expect(await holdings(harness)).toEqual(before);
  expect(harness.reports.length).toBe(heard);
  return outcome.reason;
}

/** By our id alone: the venue's is for orders that were taken over. */
export async function lookUp(harness: BrokerHarness, order: { id: OrderId; symbol: string }): Promise<OrderSnapshot> {
  const found = await harness.broker().lookUp({ id: order.id, symbol: order.symbol });
  if (found.type !== 'found') throw new Error(`expected ${order.id} to be found, got ${JSON.stringify(found)}`);
  return found.order;
}

/** Fills of an order as they were reported, each fill id once. */
export function fillsOf(harness: BrokerHarness, id: OrderId): readonly Fill[] {
  const byId = new Map<string, Fill>();
  for (const report of harness.reports) if (report.type === 'filled' && report.orderId === id) byId.set(report.fill.id, report.fill);
  return [...byId.values()];
}

export const qtyFilled = (fills: readonly Fill[]): Decimal => sum(fills.map((fill) => fill.qty));

/** What was reported of an order, in order: "accepted filled canceled". From afar the same may be told twice. */
export function newsOf(harness: BrokerHarness, id: OrderId): string {
  const news = harness.reports.filter((report) => report.orderId === id);
  const isNew = (report: Report, at: number): boolean => news.findIndex((other) => isDeepStrictEqual(other, report)) === at;
  return (harness.nature.lives === 'here' ? news : news.filter(isNew)).map((report) => report.type).join(' ');
}

export async function balances(harness: BrokerHarness): Promise<readonly Balance[]> {
  const answer = await harness.broker().balances();
  if (answer.type !== 'ok') throw new Error(`no balances: ${answer.reason}`);
  return answer.balances;
}

export async function balance(harness: BrokerHarness, currency: string): Promise<Balance> {
  const found = (await balances(harness)).find((one) => one.currency === currency);
  return found ?? { currency, free: ZERO, total: ZERO };
}

export async function position(harness: BrokerHarness, symbol: string): Promise<Decimal> {
  const answer = await harness.broker().positions();
  if (answer.type !== 'ok') throw new Error(`no positions: ${answer.reason}`);
  return answer.positions.find((one) => one.symbol === symbol)?.qty ?? ZERO;
}

/** Everything that an order could have changed. */
export async function holdings(harness: BrokerHarness): Promise<unknown> {
  const answer = await harness.broker().positions();
  if (answer.type !== 'ok') throw new Error(`no positions: ${answer.reason}`);
  return { balances: await balances(harness), positions: answer.positions.map(({ symbol, qty }) => ({ symbol, qty })) };
}
