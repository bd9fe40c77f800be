// Owns: the levels of a layered entry in our own words: `entries`, a list of prices or of levels with their shares.

import { gt, gte, HUNDRED, lte, sum } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { Reading, Target } from '../../model/signal.ts';
import { refuse, refuseEntry, type Draft } from '../fields/draft-reading.ts';
import { isSet, shownKey, takeOne, type FieldSet } from '../fields/field-set.ts';
import { isJsonArray } from '../json/json-value.ts';
import { nameList } from '../fields/name-list.ts';
import { readLevel } from './read-level.ts';

const ENTRIES = nameList(['entries']);
const LEVELS_MAX = 10;
const REMEDY =
  'Write "entries": [{"price": 44000, "share": 60}, {"price": 43500, "share": 40}], 2 to 10 of them, with limit as the order type or none.';

/** An entry at the stop or beyond it: it would be left as soon as it fills. Null: there is none. */
export function entryBeyondStop(entries: readonly Target[], { stopLoss, side }: Pick<Reading, 'stopLoss' | 'side'>): Denial | null {
  const stop = stopLoss?.price;
  if (stop === undefined || side === null) return null;
  const beyond = entries.flatMap(({ price }) => price ?? []).find((price) => (side === 'buy' ? lte(price, stop) : gte(price, stop)));
  if (beyond === undefined) return null;
  return deny('STOP_WRONG_SIDE', `The stop-loss ${stop} is on the wrong side of the entry ${beyond} of a ${side}.`);
}

export function readEntries(fields: FieldSet, draft: Draft): void {
  const field = takeOne(fields, draft, ENTRIES);
  if (field === null || !isSet(field.value)) return;
  const items = isJsonArray(field.value) ? field.value : [];
  const levels = items.slice(0, LEVELS_MAX).flatMap((item, i) => readLevel(draft, { key: `${field.key}[${i}]`, value: item }) ?? []);
  if (items.length < 2 || items.length > LEVELS_MAX || levels.length < items.length)
    return refuse(draft, 'UNSUPPORTED', `${shownKey(field.key)} changes what the order means and is not understood.`, REMEDY);
  if (draft.orderType !== null && draft.orderType !== 'limit')
    return refuse(draft, 'CONTRADICTION', `${shownKey(field.key)} are limit orders, and the order is a ${draft.orderType} order.`, REMEDY);
  if (draft.limitPrice !== null)
    return refuse(draft, 'CONTRADICTION', `${shownKey(field.key)} and the limit price name two prices.`, REMEDY);
  if (gt(sum(levels.flatMap(({ share }) => share ?? [])), HUNDRED))
    return refuse(draft, 'INVALID_FIELD', `The shares of ${shownKey(field.key)} are more than 100 percent.`, REMEDY);
  draft.entries = levels;
  const beyond = entryBeyondStop(levels, draft);
  if (beyond !== null) refuseEntry(draft, beyond.code, beyond.message);
}
