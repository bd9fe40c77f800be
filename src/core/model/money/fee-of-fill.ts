// Owns: what the fee of one fill takes: coins of what was bought, or money of the currency that it was paid with.

import { mul, neg, sub, ZERO, type Decimal } from '../decimal.ts';
import type { Fill, Order } from '../order.ts';

const isPaidInBase = ({ instrument }: Order, fill: Fill): boolean => instrument.kind === 'spot' && fill.feeCurrency === instrument.base;

/** What a fill does to the quantity that is held, signed: coins that were taken as its fee are not there. */
export function qtyMoved(order: Order, fill: Fill): Decimal {
  const signed = order.side === 'buy' ? fill.qty : neg(fill.qty);
  return isPaidInBase(order, fill) ? sub(signed, fill.fee) : signed;
}

/** In the quote currency; fees in a third one stand apart until their worth is known (engine/results/count-fees.ts). */
export function quoteFee(order: Order, fill: Fill): Decimal {
  if (isPaidInBase(order, fill)) return mul(fill.fee, fill.price);
  return fill.feeCurrency === order.instrument.quote ? fill.fee : ZERO;
}
