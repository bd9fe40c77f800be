// Wilder's average true range against the series that textbooks print, and against its own definition.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedCandles, TIMEFRAME_MS, type RawCandle } from '../../src/core/model/time/candle.ts';
import { add, decimal, gt, gte, isNegative, lte, max, min, round, sub } from '../../src/core/model/decimal.ts';
import { averageTrueRange, averageTrueRanges, trueRange } from '../../src/core/risk/average-true-range.ts';

/** Thirty days of highs, lows and closes, with a day of a crash among them. */
const HIGHS =
  '48.70 48.72 48.90 48.87 48.82 49.05 49.20 49.35 49.92 50.19 50.12 49.66 49.88 50.19 50.36 50.57 50.65 50.43 49.63 50.33 50.29 50.17 49.32 48.50 48.32 46.80 47.80 48.39 48.66 48.79';
const LOWS =
  '47.79 48.14 48.39 48.37 48.24 48.64 48.94 48.86 49.50 49.87 49.20 48.90 49.43 49.73 49.26 50.09 50.30 49.21 48.98 49.61 49.20 49.43 48.08 47.64 41.55 44.28 47.31 47.20 47.90 47.73';
const CLOSES =
  '48.16 48.61 48.75 48.63 48.74 49.03 49.07 49.32 49.91 50.13 49.53 49.50 49.75 50.03 50.31 50.52 50.41 49.34 49.37 50.23 49.24 49.93 48.43 48.18 46.57 45.41 47.77 47.72 48.62 47.85';

const numbers = (text: string) => text.split(' ').map((word) => decimal(word));
const bars = () => {
  const [highs, lows, closes] = [numbers(HIGHS), numbers(LOWS), numbers(CLOSES)];
  return highs.map((high, index) => {
    const [low, close] = [lows[index], closes[index]];
    if (low === undefined || close === undefined) throw new Error('the series are of one length');
    return { high, low, close };
  });
};

describe("Wilder's average true range", () => {
  it('is what the textbook prints for its series of 14 periods', () => {
    const averages = averageTrueRanges(bars(), 14).map((average) => round(average, 4));
    expect(averages.slice(0, 4)).toEqual(['0.5543', '0.5933', '0.5852', '0.5684']);
  });

  it('is smoothed on through the crash to the end of the series', () => {
    const averages = averageTrueRanges(bars(), 14).map((average) => round(average, 2));
    expect(averages).toEqual('0.55 0.59 0.59 0.57 0.61 0.62 0.64 0.67 0.69 0.77 0.78 1.21 1.3 1.38 1.37 1.34 1.32'.split(' '));
    expect(averageTrueRange(bars(), 14)).toBe(averageTrueRanges(bars(), 14).at(-1));
  });

  it('counts a gap over night as range', () => {
    const [high, low, close] = [decimal('12'), decimal('11'), decimal('11.5')];
    expect(trueRange({ high, low, close }, null)).toBe('1');
    expect(trueRange({ high, low, close }, decimal('9'))).toBe('3');
    expect(trueRange({ high, low, close }, decimal('15'))).toBe('4');
  });

  it('is not there before there are as many candles as its period', () => {
    expect(averageTrueRange(bars().slice(0, 13), 14)).toBeNull();
    expect(averageTrueRanges([], 14)).toEqual([]);
    expect(averageTrueRanges(bars().slice(0, 14), 14)).toHaveLength(1);
  });

  it('lies between the smallest and the largest range, whatever the candles', () => {
    const price = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => decimal((cents / 100).toFixed(2)));
    const bar = fc.tuple(price, price, price).map(([a, b, close]) => ({ high: max(max(a, b), close), low: min(min(a, b), close), close }));
    fc.assert(
      fc.property(fc.array(bar, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (candles, period) => {
        const ranges = candles.map((candle, index) => trueRange(candle, candles[index - 1]?.close ?? null));
        expect(ranges.some(isNegative)).toBe(false);
        const [least, most] = [ranges.reduce(min), ranges.reduce(max)];
        const slack = decimal('0.000000000001');
        for (const average of averageTrueRanges(candles, period))
          expect(gte(add(average, slack), least) && lte(sub(average, slack), most)).toBe(true);
      }),
    );
  });
});

describe('closed candles', () => {
  const HOUR = TIMEFRAME_MS['1h'];
  const raw = (hour: number, low = '9'): RawCandle => ({
    openAt: hour * HOUR,
    open: decimal('10'),
    high: decimal('11'),
    low: decimal(low),
    close: decimal('10.5'),
  });

  it('are put in order, told once, cut to the newest, and the open one is left out', () => {
    const read = closedCandles([raw(4), raw(3), raw(1), raw(2), raw(2)], '1h', 2, 4 * HOUR + 1);
    expect(read?.map(({ openAt }) => openAt / HOUR)).toEqual([2, 3]);
  });

  it.each<[string, Partial<RawCandle>]>([
    ['a price that is missing', { close: null }],
    ['a low above the rest', { low: decimal('10.7') }],
    ['a high below the rest', { high: decimal('10.2') }],
    ['a price of nothing', { low: decimal('0') }],
    ['no time', { openAt: null }],
    ['a time that is none', { openAt: Number.NaN }],
  ])('are none at all where one has %s', (_, wrong) => {
    expect(closedCandles([raw(1), { ...raw(2), ...wrong }], '1h', 10, 9 * HOUR)).toBeNull();
  });

  it('keep a volume that is one', () => {
    const volume = decimal('3');
    const read = closedCandles(
      [
        { ...raw(1), volume },
        { ...raw(2), volume: null },
      ],
      '1h',
      10,
      9 * HOUR,
    );
    expect(read?.map((candle) => candle.volume)).toEqual(['3', undefined]);
    expect(gt(volume, decimal('0'))).toBe(true);
  });
});
