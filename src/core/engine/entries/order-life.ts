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
  if (life === null) return closesAt === null ? null : untilClose(closesAt);
  return notBeyond(closesAt, life.followsUntil === undefined ? life : { ...life, followsUntil: closesAt });
}

const notBeyond = (closesAt: Instant | null, life: OrderLife): OrderLife =>
  closesAt === null || life.endsAt <= closesAt ? life : { ...life, endsAt: closesAt, fallback: 'cancel', atClose: true };

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
    ...(limitLifetimeMs === null ? { followsUntil: null } : {}),
  };
}

/** Of the order that is made of the rest, now. */
export function lifeOfNext(life: OrderLife, now: Instant): OrderLife {
  const movesLeft = life.next === 'limit' ? life.movesLeft - 1 : 0;
  const moved: OrderLife = { ...life, next: null, replaces: true, movesLeft, moveAt: movesLeft > 0 ? now + life.everyMs : null };
  if (life.followsUntil === undefined) return moved;
  return notBeyond(life.followsUntil, { ...moved, endsAt: now + life.everyMs * (movesLeft + 1) });
}

/** An end that follows the moves is behind all that are left, however late they come. */
export const isOver = ({ endsAt, followsUntil, movesLeft }: OrderLife, now: Instant): boolean =>
  now >= endsAt && (followsUntil === undefined || movesLeft === 0 || (followsUntil !== null && now >= followsUntil));

/** When something happens to it by itself; null: nothing does, or not in this state. */
export function lifeTurnsAt({ life, status, cancel, type }: Order): Instant | null {
  if (life == null || type === 'market' || cancel !== null || life.next !== null) return null;
  if (status !== 'accepted' && status !== 'partially_filled') return null;
  return life.moveAt !== null && life.movesLeft > 0 ? Math.min(life.moveAt, life.endsAt) : life.endsAt;
}

/** When the freshness of an order that was not sent yet counts from: an approval is for the first one, not for its successors. */
export const freshSince = (signal: Signal | undefined, order: Order): Instant =>
  order.life?.replaces === true ? order.createdAt : (signal?.approval?.answer?.at ?? order.createdAt);
