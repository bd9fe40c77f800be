// Owns: how many bars of a chart go by: there are none while the market is closed, and the last one of a session is as long as what
// is left of it. So a day is one bar of a day, whatever its hours.

import type { Instant } from '../ids.ts';
import { ENDLESS_MS, type Session, sessionFrom, type TradingCalendar } from './trading-calendar.ts';

const DAY_MS = 86_400_000;
/** Sessions that are counted one by one, more than a year of them; beyond it days are counted as such. */
const SESSIONS_MAX = 400;

/** Bars since the session began, with the part of the one that runs. */
function barsAt({ from, to }: Session, at: Instant, barMs: number): number {
  const index = Math.floor((at - from) / barMs);
  return index + (at - from - index * barMs) / lengthOf({ from, to }, index, barMs);
}

const lengthOf = ({ from, to }: Session, index: number, barMs: number): number => Math.min(barMs, to - from - index * barMs);

/** When `count` bars have gone by since `since`, closed or not; bars that are longer than a day go by the clock, as weeks do. */
export function afterBars(calendar: TradingCalendar, since: Instant, count: number, barMs: number): Instant {
  let left = count;
  let at = since;
  for (let sessions = 0; ; sessions += 1) {
    const session = barMs > DAY_MS || sessions >= SESSIONS_MAX ? null : sessionFrom(calendar, at);
    // around the clock they follow each other; of a market that opens no more nobody knows better
    if (session === null || session.to - at > ENDLESS_MS) return at + left * barMs;
    const done = barsAt(session, Math.max(at, session.from), barMs);
    const whole = Math.ceil((session.to - session.from) / barMs);
    if (done + left < whole) {
      const index = Math.floor(done + left);
      return Math.round(session.from + index * barMs + (done + left - index) * lengthOf(session, index, barMs));
    }
    left -= whole - done;
    at = session.to;
  }
}
