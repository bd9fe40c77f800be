// Owns: how much leaves at the targets before the last one. Shares are percent of the whole: a target takes its part of what
// the targets before it have left, so that closes by hand and additions keep the proportions, and the sum never exceeds
// what is held. What an entry fills after a target was reached is of that target too: its share of it leaves there.

import {
  add,
  div,
  floorToStep,
  gt,
  gte,
  HUNDRED,
  isPositive,
  lt,
  lte,
  max,
  mul,
  ONE,
  round,
  sub,
  sum,
  ZERO,
  type Decimal,
} from '../model/decimal.ts';
import { shareOwed, shareTaken, type PartialTarget } from '../model/exits/exit-plan.ts';
import type { SignalId } from '../model/ids.ts';
import type { Instrument } from '../model/markets/instrument.ts';

export interface TakenPartials {
  readonly partials: readonly PartialTarget[];
  readonly reached: readonly PartialTarget[];
  /** What is to leave, whole steps; null = everything. Zero: the share is less than the venue can sell. */
  readonly qty: Decimal | null;
}

/**
 * An entry may fill more, and nothing of it is taken back by a target. `filling`: the next piece comes at any moment; `resting`: it
 * stands at its price, for days perhaps.
 */
export type Entering = 'filling' | 'resting';

export interface Pieces {
  readonly instrument: Instrument;
  /** Null: what is held is all there will be. */
  readonly entering?: Entering | null;
}

/** A third of 300 comes out a hair below 100, and would lose a whole step: so much of a step is none. */
const STEP_PLACES = 6;

const isOf = ({ goesOnFor }: PartialTarget, entry: SignalId): boolean => goesOnFor?.includes(entry) === true;

const sharesTaken = (partials: readonly PartialTarget[]): Decimal => sum(partials.map(shareTaken));

/** `price`: what leaving now would get. `qtyOpen`: held and not on its way out, unsigned. Null: nothing leaves, and no target is new. */
export function takePartials(
  partials: readonly PartialTarget[],
  price: Decimal,
  qtyOpen: Decimal,
  long: boolean,
  { instrument, entering = null }: Pieces,
): TakenPartials | null {
  const isThere = (target: PartialTarget): boolean => (long ? gte(price, target.price) : lte(price, target.price));
  const reached = partials.filter((target) => isPositive(shareOwed(target)) && isThere(target));
  if (reached.length === 0) return null;
  let left = qtyOpen;
  let shares = sub(HUNDRED, sharesTaken(partials));
  for (const target of reached) {
    const share = shareOwed(target);
    left = lte(shares, share) ? ZERO : sub(left, div(mul(left, share), shares));
    shares = sub(shares, share);
  }
  const taken = sellable(sub(qtyOpen, left), qtyOpen, price, instrument);
  const qty = taken === null && isPositive(left) ? tooLittleLeft(qtyOpen, instrument, entering) : taken;
  // what has filled late is too little yet: the next fill makes it more
  if (qty === ZERO && reached.every(({ done }) => done)) return null;
  const next = partials.map((target) => (reached.includes(target) ? takenNow(target, qty === ZERO) : target));
  return { partials: next, reached, qty };
}

/**
 * What would be left could not be sold alone. Where the next piece makes it more at any moment the share waits for that; else all
 * of it leaves now: the target is reached, and a level that rests may never fill.
 */
function tooLittleLeft(qtyOpen: Decimal, { stepSize }: Instrument, entering: Entering | null): Decimal | null {
  if (entering === 'filling') return ZERO;
  return entering === null ? null : floorToStep(qtyOpen, stepSize);
}

/** What was too little to leave alone leaves with the next share that is enough. */
const takenNow = ({ taken: _taken, ...target }: PartialTarget, isNothing: boolean): PartialTarget => ({
  ...target,
  done: true,
  ...(isNothing ? { taken: ZERO } : {}),
});

/** `entries`: alerts whose entries may go on filling. Nothing left at what is new where `isNothing`: it is owed with what they fill. */
export function goingOn(
  before: readonly PartialTarget[],
  after: readonly PartialTarget[],
  entries: readonly SignalId[],
  isNothing: boolean,
): readonly PartialTarget[] {
  return after.map((target, index) => {
    if (!target.done || before[index]?.done === true) return target;
    return { ...target, goesOnFor: entries, ...(isNothing ? { taken: ZERO } : {}) };
  });
}

/**
 * After an entry has filled more: `from` and `to` are held and not on their way out, unsigned. The whole of which the shares
 * are has grown, so what has left at these targets is less of it.
 */
function withLateFill(partials: readonly PartialTarget[], entry: SignalId, from: Decimal, to: Decimal): readonly PartialTarget[] {
  const grows = (target: PartialTarget): boolean => target.done && isOf(target, entry);
  const fixed = sub(HUNDRED, sharesTaken(partials.filter((target) => !grows(target))));
  const rest = sub(HUNDRED, sharesTaken(partials));
  if (!partials.some(grows) || !gt(to, from) || !isPositive(rest)) return partials;
  const whole = mul(fixed, from);
  const grown = add(whole, mul(rest, sub(to, from)));
  return partials.map((target) => (grows(target) ? { ...target, taken: div(mul(shareTaken(target), whole), grown) } : target));
}

/**
 * After an entry of the alert `entry` has filled. What was too little to leave at a target stays with the targets behind it when
 * a further alert adds: what that has bought is none of a target that was reached before.
 */
export function withFill(partials: readonly PartialTarget[], entry: SignalId, from: Decimal, to: Decimal): readonly PartialTarget[] {
  const isOver = (target: PartialTarget): boolean => target.done && target.taken === ZERO && !isOf(target, entry);
  return withLateFill(partials, entry, from, to).map((target) => (isOver(target) ? takenNow(target, false) : target));
}

/** What the venue takes: whole steps, at least its smallest order; what would leave less than that behind takes all of it. */
function sellable(qty: Decimal, qtyOpen: Decimal, price: Decimal, { stepSize, qtyMin, notionalMin }: Instrument): Decimal | null {
  const smallest = max(stepSize, qtyMin);
  const stepped = mul(floorToStep(round(div(qty, stepSize), STEP_PLACES), ONE), stepSize);
  const rest = sub(qtyOpen, stepped);
  if (lt(rest, smallest)) return null;
  const tooSmall = !isPositive(stepped) || lt(stepped, smallest) || lt(mul(stepped, price), notionalMin);
  return tooSmall ? ZERO : stepped;
}
