// Owns: the fields of one alert by meaning, while they are being read. Every field that is read is marked, so that what
// is left can be told to the sender.
// Invariant: two names of one meaning that say different things refuse the alert, they never pick one.

import type { Denial } from '../../model/denial.ts';
import { readApart, refuse, refuseEntry, warn, type Draft } from './draft-reading.ts';
import { agree, normalName, type Field, type FieldIndex } from './field-index.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from '../json/json-value.ts';
import { listFields, type Listed, type ListedFields, type NameList } from './name-list.ts';
import { nearestField } from './nearest-field.ts';
import { isSecretName } from './secret-in-body.ts';

export interface FieldSet {
  readonly byName: ReadonlyMap<string, Field>;
  readonly taken: Set<string>;
  readonly listed: ListedFields;
  /** What is wrong with the terms of what is entered (leverage, risk, age): an exit has none of them. */
  readonly terms: Denial[];
  /** What may make another order of it, but for what says itself that it is an exit: settled when that is known. */
  readonly doubts: Denial[];
}

/** Unknown fields that are held against the known names: a message may have thousands. */
const UNREAD_COMPARED_MAX = 40;
const DID_YOU_MEAN = '; did you mean ';
/** Unknown fields that get a sentence each. */
const UNKNOWN_TOLD_MAX = 8;

/** A key as it may stand in a message. */
export const shownKey = (key: string): string => `"${key.length > 40 ? `${key.slice(0, 40)}…` : key}"`;

/** The fields of an alert, none of them read; keys that are one name and differ refuse it. */
export function openFields({ byName, clashes }: FieldIndex, draft: Draft): FieldSet {
  for (const [first, second] of clashes) {
    refuse(draft, 'CONTRADICTION', `${shownKey(first)} and ${shownKey(second)} are the same field with different values.`);
  }
  return { byName, taken: new Set(), listed: listFields(byName), terms: [], doubts: [] };
}

/** What `read` answers of the terms of an entry; what it would refuse is kept, for without it an exit is still the same exit. */
export function readTerm<T>(fields: FieldSet, draft: Draft, read: () => T): T {
  const { answer, fault } = readApart(draft, read);
  if (fault !== null) fields.terms.push(fault);
  return answer;
}

/** What was kept refuses what is entered, and what is doubtful all of it; of an exit it is told. */
export function settleKept({ terms, doubts }: FieldSet, draft: Draft, isExit: boolean): void {
  if (isExit) {
    for (const { message } of [...terms, ...doubts]) warn(draft, `${message} The close does not need it.`);
    return;
  }
  for (const { code, message, remedy } of doubts) refuse(draft, code, message, remedy);
  for (const { code, message, remedy } of terms) refuseEntry(draft, code, message, remedy);
}

/** Names as people write them (`stop_loss`), by normal name: what "did you mean" may suggest. */
export type SuggestedNames = ReadonlyMap<string, string>;
export const suggestedNames = (names: readonly string[]): SuggestedNames => new Map(names.map((name) => [normalName(name), name]));

const isAbsent = (value: JsonValue): boolean => value === null || (typeof value === 'string' && value.trim() === '');

/** Most meanings are in no alert. */
const NO_FIELDS: readonly Field[] = [];
const NONE_LISTED: readonly Listed[] = [];

/** What the alert has of the list, best first; none of it counts as read. */
export const fieldsNamed = (fields: FieldSet, { id }: NameList): readonly Listed[] => fields.listed.get(id) ?? NONE_LISTED;

/** The names of the list that are in the alert, best first; none of them counts as read. */
export const namesOf = (fields: FieldSet, names: NameList): readonly string[] => fieldsNamed(fields, names).map(({ name }) => name);

/** The fields of these names that say something, in the order of the names; all of them count as read. */
export function takeAll(fields: FieldSet, { id }: NameList): readonly Field[] {
  const listed = fields.listed.get(id);
  if (listed === undefined) return NO_FIELDS;
  const found: Field[] = [];
  for (const { name, field } of listed) {
    fields.taken.add(name);
    if (!isAbsent(field.value)) found.push(field);
  }
  return found;
}

/** The first field of these names; the others may say something else (names of which one is better than the next). */
export const takeFirst = (fields: FieldSet, names: NameList): Field | null => takeAll(fields, names)[0] ?? null;

/** The field of one meaning; names that disagree refuse the alert. */
export function takeOne(fields: FieldSet, draft: Draft, names: NameList): Field | null {
  const found = takeAll(fields, names);
  const first = found[0];
  if (first === undefined) return null;
  const other = found.find((field) => field !== first && !agree(first.value, field.value));
  if (other !== undefined) {
    refuse(draft, 'CONTRADICTION', `${shownKey(first.key)} and ${shownKey(other.key)} have different values.`);
  }
  return first;
}

export const hasAny = (fields: FieldSet, { id }: NameList): boolean => fields.listed.has(id);

/** True, after a refusal that names the field, where a placeholder was left in it. */
export function refusePlaceholder(draft: Draft, field: Field): boolean {
  const { value } = field;
  if (typeof value !== 'string' || !value.includes('{{')) return false;
  const placeholder = /\{\{[\w.\s()"'-]{1,60}\}\}/.exec(value)?.[0] ?? '{{…}}';
  refuse(draft, 'PLACEHOLDER', `${shownKey(field.key)} still holds the placeholder ${placeholder}.`);
  return true;
}

const holdsPlaceholder = (value: JsonValue): boolean => typeof value === 'string' && value.includes('{{');

/** What guards an entry against a loss; by normal name. */
const STOPS: ReadonlySet<string> = new Set(['stoploss', 'trailingstoppercent', 'trailingstopamount']);
const ENTRIES: ReadonlySet<string | null> = new Set(['buy', 'sell', 'reverse', 'add']);

/** An entry without a stop may have it here: its sender believes that it is guarded. */
function noteMisspeltStop(draft: Draft, nearest: string, { key, value }: Field): void {
  const isGuarded = draft.stopLoss !== null || draft.trailing !== null || !ENTRIES.has(draft.action);
  if (STOPS.has(nearest) && isSet(value) && !isGuarded) draft.misspeltStop ??= key;
}

function warningOf(draft: Draft, name: string, field: Field, known: SuggestedNames): string {
  const nearest = nearestField(name, known.keys());
  if (nearest !== null) noteMisspeltStop(draft, nearest, field);
  const hint = nearest === null ? '.' : `${DID_YOU_MEAN}${known.get(nearest) ?? nearest}?`;
  const placeholder = holdsPlaceholder(field.value) ? ' It holds a {{placeholder}} that was not replaced.' : '';
  return `Unknown field ${shownKey(field.key)} has no effect${hint}${placeholder}`;
}

type Named = readonly [name: string, field: Field];

/** How many fields nobody read, and the first of them. What is off or 0 would change nothing, and comes last. */
function unreadFields({ byName, taken }: FieldSet): { readonly compared: readonly Named[]; readonly count: number } {
  const set: Named[] = [];
  const off: Named[] = [];
  let count = 0;
  for (const [name, field] of byName) {
    if (taken.has(name) || isSecretName(name)) continue;
    count += 1;
    const of = isSet(field.value) ? set : off;
    if (of.length < UNREAD_COMPARED_MAX) of.push([name, field]);
  }
  return { compared: [...set, ...off].slice(0, UNREAD_COMPARED_MAX), count };
}

/** Warns of every field that nobody read, slips first: a card shows a few. The fields of secrets are nobody's business. */
export function warnUnread(fields: FieldSet, draft: Draft, known: SuggestedNames): void {
  const { compared, count } = unreadFields(fields);
  const told = compared.map(([name, field]) => warningOf(draft, name, field, known));
  const isSlip = (warning: string): boolean => warning.includes(DID_YOU_MEAN);
  const ordered = [...told.filter(isSlip), ...told.filter((warning) => !isSlip(warning))].slice(0, UNKNOWN_TOLD_MAX);
  for (const warning of ordered) warn(draft, warning);
  if (count > ordered.length) warn(draft, `${count - ordered.length} more unknown fields have no effect.`);
}

/** Whether a value switches something on: anything but null, false, 0, "" and their texts. */
export function isSet(value: JsonValue): boolean {
  if (value === null || value === false) return false;
  if (value === true) return true;
  if (typeof value === 'string') return !/^(?:|0|0\.0+|false|no|off|none|null)$/i.test(value.trim());
  if (isJsonNumber(value)) return !/^-?0(?:\.0+)?$/.test(value.number);
  if (isJsonArray(value)) return value.length > 0;
  return isJsonObject(value) && value.size > 0;
}
