// Owns: which orders were given up although a request of them may still arrive at the venue.

import type { Order } from '../model/order.ts';

/** Nobody has seen it. Once it has left again, a refusal does not say that the request before is gone. */
export const mayArrive = ({ status, repeats = 0, venueOrderId }: Order): boolean =>
  venueOrderId === null && (status === 'lost' || (status === 'rejected' && repeats > 0));
