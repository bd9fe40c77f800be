// Owns: that what the books say is open stands at the venues, stops first of all: every few seconds, and soon after each fill,
// the open orders of an account are asked for in one question, as long as there are any. What is not there as the books have
// it, and what is there and should be over, is looked up: what the venue says then, the core acts upon. Streams tell most of
// it at once; this is for what they do not tell.

import type { Broker } from '../brokers/broker.ts';
import { type Clock, leftOf, type Wait, waitFrom } from '../clock.ts';
import { settledOrders, suspectOrders } from '../core/engine/reconciliation/suspect-orders.ts';
import type { AccountName, Instant, OrderId } from '../core/model/ids.ts';
import { WATCH_INTERVAL_MS } from '../core/model/limits.ts';
import type { Order } from '../core/model/order.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import { afterFills } from './after-fills.ts';
import { answerInTime } from './answer-in-time.ts';
import { eachAccount, type Rounds } from './each-account.ts';

/** After a fill the stop of the position is placed or resized first. */
const SOON_MS = 1_000;
/** A venue that does not answer, or limits us, is asked less often. */
const AGAIN_MS_MAX = 30_000;
/** So long after the last of its orders was open a market is asked all the same: what has ended may be there still. */
const AFTERWARDS_MS = 60_000;
/** An order that the venue leaves out of its list and knows all the same is not asked for in every round. */
const UNLISTED_MS = 30_000;

export interface OpenOrderWatchOptions {
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Broker>;
  readonly lookUp: (orderId: OrderId) => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createOpenOrderWatch(options: OpenOrderWatchOptions): Rounds {
  const { dispatcher, brokers, clock, log } = options;
  const failures = new Map<AccountName, number>();
  const pauses = new Map<OrderId, Wait>();
  /** Where orders were open lately, by account. */
  const lately = new Map<AccountName, Map<string, Instant>>();
  let unsubscribe = (): void => undefined;

  function symbolsOf(account: AccountName, orders: readonly Order[]): readonly string[] {
    const known = lately.get(account) ?? new Map<string, Instant>();
    lately.set(account, known);
    for (const { instrument } of orders) known.set(instrument.symbol, clock.now() + AFTERWARDS_MS);
    for (const [symbol, until] of known) if (until <= clock.now()) known.delete(symbol);
    return [...known.keys()];
  }

  async function lookUp(id: OrderId): Promise<void> {
    const order = dispatcher.snapshot().orders.get(id);
    await options
      .lookUp(id)
      .catch((error: unknown) => log.warn({ err: error, orderId: id }, 'the look-up of an open order failed; the next round tries again'));
    if (dispatcher.snapshot().orders.get(id) === order) pauses.set(id, waitFrom(clock.now(), UNLISTED_MS));
  }

  async function look(account: AccountName, broker: Broker): Promise<number> {
    const before = settledOrders(dispatcher.snapshot(), account);
    const symbols = symbolsOf(account, before);
    if (symbols.length === 0) return WATCH_INTERVAL_MS;
    const answer = await answerInTime(options, { account, asked: 'open orders' }, () => broker.openOrders(symbols));
    if (answer.type === 'unavailable') {
      const count = (failures.get(account) ?? 0) + 1;
      failures.set(account, count);
      return Math.min(WATCH_INTERVAL_MS * 2 ** (count - 1), AGAIN_MS_MAX);
    }
    failures.delete(account);
    const now = clock.now();
    for (const [id, pause] of pauses) if (leftOf(pause, now) === 0) pauses.delete(id);
    for (const id of suspectOrders(dispatcher.snapshot(), account, before, answer.orders)) if (!pauses.has(id)) await lookUp(id);
    return WATCH_INTERVAL_MS;
  }

  const rounds = eachAccount({
    accounts: brokers,
    clock,
    log,
    look,
    againMs: WATCH_INTERVAL_MS,
    failed: 'the open orders of a venue could not be watched; the next round tries again',
  });

  return {
    start() {
      unsubscribe = afterFills(dispatcher, (account) => rounds.soon(account, SOON_MS));
      rounds.start();
    },
    stop() {
      unsubscribe();
      rounds.stop();
    },
  };
}
