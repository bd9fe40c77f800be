// Trades over several pages, from venues that page in the ways that there are: none is missing, none is twice, and what nobody
// has listed is not called listed.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Page, pageTrades, type TradePages } from '../../src/brokers/ccxt/orders/page-trades.ts';
import { decimal, ZERO } from '../../src/core/model/decimal.ts';
import type { FillId } from '../../src/core/model/ids.ts';
import type { VenueFill } from '../../src/core/model/venues/report.ts';

const PAGE = 50;
const NOW = 1_000_000;

const tradeAt = (at: number, index: number): VenueFill => ({
  id: `t${index}` as FillId,
  qty: decimal('1'),
  price: decimal('100'),
  fee: ZERO,
  feeCurrency: 'USDT',
  at,
  orderId: null,
  venueOrderId: null,
  symbol: 'BTC/USDT',
  side: 'buy',
});

const WAYS = {
  'the oldest first': (all: readonly VenueFill[]) => all.slice(0, PAGE),
  'the newest first': (all: readonly VenueFill[]) => all.slice(-PAGE),
  'the newest, whatever end is asked for': (all: readonly VenueFill[]) => all.slice(-PAGE),
} as const;

function venue(trades: readonly VenueFill[], way: keyof typeof WAYS): TradePages & { asked: () => number } {
  let count = 0;
  const page = (since: number, end: number): Promise<Page> => {
    count += 1;
    const fills = WAYS[way](trades.filter(({ at }) => at >= since && at <= end));
    return Promise.resolve({ fills, isWhole: fills.length < PAGE });
  };
  return {
    asked: () => count,
    ask: (since) => page(since, NOW),
    askBefore: (since, until) => page(since, way === 'the newest, whatever end is asked for' ? NOW : until),
  };
}

const many = (count: number): VenueFill[] => Array.from({ length: count }, (_, index) => tradeAt(1_000 + index * 10, index));

it.each(['the oldest first', 'the newest first'] as const)('%s: a hundred and eighty trades are all listed', async (way) => {
  const trades = many(180);
  const pages = venue(trades, way);
  const paged = await pageTrades(pages, 500, NOW);
  expect(paged.fills.map(({ id }) => id).toSorted()).toEqual(trades.map(({ id }) => id).toSorted());
  expect(paged.span).toEqual({ from: 500, to: NOW });
  expect(pages.asked()).toBeLessThanOrEqual(6);
});

it('the newest, whatever end is asked for: only the time of that page is called listed', async () => {
  const paged = await pageTrades(venue(many(180), 'the newest, whatever end is asked for'), 500, NOW);
  expect(paged.fills).toHaveLength(PAGE);
  expect(paged.span).toEqual({ from: 1_000 + 130 * 10 + 1, to: NOW });
});

it('a question with an end that is not answered leaves what was listed without one', async () => {
  const pages = { ...venue(many(180), 'the newest first'), askBefore: () => Promise.resolve(null) };
  expect((await pageTrades(pages, 500, NOW)).span).toEqual({ from: 1_000 + 130 * 10 + 1, to: NOW });
});

it('few trades are one question, and far too many end in so many pages', async () => {
  const few = venue(many(49), 'the oldest first');
  expect((await pageTrades(few, 500, NOW)).span).toEqual({ from: 500, to: NOW });
  expect(few.asked()).toBe(1);
  const flood = venue(many(5_000), 'the oldest first');
  const { fills, span } = await pageTrades(flood, 500, NOW);
  expect(flood.asked()).toBeLessThanOrEqual(9);
  expect(span?.to).toBeLessThan(1_000 + fills.length * 10);
});

it('whatever the times and the way: every trade in the span is listed, and once', async () => {
  const times = fc.array(fc.integer({ min: 1_000, max: 1_400 }), { maxLength: 260 });
  await fc.assert(
    fc.asyncProperty(times, fc.constantFrom(...(Object.keys(WAYS) as (keyof typeof WAYS)[])), async (ats, way) => {
      const trades = ats.toSorted((a, b) => a - b).map(tradeAt);
      const { fills, span } = await pageTrades(venue(trades, way), 500, NOW);
      const ids = fills.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      if (span === null) return;
      for (const trade of trades) if (trade.at >= span.from && trade.at <= span.to) expect(ids).toContain(trade.id);
    }),
    { numRuns: 300 },
  );
});
