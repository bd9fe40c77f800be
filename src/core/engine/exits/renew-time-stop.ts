// Owns: the time of a position that was opened while the clock ran ahead. Nobody knows how long ago that was, and its end would come
// when that day comes again: from the moment at which the clock was set back it counts anew.

import { NO_PROTECTION } from '../../model/exits/exit-plan.ts';
import { timeStopRule } from '../../model/exits/plan-exits.ts';
import { timeStopAt } from '../../model/exits/time-stop.ts';
import type { Position } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import { calendarOf } from '../calendar-of.ts';
import { record, type Draft } from '../draft.ts';

export function renewTimeStop(draft: Draft, position: Position): void {
  const { key, plan, openedAt, strategy } = position;
  const { now, settings, state } = draft;
  if (plan?.timeStop == null || !isHeld(position) || openedAt === null || openedAt <= now) return;
  const reading = state.signals.get(plan.signalId)?.reading;
  const rules = settings.strategies.get(strategy)?.protection ?? NO_PROTECTION;
  const rule = timeStopRule({ timeStop: reading?.timeStop ?? null }, rules);
  const anew = timeStopAt(rule, now, { timeZone: settings.timeZone, calendar: calendarOf(settings, position, rule) });
  // by a rule that is gone from config.yaml it lasts as long as it was to
  const at = Math.min(plan.timeStop.at, anew?.at ?? now + plan.timeStop.at - openedAt);
  if (at < plan.timeStop.at) record(draft, { type: 'plan_set', positionKey: key, plan: { ...plan, timeStop: { ...plan.timeStop, at } } });
}
