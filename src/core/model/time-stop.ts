// Owns: when a position is left by the clock: from the rule of its strategy to an instant.

import type { TimeStop, TimeStopRule } from './exit-plan.ts';
import type { Instant } from './ids.ts';
import { nextTimeOfDay } from './local-time.ts';
import { closesAt, type TradingCalendar } from './trading-calendar.ts';

export interface TimeGround {
  readonly timeZone: string;
  /** Of the market of the position, where the rule names no other. */
  readonly calendar: TradingCalendar | null;
}

/** The first end of a session that leaves room for `beforeMs`; null: the market does not close. */
function beforeClose(calendar: TradingCalendar | null, openedAt: Instant, beforeMs: number): Instant | null {
  const close = calendar === null ? null : closesAt(calendar, openedAt);
  if (calendar === null || close === null) return null;
  if (close - beforeMs > openedAt) return close - beforeMs;
  const next = closesAt(calendar, close + 1);
  return next === null ? null : next - beforeMs;
}

/** Of a position that is opened at `openedAt`; null = by no rule. */
export function timeStopAt(rule: TimeStopRule | null, openedAt: Instant, { timeZone, calendar }: TimeGround): TimeStop | null {
  if (rule === null) return null;
  const instants = [
    rule.afterMs === null ? null : openedAt + rule.afterMs,
    rule.atMinute === null ? null : nextTimeOfDay(openedAt, rule.atMinute, timeZone),
    rule.beforeCloseMs === null ? null : beforeClose(calendar, openedAt, rule.beforeCloseMs),
  ].flatMap((at) => at ?? []);
  return instants.length === 0 ? null : { at: Math.min(...instants), unlessGain: rule.unlessGain };
}
