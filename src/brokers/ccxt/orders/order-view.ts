// Owns: an order as ccxt reads it from a venue, in our words. Quantities in base units.

import { type Decimal, gt, isPositive, lt, ZERO } from '../../../core/model/decimal.ts';
import type { OrderId, VenueOrderId } from '../../../core/model/ids.ts';
import type { OrderSnapshot, VenueOrder } from '../../../core/model/venues/report.ts';
import { fromClientId } from './client-id.ts';
import { type Listed, toQty } from '../markets/markets.ts';
import { type Dict, dictOf, listOf, sizeOf, textOf } from '../wire/read-answer.ts';

export interface OrderView {
  readonly id: string;
  readonly orderId: OrderId | null;
  /** As it is written at the venue. */
  readonly clientId: string | null;
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly type: string;
  readonly status: OrderSnapshot['status'];
  readonly qty: Decimal | null;
  readonly qtyFilled: Decimal;
  readonly averagePrice: Decimal | null;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly reduceOnly: boolean;
  readonly at: number;
  /** The order that this one became when its trigger was touched, where the venue makes another of it. */
  readonly becameId: string | null;
  readonly reason: string | null;
  /** Fee of the whole order, where the venue says it with the order. */
  readonly fee: Dict;
}

/** Where venues write our id if ccxt does not read it. */
const ID_KEYS: readonly string[] = [
  'algoClOrdId',
  'clientAlgoId',
  'clOrdId',
  'cl_ord_id',
  'clientOrderId',
  'orderLinkId',
  'client_order_id',
  'externalOid',
  'label',
];
const BECAME_KEYS: readonly string[] = ['actualOrderId', 'ordId'];
/** Elsewhere the same word may mean an execution. */
const BECAME_AT: Readonly<Record<string, readonly string[]>> = { gate: ['trade_id'], bitget: ['executeOrderId'] };
const becameKeys = (exchange: string): readonly string[] =>
  (Object.hasOwn(BECAME_AT, exchange) ? BECAME_AT[exchange] : undefined) ?? BECAME_KEYS;
const REASON_KEYS: readonly string[] = ['rejectReason', 'reason', 'cancelReason', 'cancelSourceReason', 'failCode'];
const EMPTY: ReadonlySet<string> = new Set(['0', 'EC_NoError', 'EC_PerCancelRequest', 'UNKNOWN']);

const firstOf = (info: Dict, keys: readonly string[]): string | null => {
  for (const key of keys) {
    const value = textOf(info[key]);
    if (value !== null && !EMPTY.has(value)) return value;
  }
  return null;
};

/** The contracts of MEXC name four: open long, close short, open short, close long. ccxt passes on the last two, and takes the second for a sell. */
const FOUR_SIDES: Readonly<Record<string, 'buy' | 'sell'>> = { '1': 'buy', '2': 'buy', '3': 'sell', '4': 'sell' };

/** Bitget names the side of what is left, where long and short are held apart: ccxt turns that of orders, and not that of trades. */
const isTurned = (exchange: string, { posMode, tradeSide, tradeId }: Dict): boolean =>
  exchange === 'bitget' && posMode === 'hedge_mode' && textOf(tradeId) !== null && /close/i.test(textOf(tradeSide) ?? '');

/** Of an order or a trade, which look alike in this. */
export function sideOf(exchange: string, written: unknown, info: Dict): 'buy' | 'sell' {
  if (isTurned(exchange, info)) return written === 'sell' ? 'buy' : 'sell';
  const side = textOf(info['side']);
  const named = exchange === 'mexc' && side !== null && Object.hasOwn(FOUR_SIDES, side) ? FOUR_SIDES[side] : undefined;
  return named ?? (written === 'sell' ? 'sell' : 'buy');
}

function statusOf(written: unknown, qty: Decimal | null, filled: Decimal, info: Dict): OrderSnapshot['status'] {
  switch (written) {
    case 'closed':
      // what is closed before everything has filled was given up by the venue
      return qty !== null && lt(filled, qty) ? 'canceled' : 'filled';
    case 'canceled':
      return qty !== null && isPositive(qty) && filled === qty ? 'filled' : 'canceled';
    case 'expired':
      return 'expired';
    case 'rejected':
      return 'rejected';
    default:
      return statusInWords(info, written);
  }
}

/** How contracts of Gate say that they have given up an order: nothing was left to reduce, or it would have met one of ours. */
const ENDED: ReadonlySet<string> = new Set(['reduce_only', 'position_closed', 'reduce_out', 'auto_deleveraged', 'stp']);

/** States of venues that ccxt passes on as they are; Bitfinex's `IOC CANCELED` and `RSN_PAUSE` stand nowhere else. */
function statusInWords(info: Dict, written: unknown): OrderSnapshot['status'] {
  const word = (
    textOf(info['state']) ??
    textOf(info['algoStatus']) ??
    textOf(info['orderStatus']) ??
    textOf(info['status']) ??
    textOf(written) ??
    ''
  ).toLowerCase();
  if (/cancel|deactivated/.test(word) || ENDED.has(String(written))) return 'canceled';
  // MEXC's five are a number: uninformed, open, done, canceled, invalid; ccxt passes on the last
  if (/reject|order_failed|^rsn_/.test(word) || (written === '5' && 'externalOid' in info)) return 'rejected';
  return word === 'expired' ? 'expired' : 'open';
}

/** Nothing is left of what was withdrawn, in the list of ended orders of Phemex's contracts: ccxt takes it for filled. */
const filledIn = (exchange: string, order: Dict, info: Dict): unknown =>
  exchange === 'phemex' && !('cumQtyRq' in info) && 'execQtyRq' in info ? info['execQtyRq'] : order['filled'];

/** A stop whose trigger was touched, of which nothing has filled yet: ccxt takes its number in the list of Phemex's contracts for its end. */
const isTouched = (exchange: string, { ordStatus }: Dict): boolean => exchange === 'phemex' && textOf(ordStatus) === '3';

const LEAVING = /pending_?cancel|cancell?ing|cancel_(?:all_)?(?:sent|pending|requested)/i;
/** Its cancel has been taken and may come too late: what fills until then is told. ccxt takes some words for it for the end. */
const isLeaving = (written: unknown, { state, status, orderStatus }: Dict): boolean =>
  [written, state, status, orderStatus].some((each) => LEAVING.test(textOf(each) ?? ''));

/** What is refused after a part of it has filled (Bitfinex: the rest would move its book too far) has filled in part: the rest is canceled. */
const unlessFilled = (status: OrderSnapshot['status'], filled: Decimal): OrderSnapshot['status'] =>
  status === 'rejected' && isPositive(filled) ? 'canceled' : status;

/** Contracts of HTX name two: that of the question, which ccxt takes, and that of the order, by which it is canceled and its trades know it. */
const ownIdIn = (exchange: string, info: Dict): string | null => (exchange === 'htx' ? textOf(info['order_id']) : null);

/** Null: not an order that can be named. */
export function readOrder(exchange: string, answer: unknown, listed: (symbol: string) => Listed | null): OrderView | null {
  const order = dictOf(answer);
  const info = dictOf(Array.isArray(order['info']) ? order['info'][0] : order['info']);
  const id = ownIdIn(exchange, info) ?? textOf(order['id']);
  const symbol = textOf(order['symbol']);
  const market = symbol === null ? null : listed(symbol);
  if (id === null || symbol === null || market === null) return null;
  const inBase = (value: unknown): Decimal | null => {
    const size = sizeOf(value);
    return size === null ? null : toQty(size, market);
  };
  const qty = inBase(order['amount']);
  // an order that is done and does not say of how much is done with all of it; its executions are read, and tell
  const qtyFilled = inBase(filledIn(exchange, order, info)) ?? (order['status'] === 'closed' ? qty : null) ?? ZERO;
  const became = firstOf(info, becameKeys(exchange));
  const [clientId, inInfo] = [textOf(order['clientOrderId']), firstOf(info, ID_KEYS)];
  return {
    id,
    orderId: fromClientId(exchange, clientId) ?? fromClientId(exchange, inInfo),
    clientId: clientId ?? inInfo,
    symbol,
    side: sideOf(exchange, order['side'], info),
    type: textOf(order['type']) ?? 'unknown',
    status:
      isTouched(exchange, info) || isLeaving(order['status'], info)
        ? 'open'
        : unlessFilled(statusOf(order['status'], qty, qtyFilled, info), qtyFilled),
    qty: qty !== null && isPositive(qty) ? qty : null,
    qtyFilled,
    averagePrice: sizeOf(order['average']),
    limitPrice: positive(order['price']),
    stopPrice: positive(order['triggerPrice'] ?? order['stopPrice'] ?? order['stopLossPrice']),
    reduceOnly: order['reduceOnly'] === true,
    at: typeof order['timestamp'] === 'number' ? order['timestamp'] : 0,
    becameId: became !== null && became !== id ? became : null,
    reason: firstOf(info, REASON_KEYS),
    fee: dictOf(order['fee']),
  };
}

function positive(value: unknown): Decimal | null {
  const read = sizeOf(value);
  return read !== null && gt(read, ZERO) ? read : null;
}

/** Throws on what is no order: a list with a hole in it would say that orders are not there. */
export function readOrders(exchange: string, answer: unknown, listed: (symbol: string) => Listed | null): readonly OrderView[] {
  if (!Array.isArray(answer)) throw new Error(`${exchange} answered with no list of orders`);
  return listOf(answer).flatMap((each) => {
    if (textOf(each['id']) === null) throw new Error(`${exchange} listed an order without an id`);
    // markets that are not traded here are no business of ours
    return readOrder(exchange, each, listed) ?? [];
  });
}

export const toVenueOrder = (view: OrderView): VenueOrder => ({
  orderId: view.orderId,
  venueOrderId: view.id as VenueOrderId,
  symbol: view.symbol,
  side: view.side,
  type: view.type,
  qty: view.qty ?? view.qtyFilled,
  qtyFilled: view.qtyFilled,
  limitPrice: view.limitPrice,
  stopPrice: view.stopPrice,
  reduceOnly: view.reduceOnly,
  at: view.at,
});
