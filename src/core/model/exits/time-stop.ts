// Owns: when a position is left by the clock: from the rule of its strategy to an instant.

import { isNegative } from '../decimal.ts';
import type { TimeStop, TimeStopRule } from './exit-plan.ts';
import type { Instant } from '../ids.ts';
import { nextTimeOfDay } from '../time/local-time.ts';
import { afterBars } from '../time/count-bars.ts';
import { closesAt, isOpen, type TradingCalendar } from '../time/trading-calendar.ts';

/** What depends on the gain waits so long for a price, which is asked for every two seconds: who wants out waits for no silent venue. */
export const GAIN_WAIT_MS = 15_000;

/** When the clock has to look at it; a clock that was set back waits for nothing anew. */
export function timeStopTurnsAt({ at, unlessGain, askedAt }: TimeStop, now: Instant): Instant {
  if (unlessGain === null || askedAt === undefined) return at;
  return askedAt > now ? now : askedAt + GAIN_WAIT_MS;
}

export interface TimeGround {
  readonly timeZone: string;
  /** Of the market of the position, where the rule names no other. */
  readonly calendar: TradingCalendar | null;
}

/** The end of a session, and from when on what is held leaves before it. */
export interface Closing {
  readonly leavesAt: Instant;
  readonly closesAt: Instant;
}

/** Of the session that runs at `at`, or the next one; null: the market does not close. */
function closingOf(calendar: TradingCalendar | null, at: Instant, beforeMs: number): Closing | null {
  const close = calendar === null ? null : closesAt(calendar, at);
  return close === null ? null : { leavesAt: close - beforeMs, closesAt: close };
}

/**
 * The close before which an entry would have to leave again by this rule, whose market is that of `calendar`: of the session
 * that runs at `at`, or the next one. Null: none; what has gained nothing may stay, or the market does not close.
 */
export function closingFor(rule: TimeStopRule | null, at: Instant, calendar: TradingCalendar | null): Closing | null {
  if (rule?.beforeCloseMs == null || (rule.unlessGain !== null && isNegative(rule.unlessGain))) return null;
  return closingOf(calendar, at, rule.beforeCloseMs);
}

/** The close that is so near that what is opened at `at` would have to leave at once; null: there is time. */
export function closingNow(rule: TimeStopRule | null, at: Instant, calendar: TradingCalendar | null): Closing | null {
  const closing = closingFor(rule, at, calendar);
  return closing !== null && closing.leavesAt <= at && calendar !== null && isOpen(calendar, at) ? closing : null;
}

/** What fills in the last minutes all the same leaves at once: over the close it would be held by nobody's wish. */
function beforeClose(calendar: TradingCalendar | null, openedAt: Instant, beforeMs: number): Instant | null {
  const closing = closingOf(calendar, openedAt, beforeMs);
  return closing === null ? null : Math.max(openedAt, closing.leavesAt);
}

function afterEntry({ afterMs, barMs }: TimeStopRule, openedAt: Instant, calendar: TradingCalendar | null): Instant | null {
  if (afterMs === null) return null;
  return barMs === undefined || calendar === null ? openedAt + afterMs : afterBars(calendar, openedAt, afterMs / barMs, barMs);
}

/** Of a position that is opened at `openedAt`; null = by no rule. */
export function timeStopAt(rule: TimeStopRule | null, openedAt: Instant, { timeZone, calendar }: TimeGround): TimeStop | null {
  if (rule === null) return null;
  const instants = [
    afterEntry(rule, openedAt, calendar),
    rule.atMinute === null ? null : nextTimeOfDay(openedAt, rule.atMinute, timeZone),
    rule.beforeCloseMs === null ? null : beforeClose(calendar, openedAt, rule.beforeCloseMs),
  ].flatMap((at) => at ?? []);
  return instants.length === 0 ? null : { at: Math.min(...instants), unlessGain: rule.unlessGain };
}
