// Owns: what has been told of each of our orders, and telling what is new. A frame of the stream is only a reason to look:
// what is told comes from the order and its trades as Dhan has them, so repeated, late and disordered frames change nothing,
// and a fill has the same id whichever way it was learnt. Looks at one order follow each other.

import type { Clock } from '../../clock.ts';
import type { FillId, Instant, OrderId } from '../../core/model/ids.ts';
import { add, gte, isPositive, sub, ZERO, type Decimal } from '../../core/model/decimal.ts';
import type { OrderSnapshot, Report } from '../../core/model/venues/report.ts';
import { combineSlices, isComplete, joinIds, splitIds } from './combine-slices.ts';
import { indianDay } from './indian-time.ts';
import type { OrderReader, Sighting } from './read-orders.ts';
import type { VenueEntry } from './venue-entry.ts';

interface Followed {
  venueIds: readonly string[];
  /** There may be more under its correlation id than is known here: that is asked for first. */
  isSliced: boolean;
  /** In India; orders end with their day. */
  readonly day: string;
  /** Of a request for several; null: it is not known, or it was one. */
  qtyAsked: Decimal | null;
  isAcceptedTold: boolean;
  isEndTold: boolean;
  qtyTold: Decimal | null;
  readonly fillsTold: Set<FillId>;
  last: OrderSnapshot | null;
}

export interface OrderFollower {
  /** A request is about to leave that may become several orders: they are its whole when they come to this. */
  expects(orderId: OrderId, qty: Decimal): void;
  /** No more orders will come of it. */
  expectsNoMore(orderId: OrderId): void;
  /** Dhan has taken it under these ids; `isSliced`: others may stand there that the answer did not name. */
  taken(orderId: OrderId, venueIds: readonly string[], qty: Decimal, isSliced: boolean): void;
  /** There is an order that has the correlation id of one of ours. */
  heard(orderId: OrderId, venueId: string): void;
  /** Dhan has refused it, which whoever submitted it hears as the answer. */
  refused(orderId: OrderId, venueIds: readonly string[]): void;
  isKnown(orderId: OrderId): boolean;
  orderOf(venueOrderId: string): OrderId | null;
  /** Looks at the order and tells what is new; with `retell` everything, if it has ended. */
  refresh(orderId: OrderId, retell?: 'retell'): Promise<Sighting>;
  /** `venueIds`: where it may be found when nothing is known under our id (an order that was taken over). */
  lookUp(orderId: OrderId, venueIds: readonly string[]): Promise<Sighting>;
  /** The same for all orders of the day; false = it could not be read. */
  readBook(): Promise<boolean>;
}

export interface OrderFollowerOptions {
  readonly reader: OrderReader;
  readonly tell: (report: Report) => void;
  readonly clock: Clock;
}

/** Of days that are over; far more than a day has. */
const KEPT_MAX = 5_000;
/** So long slices may be missing in the lists of Dhan; after it, what is there is all there is. */
const SLICES_LATE_MS = 60_000;

function newsOf(order: OrderSnapshot, followed: Followed): readonly Report[] {
  const { orderId, venueOrderId, fills, status, reason } = order;
  const news: Report[] = [];
  if (!followed.isAcceptedTold && status !== 'rejected') news.push({ type: 'accepted', orderId, venueOrderId });
  if (followed.qtyTold !== null && followed.qtyTold !== order.qty && status === 'open')
    news.push({ type: 'amended', orderId, qty: order.qty, ...(order.dropped === undefined ? {} : { dropped: order.dropped }) });
  for (const fill of fills) if (!followed.fillsTold.has(fill.id)) news.push({ type: 'filled', orderId, venueOrderId, fill });
  if (followed.isEndTold) return news;
  if (status === 'canceled') news.push({ type: 'canceled', orderId, reason: reason ?? 'canceled at Dhan' });
  if (status === 'expired') news.push({ type: 'expired', orderId });
  if (status === 'rejected') news.push({ type: 'rejected', orderId, reason: reason ?? 'rejected by the exchange' });
  return news;
}

export function createOrderFollower({ reader, tell, clock }: OrderFollowerOptions): OrderFollower {
  const orders = new Map<OrderId, Followed>();
  const byVenueId = new Map<string, OrderId>();
  const queues = new Map<OrderId, Promise<unknown>>();
  /** What was asked for in a request that may have become several orders. */
  const asked = new Map<OrderId, { readonly qty: Decimal; readonly until: Instant }>();

  /** A request that has ended at a refusal leaves no trace of what was to come behind it. */
  function withMissing(order: OrderSnapshot): OrderSnapshot {
    const qtyAsked = orders.get(order.orderId)?.qtyAsked ?? null;
    if (qtyAsked === null || order.status !== 'open') return order;
    const qty = sub(qtyAsked, order.qty);
    if (!isPositive(sub(qty, order.dropped?.qty ?? ZERO))) return order;
    return { ...order, dropped: { qty, reason: order.dropped?.reason ?? 'Dhan has no order for it' } };
  }

  /** While slices are missing nobody can say that the order has ended: who believed it would send the rest once more. */
  function withLateSlices(sighting: Sighting): Sighting {
    if (sighting.type !== 'found') return sighting;
    const { order } = sighting;
    const whole = asked.get(order.orderId);
    if (whole === undefined) return { ...sighting, order: withMissing(order) };
    if (gte(add(order.qty, order.dropped?.qty ?? ZERO), whole.qty) || clock.now() >= whole.until) {
      asked.delete(order.orderId);
      return { ...sighting, order: withMissing(order) };
    }
    const { dropped: _dropped, ...rest } = order;
    return { ...sighting, order: { ...rest, status: 'open', qty: whole.qty, reason: null } };
  }

  function forget(today: string): void {
    if (orders.size < KEPT_MAX) return;
    for (const [orderId, { day, venueIds }] of orders) {
      if (day === today) continue;
      orders.delete(orderId);
      asked.delete(orderId);
      for (const id of venueIds) byVenueId.delete(id);
    }
  }

  function follow(orderId: OrderId, venueIds: readonly string[]): Followed {
    for (const id of venueIds) if (!byVenueId.has(id)) byVenueId.set(id, orderId);
    const known = orders.get(orderId);
    if (known !== undefined) {
      known.venueIds = [...new Set([...known.venueIds, ...venueIds])];
      known.isSliced ||= known.venueIds.length > 1;
      return known;
    }
    const day = indianDay(clock.now());
    forget(day);
    const followed: Followed = {
      venueIds,
      isSliced: venueIds.length > 1,
      day,
      qtyAsked: null,
      isAcceptedTold: false,
      isEndTold: false,
      qtyTold: null,
      fillsTold: new Set(),
      last: null,
    };
    orders.set(orderId, followed);
    return followed;
  }

  /** One look after the other, whatever the one before came to. */
  function inTurn<T>(orderId: OrderId, look: () => Promise<T>): Promise<T> {
    const turn = (queues.get(orderId) ?? Promise.resolve()).then(look);
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    queues.set(orderId, settled);
    void settled.then(() => {
      if (queues.get(orderId) === settled) queues.delete(orderId);
    });
    return turn;
  }

  function tellNews(order: OrderSnapshot, retell?: 'retell'): void {
    const followed = follow(order.orderId, splitIds(order.venueOrderId));
    if (retell === 'retell' && order.status !== 'open') {
      followed.isAcceptedTold = false;
      followed.isEndTold = false;
      followed.fillsTold.clear();
    }
    const news = newsOf(order, followed);
    followed.isAcceptedTold = true;
    followed.qtyTold = order.qty;
    followed.isEndTold = order.status !== 'open' && order.status !== 'filled';
    for (const { id } of order.fills) followed.fillsTold.add(id);
    followed.last = order;
    for (const report of news) tell(report);
  }

  /** An order of an earlier day is in no book any more: it has ended with its day. */
  function endedWithItsDay(orderId: OrderId): Sighting {
    const followed = orders.get(orderId);
    if (followed?.last == null || followed.day >= indianDay(clock.now())) return { type: 'not_found' };
    const { last } = followed;
    const order: OrderSnapshot = last.status === 'open' ? { ...last, status: 'expired', reason: 'the day of the order is over' } : last;
    return { type: 'found', order, entries: [] };
  }

  async function sight(orderId: OrderId): Promise<Sighting> {
    const known = orders.get(orderId);
    if (known?.isSliced === true || asked.has(orderId)) {
      const whole = await reader.byOrderId(orderId);
      if (whole.type === 'found') follow(orderId, splitIds(whole.order.venueOrderId));
      if (whole.type !== 'not_found') return withLateSlices(whole);
    }
    const sighting = known === undefined || known.venueIds.length === 0 ? null : await reader.byIds(orderId, known.venueIds);
    if (sighting !== null && sighting.type !== 'not_found') return sighting;
    const searched = await reader.byOrderId(orderId);
    return searched.type === 'not_found' ? endedWithItsDay(orderId) : searched;
  }

  async function lookUp(orderId: OrderId, venueIds: readonly string[]): Promise<Sighting> {
    const sighting = await sight(orderId);
    if (sighting.type !== 'not_found' || venueIds.length === 0) return sighting;
    const taken = await reader.byIds(orderId, venueIds);
    if (taken.type === 'found' && venueIds.every((id) => !byVenueId.has(id))) follow(orderId, venueIds);
    return taken;
  }

  async function readBook(): Promise<boolean> {
    const book = await reader.book();
    const trades = book.type === 'ok' ? await reader.trades() : book;
    if (book.type !== 'ok' || trades.type !== 'ok') return false;
    const ours = new Map<OrderId, VenueEntry[]>();
    for (const entry of book.value) {
      const orderId = entry.orderId ?? byVenueId.get(entry.venueOrderId) ?? null;
      if (orderId !== null) ours.set(orderId, [...(ours.get(orderId) ?? []), entry]);
    }
    for (const [orderId, entries] of ours) {
      if (asked.has(orderId)) {
        await inTurn(orderId, async () => lookAgain(orderId));
        continue;
      }
      const ids = new Set(entries.map(({ venueOrderId }) => venueOrderId));
      const own = trades.value.filter(({ venueOrderId }) => ids.has(venueOrderId));
      // where the two lists do not fit together yet, the order is looked at by itself
      if (isComplete(entries, own)) await inTurn(orderId, async () => tellNews(withMissing(combineSlices(orderId, entries, own))));
      else void inTurn(orderId, async () => lookAgain(orderId));
    }
    return true;
  }

  async function lookAgain(orderId: OrderId, retell?: 'retell'): Promise<Sighting> {
    const sighting = await sight(orderId);
    if (sighting.type === 'found') tellNews(sighting.order, retell);
    return sighting;
  }

  return {
    expects(orderId, qty) {
      asked.set(orderId, { qty, until: clock.now() + SLICES_LATE_MS });
    },
    expectsNoMore: (orderId) => void asked.delete(orderId),
    taken(orderId, venueIds, qty, isSliced) {
      const followed = follow(orderId, venueIds);
      followed.isSliced ||= isSliced;
      followed.qtyTold = qty;
      if (isSliced) followed.qtyAsked = qty;
      if (followed.isAcceptedTold) return;
      followed.isAcceptedTold = true;
      tell({ type: 'accepted', orderId, venueOrderId: joinIds(venueIds) });
    },
    heard(orderId, venueId) {
      const followed = orders.get(orderId);
      if (followed !== undefined && !followed.venueIds.includes(venueId)) followed.isSliced = true;
    },
    refused(orderId, venueIds) {
      asked.delete(orderId);
      const followed = follow(orderId, venueIds);
      followed.isAcceptedTold = true;
      followed.isEndTold = true;
    },
    isKnown: (orderId) => orders.has(orderId),
    orderOf: (venueOrderId) => byVenueId.get(venueOrderId) ?? null,
    refresh: (orderId, retell) => inTurn(orderId, () => lookAgain(orderId, retell)),
    lookUp: (orderId, venueIds) => inTurn(orderId, () => lookUp(orderId, venueIds)),
    readBook,
  };
}
