// Owns: a size of an entry that its template has left empty: without one the entry goes out in the size of its strategy, and this one
// was to have another. Beside a rule that makes the size it would be a cap, and there is none.

import { refuse, type Draft } from '../fields/draft-reading.ts';
import { fieldsNamed, shownKey, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';
import { LOTS, QUANTITY, UNITS_OR_MONEY } from './size-names.ts';

/** No bar has an empty volume: it is the size of a bridge, and its template was not filled. */
const VOLUME = nameList(['volume', 'vol']);

/** For an entry; its sizes and what they are counted from must have been read. */
export function refuseBlankSize(fields: FieldSet, draft: Draft): void {
  if ([draft.quantity, draft.percent, draft.notional, draft.riskPercent, draft.riskAmount].some((size) => size !== null)) return;
  if (draft.atrSizing === true) return;
  const blank = [QUANTITY, LOTS, UNITS_OR_MONEY, VOLUME]
    .flatMap((names) => fieldsNamed(fields, names))
    .find(({ field: { value } }) => typeof value === 'string' && value.trim() === '');
  if (blank === undefined) return;
  refuse(draft, 'INVALID_QUANTITY', `${shownKey(blank.field.key)} is empty.`, 'Send a quantity above 0, or leave it out.');
}
