// Owns: what a fill does to a position: average entry price, realised result, flips through zero.
// Invariant: quantity is the signed sum of all fills; realised result is counted on the part that a fill closes.

import { changePosition } from '../model/copies/change-position.ts';
import { abs, add, div, gt, isNegative, isPositive, isZero, min, mul, sub, ZERO, type Decimal } from '../model/decimal.ts';
import type { Instant } from '../model/ids.ts';
import { qtyMoved, quoteFee } from '../model/money/fee-of-fill.ts';
import type { Fill, Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';

const flatPosition = (order: Order, at: Instant): Position => ({
  key: order.positionKey,
  strategy: order.strategy,
  account: order.account,
  mode: order.mode,
  instrument: order.instrument,
  qty: ZERO,
  entryPrice: null,
  realizedPnl: ZERO,
  fees: ZERO,
  plan: null,
  openedAt: null,
  productType: order.terms.productType,
  updatedAt: at,
});

/** Result of closing `qty` (unsigned) that was entered at `entry`: (exit − entry) × qty for a long, the reverse for a short. */
const resultOf = (entry: Decimal, exit: Decimal, qty: Decimal, long: boolean): Decimal =>
  mul(long ? sub(exit, entry) : sub(entry, exit), qty);

/** What trading `signed` (above zero bought) at `price` makes of a position. */
function trade(known: Position, signed: Decimal, price: Decimal, fee: Decimal, at: Instant): Position {
  const before = isZero(known.qty) ? changePosition(known, { realizedPnl: ZERO, fees: ZERO, entryPrice: null, openedAt: at }) : known;
  const qty = add(before.qty, signed);
  const base = changePosition(before, { qty, fees: add(before.fees, fee), updatedAt: at });

  const adds = isZero(before.qty) || isPositive(before.qty) === isPositive(signed);
  if (adds) {
    const cost = add(mul(before.entryPrice ?? ZERO, abs(before.qty)), mul(price, abs(signed)));
    return changePosition(base, { entryPrice: div(cost, abs(qty)) });
  }
  const closed = min(abs(signed), abs(before.qty));
  const realizedPnl = add(before.realizedPnl, resultOf(before.entryPrice ?? price, price, closed, isPositive(before.qty)));
  const flipped = gt(abs(signed), abs(before.qty));
  const entryPrice = isZero(qty) ? null : flipped ? price : before.entryPrice;
  return changePosition(base, { realizedPnl, entryPrice, openedAt: flipped ? at : before.openedAt });
}

/** A flat one stays in the books for days: what is opened in its place is what its order was made for, and not what that was. */
function positionFor(position: Position | undefined, order: Order, at: Instant): Position {
  if (position === undefined) return flatPosition(order, at);
  if (!isZero(position.qty) || order.role !== 'entry') return position;
  return changePosition(position, { mode: order.mode, instrument: order.instrument });
}

/** The position after one fill of `order`; `position` undefined = flat and never seen. */
export function applyFill(position: Position | undefined, order: Order, fill: Fill, at: Instant): Position {
  const traded = trade(positionFor(position, order, at), qtyMoved(order, fill), fill.price, quoteFee(order, fill), at);
  return order.role === 'entry' ? changePosition(traded, { productType: order.terms.productType }) : traded;
}

/** The position after a part of its market has become its own, or another share's, at `price`; `signed` above zero: it gets. */
export const moveShare = (position: Position, signed: Decimal, price: Decimal, at: Instant): Position =>
  trade(position, signed, price, ZERO, at);

/** Open result at `price`, quote currency, fees not deducted. */
export function unrealizedPnl(position: Position, price: Decimal): Decimal {
  if (position.entryPrice === null || isZero(position.qty)) return ZERO;
  return resultOf(position.entryPrice, price, abs(position.qty), !isNegative(position.qty));
}
