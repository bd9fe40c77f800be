// Owns: how far the orders of one leg cover a position. A venue that slices a large order may drop a slice of it: what stands stays, since
// it cannot be made whole in place, and the rest is placed beside it. Invariant: together they never cover more than is held.

import { gt, isPositive, lt, sub, sum, type Decimal } from '../model/decimal.ts';
import type { Order } from '../model/order.ts';
import { qtyLeft } from '../model/qty-left.ts';

/** It works with less than it was placed with. */
export const isCut = ({ dropped = null }: Pick<Order, 'dropped'>): boolean => dropped !== null && isPositive(dropped.qty);

export interface Pieces {
  /** Orders that stay as they are. */
  readonly cut: readonly Order[];
  /** What the one whole order beside them is to cover; all of it where there are none. */
  readonly rest: Decimal;
}

/** `orders`: of one leg, at its price, oldest first. */
export function piecesOf(orders: readonly Order[], qty: Decimal): Pieces {
  const cut: Order[] = [];
  let rest = qty;
  for (const order of orders) {
    const left = qtyLeft(order);
    if (!isCut(order) || gt(left, rest)) continue;
    cut.push(order);
    rest = sub(rest, left);
  }
  return { cut, rest };
}

/** As far as it is covered; null: by one order, whose quantity follows the position, or wholly. */
export function coveredInPart(standing: readonly Order[], qty: Decimal): Decimal | null {
  if (!standing.some(isCut)) return null;
  const covered = sum(standing.map(qtyLeft));
  return lt(covered, qty) ? covered : null;
}
