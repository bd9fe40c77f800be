// Wall clocks and markets: what a time zone and a calendar make of an instant, over changes of clocks, holidays and nights.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { viewLimits } from '../../src/core/engine/limits/view-limits.ts';
import { civilDay, daysSince1970, dayText, readDay, weekdayOf } from '../../src/core/model/time/civil-days.ts';
import { NO_RATES } from '../../src/core/model/money/exchange-rate.ts';
import {
  clockText,
  endOfDay,
  instantAt,
  localDay,
  localTime,
  nextTimeOfDay,
  readMinuteOfDay,
} from '../../src/core/model/time/local-time.ts';
import {
  CALENDARS,
  closesAt,
  isOpen,
  opensAt,
  unlistedAt,
  venueCalendar,
  type TradingCalendar,
} from '../../src/core/model/time/trading-calendar.ts';
import { settingsOf } from './limited.ts';

const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());

function calendar(name: string): TradingCalendar {
  const found = CALENDARS.get(name);
  if (found === undefined) throw new Error(`no calendar ${name}`);
  return found;
}

describe('days without a clock', () => {
  it('agree with the calendar of the machine, there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (days) => {
        const text = new Date(days * 86_400_000).toISOString().slice(0, 10);
        if (days >= daysSince1970({ year: 1, month: 1, day: 1 })) expect(dayText(days)).toBe(text);
        expect(daysSince1970(civilDay(days))).toBe(days);
        expect(readDay(dayText(days))).toBe(days);
        expect(weekdayOf(days)).toBe(new Date(days * 86_400_000).getUTCDay());
      }),
    );
  });

  it.each(['2026-02-29', '2026-13-01', '2026-00-10', '2026-04-31', '26-04-30', '2026-4-3', ''])('%s is no day', (text) => {
    expect(readDay(text)).toBeNull();
  });
});

describe('the clock on the wall', () => {
  it('shows day, minute and weekday of its own zone', () => {
    const instant = at('2026-11-28T22:45:30Z');
    expect(localTime(instant, 'UTC')).toMatchObject({ day: '2026-11-28', minuteOfDay: 1_365, weekday: 6 });
    expect(localTime(instant, 'America/New_York')).toMatchObject({ day: '2026-11-28', minuteOfDay: 1_065, weekday: 6 });
    expect(localTime(instant, 'Asia/Kolkata')).toMatchObject({ day: '2026-11-29', minuteOfDay: 255, weekday: 0 });
    expect(localDay(instant, 'Pacific/Kiritimati')).toBe('2026-11-29');
  });

  it('is set forward: what it never shows is meant as long after the change', () => {
    const days = readDay('2026-03-29') ?? 0;
    expect(iso(instantAt(days, 150, 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
    expect(iso(instantAt(days, 119, 'Europe/Berlin'))).toBe('2026-03-29T00:59:00.000Z');
    expect(iso(instantAt(days, 180, 'Europe/Berlin'))).toBe('2026-03-29T01:00:00.000Z');
    expect(iso(nextTimeOfDay(at('2026-03-28T12:00:00Z'), 150, 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
  });

  it('is set back: what it shows twice is meant once', () => {
    const first = nextTimeOfDay(at('2026-10-24T12:00:00Z'), 150, 'Europe/Berlin');
    expect(iso(first)).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(nextTimeOfDay(first, 150, 'Europe/Berlin'))).toBe('2026-10-26T01:30:00.000Z');
    expect(iso(nextTimeOfDay(first + 3_600_000, 150, 'Europe/Berlin'))).toBe('2026-10-26T01:30:00.000Z');
  });

  // Offsets are kept by the quarter of an hour; Liberia was set forward at 00:44:30 UTC, in the middle of one.
  it.each([
    ['Africa/Monrovia', '1972-01-07T00:44:30Z'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ])('%s shows each second around its change as Intl does', (timeZone, change) => {
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
    for (let second = -1_200; second < 1_200; second += 7) {
      const instant = at(change) + second * 1_000;
      const { day, minuteOfDay } = localTime(instant, timeZone);
      expect(`${day} ${clockText(minuteOfDay)}`).toBe(format.format(instant).slice(0, 16));
    }
  });

  it('ends days of 23 and of 25 hours', () => {
    const length = (noon: string): number => {
      const end = endOfDay(at(noon), 'America/New_York');
      return (end - instantAt(localTime(end - 1, 'America/New_York').days, 0, 'America/New_York')) / 3_600_000;
    };
    expect(length('2026-03-08T17:00:00Z')).toBe(23);
    expect(length('2026-11-01T17:00:00Z')).toBe(25);
    expect(length('2026-11-02T17:00:00Z')).toBe(24);
  });

  it('shows the time that was asked for, next and within two days, in every zone', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Havana');
    const instants = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 0, max: 1_439 }), (zone, after, minute) => {
        const next = nextTimeOfDay(after, minute, zone);
        expect(next).toBeGreaterThan(after);
        expect(next - after).toBeLessThanOrEqual(26 * 3_600_000);
        const shown = localTime(next, zone).minuteOfDay;
        // a clock that is set forward shows no later than an hour after
        expect((shown - minute + 1_440) % 1_440).toBeLessThanOrEqual(60);
        if (shown === minute) expect(localTime(instantAt(localTime(next, zone).days, minute, zone), zone).minuteOfDay).toBe(minute);
      }),
    );
  });

  it('is read and written', () => {
    expect(['9:30', '09:30', '24:00', '00:00'].map(readMinuteOfDay)).toEqual([570, 570, 1_440, 0]);
    expect(['24:01', '9', '9:60', '25:00', '9.30', '-1:00'].map(readMinuteOfDay)).toEqual([null, null, null, null, null, null]);
    expect([570, 0, 1_440].map(clockText)).toEqual(['09:30', '00:00', '24:00']);
  });
});

describe('markets', () => {
  it('New York is open from the first to the last minute of its session, in summer and in winter', () => {
    const nyse = calendar('nyse');
    expect([isOpen(nyse, at('2026-11-25T14:29:59Z')), isOpen(nyse, at('2026-11-25T14:30:00Z'))]).toEqual([false, true]);
    expect([isOpen(nyse, at('2026-11-25T20:59:59Z')), isOpen(nyse, at('2026-11-25T21:00:00Z'))]).toEqual([true, false]);
    expect([isOpen(nyse, at('2026-07-01T13:30:00Z')), isOpen(nyse, at('2026-07-01T20:00:00Z'))]).toEqual([true, false]);
  });

  it('New York keeps its holidays and its short days', () => {
    const nyse = calendar('nyse');
    expect(isOpen(nyse, at('2026-11-26T16:00:00Z'))).toBe(false);
    expect(iso(closesAt(nyse, at('2026-11-27T15:00:00Z')))).toBe('2026-11-27T18:00:00.000Z');
    expect(isOpen(nyse, at('2026-11-27T18:00:00Z'))).toBe(false);
    expect(iso(opensAt(nyse, at('2026-11-27T18:00:00Z')))).toBe('2026-11-30T14:30:00.000Z');
    expect(iso(opensAt(nyse, at('2026-12-24T18:00:00Z')))).toBe('2026-12-28T14:30:00.000Z');
    expect(nyse.listedUntil).toBe('2028-12-31');
  });

  it('a closed market closes at the end of its next session', () => {
    expect(iso(closesAt(calendar('nyse'), at('2026-11-28T12:00:00Z')))).toBe('2026-11-30T21:00:00.000Z');
    expect(iso(closesAt(calendar('nse'), at('2026-11-27T09:59:00Z')))).toBe('2026-11-27T10:00:00.000Z');
    expect(iso(opensAt(calendar('nse'), at('2026-11-27T10:00:00Z')))).toBe('2026-11-30T03:45:00.000Z');
  });

  it('what never closes is open, and says so', () => {
    const always = calendar('24/7');
    expect([isOpen(always, at('2026-12-25T03:00:00Z')), closesAt(always, at('2026-12-25T03:00:00Z'))]).toEqual([true, null]);
    expect(opensAt(always, at('2026-12-25T03:00:00Z'))).toBeNull();
  });

  it('sessions that touch at midnight are one: currencies trade from Sunday to Friday', () => {
    const currencies = calendar('24/5');
    expect(isOpen(currencies, at('2026-11-29T21:59:00Z'))).toBe(false);
    expect(iso(opensAt(currencies, at('2026-11-28T12:00:00Z')))).toBe('2026-11-29T22:00:00.000Z');
    expect(iso(closesAt(currencies, at('2026-12-02T12:00:00Z')))).toBe('2026-12-04T22:00:00.000Z');
  });

  it('is open exactly until it closes, and closed exactly until it opens', () => {
    const names = fc.constantFrom(...CALENDARS.keys());
    fc.assert(
      fc.property(names, fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-12-01T00:00:00Z') }), (name, instant) => {
        const market = calendar(name);
        const [closes, opens] = [closesAt(market, instant), opensAt(market, instant)];
        if (closes !== null) expect([isOpen(market, closes - 1), isOpen(market, closes)]).toEqual([true, false]);
        expect(opens === null).toBe(isOpen(market, instant));
        if (opens !== null) expect([isOpen(market, opens - 1), isOpen(market, opens)]).toEqual([false, true]);
      }),
    );
  });

  it('each venue has its own', () => {
    const share = { kind: 'equity', symbol: 'AAPL' } as const;
    const coin = { kind: 'spot', symbol: 'BTC/USD' } as const;
    expect([venueCalendar('alpaca', share), venueCalendar('alpaca', coin), venueCalendar('dhan', share)]).toEqual(['nyse', '24/7', 'nse']);
    expect([venueCalendar('ccxt', { kind: 'swap', symbol: 'BTC/USDT:USDT' }), venueCalendar('paper', share)]).toEqual(['24/7', '24/7']);
  });

  it.each([
    ['NSE:RELIANCE', 'nse'],
    ['NFO:NIFTY-2026-12-29-FUT', 'nse'],
    ['MCX:GOLD-2026-12-04-FUT', 'mcx'],
    ['MCX:CRUDEOIL-2026-12-17-6000-CE', 'mcx'],
    ['MCX:COTTONCNDY-2026-11-30-FUT', 'mcx_linked_agri'],
    ['MCX:MENTHAOIL-2026-11-30-FUT', 'mcx_agri'],
    ['CDS:USDINR-2026-12-29-FUT', 'cds'],
  ])('at Dhan %s has the hours of %s', (symbol, name) => {
    expect(venueCalendar('dhan', { kind: 'future', symbol })).toBe(name);
    expect(CALENDARS.has(name)).toBe(true);
  });

  it.each([
    // Christmas, Diwali Balipratipada in New York's standard time, Maharashtra Day in summer time, New Year's Day
    ['mcx', '2026-12-25', null, null],
    ['mcx', '2026-11-10', '11:30', '18:25'],
    ['mcx', '2026-05-01', '11:30', '18:00'],
    ['mcx_linked_agri', '2026-05-01', '11:30', '15:30'],
    ['mcx_agri', '2026-05-01', null, null],
    ['mcx', '2026-01-01', '03:30', '11:30'],
  ])('%s on the holiday %s is open from %s to %s (UTC)', (name, day, from, to) => {
    const times = Array.from({ length: 24 * 12 }, (_, index) => at(`${day}T00:00:00Z`) + index * 300_000);
    const open = times.filter((instant) => isOpen(calendar(name), instant));
    const clock = (instant: number | undefined): string | null => (instant === undefined ? null : (iso(instant)?.slice(11, 16) ?? null));
    const last = open.at(-1);
    expect([clock(open[0]), clock(last === undefined ? undefined : last + 300_000)]).toEqual([from, to]);
  });

  it.each([
    // New York sets its clocks back on 1 November 2026 and forward on 14 March 2027
    ['2026-10-30T06:00:00Z', '2026-10-30T18:00:00.000Z'],
    ['2026-11-02T06:00:00Z', '2026-11-02T18:25:00.000Z'],
    ['2027-03-12T06:00:00Z', '2027-03-12T18:25:00.000Z'],
    ['2027-03-15T06:00:00Z', '2027-03-15T18:00:00.000Z'],
  ])('commodities at %s trade until %s', (instant, closes) => {
    expect(iso(closesAt(calendar('mcx'), at(instant)))).toBe(closes);
    expect(isOpen(calendar('mcx'), at(`${instant.slice(0, 10)}T03:30:00Z`))).toBe(true);
    expect(isOpen(calendar('mcx'), at(`${instant.slice(0, 10)}T03:29:00Z`))).toBe(false);
  });
});

describe('the holidays of New York', () => {
  const DAY_MS = 86_400_000;
  const text = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const weekdayOf = (ms: number): number => new Date(ms).getUTCDay();
  /** The nth (from 1) such weekday of a month (from 0); -1: the last one. */
  function nth(year: number, month: number, weekday: number, n: number): number {
    const first = n > 0 ? Date.UTC(year, month, 1) : Date.UTC(year, month + 1, 0);
    const days = n > 0 ? ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7 : -((weekdayOf(first) - weekday + 7) % 7);
    return first + days * DAY_MS;
  }
  /** Anonymous Gregorian (Meeus, Astronomical Algorithms, ch. 8). */
  function easter(year: number): number {
    const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
    const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
    const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
    const m = Math.floor((a + 11 * h + 22 * l) / 451);
    const sum = h + l - 7 * m + 114;
    return Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1);
  }
  /** Saturday's is kept on Friday, Sunday's on Monday; a new year on a Saturday is not kept at all (Rule 7.2). */
  function kept(day: number): number {
    const weekday = weekdayOf(day);
    return weekday === 6 ? day - DAY_MS : weekday === 0 ? day + DAY_MS : day;
  }
  function closedIn(year: number): string[] {
    const newYear = Date.UTC(year, 0, 1);
    return [
      ...(weekdayOf(newYear) === 6 ? [] : [kept(newYear)]),
      nth(year, 0, 1, 3),
      nth(year, 1, 1, 3),
      easter(year) - 2 * DAY_MS,
      nth(year, 4, 1, -1),
      ...[Date.UTC(year, 5, 19), Date.UTC(year, 6, 4), Date.UTC(year, 11, 25)].map(kept),
      nth(year, 8, 1, 1),
      nth(year, 10, 4, 4),
    ].map(text);
  }
  /** Until 13:00: the day before Independence Day and Christmas Eve on days of trade, and the day after Thanksgiving. */
  function shortIn(year: number): string[] {
    const isWeekday = (day: number): boolean => weekdayOf(day) >= 1 && weekdayOf(day) <= 5;
    const eves = [Date.UTC(year, 6, 3), Date.UTC(year, 11, 24)].filter(isWeekday);
    return [...eves, nth(year, 10, 4, 4) + DAY_MS].map(text).filter((day) => !closedIn(year).includes(day));
  }

  it.each([2026, 2027, 2028, 2029, 2030])('are in %i those of the rules that they are made by', (year) => {
    for (const name of ['nyse', 'nasdaq']) {
      const days = Object.entries(calendar(name).otherDays).filter(([day]) => day.startsWith(String(year)));
      const names = (short: boolean): string[] => days.filter(([, open]) => open.length > 0 === short).map(([day]) => day);
      expect(names(false).sort()).toEqual(closedIn(year).sort());
      expect(names(true).sort()).toEqual(shortIn(year).sort());
    }
  });

  it('a day that nobody has listed is said to be one; until then nothing is', () => {
    expect(unlistedAt(calendar('nse'), at('2026-12-31T12:00:00Z'))).toBeNull();
    expect(unlistedAt(calendar('nse'), at('2026-12-31T19:00:00Z'))).toContain('holidays of nse are known until 2026-12-31 only');
    expect(unlistedAt(calendar('nyse'), at('2029-01-02T12:00:00Z'))).toContain('2028-12-31');
    expect(unlistedAt(calendar('24/7'), at('2040-01-01T12:00:00Z'))).toBeNull();
  });
});

it('/risk says of a window by a calendar without a list that holidays are not known', () => {
  const tradingWindow = [{ days: [], from: 0, to: 1_440, timeZone: null, calendar: 'nse' }];
  const settings = settingsOf('account', { tradingWindow });
  const used = (now: string) =>
    viewLimits({ settings, state: emptyState(), marks: new Map(), rates: NO_RATES, now: at(now) }).map((view) => view.used);
  expect(used('2026-12-30T06:00:00Z')).toEqual(['open']);
  expect(used('2027-01-04T06:00:00Z')[0]).toMatch(/^open \(holidays of nse are known until 2026-12-31 only/);
});
