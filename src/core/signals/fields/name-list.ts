// Owns: lists of (normal) names of one meaning, and which of them an alert has. An order asks for some hundred meanings
// under a thousand names, and an alert has ten fields: so each field is put on its lists once, and a list is asked for
// what is on it. Lists are made while modules load, and never after that.

import type { Field } from './field-index.ts';

export interface NameList {
  readonly id: number;
  /** Best first. */
  readonly names: readonly string[];
}

/** A field that stands on a list: `rank` is the place of its name there. */
export interface Listed {
  readonly rank: number;
  readonly name: string;
  readonly field: Field;
}

/** What an alert has, by the id of the list, each in the order of the names. */
export type ListedFields = ReadonlyMap<number, readonly Listed[]>;

interface Place {
  readonly id: number;
  readonly rank: number;
}

const places = new Map<string, Place[]>();
const counted = { lists: 0 };

export function nameList(names: readonly string[]): NameList {
  const id = counted.lists;
  counted.lists += 1;
  for (const [rank, name] of [...new Set(names)].entries()) {
    const known = places.get(name);
    if (known === undefined) places.set(name, [{ id, rank }]);
    else known.push({ id, rank });
  }
  return { id, names };
}

function putInOrder(listed: Listed[], next: Listed): void {
  let at = listed.length;
  while (at > 0 && (listed[at - 1]?.rank ?? 0) > next.rank) at -= 1;
  listed.splice(at, 0, next);
}

export function listFields(byName: ReadonlyMap<string, Field>): ListedFields {
  const lists = new Map<number, Listed[]>();
  for (const [name, field] of byName) {
    const on = places.get(name);
    if (on === undefined) continue;
    for (const { id, rank } of on) {
      const listed = lists.get(id);
      if (listed === undefined) lists.set(id, [{ rank, name, field }]);
      else putInOrder(listed, { rank, name, field });
    }
  }
  return lists;
}
