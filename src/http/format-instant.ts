// Owns: instants as people and clients read them: ISO 8601 with the offset of the configured time zone.

import type { Instant } from '../core/model/ids.ts';

const QUARTER_MS = 15 * 60_000;

export type FormatInstant = (at: Instant) => string;

/** `timeZone`: an IANA name. Throws RangeError when it is none. Offsets are asked for once per quarter of an hour, where they change. */
export function createFormatInstant(timeZone: string): FormatInstant {
  const zone = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsets = new Map<number, string>();
  const offsetAt = (at: Instant): string => {
    const quarter = Math.floor(at / QUARTER_MS);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const name = zone.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const offset = /[+-]\d\d:\d\d/.exec(name)?.[0] ?? '+00:00';
    if (offsets.size >= 1_000) offsets.clear();
    offsets.set(quarter, offset);
    return offset;
  };
  return (at) => {
    const offset = offsetAt(at);
    const minutes = Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
    return `${new Date(at + minutes * 60_000).toISOString().slice(0, -1)}${offset}`;
  };
}
