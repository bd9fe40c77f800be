// Owns: what prices mean for the plan of a position: which level that no venue guards at this moment is reached, which part of
// the position leaves, and where the stop moves to. Pure: position + prices → the step that follows, or none.

import { div, gte, isNegative, isPositive, lt, lte, mul, sub, HUNDRED, ZERO, type Decimal } from '../model/decimal.ts';
import type { ExitPlan, TimeStop } from '../model/exit-plan.ts';
import type { Instant } from '../model/ids.ts';
import type { Quote } from '../model/instrument.ts';
import type { Position } from '../model/position.ts';
import type { ProtectiveRole } from './exit-home.ts';
import { isHeld } from './is-held.ts';
import { moveStop, type PriceRange } from './move-stop.ts';
import { takePartials, type Entering, type TakenPartials } from './take-partials.ts';

/** A price as it was seen, with the extremes of the time before it. */
export interface SeenPrice extends PriceRange {
  readonly quote: Quote;
  /** The words that the market was asked for in, where they mean another contract every day. */
  readonly asked?: string;
  /** Extremes of before a position was opened are none of its own. */
  readonly since: Instant;
  /** It was heard before and could not be acted on then: positions that were opened since know nothing of it. */
  readonly isLate?: true;
}

export interface ExitContext {
  readonly now: Instant;
  /** Legs that the venue has in its book. */
  readonly guarded: ReadonlySet<ProtectiveRole>;
  /** The venue holds the stop of this position, or is to hold it. */
  readonly stopAtVenue: boolean;
  /** A stop at the venue that is reached becomes an order that may rest. */
  readonly stopRests?: boolean;
  /** Held and not on its way out, unsigned. */
  readonly qtyOpen: Decimal;
  /** Whether an entry of it may fill more; null or absent: none. */
  readonly entering?: Entering | null;
}

export interface ReachedExit {
  readonly role: ProtectiveRole | 'time_stop';
  /** As planned; null for the clock. */
  readonly level: Decimal | null;
  /** What reached it. */
  readonly price: Decimal;
  /** What leaves, unsigned; null = everything. */
  readonly qty: Decimal | null;
}

export interface ExitStep {
  readonly plan: ExitPlan;
  readonly leave: ReachedExit | null;
  readonly why: readonly string[];
  /** Worth a commit of its own. */
  readonly isDue: boolean;
}

/** A price without a past. */
export const seenOnce = (quote: Quote): SeenPrice => ({ quote, last: quote.last, high: quote.last, low: quote.last, since: quote.at });

/**
 * A stop is reached by the last price, as at venues; a target by the price that leaving now would get, so that a wide
 * spread does not sell below it. The stop counts first.
 */
function reachedLevel(
  plan: ExitPlan,
  { last, quote }: SeenPrice,
  short: boolean,
  guarded: ReadonlySet<ProtectiveRole>,
): ReachedExit | null {
  if (plan.stopLoss !== null && !guarded.has('stop_loss')) {
    const reached = short ? gte(last, plan.stopLoss) : lte(last, plan.stopLoss);
    if (reached) return { role: 'stop_loss', level: plan.stopLoss, price: last, qty: null };
  }
  if (plan.takeProfit === null || guarded.has('take_profit')) return null;
  const price = short ? quote.ask : quote.bid;
  const reached = short ? lte(price, plan.takeProfit) : gte(price, plan.takeProfit);
  return reached ? { role: 'take_profit', level: plan.takeProfit, price, qty: null } : null;
}

/** What the position has gained, percent of its entry price. */
function gainOf({ entryPrice, qty }: Position, price: Decimal): Decimal {
  if (entryPrice === null || !isPositive(entryPrice)) return ZERO;
  const gain = isNegative(qty) ? sub(entryPrice, price) : sub(price, entryPrice);
  return div(mul(gain, HUNDRED), entryPrice);
}

type TimeUp = 'leave' | 'stay' | null;

const timeUp = (position: Position, timeStop: TimeStop | null, price: Decimal, now: Instant): TimeUp => {
  if (timeStop === null || now < timeStop.at) return null;
  return timeStop.unlessGain === null || lt(gainOf(position, price), timeStop.unlessGain) ? 'leave' : 'stay';
};

const sharesShown = ({ reached }: TakenPartials): string =>
  reached
    .map(({ price, share, done, taken }) => {
      const late = taken === ZERO ? ', too little until now' : ' of what has filled since';
      return `${price} (${share} %${done ? late : ''})`;
    })
    .join(', ');

function partialExit(taken: TakenPartials, price: Decimal): ReachedExit | null {
  if (taken.qty === ZERO) return null;
  return { role: 'take_profit', level: taken.reached.at(-1)?.price ?? null, price, qty: taken.qty };
}

const at = (price: Decimal): PriceRange => ({ last: price, high: price, low: price });

/** What was seen before the position was opened, or was on its way then, is none of its prices. */
function rangeOf({ openedAt, entryPrice }: Position, seen: SeenPrice): PriceRange {
  if (openedAt !== null && seen.since >= openedAt) return seen;
  return at(openedAt !== null && seen.quote.at < openedAt ? (entryPrice ?? seen.last) : seen.last);
}

/** What fills at all behind a stop that is reached has filled by then. */
const PASSED_MS = 10_000;

/** The price has passed a stop that the venue holds, and it has not filled: from when on that counts, or that it is over. Null: nothing new. */
function passing(plan: ExitPlan, { last }: SeenPrice, short: boolean, { stopRests, guarded, now }: ExitContext): ExitStep | null {
  const { passedAt, ...before } = plan;
  const isPassed = plan.stopLoss !== null && (short ? gte(last, plan.stopLoss) : lte(last, plan.stopLoss));
  if (isPassed === (passedAt !== undefined)) return null;
  if (!isPassed) return { plan: before, leave: null, why: [], isDue: true };
  return stopRests === true && guarded.has('stop_loss') ? { plan: { ...plan, passedAt: now }, leave: null, why: [], isDue: true } : null;
}

/** The venue is not relied upon for what it has had its time for; a clock that was set back begins no time anew. */
function relied({ passedAt }: ExitPlan, { guarded, now }: ExitContext): ReadonlySet<ProtectiveRole> {
  if (passedAt === undefined || (passedAt <= now && now - passedAt < PASSED_MS)) return guarded;
  return new Set([...guarded].filter((role) => role !== 'stop_loss'));
}

/** Null: nothing follows from it. */
export function evaluateExits(position: Position, seen: SeenPrice, context: ExitContext): ExitStep | null {
  const { plan } = position;
  if (plan === null || !isHeld(position)) return null;
  const short = isNegative(position.qty);
  const passed = passing(plan, seen, short, context);
  if (passed !== null) return passed;
  const now = reachedLevel(plan, seen, short, relied(plan, context));
  if (now !== null) return { plan, leave: now, why: [], isDue: true };

  const exitPrice = short ? seen.quote.ask : seen.quote.bid;
  const taken = takePartials(plan.partials ?? [], exitPrice, context.qtyOpen, !short, {
    instrument: position.instrument,
    entering: context.entering ?? null,
  });
  const reached = taken === null ? plan : { ...plan, partials: taken.partials };
  const range = rangeOf(position, seen);
  const moved = moveStop(position, reached, range, { now: context.now, atVenue: context.stopAtVenue }, !short);
  const next = moved?.plan ?? reached;
  const why = [...(taken === null ? [] : [`target ${sharesShown(taken)} reached at ${exitPrice}`]), ...(moved?.why ?? [])];
  const isDue = taken !== null || moved?.isDue === true;

  // a stop that has just moved is nowhere in a book yet
  const guarded = next.stopLoss === plan.stopLoss ? context.guarded : new Set<ProtectiveRole>(['take_profit']);
  const behind = isDue ? reachedLevel({ ...next, takeProfit: null }, seen, short, guarded) : null;
  if (behind !== null) return { plan: next, leave: behind, why, isDue };

  const up = timeUp(position, plan.timeStop ?? null, exitPrice, context.now);
  if (up === 'leave') return { plan: next, leave: { role: 'time_stop', level: null, price: exitPrice, qty: null }, why, isDue: true };
  const timed = up === 'stay' ? { ...next, timeStop: null } : next;
  if (timed === plan) return null;
  const words = up === 'stay' ? [...why, `its time is over, and it stays: the gain is ${gainOf(position, exitPrice)} %`] : why;
  return { plan: timed, leave: taken === null ? null : partialExit(taken, exitPrice), why: words, isDue: isDue || up === 'stay' };
}
