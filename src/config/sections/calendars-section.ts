// Owns: what config.yaml adds to the calendars of markets: days on which they are closed, days on which they close early.

import { readDay } from '../../core/model/time/civil-days.ts';
import { readMinuteOfDay } from '../../core/model/time/local-time.ts';
import { CALENDARS, type Hours, type TradingCalendar } from '../../core/model/time/trading-calendar.ts';
import { ok, wrong, type Read } from '../field.ts';
import { describe, isMap } from '../file-fields.ts';
import { listOf, readGroup } from '../group.ts';
import { suggestName } from '../suggest-name.ts';

const DAYS_MAX = 200;
const REMEDY = 'Write calendars: { nse: { holidays: ["2027-01-26"], early_closes: { "2027-11-26": "13:00" } } }.';

function readHoliday(value: unknown): Read<string> {
  return typeof value === 'string' && readDay(value) !== null ? ok(value) : wrong(`${describe(value)} is not a day.`, REMEDY);
}

function readEarlyCloses(value: unknown): Read<Readonly<Record<string, number>>> {
  if (!isMap(value)) return wrong(`${describe(value)} is not a list of days with their times.`, REMEDY);
  const closes: Record<string, number> = {};
  for (const [day, time] of Object.entries(value)) {
    const minute = typeof time === 'string' ? readMinuteOfDay(time) : null;
    if (readDay(day) === null || minute === null) return wrong(`${describe(day)}: ${describe(time)} is not a day with a time.`, REMEDY);
    closes[day] = minute;
  }
  return ok(closes);
}

/** The hours of that day until `minute`. */
const closedFrom = (hours: readonly Hours[], minute: number): readonly Hours[] =>
  hours.flatMap(({ from, to }) => (from >= minute ? [] : [{ from, to: Math.min(to, minute) }]));

function extend(calendar: TradingCalendar, holidays: readonly string[], closes: Readonly<Record<string, number>>): TradingCalendar {
  const week = calendar.week.find((hours) => hours.length > 0) ?? [];
  // an early close says nothing of the holidays of its year
  const last = [...holidays].sort().at(-1);
  return {
    ...calendar,
    otherDays: {
      ...calendar.otherDays,
      ...Object.fromEntries(Object.entries(closes).map(([day, minute]) => [day, closedFrom(week, minute)])),
      ...Object.fromEntries(holidays.map((day) => [day, []])),
    },
    listedUntil:
      calendar.listedUntil !== null && last !== undefined && `${last.slice(0, 4)}-12-31` > calendar.listedUntil
        ? `${last.slice(0, 4)}-12-31`
        : calendar.listedUntil,
  };
}

/** All calendars, with what the file adds to them. */
export function readCalendars(value: unknown): Read<ReadonlyMap<string, TradingCalendar>> {
  if (value === null) return ok(CALENDARS);
  if (!isMap(value)) return wrong(`${describe(value)} stands where calendars belong.`, REMEDY);
  const calendars = new Map(CALENDARS);
  for (const [name, section] of Object.entries(value)) {
    const calendar = CALENDARS.get(name);
    if (calendar === undefined) return wrong(`there is no calendar "${name}".`, suggestName(name, [...CALENDARS.keys()]));
    const group = readGroup(section, { holidays: listOf(readHoliday, DAYS_MAX, REMEDY), early_closes: readEarlyCloses }, REMEDY);
    if (group.type === 'wrong') return wrong(`in ${name}, ${group.message}`, group.remedy);
    calendars.set(name, extend(calendar, group.value.holidays ?? [], group.value.early_closes ?? {}));
  }
  return ok(calendars);
}
