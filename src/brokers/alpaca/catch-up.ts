// Owns: what may not have been heard: at start and after each outage of the stream the orders of the last hours, and all
// that are open, are read and told. What was told before is told once.

import type { AlpacaOrder } from './alpaca-client.ts';
import { ORDER_PAGE } from './alpaca-limits.ts';
import { orderIdOf } from './client-id.ts';
import { findOrder, type Chain, newestOf, snapshotOf } from './find-order.ts';
import { isOrder, isReplaced } from './read-order.ts';
import type { Venue } from './submit-order.ts';

type Ours = { readonly order: AlpacaOrder; readonly id: NonNullable<ReturnType<typeof orderIdOf>> };

async function recent(venue: Venue, since: number): Promise<readonly AlpacaOrder[]> {
  const { orders } = venue.client;
  const [open, all] = await Promise.all([
    orders.getAllOrders({ status: 'open', limit: ORDER_PAGE, direction: 'asc', nested: false }),
    orders.getAllOrders({ status: 'all', limit: ORDER_PAGE, direction: 'desc', nested: false, after: new Date(since).toISOString() }),
  ]);
  if (!Array.isArray(open) || !Array.isArray(all)) throw new Error('the answer is no list of orders');
  const byId = new Map([...all.toReversed(), ...open].filter(isOrder).map((order) => [order.id, order]));
  return [...byId.values()];
}

/** Throws as the client does. */
export async function catchUp(venue: Venue, since: number): Promise<void> {
  const found = await recent(venue, since);
  const ours = found.flatMap((order): readonly Ours[] => {
    const id = orderIdOf(order.clientOrderId);
    // the order that has taken its place is ours as well, and tells how it goes on
    return id === null || isReplaced(order) ? [] : [{ order, id }];
  });
  await venue.executions.complete(ours.map(({ order }) => order));
  for (const { order, id } of ours) {
    const chain: Chain = [order];
    if (order.replaces != null) await tellReplaced(venue, id);
    else if (venue.executions.has(order)) venue.news.tell(snapshotOf(id, chain, venue.executions));
  }
}

async function tellReplaced(venue: Venue, id: Ours['id']): Promise<void> {
  const found = await findOrder(venue.client, id);
  if (found.type !== 'found' || (await venue.executions.complete(found.chain)) === 'missing') return;
  venue.news.accepted(id, newestOf(found.chain).id ?? '');
  if (found.chain.length > 1) venue.news.amended(id, newestOf(found.chain));
  venue.news.tell(snapshotOf(id, found.chain, venue.executions));
}
