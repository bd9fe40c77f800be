// Owns: how long a limit entry lives, and when something happens to it by itself.

import type { EntryRules } from '../../model/entry-rules.ts';
import type { Instant } from '../../model/ids.ts';
import type { Order, OrderLife } from '../../model/order.ts';
import type { Signal } from '../../model/signal.ts';

const untilClose = (endsAt: Instant): OrderLife => ({
  endsAt,
  moveAt: null,
  everyMs: 0,
  movesLeft: 0,
  fallback: 'cancel',
  next: null,
  replaces: false,
  atClose: true,
});

/**
 * Of an entry that is made now, where it rests. Levels of a layered entry stay where their sender put them. `closesAt`: it would
 * have to leave at once from then on; null: never. Null: it has no end of its own.
 */
export function lifeOf(rules: EntryRules, { type, isLayer }: RestingEntry, now: Instant, closesAt: Instant | null): OrderLife | null {
  if (type === 'market') return null;
  const life = type === 'limit' ? lifeByRules(rules, now, isLayer) : null;
  if (closesAt === null || (life !== null && life.endsAt <= closesAt)) return life;
  return life === null ? untilClose(closesAt) : { ...life, endsAt: closesAt, fallback: 'cancel', atClose: true };
}

interface RestingEntry {
  readonly type: Order['type'];
  readonly isLayer: boolean;
}

function lifeByRules({ limitLifetimeMs, reprice, fallback }: EntryRules, now: Instant, isLayer: boolean): OrderLife | null {
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
  if (life == null || type === 'market' || cancel !== null || life.next !== null) return null;
  if (status !== 'accepted' && status !== 'partially_filled') return null;
  return life.moveAt !== null && life.movesLeft > 0 ? Math.min(life.moveAt, life.endsAt) : life.endsAt;
}

/** When the freshness of an order that was not sent yet counts from: an approval is for the first one, not for its successors. */
export const freshSince = (signal: Signal | undefined, order: Order): Instant =>
  order.life?.replaces === true ? order.createdAt : (signal?.approval?.answer?.at ?? order.createdAt);
