// Owns: that an exit does not go through zero. Dhan has no reduce-only orders: what was closed by hand there would be sold once more, and be
// a short. So what is held is looked at before an exit goes; where it cannot be seen in time, getting out comes first.

import { type Clock, within } from '../../clock.ts';
import { add, type Decimal, isPositive, lt, neg, ZERO } from '../../core/model/decimal.ts';
import { ANSWER_MS_MAX } from '../../core/model/limits.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import { deliveredAs } from './left-out.ts';
import { closedBy, type Product } from './order-fields.ts';
import type { Holding, Portfolio } from './portfolio.ts';
import type { ScripList } from './scrip-list.ts';

export interface HeldTooLittle {
  readonly type: 'rejected';
  readonly reason: string;
  /** Unsigned. */
  readonly there: Decimal;
}

/** Signed. Delivered shares are there to be sold; a short of today stands beside them, and is not covered by them. */
function heldFor({ side, instrument: { symbol, kind } }: OrderRequest, { traded, delivered }: Holding): Decimal {
  const today = traded.get(symbol) ?? ZERO;
  return side === 'sell' && kind === 'equity' ? add(today, delivered.get(deliveredAs(symbol)) ?? ZERO) : today;
}

export interface CheckHeldOptions {
  readonly portfolio: Portfolio;
  readonly list: ScripList | null;
  readonly clock: Clock;
  /** Of orders that name none. */
  readonly product: Product;
}

/** Null: it may go. A stop waits for its price, and what is held then is for then. */
export async function checkHeld(
  { portfolio, list, clock, product }: CheckHeldOptions,
  request: OrderRequest,
): Promise<HeldTooLittle | null> {
  const { reduceOnly, type, side, qty, instrument } = request;
  if (!reduceOnly || (type !== 'market' && type !== 'limit')) return null;
  const held = await within(clock, ANSWER_MS_MAX, portfolio.holding(list, closedBy(request.terms.productType ?? product)), () => null);
  if (held?.type !== 'ok') return null;
  const signed = heldFor(request, held.value);
  const along = side === 'sell' ? signed : neg(signed);
  const there = isPositive(along) ? along : ZERO;
  return lt(there, qty) ? { type: 'rejected', reason: `reduce-only: the position of ${instrument.symbol} is ${signed}`, there } : null;
}
