// Owns: what ccxt 4.5.84 misses of Deribit. It reads a trigger under a name that the venue has dropped, and neither our id nor reduce-only
// of an order; what ended without a fill is not listed unless asked for, what ended half an hour ago stands in a history of its own, and what
// waited for a trigger in another one, where it becomes an order with another id. Ten trades are what it lists unasked, those of a day.

import type { Exchange } from '../wire/exchange.ts';
import { type Dict, dictOf, listOf, textOf } from '../wire/read-answer.ts';
import { unlessRefused } from '../wire/unless-refused.ts';

type Ask = (params: Dict) => Promise<unknown>;
type FetchOrders = (symbol?: string, since?: number, limit?: number, params?: Dict) => Promise<unknown>;

interface Inside {
  parseOrder: (order: Dict, market?: unknown) => Dict;
  readonly parseTrades: (trades: readonly Dict[], market?: unknown, since?: number, limit?: number) => unknown;
  fetchOpenOrders: FetchOrders;
  fetchCanceledAndClosedOrders: FetchOrders;
  fetchMyTrades: FetchOrders;
  fetchOrderTrades: (id: string, symbol?: string) => Promise<unknown>;
  watchOrders?: FetchOrders;
  readonly loadMarkets: () => Promise<unknown>;
  readonly milliseconds: () => number;
  readonly privateGetGetOpenOrders: Ask;
  readonly privateGetGetOrderState: Ask;
  readonly privateGetGetOrderStateByLabel: Ask;
  readonly privateGetGetOrderHistoryByInstrument: Ask;
  readonly privateGetGetTriggerOrderHistory: Ask;
  readonly privateGetGetUserTradesByOrder: Ask;
  readonly privateGetGetUserTradesByInstrumentAndTime: Ask;
}

/** The longest page of its lists. */
const COUNT = 1_000;
/** Trades are among the recent ones for a day; the rest of an hour is for clocks that differ. */
const RECENT_MS = 23 * 3_600_000;
const HISTORICAL: Dict = { historical: true };

const resultOf = (answer: unknown): unknown => dictOf(answer)['result'];

function rowsOf(list: unknown, exchange: Exchange): readonly Dict[] {
  if (!Array.isArray(list)) throw new Error(`${exchange.id} answered with no list`);
  return listOf(list);
}

/** An empty list stands for one that this account is refused. */
async function askOld(exchange: Exchange, what: string, list: Promise<unknown>): Promise<unknown> {
  return unlessRefused(
    exchange,
    `historical ${what}`,
    list.then((answer) => resultOf(answer)),
  );
}

function mendOrders(exchange: Exchange, inside: Inside): void {
  const parseOrder = inside.parseOrder.bind(exchange);
  inside.parseOrder = (written, market) => {
    const order = parseOrder(written, market);
    const { settle, quote } = dictOf(exchange.markets?.[textOf(order['symbol']) ?? '']);
    const fee = dictOf(order['fee']);
    return {
      ...order,
      clientOrderId: textOf(written['label']) ?? undefined,
      triggerPrice: written['trigger_price'] ?? undefined,
      reduceOnly: written['reduce_only'] === true,
      // of a contract it is paid in what that is settled in
      ...(fee['cost'] === undefined ? {} : { fee: { ...fee, currency: settle ?? quote } }),
    };
  };
}

/** What ended a stop that was never touched, and the order that others have become, by its id. */
interface Triggers {
  readonly ended: readonly Dict[];
  readonly became: ReadonlyMap<string, Dict>;
}

const STATES: Readonly<Record<string, string>> = { cancelled: 'canceled', rejected: 'rejected' };

async function askTriggers(exchange: Exchange, inside: Inside, symbol: string): Promise<Triggers> {
  const { id, settleId, quoteId } = dictOf(exchange.markets?.[symbol]);
  const answer = await inside.privateGetGetTriggerOrderHistory({ currency: settleId ?? quoteId, instrument_name: id, count: COUNT });
  const newest = new Map<string, Dict>();
  const entries = rowsOf(dictOf(resultOf(answer))['entries'], exchange).filter((entry) => entry['instrument_name'] === id);
  for (const entry of entries.toReversed().toSorted((a, b) => Number(a['timestamp']) - Number(b['timestamp'])))
    newest.set(textOf(entry['trigger_order_id']) ?? '', entry);
  const became = new Map<string, Dict>();
  const ended: Dict[] = [];
  for (const [triggerId, entry] of newest) {
    const state = STATES[textOf(entry['order_state']) ?? ''];
    const child = textOf(entry['order_id']);
    if (child !== null && child !== triggerId) became.set(child, entry);
    else if (state !== undefined && triggerId !== '') ended.push(endedTrigger(entry, triggerId, symbol, state));
  }
  return { ended, became };
}

const endedTrigger = (entry: Dict, id: string, symbol: string, status: string): Dict => ({
  info: { reason: textOf(entry['request']) === 'cancel' ? '' : (textOf(entry['request']) ?? '') },
  id,
  clientOrderId: textOf(entry['label']) ?? undefined,
  symbol,
  side: entry['direction'],
  type: entry['order_type'],
  status,
  amount: entry['amount'],
  filled: '0',
  price: entry['price'] === 'market_price' ? undefined : (entry['price'] ?? undefined),
  triggerPrice: entry['trigger_price'] ?? undefined,
  reduceOnly: entry['reduce_only'] === true,
  timestamp: typeof entry['timestamp'] === 'number' ? entry['timestamp'] : undefined,
});

/** Those of the last half hour that have this name; what a trigger has become stands in the place of it. */
async function askByLabel(exchange: Exchange, inside: Inside, symbol: string, label: string): Promise<readonly Dict[]> {
  const { id, settleId, quoteId } = dictOf(exchange.markets?.[symbol]);
  const answer = await inside.privateGetGetOrderStateByLabel({ currency: settleId ?? quoteId, label });
  const orders = rowsOf(resultOf(answer), exchange).filter((order) => order['instrument_name'] === id && order['label'] === label);
  return orders.filter(({ order_state: state }) => state !== 'triggered').map((order) => inside.parseOrder(order));
}

async function askHistory(exchange: Exchange, inside: Inside, symbol: string, label: string | null): Promise<readonly Dict[]> {
  const { id } = dictOf(exchange.markets?.[symbol]);
  const asked = { instrument_name: id, count: COUNT, include_old: true, include_unfilled: true };
  const named = (order: Dict): boolean => label !== null && order['label'] === label;
  const recent = rowsOf(resultOf(await inside.privateGetGetOrderHistoryByInstrument(asked)), exchange);
  if (recent.some(named)) return recent.filter(named).map((order) => inside.parseOrder(order));
  const [old, { ended, became }] = await Promise.all([
    askOld(exchange, 'orders', inside.privateGetGetOrderHistoryByInstrument({ ...asked, ...HISTORICAL })),
    askTriggers(exchange, inside, symbol),
  ]);
  const rows = new Map([...rowsOf(old, exchange), ...recent].map((order) => [textOf(order['order_id']) ?? '', order]));
  const wanted = [...became].filter(([, entry]) => label === null || named(entry));
  for (const [child, entry] of wanted) {
    const order = rows.get(child) ?? dictOf(resultOf(await inside.privateGetGetOrderState({ order_id: child })));
    rows.set(child, { ...order, label: textOf(order['label']) ?? entry['label'], trigger_price: entry['trigger_price'] });
  }
  return [...[...rows.values()].map((order) => inside.parseOrder(order)), ...ended];
}

async function askTrades(exchange: Exchange, inside: Inside, symbol: string, since: number, until: number): Promise<readonly Dict[]> {
  const { id } = dictOf(exchange.markets?.[symbol]);
  const asked = { instrument_name: id, start_timestamp: since, end_timestamp: until, count: COUNT, sorting: 'desc' };
  const ask = (more: Dict): Promise<unknown> => inside.privateGetGetUserTradesByInstrumentAndTime({ ...asked, ...more });
  const isOld = inside.milliseconds() - since > RECENT_MS;
  const [recent, old] = await Promise.all([ask({}).then(resultOf), isOld ? askOldTrades(exchange, ask(HISTORICAL)) : []]);
  return distinct([...rowsOf(dictOf(recent)['trades'], exchange), ...rowsOf(old, exchange)]);
}

const askOldTrades = (exchange: Exchange, answer: Promise<unknown>): Promise<unknown> =>
  unlessRefused(
    exchange,
    'historical trades',
    answer.then((told) => dictOf(resultOf(told))['trades']),
  );

const distinct = (trades: readonly Dict[]): readonly Dict[] => [
  ...new Map(trades.map((trade) => [textOf(trade['trade_id']) ?? '', trade])).values(),
];

export function mendDeribit(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  mendOrders(exchange, inside);
  const fetchOpenOrders = inside.fetchOpenOrders.bind(exchange);
  inside.fetchOpenOrders = async (symbol, since, limit, { clientOrderId: _ours, ...params } = {}) => {
    if (symbol !== undefined) return fetchOpenOrders(symbol, since, limit, params);
    await inside.loadMarkets();
    // ccxt asks for those of one currency
    return rowsOf(resultOf(await inside.privateGetGetOpenOrders(params)), exchange).map((order) => inside.parseOrder(order));
  };
  inside.fetchCanceledAndClosedOrders = async (symbol = '', _since, _limit, { clientOrderId } = {}) => {
    await inside.loadMarkets();
    const label = textOf(clientOrderId);
    const found = label === null ? [] : await askByLabel(exchange, inside, symbol, label);
    return found.length > 0 ? found : askHistory(exchange, inside, symbol, label);
  };
  Object.assign(exchange.has, { fetchCanceledAndClosedOrders: true });
  inside.fetchMyTrades = async (symbol = '', since = 0, limit, { until } = {}) => {
    await inside.loadMarkets();
    const end = typeof until === 'number' ? until : inside.milliseconds() + RECENT_MS;
    return inside.parseTrades(await askTrades(exchange, inside, symbol, since, end), undefined, since, limit);
  };
  inside.fetchOrderTrades = async (id, symbol = '') => {
    await inside.loadMarkets();
    const ask = (more: Dict): Promise<unknown> => inside.privateGetGetUserTradesByOrder({ order_id: id, ...more });
    const [recent, old] = await Promise.all([ask({}).then(resultOf), askOld(exchange, `trades of orders in ${symbol}`, ask(HISTORICAL))]);
    return inside.parseTrades(distinct([...rowsOf(recent, exchange), ...rowsOf(old, exchange)]));
  };
  const watch = inside.watchOrders?.bind(exchange);
  // what it is told goes into the request
  if (watch !== undefined) inside.watchOrders = (symbol, since, limit) => watch(symbol, since, limit, {});
}
