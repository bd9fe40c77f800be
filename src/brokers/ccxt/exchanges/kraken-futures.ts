// Owns: what ccxt 4.5.84 misses of Kraken's futures. Its list of orders is a question for single ones, which are known there until five
// seconds after they have ended; those that ended before stand in a history of events, of which ccxt takes what was placed and has not
// filled for canceled, and what has filled in part for filled. Its list of fills is a page of a hundred of all markets.

import { type Decimal, isPositive, isZero } from '../../../core/model/decimal.ts';
import { classifyError } from '../wire/classify-error.ts';
import type { Exchange } from '../wire/exchange.ts';
import { decimalOf, type Dict, dictOf, isDict, listOf, textOf } from '../wire/read-answer.ts';

type Ask = (params: Dict) => Promise<unknown>;
type FetchOrders = (symbol?: string, since?: number, limit?: number, params?: Dict) => Promise<unknown>;
type Watch = (symbol?: string, since?: number, limit?: number, params?: Dict) => Promise<unknown>;

interface Inside {
  fetchOpenOrders: FetchOrders;
  fetchCanceledAndClosedOrders: FetchOrders;
  fetchMyTrades: FetchOrders;
  watchOrders?: Watch;
  watchMyTrades?: Watch;
  readonly loadMarkets: () => Promise<unknown>;
  readonly parseTrades: (trades: readonly Dict[], market: unknown, since?: number, limit?: number) => unknown;
  fetchMarginMode: (symbol: string) => Promise<unknown>;
  readonly privateGetFills: Ask;
  readonly privateGetLeveragepreferences: Ask;
  readonly privateGetOrdersStatus: Ask;
  readonly historyGetOrders: Ask;
  readonly historyGetTriggers: Ask;
}

type State = 'open' | 'closed' | 'canceled' | 'rejected';

const STATES: Readonly<Record<string, State>> = {
  ENTERED_BOOK: 'open',
  TRIGGER_PLACED: 'open',
  FULLY_EXECUTED: 'closed',
  CANCELLED: 'canceled',
  REJECTED: 'rejected',
  TRIGGER_ACTIVATION_FAILURE: 'rejected',
};

/** The longest page of its fills, and how many of them are read for the trades of one order or of some minutes. */
const FILLS = 100;
const PAGES_MAX = 20;
const KEPT_MAX = 5_000;
/** The longest page of its history. */
const EVENTS = 1_000;
/** What executes at once or not at all has ended by then, whatever else is told of it. */
const SPENT_MS = 60_000;
const AT_ONCE = /^(?:ioc|market|mkt|fok|fillorkill)$/i;

const listIn = (answer: unknown, key: string, exchange: Exchange): readonly Dict[] => {
  const list = dictOf(answer)[key];
  if (!Array.isArray(list)) throw new Error(`${exchange.id} answered with no list of ${key}`);
  return listOf(list);
};

const instantOf = (written: unknown): number | undefined => {
  if (typeof written === 'number') return written;
  const text = textOf(written) ?? '';
  const at = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(at) ? at : undefined;
};

/** `quantity` is what is left of an order in some of its answers: what was asked for is said only where both are the same. */
function amountOf(state: State, quantity: Decimal | null, filled: Decimal | null): Decimal | undefined {
  if (state === 'closed') return filled !== null && isPositive(filled) ? filled : (quantity ?? undefined);
  return filled === null || isZero(filled) ? (quantity ?? undefined) : undefined;
}

function orderIn(written: Dict, symbol: string, state: State, reason: unknown): Dict {
  const [quantity, filled] = [decimalOf(written['quantity']), decimalOf(written['filled'])];
  const trigger = dictOf(written['priceTriggerOptions'] ?? written['triggerOptions']);
  const type = textOf(written['orderType']) ?? '';
  return {
    info: { reason: textOf(reason) ?? '' },
    id: textOf(written['orderId'] ?? written['uid']),
    clientOrderId: textOf(written['cliOrdId'] ?? written['clientId']) ?? undefined,
    symbol,
    side: (textOf(written['side'] ?? written['direction']) ?? '').toLowerCase(),
    type: AT_ONCE.test(type) ? 'market' : 'limit',
    // what was refused after a part of it had filled has filled in part
    status: state === 'rejected' && filled !== null && isPositive(filled) ? 'canceled' : state,
    amount: amountOf(state, quantity, filled),
    filled: filled ?? '0',
    // of an order at market it is how far it may reach
    price: AT_ONCE.test(type) ? undefined : (written['limitPrice'] ?? undefined),
    triggerPrice: trigger['triggerPrice'] ?? undefined,
    reduceOnly: written['reduceOnly'] === true,
    timestamp: instantOf(written['timestamp']),
  };
}

const isOf = (written: Dict, marketId: string): boolean =>
  (textOf(written['symbol'] ?? written['tradeable']) ?? '').toUpperCase() === marketId.toUpperCase();

/** Of one order that is open or has ended a moment ago; empty: it is not known there any more. */
async function askStatus(exchange: Exchange, inside: Inside, symbol: string, clientId: string): Promise<readonly Dict[]> {
  const marketId = textOf(dictOf(exchange.markets?.[symbol])['id']) ?? '';
  const answer = await inside.privateGetOrdersStatus({ cliOrdIds: clientId }).catch((error: unknown) => {
    // its documents have it in another form, too: where it is not taken, the history says the same, somewhat later
    if (classifyError(error).type === 'rejected') return { orders: [] };
    throw error;
  });
  return listIn(answer, 'orders', exchange).flatMap((entry) => {
    const order = dictOf(entry['order']);
    if (!isOf(order, marketId)) return [];
    const state = STATES[textOf(entry['status']) ?? ''];
    if (state === undefined) throw new Error(`${exchange.id} says of an order that it is ${String(entry['status'])}`);
    return [orderIn(order, symbol, state, entry['error'] ?? entry['updateReason'])];
  });
}

interface Seen {
  readonly order: Dict;
  readonly state: State;
  readonly reason: unknown;
}

function seenIn(event: Dict, age: number): Seen | null {
  const { OrderPlaced, OrderUpdated, OrderCancelled, OrderRejected, OrderTriggerPlaced, OrderTriggerUpdated, OrderTriggerCancelled } =
    event;
  const [placed, updated, gone, refused] = [OrderPlaced, OrderUpdated, OrderCancelled, OrderRejected].map(dictOf) as [
    Dict,
    Dict,
    Dict,
    Dict,
  ];
  if (isDict(OrderCancelled)) return { order: dictOf(gone['order']), state: 'canceled', reason: gone['reason'] };
  if (isDict(OrderRejected))
    return { order: dictOf(refused['order']), state: 'rejected', reason: refused['orderError'] ?? refused['reason'] };
  if (isDict(OrderUpdated)) {
    const state = updated['reason'] === 'full_fill' ? 'closed' : 'open';
    return { order: dictOf(updated['newOrder']), state, reason: updated['reason'] };
  }
  if (isDict(OrderPlaced))
    return { order: dictOf(placed['order']), state: placedAs(dictOf(placed['order']), age), reason: placed['reason'] };
  if (isDict(OrderTriggerCancelled)) {
    const { order, reason } = OrderTriggerCancelled;
    return { order: dictOf(order), state: 'canceled', reason };
  }
  const waiting = isDict(OrderTriggerPlaced) ? OrderTriggerPlaced['order'] : dictOf(OrderTriggerUpdated)['newOrderTrigger'];
  const touched = dictOf(event['OrderTriggerActivated'])['order'];
  const trigger = touched ?? waiting;
  return isDict(trigger) ? { order: trigger, state: 'open', reason: null } : null;
}

/** Nothing more may be told of what has executed as it was placed. */
function placedAs(order: Dict, age: number): State {
  const [left, filled] = [decimalOf(order['quantity']), decimalOf(order['filled'])];
  const hasFilled = filled !== null && isPositive(filled);
  if (hasFilled && left !== null && isZero(left)) return 'closed';
  return AT_ONCE.test(textOf(order['orderType']) ?? '') && age > SPENT_MS ? 'canceled' : 'open';
}

/** What has ended stays so: a fill that slipped through before may be told after it. */
const after = (before: Seen | undefined, seen: Seen): Seen =>
  before === undefined || before.state === 'open' || seen.state !== 'open' ? seen : { ...before, order: seen.order };

/** The newest thing that is told of each order, by the venue's id. */
function newestOf(answer: unknown, exchange: Exchange, marketId: string): ReadonlyMap<string, Seen> {
  const now = instantOf(dictOf(answer)['serverTime']) ?? 0;
  const events = listIn(answer, 'elements', exchange).map(({ timestamp, event }) => ({
    at: instantOf(timestamp) ?? 0,
    event: dictOf(event),
  }));
  const newest = new Map<string, Seen>();
  // events of one instant are listed with the newest first
  for (const { at, event } of events.toReversed().toSorted((a, b) => a.at - b.at)) {
    const seen = seenIn(event, now - at);
    const id = textOf(seen?.order['uid']);
    if (seen !== null && id !== null && isOf(seen.order, marketId)) newest.set(id, after(newest.get(id), seen));
  }
  return newest;
}

/** A hundred such questions are allowed in ten minutes: triggers are asked for where the order is not among those that were placed. */
async function askHistory(exchange: Exchange, inside: Inside, symbol: string, clientId: string | null): Promise<readonly Dict[]> {
  const marketId = textOf(dictOf(exchange.markets?.[symbol])['id']) ?? '';
  const listed = async (answer: Promise<unknown>): Promise<readonly Dict[]> =>
    [...newestOf(await answer, exchange, marketId).values()].map(({ order, state, reason }) => orderIn(order, symbol, state, reason));
  const asked = { tradeable: marketId, count: EVENTS };
  const orders = await listed(inside.historyGetOrders(asked));
  if (clientId !== null && orders.some(({ clientOrderId }) => clientOrderId === clientId)) return orders;
  const triggers = await listed(inside.historyGetTriggers(asked));
  // a trigger that was touched is an order from then on, and the order says how it stands
  const names = new Set(orders.flatMap(({ id, clientOrderId }) => [id, clientOrderId]));
  const alone = triggers.filter(({ id, clientOrderId }) => !names.has(id) && (clientOrderId === undefined || !names.has(clientOrderId)));
  return [...orders, ...alone];
}

const timeOf = ({ fillTime }: Dict): number => instantOf(fillTime) ?? Number.POSITIVE_INFINITY;

type Fills = (since: number) => Promise<readonly Dict[]>;

/**
 * As far back as `since`, of all markets: ccxt keeps those of one. What was told is kept: each page behind the first costs as much as two orders
 * of what may be asked in ten seconds.
 */
function createFills(exchange: Exchange, inside: Inside): Fills {
  let known: ReadonlyMap<string, Dict> = new Map();
  /** All from then on are known. */
  let from = Number.POSITIVE_INFINITY;
  async function load(since: number): Promise<readonly Dict[]> {
    const fresh = new Map<string, Dict>();
    let before: number | null = null;
    for (let pages = 0; pages < PAGES_MAX; pages += 1) {
      const asked: Dict = before === null ? {} : { lastFillTime: new Date(before).toISOString() };
      const fills = listIn(await inside.privateGetFills(asked), 'fills', exchange);
      const count = fresh.size;
      for (const fill of fills) fresh.set(textOf(fill['fill_id']) ?? '', fill);
      const joins = known.size < KEPT_MAX && [...fresh.keys()].some((id) => known.has(id));
      const oldest = Math.min(...fills.map(timeOf), joins ? from : Number.POSITIVE_INFINITY);
      const isEnd = fills.length < FILLS;
      if (isEnd || oldest < since) {
        known = new Map([...(joins ? known : []), ...fresh]);
        from = isEnd ? Number.NEGATIVE_INFINITY : oldest;
        return [...known.values()];
      }
      // others of the same instant may be on the next page
      before = fresh.size === count ? oldest : oldest + 1;
    }
    throw new Error(`${exchange.id} has more than ${PAGES_MAX * FILLS} fills since ${new Date(since).toISOString()}`);
  }
  let last: Promise<unknown> = Promise.resolve();
  return (since) => {
    const loaded = last.then(() => load(since));
    last = loaded.catch(() => undefined);
    return loaded;
  };
}

const LIMITS = /^(?:lmt|post|stop|stp|take_profit)$/i;

/** ccxt leaves the limit of an open order out. */
const withLimit = (order: Dict): Dict => {
  const { limitPrice, orderType } = dictOf(order['info']);
  return LIMITS.test(textOf(orderType) ?? '') ? { ...order, price: limitPrice ?? undefined } : order;
};

export function mendKrakenFutures(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  const fetchOpenOrders = inside.fetchOpenOrders.bind(exchange);
  inside.fetchOpenOrders = async (symbol, since, limit, params = {}) => {
    const { clientOrderId: _ours, ...rest } = params;
    const answer = await fetchOpenOrders(symbol, since, limit, rest);
    return Array.isArray(answer) ? listOf(answer).map(withLimit) : answer;
  };
  inside.fetchCanceledAndClosedOrders = async (symbol = '', _since, _limit, { clientOrderId } = {}) => {
    await inside.loadMarkets();
    const asked = textOf(clientOrderId);
    const found = asked === null ? [] : await askStatus(exchange, inside, symbol, asked);
    return found.length > 0 ? found : askHistory(exchange, inside, symbol, asked);
  };
  Object.assign(exchange.has, { fetchCanceledAndClosedOrders: true, fetchOrders: false });
  const askFills = createFills(exchange, inside);
  inside.fetchMyTrades = async (symbol = '', since = 0, limit, { until } = {}) => {
    await inside.loadMarkets();
    const end = instantOf(until) ?? Number.POSITIVE_INFINITY;
    const fills = (await askFills(since)).filter((fill) => timeOf(fill) <= end);
    return inside.parseTrades(fills, dictOf(exchange.markets?.[symbol]), since, limit);
  };
  inside.fetchMarginMode = async (symbol) => {
    await inside.loadMarkets();
    const { id } = dictOf(exchange.markets?.[symbol]);
    const preferences = listIn(await inside.privateGetLeveragepreferences({ symbol: id }), 'leveragePreferences', exchange);
    // a market for which none is set is on cross margin
    const hasOne = preferences.some((each) => isOf(each, textOf(id) ?? '') && textOf(each['maxLeverage']) !== null);
    return { info: { marginMode: hasOne ? 'isolated' : 'cross' } };
  };
  for (const call of ['watchOrders', 'watchMyTrades'] as const) {
    const watch = inside[call]?.bind(exchange);
    // what they are told goes into the request
    if (watch !== undefined) inside[call] = (symbol, since, limit) => watch(symbol, since, limit, {});
  }
}
