// Owns: when markets are open: hours by weekday in the market's own time zone, days on which it is closed, days on which it
// keeps other hours. A calendar is data; what it does not list it cannot know, hence `listedUntil`.

import type { BrokerName } from '../account.ts';
import { dayText, daysSince1970, weekdayOf } from './civil-days.ts';
import { readContractName } from '../markets/contract-symbol.ts';
import type { Instant } from '../ids.ts';
import type { Instrument } from '../markets/instrument.ts';
import { clockText, instantAt, localTime, MINUTES_PER_DAY } from './local-time.ts';

/** Minutes of the day, `to` excluded; 1440 is the end of the day. */
export interface Hours {
  readonly from: number;
  readonly to: number;
}

export interface TradingCalendar {
  readonly name: string;
  readonly timeZone: string;
  /** Seven lists, Sunday first; within a day in order and without overlap. */
  readonly week: readonly (readonly Hours[])[];
  /** Day ("2026-12-25") → its hours in place of those of its weekday; none = closed. */
  readonly otherDays: Readonly<Record<string, readonly Hours[]>>;
  /** Last day up to which holidays are known; null = it has none. */
  readonly listedUntil: string | null;
}

const DAY: Hours = { from: 0, to: MINUTES_PER_DAY };
/** Longer than any series of days on which a market stays closed. */
const DAYS_SEARCHED = 16;
/** What lasts longer never closes: the longest week of a market has five days. */
export const ENDLESS_MS = 8 * 86_400_000;

const hours = (from: number, to: number): readonly Hours[] => [{ from, to }];
const time = (hour: number, minute = 0): number => hour * 60 + minute;

const workdays = (each: readonly Hours[]): TradingCalendar['week'] => [[], each, each, each, each, each, []];

const onDays = (days: string, open: readonly Hours[]): Record<string, readonly Hours[]> =>
  Object.fromEntries(days.split(/\s+/).map((day) => [day, open]));

/** Of NYSE Group's announcement for 2026, 2027 and 2028. */
const US_HOLIDAYS = `2026-01-01 2026-01-19 2026-02-16 2026-04-03 2026-05-25 2026-06-19 2026-07-03 2026-09-07 2026-11-26 2026-12-25
  2027-01-01 2027-01-18 2027-02-15 2027-03-26 2027-05-31 2027-06-18 2027-07-05 2027-09-06 2027-11-25 2027-12-24
  2028-01-17 2028-02-21 2028-04-14 2028-05-29 2028-06-19 2028-07-04 2028-09-04 2028-11-23 2028-12-25`;
const US_SHORT_DAYS = '2026-11-27 2026-12-24 2027-11-26 2028-07-03 2028-11-24';
/** By the rules that they are made by (NYSE Rule 7.2), until they are announced. */
const US_HOLIDAYS_EXPECTED = `2029-01-01 2029-01-15 2029-02-19 2029-03-30 2029-05-28 2029-06-19 2029-07-04 2029-09-03 2029-11-22 2029-12-25
  2030-01-01 2030-01-21 2030-02-18 2030-04-19 2030-05-27 2030-06-19 2030-07-04 2030-09-02 2030-11-28 2030-12-25`;
const US_SHORT_DAYS_EXPECTED = '2029-07-03 2029-11-23 2029-12-24 2030-07-03 2030-11-29 2030-12-24';

/** Of the exchanges' list for 2026; those of later years are announced each December. */
const INDIAN_HOLIDAYS = `2026-01-15 2026-01-26 2026-03-03 2026-03-26 2026-03-31 2026-04-03 2026-04-14 2026-05-01 2026-05-28 2026-06-26
  2026-09-14 2026-10-02 2026-10-20 2026-11-10 2026-11-24 2026-12-25`;

const usEquities = (name: string): TradingCalendar => ({
  name,
  timeZone: 'America/New_York',
  week: workdays(hours(time(9, 30), time(16))),
  otherDays: {
    ...onDays(`${US_HOLIDAYS} ${US_HOLIDAYS_EXPECTED}`, []),
    ...onDays(`${US_SHORT_DAYS} ${US_SHORT_DAYS_EXPECTED}`, hours(time(9, 30), time(13))),
  },
  listedUntil: '2028-12-31',
});

const indianEquities = (name: string): TradingCalendar => ({
  name,
  timeZone: 'Asia/Kolkata',
  week: workdays(hours(time(9, 15), time(15, 30))),
  otherDays: onDays(INDIAN_HOLIDAYS, []),
  listedUntil: '2026-12-31',
});

/** Currency derivatives, NSE and BSE. Holidays as of shares; further ones of banks are in no list here. */
const INDIAN_CURRENCIES: TradingCalendar = {
  ...indianEquities('cds'),
  week: workdays(hours(time(9), time(17))),
  listedUntil: '2025-12-31',
};

/** Until then MCX's days of standard time in New York are counted; later ones end with the earlier close, which lets nobody stay too long. */
const STANDARD_TIME = { from: 2025, to: 2040 };

const firstSunday = (year: number, month: number): number => {
  const first = daysSince1970({ year, month, day: 1 });
  return first + ((7 - weekdayOf(first)) % 7);
};

/** From the first Sunday of November to the second one of March. */
function daysOfStandardTime(): string {
  const days: string[] = [];
  for (let year = STANDARD_TIME.from; year < STANDARD_TIME.to; year += 1)
    for (let day = firstSunday(year, 11); day < firstSunday(year + 1, 3) + 7; day += 1)
      if (weekdayOf(day) % 6 !== 0) days.push(dayText(day));
  return days.join(' ');
}

/** Of MCX's list for 2026; those of later years are announced each December. Closed all day, … */
const MCX_HOLIDAYS = '2026-01-26 2026-04-03 2026-10-02 2026-12-25';
/** … until 17:00, … */
const MCX_EVENINGS = `2026-03-03 2026-03-26 2026-03-31 2026-04-14 2026-05-01 2026-05-28 2026-06-26 2026-09-14 2026-10-20 2026-11-10
  2026-11-24`;
/** … and from then on. */
const MCX_MORNINGS = '2026-01-01';
const MCX_EVENING_AT = time(17);

const mcx = (name: string, close: number, closeInStandardTime = close): TradingCalendar => {
  const inStandardTime = onDays(daysOfStandardTime(), hours(time(9), closeInStandardTime));
  const closeOn = (day: string): number => (day in inStandardTime ? closeInStandardTime : close);
  const evening = (day: string): readonly Hours[] => (closeOn(day) > MCX_EVENING_AT ? hours(MCX_EVENING_AT, closeOn(day)) : []);
  return {
    name,
    timeZone: 'Asia/Kolkata',
    week: workdays(hours(time(9), close)),
    otherDays: {
      ...(closeInStandardTime === close ? {} : inStandardTime),
      ...Object.fromEntries(MCX_EVENINGS.split(/\s+/).map((day) => [day, evening(day)])),
      ...onDays(MCX_MORNINGS, hours(time(9), MCX_EVENING_AT)),
      ...onDays(MCX_HOLIDAYS, []),
    },
    listedUntil: '2026-12-31',
  };
};

/** Commodities: what is not grown trades until 23:30, in the time of the year in which New York keeps standard time until 23:55. */
const MCX = [mcx('mcx', time(23, 30), time(23, 55)), mcx('mcx_linked_agri', time(21)), mcx('mcx_agri', time(17))];

/** What is grown, and quoted abroad too. */
const LINKED_AGRI: ReadonlySet<string> = new Set(['COTTON', 'COTTONCNDY', 'CPO', 'KAPAS']);
const AGRI: ReadonlySet<string> = new Set(['CARDAMOM', 'CASTORSEED', 'COTTONOIL', 'MENTHAOIL', 'PEPPER', 'RBDPMOLEIN', 'RUBBER']);

const ALWAYS: TradingCalendar = {
  name: '24/7',
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [DAY]),
  otherDays: {},
  listedUntil: null,
};

/** Currencies: from Sunday evening to Friday evening in New York. */
const CURRENCIES: TradingCalendar = {
  name: '24/5',
  timeZone: 'America/New_York',
  week: [hours(time(17), MINUTES_PER_DAY), [DAY], [DAY], [DAY], [DAY], hours(0, time(17)), []],
  otherDays: {},
  listedUntil: null,
};

/** Those that config.yaml can name without writing them; it may add to each. */
export const CALENDARS: ReadonlyMap<string, TradingCalendar> = new Map(
  [
    ALWAYS,
    CURRENCIES,
    usEquities('nyse'),
    usEquities('nasdaq'),
    indianEquities('nse'),
    indianEquities('bse'),
    INDIAN_CURRENCIES,
    ...MCX,
  ].map((calendar) => [calendar.name, calendar]),
);

/** Of the venue itself. Coins are traded at any time, and so is whatever a paper account makes up. */
export function venueCalendar(broker: BrokerName, { kind, symbol }: Pick<Instrument, 'kind' | 'symbol'>): string {
  if (broker === 'dhan') return indianCalendar(symbol);
  return broker === 'alpaca' && kind !== 'spot' ? 'nyse' : '24/7';
}

function indianCalendar(symbol: string): string {
  const { exchange = null, underlying = '' } = readContractName(symbol) ?? {};
  if (exchange === 'CDS' || exchange === 'BCD') return 'cds';
  if (exchange !== 'MCX') return 'nse';
  return LINKED_AGRI.has(underlying) ? 'mcx_linked_agri' : AGRI.has(underlying) ? 'mcx_agri' : 'mcx';
}

/** Of its usual days; null: it is open around the clock. */
export function longestSessionMs({ week }: TradingCalendar): number | null {
  const minutes = Math.max(0, ...week.flat().map(({ from, to }) => to - from));
  return minutes >= MINUTES_PER_DAY ? null : minutes * 60_000;
}

/** A stretch of time in which the market is open without a break. */
export interface Session {
  readonly from: Instant;
  readonly to: Instant;
}

function sessionsOf({ week, otherDays, timeZone }: TradingCalendar, days: number, day: string): readonly Session[] {
  const open = otherDays[day] ?? week[weekdayOf(days)] ?? [];
  return open.map(({ from, to }) => ({ from: instantAt(days, from, timeZone), to: instantAt(days, to, timeZone) }));
}

/** The session that runs at `at`, or the next one; sessions that touch are one. Null: none within the days that are searched. */
export function sessionFrom(calendar: TradingCalendar, at: Instant): Session | null {
  const { days } = localTime(at, calendar.timeZone);
  let found: Session | null = null;
  for (let ahead = -1; ahead <= DAYS_SEARCHED; ahead += 1) {
    for (const session of sessionsOf(calendar, days + ahead, dayText(days + ahead))) {
      if (found !== null && session.from > found.to) return found;
      if (found !== null) found = { from: found.from, to: session.to };
      else if (session.to > at) found = session;
    }
  }
  return found;
}

export function isOpen(calendar: TradingCalendar, at: Instant): boolean {
  const session = sessionFrom(calendar, at);
  return session !== null && session.from <= at;
}

/** When the session that runs at `at` ends, or the next one where none runs; null: the market never closes. */
export function closesAt(calendar: TradingCalendar, at: Instant): Instant | null {
  const session = sessionFrom(calendar, at);
  return session === null || session.to - at > ENDLESS_MS ? null : session.to;
}

/** Since when it is open; null: it is closed, or never closes. */
export function openedAt(calendar: TradingCalendar, at: Instant): Instant | null {
  const session = sessionFrom(calendar, at);
  return session === null || session.from > at || session.to - at > ENDLESS_MS ? null : session.from;
}

/** When it opens next; null: it is open, or does not open within two weeks. */
export function opensAt(calendar: TradingCalendar, at: Instant): Instant | null {
  const session = sessionFrom(calendar, at);
  return session === null || session.from <= at ? null : session.from;
}

/** "nse is closed until 2026-01-07 09:15 in Asia/Kolkata". */
export function closedText({ name, timeZone }: TradingCalendar, opens: Instant): string {
  const { day, minuteOfDay } = localTime(opens, timeZone);
  return `${name} is closed until ${day} ${clockText(minuteOfDay)} in ${timeZone}`;
}

/**
 * What is taken for true of a day whose holidays nobody has listed: null = they are known at `at`. It must be said, since such
 * a day may be a holiday.
 */
export function unlistedAt({ name, listedUntil, timeZone }: TradingCalendar, at: Instant): string | null {
  if (listedUntil === null || localTime(at, timeZone).day <= listedUntil) return null;
  return `holidays of ${name} are known until ${listedUntil} only, every later weekday is taken for a day with its usual hours unless it is written under calendars in config.yaml`;
}
