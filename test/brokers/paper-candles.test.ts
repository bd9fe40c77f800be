// The made-up past of demo prices: the same for everybody who asks, whole, and called what it is.

import * as fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { demoCandles } from '../../src/brokers/paper/demo-candles.ts';
import { TIMEFRAME_MS, type Timeframe } from '../../src/core/model/time/candle.ts';
import { decimal, div, eq, gte, lte, roundToTick } from '../../src/core/model/decimal.ts';
import { averageTrueRange } from '../../src/core/risk/average-true-range.ts';
import { createPaperHarness, type PaperHarness } from './paper-harness.ts';

const NOW = Date.UTC(2026, 0, 5, 10, 20);
const TSLA = { symbol: 'TSLA', anchor: decimal('900'), tick: decimal('0.01'), stepDeviation: 0.0002 };

/** Written down when they were made: whoever changes them changes what everybody has seen. */
const FIXED = [
  { openAt: Date.UTC(2026, 0, 5, 8), open: '899.77', high: '902.26', low: '891.1', close: '891.1' },
  { openAt: Date.UTC(2026, 0, 5, 9), open: '891.1', high: '900', low: '888.86', close: '900' },
];

describe('the past of a made-up price', () => {
  it('is counted: these candles, on every machine', () => {
    expect(demoCandles(TSLA, '1h', 3, NOW)).toEqual(demoCandles({ ...TSLA }, '1h', 3, NOW + 60_000));
    expect(demoCandles(TSLA, '1h', 2, NOW)).toEqual(FIXED);
    expect(demoCandles({ ...TSLA, symbol: 'AAPL' }, '1h', 2, NOW)).not.toEqual(FIXED);
  });

  it('is cut to what is asked for, and an hour later there is one more of it', () => {
    const [many, few] = [demoCandles(TSLA, '1h', 50, NOW), demoCandles(TSLA, '1h', 10, NOW)];
    expect(many.slice(-10)).toEqual(few);
    expect(few.at(-1)?.openAt).toBe(Date.UTC(2026, 0, 5, 9));
    expect(demoCandles(TSLA, '1h', 10, NOW + 3_600_000).at(-1)?.openAt).toBe(Date.UTC(2026, 0, 5, 10));
  });

  it('has a range that suits the price and the length: a day moves more than an hour, and both by per cents', () => {
    const share = (timeframe: Timeframe): number => {
      const atr = averageTrueRange(demoCandles(TSLA, timeframe, 140, NOW), 14);
      return Number(div(atr ?? decimal('0'), TSLA.anchor));
    };
    expect(share('1h')).toBeGreaterThan(0.005);
    expect(share('1h')).toBeLessThan(0.05);
    expect(share('1d')).toBeGreaterThan(share('1h'));
    expect(share('1m')).toBeLessThan(share('1h'));
  });

  it('is made of candles, whatever the price, the tick and the walk', () => {
    const timeframe = fc.constantFrom(...(Object.keys(TIMEFRAME_MS) as Timeframe[]));
    const tick = fc.constantFrom('0.00001', '0.01', '1').map(decimal);
    const anchor = fc.integer({ min: 1, max: 1_000_000 }).map((price) => decimal(price));
    const walk = fc.constantFrom(0, 0.0002, 0.01, 0.09);
    fc.assert(
      fc.property(timeframe, tick, anchor, walk, fc.integer({ min: 1, max: 60 }), (length, step, price, stepDeviation, count) => {
        const candles = demoCandles({ symbol: 'BTC/USDT', anchor: price, tick: step, stepDeviation }, length, count, NOW);
        expect(candles).toHaveLength(count);
        expect(candles.at(-1)?.close).toBe(roundToTick(price, step));
        for (const [index, { open, high, low, close, openAt }] of candles.entries()) {
          expect([open, close].every((each) => lte(low, each) && lte(each, high)) && gte(low, step)).toBe(true);
          expect([open, high, low, close].every((each) => eq(each, roundToTick(each, step)))).toBe(true);
          expect(openAt + TIMEFRAME_MS[length]).toBeLessThanOrEqual(NOW);
          if (index > 0) expect(open).toBe(candles[index - 1]?.close);
        }
      }),
      { numRuns: 60 },
    );
  });
});

let open: PaperHarness | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

describe('candles of a demo account', () => {
  const demo = async (): Promise<PaperHarness> => {
    open = await createPaperHarness({ balances: { USDT: '10000' }, liquidityPerStep: null, prices: 'demo' });
    return open;
  };
  const newest = async (paper: PaperHarness, hint: string | null = null) => {
    const at = { price: hint ?? '', at: paper.clock.now() + 1 };
    const answer = await paper.broker().candles('TSLA', '1h', 20, hint === null ? null : at);
    if (answer.type !== 'ok') throw new Error(answer.reason);
    return answer;
  };

  it('are called made up, lead to the price of the last alert, and outlive the process', async () => {
    const paper = await demo();
    await paper.broker().price('TSLA', { price: '900', at: 1 });
    const before = await newest(paper);
    expect(before).toMatchObject({ source: 'demo' });
    expect(before.candles).toHaveLength(20);
    expect(before.candles.at(-1)?.close).toBe('900');
    await paper.restart();
    expect(await newest(paper)).toEqual(before);
  });

  it('of an alert that is only tried out lead to its price, and change nothing', async () => {
    const paper = await demo();
    await paper.broker().price('TSLA', { price: '500', at: 1 });
    const saves = paper.saves();
    expect((await newest(paper, '900')).candles.at(-1)?.close).toBe('900');
    expect((await newest(paper)).candles.at(-1)?.close).toBe('500');
    expect(paper.saves()).toBe(saves);
  });

  it('are none of what is no symbol, and none of a stopped account', async () => {
    const paper = await demo();
    expect(await paper.broker().candles('no symbol', '1h', 20)).toMatchObject({ type: 'unknown_symbol' });
    await paper.broker().stop();
    expect(await paper.broker().candles('TSLA', '1h', 20)).toMatchObject({ type: 'unavailable' });
  });
});
