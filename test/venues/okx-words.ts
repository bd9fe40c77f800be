// Owns: how OKX v5 writes orders, trades, instruments and refusals. After its public documents.

import { type Decimal, decimal, div, isPositive, isZero, mul, neg, sum } from '../../src/core/model/decimal.ts';
import { endOf, type ExchangeOrder, type ExchangeTrade, type ListedMarket, type Refusal } from './exchange-order.ts';
import type { VenueReply } from './http-venue.ts';

export const OKX_KEYS = { apiKey: 'okx-key', secret: 'okx-secret', password: 'okx-phrase' } as const;

export type Body = Readonly<Record<string, unknown>>;
export type Words = readonly [code: string, message: string];

/** Base units of one contract. */
const CONTRACT = decimal('0.01');
export const contracts = (qty: Decimal): Decimal => div(qty, CONTRACT);
export const coins = (size: Decimal): Decimal => mul(size, CONTRACT);

export const ok = (data: unknown): VenueReply => ({ status: 200, body: { code: '0', msg: '', data } });
export const failed = ([code, msg]: Words, status = 200): VenueReply => ({ status, body: { code, msg, data: [] } });
/** Answers to orders carry the reason beside each order. */
export const notDone = ([sCode, sMsg]: Words): VenueReply => ({
  status: 200,
  body: { code: '1', msg: 'All operations failed', data: [{ ordId: '', clOrdId: '', sCode, sMsg }] },
});

export const instTypeOf = (symbol: string): 'FUTURES' | 'SWAP' => (endOf(symbol) === null ? 'SWAP' : 'FUTURES');

export const WORDS: Readonly<Record<Refusal['code'], Words>> = {
  unknown_symbol: ['51001', "Instrument ID doesn't exist."],
  unknown_order: ['51400', "Cancellation failed as the order has been filled, canceled or doesn't exist."],
  ended: ['51400', "Cancellation failed as the order has been filled, canceled or doesn't exist."],
  duplicate: ['51016', 'Duplicate client order ID'],
  quantity: ['51020', 'Your order should meet or exceed the minimum order amount.'],
  step: ['51121', 'Order quantity must be a multiple of the lot size.'],
  tick: ['51006', 'Order price is not within the price limit'],
  minimum: ['51020', 'Your order should meet or exceed the minimum order amount.'],
  insufficient: ['51008', 'Order failed. Insufficient USDT margin in account'],
  held: ['51008', 'Order failed. Insufficient USDT margin in account'],
  reduce_only: ['51169', "Order failed because you don't have any positions in this direction for this contract to reduce or close."],
  would_trigger: ['51280', 'SL trigger price must be less than the last price'],
  would_take: ['51000', 'post only'],
  market_quantity: ['51202', 'Market order amount exceeds the maximum amount'],
  unfillable: ['51000', 'fill or kill'],
};
export const NOT_THERE: Words = ['51603', 'Order does not exist'];

/** Of the order that a trigger has made of one. */
const CHILD = '77';
const childOf = (order: ExchangeOrder): string => `${CHILD}${order.id}`;
export const isAlgo = ({ kind }: ExchangeOrder): boolean => kind === 'stop' || kind === 'stop_limit' || kind === 'trailing_stop';
export const ordIdOf = (order: ExchangeOrder): string => (isAlgo(order) ? childOf(order) : order.id);

function statusOf({ status, qtyFilled }: ExchangeOrder): string {
  if (status === 'open') return isPositive(qtyFilled) ? 'partially_filled' : 'live';
  return status === 'filled' ? 'filled' : 'canceled';
}

export function shownOrder(order: ExchangeOrder) {
  const value = sum(order.trades.map(({ qty, price }) => mul(qty, price)));
  return {
    instType: instTypeOf(order.symbol),
    instId: order.symbol,
    ordId: ordIdOf(order),
    clOrdId: isAlgo(order) ? '' : (order.clientId ?? ''),
    algoId: isAlgo(order) ? order.id : '',
    algoClOrdId: isAlgo(order) ? (order.clientId ?? '') : '',
    tag: '',
    px: order.limitPrice ?? '',
    sz: contracts(order.qty),
    ordType: order.postOnly
      ? 'post_only'
      : order.limitPrice === null
        ? 'market'
        : order.timeInForce === 'gtc'
          ? 'limit'
          : order.timeInForce,
    side: order.side,
    posSide: 'net',
    tdMode: 'cross',
    accFillSz: contracts(order.qtyFilled),
    avgPx: isZero(order.qtyFilled) ? '' : div(value, order.qtyFilled),
    state: statusOf(order),
    cancelSource: '',
    cancelSourceReason: order.status === 'canceled' ? (order.reason ?? '') : '',
    reduceOnly: String(order.reduceOnly),
    fee: neg(sum(order.trades.map(({ fee }) => fee))),
    feeCcy: 'USDT',
    lever: '1',
    cTime: String(order.createdAt),
    uTime: String(order.updatedAt),
  };
}

function algoState({ status, triggered, trades }: ExchangeOrder): string {
  if (triggered) return 'effective';
  if (status === 'open') return 'live';
  return status === 'rejected' && trades.length === 0 ? 'order_failed' : 'canceled';
}

export const shownAlgo = (order: ExchangeOrder) => ({
  instType: instTypeOf(order.symbol),
  instId: order.symbol,
  algoId: order.id,
  algoClOrdId: order.clientId ?? '',
  clOrdId: '',
  ordId: order.triggered ? childOf(order) : '',
  ordIdList: order.triggered ? [childOf(order)] : [],
  ordType: order.kind === 'trailing_stop' ? 'move_order_stop' : 'trigger',
  side: order.side,
  posSide: 'net',
  tdMode: 'cross',
  sz: contracts(order.qty),
  state: algoState(order),
  triggerPx: order.kind === 'trailing_stop' ? '' : (order.stopPrice ?? ''),
  triggerPxType: 'last',
  ordPx: order.limitPrice ?? '-1',
  moveTriggerPx: order.kind === 'trailing_stop' ? (order.stopPrice ?? '') : '',
  callbackRatio: '',
  actualSz: contracts(order.qtyFilled),
  actualPx: '',
  actualSide: '',
  failCode: '',
  reduceOnly: String(order.reduceOnly),
  cTime: String(order.createdAt),
  uTime: String(order.updatedAt),
});

export const shownTrade = (trade: ExchangeTrade, ordId: string) => ({
  instType: instTypeOf(trade.symbol),
  instId: trade.symbol,
  tradeId: trade.id,
  ordId,
  clOrdId: '',
  billId: `b${trade.id}`,
  fillPx: trade.price,
  fillSz: contracts(trade.qty),
  side: trade.side,
  posSide: 'net',
  execType: trade.isMaker ? 'M' : 'T',
  fee: neg(trade.fee),
  feeCcy: trade.feeCurrency,
  ts: String(trade.at),
  fillTime: String(trade.at),
});

export const shownMarket = ({ symbol, base, quote, tickSize, stepSize, qtyMin, marketQtyMax }: ListedMarket) => ({
  instType: instTypeOf(symbol),
  instId: symbol,
  uly: `${base}-${quote}`,
  instFamily: `${base}-${quote}`,
  baseCcy: '',
  quoteCcy: '',
  settleCcy: quote,
  ctVal: CONTRACT,
  ctMult: '1',
  ctValCcy: base,
  ctType: 'linear',
  lever: '100',
  tickSz: tickSize,
  lotSz: contracts(stepSize),
  minSz: contracts(qtyMin),
  maxLmtSz: '100000000',
  maxMktSz: marketQtyMax === undefined ? '100000' : contracts(marketQtyMax),
  state: 'live',
  listTime: '1611916828000',
  expTime: endOf(symbol)?.toString() ?? '',
});
