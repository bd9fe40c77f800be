// Owns: what the venue says about an order when it is asked, or when it tells its story again after a restart.

import { eq } from '../../core/model/decimal.ts';
import type { OrderSnapshot, Report } from '../../core/model/venues/report.ts';
import { RETELL_MS } from './paper-limits.ts';
import type { PaperState, VenueOrder } from './venue-state.ts';

export const snapshotOf = (order: VenueOrder): OrderSnapshot => ({
  orderId: order.id,
  venueOrderId: order.venueOrderId,
  status: order.status,
  qty: order.qty,
  fills: order.fills,
  reason: order.reason,
});

/** Everything that was ever reported about the order. Fill ids are the ones of the first telling. */
export function evidenceOf(order: VenueOrder): readonly Report[] {
  const { id: orderId, venueOrderId } = order;
  return [
    { type: 'accepted', orderId, venueOrderId },
    ...(eq(order.qty, order.qtyAsked) ? [] : [{ type: 'amended', orderId, qty: order.qty } as const]),
    ...order.fills.map((fill) => ({ type: 'filled', orderId, venueOrderId, fill }) as const),
    ...(order.status === 'canceled' ? [{ type: 'canceled', orderId, reason: order.reason ?? 'canceled' } as const] : []),
  ];
}

/** What may have been saved and never heard: all that is open, and what ended shortly before the venue's last change. */
export function retoldAtStart(state: PaperState): readonly Report[] {
  const orders = [...state.finishedOrders, ...state.openOrders];
  const lastChangeAt = Math.max(0, ...orders.map((order) => order.updatedAt));
  return orders.filter((order) => order.status === 'open' || order.updatedAt >= lastChangeAt - RETELL_MS).flatMap(evidenceOf);
}
