// Owns: finding an order by our id. Each modification puts another order in its place there, and the old one names it. A
// stop and a target as one (OCO) are two orders there: the target has our id, the stop is its leg and has one of the venue.

import { type Decimal, gte, sum } from '../../core/model/decimal.ts';
import type { OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { PairLevels } from '../../core/model/order.ts';
import type { OrderSnapshot } from '../../core/model/venues/report.ts';
import type { Lookup } from '../broker.ts';
import type { AlpacaClient, AlpacaOrder } from './alpaca-client.ts';
import { REPLACEMENTS_MAX } from './alpaca-limits.ts';
import { isNotFound, unavailable } from './classify-failure.ts';
import type { Executions } from './executions.ts';
import { isOrder, isPair, isReplaced, legsOf, priceOf, qtyFilledOf, qtyOf, statusOf, stopAmong } from './read-order.ts';

/** The order and what has replaced it, the newest last. */
export type Chain = readonly [AlpacaOrder, ...AlpacaOrder[]];

export const newestOf = (chain: Chain): AlpacaOrder => chain.at(-1) ?? chain[0];

/** Everything that is one order of ours. */
export interface Tracked {
  readonly chain: Chain;
  /** The stop of a pair; null of every other order. */
  readonly leg: Chain | null;
}

export const alone = (order: AlpacaOrder): Tracked => ({ chain: [order], leg: null });
export const ordersIn = ({ chain, leg }: Tracked): readonly AlpacaOrder[] => [...chain, ...(leg ?? [])];
/** What lives of it: of a pair the target, then the stop. */
export const livingIn = ({ chain, leg }: Tracked): readonly AlpacaOrder[] => [newestOf(chain), ...(leg === null ? [] : [newestOf(leg)])];

async function follow(client: AlpacaClient, first: AlpacaOrder): Promise<Chain> {
  const chain: [AlpacaOrder, ...AlpacaOrder[]] = [first];
  for (let at = first; isReplaced(at) && at.replacedBy != null && chain.length <= REPLACEMENTS_MAX; ) {
    at = await client.orders.getOrderByOrderID({ orderId: at.replacedBy });
    if (!isOrder(at)) throw new Error('the order that replaces it has no id or no status');
    chain.push(at);
  }
  return chain;
}

/** The stop of the pair whose target is `chain`: where it was seen last, or as the venue nests it under its target. */
async function legOf(client: AlpacaClient, id: OrderId, chain: Chain): Promise<Chain> {
  const known = client.stopOfPair.get(id);
  if (known !== undefined) return follow(client, await client.orders.getOrderByOrderID({ orderId: known }));
  for (const { id: orderId = '' } of chain.toReversed()) {
    const leg = stopAmong(legsOf(await client.orders.getOrderByOrderID({ orderId, nested: true })));
    if (leg !== undefined) return follow(client, leg);
  }
  throw new Error(`Alpaca does not name the stop of the pair ${id}`);
}

async function track(client: AlpacaClient, id: OrderId, first: AlpacaOrder): Promise<Tracked> {
  const chain = await follow(client, first);
  if (!isPair(first)) return { chain, leg: null };
  const leg = await legOf(client, id, chain);
  client.stopOfPair.set(id, newestOf(leg).id ?? '');
  return { chain, leg };
}

export type Found = { readonly type: 'found'; readonly tracked: Tracked } | Exclude<Lookup, { type: 'found' }>;

/** Null: there is none. Throws as the client does. */
async function ask(client: AlpacaClient, id: OrderId, question: () => Promise<AlpacaOrder>): Promise<Tracked | null> {
  let first: AlpacaOrder;
  try {
    first = await question();
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
  if (!isOrder(first)) throw new Error('the answer is no order');
  return track(client, id, first);
}

/** `venueOrderId`: of an order that was taken over and is not known there under our id. */
export async function findOrder(client: AlpacaClient, id: OrderId, venueOrderId: VenueOrderId | null = null): Promise<Found> {
  const { orders } = client;
  try {
    const tracked =
      (await ask(client, id, () => orders.getOrderByClientOrderId({ clientOrderId: id }))) ??
      (venueOrderId === null ? null : await ask(client, id, () => orders.getOrderByOrderID({ orderId: venueOrderId })));
    return tracked === null ? { type: 'not_found' } : { type: 'found', tracked };
  } catch (error) {
    return unavailable(error);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  canceled: 'canceled at the venue',
  rejected: 'the venue rejected it after it had taken it',
  expired: 'its time in force has ended',
};

/** What a leg of a pair fills is taken from the other one's quantity: that of the pair is what its target was placed with. */
export const qtyIn = ({ chain, leg }: Tracked): Decimal => qtyOf(leg === null ? newestOf(chain) : chain[0]);

/** A pair works as long as one of its legs may fill; together they fill its quantity once. */
function statusIn(tracked: Tracked): OrderSnapshot['status'] {
  const statuses = livingIn(tracked).map(statusOf);
  const [target = 'open'] = statuses;
  if (tracked.leg === null) return target;
  if (statuses.includes('open')) return 'open';
  if (gte(sum(ordersIn(tracked).map(qtyFilledOf)), qtyIn(tracked))) return 'filled';
  return statuses.find((status) => status === 'rejected' || status === 'expired') ?? 'canceled';
}

/** One leg was ended without a fill and the other works: nobody would say that half of the protection is gone. */
export function isHalf(tracked: Tracked): boolean {
  const statuses = livingIn(tracked).map(statusOf);
  return tracked.leg !== null && statuses.includes('open') && statuses.some((status) => status !== 'open' && status !== 'filled');
}

/** Null: no pair, or one that does not say where its legs stand. */
export function levelsIn({ chain, leg }: Tracked): PairLevels | null {
  const limitPrice = priceOf(newestOf(chain).limitPrice);
  const stopPrice = leg === null ? null : priceOf(newestOf(leg).stopPrice);
  return limitPrice === null || stopPrice === null ? null : { stopPrice, limitPrice };
}

export function snapshotOf(id: OrderId, tracked: Tracked, executions: Executions): OrderSnapshot {
  const newest = newestOf(tracked.chain);
  const status = statusIn(tracked);
  const levels = levelsIn(tracked);
  return {
    orderId: id,
    venueOrderId: (newest.id ?? '') as VenueOrderId,
    status,
    qty: qtyIn(tracked),
    ...(levels === null ? { prices: { stopPrice: priceOf(newest.stopPrice), limitPrice: priceOf(newest.limitPrice) } } : { levels }),
    fills: ordersIn(tracked).flatMap((order) => executions.of(order)),
    reason: REASONS[status] ?? null,
  };
}

export type Inspected =
  | { readonly type: 'found'; readonly order: OrderSnapshot; readonly tracked: Tracked }
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
  const { tracked } = found;
  try {
    if ((await executions.complete(ordersIn(tracked))) === 'missing')
      return { type: 'unavailable', reason: `Alpaca does not list all executions of order ${id} yet` };
  } catch (error) {
    return unavailable(error);
  }
  return { type: 'found', order: snapshotOf(id, tracked, executions), tracked };
}
