// Owns: cancelling and modifying. A cancel is answered before it has happened, so it counts when the order says so; a
// modification is a new order in the place of the old one, with an id of its own.

import type { trading } from '@alpacahq/alpaca-trade-api';
import { type Decimal, div, eq, floorToStep, isPositive, isZero, ONE } from '../../core/model/decimal.ts';
import type { OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { PairLevels } from '../../core/model/order.ts';
import type { CancelOutcome, ModifyOutcome } from '../broker.ts';
import type { AlpacaOrder } from './alpaca-client.ts';
import { CANCEL_LOOK_MS, CANCEL_LOOKS } from './alpaca-limits.ts';
import { classifyFailure, failed, isNotFound, unavailable } from './classify-failure.ts';
import { nextClientId, nextStopId } from './client-id.ts';
import { alone, findOrder, inspectOrder, levelsIn, livingIn, newestOf, ordersIn, qtyIn, snapshotOf, type Tracked } from './find-order.ts';
import { isOrder, isReplaced, qtyFilledOf, SHARES_PER_CONTRACT, statusOf } from './read-order.ts';
import type { Venue } from './submit-order.ts';

export interface OpenOrder {
  /** Null: not ours. */
  readonly id: OrderId | null;
  readonly venueOrderId: VenueOrderId | null;
}

const unknown = (id: OrderId): CancelOutcome => ({ type: 'rejected', reason: `unknown order ${id}: Alpaca has never seen it` });

const pause = (venue: Venue): Promise<void> =>
  new Promise((resolve) => {
    venue.client.clock.after(CANCEL_LOOK_MS, resolve);
  });

/** Asks until the order has ended: nobody else says so when the stream is down. */
async function ended(venue: Venue, id: OrderId, again?: 'again'): Promise<CancelOutcome> {
  for (let look = 1; ; look += 1) {
    const found = await inspectOrder(venue.client, venue.executions, id);
    if (found.type === 'not_found') return unknown(id);
    if (found.type === 'unavailable') return { type: 'ambiguous', reason: found.reason };
    if (found.order.status !== 'open') {
      venue.news.tell(found.order, again);
      return { type: 'canceled' };
    }
    if (look === CANCEL_LOOKS) return { type: 'ambiguous', reason: `Alpaca has not cancelled order ${id} yet` };
    await pause(venue);
  }
}

async function deleteOrder(venue: Venue, orderId: string): Promise<Exclude<CancelOutcome, { type: 'canceled' }> | 'taken' | 'refused'> {
  try {
    await venue.client.orders.deleteOrderByOrderID({ orderId });
    return 'taken';
  } catch (error) {
    const failure = classifyFailure(error);
    if (failure.type !== 'rejected') return failure;
    return failure.status === 422 || failure.status === 404 ? 'refused' : { type: 'rejected', reason: failure.reason };
  }
}

/** The order is not known by its id, or has ended, or another one stands in its place. */
async function cancelCurrent(venue: Venue, id: OrderId, refused: VenueOrderId | null): Promise<CancelOutcome> {
  const found = await findOrder(venue.client, id);
  if (found.type === 'not_found') return unknown(id);
  if (found.type === 'unavailable') return found;
  // one leg of a pair that is cancelled ends the other
  const newest = livingIn(found.tracked).find((order) => statusOf(order) === 'open');
  if (newest?.id === undefined) return ended(venue, id, 'again');
  if (newest.id === refused) return ended(venue, id);
  const answer = await deleteOrder(venue, newest.id);
  return answer === 'taken' || answer === 'refused' ? ended(venue, id) : answer;
}

/** Somebody else's order: there is no id of ours to look it up by. */
async function cancelForeign(venue: Venue, orderId: VenueOrderId): Promise<CancelOutcome> {
  const answer = await deleteOrder(venue, orderId);
  if (answer !== 'taken' && answer !== 'refused') return answer;
  for (let look = 1; ; look += 1) {
    try {
      const order = await venue.client.orders.getOrderByOrderID({ orderId });
      if (isOrder(order) && (statusOf(order) !== 'open' || isReplaced(order))) return { type: 'canceled' };
    } catch (error) {
      return isNotFound(error)
        ? { type: 'rejected', reason: `unknown order ${orderId}` }
        : { type: 'ambiguous', reason: unavailable(error).reason };
    }
    if (look === CANCEL_LOOKS) return { type: 'ambiguous', reason: `Alpaca has not cancelled order ${orderId} yet` };
    await pause(venue);
  }
}

export async function cancelOrder(venue: Venue, { id, venueOrderId }: OpenOrder): Promise<CancelOutcome> {
  if (id === null) return venueOrderId === null ? { type: 'rejected', reason: 'no order is named' } : cancelForeign(venue, venueOrderId);
  const answer = venueOrderId === null ? 'refused' : await deleteOrder(venue, venueOrderId);
  if (answer === 'taken') return ended(venue, id);
  return answer === 'refused' ? cancelCurrent(venue, id, venueOrderId) : answer;
}

/** Null: it can be replaced. What has filled in part is not: the venue does not say whether the new quantity counts that. */
function refuseModify(order: AlpacaOrder, qty: Decimal, id: OrderId): string | null {
  if (!isPositive(qty)) return `quantity ${qty} is not above 0`;
  if (!isZero(qtyFilledOf(order))) return `${qtyFilledOf(order)} of order ${id} have filled already: cancel the rest instead`;
  const step = order.assetClass === 'us_option' ? SHARES_PER_CONTRACT : ONE;
  const whole = eq(floorToStep(qty, step), qty);
  return whole || order.assetClass === 'crypto' ? null : `Alpaca changes orders to whole quantities only, not to ${qty}`;
}

async function replace(venue: Venue, id: OrderId, order: AlpacaOrder & { readonly id: string }, qty: Decimal): Promise<ModifyOutcome> {
  const size = order.assetClass === 'us_option' ? div(qty, SHARES_PER_CONTRACT) : qty;
  const patch = { qty: size, clientOrderId: nextClientId(id, order.clientOrderId) };
  try {
    const next = await venue.client.orders.patchOrderByOrderId({ orderId: order.id, patchOrderRequest: patch });
    if (!isOrder(next)) return { type: 'ambiguous', reason: `Alpaca's answer to the change of order ${id} is no order` };
    if (statusOf(next) === 'rejected') return { type: 'rejected', reason: `Alpaca did not change order ${id}` };
    venue.news.amended(id, alone(next));
    return { type: 'modified', qty };
  } catch (error) {
    return failed(error);
  }
}

/** Where the legs are to go; each is replaced by itself, the stop first, and what stands there already stays. */
async function movePair(venue: Venue, id: OrderId, tracked: Tracked, levels: PairLevels): Promise<ModifyOutcome> {
  const [target, stop] = livingIn(tracked);
  const now = levelsIn(tracked);
  if (target?.id === undefined || stop?.id === undefined || now === null)
    return { type: 'rejected', reason: `the legs of pair ${id} are not known` };
  const { orders } = venue.client;
  const move = async (orderId: string, patch: trading.PatchOrderRequest): Promise<AlpacaOrder> => {
    const next = await orders.patchOrderByOrderId({ orderId, patchOrderRequest: patch });
    if (!isOrder(next)) throw new Error(`Alpaca's answer to the change of pair ${id} is no order`);
    venue.news.learn(id, [next]);
    return next;
  };
  try {
    const { stopPrice, limitPrice } = levels;
    const moved =
      now.stopPrice === stopPrice ? stop : await move(stop.id, { stopPrice, clientOrderId: nextStopId(id, stop.clientOrderId) });
    venue.client.stopOfPair.set(id, moved.id ?? stop.id);
    const next =
      now.limitPrice === limitPrice ? target : await move(target.id, { limitPrice, clientOrderId: nextClientId(id, target.clientOrderId) });
    if ([moved, next].some((order) => statusOf(order) === 'rejected'))
      return { type: 'rejected', reason: `Alpaca did not move the legs of pair ${id}` };
    return { type: 'modified', qty: qtyIn(tracked), levels };
  } catch (error) {
    return failed(error);
  }
}

/** Null: its legs can be moved. */
function refuseMove(tracked: Tracked, qty: Decimal, id: OrderId): string | null {
  const filled = ordersIn(tracked).find((order) => !isZero(qtyFilledOf(order)));
  if (filled !== undefined) return `${qtyFilledOf(filled)} of pair ${id} have filled already: cancel the rest instead`;
  if (livingIn(tracked).some((order) => statusOf(order) !== 'open' || isReplaced(order))) return `pair ${id} is not whole any more`;
  return eq(qty, qtyIn(tracked)) ? null : `Alpaca moves the legs of a pair, and does not change its quantity to ${qty}`;
}

const notOpen = (id: OrderId): ModifyOutcome => ({ type: 'rejected', reason: `order ${id} is not open: there is nothing to modify` });

export async function modifyOrder(
  venue: Venue,
  { id }: { readonly id: OrderId },
  qty: Decimal,
  levels: PairLevels | null = null,
): Promise<ModifyOutcome> {
  const found = await findOrder(venue.client, id);
  if (found.type === 'not_found') return notOpen(id);
  if (found.type === 'unavailable') return found;
  const { tracked } = found;
  venue.news.learn(id, ordersIn(tracked));
  const newest = newestOf(tracked.chain);
  if (!livingIn(tracked).some((order) => statusOf(order) === 'open') || (tracked.leg === null && isReplaced(newest)) || !isOrder(newest)) {
    if ((await inspectOrder(venue.client, venue.executions, id)).type === 'found')
      venue.news.tell(snapshotOf(id, tracked, venue.executions), 'again');
    return notOpen(id);
  }
  const reason = tracked.leg === null ? refuseModify(newest, qty, id) : refuseMove(tracked, qty, id);
  if (reason !== null) return { type: 'rejected', reason, anew: true };
  if (tracked.leg === null) return replace(venue, id, newest, qty);
  return levels === null
    ? { type: 'rejected', reason: `nothing says where the legs of pair ${id} are to go` }
    : movePair(venue, id, tracked, levels);
}
