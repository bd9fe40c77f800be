// Owns: the average true range as J. Welles Wilder defined it (New Concepts in Technical Trading Systems, 1978): the true
// range is the largest of high less low, and of what high and low are away from the close before; its average starts as the
// plain mean of the first n and is smoothed from then on: (before × (n - 1) + range) / n.

import type { Candle } from '../model/time/candle.ts';
import { abs, add, decimal, div, max, mul, sub, sum, type Decimal } from '../model/decimal.ts';

type Bar = Pick<Candle, 'high' | 'low' | 'close'>;

/** Quote currency. `before`: the close of the candle before; null = there is none, and high less low is all that is known. */
export function trueRange({ high, low }: Bar, before: Decimal | null): Decimal {
  const range = sub(high, low);
  return before === null ? range : max(range, max(abs(sub(high, before)), abs(sub(low, before))));
}

/** One average for each candle from the `period`-th on, oldest first; empty where there are fewer candles than that. */
export function averageTrueRanges(candles: readonly Bar[], period: number): readonly Decimal[] {
  const ranges = candles.map((candle, index) => trueRange(candle, candles[index - 1]?.close ?? null));
  if (period < 1 || ranges.length < period) return [];
  const n = decimal(period);
  let average = div(sum(ranges.slice(0, period)), n);
  const averages = [average];
  for (const range of ranges.slice(period)) {
    average = div(add(mul(average, decimal(period - 1)), range), n);
    averages.push(average);
  }
  return averages;
}

/** The newest; null where there are fewer candles than `period`. */
export const averageTrueRange = (candles: readonly Bar[], period: number): Decimal | null =>
  averageTrueRanges(candles, period).at(-1) ?? null;
