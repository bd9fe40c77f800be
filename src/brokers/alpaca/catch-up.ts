// Owns: what may not have been heard: at start and after each outage of the stream the orders of the last hours, and all
// that are open, are read and told. What was told before is told once.

import type { AlpacaOrder } from './alpaca-client.ts';
import { ORDER_PAGE } from './alpaca-limits.ts';
import { orderIdOf } from './client-id.ts';
import { alone, findOrder, ordersIn, snapshotOf } from './find-order.ts';
import { isOrder, isPair, isReplaced } from './read-order.ts';
import type { Venue } from './submit-order.ts';

type Ours = { readonly order: AlpacaOrder; readonly id: NonNullable<ReturnType<typeof orderIdOf>> };

async function recent(venue: Venue, since: number): Promise<readonly AlpacaOrder[]> {
  const { orders } = venue.client;
  const [open, all] = await Promise.all([
    orders.getAllOrders({ status: 'open', limit: ORDER_PAGE, direction: 'asc', nested: true }),
    orders.getAllOrders({ status: 'all', limit: ORDER_PAGE, direction: 'desc', nested: true, after: new Date(since).toISOString() }),
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
    if (order.replaces != null || isPair(order)) await tellFound(venue, id);
    else if (venue.executions.has(order)) venue.news.tell(snapshotOf(id, alone(order), venue.executions));
  }
}

async function tellFound(venue: Venue, id: Ours['id']): Promise<void> {
  const found = await findOrder(venue.client, id);
  if (found.type !== 'found') return;
  venue.news.learn(id, ordersIn(found.tracked));
  if ((await venue.executions.complete(ordersIn(found.tracked))) !== 'missing') venue.news.tellAll(id, found.tracked);
}
