// Owns: what an order of the venue says: whether it works or how it has ended, and its numbers in ours. Options are
// counted in contracts there and in shares here.

import { type Decimal, decimal, mul, parseDecimal, ZERO } from '../../core/model/decimal.ts';
import type { VenueOrderId } from '../../core/model/ids.ts';
import type { OrderSnapshot, VenueOrder } from '../../core/model/venues/report.ts';
import type { AlpacaOrder } from './alpaca-client.ts';
import { orderIdOf } from './client-id.ts';
import { ourSymbol } from './venue-symbol.ts';

/** Shares of one contract; the standard one of the United States. Others are refused when they are asked for. */
export const SHARES_PER_CONTRACT = decimal('100');

const ENDED: Readonly<Record<string, Exclude<OrderSnapshot['status'], 'open'>>> = {
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
  rejected: 'rejected',
};

/** An order that was replaced has ended, and its successor says how. */
export const statusOf = (order: AlpacaOrder): OrderSnapshot['status'] => ENDED[String(order.status)] ?? 'open';

export const isReplaced = (order: AlpacaOrder): boolean => String(order.status) === 'replaced';

/** A stop and a target as one: the target, or the stop that is its leg. */
export const isPair = (order: AlpacaOrder): boolean => String(order.orderClass) === 'oco';

/** As they are nested under the order; nobody nests deeper. */
export const legsOf = ({ legs }: AlpacaOrder): readonly AlpacaOrder[] =>
  (Array.isArray(legs) ? legs : []).map((leg): AlpacaOrder => ({ ...leg, legs: null })).filter(isOrder);

/**
 * The stop of a pair among what stands under its target. No document says what stands there after a leg was replaced: it may be
 * every order that either leg has ever been.
 */
export function stopAmong(legs: readonly AlpacaOrder[]): AlpacaOrder | undefined {
  const stops = legs.filter((leg) => priceOf(leg.stopPrice) !== null);
  return stops.findLast((leg) => !isReplaced(leg)) ?? stops.at(-1);
}

/** An amount that is there and no number is no amount of nothing: what it is of cannot be read. */
const isReadable = (amount: unknown): boolean =>
  amount == null || ((typeof amount === 'string' || typeof amount === 'number') && parseDecimal(String(amount)) !== null);

/** An answer that lacks what every order has is none. An order for an amount of money has no quantity. */
export const isOrder = (order: AlpacaOrder): order is AlpacaOrder & { readonly id: string } =>
  typeof order === 'object' &&
  order !== null &&
  typeof order.id === 'string' &&
  order.id !== '' &&
  typeof order.status === 'string' &&
  order.filledQty != null &&
  (order.qty != null || order.notional != null) &&
  [order.qty, order.filledQty].every(isReadable);

export const numberOf = (text: string | number | null | undefined): Decimal =>
  (text === null || text === undefined ? null : parseDecimal(String(text))) ?? ZERO;

/** What is no number says nothing. */
export const priceOf = (text: string | number | null | undefined): Decimal | null =>
  typeof text === 'string' || typeof text === 'number' ? parseDecimal(String(text)) : null;

/** A quantity of the venue in ours. */
export const sizeOf = (text: string | null | undefined, assetClass: string | null | undefined): Decimal =>
  assetClass === 'us_option' ? mul(numberOf(text), SHARES_PER_CONTRACT) : numberOf(text);

export const qtyOf = (order: AlpacaOrder): Decimal => sizeOf(order.qty, order.assetClass);
export const qtyFilledOf = (order: AlpacaOrder): Decimal => sizeOf(order.filledQty, order.assetClass);

export const placedAt = (order: AlpacaOrder): number => (order.submittedAt ?? order.createdAt)?.getTime() ?? 0;

export const venueOrderOf = (order: AlpacaOrder): VenueOrder => ({
  orderId: orderIdOf(order.clientOrderId),
  venueOrderId: (order.id ?? '') as VenueOrderId,
  symbol: ourSymbol(order.symbol ?? '', order.assetClass),
  side: order.side === 'sell' ? 'sell' : 'buy',
  type: order.type ?? order.orderType ?? '',
  qty: qtyOf(order),
  qtyFilled: qtyFilledOf(order),
  limitPrice: priceOf(order.limitPrice),
  stopPrice: priceOf(order.stopPrice) ?? priceOf(stopAmong(legsOf(order))?.stopPrice),
  reduceOnly: order.positionIntent === 'sell_to_close' || order.positionIntent === 'buy_to_close',
  at: placedAt(order),
});
