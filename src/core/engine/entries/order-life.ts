// Owns: how long a limit entry lives, and when something happens to it by itself.

import type { EntryRules } from '../../model/entry-rules.ts';
import type { Instant } from '../../model/ids.ts';
import type { Order, OrderLife } from '../../model/order.ts';
import type { Signal } from '../../model/signal.ts';

/** Of an entry that is made now; levels of a layered entry stay where their sender put them. Null: it has no end of its own. */
export function lifeOf({ limitLifetimeMs, reprice, fallback }: EntryRules, now: Instant, isLayer: boolean): OrderLife | null {
  const moves = isLayer ? null : reprice;
  if (limitLifetimeMs === null && moves === null) return null;
  return {
    endsAt: now + (limitLifetimeMs ?? (moves === null ? 0 : moves.everyMs * (moves.times + 1))),
    moveAt: moves === null ? null : now + moves.everyMs,
    everyMs: moves?.everyMs ?? 0,
    movesLeft: moves?.times ?? 0,
    fallback,
    next: null,
    replaces: false,
  };
}

/** When something happens to it by itself; null: nothing does, or not in this state. */
export function lifeTurnsAt({ life, status, cancel, type }: Order): Instant | null {
  if (life == null || type !== 'limit' || cancel !== null || life.next !== null) return null;
  if (status !== 'accepted' && status !== 'partially_filled') return null;
  return life.moveAt !== null && life.movesLeft > 0 ? Math.min(life.moveAt, life.endsAt) : life.endsAt;
}

/** When the freshness of an order that was not sent yet counts from: an approval is for the first one, not for its successors. */
export const freshSince = (signal: Signal | undefined, order: Order): Instant =>
  order.life?.replaces === true ? order.createdAt : (signal?.approval?.answer?.at ?? order.createdAt);
