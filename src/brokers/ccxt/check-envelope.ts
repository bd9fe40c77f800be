// Owns: whether what came back is an answer of the venue at all. ccxt reads a page of somebody's proxy, or any JSON, as an
// empty list: an order would be "not there", and an account empty. Only answers with status 200 are looked at here.

import { isDict } from './read-answer.ts';

/** What every answer of a venue carries. */
const MARKS: Readonly<Record<string, readonly string[]>> = {
  bybit: ['retCode', 'ret_code'],
  okx: ['code'],
  kraken: ['error'],
  krakenfutures: ['result'],
  kucoin: ['code'],
  bitget: ['code'],
  bingx: ['code'],
  htx: ['status', 'code'],
  cryptocom: ['code'],
  bitmart: ['code'],
  woo: ['success'],
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

/** Codes are numbers, or numbers in quotes. ccxt takes whatever is not zero for a refusal, and what was placed for refused. */
const isCode = (value: unknown): boolean =>
  (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && /^-?\d+$/.test(value));

const BYBIT_LISTS = /\/v5\/(?:order\/(?:realtime|history)|execution\/list|position\/list)\b/;

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
    case 'bitget':
    case 'bingx':
    case 'cryptocom':
    case 'bitmart':
      return !isCode(code);
    case 'kraken':
      return !Array.isArray(error) || !error.every((each) => typeof each === 'string') || (error.length === 0 && !isFilled(result));
    default:
      return false;
  }
}

/** Lists of candles are lists, everything else has names. */
const isFilled = (result: unknown): boolean => isDict(result) || (Array.isArray(result) && result.length > 0);

/** Null: it is one, or nobody knows what an answer of this venue looks like. */
export function wrongEnvelope(exchange: string, url: string, answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return `${exchange} answered with something that is no JSON`;
  const marks = Object.hasOwn(MARKS, exchange) ? MARKS[exchange] : undefined;
  const isIts = marks === undefined ? !exchange.startsWith('binance') || isBinances(url, answer) : marks.some((mark) => mark in answer);
  return isIts && !(isDict(answer) && isBroken(exchange, url, answer)) ? null : `what came back is no answer of ${exchange}`;
}
