// Owns: cases B56 and B57: candles, and what is said where there are none.

import { describe, expect } from 'vitest';
import { TIMEFRAME_MS } from '../../src/core/model/time/candle.ts';
import { lte } from '../../src/core/model/decimal.ts';
import { bookCandle } from '../venues/candle-book.ts';
import { type BrokerHarness, type MakeHarness, SPOT } from './broker-harness.ts';
import { venueCase } from './venue-case.ts';

const COUNT = 30;

/** What a venue without candles owes: a reason, in the same words for whoever asks. */
async function expectNone(venue: BrokerHarness): Promise<void> {
  const answer = await venue.broker().candles(SPOT, '1h', COUNT);
  expect(answer).toMatchObject({ type: 'unavailable', reason: venue.nature.noCandles });
}

export function candleCases(make: MakeHarness): void {
  describe('candles', () => {
    venueCase(make, 'B56 closed candles come oldest first, without a gap, and the open one is left out', async (venue) => {
      if (venue.nature.noCandles !== undefined) return expectNone(venue);
      for (const timeframe of ['15m', '1h', '1d'] as const) {
        const answer = await venue.broker().candles(SPOT, timeframe, COUNT);
        if (answer.type !== 'ok') throw new Error(`${timeframe}: ${answer.reason}`);
        const { candles, source } = answer;
        const length = TIMEFRAME_MS[timeframe];
        expect(source).toBe('venue');
        expect(candles).toHaveLength(COUNT);
        expect((candles.at(-1)?.openAt ?? 0) + length).toBeLessThanOrEqual(venue.clock.now());
        for (const [index, { openAt, open, high, low, close }] of candles.entries()) {
          expect(openAt - (candles[index - 1]?.openAt ?? openAt - length)).toBe(length);
          expect([open, close].every((price) => lte(low, price) && lte(price, high))).toBe(true);
          const shift = timeframe === '1d' ? (venue.nature.dayShiftMs ?? 0) : 0;
          expect({ open, high, low, close }).toEqual(pricesOf(openAt + shift, length));
        }
      }
    });

    venueCase(make, 'B57 of what is no symbol there are no candles, and who asks twice is told the same', async (venue) => {
      if (venue.nature.noCandles !== undefined) return expectNone(venue);
      for (const symbol of ['', 'btc/usdt', '__proto__', 'A B']) {
        expect((await venue.broker().candles(symbol, '1h', COUNT)).type).toBe('unknown_symbol');
      }
      expect(await venue.broker().candles(SPOT, '1h', 2)).toEqual(await venue.broker().candles(SPOT, '1h', 2));
    });
  });
}

function pricesOf(openAt: number, length: number) {
  const { open, high, low, close } = bookCandle(openAt / length, length);
  return { open, high, low, close };
}
