// Owns: a group of keys inside one value of config.yaml: each with its own reader, none unknown.

import { faultsOf, ok, wrong, type Read, type Wrong } from './field.ts';
import { describe, isMap } from './file-fields.ts';
import { suggestName } from './suggest-name.ts';

type Readers = Readonly<Record<string, (value: unknown) => Read<unknown>>>;
type Group<R extends Readers> = { -readonly [K in keyof R]?: R[K] extends (value: unknown) => Read<infer V> ? V : never };

/** The keys that are there, read, or all that is wrong with them; `remedy` says how the whole group is written. */
export function readGroup<R extends Readers>(value: unknown, readers: R, remedy: string): Read<Group<R>> {
  if (!isMap(value)) return wrong(`${describe(value)} is not a group of keys.`, remedy);
  const group: Record<string, unknown> = {};
  const faults: Wrong[] = [];
  for (const [key, part] of Object.entries(value)) {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    const read = reader === undefined ? wrong(`the key "${key}" is not known here.`, suggestName(key, Object.keys(readers))) : reader(part);
    if (read.type === 'ok') group[key] = read.value;
    else if (reader === undefined) faults.push({ ...read, within: [key] });
    else faults.push(...faultsOf(read).map((fault) => inside(key, fault)));
  }
  const [first, ...others] = faults;
  return first === undefined ? ok(group as Group<R>) : { ...first, others };
}

const inside = (key: string, { message, remedy, within = [] }: Wrong): Wrong => ({
  ...wrong(`in ${key}, ${message}`, remedy),
  within: [key, ...within],
});

/** A list of 1 to `max` values. */
export const listOf =
  <T>(reader: (value: unknown) => Read<T>, max: number, remedy: string) =>
  (value: unknown): Read<readonly T[]> => {
    if (!Array.isArray(value) || value.length === 0 || value.length > max)
      return wrong(`${describe(value)} is not a list of 1 to ${max}.`, remedy);
    const items: T[] = [];
    for (const item of value as readonly unknown[]) {
      const read = reader(item);
      if (read.type === 'wrong') return read;
      items.push(read.value);
    }
    return ok(items);
  };
