// Owns: values of a text as named fields for readOrder, each under the key that its sender wrote. A name that stands twice
// and differs is a clash that refuses the alert, never a choice.

import { agree, normalName, type Field, type FieldIndex } from './field-index.ts';
import type { JsonValue } from '../json/json-value.ts';

export type NamedValue = readonly [key: string, value: JsonValue];
/** Normal names of a sender → normal names of an order; what is not in it keeps its name. */
export type NameTable = ReadonlyMap<string, string>;

/** `{ qty: 'quantity' }` as a table; names may be written with their separators. */
export const nameTable = (names: Readonly<Record<string, string>>): NameTable =>
  new Map(Object.entries(names).map(([from, to]) => [normalName(from), normalName(to)]));

export function namedFields(values: readonly NamedValue[], names: NameTable): FieldIndex {
  const byName = new Map<string, Field>();
  const clashes: (readonly [string, string])[] = [];
  for (const [key, value] of values) {
    const normal = normalName(key);
    const name = names.get(normal) ?? normal;
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { key, value });
    else if (!agree(known.value, value)) clashes.push([known.key, key]);
  }
  return { byName, clashes };
}

/** A stop or target in a unit, as a field's value. */
export const levelValue = (unit: 'price' | 'percent' | 'pips' | 'points' | 'amount' | 'raw', value: string): JsonValue =>
  new Map([[unit, value]]);
