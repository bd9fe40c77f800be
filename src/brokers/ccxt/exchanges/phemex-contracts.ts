// Owns: what ccxt 4.5.84 misses of Phemex's contracts. The list of trades that it asks for does not say which order a trade belongs to, and no
// execution could be told of its order; another list of the venue's does. What is paid for holding stands in either as a trade of all that
// is held. What its stream says of orders is a list, where ccxt looks for names. And of contracts in USDC, whose orders it writes as those in
// USDT, ccxt asks for positions and money where contracts in coins have theirs.

import type { Exchange } from '../wire/exchange.ts';
import { type Dict, dictOf, listOf } from '../wire/read-answer.ts';

type FetchTrades = (symbol: string, since?: number, limit?: number, params?: Dict) => Promise<unknown>;

type Hear = (client: unknown, message: unknown) => unknown;

type Ask = (params?: Dict) => Promise<unknown>;

/** A connection of ccxt.pro's. */
interface Client {
  readonly resolve: (what: unknown, hash: string) => unknown;
}

interface Inside {
  handleMessage: Hear;
  readonly handleOrders: Hear;
  readonly orders: unknown;
  privateGetAccountsAccountPositions: Ask;
  readonly privateGetGAccountsAccountPositions: Ask;
  parseSwapBalance: (answer: unknown) => unknown;
  readonly safeBalance: (balance: Dict) => unknown;
  fetchMyTrades: FetchTrades;
  readonly loadMarkets: () => Promise<unknown>;
  readonly parseTrades: (trades: readonly Dict[], market: unknown, since?: number, limit?: number) => unknown;
  readonly privateGetApiDataGFuturesTrades: (params: Dict) => Promise<unknown>;
}

/** A trade, a liquidation, one for somebody else's; never funding. */
const isTrade = ({ tradeType }: Dict): boolean => !/funding/i.test(String(tradeType));

/** The longest page. */
const LIMIT = 200;

/** Of contracts. */
export function mendPhemex(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  nameTradedOrders(exchange, inside);
  readUsdc(exchange, inside);
  const handle = inside.handleMessage.bind(exchange);
  inside.handleMessage = (client, message) => {
    const orders = dictOf(message)['orders_p'];
    if (Array.isArray(orders)) {
      inside.handleOrders(client, orders);
      // ccxt names this stream by the settlement of the first order in it
      (client as Client).resolve(inside.orders, 'orders:perpetual');
    }
    return handle(client, message);
  };
}

const USDC = 'USDC';
/** So it answers for an account that is not there, too. */
const AWAY = /try again later/i;

/** Named as ccxt's own: it is classified by it. */
class ExchangeError extends Error {}

function readUsdc(exchange: Exchange, inside: Inside): void {
  const ask = inside.privateGetAccountsAccountPositions.bind(exchange);
  let isThere = false;
  inside.privateGetAccountsAccountPositions = async (params = {}) => {
    if (params['currency'] !== USDC) return ask(params);
    try {
      const answer = await inside.privateGetGAccountsAccountPositions(params);
      isThere = true;
      return answer;
    } catch (error) {
      // whoever trades in USDT alone would have no positions at all
      if (isThere || !(error instanceof Error) || !AWAY.test(error.message)) throw error;
      throw new ExchangeError(`${exchange.id} shows no account in ${USDC}`);
    }
  };
  const parse = inside.parseSwapBalance.bind(exchange);
  // what is written as it is must not be scaled down
  inside.parseSwapBalance = (answer) => {
    const { currency, accountBalanceRv, totalUsedBalanceRv } = dictOf(dictOf(dictOf(answer)['data'])['account']);
    if (currency !== USDC) return parse(answer);
    return inside.safeBalance({ info: answer, [USDC]: { total: accountBalanceRv, used: totalUsedBalanceRv, free: undefined } });
  };
}

function nameTradedOrders(exchange: Exchange, inside: Inside): void {
  inside.fetchMyTrades = async (symbol, since, limit = LIMIT, params = {}) => {
    await inside.loadMarkets();
    const market = dictOf(exchange.markets?.[symbol]);
    const { until, ...rest } = params;
    const span = { ...(since === undefined ? {} : { start: since }), ...(until === undefined ? {} : { end: until }) };
    const answer = dictOf(await inside.privateGetApiDataGFuturesTrades({ symbol: market['id'], offset: 0, limit, ...span, ...rest }));
    const data = answer['data'];
    const rows: unknown = Array.isArray(data) ? data : dictOf(data)['rows'];
    if (!Array.isArray(rows)) throw new Error(`${exchange.id} answered with no list of trades`);
    return inside.parseTrades(listOf(rows).filter(isTrade), market, since, limit);
  };
}
