// Owns: an entry before which the orders of its market that still rest are to be taken back (`cancel_all`, `cancel_pending`): two legs
// of one alert, the cancel first. Passed over, the old order and the new one would both fill.

import type { Reading } from '../model/signal.ts';
import { newDraft, type Draft } from './draft-reading.ts';
import { isSet, takeAll, type FieldSet } from './field-set.ts';
import { nameList } from './name-list.ts';

const NAMES = nameList([
  ...['cancel', 'clear', 'delete', 'remove'].flatMap((verb) =>
    `${verb}all ${verb}orders ${verb}allorders ${verb}openorders ${verb}existing ${verb}existingorders ${verb}pending ${verb}pendingorders
    ${verb}before ${verb}first ${verb}previous ${verb}previousorders ${verb}old ${verb}oldorders ${verb}resting`.split(/\s+/),
  ),
  ...'replaceexisting replaceorders replaceold replaceprevious cancelreplace'.split(' '),
]);
const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'add', 'reverse']);

/** Whether the orders that rest are to go first; the action must have been read. A close takes them back by itself. */
export const asksToCancelBefore = (fields: FieldSet, { action }: Draft): boolean =>
  ENTRIES.has(action) && takeAll(fields, NAMES).some(({ value }) => isSet(value));

/** `reading` behind a cancel of what rests of its market. */
export function withCancelBefore(reading: Reading): Reading {
  if (reading.refusal !== null) return reading;
  const { dialect, symbol, account, strategy, exchange, marketKind, eventId, sentAt, warnings } = reading;
  const of = { symbol, account, strategy, exchange, marketKind };
  const cancel: Reading = { ...newDraft(dialect), ...of, kind: 'cancel', action: 'cancel' };
  const whole = { eventId, sentAt, maxLagMs: reading.maxLagMs, alertType: reading.alertType };
  return { ...newDraft(dialect), ...of, ...whole, action: 'multi', legs: [cancel, { ...reading, warnings: [] }], warnings };
}
