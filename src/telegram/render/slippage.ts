// Owns: how far fills were from what the alert named for the order: its trigger, its limit, or the price then.

import { type Decimal, neg } from '../../core/model/decimal.ts';
import { expectedPrice } from '../../core/model/markets/expected-price.ts';
import type { Order } from '../../core/model/order.ts';
import { formatPercent, formatPrice, percentChange } from './format-number.ts';
import { sumFills } from './trade-result.ts';

/** Of orders for one purpose; above zero: worse. Empty while nothing has filled, or where the alert named no price. */
export function slippageLines(orders: readonly Order[], signalPrice: Decimal | null): string[] {
  const first = orders[0];
  const { average } = sumFills(orders);
  if (first === undefined || average === null) return [];
  const expected = expectedPrice(first, signalPrice);
  const change = expected === null ? null : percentChange(expected, average);
  if (expected === null || change === null) return [];
  return [`Slippage ${formatPercent(first.side === 'buy' ? change : neg(change))} against ${formatPrice(expected)} in the alert`];
}
