// Owns: whether what a venue has said last is of before what the books say now: who has just closed something must not read
// that it is held still. Reads only.

import type { AccountName } from '../../model/ids.ts';
import type { VenueView } from '../../model/venues/venue-view.ts';
import { bookedQtys, differs, reconcilePositions } from '../../positions/reconcile-position.ts';
import { ordersOf } from '../order-books.ts';
import type { State } from '../state.ts';

const hasChangedSince = (state: State, account: AccountName, at: number): boolean =>
  ordersOf(state, account).some(({ updatedAt }) => updatedAt > at);

/** An order has changed since. */
export const areOrdersOutdated = (state: State, account: AccountName, { orders }: VenueView): boolean =>
  orders !== null && hasChangedSince(state, account, orders.at);

/** An order has changed since, and it shows. */
export const arePositionsOutdated = (state: State, account: AccountName, { positions }: VenueView): boolean =>
  positions !== null &&
  hasChangedSince(state, account, positions.at) &&
  reconcilePositions(bookedQtys(state.positions.values(), account), positions.list).some(differs);
