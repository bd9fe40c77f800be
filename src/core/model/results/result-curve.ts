// Owns: how a sum of results ran: where it stands, its highest and lowest point, and the deepest fall from a high (maximum
// drawdown). Two curves that follow each other are joined without a loss: the months are made of the days.

import { add, max, min, sub, ZERO, type Decimal } from '../decimal.ts';

/** Money, counted from what was there when the curve began. */
export interface ResultCurve {
  readonly net: Decimal;
  /** Never below zero: it began there. */
  readonly peak: Decimal;
  /** Never above zero. */
  readonly low: Decimal;
  /** Never below zero. */
  readonly drawdown: Decimal;
}

export const FLAT_CURVE: ResultCurve = { net: ZERO, peak: ZERO, low: ZERO, drawdown: ZERO };

/** `later` begins where `earlier` ends. */
export const joinCurves = (earlier: ResultCurve, later: ResultCurve): ResultCurve => ({
  net: add(earlier.net, later.net),
  peak: max(earlier.peak, add(earlier.net, later.peak)),
  low: min(earlier.low, add(earlier.net, later.low)),
  drawdown: max(max(earlier.drawdown, later.drawdown), sub(earlier.peak, add(earlier.net, later.low))),
});

const step = (result: Decimal): ResultCurve => ({
  net: result,
  peak: max(result, ZERO),
  low: min(result, ZERO),
  drawdown: max(sub(ZERO, result), ZERO),
});

export const addToCurve = (curve: ResultCurve, result: Decimal): ResultCurve => joinCurves(curve, step(result));
