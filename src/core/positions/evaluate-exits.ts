// Owns: what prices mean for the plan of a position: which level that no venue guards at this moment is reached, which part of
// the position leaves, and where the stop moves to. Pure: position + prices → the step that follows, or none.

import { div, gte, isNegative, isPositive, lt, lte, mul, sub, HUNDRED, ZERO, type Decimal } from '../model/decimal.ts';
import { shareOwed, type ExitPlan, type TimeStop } from '../model/exits/exit-plan.ts';
import { shareWords } from '../model/exits/describe-plan.ts';
import type { Instant } from '../model/ids.ts';
import type { Quote } from '../model/markets/instrument.ts';
import type { Position } from '../model/position.ts';
import type { ProtectiveRole } from './exit-home.ts';
import { isHeld } from './is-held.ts';
import { moveStop, type PriceRange } from './move-stop.ts';
import { takePartials, type Entering, type TakenPartials } from './take-partials.ts';
import { isGone, sinceWords, touchOf, type Touch } from './target-touch.ts';

/** A price as it was seen, with the extremes of the time before it. */
export interface SeenPrice extends PriceRange {
  readonly quote: Quote;
  /** The words that the market was asked for in, where they mean another contract every day. */
  readonly asked?: string;
  /** Extremes of before a position was opened are none of its own. */
  readonly since: Instant;
  /** It was heard before and could not be acted on then: positions that were opened since know nothing of it. */
  readonly isLate?: true;
  /** What was heard last, where this one is late: what leaving gets now. */
  readonly newest?: Quote;
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
  /** Where leaving gets less by now than the level says: the words for it. */
  readonly since?: string;
  /** What leaves, unsigned; null = everything. */
  readonly qty: Decimal | null;
}

export interface ExitStep {
  readonly plan: ExitPlan;
  readonly leave: ReachedExit | null;
  readonly why: readonly string[];
  /** A target that was touched while nothing could be done about it, and is not left: in words. */
  readonly missed?: string;
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
  { last }: SeenPrice,
  touch: Touch,
  short: boolean,
  guarded: ReadonlySet<ProtectiveRole>,
): ReachedExit | null {
  if (plan.stopLoss !== null && !guarded.has('stop_loss')) {
    const reached = short ? gte(last, plan.stopLoss) : lte(last, plan.stopLoss);
    if (reached) return { role: 'stop_loss', level: plan.stopLoss, price: last, qty: null };
  }
  const { takeProfit: level } = plan;
  const { counts, price } = touch;
  if (level === null || counts === null || guarded.has('take_profit')) return null;
  const reached = short ? lte(counts, level) : gte(counts, level);
  return reached ? { role: 'take_profit', level, price, since: sinceWords(touch, level, short), qty: null } : null;
}

/** The first of those that were touched and are not left for it. */
function missedTarget(plan: ExitPlan, touch: Touch, short: boolean, guarded: ReadonlySet<ProtectiveRole>): string | undefined {
  // mostly the price is none of before
  if (touch.counts === touch.price) return undefined;
  const owed = (plan.partials ?? []).filter((target) => isPositive(shareOwed(target))).map(({ price }) => price);
  const last = plan.takeProfit === null || guarded.has('take_profit') ? [] : [plan.takeProfit];
  const gone = [...owed, ...last].find((level) => isGone(touch, level, short));
  if (gone === undefined) return undefined;
  const since = touch.now === null ? 'no newer one is known' : `it is ${touch.now} by now`;
  return `the price touched the target ${gone} (${touch.price}) while nothing could be stored, and ${since}: nothing is sold for it, and the target is watched on`;
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

const sharesShown = ({ reached, qty }: TakenPartials): string =>
  reached
    .map(({ price, share, done, taken }) => {
      const late = taken === ZERO ? ', too little until now' : ' of what has filled since';
      return `${price} (${shareWords(share)} %${done ? late : qty === ZERO ? ', too little to leave alone' : ''})`;
    })
    .join(', ');

/** Of those that are left for, the furthest says what was meant. */
const sinceOf = ({ reached }: TakenPartials, touch: Touch, short: boolean): string =>
  reached.map(({ price }) => sinceWords(touch, price, short)).at(-1) ?? '';

function partialExit(taken: TakenPartials, touch: Touch, short: boolean): ReachedExit | null {
  if (taken.qty === ZERO) return null;
  const level = taken.reached.at(-1)?.price ?? null;
  return { role: 'take_profit', level, price: touch.price, since: sinceOf(taken, touch, short), qty: taken.qty };
}

const at = (price: Decimal): PriceRange => ({ last: price, high: price, low: price });

/** What was seen before the position was opened, or was on its way then, is none of its prices. */
function rangeOf({ openedAt, entryPrice }: Position, seen: SeenPrice, now: Instant): PriceRange {
  if (openedAt !== null && seen.since >= openedAt) return seen;
  // one that was opened ahead of now was opened before the clock was set back
  return at(openedAt !== null && openedAt <= now && seen.quote.at < openedAt ? (entryPrice ?? seen.last) : seen.last);
}

/** What fills at all behind a stop that is reached has filled by then. */
const PASSED_MS = 10_000;

/** The price has passed a stop that the venue holds, and it has not filled: from when on that counts, or that it is over. The same plan: nothing new. */
function passing(plan: ExitPlan, { last }: SeenPrice, short: boolean, { stopRests, guarded, now }: ExitContext): ExitPlan {
  const { passedAt, ...before } = plan;
  const isPassed = plan.stopLoss !== null && (short ? gte(last, plan.stopLoss) : lte(last, plan.stopLoss));
  if (isPassed === (passedAt !== undefined)) return plan;
  if (!isPassed) return before;
  return stopRests === true && guarded.has('stop_loss') ? { ...plan, passedAt: now } : plan;
}

/** The venue is not relied upon for what it has had its time for; a clock that was set back begins no time anew. */
function relied({ passedAt }: ExitPlan, { guarded, now }: ExitContext): ReadonlySet<ProtectiveRole> {
  if (passedAt === undefined || (passedAt <= now && now - passedAt < PASSED_MS)) return guarded;
  return new Set([...guarded].filter((role) => role !== 'stop_loss'));
}

/** Null: nothing follows from it. */
export function evaluateExits(position: Position, seen: SeenPrice, context: ExitContext): ExitStep | null {
  if (position.plan === null || !isHeld(position)) return null;
  const short = isNegative(position.qty);
  const plan = passing(position.plan, seen, short, context);
  const touch = touchOf(seen, short, context.now);
  const now = reachedLevel(plan, seen, touch, short, relied(plan, context));
  if (now !== null) return { plan, leave: now, why: [], isDue: true };
  const missed = missedTarget(plan, touch, short, context.guarded);
  const step = followPrice({ ...position, plan }, seen, touch, context);
  if (step === null && plan === position.plan && missed === undefined) return null;
  const { plan: next, leave, why, isDue } = step ?? { plan, leave: null, why: [], isDue: false };
  const isNews = plan !== position.plan || missed !== undefined;
  return { plan: next, leave, why, ...(missed === undefined ? {} : { missed }), isDue: isDue || isNews };
}

type Planned = Position & { readonly plan: ExitPlan };

/** Neither stop nor last target is reached: targets before it, what moves the stop, the clock. */
function followPrice(position: Planned, seen: SeenPrice, touch: Touch, context: ExitContext): ExitStep | null {
  const { plan } = position;
  const short = isNegative(position.qty);
  const taken = takenAt(position, touch, context);
  const reached = taken === null ? plan : { ...plan, partials: taken.partials };
  const range = rangeOf(position, seen, context.now);
  const moved = moveStop(position, reached, range, { now: context.now, atVenue: context.stopAtVenue }, !short);
  const next = moved?.plan ?? reached;
  const atTarget = taken === null ? [] : [`target ${sharesShown(taken)} reached at ${touch.price}${sinceOf(taken, touch, short)}`];
  const why = [...atTarget, ...(moved?.why ?? [])];
  const isDue = taken !== null || moved?.isDue === true;

  // a stop that has just moved is nowhere in a book yet
  const guarded = next.stopLoss === plan.stopLoss ? context.guarded : new Set<ProtectiveRole>(['take_profit']);
  const behind = isDue ? reachedLevel({ ...next, takeProfit: null }, seen, touch, short, guarded) : null;
  if (behind !== null) return { plan: next, leave: behind, why, isDue };

  // what leaving brings now is what it has gained
  const up = touch.now === null ? null : timeUp(position, plan.timeStop ?? null, touch.now, context.now);
  if (up === 'leave' && touch.now !== null)
    return { plan: next, leave: { role: 'time_stop', level: null, price: touch.now, qty: null }, why, isDue: true };
  const timed = up === 'stay' ? { ...next, timeStop: null } : next;
  if (timed === plan) return null;
  const stays = up === 'stay' ? [`its time is over, and it stays: the gain is ${gainOf(position, touch.now ?? touch.price)} %`] : [];
  const leave = taken === null ? null : partialExit(taken, touch, short);
  return { plan: timed, leave, why: [...why, ...stays], isDue: isDue || up === 'stay' };
}

function takenAt({ plan, qty, instrument }: Planned, { counts }: Touch, { qtyOpen, entering = null }: ExitContext): TakenPartials | null {
  return counts === null ? null : takePartials(plan.partials ?? [], counts, qtyOpen, !isNegative(qty), { instrument, entering });
}
