// Owns: how much leaves at the targets before the last one. Shares are percent of the whole: a target takes its part of what
// the targets before it have left, so that closes by hand and additions keep the proportions, and the sum never exceeds
// what is held.

import { div, floorToStep, gte, HUNDRED, isPositive, lt, lte, max, mul, round, sub, sum, ZERO, type Decimal } from '../model/decimal.ts';
import type { PartialTarget } from '../model/exit-plan.ts';
import type { Instrument } from '../model/instrument.ts';

export interface TakenPartials {
  readonly partials: readonly PartialTarget[];
  readonly reached: readonly PartialTarget[];
  /** What is to leave, whole steps; null = everything. Zero: the share is less than the venue can sell. */
  readonly qty: Decimal | null;
}

/** A third of 300 comes out a hair below 100, and would lose a whole step. No venue has steps so fine. */
const SHARE_PLACES = 12;

const sharesDone = (partials: readonly PartialTarget[]): Decimal => sum(partials.flatMap(({ done, share }) => (done ? [share] : [])));

/** `price`: what leaving now would get. `qtyOpen`: held and not on its way out, unsigned. Null: no target is reached. */
export function takePartials(
  partials: readonly PartialTarget[],
  price: Decimal,
  qtyOpen: Decimal,
  long: boolean,
  instrument: Instrument,
): TakenPartials | null {
  const reached = partials.filter((target) => !target.done && (long ? gte(price, target.price) : lte(price, target.price)));
  if (reached.length === 0) return null;
  let left = qtyOpen;
  let shares = sub(HUNDRED, sharesDone(partials));
  for (const { share } of reached) {
    left = lte(shares, share) ? ZERO : sub(left, div(mul(left, share), shares));
    shares = sub(shares, share);
  }
  const next = partials.map((target) => (reached.includes(target) ? { ...target, done: true } : target));
  return { partials: next, reached, qty: sellable(sub(qtyOpen, left), qtyOpen, price, instrument) };
}

/** What the venue takes: whole steps, at least its smallest order; what would leave less than that behind takes all of it. */
function sellable(qty: Decimal, qtyOpen: Decimal, price: Decimal, { stepSize, qtyMin, notionalMin }: Instrument): Decimal | null {
  const smallest = max(stepSize, qtyMin);
  const stepped = floorToStep(round(qty, SHARE_PLACES), stepSize);
  const rest = sub(qtyOpen, stepped);
  if (lt(rest, smallest)) return null;
  const tooSmall = !isPositive(stepped) || lt(stepped, smallest) || lt(mul(stepped, price), notionalMin);
  return tooSmall ? ZERO : stepped;
}
