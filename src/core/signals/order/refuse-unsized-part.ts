// Owns: a close of a part that does not say how much: it would close everything. The word asks for less, so nothing is closed,
// and people are told.

import { isClose } from '../../model/signal.ts';
import { PARTIAL_EXITS } from './action-words.ts';
import { leavesPart } from './exit-events.ts';
import { refuse, type Draft } from '../fields/draft-reading.ts';
import { normalName } from '../fields/field-index.ts';
import { isSet, namesOf, shownKey, takeAll, type FieldSet } from '../fields/field-set.ts';
import { nameList } from '../fields/name-list.ts';

const WORDS: ReadonlySet<string> = new Set(PARTIAL_EXITS);
/** Where an action may stand, see read-action.ts. */
const NAMES = nameList(
  'action side strategyorderaction orderaction strategyaction signalaction tradeaction command cmd event eventtype signal order data'.split(
    ' ',
  ),
);

/** Those of them that may hold what an exit happened at. */
const OF_THE_ACTION: ReadonlySet<string> = new Set(['action', 'strategyorderaction']);

const SWITCHES = nameList(['partial', 'ispartial', 'partialclose', 'partialexit']);

const refusePart = (draft: Draft, key: string): void =>
  refuse(draft, 'INVALID_QUANTITY', `${shownKey(key)} closes a part, and the alert does not say how much.`, 'Add "percent" or "quantity".');

/** `action: tp1` with a bare size: of what leaves there, or of what stays. */
function refuseSizeAtTarget(fields: FieldSet, draft: Draft): void {
  const action = fields.byName.get('action') ?? fields.byName.get('strategyorderaction');
  if (draft.quantity === null || !fields.byName.has('size') || typeof action?.value !== 'string' || !leavesPart(fields, action.value))
    return;
  const message = `${shownKey(action.key)} leaves a part at a target: "size" may be what leaves, or what stays.`;
  refuse(draft, 'INVALID_QUANTITY', message, 'Send "percent" or "quantity" of what leaves.');
}

/** Action and size must have been read. */
export function refuseUnsizedPart(fields: FieldSet, draft: Draft): void {
  refuseSizeAtTarget(fields, draft);
  if (draft.quantity !== null || draft.percent !== null || draft.notional !== null) return;
  const [partial] = isClose(draft.action) ? takeAll(fields, SWITCHES) : [];
  if (partial !== undefined && isSet(partial.value)) refusePart(draft, partial.key);
  for (const name of namesOf(fields, NAMES)) {
    const field = fields.byName.get(name);
    if (field === undefined || typeof field.value !== 'string') continue;
    const isTarget = OF_THE_ACTION.has(name) && isClose(draft.action) && leavesPart(fields, field.value);
    if (isTarget || WORDS.has(normalName(field.value.trim()))) refusePart(draft, field.key);
  }
}
