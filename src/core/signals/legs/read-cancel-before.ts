// Owns: an entry before which the orders of its market that still rest are to be taken back (`cancel_all`, `cancel_pending`): two legs
// of one alert, the cancel first. Passed over, the old order and the new one would both fill. A dialect that adds to what was read has
// one reading and no legs: there such an entry is refused.

import type { Reading } from '../../model/signal.ts';
import { newDraft, type Draft } from '../fields/draft-reading.ts';
import { isSet, takeAll, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { joinBasket } from './read-basket.ts';
import { refusedReading } from '../fields/refused-reading.ts';

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

/** Where the dialect has no legs. */
export const withoutCancelBefore = (reading: Reading): Reading =>
  refusedReading(
    reading,
    'UNSUPPORTED',
    'The orders that rest are to be cancelled before, and that is not read in these words.',
    'Send a cancel as an alert of its own, or a list of a cancel and the order.',
  );

/** `reading` behind a cancel of what rests of its market. */
export function withCancelBefore(reading: Reading): Reading {
  if (reading.refusal !== null) return reading;
  const { dialect, symbol, account, strategy, exchange, marketKind, eventId, sentAt, maxLagMs, alertType, warnings } = reading;
  const of = { symbol, account, strategy, exchange, marketKind };
  const cancel: Reading = { ...newDraft(dialect), ...of, kind: 'cancel', action: 'cancel' };
  const joined = joinBasket(dialect, [cancel, { ...reading, warnings: [] }]);
  return { ...joined, ...of, eventId, sentAt, maxLagMs, alertType, warnings };
}
