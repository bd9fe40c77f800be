// Owns: the charts of the fake Dhan, as the documents of version 2 have them: minutes and days by two paths, lists beside each other,
// times in seconds, days that begin at midnight in India, 90 days of minutes at once.

import { candleBook, lengthOf } from './candle-book.ts';
import { type DhanScrip, segmentOf } from './dhan-scrips.ts';
import type { VenueReply, VenueRequest } from './http-venue.ts';

const DAY_MS = 86_400_000;
export const INDIA_MS = 19_800_000;
const MINUTES: ReadonlySet<unknown> = new Set(['1', '5', '15', '25', '60']);
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

const failed = (errorMessage: string): VenueReply => ({
  status: 400,
  body: { errorType: 'Input_Exception', errorCode: 'DH-905', errorMessage },
});

/** An Indian time as an instant. */
const instantOf = (text: string): number => Date.parse(text.length === 10 ? `${text}T00:00:00Z` : `${text.replace(' ', 'T')}Z`) - INDIA_MS;

export function answerCharts({ path, body }: VenueRequest, scrips: readonly DhanScrip[], now: number): VenueReply {
  const fields = JSON.parse(body) as Readonly<Record<string, unknown>>;
  const { securityId, exchangeSegment, instrument, interval, fromDate, toDate } = fields;
  const scrip = scrips.find((each) => each.securityId === securityId && segmentOf(each) === exchangeSegment);
  if (scrip === undefined || scrip.instrument !== instrument) return failed('Missing required fields, bad values for parameters etc.');
  const isDaily = path.endsWith('/historical');
  const written = isDaily ? DATE : MOMENT;
  if (typeof fromDate !== 'string' || typeof toDate !== 'string' || !written.test(fromDate) || !written.test(toDate))
    return failed('Invalid date format');
  if (!isDaily && !MINUTES.has(interval)) return failed('Invalid interval');
  const [from, to] = [instantOf(fromDate), instantOf(toDate)];
  if (from >= to || (!isDaily && to - from > 90 * DAY_MS)) return failed('Only 90 days of data can be asked for at once');
  const length = isDaily ? DAY_MS : lengthOf(String(interval));
  const shift = isDaily ? INDIA_MS : 0;
  const until = Math.min(now, to - 1) + shift;
  const book = candleBook(length, Math.ceil((to - from) / length), until).filter(({ openAt }) => openAt - shift >= from);
  const numbers = (key: 'open' | 'high' | 'low' | 'close' | 'volume') => book.map((candle) => Number(candle[key]));
  const timestamp = book.map(({ openAt }) => (openAt - shift) / 1000);
  return {
    status: 200,
    body: {
      open: numbers('open'),
      high: numbers('high'),
      low: numbers('low'),
      close: numbers('close'),
      volume: numbers('volume'),
      timestamp,
      open_interest: [],
    },
  };
}
