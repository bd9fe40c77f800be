// Owns: which order an id means that a sender or a person gives.

import { shortId, type OrderId } from '../model/ids.ts';
import type { Order } from '../model/order.ts';
import type { State } from './state.ts';

/** The order that a sender or a person means: our id, its short form, or the venue's id. */
export function findOrder(state: State, id: string): Order | null {
  const exact = state.orders.get(id as OrderId);
  if (exact !== undefined) return exact;
  if (id.length < 4) return null;
  const matches = state.orders
    .valueSeq()
    .filter((order) => order.venueOrderId === id || shortId(order.id) === id)
    .toArray();
  const [only] = matches;
  return only !== undefined && matches.length === 1 ? only : null;
}
