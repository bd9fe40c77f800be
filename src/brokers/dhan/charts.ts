// Owns: the candles of Dhan's charts: minutes by one question, days by the other, each answered with lists that lie beside each other.
// Written to the documents of version 2; no answer of the venue was recorded, so everything in one is looked at before it is believed.

import type { Clock } from '../../clock.ts';
import { closedCandles, type RawCandle, TIMEFRAME_MS, type Timeframe } from '../../core/model/time/candle.ts';
import { type Decimal, parseDecimal } from '../../core/model/decimal.ts';
import type { Candles } from '../broker.ts';
import type { DhanClient } from './dhan-client.ts';
import { indianDay, indianMoment } from './indian-time.ts';
import type { Scrip, Segment } from './scrip.ts';
import type { ScripList } from './scrip-list.ts';
import { isObject } from './wire-json.ts';

const DAY_MS = TIMEFRAME_MS['1d'];
/** The stretches of minutes that there are; half hours and four hours are none. */
const MINUTES: Partial<Readonly<Record<Timeframe, string>>> = { '1m': '1', '5m': '5', '15m': '15', '1h': '60' };
const OFFERED = [...Object.keys(MINUTES), '1d'].join(', ');
/** The shortest session there, that of shares: from 9:15 to 15:30. */
const SESSION_MS = 22_500_000;
/** Two days of each week are none, and a row of holidays. */
const WEEKS = 7 / 5;
const HOLIDAYS = 10;
/** Of minutes, in one question. */
const MINUTE_DAYS_MAX = 89;

const CURRENCIES: ReadonlySet<Segment> = new Set(['NSE_CURRENCY', 'BSE_CURRENCY']);

/** How charts call what it is; the list of instruments says it of each row, and it follows from what is kept of one. */
function chartedAs({ kind, segment, underlying }: Scrip, list: ScripList): string {
  if (kind === 'equity') return 'EQUITY';
  if (kind === 'index') return 'INDEX';
  if (segment === 'MCX_COMM') return kind === 'future' ? 'FUTCOM' : 'OPTFUT';
  const of = CURRENCIES.has(segment) ? 'CUR' : list.of('IDX_I', underlying).length > 0 ? 'IDX' : 'STK';
  return kind === 'future' ? `FUT${of}` : `OPT${of}`;
}

const unavailable = (reason: string) => ({ type: 'unavailable', reason }) as const;

const numberOf = (value: unknown): Decimal | null =>
  typeof value === 'number' || typeof value === 'string' ? parseDecimal(String(value)) : null;

const inMs = (seconds: unknown): number | null => (typeof seconds === 'number' ? seconds * 1_000 : null);

/** Null: the lists are not there, or not all of one length: nobody knows which price belongs to which time. */
function rowsIn(body: unknown, countsShares: boolean): readonly RawCandle[] | null {
  if (!isObject(body)) return null;
  const { timestamp, open, high, low, close, volume } = body;
  if (!Array.isArray(timestamp)) return null;
  const beside = (list: unknown): list is readonly unknown[] => Array.isArray(list) && list.length === timestamp.length;
  if (!beside(open) || !beside(high) || !beside(low) || !beside(close)) return null;
  const volumes = countsShares && beside(volume) ? volume : null;
  return timestamp.map((at: unknown, index) => ({
    openAt: inMs(at),
    open: numberOf(open[index]),
    high: numberOf(high[index]),
    low: numberOf(low[index]),
    close: numberOf(close[index]),
    volume: volumes === null ? null : numberOf(volumes[index]),
  }));
}

interface Charts {
  readonly client: DhanClient;
  readonly list: ScripList;
  readonly clock: Clock;
}

function questionOf({ list, clock }: Charts, scrip: Scrip, timeframe: Timeframe, count: number) {
  const now = clock.now();
  const length = TIMEFRAME_MS[timeframe];
  const sessions = timeframe === '1d' ? count + 1 : Math.ceil(((count + 1) * length) / SESSION_MS);
  const days = Math.ceil(sessions * WEEKS) + HOLIDAYS;
  const about = { securityId: scrip.securityId, exchangeSegment: scrip.segment, instrument: chartedAs(scrip, list) };
  // the last day is not counted in
  const daily = { ...about, expiryCode: 0, fromDate: indianDay(now - days * DAY_MS), toDate: indianDay(now + DAY_MS) };
  if (timeframe === '1d') return { path: '/charts/historical', fields: daily };
  const fromDate = indianMoment(now - Math.min(days, MINUTE_DAYS_MAX) * DAY_MS);
  return { path: '/charts/intraday', fields: { ...about, interval: MINUTES[timeframe], fromDate, toDate: indianMoment(now) } };
}

/** One question, which changes nothing. */
export async function readCharts(charts: Charts, scrip: Scrip, timeframe: Timeframe, count: number): Promise<Candles> {
  if (timeframe !== '1d' && MINUTES[timeframe] === undefined)
    return { ...unavailable(`Dhan has no candles of ${timeframe}, but of ${OFFERED}`), lasting: true };
  const { path, fields } = questionOf(charts, scrip, timeframe, count);
  // what was still open when it was asked for may not be whole in an answer that comes after its end
  const askedAt = charts.clock.now();
  const answer = await charts.client.post(path, JSON.stringify(fields));
  if (answer.type !== 'ok') return unavailable(answer.reason);
  const rows = rowsIn(answer.body, scrip.kind === 'equity');
  if (rows === null) return unavailable('Dhan answered with no lists of candles');
  const candles = closedCandles(rows, timeframe, count, askedAt);
  return candles === null ? unavailable('Dhan told a candle that is none') : { type: 'ok', candles, source: 'venue' };
}
