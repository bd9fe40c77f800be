// Owns: the fields of one message by name. Names are compared without case and separators (takeProfit, TAKE_PROFIT and
// take-profit are one name), and are worked out once per message, however many dialects look at it.

import { isJsonNumber, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { readNumber } from './read-number.ts';

export interface Field {
  /** As written by the sender. */
  readonly key: string;
  readonly value: JsonValue;
}

export interface FieldIndex {
  /** By normal name; the first where several keys are one name. */
  readonly byName: ReadonlyMap<string, Field>;
  /** Pairs of keys that are one name and have different values. */
  readonly clashes: readonly (readonly [string, string])[];
}

/** Names longer than this are no field of ours and stay as they are. */
const KEY_MAX = 64;

const isSeparator = (code: number): boolean => code === 95 || code === 45 || code === 46 || code === 32;

/** `Take-Profit` → `takeprofit`; `strategy.order.action` → `strategyorderaction`. */
export function normalName(key: string): string {
  if (key.length > KEY_MAX) return key;
  let name = '';
  let from = 0;
  for (let i = 0; i < key.length; i++) {
    if (!isSeparator(key.charCodeAt(i))) continue;
    name += key.slice(from, i);
    from = i + 1;
  }
  return (from === 0 ? key : name + key.slice(from)).toLowerCase();
}

/** Whether two values mean the same: numbers by value, texts without case. */
export function agree(a: JsonValue, b: JsonValue): boolean {
  const numberA = readNumber(a);
  const numberB = readNumber(b);
  if (numberA.type === 'number' && numberB.type === 'number') return numberA.value === numberB.value;
  const textOf = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return value.trim().toLowerCase();
    return value !== null && isJsonNumber(value) ? value.number : value;
  };
  return textOf(a) === textOf(b);
}

export function indexFields(object: JsonObject): FieldIndex {
  const byName = new Map<string, Field>();
  const clashes: (readonly [string, string])[] = [];
  for (const [key, value] of object) {
    const name = normalName(key);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { key, value });
    else if (!agree(known.value, value)) clashes.push([known.key, key]);
  }
  return { byName, clashes };
}
