// Owns: quantities of the simulated venue: whole lots, multiples of the step.

import { decimal, div, type Decimal } from '../../src/core/model/decimal.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';

export const toLots = (qty: Decimal, { stepSize }: Instrument): number => Number(div(qty, stepSize));
export function fromLots(lots: number, { stepSize }: Instrument): Decimal {
  const places = stepSize.includes('.') ? stepSize.length - stepSize.indexOf('.') - 1 : 0;
  return decimal((lots / 10 ** places).toFixed(places));
}
