// Owns: Indian time, in which Dhan writes everything without saying so: UTC+5:30 the whole year.

import type { Instant } from '../../core/model/ids.ts';

const OFFSET_MS = 19_800_000;
const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?/;

/** "2026-01-05 15:30:00", an Indian time, as an instant; null for none ("0001-01-01 00:00:00" too). */
export function readIndianTime(text: string): Instant | null {
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0'] = WRITTEN.exec(text) ?? [];
  if (year === '' || Number(year) < 1990) return null;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - OFFSET_MS;
}

/** The day in India at that instant, "2026-01-05". */
export const indianDay = (at: Instant): string => new Date(at + OFFSET_MS).toISOString().slice(0, 10);

/** The same with its time, "2026-01-05 15:30:00". */
export const indianMoment = (at: Instant): string => new Date(at + OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');

/** "05/01/2026 15:30" of a profile; null where it is not written so. */
export function readProfileTime(text: string): Instant | null {
  const [, day = '', month = '', year = '', time = ''] = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2})/.exec(text) ?? [];
  return day === '' ? null : readIndianTime(`${year}-${month}-${day} ${time}:00`);
}
