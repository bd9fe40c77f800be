// Owns: the life of one order at the venue: open, changed, ended. What ended can be looked up for a while.

import { type Decimal, add, eq, lte, sub } from '../../core/model/decimal.ts';
import type { Instant, OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { Fill } from '../../core/model/order.ts';
import type { Report } from '../../core/model/venues/report.ts';
import { FINISHED_KEPT_MAX, FINISHED_KEPT_MS } from './paper-limits.ts';
import type { PaperState, VenueOrder } from './venue-state.ts';

/** A change of the venue and the news about it, in order. The news may be told when the state is saved, not before. */
export interface Change {
  readonly state: PaperState;
  readonly reports: readonly Report[];
}

export const findOpen = (state: PaperState, id: OrderId): VenueOrder | null => state.openOrders.find((order) => order.id === id) ?? null;

export const findOrder = (state: PaperState, id: OrderId): VenueOrder | null =>
  findOpen(state, id) ?? state.finishedOrders.find((order) => order.id === id) ?? null;

export function findByVenueId({ openOrders, finishedOrders }: PaperState, venueOrderId: VenueOrderId | null): VenueOrder | null {
  const isMeant = (order: VenueOrder): boolean => order.venueOrderId === venueOrderId;
  return openOrders.find(isMeant) ?? finishedOrders.find(isMeant) ?? null;
}

export const qtyRemaining = (order: VenueOrder): Decimal => sub(order.qty, order.qtyFilled);

/** The state with `order` in the place of the open order of the same id. */
export const replaceOpen = (state: PaperState, order: VenueOrder): PaperState => ({
  ...state,
  openOrders: state.openOrders.map((open) => (open.id === order.id ? order : open)),
});

function finish(state: PaperState, order: VenueOrder): PaperState {
  const keptSince = order.updatedAt - FINISHED_KEPT_MS;
  const kept = state.finishedOrders.slice(-(FINISHED_KEPT_MAX - 1)).filter((old) => old.updatedAt >= keptSince);
  return { ...state, openOrders: state.openOrders.filter((open) => open.id !== order.id), finishedOrders: [...kept, order] };
}

/** Ends an open order; what has filled stays filled. */
export function cancelOpen(state: PaperState, order: VenueOrder, reason: string, now: Instant): Change {
  return {
    state: finish(state, { ...order, status: 'canceled', reason, updatedAt: now }),
    reports: [{ type: 'canceled', orderId: order.id, reason }],
  };
}

/** Adds one fill; the order ends when nothing remains. */
export function fillOpen(state: PaperState, order: VenueOrder, fill: Fill): Change {
  const qtyFilled = add(order.qtyFilled, fill.qty);
  const filled: VenueOrder = { ...order, qtyFilled, fills: [...order.fills, fill], updatedAt: fill.at };
  return {
    state: eq(qtyFilled, order.qty) ? finish(state, { ...filled, status: 'filled' }) : replaceOpen(state, filled),
    reports: [{ type: 'filled', orderId: order.id, venueOrderId: order.venueOrderId, fill }],
  };
}

/**
 * The open orders of one group share one quantity: what `filled` has just filled is taken from each of the others, and
 * one that has nothing left is canceled. Only orders that are open together share: the venue cannot know what an order
 * was meant to share with one that ended before it came.
 */
export function shareWithGroup(state: PaperState, filled: VenueOrder, qty: Decimal, now: Instant): Change {
  const reports: Report[] = [];
  let next = state;
  for (const sibling of state.openOrders) {
    if (filled.ocoGroup === null || sibling.ocoGroup !== filled.ocoGroup || sibling.id === filled.id || sibling.symbol !== filled.symbol)
      continue;
    const change = lte(qtyRemaining(sibling), qty)
      ? cancelOpen(next, sibling, `oco: ${filled.venueOrderId} of the same group has filled`, now)
      : amendOpen(next, sibling, sub(sibling.qty, qty), now);
    next = change.state;
    reports.push(...change.reports);
  }
  return { state: next, reports };
}

/** Sets the total quantity of an open order; `qty` must be above what has filled. */
export function amendOpen(state: PaperState, order: VenueOrder, qty: Decimal, now: Instant): Change {
  return {
    state: replaceOpen(state, { ...order, qty, updatedAt: now }),
    reports: [{ type: 'amended', orderId: order.id, qty }],
  };
}
