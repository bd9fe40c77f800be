// Owns: an order and a trade as Dhan writes them, read leniently: unknown fields, nulls and numbers in quotes are borne, a
// status that nobody knows is not final.

import { type Decimal, mul, ONE, ZERO } from '../../core/model/decimal.ts';
import type { FillId, Instant, OrderId } from '../../core/model/ids.ts';
import type { Fill } from '../../core/model/order.ts';
import type { OrderSnapshot } from '../../core/model/venues/report.ts';
import type { Side } from '../../core/model/signal.ts';
import { orderIdOf } from './correlation-id.ts';
import { explainRejection } from './explain-refusal.ts';
import { readIndianTime } from './indian-time.ts';
import { decimalOf, type JsonObject, textOf } from './wire-json.ts';

export interface VenueEntry {
  readonly venueOrderId: string;
  readonly orderId: OrderId | null;
  readonly status: OrderSnapshot['status'];
  readonly side: Side;
  readonly segment: string;
  readonly securityId: string;
  readonly tradingSymbol: string;
  readonly productType: string;
  readonly orderType: string;
  readonly validity: string;
  readonly qty: Decimal;
  readonly qtyFilled: Decimal;
  readonly price: Decimal | null;
  readonly triggerPrice: Decimal | null;
  readonly reason: string | null;
  readonly at: Instant | null;
}

export interface VenueTrade {
  readonly venueOrderId: string;
  readonly side: Side;
  readonly segment: string;
  readonly securityId: string;
  readonly tradingSymbol: string;
  readonly productType: string;
  readonly fill: Fill;
}

const FINAL: Readonly<Record<string, OrderSnapshot['status']>> = {
  TRADED: 'filled',
  CLOSED: 'filled',
  REJECTED: 'rejected',
  CANCELLED: 'canceled',
  EXPIRED: 'expired',
};

const priced = (value: Decimal | null): Decimal | null => (value === null || value === ZERO ? null : value);

export const statusOf = (word: string): OrderSnapshot['status'] => FINAL[word.toUpperCase()] ?? 'open';

/** Null: it has no id, so it is no order. */
export function readEntry(order: JsonObject): VenueEntry | null {
  const venueOrderId = textOf(order, 'orderId');
  const qty = decimalOf(order, 'quantity');
  const status = statusOf(textOf(order, 'orderStatus'));
  const written = decimalOf(order, 'filledQty');
  // what is there and no number is not nothing; an order that is done and does not say of how much is done with all of it
  const isUnreadable = written === null && order['filledQty'] != null;
  if (venueOrderId === '' || qty === null || isUnreadable) return null;
  const said = textOf(order, 'omsErrorDescription');
  return {
    venueOrderId,
    orderId: orderIdOf(textOf(order, 'correlationId')),
    status,
    side: textOf(order, 'transactionType').toUpperCase() === 'SELL' ? 'sell' : 'buy',
    segment: textOf(order, 'exchangeSegment'),
    securityId: textOf(order, 'securityId'),
    tradingSymbol: textOf(order, 'tradingSymbol'),
    productType: textOf(order, 'productType'),
    orderType: textOf(order, 'orderType'),
    validity: textOf(order, 'validity'),
    qty,
    qtyFilled: written ?? (status === 'filled' ? qty : ZERO),
    price: priced(decimalOf(order, 'price')),
    triggerPrice: priced(decimalOf(order, 'triggerPrice')),
    reason: said === '' || said === '0' ? null : explainRejection(said),
    at: readIndianTime(textOf(order, 'createTime')),
  };
}

/** Null: nothing was traded in it. Dhan says no fee of a trade; it stands in the contract note of the day. */
export function readTrade(trade: JsonObject, now: Instant): VenueTrade | null {
  const venueOrderId = textOf(trade, 'orderId');
  const [qty, price] = [decimalOf(trade, 'tradedQuantity'), decimalOf(trade, 'tradedPrice')];
  const tradeId = textOf(trade, 'exchangeTradeId');
  if (venueOrderId === '' || tradeId === '' || qty === null || price === null || qty === ZERO) return null;
  const at = readIndianTime(textOf(trade, 'exchangeTime')) ?? readIndianTime(textOf(trade, 'createTime')) ?? now;
  return {
    venueOrderId,
    side: textOf(trade, 'transactionType').toUpperCase() === 'SELL' ? 'sell' : 'buy',
    segment: textOf(trade, 'exchangeSegment'),
    securityId: textOf(trade, 'securityId'),
    tradingSymbol: textOf(trade, 'tradingSymbol'),
    productType: textOf(trade, 'productType').toUpperCase(),
    fill: { id: `${venueOrderId}-${tradeId}` as FillId, qty, price, fee: ZERO, feeCurrency: 'INR', at },
  };
}

/** The entry with its quantities in units of its price, of which one of Dhan's is `each`. */
export const entryInUnits = (entry: VenueEntry, each: Decimal): VenueEntry =>
  each === ONE ? entry : { ...entry, qty: mul(entry.qty, each), qtyFilled: mul(entry.qtyFilled, each) };

export const tradeInUnits = (trade: VenueTrade, each: Decimal): VenueTrade =>
  each === ONE ? trade : { ...trade, fill: { ...trade.fill, qty: mul(trade.fill.qty, each) } };
