// Owns: what must hold of exits where nothing is reduce-only: they sell what our strategies have bought and no coin beside it,
// unless people were told before that an order of unknown fate may fill too; and they wait for one answer, not for a fate.

import { activeOrdersOf, failuresOf, isProtective, ordersOfRole } from '../../src/core/engine/exits/position-orders.ts';
import type { Event } from '../../src/core/engine/event.ts';
import type { State } from '../../src/core/engine/state.ts';
import { isZero } from '../../src/core/model/decimal.ts';
import { signalOfOrder, type FillId, type Instant, type OrderId, type PositionKey } from '../../src/core/model/ids.ts';
import { ANSWER_MS_MAX } from '../../src/core/model/limits.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Exit } from '../../src/core/model/position.ts';
import { marketKey } from './house.ts';
import { toLots } from './lots.ts';
import type { EndCheck, Outcome } from './end-checks.ts';
import { momentsOf } from './plan-history.ts';
import { isEntryId, type VenueOrder } from './simulated-venue.ts';

const BOTH = 'both-may-fill:';

/** Orders of which people were told that they may fill beside an exit, with the time at which that was. */
function doubtsTold({ batches }: Outcome): ReadonlyMap<string, Instant> {
  const told = new Map<string, Instant>();
  for (const { at, events } of batches) {
    for (const event of events) {
      const group = event.type === 'notification_raised' ? event.notification.groupKey : '';
      const id = group.slice(BOTH.length);
      if (group.startsWith(BOTH) && !told.has(id)) told.set(id, at);
    }
  }
  return told;
}

/** When each fill came into the books. */
function heardAt({ batches }: Outcome): ReadonlyMap<FillId, Instant> {
  const heard = new Map<FillId, Instant>();
  for (const { at, events } of batches) for (const event of events) if (event.type === 'order_filled') heard.set(event.fill.id, at);
  return heard;
}

/** Lots that a close at its limit had sold by then, and nobody had heard of: a stop stands beside it where nothing is locked. */
function unheardOf({ request, fills }: VenueOrder, heard: ReadonlyMap<FillId, Instant>, at: Instant): number {
  if (request.type !== 'limit' || !request.reduceOnly) return 0;
  const unheard = fills.filter((fill) => fill.at <= at && (heard.get(fill.id) ?? Number.POSITIVE_INFINITY) >= at);
  return unheard.reduce((total, { qty }) => total + toLots(qty, request.instrument), 0);
}

/** Orders that were given up before the venue took them. */
function cameLate({ batches, venue }: Outcome): ReadonlySet<OrderId> {
  const late = new Set<OrderId>();
  for (const { at, events } of batches)
    for (const event of events)
      if (event.type === 'order_lost' && (venue.orders.get(event.orderId)?.takenAt ?? 0) > at) late.add(event.orderId);
  return late;
}

interface TimeLost {
  readonly id: OrderId;
  readonly from: Instant;
  /** When it was sent again, or seen after all. */
  readonly to: Instant;
}

/** Exits and stops that were given up where an id is taken once. */
function timesLost({ batches, world }: Outcome): readonly TimeLost[] {
  const from = new Map<OrderId, Instant>();
  const found: TimeLost[] = [];
  for (const { at, events } of batches) {
    for (const event of events) {
      if (event.type === 'order_lost' && !from.has(event.orderId)) from.set(event.orderId, at);
      if (event.type !== 'order_repeated' && event.type !== 'order_accepted' && event.type !== 'order_filled') continue;
      const since = from.get(event.orderId);
      if (since !== undefined) found.push({ id: event.orderId, from: since, to: at });
      from.delete(event.orderId);
    }
  }
  const takesOnce = [...world.desk.settings.accounts.values()].every(({ traits }) => traits.idsOnce === true);
  return takesOnce ? found.filter(({ id }) => !isEntryId(id)) : [];
}

const marketOfOrder = ({ request }: VenueOrder): string => marketKey(request.account, request.instrument.symbol);

/** Of what it has sent, and of what exits before it have sent, which leaves again in its place. */
function turnsOf(state: State, exit: Exit): readonly Instant[] {
  const isBefore = (other: Exit): boolean =>
    other.positionKey === exit.positionKey && other.limitPrice === null && other.createdAt <= exit.createdAt;
  return [...state.exits.values()].filter(isBefore).map(({ signalId }) => {
    const signal = state.signals.get(signalId);
    return signal === undefined ? 0 : failuresOf(ordersOfRole(state, signal, 'exit')).waitUntil;
  });
}

/** What has been waited for long enough, or failed a moment ago and waits its turn. */
function isHeldUp(state: State, exit: Exit, at: Instant): boolean {
  const position = state.positions.get(exit.positionKey);
  if (exit.limitPrice !== null || exit.target.type !== 'flat' || at - exit.createdAt < ANSWER_MS_MAX) return false;
  const works = activeOrdersOf(state, exit.positionKey).some(({ role, type }) => role === 'exit' && type === 'market');
  if (position === undefined || isZero(position.qty) || works) return false;
  if (turnsOf(state, exit).some((waitUntil) => waitUntil > at)) return false;
  // an attempt after a failed one takes back the stop that stood meanwhile
  const isAsking = activeOrdersOf(state, exit.positionKey).some(
    ({ role, cancel }) => isProtective(role) && cancel !== null && at - cancel.requestedAt < ANSWER_MS_MAX,
  );
  const isEnded = [...state.inquiries].some((id) => {
    const order = state.orders.get(id);
    return order?.positionKey === exit.positionKey && order.inquiry !== null && at - order.inquiry.since < ANSWER_MS_MAX;
  });
  return !isAsking && !isEnded;
}

/** Tended in this commit. */
function touches(event: Event, state: State, key: PositionKey): boolean {
  if (event.type === 'attempt_due' || event.type === 'plan_set') return event.positionKey === key;
  if (event.type === 'exit_opened') return event.exit.positionKey === key;
  return 'orderId' in event && state.orders.get(event.orderId)?.positionKey === key;
}

export const EXIT_CHECKS: Readonly<Record<string, EndCheck>> = {
  'what is not ours is not sold': (outcome, violate) => {
    const told = doubtsTold(outcome);
    const heard = heardAt(outcome);
    const late = cameLate(outcome);
    const { venue } = outcome;
    for (const { name, orderId, lots, at } of venue.oversold) {
      // of what a venue calls ended and fills all the same nobody can know
      const isExcused = ({ id }: VenueOrder): boolean =>
        venue.undead.has(id) || late.has(id) || (told.get(id) ?? Number.POSITIVE_INFINITY) <= at;
      const there = [...venue.orders.values()].filter((order) => marketOfOrder(order) === name);
      const excused = there.reduce((total, order) => total + (isExcused(order) ? order.filled : unheardOf(order, heard, at)), 0);
      if (lots > excused) violate(`${orderId} has sold ${lots} lots of ${name} too many, ${excused} were in doubt`);
    }
  },
  'an exit that is lost is not made anew': (outcome, violate) => {
    const { venue, state } = outcome;
    for (const { id, from, to } of timesLost(outcome)) {
      const sold = venue.orders.get(id)?.filled ?? 0;
      const isTwin = (order: Order): boolean =>
        order.id !== id &&
        order.role !== 'entry' &&
        order.type === state.orders.get(id)?.type &&
        order.role === state.orders.get(id)?.role &&
        order.side === state.orders.get(id)?.side &&
        order.signalId === signalOfOrder(id) &&
        from <= order.createdAt &&
        order.createdAt < to;
      const twin = sold === 0 ? undefined : state.orders.find((order) => isTwin(order) && !isZero(order.qtyFilled));
      if (twin !== undefined) violate(`${id} was given up and has sold ${sold} lots, and ${twin.id} was made for it`);
    }
  },
  'an exit waits for one answer': ({ world, batches }, violate) => {
    if (world.desk.guarded === undefined) return;
    const seen = new Set<string>();
    for (const { after, at, batch, index } of momentsOf(batches)) {
      if (index !== batch.length - 1) continue;
      for (const exit of after.exits.values()) {
        if (seen.has(exit.id) || !batch.some((event) => touches(event, after, exit.positionKey)) || !isHeldUp(after, exit, at)) continue;
        seen.add(exit.id);
        violate(`${exit.id} of ${exit.positionKey} is ${at - exit.createdAt} ms old, and nothing goes`);
      }
    }
  },
};
