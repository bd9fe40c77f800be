// Owns: numbers as senders write them. A number is refused rather than guessed: "1,234" may be 1234 or 1.234.

import { parseComputed, type Decimal } from '../../model/decimal.ts';
import { isJsonNumber, kindOfValue, type JsonValue } from '../json/json-value.ts';

/** `none`: the sender says that there is no value (null, empty, "none"). `problem`: a sentence part for the refusal. */
export type NumberResult =
  | { readonly type: 'number'; readonly value: Decimal }
  | { readonly type: 'none' }
  | { readonly type: 'problem'; readonly problem: string };

const GROUPED = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;
const ONE_GROUP_NO_POINT = /^[+-]?[1-9]\d{0,2},\d{3}$/;
/** Written with a decimal comma and nothing else: `67.250,50`, `0,35`, `1,0850`. */
const DECIMAL_COMMA = /^[+-]?(?:[1-9]\d{0,2}(?:\.\d{3})+,\d+|0,\d+|[1-9]\d{0,2},0\d{3,})$/;
const NONE_WORDS: ReadonlySet<string> = new Set(['', 'null', 'none', 'n/a']);

/** Text that is safe to repeat in a message. */
const shown = (text: string): string => (/^[\w.,+%$ -]{1,24}$/.test(text) ? `"${text}"` : 'this text');

function plainDigits(text: string): string {
  if (GROUPED.test(text)) return text.replaceAll(',', '');
  return DECIMAL_COMMA.test(text) ? text.replaceAll('.', '').replace(',', '.') : text;
}

function readText(text: string): NumberResult {
  const trimmed = text.trim();
  if (NONE_WORDS.has(trimmed.toLowerCase())) return { type: 'none' };
  if (ONE_GROUP_NO_POINT.test(trimmed)) {
    const asPoint = trimmed.replace(',', '.');
    return { type: 'problem', problem: `${shown(trimmed)} may mean ${trimmed.replace(',', '')} or ${asPoint}; write it without a comma` };
  }
  const value = parseComputed(plainDigits(trimmed));
  return value === null
    ? { type: 'problem', problem: `${shown(trimmed)} is not a usable number in plain digits` }
    : { type: 'number', value };
}

/** The number that `value` writes, to 18 places, with or without quotes, with or without thousands separators. */
export function readNumber(value: JsonValue): NumberResult {
  if (value === null) return { type: 'none' };
  if (typeof value === 'string') return readText(value);
  if (!isJsonNumber(value)) return { type: 'problem', problem: `a number was expected, not ${kindOfValue(value)}` };
  const number = parseComputed(value.number);
  return number === null
    ? { type: 'problem', problem: `${shown(value.number)} is outside of what a number in an alert can be` }
    : { type: 'number', value: number };
}
