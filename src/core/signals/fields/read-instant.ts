// Owns: times as senders write them, as milliseconds since 1970. A time without a zone is none: guessing one would make
// alerts stale or fresh.

import { daysInMonth, daysSince1970 } from '../../model/time/civil-days.ts';
import type { Instant } from '../../model/ids.ts';
import { isJsonNumber, type JsonValue } from '../json/json-value.ts';

const ISO = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?\s?(Z|UTC|[+-]\d{2}:?\d{2})$/;
const MS_PER_DAY = 86_400_000;

function offsetMs(zone: string): number | null {
  if (zone === 'Z' || zone === 'UTC') return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(-2));
  if (hours > 14 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function readIso(text: string): Instant | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const offset = offsetMs(match[8] ?? '');
  if (offset === null || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const fraction = Number(`${match[7] ?? ''}000`.slice(0, 3));
  return daysSince1970({ year, month, day }) * MS_PER_DAY + hour * 3_600_000 + minute * 60_000 + second * 1_000 + fraction - offset;
}

/** ISO 8601 with a zone, unix seconds (10 digits, with or without a fraction) or milliseconds (13 digits); else null. */
export function readInstant(value: JsonValue): Instant | null {
  const text = typeof value === 'string' ? value.trim() : value !== null && isJsonNumber(value) ? value.number : '';
  if (/^\d{13}$/.test(text)) return Number(text);
  const unix = /^(\d{10})(?:\.(\d{1,9}))?$/.exec(text);
  if (unix !== null) return Number(unix[1]) * 1_000 + Number(`${unix[2] ?? ''}000`.slice(0, 3));
  return readIso(text);
}
