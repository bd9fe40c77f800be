// Owns: an order of the simulated venue as its list of open orders shows it.

import type { Instant, OrderId, VenueOrderId } from '../../src/core/model/ids.ts';
import type { OrderRequest } from '../../src/core/model/order.ts';
import type { VenueOrder } from '../../src/core/model/venues/report.ts';
import { fromLots } from './lots.ts';

interface Shown {
  readonly id: OrderId;
  readonly venueOrderId: VenueOrderId;
  readonly request: OrderRequest;
  readonly takenAt: Instant;
  /** Lots. */
  readonly qty: number;
  readonly filled: number;
}

export const openOrderOf = (order: Shown): VenueOrder => ({
  orderId: order.id,
  venueOrderId: order.venueOrderId,
  symbol: order.request.instrument.symbol,
  side: order.request.side,
  type: order.request.type,
  qty: fromLots(order.qty, order.request.instrument),
  qtyFilled: fromLots(order.filled, order.request.instrument),
  limitPrice: order.request.limitPrice,
  stopPrice: order.request.stopPrice,
  reduceOnly: order.request.reduceOnly,
  at: order.takenAt,
});
