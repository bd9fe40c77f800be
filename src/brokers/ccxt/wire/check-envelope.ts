// Owns: whether what came back is an answer of the venue at all. ccxt reads a page of somebody's proxy, or any JSON, as an
// empty list: an order would be "not there", and an account empty. Only answers with status 200 are looked at here.

import { isHyperliquids } from '../exchanges/hyperliquid.ts';
import { type Dict, isDict } from './read-answer.ts';

/** What every answer of a venue carries. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  bybit: ['retCode', 'ret_code'],
  okx: ['code'],
  kraken: ['error'],
  kucoin: ['code'],
  bitget: ['code'],
  bingx: ['code'],
  htx: ['status', 'code'],
  cryptocom: ['code'],
  bitmart: ['code'],
  woo: ['success'],
  phemex: ['code', 'error'],
};

/** Answers of Binance have no envelope: lists are lists, accounts hold balances, orders have a symbol. */
const LISTS = /\/(?:openOrders|allOrders|myTrades|userTrades|positionRisk|openAlgoOrders|allAlgoOrders|balance)(?:\?|$)/;
const ACCOUNTS = /\/(?:api\/v3|fapi\/v[23])\/account(?:\?|$)/;
const ORDERS = /\/(?:order|algoOrder)(?:\?|$)/;

function isBinances(url: string, answer: unknown): boolean {
  if (LISTS.test(url)) return Array.isArray(answer);
  if (ACCOUNTS.test(url)) return isDict(answer) && ('balances' in answer || 'assets' in answer);
  if (ORDERS.test(url)) return isDict(answer) && ('orderId' in answer || 'algoId' in answer || 'code' in answer);
  return true;
}

/** Everything at Bitfinex is a list; what was asked to be done is answered with a notice that says how it went. */
const BITFINEX_DONE = 6;

function isBitfinexs(url: string, answer: unknown): boolean {
  if (!Array.isArray(answer) || answer[0] === 'error') return false;
  if (/\/auth\/r\//.test(url)) return answer.every((each) => Array.isArray(each));
  return !/\/auth\/w\//.test(url) || typeof answer[BITFINEX_DONE] === 'string';
}

/** Neither has Backpack an envelope. */
function isBackpacks(url: string, answer: unknown): boolean {
  if (/\/(?:orders|history\/\w+|position)(?:\?|$)/.test(url)) return Array.isArray(answer);
  if (url.endsWith('/capital')) return isDict(answer) && Object.values(answer).every((each) => isDict(each) && 'available' in each);
  return !/\/api\/v1\/order(?:\?|$)/.test(url) || (isDict(answer) && ('id' in answer || 'code' in answer));
}

/** Nor has Gate: a question for several has parameters behind it. */
function isGates(url: string, answer: unknown): boolean {
  if (/\/(?:price_|open_)?orders\?|\/my_trades(?:_timerange)?\b|\/futures\/\w+\/positions$|\/spot\/accounts\b/.test(url))
    return Array.isArray(answer);
  if (/\/futures\/\w+\/accounts$/.test(url)) return isDict(answer) && 'available' in answer;
  return !/orders(?:\/|$)/.test(url) || Array.isArray(answer) || (isDict(answer) && ('id' in answer || 'label' in answer));
}

/** By the end of the address of Kraken's futures: what stands in an answer beside its result. History and charts have no result. */
const KRAKEN_FUTURES: readonly (readonly [url: RegExp, holds: (answer: Dict) => boolean])[] = [
  [/\/api\/history\/[^?]*\/(?:orders|triggers)(?:\?|$)/, ({ elements }) => Array.isArray(elements)],
  [/\/api\/charts\//, ({ candles }) => Array.isArray(candles)],
  [/\/openorders(?:\?|$)/, ({ openOrders }) => Array.isArray(openOrders)],
  [/\/orders\/status(?:\?|$)/, ({ orders }) => Array.isArray(orders)],
  [/\/fills(?:\?|$)/, ({ fills }) => Array.isArray(fills)],
  [/\/openpositions(?:\?|$)/, ({ openPositions }) => Array.isArray(openPositions)],
  [/\/accounts(?:\?|$)/, ({ accounts }) => isDict(accounts)],
  [/\/sendorder(?:\?|$)/, ({ sendStatus }) => isDict(sendStatus)],
  [/\/cancelorder(?:\?|$)/, ({ cancelStatus }) => isDict(cancelStatus)],
];

function isKrakenFutures(url: string, answer: unknown): boolean {
  if (!isDict(answer)) return false;
  if (answer['result'] === 'error') return true;
  const holds = KRAKEN_FUTURES.find(([pattern]) => pattern.test(url))?.[1];
  return holds === undefined ? answer['result'] === 'success' : holds(answer);
}

/** Deribit answers a question for several with a list, and an order with what has become of it; a refusal is an error in its place. */
function isDeribits(url: string, answer: unknown): boolean {
  if (!isDict(answer)) return false;
  if (isDict(answer['error'])) return true;
  const { result } = answer;
  if (/\/(?:get_open_orders\w*|get_order_history\w*|get_order_state_by_label|get_user_trades_by_order|get_positions)(?:\?|$)/.test(url))
    return Array.isArray(result);
  if (/\/get_account_summaries(?:\?|$)/.test(url)) return isDict(result) && Array.isArray(result['summaries']);
  return /\/(?:buy|sell)\?/.test(url) ? isDict(result) && isDict(result['order']) : 'result' in answer;
}

const SHAPES: Readonly<Record<string, (url: string, answer: unknown) => boolean>> = {
  binance: isBinances,
  binanceusdm: isBinances,
  binancecoinm: isBinances,
  binanceus: isBinances,
  bitfinex: isBitfinexs,
  backpack: isBackpacks,
  gate: isGates,
  krakenfutures: isKrakenFutures,
  deribit: isDeribits,
  // its contracts have an envelope, its coins have none
  mexc: (url, answer) => !/\/api\/v1\//.test(url) || (isDict(answer) && ('success' in answer || 'code' in answer)),
};

/** Codes are numbers, or numbers in quotes. ccxt takes whatever is not zero for a refusal, and what was placed for refused. */
const isCode = (value: unknown): boolean =>
  (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && /^-?\d+$/.test(value));

const BYBIT_LISTS = /\/v5\/(?:order\/(?:realtime|history)|execution\/list|position\/list)\b/;

/** Of its contracts. */
const HTX_LISTS = /\/v5\/trade\/(?:order\/(?:opens|history|details)|position\/opens)\b/;

const PHEMEX_LISTS = /\/(?:activeList|orderList|g-futures\/trades|accountPositions)\b/;
/** A list, or a page of one. */
const isListed = (data: unknown): boolean => Array.isArray(data) || (isDict(data) && (Array.isArray(data['rows']) || 'account' in data));

/** Where an answer of BingX holds its list, which may be none where nothing is in it. */
const BINGX_LISTS: readonly (readonly [path: RegExp, key: string])[] = [
  [/\/trade\/(?:openOrders|allOrders|historyOrders)\b/, 'orders'],
  [/\/trade\/fillHistory\b/, 'fill_history_orders'],
  [/\/trade\/myTrades\b/, 'fills'],
  [/\/spot\/v1\/account\/balance\b/, 'balances'],
];

function isBingxList(url: string, data: unknown): boolean {
  if (/\/swap\/v\d\/user\/(?:positions|balance)\b/.test(url)) return Array.isArray(data);
  const key = BINGX_LISTS.find(([path]) => path.test(url))?.[1];
  return key === undefined || (isDict(data) && key in data && (data[key] === null || Array.isArray(data[key])));
}

/** By the end of the address of KuCoin's coins: a list, a page of one, or what kind of account it is. */
const KUCOIN: readonly (readonly [url: RegExp, holds: (data: unknown) => boolean])[] = [
  [/\/v1\/(?:hf\/orders\/active|accounts)(?:\?|$)/, (data) => Array.isArray(data)],
  [/\/v1\/(?:hf\/orders\/done|hf\/fills)(?:\?|$)/, (data) => isDict(data) && (data['items'] === null || Array.isArray(data['items']))],
  [/\/v1\/stop-order\?/, (data) => isDict(data) && (data['items'] === null || Array.isArray(data['items']))],
  [/\/v1\/hf\/accounts\/opened(?:\?|$)/, (data) => typeof data === 'boolean'],
  [/\/account\/mode(?:\?|$)/, (data) => isDict(data) && typeof data['selfAccountMode'] === 'string'],
];
const isKucoins = (url: string, data: unknown): boolean => KUCOIN.find(([pattern]) => pattern.test(url))?.[1](data) !== false;

/** One answer for each order of a request, each with a code of its own. */
const areCodes = (data: unknown): boolean =>
  !Array.isArray(data) || data.every((each) => !isDict(each) || !('sCode' in each) || isCode(each['sCode']));

/** An envelope whose words say neither yes nor no, or that all is well with nothing where orders, trades or positions should be. */
function isBroken(exchange: string, url: string, answer: Readonly<Record<string, unknown>>): boolean {
  const { retCode, result, code, data, error } = answer;
  switch (exchange) {
    case 'bybit':
      if (!isCode(retCode)) return !('ret_code' in answer);
      return Number(retCode) === 0 && BYBIT_LISTS.test(url) && !(isDict(result) && Array.isArray(result['list']));
    case 'okx':
      return !isCode(code) || (Number(code) === 0 && !Array.isArray(data)) || !areCodes(data);
    case 'kucoin':
      return !isCode(code) || (Number(code) === 200_000 && !isKucoins(url, data));
    case 'bitget':
    case 'cryptocom':
    case 'bitmart':
      return !isCode(code);
    case 'bingx':
      return !isCode(code) || (Number(code) === 0 && !isBingxList(url, data));
    case 'htx':
      return url.includes('/v5/') && (!isCode(code) || (Number(code) === 200 && HTX_LISTS.test(url) && !Array.isArray(data)));
    case 'phemex':
      return isCode(code) && Number(code) === 0 && PHEMEX_LISTS.test(url) && !isListed(data);
    case 'woo':
      // ccxt reads a refusal whose code it does not know as an answer with nothing in it
      return answer['success'] !== true;
    case 'kraken':
      return !Array.isArray(error) || !error.every((each) => typeof each === 'string') || (error.length === 0 && !isFilled(result));
    default:
      return false;
  }
}

/** Lists of candles are lists, everything else has names. */
const isFilled = (result: unknown): boolean => isDict(result) || (Array.isArray(result) && result.length > 0);

/** Refusals that Bitfinex sends with 500 and that say that nothing was placed: of a parameter, of a key, of what was ordered. */
const BITFINEX_CODES: ReadonlySet<unknown> = new Set([10020, 10100, 10111, 10112, 10113, 10114, 11010]);
const BITFINEX_WORDS = /^(?:invalid (?:order|price|amount)\b|order not found)/i;

/** The status that an answer would have elsewhere: a venue's own refusal is none of its failures. */
export function plainStatus(exchange: string, status: number, answer: unknown): number {
  if (exchange !== 'bitfinex' || status !== 500 || !Array.isArray(answer) || answer[0] !== 'error') return status;
  return BITFINEX_CODES.has(Number(answer[1])) || BITFINEX_WORDS.test(String(answer[2])) ? 400 : status;
}

/**
 * The time of Backpack is a bare number, which ccxt does not take for JSON. BingX answers a question for the key of a stream without an
 * envelope, and one that keeps it with nothing.
 */
const isBare = (exchange: string, url: string, answer: unknown): boolean =>
  (exchange === 'backpack' && url.endsWith('/time') && answer === undefined) ||
  (exchange === 'bingx' && /\/userDataStream\b/.test(url) && (answer === undefined || (isDict(answer) && 'listenKey' in answer)));

/** Null: it is one, or nobody knows what an answer of this venue looks like. */
export function wrongEnvelope(exchange: string, url: string, answer: unknown, asked = ''): string | null {
  if (exchange === 'hyperliquid') return isHyperliquids(url, answer, asked) ? null : `what came back is no answer of ${exchange}`;
  if (isBare(exchange, url, answer)) return null;
  if (typeof answer !== 'object' || answer === null) return `${exchange} answered with something that is no JSON`;
  const marks = Object.hasOwn(MARKS, exchange) ? MARKS[exchange] : undefined;
  const isShaped = Object.hasOwn(SHAPES, exchange) ? SHAPES[exchange]?.(url, answer) !== false : true;
  const isIts = isShaped && (marks === undefined || marks.some((mark) => mark in answer));
  return isIts && !(isDict(answer) && isBroken(exchange, url, answer)) ? null : `what came back is no answer of ${exchange}`;
}
