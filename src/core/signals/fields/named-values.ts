// Owns: what stands in fields that config.yaml names, as text: `order_id`, `strategy.order.id`. In a text they are written
// name=value or name: value. Work linear in the size of the body, once per name.

import { normalName, type FieldIndex } from './field-index.ts';
import { isJsonNumber, isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import type { Body } from './read-body.ts';

/** Longer texts are no ids. */
const VALUE_MAX = 200;
const TEXT_VALUE = /^\s{0,3}[=:]\s{0,3}([^\s,;&]{1,200})/;

function textOf(value: JsonValue | undefined): string | null {
  const text = typeof value === 'string' ? value.trim() : value != null && isJsonNumber(value) ? value.number : null;
  return text === null || text === '' || text.length > VALUE_MAX || text.includes('{{') ? null : text;
}

function inFields(fields: JsonObject, index: FieldIndex, path: string): string | null {
  const direct = textOf(index.byName.get(normalName(path))?.value);
  if (direct !== null) return direct;
  let current: JsonValue | undefined = fields;
  for (const part of path.split('.')) current = current != null && isJsonObject(current) ? current.get(part) : undefined;
  return textOf(current);
}

function inText(text: string, name: string): string | null {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    const before = at === 0 ? ' ' : text.charAt(at - 1);
    const value = TEXT_VALUE.exec(text.slice(at + name.length, at + name.length + VALUE_MAX + 10))?.[1];
    if (value !== undefined && /[\s,;&]/.test(before)) return textOf(value);
  }
  return null;
}

/** The fields of `names` that say something. */
export function namedValues(body: Body, names: Iterable<string>): Readonly<Record<string, string>> {
  if (body.type === 'refused') return {};
  const found: [string, string][] = [];
  for (const name of names) {
    const value = body.type === 'text' ? inText(body.text, name) : inFields(body.fields, body.index, name);
    if (value !== null) found.push([name, value]);
  }
  return Object.fromEntries(found);
}
