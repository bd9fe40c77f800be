// Owns: comparing the trades that a venue lists with the executions in the books, by their ids. An order of ours whose trades add
// up to no more than the books have is in order whatever their ids are: where a venue shows its trades late, an execution is made
// of what its order says.

import { gt, lt, sum, type Decimal } from '../model/decimal.ts';
import type { FillId, Instant, OrderId, VenueOrderId } from '../model/ids.ts';
import type { Fill, Order } from '../model/order.ts';
import type { FillList, ListedSpan, VenueFill } from '../model/venues/report.ts';

/** Trades are listed a while after they have happened. */
const LISTED_AFTER_MS = 120_000;

export interface UnlistedFill {
  readonly orderId: OrderId;
  readonly fill: Fill;
}

export interface FillFindings {
  /** Of no order of ours. */
  readonly strange: readonly VenueFill[];
  /** Their trades come to more than the books have. */
  readonly behind: readonly OrderId[];
  /** In the books, and not at the venue. */
  readonly unlisted: readonly UnlistedFill[];
}

interface Owners {
  readonly byFill: ReadonlyMap<FillId, Order>;
  readonly byVenueId: ReadonlyMap<VenueOrderId, Order>;
  readonly byId: ReadonlyMap<OrderId, Order>;
}

function ownersIn(orders: readonly Order[]): Owners {
  return {
    byFill: new Map(orders.flatMap((order) => order.fills.map(({ id }) => [id, order] as const))),
    byVenueId: new Map(orders.flatMap((order) => (order.venueOrderId === null ? [] : [[order.venueOrderId, order] as const]))),
    byId: new Map(orders.map((order) => [order.id, order])),
  };
}

function ownerOf({ byFill, byVenueId, byId }: Owners, { id, orderId, venueOrderId }: VenueFill): Order | undefined {
  const own = orderId === null ? undefined : byId.get(orderId);
  return byFill.get(id) ?? own ?? (venueOrderId === null ? undefined : byVenueId.get(venueOrderId));
}

const isCovered = (spans: readonly ListedSpan[], symbol: string, at: Instant): boolean =>
  spans.some((span) => (span.symbol === null || span.symbol === symbol) && span.from <= at && at <= span.to);

const total = (fills: readonly Fill[]): Decimal => sum(fills.map(({ qty }) => qty));

/** Executions that the venue must list by now, all of them or none: half an order proves nothing. */
function unlistedOf(order: Order, listed: readonly VenueFill[], { spans }: FillList, now: Instant): readonly UnlistedFill[] {
  const ids = new Set(listed.map(({ id }) => id));
  const isDue = ({ at }: Fill): boolean => at + LISTED_AFTER_MS <= now && isCovered(spans, order.instrument.symbol, at);
  if (order.fills.length === 0 || !order.fills.every(isDue) || !lt(total(listed), order.qtyFilled)) return [];
  return order.fills.filter(({ id }) => !ids.has(id)).map((fill) => ({ orderId: order.id, fill }));
}

/** Nothing that an order of ours has in the books is made up: the venue's own ids are known. */
const isByIds = (order: Order, listed: readonly VenueFill[]): boolean => {
  const ids = new Set(listed.map(({ id }) => id));
  return order.fills.every(({ id }) => ids.has(id));
};

/** `orders`: those of the account. */
export function reconcileFills(orders: readonly Order[], list: FillList, now: Instant): FillFindings {
  const owners = ownersIn(orders);
  const listedOf = new Map<OrderId, VenueFill[]>();
  const strange: VenueFill[] = [];
  for (const fill of list.fills) {
    const owner = ownerOf(owners, fill);
    if (owner === undefined) strange.push(fill);
    else listedOf.set(owner.id, [...(listedOf.get(owner.id) ?? []), fill]);
  }
  const isBehind = (order: Order): boolean => {
    const listed = listedOf.get(order.id) ?? [];
    return gt(total(listed), order.qtyFilled) && isByIds(order, listed);
  };
  return {
    strange,
    behind: orders.filter(isBehind).map(({ id }) => id),
    unlisted: orders.flatMap((order) => unlistedOf(order, listedOf.get(order.id) ?? [], list, now)),
  };
}
