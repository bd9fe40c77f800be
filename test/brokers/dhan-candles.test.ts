// The charts of Dhan: what is asked for each kind of instrument, and what is made of answers that are short, wrong, late or none.
// Whatever they are, nothing is sent but the question.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Candles } from '../../src/brokers/broker.ts';
import { ATR_RULES } from '../../src/core/model/markets/atr.ts';
import { TIMEFRAME_MS, type Timeframe } from '../../src/core/model/time/candle.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { createLog } from '../../src/log.ts';
import { createRedactor } from '../../src/redact.ts';
import { createAtrReader } from '../../src/runtime/read-atr.ts';
import { settingsWith } from '../core/engine.ts';
import { candleBook } from '../venues/candle-book.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { remoteHarness, type RemoteHarness } from '../venues/remote-harness.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-candles-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const log = createLog({ level: 'silent', redactor: createRedactor([]), stream: { write: () => undefined } });

let venue: RemoteHarness;
beforeEach(async () => {
  venue = await remoteHarness({ ...dhanVenue({ cacheDir }), names: null })({ balances: { INR: '1000000' }, liquidityPerStep: null });
});
afterEach(() => venue.close());

const SHARE = 'RELIANCE';
const asked = () =>
  venue.server.attempts.filter(({ kind }) => kind === 'candles').map(({ path, body }) => ({ path, ...(JSON.parse(body) as object) }));

/** Only time ends the wait for an answer that never comes, and it begins when the request is there. */
async function candles(symbol = SHARE, timeframe: Timeframe = '1h', count = 30): Promise<Candles> {
  let underWay = 1;
  const answer = venue
    .broker()
    .candles(symbol, timeframe, count)
    .finally(() => (underWay = 0));
  await venue.server.answered(() => underWay);
  if (underWay > 0) await venue.clock.advance(16_000);
  return answer;
}

const says = (body: unknown, status = 200): Fault => ({ type: 'says', status, body, acted: false });
/** Three hours of 5 January 2026. */
const LISTS = {
  open: [100, 101, 102],
  high: [103, 104, 105],
  low: [99, 100, 101],
  close: [101, 102, 103],
  volume: [10, 11, 12],
  timestamp: [1_767_584_700, 1_767_588_300, 1_767_591_900],
};

describe('the question', () => {
  it.each([
    [SHARE, 'NSE_EQ', '2885', 'EQUITY'],
    ['BSE:TCS', 'BSE_EQ', '532540', 'EQUITY'],
    ['NFO:NIFTY-2026-01-27-FUT', 'NSE_FNO', '35001', 'FUTIDX'],
    ['NFO:NIFTY-2026-01-06-24200-CE', 'NSE_FNO', '47009', 'OPTIDX'],
    ['MCX:GOLDPETAL-2026-01-30-FUT', 'MCX_COMM', '466029', 'FUTCOM'],
    ['CDS:USDINR-2026-01-28-FUT', 'NSE_CURRENCY', '2147', 'FUTCUR'],
  ])('for %s names the segment, the id and the kind as Dhan has them', async (symbol, exchangeSegment, securityId, instrument) => {
    for (const timeframe of ['1h', '1d'] as const) expect(await candles(symbol, timeframe)).toMatchObject({ type: 'ok', source: 'venue' });
    const about = { exchangeSegment, securityId, instrument };
    expect(asked()).toEqual([
      { ...about, path: '/v2/charts/intraday', interval: '60', fromDate: expect.any(String), toDate: expect.any(String) },
      { ...about, path: '/v2/charts/historical', expiryCode: 0, fromDate: expect.any(String), toDate: expect.any(String) },
    ]);
  });

  it('is in Indian time, reaches over holidays, and never over more days than Dhan tells at once', async () => {
    for (const [timeframe, count] of [
      ['1m', 250],
      ['1h', 30],
      ['1h', 250],
      ['1d', 250],
    ] as const)
      await candles(SHARE, timeframe, count);
    const days = asked().map((each) => {
      const { fromDate, toDate } = each as unknown as Record<'fromDate' | 'toDate', string>;
      return (Date.parse(toDate) - Date.parse(fromDate)) / TIMEFRAME_MS['1d'];
    });
    expect(days).toEqual([12, 17, 68, 363]);
  });

  it.each(['30m', '4h'] as const)('is none for %s, which Dhan has not: that is said, for good', async (timeframe) => {
    expect(await candles(SHARE, timeframe)).toEqual({
      type: 'unavailable',
      reason: `Dhan has no candles of ${timeframe}, but of 1m, 5m, 15m, 1h, 1d`,
      lasting: true,
    });
    expect(asked()).toEqual([]);
  });
});

describe('the answer', () => {
  it.each<[string, Fault, RegExp]>([
    ['lists of different lengths', says({ ...LISTS, close: [101, 102] }), /no lists of candles/],
    ['no times', says({ ...LISTS, timestamp: undefined }), /no lists of candles/],
    ['lists in something else', says({ data: LISTS, status: 'success' }), /no lists of candles/],
    ['a price that is none', says({ ...LISTS, high: [103, null, 105] }), /a candle that is none/],
    ['a low above the rest', says({ ...LISTS, low: [99, 150, 101] }), /a candle that is none/],
    ['a price of zero', says({ ...LISTS, low: [0, 100, 101] }), /a candle that is none/],
    ['times in words', says({ ...LISTS, timestamp: ['09:15', '10:15', '11:15'] }), /a candle that is none/],
    ['too many requests', { type: 'rate_limited', retryAfterS: 1 }, /too many requests/],
    ['no data', says({ errorType: 'x', errorCode: 'DH-907', errorMessage: 'No data present' }, 400), /DH-907: No data present/],
    ['no plan for data', says({ errorType: 'x', errorCode: 'DH-902', errorMessage: 'No access' }, 401), /subscribe to it/],
    ['a code of the data API', says({ data: { '806': 'Data APIs not subscribed' }, status: 'failed' }), /a paid plan/],
    ['a token that has ended', { type: 'clock_skew' }, /new access token/],
    ['a page', { type: 'nonsense', body: 'html', acted: false }, /answered 200 with/],
    ['silence', { type: 'silence_before' }, /did not answer within 15 s/],
  ])('%s is told with its reason, and nothing else is sent', async (_, fault, reason) => {
    const before = venue.server.attempts.length;
    venue.server.plan.next('candles', fault);
    expect(await candles()).toMatchObject({ type: 'unavailable', reason: expect.stringMatching(reason) });
    expect(asked()).toHaveLength(1);
    expect(venue.server.attempts.slice(before).filter(({ kind }) => kind === 'submit')).toEqual([]);
    expect(venue.exchange.orders()).toEqual([]);
  });

  it('of few candles is few candles, of none is none', async () => {
    venue.server.plan.next('candles', says(LISTS));
    const few = await candles();
    expect(few.type === 'ok' ? few.candles.map(({ openAt, close, volume }) => [openAt, close, volume]) : few).toEqual([
      [1_767_584_700_000, '101', '10'],
      [1_767_588_300_000, '102', '11'],
      [1_767_591_900_000, '103', '12'],
    ]);
    venue.server.plan.next('candles', says({ open: [], high: [], low: [], close: [], volume: [], timestamp: [] }));
    expect(await candles()).toEqual({ type: 'ok', candles: [], source: 'venue' });
  });
});

describe('a size by the average true range', () => {
  const reader = () => {
    const account = accountName('dhan');
    const settings = settingsWith({ account });
    return createAtrReader({ settings, brokers: new Map([[account, venue.broker()]]), clock: venue.clock, log }).of(
      account,
      SHARE,
      ATR_RULES,
      null,
    );
  };

  it('stands on the hours that Dhan tells', async () => {
    const whole = candleBook(TIMEFRAME_MS['1h'], 141, venue.clock.now()).slice(0, 140);
    const told = await reader();
    if (told.type !== 'atr') throw new Error(JSON.stringify(told));
    expect(told.atr).toMatchObject({ source: 'venue', timeframe: '1h', candles: 140 });
    const ranges = whole.map(({ high, low }, index) => {
      const before = Number(whole[index - 1]?.close ?? high);
      return index === 0 ? Number(high) - Number(low) : Math.max(Number(high), before) - Math.min(Number(low), before);
    });
    const first = ranges.slice(0, 14).reduce((total, range) => total + range, 0) / 14;
    expect(Number(told.atr.value)).toBeCloseTo(
      ranges.slice(14).reduce((average, range) => (average * 13 + range) / 14, first),
      6,
    );
  });

  it('is not assumed where too few are told', async () => {
    venue.server.plan.next('candles', says(LISTS));
    expect(await reader()).toMatchObject({
      type: 'unavailable',
      reason: expect.stringContaining('has 3 candles of 1h, and 15 are needed'),
    });
  });
});
