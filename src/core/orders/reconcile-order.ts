// Owns: which of the orders that are open at a venue are not followed by us. An order that is in flight is one of ours: it may be
// shown before we know the id that the venue has given it.

import type { VenueOrderId, OrderId } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order, type OrderStatus } from '../model/order.ts';
import type { VenueOrder } from '../model/venues/report.ts';

export interface Books {
  byId(id: OrderId): Order | undefined;
  /** On the account in question; of those that have ended in this market. */
  byVenueId(id: VenueOrderId, symbol: string): Order | undefined;
  /** Whether an order of ours in this instrument is in flight. */
  isInFlight(symbol: string): boolean;
}

export type OrderVerdict =
  /** Followed by us, or nobody can tell yet. */
  | { readonly type: 'known' }
  /** Somebody else's, or ours from before the books began. */
  | { readonly type: 'foreign' }
  /** Ours; the books say that it is over. */
  | { readonly type: 'over'; readonly status: OrderStatus };

export function reconcileOrder(seen: VenueOrder, books: Books): OrderVerdict {
  const own = (seen.orderId === null ? undefined : books.byId(seen.orderId)) ?? books.byVenueId(seen.venueOrderId, seen.symbol);
  if (own === undefined) return books.isInFlight(seen.symbol) ? { type: 'known' } : { type: 'foreign' };
  const isOver = TERMINAL_ORDER_STATUSES.has(own.status) && own.inquiry === null;
  return isOver ? { type: 'over', status: own.status } : { type: 'known' };
}

/** What makes it another order in the eyes of a person; how much of it has filled does not. */
export const isSameOrder = (a: VenueOrder, b: VenueOrder): boolean =>
  a.venueOrderId === b.venueOrderId && a.side === b.side && a.qty === b.qty && a.limitPrice === b.limitPrice && a.stopPrice === b.stopPrice;
