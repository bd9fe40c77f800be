// Owns: which orders have to be looked up when a venue has listed what is open: those that are not there as the books have
// them, and those that are there and should be over. Nothing is concluded from a list: it may be older than the books.

import { eq } from '../../model/decimal.ts';
import type { AccountName, OrderId } from '../../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../../model/order.ts';
import type { VenueOrder } from '../../model/venues/report.ts';
import { movedPrices, unroundedQty } from '../../orders/moved-prices.ts';
import { ownOrder } from '../order-books.ts';
import type { State } from '../state.ts';

/** The venue has confirmed it, and nothing is being asked or changed: it stands there as the books have it, or is gone. */
const isSettled = ({ status, inquiry }: Order): boolean => (status === 'accepted' || status === 'partially_filled') && inquiry === null;

/** What should be in the list of the venue, just as it is. */
export function settledOrders(state: State, account: AccountName): readonly Order[] {
  const found: Order[] = [];
  for (const id of state.activeOrders) {
    const order = state.orders.get(id);
    if (order?.account === account && isSettled(order)) found.push(order);
  }
  return found;
}

const isAsBooked = (order: Order, seen: VenueOrder | undefined): boolean =>
  seen !== undefined &&
  eq(unroundedQty(order, seen.qty), order.qty) &&
  eq(seen.qtyFilled, order.qtyFilled) &&
  movedPrices(order, seen) === null;

/** Ours, over in the books, and not being asked about: a stop without its position, an entry that was taken back. */
function isOrphan(order: Order | undefined): order is Order {
  if (order === undefined || order.status === 'filled') return false;
  return TERMINAL_ORDER_STATUSES.has(order.status) && (order.inquiry === null || order.status === 'lost');
}

/** `before`: the settled orders as they were when the venue was asked; what has changed since is none of its business. */
export function suspectOrders(
  state: State,
  account: AccountName,
  before: readonly Order[],
  listed: readonly VenueOrder[],
): readonly OrderId[] {
  const missing = before.filter((order) => {
    if (state.orders.get(order.id) !== order) return false;
    return !isAsBooked(
      order,
      listed.find((seen) => seen.orderId === order.id || seen.venueOrderId === order.venueOrderId),
    );
  });
  const orphans = listed.map((seen) => ownOrder(state, account, seen)).filter(isOrphan);
  return [...missing, ...orphans].map(({ id }) => id);
}
