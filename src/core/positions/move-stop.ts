// Owns: what a price does to the stop of a plan: it follows the best price (trailing), moves to the entry price when enough
// targets are reached (break-even), and on by the steps of a profit lock. Pure. Invariant: it never loosens.

import { abs, add, div, gte, isPositive, lte, max, min, sub, type Decimal } from '../model/decimal.ts';
import type { ExitPlan, LockStep, Trailing } from '../model/exits/exit-plan.ts';
import type { Instant } from '../model/ids.ts';
import type { Position } from '../model/position.ts';
import { trailedStop } from '../model/exits/plan-exits.ts';
import { stopTick, tighterStop } from '../model/exits/tighter-stop.ts';

/** A trailing stop moves at most this often: each move is a commit, and an order where the venue holds the stop. */
export const TRAIL_MOVE_MS = 1_000;
/** Where the venue holds the stop each move is a new order: it moves by this part of its distance at least. */
const VENUE_STEPS = '10' as Decimal;

/** The best and the worst price since the last look, and the last one. */
export interface PriceRange {
  readonly last: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
}

export interface StopContext {
  readonly now: Instant;
  /** The venue has the stop: moving it costs an order. */
  readonly atVenue: boolean;
}

export interface MovedPlan {
  readonly plan: ExitPlan;
  /** In words, for the timeline; trailing says nothing, it moves all the time. */
  readonly why: readonly string[];
  /** Worth a commit of its own; a new best price alone is not. */
  readonly isDue: boolean;
}

const reachedBy = (long: boolean, best: Decimal, level: Decimal): boolean => (long ? gte(best, level) : lte(best, level));

/** The least by which a trailing stop moves. */
function stepOf(trail: Trailing, best: Decimal, { instrument }: Position, atVenue: boolean): Decimal {
  if (!atVenue) return instrument.tickSize;
  const distance = abs(sub(best, trailedStop(trail, best, true, instrument)));
  return max(instrument.tickSize, div(distance, VENUE_STEPS));
}

function isWorth(long: boolean, from: Decimal | null, to: Decimal, step: Decimal): boolean {
  if (from === null) return true;
  return long ? gte(to, add(from, step)) : lte(to, sub(from, step));
}

function trail(position: Position, plan: ExitPlan, best: Decimal, { now, atVenue }: StopContext, long: boolean): MovedPlan | null {
  const known = plan.trail ?? null;
  if (known === null) return null;
  const active = known.active || (known.activation !== null && reachedBy(long, best, known.activation));
  if (!active) return null;
  const peak = known.best === null ? best : long ? max(known.best, best) : min(known.best, best);
  const to = trailedStop(known, peak, long, position.instrument);
  const moves = isPositive(to) && isWorth(long, plan.stopLoss, to, stepOf(known, peak, position, atVenue));
  const rests = known.movedAt !== null && Math.abs(now - known.movedAt) < TRAIL_MOVE_MS;
  const starts = !known.active;
  const stopLoss = moves && !rests ? tighterStop(long, plan.stopLoss, to) : plan.stopLoss;
  const moved = stopLoss !== plan.stopLoss;
  if (!moved && !starts && known.best === peak) return null;
  return {
    plan: { ...plan, stopLoss, trail: { ...known, active, best: peak, movedAt: moved ? now : known.movedAt } },
    why: starts ? [`the trailing stop has become active at ${peak}: stop ${stopLoss ?? 'none'}`] : [],
    isDue: moved || starts,
  };
}

function breakEven(position: Position, plan: ExitPlan, long: boolean): MovedPlan | null {
  const after = plan.breakEvenAfter ?? null;
  if (after === null || position.entryPrice === null) return null;
  const reached = (plan.partials ?? []).filter(({ done }) => done).length;
  if (reached < after) return null;
  const stopLoss = tighterStop(long, plan.stopLoss, stopTick(long, position.entryPrice, position.instrument.tickSize));
  const words = `break-even after ${reached} target${reached === 1 ? '' : 's'}: stop ${stopLoss ?? 'none'}`;
  return { plan: { ...plan, stopLoss, breakEvenAfter: null }, why: [words], isDue: true };
}

function lock(plan: ExitPlan, best: Decimal, long: boolean): MovedPlan | null {
  const reached = (plan.locks ?? []).filter(({ trigger }) => reachedBy(long, best, trigger));
  if (reached.length === 0) return null;
  const stopLoss = reached.reduce<Decimal | null>((stop, step: LockStep) => tighterStop(long, stop, step.stop), plan.stopLoss);
  const locks = (plan.locks ?? []).filter((step) => !reached.includes(step));
  const words = `profit lock at ${reached.at(-1)?.trigger ?? best}: stop ${stopLoss ?? 'none'}`;
  return { plan: { ...plan, stopLoss, locks }, why: [words], isDue: true };
}

/** The plan after these prices; null = it stays as it is. */
export function moveStop(position: Position, plan: ExitPlan, range: PriceRange, context: StopContext, long: boolean): MovedPlan | null {
  const best = long ? range.high : range.low;
  const steps = [
    (current: ExitPlan) => breakEven(position, current, long),
    (current: ExitPlan) => lock(current, best, long),
    (current: ExitPlan) => trail(position, current, best, context, long),
  ];
  let moved: MovedPlan = { plan, why: [], isDue: false };
  for (const step of steps) {
    const next = step(moved.plan);
    if (next !== null) moved = { plan: next.plan, why: [...moved.why, ...next.why], isDue: moved.isDue || next.isDue };
  }
  return moved.plan === plan ? null : moved;
}
