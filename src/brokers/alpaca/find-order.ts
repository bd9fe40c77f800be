// Owns: finding an order by our id. Each modification puts another order in its place there, and the old one names it.

import type { OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { OrderSnapshot } from '../../core/model/report.ts';
import type { Lookup } from '../broker.ts';
import type { AlpacaClient, AlpacaOrder } from './alpaca-client.ts';
import { REPLACEMENTS_MAX } from './alpaca-limits.ts';
import { isNotFound, unavailable } from './classify-failure.ts';
import type { Executions } from './executions.ts';
import { isOrder, isReplaced, qtyOf, statusOf } from './read-order.ts';

/** The order and what has replaced it, the newest last. */
export type Chain = readonly [AlpacaOrder, ...AlpacaOrder[]];

export const newestOf = (chain: Chain): AlpacaOrder => chain.at(-1) ?? chain[0];

async function follow(client: AlpacaClient, first: AlpacaOrder): Promise<Chain> {
  const chain: [AlpacaOrder, ...AlpacaOrder[]] = [first];
  for (let at = first; isReplaced(at) && at.replacedBy != null && chain.length <= REPLACEMENTS_MAX; ) {
    at = await client.orders.getOrderByOrderID({ orderId: at.replacedBy });
    if (!isOrder(at)) throw new Error('the order that replaces it has no id or no status');
    chain.push(at);
  }
  return chain;
}

export type Found = { readonly type: 'found'; readonly chain: Chain } | Exclude<Lookup, { type: 'found' }>;

/** Null: there is none. Throws as the client does. */
async function ask(client: AlpacaClient, question: () => Promise<AlpacaOrder>): Promise<Chain | null> {
  let first: AlpacaOrder;
  try {
    first = await question();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
  if (!isOrder(first)) throw new Error('the answer is no order');
  return follow(client, first);
}

/** `venueOrderId`: of an order that was taken over and is not known there under our id. */
export async function findOrder(client: AlpacaClient, id: OrderId, venueOrderId: VenueOrderId | null = null): Promise<Found> {
  const { orders } = client;
  try {
    const chain =
      (await ask(client, () => orders.getOrderByClientOrderId({ clientOrderId: id }))) ??
      (venueOrderId === null ? null : await ask(client, () => orders.getOrderByOrderID({ orderId: venueOrderId })));
    return chain === null ? { type: 'not_found' } : { type: 'found', chain };
  } catch (error) {
    return unavailable(error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  canceled: 'canceled at the venue',
  rejected: 'the venue rejected it after it had taken it',
  expired: 'its time in force has ended',
};

export function snapshotOf(id: OrderId, chain: Chain, executions: Executions): OrderSnapshot {
  const newest = newestOf(chain);
  const status = statusOf(newest);
  return {
    orderId: id,
    venueOrderId: (newest.id ?? '') as VenueOrderId,
    status,
    qty: qtyOf(newest),
    fills: chain.flatMap((order) => executions.of(order)),
    reason: REASONS[status] ?? null,
  };
}

export type Inspected =
  | { readonly type: 'found'; readonly order: OrderSnapshot; readonly replacement: AlpacaOrder | null }
  | Exclude<Lookup, { type: 'found' }>;

/** The whole truth, or `unavailable` while the venue does not list all executions that it counts. */
export async function inspectOrder(
  client: AlpacaClient,
  executions: Executions,
  id: OrderId,
  venueOrderId: VenueOrderId | null = null,
): Promise<Inspected> {
  const found = await findOrder(client, id, venueOrderId);
  if (found.type !== 'found') return found;
  const { chain } = found;
  try {
    if ((await executions.complete(chain)) === 'missing')
      return { type: 'unavailable', reason: `Alpaca does not list all executions of order ${id} yet` };
  } catch (error) {
    return unavailable(error);
  }
  return { type: 'found', order: snapshotOf(id, chain, executions), replacement: chain.length > 1 ? newestOf(chain) : null };
}
