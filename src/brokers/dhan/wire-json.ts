// Owns: JSON as Dhan wants it and as it sends it. A decimal goes out digit by digit as the number that it is, never through
// a float; what comes in may be a number, a number in quotes, null, or nothing.

import { type Decimal, parseDecimal, ZERO } from '../../core/model/decimal.ts';

/** A number that is written as it stands. */
export interface Exact {
  readonly exact: Decimal;
}

export type WireValue = string | boolean | Exact;
export type WireFields = Readonly<Record<string, WireValue>>;

export const exact = (value: Decimal): Exact => ({ exact: value });

const valueText = (value: WireValue): string => (typeof value === 'object' ? value.exact : JSON.stringify(value));

export const wireJson = (fields: WireFields): string =>
  `{${Object.entries(fields)
    .map(([name, value]) => `${JSON.stringify(name)}:${valueText(value)}`)
    .join(',')}}`;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list, or the one object that stands for a list of one; null where it is neither. */
export function objectsOf(value: unknown): readonly JsonObject[] | null {
  if (isObject(value)) return [value];
  return Array.isArray(value) && value.every(isObject) ? value : null;
}

export function textOf(object: JsonObject, name: string): string {
  const value = object[name];
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Null where there is no number. */
export function decimalOf(object: JsonObject, name: string): Decimal | null {
  const value = object[name];
  return typeof value === 'string' || typeof value === 'number' ? parseDecimal(String(value)) : null;
}

export const amountOf = (object: JsonObject, name: string): Decimal => decimalOf(object, name) ?? ZERO;
