// Owns: instants as the clock on a wall shows them, in a time zone by its IANA name, right over changes of its offset.
// Core has no clock: all that is asked here is about an instant that came in with a command.

import { daysSince1970, dayText, weekdayOf } from './civil-days.ts';
import type { Instant } from '../ids.ts';

export const MINUTES_PER_DAY = 1_440;
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 86_400_000;

export interface LocalTime {
  /** "2026-11-28". */
  readonly day: string;
  /** The same as days since 1970-01-01. */
  readonly days: number;
  /** Whole minutes since the wall showed 00:00: 9:30 is 570, also on days whose clocks were changed. */
  readonly minuteOfDay: number;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Building a format costs a hundred times more than using it. Throws RangeError where there is no such zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the wall shows, as if it were UTC: milliseconds since 1970, whole seconds. */
const wallMs = (at: Instant, timeZone: string): number => wholeSeconds(at) + offsetAt(at, timeZone);

const wholeSeconds = (at: Instant): number => Math.floor(at / 1_000) * 1_000;

/** Of a zone, by quarter of an hour since 1970, where one holds in all of it; else null. */
const offsets = new Map<string, Map<number, number | null>>();
/** A week of quarters; beyond it they are asked for anew. */
const QUARTERS_MAX = 700;

/** How far the wall is ahead of UTC, ms. Each fill asks several times, and a format takes as long as all the rest of counting it. */
function offsetAt(at: Instant, timeZone: string): number {
  const known = offsets.get(timeZone) ?? new Map<number, number | null>();
  offsets.set(timeZone, known);
  const quarter = Math.floor(at / QUARTER_MS);
  let offset = known.get(quarter);
  if (offset === undefined) {
    const first = shownOffset(quarter * QUARTER_MS, timeZone);
    offset = first === shownOffset((quarter + 1) * QUARTER_MS - 1_000, timeZone) ? first : null;
    if (known.size >= QUARTERS_MAX) known.clear();
    known.set(quarter, offset);
  }
  return offset ?? shownOffset(at, timeZone);
}

const shownOffset = (at: Instant, timeZone: string): number => shownMs(at, timeZone) - wholeSeconds(at);

function shownMs(at: Instant, timeZone: string): number {
  const shown = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => shown.get(name) ?? 0;
  const days = daysSince1970({ year: part('year'), month: part('month'), day: part('day') });
  return days * DAY_MS + ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1_000;
}

export function localTime(at: Instant, timeZone: string): LocalTime {
  const wall = wallMs(at, timeZone);
  const days = Math.floor(wall / DAY_MS);
  return { day: dayText(days), days, minuteOfDay: Math.floor((wall - days * DAY_MS) / MINUTE_MS), weekday: weekdayOf(days) };
}

export const localDay = (at: Instant, timeZone: string): string => localTime(at, timeZone).day;

/**
 * When the wall shows that minute of that day (1440: the end of the day). What it shows twice, as clocks are set back, is
 * meant at its first time; what it never shows, as they are set forward, is as long after the change as it would have been.
 */
export function instantAt(days: number, minuteOfDay: number, timeZone: string): Instant {
  const wall = days * DAY_MS + minuteOfDay * MINUTE_MS;
  // offsets change by a few hours at most, and less often than daily: one of these two holds at the instant
  const before = wall - offsetAt(wall - DAY_MS, timeZone);
  const after = wall - offsetAt(wall + DAY_MS, timeZone);
  const shown = [before, after].filter((at) => wallMs(at, timeZone) === wall);
  return shown.length === 0 ? before : Math.min(...shown);
}

/** The next instant after `after` at which the wall shows that minute of the day; once a day, whatever clocks do. */
export function nextTimeOfDay(after: Instant, minuteOfDay: number, timeZone: string): Instant {
  const { days } = localTime(after, timeZone);
  for (const ahead of [-1, 0, 1]) {
    const at = instantAt(days + ahead, minuteOfDay, timeZone);
    if (at > after) return at;
  }
  return instantAt(days + 2, minuteOfDay, timeZone);
}

/** When the day of `at` ends there. */
export const endOfDay = (at: Instant, timeZone: string): Instant => nextTimeOfDay(at, 0, timeZone);

/** Minutes of the day of "9:30", "09:30" or "24:00"; null where it is no time of the day. */
export function readMinuteOfDay(text: string): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (match === null) return null;
  const [hour = 0, minute = 0] = match.slice(1).map(Number);
  const minutes = hour * 60 + minute;
  return minute < 60 && minutes <= MINUTES_PER_DAY ? minutes : null;
}

/** "09:30". */
export const clockText = (minuteOfDay: number): string =>
  `${String(Math.floor(minuteOfDay / 60)).padStart(2, '0')}:${String(minuteOfDay % 60).padStart(2, '0')}`;
