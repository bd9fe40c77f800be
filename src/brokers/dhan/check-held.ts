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

/** A person has converted it at Dhan: it is left as what it is now. */
interface Converted {
  readonly type: 'converted';
  readonly productType: string;
}

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
): Promise<HeldTooLittle | Converted | null> {
  const { reduceOnly, type, side, qty, instrument } = request;
  if (!reduceOnly || (type !== 'market' && type !== 'limit')) return null;
  const products = closedBy(request.terms.productType ?? product);
  const held = await within(clock, ANSWER_MS_MAX, portfolio.holding(list, products), () => null);
  if (held?.type !== 'ok') return null;
  const signed = heldFor(request, held.value);
  const along = side === 'sell' ? signed : neg(signed);
  const there = isPositive(along) ? along : ZERO;
  if (!lt(there, qty)) return null;
  const leaving = { symbol: instrument.symbol, side, qty, products };
  const productType = await within(clock, ANSWER_MS_MAX, portfolio.convertedTo(list, leaving), () => null);
  if (productType !== null) return { type: 'converted', productType };
  return { type: 'rejected', reason: `reduce-only: the position of ${instrument.symbol} is ${signed}`, there };
}
