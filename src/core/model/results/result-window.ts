// Owns: the times that performance is asked for: today, this week (from Monday), this month, everything; and those before them.

import { civilDay, dayText, daysSince1970 } from '../time/civil-days.ts';
import type { LocalTime } from '../time/local-time.ts';

export const SPANS = ['day', 'week', 'month', 'all'] as const;
export type Span = (typeof SPANS)[number];

/** Days as text ("2026-11-28"), `until` not included. */
export interface ResultWindow {
  readonly label: string;
  readonly from: string;
  readonly until: string;
}

const EVERYTHING: ResultWindow = { label: 'all', from: '', until: '9999-12-31' };

const monthStart = (year: number, month: number, ahead: number): string => {
  const months = year * 12 + (month - 1) + ahead;
  return dayText(daysSince1970({ year: Math.floor(months / 12), month: (months % 12) + 1, day: 1 }));
};

function windowAt(span: Exclude<Span, 'all'>, { days, weekday }: Pick<LocalTime, 'days' | 'weekday'>, back: number): ResultWindow {
  if (span === 'day') return { label: dayText(days - back), from: dayText(days - back), until: dayText(days - back + 1) };
  if (span === 'week') {
    const monday = days - ((weekday + 6) % 7) - 7 * back;
    return { label: `week of ${dayText(monday)}`, from: dayText(monday), until: dayText(monday + 7) };
  }
  const { year, month } = civilDay(days);
  const from = monthStart(year, month, -back);
  return { label: from.slice(0, 7), from, until: monthStart(year, month, 1 - back) };
}

/** The running one first, `count` of them. */
export const windowsBack = (
  span: Exclude<Span, 'all'>,
  today: Pick<LocalTime, 'days' | 'weekday'>,
  count: number,
): readonly ResultWindow[] => Array.from({ length: count }, (_, back) => windowAt(span, today, back));

export const yearWindow = (year: string): ResultWindow => ({
  label: year,
  from: `${year}-01-01`,
  until: `${String(Number(year) + 1).padStart(4, '0')}-01-01`,
});

export const currentWindow = (span: Span, today: Pick<LocalTime, 'days' | 'weekday'>): ResultWindow =>
  span === 'all' ? EVERYTHING : windowAt(span, today, 0);

/** Of a day, of a month, of a year that results are kept by. */
const firstDay = (period: string): string => `${period}-01-01`.slice(0, 10);

/** What was added up into a longer time belongs where that begins. */
export const isWithin = ({ from, until }: ResultWindow, period: string): boolean => {
  const day = firstDay(period);
  return day >= from && day < until;
};
