// Owns: what ccxt 4.5.84 misses of BingX's contracts. The list of trades that it asks for shows no trade by its id, and counts in contracts; another
// one does, in coins. An order carries our id under a name that the documents do not know. A look-up by our id names an empty one of the
// venue's beside it. Requests go by a clock that is never set right. The key of a stream that has ended leaves it open and silent.

import type { Exchange } from '../wire/exchange.ts';
import { timeAtVenue } from '../wire/keep-time.ts';
import { type Dict, dictOf, isDict, listOf, textOf } from '../wire/read-answer.ts';

type FetchTrades = (symbol: string, since?: number, limit?: number, params?: Dict) => Promise<unknown>;
type Ask = (params: Dict) => Promise<unknown>;

interface Client {
  readonly reject: (error: Error) => unknown;
  readonly close: () => unknown;
}

interface Inside {
  fetchMarkets: Ask;
  fetchMyTrades: FetchTrades;
  createOrderRequest: (...args: readonly unknown[]) => Dict;
  swapV2PrivateGetTradeOrder: Ask;
  parsePosition: (position: Dict, market?: unknown) => Dict;
  nonce: () => number;
  handleMessage?: (client: Client, message: unknown) => unknown;
  readonly milliseconds: () => number;
  readonly loadMarkets: () => Promise<unknown>;
  readonly fetchSwapMarkets: Ask;
  readonly swapV2PrivateGetTradeFillHistory: Ask;
  readonly parseTrades: (trades: readonly Dict[], market: unknown, since?: number, limit?: number) => unknown;
}

/** The longest time that one question may cover, and the longest page. */
const WEEK_MS = 7 * 86_400_000;
const PAGE = 1_000;

/** Of contracts. */
export function mendBingx(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  // those of coins and of spot are lists of their own, and what is not traded is not waited for
  inside.fetchMarkets = inside.fetchSwapMarkets.bind(exchange);
  goByItsClock(exchange);
  nameOrders(exchange, inside);
  nameTrades(exchange, inside);
  signPositions(exchange, inside);
  hearEndOfKey(exchange);
}

/** Of spot markets as well. */
export function goByItsClock(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  inside.nonce = () => timeAtVenue(exchange, inside.milliseconds());
}

function nameOrders(exchange: Exchange, inside: Inside): void {
  const request = inside.createOrderRequest.bind(exchange);
  inside.createOrderRequest = (...args) => {
    const asked = request(...args);
    const id = asked['clientOrderID'];
    return id === undefined ? asked : { ...asked, clientOrderId: id };
  };
  const ask = inside.swapV2PrivateGetTradeOrder.bind(exchange);
  inside.swapV2PrivateGetTradeOrder = (params) => {
    const { orderId, ...rest } = params;
    return ask(orderId === '' ? rest : params);
  };
}

/** Its time carries its zone, which is not ours. */
const timed = (trade: Dict): Dict => {
  const at = Date.parse(textOf(trade['filledTime']) ?? '');
  return Number.isFinite(at) ? { ...trade, time: at } : trade;
};

/** Beyond them the venue itself says that it is too much. */
const WEEKS_MAX = 8;

/** In questions of a week. */
function weeksBetween(start: number, end: number): readonly (readonly [from: number, to: number])[] {
  const count = Math.ceil((end - start) / WEEK_MS);
  if (count <= 1 || count > WEEKS_MAX) return [[start, Math.max(end, start)]];
  return Array.from({ length: count }, (_, at) => [start + at * WEEK_MS, Math.min(end, start + (at + 1) * WEEK_MS - 1)] as const);
}

function nameTrades(exchange: Exchange, inside: Inside): void {
  inside.fetchMyTrades = async (symbol, since, limit, params = {}) => {
    await inside.loadMarkets();
    const market = dictOf(exchange.markets?.[symbol]);
    const { until, ...rest } = params;
    const end = typeof until === 'number' ? until : inside.nonce();
    const trades: Dict[] = [];
    for (const [startTs, endTs] of weeksBetween(since ?? end - WEEK_MS, end)) {
      const asked = { symbol: market['id'], startTs, endTs, pageIndex: 1, pageSize: PAGE, ...rest };
      const answer = dictOf(await inside.swapV2PrivateGetTradeFillHistory(asked));
      trades.push(...listOf(dictOf(answer['data'])['fill_history_orders']).map(timed));
    }
    return inside.parseTrades(trades, market, since, limit);
  };
}

/** A position that is the only one of its market may carry a sign in place of a side. */
function signPositions(exchange: Exchange, inside: Inside): void {
  const parse = inside.parsePosition.bind(exchange);
  inside.parsePosition = (position, market) => {
    const read = parse(position, market);
    if (read['side'] === 'long' || read['side'] === 'short') return read;
    return { ...read, side: (textOf(position['positionAmt']) ?? '').startsWith('-') ? 'short' : 'long' };
  };
}

/** Named as ccxt's own: it is classified by it. */
class NetworkError extends Error {}

/** Of spot markets as well. */
export function hearEndOfKey(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  if (inside.handleMessage === undefined) return;
  const handle = inside.handleMessage.bind(exchange);
  inside.handleMessage = (client, message) => {
    if (!isDict(message) || message['e'] !== 'listenKeyExpired') return handle(client, message);
    Object.assign(exchange.options, { listenKey: undefined, lastAuthenticatedTime: 0 });
    client.reject(new NetworkError(`${exchange.id} has ended the key of its stream`));
    return client.close();
  };
}
