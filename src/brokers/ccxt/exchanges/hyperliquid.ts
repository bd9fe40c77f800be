// Owns: what ccxt 4.5.84 misses of Hyperliquid. Which kind of account it is is answered by a bare word, and silence is taken for the usual kind: the
// money of one that is whole would be nothing. A price is read from the lists of all markets, whose offers are those for a large order.
// A leverage alone moves a market to cross margin. What is left of an order is no more than what it may reduce, and is said as it was when its
// status changed last. Tokens are called as the coins that they stand for, but not where a fee was taken in one. And whether a key may sign for its address shows in no question that ccxt asks.

import { type Decimal, isPositive, lt, sum } from '../../../core/model/decimal.ts';
import type { Exchange } from '../wire/exchange.ts';
import { decimalOf, type Dict, dictOf, isDict, listOf, textOf } from '../wire/read-answer.ts';

type Ask = (params: Dict) => Promise<unknown>;
type FetchOrders = (symbol?: string, since?: number, limit?: number, params?: Dict) => Promise<unknown>;

interface Inside {
  fetchTicker: (symbol: string, params?: Dict) => Promise<unknown>;
  fetchOrder: (id: string, symbol?: string, params?: Dict) => Promise<unknown>;
  fetchOpenOrders: FetchOrders;
  watchMyTrades?: FetchOrders;
  readonly milliseconds: () => number;
  initializeClient: () => Promise<boolean>;
  isUnifiedEnabled: (method: string, address?: unknown, shouldRefresh?: unknown, params?: Dict) => Promise<unknown>;
  setLeverage: (leverage: number, symbol: string, params?: Dict) => Promise<unknown>;
  parseTrade: (trade: unknown, market?: unknown) => Dict;
  fetchSpotMarkets: (params?: Dict) => Promise<unknown>;
  readonly updateSpotCurrencyCode: (code: unknown) => unknown;
  readonly walletAddress: unknown;
  readonly privateKey: unknown;
  readonly ethGetAddressFromPrivateKey: (key: unknown) => string;
  readonly loadMarkets: () => Promise<unknown>;
  readonly fetchOrderBook: (symbol: string) => Promise<unknown>;
  readonly publicPostInfo: Ask;
}

/** What it calls accounts whose money stands in one place, with coins. */
const WHOLE: ReadonlySet<string> = new Set(['unifiedAccount', 'portfolioMargin']);
const KINDS: ReadonlySet<string> = new Set([...WHOLE, 'disabled', 'default', 'dexAbstraction']);

export function mendHyperliquid(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  askKind(exchange, inside);
  countFills(exchange, inside);
  nameCoins(exchange, inside);
  // before each order and cancel ccxt would ask which kind of account it is, which they do not go by, and agree to a fee for others
  inside.initializeClient = () => Promise.resolve(true);
  const setLeverage = inside.setLeverage.bind(exchange);
  inside.setLeverage = async (leverage, symbol, params = {}) => {
    if (params['marginMode'] !== undefined) return setLeverage(leverage, symbol, params);
    return setLeverage(leverage, symbol, { ...params, marginMode: await modeOf(exchange, inside, symbol) });
  };
  inside.fetchTicker = async (symbol) => {
    const book = dictOf(await inside.fetchOrderBook(symbol));
    const [bid, ask] = [book['bids'], book['asks']].map((side) => (Array.isArray(side) && Array.isArray(side[0]) ? side[0][0] : undefined));
    return { symbol, bid, ask, info: book };
  };
}

/** A token (UBTC) is called as its coin; where another one has that name already, it means neither: the one that is listed last would be bought. */
function nameCoins(exchange: Exchange, inside: Inside): void {
  const parseTrade = inside.parseTrade.bind(exchange);
  inside.parseTrade = (...args) => {
    const trade = parseTrade(...args);
    const fee = dictOf(trade['fee']);
    return { ...trade, fee: { ...fee, currency: inside.updateSpotCurrencyCode(fee['currency']) } };
  };
  const fetchSpotMarkets = inside.fetchSpotMarkets.bind(exchange);
  inside.fetchSpotMarkets = async (...args) => {
    const listed = listOf(await fetchSpotMarkets(...args));
    const counts = new Map<unknown, number>();
    for (const { symbol } of listed) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
    return listed.filter(({ symbol }) => counts.get(symbol) === 1);
  };
}

/** So long fills may be told after it was said that their order has filled. */
const SHOWN_MS = 5_000;
/** So long what was counted of an open order holds, where no fill is told meanwhile: to count costs what ten look-ups do. */
const COUNTED_MS = 10_000;
/** How far before an order its fills are looked for, and how many of them are told at once. */
const BEFORE_MS = 5_000;
const FILLS = 2_000;

const isOpen = (order: Dict): boolean => order['status'] === 'open';
/** One that was touched is placed anew then, under its id, and is a trigger no more. */
const isWaiting = (order: Dict): boolean => order['triggerPrice'] !== undefined && dictOf(order['info'])['status'] !== 'triggered';
const takesAtOnce = ({ timeInForce, type }: Dict): boolean => timeInForce === 'IOC' || type === 'market';

/** Where what is left tells nothing of what has filled. */
function mayDiffer(order: Dict): boolean {
  if (isOpen(order)) return !isWaiting(order);
  const filled = decimalOf(order['filled']);
  return filled !== null && isPositive(filled) && (order['reduceOnly'] === true || takesAtOnce(order));
}

/** Whether more fills may be told yet: those of what takes at once come together. */
function isBehind(order: Dict, filled: Decimal, now: number): boolean {
  const { status, timeInForce } = order;
  const mayFollow = status === 'closed' || (status === 'canceled' && timeInForce === 'IOC');
  if (!mayFollow || !lt(filled, decimalOf(order['filled']) ?? filled)) return false;
  return !(takesAtOnce(order) && isPositive(filled)) && now - Number(order['lastUpdateTimestamp'] ?? 0) < SHOWN_MS;
}

/** Null: there are more fills since then than are told at once. */
async function filledOf(inside: Inside, { id, timestamp }: Dict): Promise<Decimal | null> {
  const asked = { type: 'userFillsByTime', user: inside.walletAddress, startTime: Number(timestamp) - BEFORE_MS };
  const fills = listOf(await inside.publicPostInfo(asked));
  if (fills.length >= FILLS) return null;
  return sum(fills.flatMap(({ oid, sz }) => (textOf(oid) === id ? (decimalOf(sz) ?? []) : [])));
}

/** What has filled of an order is what its fills come to. */
function countFills(exchange: Exchange, inside: Inside): void {
  let counts = new Map<unknown, { readonly at: number; readonly filled: Decimal | null }>();
  async function counted(order: Dict): Promise<Decimal | null> {
    // those of now: what is told while it is counted may not be in it
    const [known, at] = [counts, inside.milliseconds()];
    const before = known.get(order['id']);
    if (isOpen(order) && before !== undefined && at - before.at < COUNTED_MS) return before.filled;
    const filled = await filledOf(inside, order);
    if (isOpen(order)) known.set(order['id'], { at, filled });
    else known.delete(order['id']);
    return filled;
  }
  const fetchOrder = inside.fetchOrder.bind(exchange);
  inside.fetchOrder = async (...args) => {
    const order = dictOf(await fetchOrder(...args));
    const filled = mayDiffer(order) ? await counted(order) : null;
    return filled === null || isBehind(order, filled, inside.milliseconds()) ? order : { ...order, filled };
  };
  const fetchOpenOrders = inside.fetchOpenOrders.bind(exchange);
  // nothing of what only reduces has filled for all that the list says: the order itself is looked up
  inside.fetchOpenOrders = async (...args) => {
    const orders = await fetchOpenOrders(...args);
    return Array.isArray(orders)
      ? listOf(orders).map((order) => (order['reduceOnly'] === true ? { ...order, filled: '0' } : order))
      : orders;
  };
  const watch = inside.watchMyTrades?.bind(exchange);
  if (watch !== undefined)
    inside.watchMyTrades = async (...args) => {
      const trades = await watch(...args);
      counts = new Map();
      return trades;
    };
}

/** Rejects where nobody answers. */
function askKind(exchange: Exchange, inside: Inside): void {
  inside.isUnifiedEnabled = async (_method, address, _shouldRefresh, params = {}) => {
    const { options } = exchange;
    if (typeof options['enableUnifiedMargin'] === 'boolean') return [options['enableUnifiedMargin'], params];
    const answer = await inside.publicPostInfo({ type: 'userAbstraction', user: address ?? inside.walletAddress });
    const kind = String(answer).replaceAll('"', '').trim();
    if (!KINDS.has(kind)) throw new Error(`${exchange.id} does not say which kind of account this is`);
    options['enableUnifiedMargin'] = WHOLE.has(kind);
    return [options['enableUnifiedMargin'], params];
  };
}

/** On which margin a market is, also where nothing is held. Rejects where nobody says. */
async function modeOf(exchange: Exchange, inside: Inside, symbol: string): Promise<string> {
  await inside.loadMarkets();
  const coin = dictOf(exchange.markets?.[symbol])['baseName'];
  const answer = dictOf(await inside.publicPostInfo({ type: 'activeAssetData', user: inside.walletAddress, coin }));
  const mode = textOf(dictOf(answer['leverage'])['type']);
  if (mode !== 'cross' && mode !== 'isolated') throw new Error(`${exchange.id} does not say on which margin ${symbol} is`);
  return mode;
}

const NO_WALLET =
  'hyperliquid has wallets in place of keys: write the address of the account (0x and 40 hexadecimal digits) as <ACCOUNT>_API_KEY, and its private key or that of an API wallet which it has approved (64 hexadecimal digits) as <ACCOUNT>_API_SECRET into .env.';

/** Throws on words that are no wallet; who asks for prices alone has none. */
export function demandWallet(exchange: string, apiKey: string, secret: string): void {
  if (exchange !== 'hyperliquid' || (apiKey === '' && secret === '')) return;
  if (!/^0x[0-9a-f]{40}$/i.test(apiKey) || !/^(?:0x)?[0-9a-f]{64}$/i.test(secret)) throw new Error(NO_WALLET);
}

/** Null: the key is that of the address. Rejects where nobody answers. */
export async function signerTrouble(exchange: Exchange): Promise<string | null> {
  const inside = exchange as unknown as Inside;
  const owner = String(inside.walletAddress).toLowerCase();
  const signer = inside.ethGetAddressFromPrivateKey(inside.privateKey).toLowerCase();
  if (signer === owner) return null;
  const answer = dictOf(await inside.publicPostInfo({ type: 'userRole', user: signer }));
  if (answer['role'] === 'agent' && textOf(dictOf(answer['data'])['user'])?.toLowerCase() === owner) return null;
  return `the private key is that of ${signer}, which may not sign for ${owner}`;
}

const LISTS: ReadonlySet<string> = new Set([
  'frontendOpenOrders',
  'historicalOrders',
  'userFills',
  'userFillsByTime',
  'metaAndAssetCtxs',
  'candleSnapshot',
]);

/** Whether what came back answers the question: it has no envelope, and every question has the same address. */
export function isHyperliquids(url: string, answer: unknown, asked: string): boolean {
  if (url.endsWith('/exchange')) return isDict(answer) && (answer['status'] === 'ok' || answer['status'] === 'err');
  const type = /"type":"(\w+)"/.exec(asked)?.[1] ?? '';
  // a bare word
  if (type === 'userAbstraction') return answer === undefined || typeof answer === 'string';
  if (LISTS.has(type)) return Array.isArray(answer);
  if (type === 'orderStatus') return isDict(answer) && (answer['status'] === 'unknownOid' || isDict(answer['order']));
  if (type === 'clearinghouseState') return isDict(answer) && isDict(answer['marginSummary']) && Array.isArray(answer['assetPositions']);
  if (type === 'spotClearinghouseState') return isDict(answer) && Array.isArray(answer['balances']);
  if (type === 'l2Book') return isDict(answer) && Array.isArray(answer['levels']);
  return typeof answer === 'object';
}
