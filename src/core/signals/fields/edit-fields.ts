// Owns: the fields of one sender under the names of an order, so that a dialect says only what is its own.
// Invariant: keys of the sender stay in the fields (messages name them), and two fields of one name that differ are a clash.

import { agree, normalName, type Field, type FieldIndex } from './field-index.ts';
import type { JsonObject, JsonValue } from '../json/json-value.ts';

export interface Edit {
  /** Normal name of the sender → name of the order. */
  readonly rename?: ReadonlyMap<string, string>;
  /** Normal names that say nothing here, or that the dialect reads itself. */
  readonly drop?: ReadonlySet<string>;
  /** What the dialect made of other fields. Null values add nothing. */
  readonly add?: readonly (readonly [key: string, value: JsonValue])[];
}

export function editFields({ byName, clashes }: FieldIndex, { rename, drop, add = [] }: Edit): FieldIndex {
  const edited = new Map<string, Field>();
  const found = [...clashes];
  const put = (name: string, field: Field): void => {
    const known = edited.get(name);
    if (known === undefined) edited.set(name, field);
    else if (!agree(known.value, field.value)) found.push([known.key, field.key]);
  };
  for (const [name, field] of byName) {
    if (drop?.has(name) === true) continue;
    const renamed = rename?.get(name);
    put(renamed === undefined ? name : normalName(renamed), field);
  }
  for (const [key, value] of add) if (value !== null) put(normalName(key), { key, value });
  return { byName: edited, clashes: found };
}

/** The fields of a nested object by normal name. */
export const namesIn = (object: JsonObject): ReadonlyMap<string, JsonValue> =>
  new Map([...object].map(([key, value]): [string, JsonValue] => [normalName(key), value]));
