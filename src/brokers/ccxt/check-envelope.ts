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

/** Null: it is one, or nobody knows what an answer of this venue looks like. */
export function wrongEnvelope(exchange: string, url: string, answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return `${exchange} answered with something that is no JSON`;
  const marks = Object.hasOwn(MARKS, exchange) ? MARKS[exchange] : undefined;
  const isIts = marks === undefined ? !exchange.startsWith('binance') || isBinances(url, answer) : marks.some((mark) => mark in answer);
  return isIts ? null : `what came back is no answer of ${exchange}`;
}
