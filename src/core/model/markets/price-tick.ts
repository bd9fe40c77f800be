// Owns: the tick of venues that count digits of a price, not places: five of them are a tenth of 1234.5 and a ten-thousandth of
// 1.2345. What is rounded to the tick of another magnitude would be cut there, and be refused for it, time after time.

import { type Decimal, isPositive, max, ONE, parseDecimal, roundToTick } from '../decimal.ts';
import type { Instrument, PriceDigits } from './instrument.ts';
import { stopTick } from '../exits/tighter-stop.ts';

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

type Ticked = Pick<Instrument, 'tickSize' | 'priceDigits'>;

/** At this price; never finer than the venue says of itself. */
export const tickAt = ({ tickSize, priceDigits }: Ticked, price: Decimal): Decimal =>
  priceDigits === undefined ? tickSize : max(tickSize, tickOfDigits(price, priceDigits));

/**
 * A level as the venue takes it, wherever the price stood when its tick was learnt, and whatever the tick was when the level was
 * set: a stop lies further from the price, never nearer.
 */
export function levelAt(instrument: Ticked, level: Decimal, kind: 'stop' | 'limit', long: boolean): Decimal {
  const tick = tickAt(instrument, level);
  const rounded = kind === 'stop' ? stopTick(long, level, tick) : roundToTick(level, tick);
  return isPositive(rounded) ? rounded : tick;
}
