// Owns: what an alert with a condition would do now, in words: wait for it, or be refused.

import { priceConditionText } from '../../model/alerts/condition.ts';
import type { Denial } from '../../model/denial.ts';
import type { Instant } from '../../model/ids.ts';
import { clockText, localTime } from '../../model/time/local-time.ts';
import type { EntryWait } from '../../model/signal.ts';
import type { ReceiveAlert } from '../command.ts';
import { planParked } from '../alerts/park-alert.ts';
import { plannedNow } from '../alerts/planned-now.ts';
import type { VerdictGround } from './explain-verdict.ts';

function shown({ until, condition }: EntryWait, now: Instant, timeZone: string): string {
  const wall = (at: Instant): string => `${localTime(at, timeZone).day} ${clockText(localTime(at, timeZone).minuteOfDay)}`;
  if (condition === undefined) return '';
  const price = condition.price === null ? '' : `until ${priceConditionText(condition.symbol, condition.price)}`;
  const from = until <= now ? '' : price === '' ? `until ${wall(until)}` : `, looked at from ${wall(until)} on`;
  return `it waits ${price}${from}; dropped at ${wall(condition.expiresAt)} (${timeZone})`;
}

/** Null denial: it would wait. */
export function explainCondition(
  { settings, state, now }: VerdictGround,
  command: ReceiveAlert,
): { readonly detail: string; readonly denial: Denial | null } {
  const planned = plannedNow(settings, state, command);
  const parked = 'code' in planned ? planned : planParked({ settings, state, now }, command, planned);
  if ('code' in parked) return { detail: parked.message, denial: parked };
  return { detail: shown(parked.wait, now, settings.timeZone), denial: parked.refused };
}
