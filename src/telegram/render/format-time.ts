// Owns: how instants and durations are written for people, in the time zone that they chose.

import type { Instant } from '../../core/model/ids.ts';

/** The moment at which a message is rendered, and the zone in which its times are shown. */
export interface TimeView {
  readonly now: Instant;
  /** IANA name, such as Europe/Zurich. */
  readonly timeZone: string;
}

const formats = new Map<string, { readonly day: Intl.DateTimeFormat; readonly time: Intl.DateTimeFormat }>();

/** Building a format costs far more than using it, and there is one zone. */
function formatsOf(timeZone: string): { readonly day: Intl.DateTimeFormat; readonly time: Intl.DateTimeFormat } {
  let found = formats.get(timeZone);
  if (found === undefined) {
    found = {
      day: new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' }),
      time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
    };
    formats.set(timeZone, found);
  }
  return found;
}

/** "14:31:05" today, "4 Jan 14:31:05" on another day. */
export function formatTime(at: Instant, view: TimeView): string {
  const { day, time } = formatsOf(view.timeZone);
  const clock = time.format(at);
  return day.format(at) === day.format(view.now) ? clock : `${day.format(at)} ${clock}`;
}

/** "45 s", "1 min 50 s", "2 h 5 min", "3 d 4 h"; nothing below zero. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
