// Owns: how the loosely typed answers of ccxt are read. Numbers come as binary floats in their shortest form, or as text;
// both are read by their digits, and never computed with before.

import { abs, type Decimal, parseDecimal } from '../../../core/model/decimal.ts';

export type Dict = Readonly<Record<string, unknown>>;

const NOTHING: Dict = {};
const LETTERS_MAX = 300;

export const isDict = (value: unknown): value is Dict => typeof value === 'object' && value !== null && !Array.isArray(value);

export const dictOf = (value: unknown): Dict => (isDict(value) ? value : NOTHING);

export const listOf = (value: unknown): readonly Dict[] => (Array.isArray(value) ? value.filter(isDict) : []);

/** Text that is there: ids of some venues are numbers. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value !== '' ? value : null;
}

export function decimalOf(value: unknown): Decimal | null {
  if (typeof value === 'string') return parseDecimal(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  return parseDecimal(String(value)) ?? parseDecimal(value.toFixed(18));
}

/** A size: the sign that some venues give it says nothing that the side does not. */
export function sizeOf(value: unknown): Decimal | null {
  const read = decimalOf(value);
  return read === null ? null : abs(read);
}

/** What a venue says, short enough for a card. */
export const shorten = (text: string): string => (text.length > LETTERS_MAX ? `${text.slice(0, LETTERS_MAX)}…` : text);
