// Owns: which orders at a venue may be relied upon to leave a position at their level. One that was sent, or that the venue is
// being asked about, counts for one watch interval: after that it is as if it were not there, until the venue has said so. So does
// one whose levels are being moved: which of them stand there, nobody knows.

import type { Instant } from '../../model/ids.ts';
import { WATCH_INTERVAL_MS } from '../../model/limits.ts';
import type { Order, OrderStatus } from '../../model/order.ts';

/** In the venue's book, or on its way there: what it may fill is not closed by us too. */
const GUARDING: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['submitted', 'accepted', 'partially_filled', 'pending_modify']);

/** Since when nobody knows whether the venue has it; null: the venue has said so, or it is not there anyway. */
function doubtedSince({ status, inquiry, submittedAt, updatedAt, modify }: Order): Instant | null {
  if (!GUARDING.has(status)) return null;
  if (status === 'submitted') return submittedAt ?? updatedAt;
  const moved = status !== 'pending_modify' || modify?.levels === undefined ? null : (modify.since ?? updatedAt);
  const sinces = [moved, inquiry?.since ?? null].filter((since) => since !== null);
  return sinces.length === 0 ? null : Math.min(...sinces);
}

/** It counts for nothing from then on. */
export function doubtfulFrom(order: Order): Instant | null {
  const since = doubtedSince(order);
  return since === null ? null : since + WATCH_INTERVAL_MS;
}

export function isGuarding(order: Order, now: Instant): boolean {
  const until = doubtfulFrom(order);
  // further ahead than one interval: the clock was set back since
  return GUARDING.has(order.status) && (until === null || (now < until && until - now <= WATCH_INTERVAL_MS));
}
