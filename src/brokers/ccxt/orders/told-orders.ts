// Owns: what was told of each order in this process, and what is still to be told when its truth was read: each thing once,
// unless somebody asks to hear it again. Streams only say that there is something to read.

import { type Decimal, mul, sum } from '../../../core/model/decimal.ts';
import type { Instant, OrderId, VenueOrderId } from '../../../core/model/ids.ts';
import type { OrderSnapshot, Report } from '../../../core/model/venues/report.ts';

/** One order of ours. */
export interface Followed {
  readonly id: OrderId;
  readonly symbol: string;
  /** Null: what was asked for is not known here. */
  qty: Decimal | null;
  venueOrderId: VenueOrderId | null;
  /** It stands among the orders with a trigger; null: not known here. */
  hasTrigger: boolean | null;
  /** Only of orders that the venue knows under another id than ours. */
  readonly isTakenOver: boolean;
  isAccepted: boolean;
  endedAt: Instant | null;
  readonly fills: Set<string>;
}

export interface ToldOrders {
  readonly follow: (order: {
    readonly id: OrderId;
    readonly symbol: string;
    readonly qty: Decimal | null;
    readonly isTakenOver?: boolean;
  }) => Followed;
  readonly drop: (id: OrderId) => void;
  readonly get: (id: OrderId) => Followed | null;
  readonly byVenueId: (venueOrderId: string) => Followed | null;
  /** By how the venue writes ours. */
  readonly byClientId: (clientId: string | null) => Followed | null;
  /** Those that are open as far as is known. */
  readonly open: () => readonly Followed[];
  /** Those that ended lately, too: something may still come of them. */
  readonly recent: (now: Instant) => readonly Followed[];
  readonly accepted: (order: Followed, venueOrderId: VenueOrderId) => void;
  /** Tells what is new; `again`: how it ended, even if that was told. */
  readonly tell: (order: Followed, truth: OrderSnapshot, now: Instant, again?: boolean) => void;
}

/** Fills after a cancel come within seconds; look-ups of the core go on for longer. */
const KEPT_MS = 600_000;

export function createToldOrders(report: (report: Report) => void, clientIdOf: (id: OrderId) => string): ToldOrders {
  const orders = new Map<OrderId, Followed>();

  function forgetOld(now: Instant): void {
    for (const [id, { endedAt }] of orders) if (endedAt !== null && now - endedAt > KEPT_MS) orders.delete(id);
  }

  function accepted(order: Followed, venueOrderId: VenueOrderId): void {
    order.venueOrderId = venueOrderId;
    if (order.isAccepted) return;
    order.isAccepted = true;
    report({ type: 'accepted', orderId: order.id, venueOrderId });
  }

  function tellFills(order: Followed, { fills, venueOrderId }: OrderSnapshot, again: boolean): void {
    const inAll = { qty: sum(fills.map(({ qty }) => qty)), paid: sum(fills.map(({ qty, price }) => mul(qty, price))) };
    for (const fill of fills) {
      if (order.fills.has(fill.id) && !again) continue;
      order.fills.add(fill.id);
      report({ type: 'filled', orderId: order.id, venueOrderId, fill, inAll });
    }
  }

  function tellEnd(order: Followed, { status, reason }: OrderSnapshot): void {
    const orderId = order.id;
    if (status === 'canceled') report({ type: 'canceled', orderId, reason: reason ?? 'canceled at the venue' });
    if (status === 'expired') report({ type: 'expired', orderId });
    if (status === 'rejected') report({ type: 'rejected', orderId, reason: reason ?? 'refused by the venue' });
  }

  return {
    follow({ id, symbol, qty, isTakenOver = false }) {
      const known = orders.get(id);
      if (known !== undefined) return known;
      const order: Followed = {
        id,
        symbol,
        qty,
        venueOrderId: null,
        hasTrigger: null,
        isTakenOver,
        isAccepted: false,
        endedAt: null,
        fills: new Set(),
      };
      orders.set(id, order);
      return order;
    },
    drop: (id) => orders.delete(id),
    get: (id) => orders.get(id) ?? null,
    byVenueId: (venueOrderId) => [...orders.values()].find((order) => order.venueOrderId === venueOrderId) ?? null,
    byClientId: (clientId) => (clientId === null ? null : ([...orders.values()].find(({ id }) => clientIdOf(id) === clientId) ?? null)),
    open: () => [...orders.values()].filter(({ endedAt }) => endedAt === null),
    recent(now) {
      forgetOld(now);
      return [...orders.values()];
    },
    accepted,
    tell(order, truth, now, again = false) {
      const hasEnded = truth.status !== 'open';
      if (truth.status !== 'rejected') accepted(order, truth.venueOrderId);
      tellFills(order, truth, again);
      if (!hasEnded && order.qty !== null && order.qty !== truth.qty) report({ type: 'amended', orderId: order.id, qty: truth.qty });
      order.qty = truth.qty;
      if (hasEnded && (order.endedAt === null || again)) tellEnd(order, truth);
      order.endedAt = hasEnded ? (order.endedAt ?? now) : null;
    },
  };
}
