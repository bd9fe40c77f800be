// Owns: what the books say of the orders of one account, in the words of reconcile-order.

import type { AccountName, VenueOrderId } from '../model/ids.ts';
import type { VenueOrder } from '../model/venues/report.ts';
import type { Books } from '../orders/reconcile-order.ts';
import { isInFlight } from '../positions/reconcile-position.ts';
import type { Order } from '../model/order.ts';
import type { State } from './state.ts';

function* liveOrders(state: State, account: AccountName): Generator<Order> {
  for (const ids of [state.activeOrders, state.inquiries]) {
    for (const id of ids) {
      const order = state.orders.get(id);
      if (order?.account === account) yield order;
    }
  }
}

/** Orders that work, or are being asked about. */
export const ordersIn = (state: State, account: AccountName, symbol: string): readonly Order[] =>
  [...new Set(liveOrders(state, account))].filter((order) => order.instrument.symbol === symbol);

/**
 * It is looked up before a difference in its market is told. What was never sent is not at the venue; what is unclear is looked up by
 * due() anyway, but what was given up only now and then, and where our id is a number it would look like somebody else's until then.
 */
export const mayExplain = ({ status, inquiry }: Order): boolean =>
  status === 'lost' || (status !== 'initialized' && status !== 'submitted' && inquiry === null);

export const ordersOf = (state: State, account: AccountName): readonly Order[] =>
  [...state.orders.values()].filter((order) => order.account === account);

/** Markets in which something may fill at any moment, or is filling. Who asks about many markets asks once. */
export function movingMarkets(state: State, account: AccountName): ReadonlySet<string> {
  const symbols = new Set<string>();
  for (const order of liveOrders(state, account)) if (isInFlight(order)) symbols.add(order.instrument.symbol);
  return symbols;
}

export const isAnythingMoving = (state: State, account: AccountName): boolean => movingMarkets(state, account).size > 0;

export const isMoving = (state: State, account: AccountName, symbol: string): boolean => movingMarkets(state, account).has(symbol);

/** Also one that has ended. Venues count the orders of each market for itself. */
function orderAt(state: State, account: AccountName, venueOrderId: VenueOrderId, symbol: string): Order | undefined {
  for (const order of state.orders.values())
    if (order.account === account && order.venueOrderId === venueOrderId && order.instrument.symbol === symbol) return order;
  return undefined;
}

/** Which of ours it is: by our id, or by the venue's where ours is a number there, which says nothing after a restart. */
export const ownOrder = (state: State, account: AccountName, { orderId, venueOrderId, symbol }: VenueOrder): Order | undefined =>
  (orderId === null ? undefined : state.orders.get(orderId)) ?? orderAt(state, account, venueOrderId, symbol);

export const orderBooks = (state: State, account: AccountName): Books => ({
  byId: (id) => state.orders.get(id),
  byVenueId(venueOrderId, symbol) {
    for (const order of liveOrders(state, account)) if (order.venueOrderId === venueOrderId) return order;
    return orderAt(state, account, venueOrderId, symbol);
  },
  isInFlight: (symbol) => isMoving(state, account, symbol),
});
