// Owns: our JSON values as JSON.parse would give them, so that the two readers can be compared.

import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from '../../src/core/signals/json/json-value.ts';

/** Objects come as sorted lists of entries: a key like `__proto__` must not touch the comparison either. */
export function jsonToPlain(value: JsonValue): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isJsonNumber(value)) return Number(value.number);
  if (isJsonArray(value)) return value.map(jsonToPlain);
  if (isJsonObject(value)) return { entries: [...value].map(([key, item]) => [key, jsonToPlain(item)]).sort(byKey) };
  return value;
}

export function parsedToPlain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(parsedToPlain);
  if (typeof value !== 'object' || value === null) return value;
  return {
    entries: Object.entries(value)
      .map(([key, item]) => [key, parsedToPlain(item)])
      .sort(byKey),
  };
}

const byKey = (a: readonly unknown[], b: readonly unknown[]): number => (String(a[0]) < String(b[0]) ? -1 : 1);
