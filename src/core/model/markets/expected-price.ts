// Owns: the price that an alert named for its order: its trigger, its limit, or the price then. Fills are measured against it.

import type { Decimal } from '../decimal.ts';
import type { Order } from '../order.ts';

/** Null: the alert named none. */
export const expectedPrice = (order: Pick<Order, 'stopPrice' | 'limitPrice'>, signalPrice: Decimal | null): Decimal | null =>
  order.stopPrice ?? order.limitPrice ?? signalPrice;
