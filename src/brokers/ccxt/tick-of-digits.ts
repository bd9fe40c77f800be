// Owns: the tick of venues that count digits of a price, not places: five of them are a tenth of 1234.5 and a ten-thousandth of
// 1.2345. What a stop is rounded to would be cut there otherwise, and be refused for it, time after time.

import { type Decimal, isPositive, max, ONE, parseDecimal } from '../../core/model/decimal.ts';
import type { Instrument } from '../../core/model/instrument.ts';

export interface PriceDigits {
  readonly count: number;
  /** Whole prices are taken however many digits they have. */
  readonly wholeAlways: boolean;
}

/** How many places the first digit that counts stands before the point; below one: behind it, from 0 on. */
function magnitudeOf(price: Decimal): number {
  const [whole = '0', rest = ''] = price.split('.');
  if (whole !== '0') return whole.length;
  return -(/^0*/.exec(rest)?.[0].length ?? 0);
}

export function tickOfDigits(price: Decimal, { count, wholeAlways }: PriceDigits): Decimal {
  const exponent = magnitudeOf(price) - count;
  const tick = parseDecimal(`1e${wholeAlways ? Math.min(0, exponent) : exponent}`);
  return tick !== null && isPositive(tick) ? tick : ONE;
}

/** As it is to be traded at this price; never finer than the venue says of itself. */
export function tickedAt(instrument: Instrument, price: Decimal, digits: PriceDigits | null): Instrument {
  if (digits === null) return instrument;
  const tickSize = max(instrument.tickSize, tickOfDigits(price, digits));
  return tickSize === instrument.tickSize ? instrument : { ...instrument, tickSize };
}
