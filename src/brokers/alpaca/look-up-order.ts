// Owns: the look-up of one order. Half of a pair is not left as it is: the rest of it goes first, and that is what is told.

import type { OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { Lookup } from '../broker.ts';
import { inspectOrder, isHalf, ordersIn } from './find-order.ts';
import type { Venue } from './submit-order.ts';

export async function lookUpOrder(venue: Venue, id: OrderId, venueOrderId: VenueOrderId | null): Promise<Lookup> {
  const { client, executions, news } = venue;
  const found = await inspectOrder(client, executions, id, venueOrderId);
  if (found.type !== 'found') return found;
  news.learn(id, ordersIn(found.tracked));
  if (!isHalf(found.tracked)) return { type: 'found', order: found.order };
  await news.mend(id);
  const after = await inspectOrder(client, executions, id, venueOrderId);
  return after.type === 'found' ? { type: 'found', order: after.order } : after;
}
