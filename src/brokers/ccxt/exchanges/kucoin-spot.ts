// Owns: what ccxt 4.5.84 misses of KuCoin's spot markets. A stop is looked up by our id in a list, which ccxt reads as an order without a
// name; trades come in pages of which it asks for the first. What is open is listed market by market, and the venue says in
// which markets something is. Money is that of one part of the account.

import { classifyError } from '../wire/classify-error.ts';
import type { Exchange } from '../wire/exchange.ts';
import { type Dict, dictOf, isDict, listOf, textOf } from '../wire/read-answer.ts';

type Ask = (params?: Dict) => Promise<unknown>;
type FetchList = (symbol?: string, since?: number, limit?: number, params?: Dict) => Promise<unknown>;

interface Inside {
  privateGetStopOrderQueryOrderByClientOid: Ask;
  privateGetAccounts: Ask;
  fetchMyTrades: FetchList;
  fetchOpenOrders: FetchList;
  readonly loadMarkets: () => Promise<unknown>;
  readonly isUTAEnabled: () => Promise<boolean>;
  readonly milliseconds: () => number;
  readonly safeSymbol: (id: string, market: unknown, delimiter: string) => string;
  readonly privateGetHfFills: Ask;
  readonly privateGetHfOrdersActiveSymbols: Ask;
  readonly privateGetStopOrder: Ask;
  readonly parseTrades: (trades: readonly Dict[], market: unknown, since?: number, limit?: number) => unknown;
  readonly parseOrders: (orders: readonly Dict[], market?: unknown) => readonly unknown[];
}

/** Named as ccxt's own: they are classified by it. */
class OrderNotFound extends Error {}
class ArgumentsRequired extends Error {}

export function mendKucoinSpot(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  findStops(exchange, inside);
  pageTrades(exchange, inside);
  listEverywhere(exchange, inside);
  demandPart(exchange, inside);
}

/** The account of today: accounts of other kinds have addresses of their own. Rejects where nobody says which it is. */
const isOfToday = async ({ options }: Exchange, inside: Inside): Promise<boolean> =>
  !(await inside.isUTAEnabled()) && options['hf'] === true;

function findStops(exchange: Exchange, inside: Inside): void {
  const ask = inside.privateGetStopOrderQueryOrderByClientOid.bind(exchange);
  inside.privateGetStopOrderQueryOrderByClientOid = async (params) => {
    const answer = dictOf(await ask(params));
    const { data } = answer;
    if (isDict(data)) return answer;
    if (!Array.isArray(data) && data !== null) throw new Error(`${exchange.id} answered with no list of stops`);
    const [first] = listOf(data);
    if (first === undefined) throw new OrderNotFound(`${exchange.id} has no stop of this id`);
    return { ...answer, data: first };
  };
}

const WEEK_MS = 7 * 86_400_000;
/** The longest page, and how many of them are read. */
const PAGE = 100;
const PAGES_MAX = 20;

function pageTrades(exchange: Exchange, inside: Inside): void {
  const fetch = inside.fetchMyTrades.bind(exchange);

  /** The newest first: what is read is without a gap, wherever it ends. */
  async function pagesOf(asked: Dict): Promise<readonly Dict[]> {
    const trades: Dict[] = [];
    let lastId: unknown;
    for (let count = 0; count < PAGES_MAX; count += 1) {
      const data = dictOf(dictOf(await inside.privateGetHfFills({ ...asked, limit: PAGE, ...(count === 0 ? {} : { lastId }) }))['data']);
      const page = listOf(data['items']);
      trades.push(...page);
      if (page.length < PAGE || textOf(data['lastId']) === null || data['lastId'] === lastId) break;
      lastId = data['lastId'];
    }
    return trades;
  }

  inside.fetchMyTrades = async (symbol, since, limit, params = {}) => {
    await inside.loadMarkets();
    const market = dictOf(symbol === undefined ? undefined : exchange.markets?.[symbol]);
    if (textOf(market['id']) === null || !(await isOfToday(exchange, inside))) return fetch(symbol, since, limit, params);
    const { until, limit: _limit, ...rest } = params;
    const named = { symbol: market['id'], ...rest };
    if ('orderId' in rest) return inside.parseTrades(await pagesOf(named), market, undefined, limit);
    const now = inside.milliseconds();
    // of what is older nothing is kept; and without its other end a question reaches a week far
    const asked = { ...named, startAt: Math.max(since ?? 0, now - WEEK_MS), endAt: typeof until === 'number' ? until : now };
    return inside.parseTrades(await pagesOf(asked), market, since, limit);
  };
}

/** In which markets something is open. Rejects where nobody answers. */
async function openMarkets(exchange: Exchange, inside: Inside): Promise<readonly string[]> {
  const answer = await inside.privateGetHfOrdersActiveSymbols().catch((error: unknown) => {
    // then the markets that were traded here are asked about, one by one
    if (classifyError(error).type === 'rejected')
      throw new ArgumentsRequired(`${exchange.id} does not say in which markets orders are open`);
    throw error;
  });
  const ids = dictOf(dictOf(answer)['data'])['symbols'];
  if (ids !== null && !Array.isArray(ids)) throw new Error(`${exchange.id} does not say in which markets orders are open`);
  return (ids ?? []).map((id: unknown) => inside.safeSymbol(String(id), undefined, '-'));
}

function listEverywhere(exchange: Exchange, inside: Inside): void {
  const fetch = inside.fetchOpenOrders.bind(exchange);
  inside.fetchOpenOrders = async (symbol, since, limit, params = {}) => {
    await inside.loadMarkets();
    if (symbol !== undefined || !(await isOfToday(exchange, inside))) return fetch(symbol, since, limit, params);
    const { trigger, ...rest } = params;
    if (trigger === true) {
      const answer = dictOf(
        await inside.privateGetStopOrder({ tradeType: 'TRADE', ...(limit === undefined ? {} : { pageSize: limit }), ...rest }),
      );
      return inside.parseOrders(listOf(dictOf(answer['data'])['items']));
    }
    const lists: unknown[] = [];
    for (const each of await openMarkets(exchange, inside)) lists.push(...listOf(await fetch(each, since, undefined, {})));
    return lists;
  };
}

/** What was asked for is said under its name: under another one ccxt passes over it, and the account would be empty. */
function demandPart(exchange: Exchange, inside: Inside): void {
  const ask = inside.privateGetAccounts.bind(exchange);
  inside.privateGetAccounts = async (params = {}) => {
    const answer = await ask(params);
    const [type, rows] = [params['type'], listOf(dictOf(answer)['data'])];
    if (type !== undefined && rows.some((row) => row['type'] !== type))
      throw new Error(`${exchange.id} names the money of its trading account in another way than ${JSON.stringify(type)}`);
    return answer;
  };
}
