// Owns: how late an order may be (max_lag) and how much later its sender wants it (delay), both in seconds.

import { decimal, gt, mul, toNumber } from '../../model/decimal.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { readTerm, shownKey, takeOne, type FieldSet } from '../fields/field-set.ts';
import { positiveOf } from '../fields/read-amount.ts';
import { nameList, type NameList } from '../fields/name-list.ts';

/** An order that waits for longer than a day is a plan, not an order. Seconds. */
const SECONDS_MAX = decimal(86_400);
const MS = decimal(1_000);
const MAX_LAG = nameList(['maxlag', 'maxlagseconds']);
const DELAY = nameList(['delay', 'delayseconds']);

/** Milliseconds of the seconds in the field of these names; 0 and absent are null. */
function takeSeconds(fields: FieldSet, draft: Draft, names: NameList): number | null {
  const field = takeOne(fields, draft, names);
  const seconds = field === null ? null : positiveOf(draft, field, 'INVALID_FIELD');
  if (field === null || seconds === null) return null;
  if (gt(seconds, SECONDS_MAX)) refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is ${seconds} seconds; at most a day is read.`);
  return Math.round(toNumber(mul(seconds, MS)));
}

export function readLag(fields: FieldSet, draft: Draft): void {
  // an exit is never too late
  draft.maxLagMs = readTerm(fields, draft, () => takeSeconds(fields, draft, MAX_LAG));
  draft.delayMs = takeSeconds(fields, draft, DELAY);
}
