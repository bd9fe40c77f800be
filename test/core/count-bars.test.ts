// Bars of a time stop go by as on the chart of the market: none over night, over a weekend or a holiday.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { timeStopAt } from '../../src/core/model/exits/time-stop.ts';
import { afterBars } from '../../src/core/model/time/count-bars.ts';
import { CALENDARS, type TradingCalendar } from '../../src/core/model/time/trading-calendar.ts';

const MINUTE = 60_000;
const calendar = (name: string): TradingCalendar => {
  const found = CALENDARS.get(name);
  if (found === undefined) throw new Error(`no calendar ${name}`);
  return found;
};
const after = (name: string, since: string, count: number, minutes: number): string =>
  new Date(afterBars(calendar(name), Date.parse(since), count, minutes * MINUTE)).toISOString();

describe('bars', () => {
  it.each([
    ['within a session', 'nyse', '2026-11-30T15:00:00Z', 12, 5, '2026-11-30T16:00:00.000Z'],
    ['over Thanksgiving into its half day', 'nyse', '2026-11-25T20:45:00Z', 12, 5, '2026-11-27T15:15:00.000Z'],
    ['from the half day over a weekend', 'nyse', '2026-11-27T17:50:00Z', 3, 5, '2026-11-30T14:35:00.000Z'],
    ['over a night in Mumbai', 'nse', '2026-11-25T09:50:00Z', 3, 5, '2026-11-26T03:50:00.000Z'],
    ['from before the opening', 'nyse', '2026-11-30T12:00:00Z', 1, 60, '2026-11-30T15:30:00.000Z'],
    ['of an hour, seven to a session', 'nyse', '2026-11-30T14:30:00Z', 8, 60, '2026-12-01T15:30:00.000Z'],
    ['of four hours, the second of which is shorter', 'nyse', '2026-11-30T14:30:00Z', 2, 240, '2026-12-01T14:30:00.000Z'],
    ['of a day, one to a session', 'nyse', '2026-11-25T20:45:00Z', 2, 1_440, '2026-11-30T20:45:00.000Z'],
    ['of a week, by the clock', 'nyse', '2026-11-25T20:45:00Z', 1, 10_080, '2026-12-02T20:45:00.000Z'],
    ['around the clock', '24/7', '2026-11-27T17:50:00Z', 12, 240, '2026-11-29T17:50:00.000Z'],
    ['of currencies over a weekend', '24/5', '2026-11-27T21:30:00Z', 1, 60, '2026-11-29T22:30:00.000Z'],
  ])('%s', (_, name, since, count, minutes, at) => {
    expect(after(name, since, count, minutes)).toBe(at);
  });

  it('of as many as anybody may write are counted in no time', () => {
    expect(Date.parse(after('nyse', '2026-11-25T20:45:00Z', 999_999, 1_440))).toBeGreaterThan(Date.UTC(2700, 0, 1));
  });
});

it('a time stop in minutes goes by the clock, one in bars by the market', () => {
  const rule = { afterMs: 60 * MINUTE, atMinute: null, beforeCloseMs: null, calendar: null, unlessGain: decimal('1') };
  const ground = { timeZone: 'UTC', calendar: calendar('nyse') };
  const openedAt = Date.parse('2026-11-30T20:45:00Z');
  expect(timeStopAt(rule, openedAt, ground)?.at).toBe(openedAt + 60 * MINUTE);
  expect(timeStopAt({ ...rule, barMs: 5 * MINUTE }, openedAt, ground)?.at).toBe(Date.parse('2026-12-01T15:15:00Z'));
});
