// Owns: what is told about our orders, from the stream, from look-ups and from what was missed: acceptance and end once,
// each execution once, in a sensible order whatever order it is heard in. What does not fit together is looked up.

import type { OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { OrderSnapshot, Report } from '../../core/model/venues/report.ts';
import type { AlpacaClient, AlpacaOrder, TradeUpdate } from './alpaca-client.ts';
import { REMEMBERED_MAX } from './alpaca-limits.ts';
import { classifyFailure } from './classify-failure.ts';
import { orderIdOf } from './client-id.ts';
import type { Executions } from './executions.ts';
import { alone, inspectOrder, isHalf, levelsIn, livingIn, newestOf, ordersIn, qtyIn, snapshotOf, type Tracked } from './find-order.ts';
import { isPair, statusOf } from './read-order.ts';
import { remember } from './remember.ts';

export interface OrderNews {
  accepted(id: OrderId, venueOrderId: string): void;
  /** These are the order of ours: what is heard of them is its news. Until then that of the target, which has our id, leads to a look-up. */
  learn(id: OrderId, orders: readonly AlpacaOrder[]): void;
  /** Ours, by an id that the venue has given it or a part of it. */
  ownerOf(orderId: string): OrderId | null;
  /** It lives on under other ids of the venue, or with its legs elsewhere. */
  amended(id: OrderId, tracked: Tracked): void;
  /** As {@link tell}, and whether it was replaced. */
  tellAll(id: OrderId, tracked: Tracked): void;
  /** Everything in it that was not told. `again`: what was told, too. */
  tell(snapshot: OrderSnapshot, again?: 'again'): void;
  /** A leg of it seems to have been ended, and the other not: it is looked at again, and the rest goes. */
  mend(id: OrderId): Promise<void>;
  hear(update: TradeUpdate): void;
  /** The venue has it, and fills it only later. */
  waits(id: OrderId, reason: string): void;
  /** Resolves when nothing is being looked up because of what was heard. */
  settled(): Promise<void>;
}

/** What there is to say of how it ended. */
function endOf({ orderId, status, reason }: OrderSnapshot): Report | null {
  switch (status) {
    case 'canceled':
      return { type: 'canceled', orderId, reason: reason ?? 'canceled at the venue' };
    case 'rejected':
      return { type: 'rejected', orderId, reason: reason ?? 'rejected by the venue' };
    case 'expired':
      return { type: 'expired', orderId };
    case 'open':
    case 'filled':
      return null;
  }
}

const ENDINGS: Readonly<Record<string, OrderSnapshot['status']>> = { canceled: 'canceled', expired: 'expired', rejected: 'rejected' };
const LIVE: ReadonlySet<string> = new Set(['new', 'accepted', 'pending_new', 'held', 'accepted_for_bidding']);

export function createOrderNews(
  client: AlpacaClient,
  executions: Executions,
  say: (report: Report) => void,
  log: (event: string, detail: Record<string, unknown>) => void,
): OrderNews {
  const told = new Map<string, true>();
  /** Orders of ours under ids that a replacement by hand has given them. */
  const ours = new Map<string, OrderId>();
  const asking = new Map<OrderId, Promise<void>>();

  /** False where it was said before. */
  const once = (key: string, report: Report): void => {
    if (told.has(key)) return;
    remember(told, key, true, REMEMBERED_MAX * 4);
    say(report);
  };
  const accepted = (id: OrderId, venueOrderId: string): void =>
    once(`accepted:${id}`, { type: 'accepted', orderId: id, venueOrderId: venueOrderId as VenueOrderId });

  function learn(id: OrderId, orders: readonly AlpacaOrder[]): void {
    for (const order of orders) if (order.id !== undefined) remember(ours, order.id, id, REMEMBERED_MAX);
  }

  function amended(id: OrderId, tracked: Tracked): void {
    learn(id, ordersIn(tracked));
    const levels = levelsIn(tracked);
    const name = livingIn(tracked).map((order) => order.id);
    once(`amended:${name.join('+')}`, {
      type: 'amended',
      orderId: id,
      qty: qtyIn(tracked),
      ...(levels === null ? {} : { levels }),
    });
  }

  function tellAll(id: OrderId, tracked: Tracked): void {
    accepted(id, newestOf(tracked.chain).id ?? '');
    if (ordersIn(tracked).some(({ replaces }) => replaces != null)) amended(id, tracked);
    tell(snapshotOf(id, tracked, executions));
  }

  function tell(snapshot: OrderSnapshot, again?: 'again'): void {
    const { orderId, venueOrderId, fills } = snapshot;
    const speak = again === undefined ? once : (_key: string, report: Report): void => say(report);
    if (again === undefined) accepted(orderId, venueOrderId);
    for (const fill of fills) speak(`fill:${fill.id}`, { type: 'filled', orderId, venueOrderId, fill });
    const end = endOf(snapshot);
    if (end !== null) speak(`end:${orderId}`, end);
  }

  /** What is left of a pair is no pair: it goes, and the end of it is heard. */
  async function endRest(id: OrderId, tracked: Tracked): Promise<void> {
    const rest = livingIn(tracked).find((order) => statusOf(order) === 'open');
    log('alpaca_pair_broken', { orderId: id, rest: rest?.id });
    try {
      if (rest?.id !== undefined) await client.orders.deleteOrderByOrderID({ orderId: rest.id });
    } catch (error) {
      // it ends by itself, or the next look-up finds it so again
      log('alpaca_pair_not_ended', { orderId: id, reason: classifyFailure(error).reason });
    }
  }

  async function ask(id: OrderId): Promise<void> {
    const found = await inspectOrder(client, executions, id);
    if (found.type === 'found') {
      learn(id, ordersIn(found.tracked));
      tellAll(id, found.tracked);
      if (isHalf(found.tracked)) await endRest(id, found.tracked);
    } else log('alpaca_news_unclear', { orderId: id, ...found });
  }

  /** One look-up per order at a time, and another one for what was heard meanwhile. */
  function lookUp(id: OrderId): Promise<void> {
    const before = asking.get(id) ?? Promise.resolve();
    const next = before.then(() => ask(id)).finally(() => (asking.get(id) === next ? asking.delete(id) : false));
    asking.set(id, next);
    return next;
  }

  function hearFill(id: OrderId, update: TradeUpdate): void {
    const { order, qty, price, timestamp } = update;
    const fill = executions.hear(order, qty, price, timestamp?.getTime() ?? client.clock.now());
    if (fill === null) void lookUp(id);
    else if (fill !== 'known') once(`fill:${fill.id}`, { type: 'filled', orderId: id, venueOrderId: order.id as VenueOrderId, fill });
  }

  function hearEnd(id: OrderId, order: AlpacaOrder, status: OrderSnapshot['status']): void {
    // the end of one leg is not that of the pair
    if (isPair(order) || client.stopOfPair.has(id) || !executions.has(order)) return void lookUp(id);
    tell({ ...snapshotOf(id, alone(order), executions), status, reason: null });
  }

  function hear(update: TradeUpdate): void {
    const { event, order } = update;
    const id = orderIdOf(order.clientOrderId) ?? ours.get(order.id ?? '') ?? null;
    if (id === null || order.id === undefined) return;
    if (LIVE.has(event)) return accepted(id, order.id);
    const ending = ENDINGS[event];
    if (event === 'fill' || event === 'partial_fill') {
      accepted(id, order.id);
      hearFill(id, update);
    } else if (ending !== undefined) hearEnd(id, order, ending);
    else if (event === 'replaced') void lookUp(id);
    else if (event === 'order_cancel_rejected') say({ type: 'cancel_rejected', orderId: id, reason: 'the venue did not cancel it' });
  }

  return {
    accepted,
    learn,
    ownerOf: (orderId) => ours.get(orderId) ?? null,
    amended,
    tellAll,
    tell,
    mend: lookUp,
    hear,
    waits: (id, reason) => once(`waits:${id}`, { type: 'waits', orderId: id, reason }),
    async settled() {
      while (asking.size > 0) await Promise.all(asking.values());
    },
  };
}
