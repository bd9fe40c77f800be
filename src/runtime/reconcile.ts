// Owns: holding the books against the venues, at the start, then every minute and soon after each fill, each account by itself:
// positions and open orders. What differs is first looked up, and told to the core only when it still stands afterwards: a fill may be on its way.
// Nothing is decided here, and nothing is done to what a person did by hand.

import type { Broker } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import type { SeenOrder, SeenPosition } from '../core/engine/command.ts';
import { isMoving, mayExplain, movingMarkets, orderBooks, ordersIn } from '../core/engine/order-books.ts';
import type { State } from '../core/engine/state.ts';
import { eq, ZERO } from '../core/model/decimal.ts';
import { orderDiscrepancyKey, positionDiscrepancyKey } from '../core/model/venues/discrepancy.ts';
import type { AccountName, Nonce, OrderId } from '../core/model/ids.ts';
import type { VenueOrder, VenuePosition } from '../core/model/venues/report.ts';
import { reconcileOrder } from '../core/orders/reconcile-order.ts';
import { bookedQtys, differs, reconcilePositions, surplusOf, type PositionPair } from '../core/positions/reconcile-position.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import { afterFills } from './after-fills.ts';
import { answerInTime } from './answer-in-time.ts';
import { eachAccount, type Rounds } from './each-account.ts';
import type { PriceWatch } from './price-watch.ts';
import type { VenueViews } from './venue-views.ts';

/** Between two rounds. */
const RECONCILE_MS = 60_000;
/** What differs is looked at again after this: its orders have been looked up by then. */
const SETTLE_MS = 5_000;
/** After a fill: its stop and target are in place by then, and people look. */
const SOON_MS = 3_000;
/** A venue that takes longer has not answered. */
const ANSWER_MS_MAX = 30_000;

export interface ReconciliationOptions {
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Broker>;
  readonly prices: Pick<PriceWatch, 'ask'>;
  readonly lookUp: (orderId: OrderId) => Promise<void>;
  readonly venueViews: VenueViews;
  readonly clock: Clock;
  readonly log: Log;
  readonly randomHex: (digits: number) => string;
}

/** One account's answers, and the differences in them. Null: it could not be asked. */
interface Look {
  readonly pairs: readonly PositionPair[] | null;
  readonly orders: readonly VenueOrder[] | null;
  readonly differing: readonly PositionPair[];
  readonly foreign: readonly VenueOrder[];
}

type Answer<T> = { readonly type: 'ok'; readonly list: readonly T[] } | { readonly type: 'unavailable'; readonly reason: string };

const pairKey = ({ symbol, booked, held }: PositionPair): string => `${symbol} ${booked} ${held}`;
const orderKey = ({ venueOrderId, qty, limitPrice, stopPrice }: VenueOrder): string =>
  `order ${venueOrderId} ${qty} ${limitPrice ?? ''} ${stopPrice ?? ''}`;

export interface Reconciliation extends Rounds {
  /** Something there speaks against the books: it is looked at within seconds. */
  soon(account: AccountName): void;
}

export function createReconciliation(options: ReconciliationOptions): Reconciliation {
  const { brokers, clock, log } = options;
  const seen = new Map<AccountName, ReadonlySet<string>>();

  async function look(account: AccountName, broker: Broker): Promise<number> {
    const before = seen.get(account) ?? new Set();
    const found = await reconcileOnce(options, { account, broker, seen: before });
    seen.set(account, found);
    return [...found].some((key) => !before.has(key)) ? SETTLE_MS : RECONCILE_MS;
  }

  const rounds = eachAccount({
    accounts: brokers,
    clock,
    log,
    look,
    againMs: RECONCILE_MS,
    failed: 'the reconciliation with a venue failed; the next round tries again',
  });
  let unsubscribe = (): void => undefined;
  return {
    start() {
      unsubscribe = afterFills(options.dispatcher, (account) => rounds.soon(account, SOON_MS));
      rounds.start();
    },
    stop() {
      unsubscribe();
      rounds.stop();
    },
    soon: (account) => rounds.soon(account, SOON_MS),
  };
}

interface Round {
  readonly account: AccountName;
  readonly broker: Broker;
  /** What the round before has found. */
  readonly seen: ReadonlySet<string>;
}

/** Answers what differs now. */
async function reconcileOnce(options: ReconciliationOptions, round: Round): Promise<ReadonlySet<string>> {
  const { dispatcher } = options;
  const look = await lookAt(options, round);
  const isConfirmed = (key: string): boolean => round.seen.has(key);
  const fresh = [
    ...look.differing.filter((pair) => !isConfirmed(pairKey(pair))).map(({ symbol }) => symbol),
    ...look.foreign.filter((order) => !isConfirmed(orderKey(order))).map(({ symbol }) => symbol),
  ];
  await tellCore(options, round.account, look, {
    pairs: look.differing.filter((pair) => isConfirmed(pairKey(pair))),
    orders: look.foreign.filter((order) => isConfirmed(orderKey(order))),
  });
  for (const symbol of new Set(fresh)) {
    for (const order of ordersIn(dispatcher.snapshot(), round.account, symbol)) {
      if (mayExplain(order)) await options.lookUp(order.id);
    }
  }
  return new Set([...look.differing.map(pairKey), ...look.foreign.map(orderKey)]);
}

async function lookAt(options: ReconciliationOptions, { account, broker }: Round): Promise<Look> {
  const { dispatcher, clock, venueViews } = options;
  const before = bookedQtys(dispatcher.snapshot().positions.values(), account);
  const [positions, orders] = await Promise.all([
    ask<VenuePosition>(options, account, 'positions', () =>
      broker.positions().then((answer) => (answer.type === 'ok' ? { type: 'ok', list: answer.positions } : answer)),
    ),
    ask<VenueOrder>(options, account, 'open orders', () =>
      broker.openOrders().then((answer) => (answer.type === 'ok' ? { type: 'ok', list: answer.orders } : answer)),
    ),
  ]);
  const at = clock.now();
  const refused = [positions, orders].find((answer) => answer.type === 'unavailable');
  const view = venueViews.view(account);
  venueViews.keep(account, {
    positions: positions.type === 'ok' ? { at, list: positions.list } : view.positions,
    orders: orders.type === 'ok' ? { at, list: orders.list } : view.orders,
    failure: refused?.type === 'unavailable' ? { since: view.failure?.since ?? at, reason: refused.reason } : null,
  });
  const state = dispatcher.snapshot();
  const pairs = positions.type === 'ok' ? settledPairs(state, account, before, positions.list) : null;
  const books = orderBooks(state, account);
  return {
    pairs,
    orders: orders.type === 'ok' ? orders.list : null,
    differing: (pairs ?? []).filter(differs),
    foreign: orders.type === 'ok' ? orders.list.filter((order) => reconcileOrder(order, books).type !== 'known') : [],
  };
}

/** Those that nothing has moved while the venue was being asked. */
function settledPairs(
  state: State,
  account: AccountName,
  before: ReturnType<typeof bookedQtys>,
  venue: readonly VenuePosition[],
): readonly PositionPair[] {
  const after = bookedQtys(state.positions.values(), account);
  const moving = movingMarkets(state, account);
  return reconcilePositions(after, venue).filter(({ symbol, booked }) => eq(before.get(symbol) ?? ZERO, booked) && !moving.has(symbol));
}

const ask = <T>(house: ReconciliationOptions, account: AccountName, asked: string, call: () => Promise<Answer<T>>): Promise<Answer<T>> =>
  answerInTime(house, { account, asked }, call, ANSWER_MS_MAX);

interface Confirmed {
  readonly pairs: readonly PositionPair[];
  readonly orders: readonly VenueOrder[];
}

async function tellCore(options: ReconciliationOptions, account: AccountName, look: Look, confirmed: Confirmed): Promise<void> {
  const { dispatcher, randomHex } = options;
  const positions = [...(await seenPositions(options, account, confirmed.pairs)), ...agreeing(dispatcher.snapshot(), account, look)];
  const orders = await seenOrders(options, account, confirmed.orders);
  const gone = goneKeys(dispatcher.snapshot(), account, look);
  if (positions.length + orders.length + gone.length === 0) return;
  await dispatcher.dispatch({ type: 'venue_seen', account, positions, orders, gone, nonce: randomHex(16) as Nonce });
}

/** Known differences that are over. */
function agreeing(state: State, account: AccountName, { pairs }: Look): readonly SeenPosition[] {
  if (pairs === null) return [];
  return [...state.discrepancies.values()].flatMap(({ account: of, symbol, subject, productType }) => {
    if (of !== account || subject.type !== 'position' || isMoving(state, account, symbol)) return [];
    const pair = pairs.find((each) => each.symbol === symbol);
    if (pair === undefined ? bookedQtys(state.positions.values(), account).has(symbol) : differs(pair)) return [];
    const qty = pair?.booked ?? ZERO;
    return [{ symbol, booked: qty, held: qty, instrument: null, price: null, productType }];
  });
}

/** Also of orders that people know of and that are followed again. */
function goneKeys(state: State, account: AccountName, { orders }: Look): readonly string[] {
  if (orders === null) return [];
  const open = new Set(orders.map((order) => orderDiscrepancyKey(account, order.venueOrderId)));
  return [...state.discrepancies.values()]
    .filter((known) => known.account === account && known.subject.type === 'order' && !open.has(known.key))
    .map(({ key }) => key);
}

/** What is known as it is needs no price. */
async function seenPositions(
  options: ReconciliationOptions,
  account: AccountName,
  pairs: readonly PositionPair[],
): Promise<SeenPosition[]> {
  const seen: SeenPosition[] = [];
  for (const pair of pairs) {
    const { symbol, booked, held, venue } = pair;
    const known = options.dispatcher.snapshot().discrepancies.get(positionDiscrepancyKey(account, symbol));
    const products = venue?.products;
    if (known?.subject.type === 'position' && known.instrument !== null && eq(known.subject.surplus, surplusOf(pair))) {
      if ((known.subject.products === undefined) === (products === undefined)) continue;
    }
    const { instrument, price } = await priced(options, account, symbol);
    const productType = venue?.productType ?? null;
    const of = products === undefined ? {} : { products };
    seen.push({ symbol, booked, held, instrument, price: venue?.entryPrice ?? price, productType, ...of });
  }
  return seen;
}

async function seenOrders(options: ReconciliationOptions, account: AccountName, orders: readonly VenueOrder[]): Promise<SeenOrder[]> {
  const seen: SeenOrder[] = [];
  for (const order of orders) seen.push({ order, ...(await priced(options, account, order.symbol)) });
  return seen;
}

async function priced(
  { prices }: ReconciliationOptions,
  account: AccountName,
  symbol: string,
): Promise<Pick<SeenOrder, 'instrument' | 'price'>> {
  const answer = await prices.ask(account, symbol, null);
  return answer.type === 'priced' ? { instrument: answer.instrument, price: answer.quote.last } : { instrument: null, price: null };
}
