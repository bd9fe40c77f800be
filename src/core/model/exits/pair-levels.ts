// Owns: questions about the two levels of an order of the type `oco`: where they stand, and which of them an execution is of.

import { abs, lt, sub, type Decimal } from '../decimal.ts';
import type { Order, PairLevels } from '../order.ts';

type Levelled = Pick<Order, 'type' | 'stopPrice' | 'limitPrice'>;

/** Null: it is no pair. */
export const levelsOf = ({ type, stopPrice, limitPrice }: Levelled): PairLevels | null =>
  type !== 'oco' || stopPrice === null || limitPrice === null ? null : { stopPrice, limitPrice };

export const areSameLevels = (a: PairLevels | null | undefined, b: PairLevels | null | undefined): boolean =>
  a?.stopPrice === b?.stopPrice && a?.limitPrice === b?.limitPrice;

/** By the nearer of the two: a target fills at its level or better, a stop at its level or worse, and gaps go beyond both. */
export function legOfFill(order: Levelled & Pick<Order, 'role'>, price: Decimal): Order['role'] {
  const levels = levelsOf(order);
  if (levels === null) return order.role;
  return lt(abs(sub(price, levels.limitPrice)), abs(sub(price, levels.stopPrice))) ? 'take_profit' : 'stop_loss';
}
