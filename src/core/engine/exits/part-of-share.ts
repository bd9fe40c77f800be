// Owns: what "half" means, whoever says it, an alert or a person: half of what is held, and half of what the entries on their
// way to the venue fill. What is to be left when a part was asked for must not depend on which answer was faster.

import { abs, floorToStep, isZero, percentOf, ZERO, type Decimal } from '../../model/decimal.ts';
import type { WantedExit } from '../../model/position.ts';
import type { Coming, Share } from './late-part.ts';

/** A part of what is held when the exits that are under way are done: "half", said twice, leaves a quarter. */
export const partOf = (staying: Decimal, percent: Decimal): Decimal => percentOf(abs(staying), percent);

interface Staying {
  /** Signed: what will be held when the exits that are open are done. */
  readonly staying: Decimal;
  readonly coming: Coming;
}

/** A part of what is held, and the same part of what the entries on their way fill. Null: it is below a step. */
export function reduceByPercent(held: Share | undefined, percent: Decimal, { staying, coming }: Staying): WantedExit | null {
  const step = (held ?? coming).instrument?.stepSize;
  const qty = step === undefined ? ZERO : floorToStep(partOf(staying, percent), step);
  if (coming.late.length > 0) return { type: 'reduce', qty, late: { percent: coming.percentOf(percent), entries: coming.late } };
  return held === undefined || isZero(staying) ? { type: 'flat' } : isZero(qty) ? null : { type: 'reduce', qty };
}
