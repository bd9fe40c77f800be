// Owns: the market's limits, which ccxt does not hold: quantity, value, step and tick. The core sizes by the same numbers;
// what still violates them is refused here, and never cut to fit.

import { type Decimal, eq, floorToStep, gt, isPositive, lt, mul, roundToTick } from '../../../core/model/decimal.ts';
import type { OrderRequest } from '../../../core/model/order.ts';
import { qtyMaxOf } from '../../../core/model/markets/qty-max-of.ts';
import type { Listed } from '../markets/markets.ts';

/** Why the venue would refuse it, or worse, change it; null: nothing is wrong. `price` is what the other side asks now. */
export function checkLimits({ instrument }: Listed, request: OrderRequest, price: Decimal | null): string | null {
  const { qty, limitPrice, stopPrice, reduceOnly } = request;
  const { stepSize, tickSize, qtyMin, notionalMin } = instrument;
  const qtyMax = qtyMaxOf(instrument, request.type);
  if (!isPositive(qty)) return `quantity ${qty} is not above zero`;
  if (!eq(floorToStep(qty, stepSize), qty)) return `quantity ${qty} is not a multiple of the step ${stepSize}`;
  // a small rest of a position may always be closed: whether the venue agrees is for the venue to say
  if (!reduceOnly && lt(qty, qtyMin)) return `quantity ${qty} is below the minimum ${qtyMin}`;
  if (qtyMax !== null && gt(qty, qtyMax))
    return `quantity ${qty} is above the maximum ${qtyMax} of a ${request.type.replace('_', '-')} order`;
  for (const each of [limitPrice, stopPrice]) {
    if (each === null) continue;
    if (!isPositive(each)) return `price ${each} is not above zero`;
    if (!eq(roundToTick(each, tickSize), each)) return `price ${each} is not a multiple of the tick ${tickSize}`;
  }
  const at = limitPrice ?? stopPrice ?? price;
  if (reduceOnly || at === null || !isPositive(notionalMin)) return null;
  return lt(mul(qty, at), notionalMin) ? `the order's value ${mul(qty, at)} is below the minimum ${notionalMin}` : null;
}
