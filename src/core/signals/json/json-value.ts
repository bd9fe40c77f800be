// Owns: JSON as alerts need it. Numbers keep the text that the sender wrote, so that nothing is rounded on the way to a
// Decimal; objects are Maps, so that `__proto__` and `constructor` are plain keys and nothing can be polluted.

/** A number exactly as it was written: `{ number: '67250.50' }`. */
export interface JsonNumber {
  readonly number: string;
}
export type JsonObject = ReadonlyMap<string, JsonValue>;
export type JsonArray = readonly JsonValue[];
export type JsonValue = string | boolean | null | JsonNumber | JsonArray | JsonObject;

export const isJsonArray = (value: JsonValue): value is JsonArray => Array.isArray(value);
export const isJsonObject = (value: JsonValue): value is JsonObject => value instanceof Map;
export const isJsonNumber = (value: JsonValue): value is JsonNumber =>
  typeof value === 'object' && value !== null && !isJsonArray(value) && !isJsonObject(value);

/** What a value is, in words for messages: never the value itself, which may be hostile or a secret. */
export function kindOfValue(value: JsonValue): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return String(value);
  if (isJsonArray(value)) return 'a list';
  return isJsonObject(value) ? 'an object' : 'a number';
}
