// Owns: what of an execution is not in the books yet, where ids alone do not tell. A venue may show its trades late or never: then an
// execution is made of what its order says (Fill.isMade). What is made or listed later is partly the same; what all of it adds up
// to tells how much is new.

import { div, isPositive, lte, mul, sub, sum } from '../model/decimal.ts';
import type { Fill, Order } from '../model/order.ts';
import type { FilledInAll } from '../model/venues/report.ts';

export function filledInAll(fills: readonly Pick<Fill, 'qty' | 'price'>[]): FilledInAll {
  return { qty: sum(fills.map(({ qty }) => qty)), paid: sum(fills.map(({ qty, price }) => mul(qty, price))) };
}

/** Null: all of it is in the books. `inAll`: what the venue's executions of the order come to, this one with them. */
export function newPartOf(order: Pick<Order, 'fills' | 'qtyFilled'>, fill: Fill, inAll: FilledInAll): Fill | null {
  if (fill.isMade !== true && !order.fills.some(({ isMade }) => isMade === true)) return fill;
  const qty = sub(inAll.qty, order.qtyFilled);
  if (!isPositive(qty)) return null;
  if (lte(fill.qty, qty)) return fill;
  const part = { ...fill, qty, fee: mul(fill.fee, div(qty, fill.qty)) };
  const paid = sub(inAll.paid, filledInAll(order.fills).paid);
  // at the price that makes the average right, where nobody has said one of its own
  return fill.isMade === true && isPositive(paid) ? { ...part, price: div(paid, qty) } : part;
}
