// Owns: single numbers of an alert that must be above zero or absent, each with the code that its refusal carries.

import { isNegative, isZero, type Decimal } from '../../model/decimal.ts';
import type { DenialCode } from '../../model/denial.ts';
import { refuse, type Draft } from './draft-reading.ts';
import { type Field } from './field-index.ts';
import { refusePlaceholder, shownKey, takeOne, type FieldSet } from './field-set.ts';
import type { NameList } from './name-list.ts';
import { readNumber } from './read-number.ts';

/** A price with the sign or the name of its currency: `$67,250.50`, `67250 USDT`. */
const PRICED = /^[$€£₹¥]?\s?([+-]?[\d.,]{1,40})\s?(?:USDT?|USDC|EUR|GBP|INR|JPY)?$/i;

/** The number of `field`, any sign; null where it says none or was refused with `code`. */
export function numberOf(draft: Draft, field: Field, code: DenialCode): Decimal | null {
  if (refusePlaceholder(draft, field)) return null;
  const priced = code === 'INVALID_PRICE' && typeof field.value === 'string' ? PRICED.exec(field.value.trim())?.[1] : undefined;
  const number = readNumber(priced ?? field.value);
  if (number.type === 'number') return number.value;
  if (number.type === 'problem') refuse(draft, code, `${shownKey(field.key)}: ${number.problem}.`);
  return null;
}

/** A number above zero; zero means none, a negative one is refused. */
export function positiveOf(draft: Draft, field: Field, code: DenialCode): Decimal | null {
  const value = numberOf(draft, field, code);
  if (value === null || isZero(value)) return null;
  if (!isNegative(value)) return value;
  refuse(draft, code, `${shownKey(field.key)} is below zero (${value}).`);
  return null;
}

/** `+40`: nobody writes a price so, and a distance stands under names of its own. */
export const isSigned = ({ value }: Field): boolean => typeof value === 'string' && value.trim().startsWith('+');

export function refuseSigned(draft: Draft, { key }: Field): null {
  refuse(draft, 'INVALID_PRICE', `${shownKey(key)} has a plus sign: it may be a distance or a price.`, 'Send a price without a sign.');
  return null;
}

/** The positive number of one meaning, or null. */
export function takePositive(fields: FieldSet, draft: Draft, names: NameList, code: DenialCode): Decimal | null {
  const field = takeOne(fields, draft, names);
  if (field === null) return null;
  return code === 'INVALID_PRICE' && isSigned(field) ? refuseSigned(draft, field) : positiveOf(draft, field, code);
}

/** `2%` in a field of percent says it twice. */
export const withoutPercentSign = ({ key, value }: Field): Field => ({
  key,
  value: typeof value === 'string' && /\d ?%$/.test(value.trim()) ? value.trim().replace(/ ?%$/, '') : value,
});
