// Owns: an alert under the names that config.yaml gives to its fields and words, before any dialect sees it. A mapped field
// takes the place of every field of our name, and is gone under its own. Pure; the body itself is never changed.

import { indexFields, normalName } from './field-index.ts';
import { isJsonNumber, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { IGNORED, type ReadingRules } from '../../model/alerts/reading-rules.ts';
import type { Body } from './read-body.ts';

/** Words of copy-trading that other senders use too, in the spelling that only a bot has. */
const OWN_WORDS: ReadonlyMap<string, string> = new Map([
  ['entry', 'webhook_entry'],
  ['exit', 'webhook_exit'],
  ['status', 'webhook_status'],
]);
/** Where an alert says what happened, best first. */
const EVENT_FIELDS: readonly string[] = ['action', 'event', 'type', 'side', 'signal', 'command', 'message', 'text', 'value1'];

export type FieldRules = Pick<ReadingRules, 'fields' | 'events'>;

/** The key of `object` that `name` means: as written, or without case and separators. */
function keyOf(object: JsonObject, name: string): string | null {
  if (object.has(name)) return name;
  const normal = normalName(name);
  for (const key of object.keys()) if (normalName(key) === normal) return key;
  return null;
}

function valueAt(object: JsonObject, path: string): JsonValue | undefined {
  const whole = keyOf(object, path);
  if (whole !== null) return object.get(whole);
  const [first = '', ...rest] = path.split('.');
  const key = rest.length === 0 ? null : keyOf(object, first);
  const inner = key === null ? undefined : object.get(key);
  return inner !== undefined && isJsonObject(inner) ? valueAt(inner, rest.join('.')) : undefined;
}

/** A copy of `object` without the field at `path`. */
function without(object: JsonObject, path: string): JsonObject {
  const whole = keyOf(object, path);
  if (whole !== null) return new Map([...object].filter(([key]) => key !== whole));
  const [first = '', ...rest] = path.split('.');
  const key = keyOf(object, first);
  const inner = key === null ? undefined : object.get(key);
  if (key === null || rest.length === 0 || inner === undefined || !isJsonObject(inner)) return object;
  const left = without(inner, rest.join('.'));
  const kept = [...object].filter(([name]) => name !== key || left.size > 0);
  return new Map(kept.map(([name, value]) => [name, name === key ? left : value] as const));
}

const wordOf = (value: JsonValue): string | null =>
  typeof value === 'string' ? value.trim().toLowerCase() : value !== null && isJsonNumber(value) ? value.number : null;

/** Most sources need no rules of their own; every alert asks. */
function isEmpty(rules: Readonly<Record<string, string>>): boolean {
  for (const name in rules) if (Object.hasOwn(rules, name)) return false;
  return true;
}

function renamed(object: JsonObject, fields: FieldRules['fields']): JsonObject {
  if (isEmpty(fields)) return object;
  const found = Object.entries(fields).flatMap(([path, name]) => {
    const value = valueAt(object, path);
    return value === undefined ? [] : [{ path, name, value }];
  });
  if (found.length === 0) return object;
  const targets = new Set(found.map(({ name }) => normalName(name)));
  let rest = object;
  for (const { path } of found) rest = without(rest, path);
  const kept = [...rest].filter(([key]) => !targets.has(normalName(key)));
  return new Map([...kept, ...found.filter(({ name }) => name !== IGNORED).map(({ name, value }) => [name, value] as const)]);
}

/** The word of the event as one that we know, in `action`. */
function translated(object: JsonObject, events: FieldRules['events']): JsonObject {
  if (isEmpty(events)) return object;
  for (const name of EVENT_FIELDS) {
    const key = keyOf(object, name);
    const word = key === null ? null : wordOf(object.get(key) ?? null);
    const ours = word === null || !Object.hasOwn(events, word) ? undefined : events[word];
    if (key === null || ours === undefined) continue;
    const kept = [...object].filter(([each]) => each !== key && normalName(each) !== 'action');
    return new Map([...kept, ['action', OWN_WORDS.get(ours) ?? ours] as const]);
  }
  return object;
}

/** `body` under our names; itself where nothing of it is mapped. Texts have no fields. */
export function mapFields(body: Body, { fields, events }: FieldRules): Body {
  if (body.type !== 'json' && body.type !== 'form') return body;
  const mapped = translated(renamed(body.fields, fields), events);
  return mapped === body.fields ? body : { ...body, fields: mapped, index: indexFields(mapped) };
}
