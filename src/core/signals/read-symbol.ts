// Owns: what a symbol may look like as it is written. Only plain forms pass: BTCUSDT, BINANCE:BTCUSDT.P, BTC/USDT:USDT,
// ES1!, BRK.B. Whether there is such an instrument is decided by resolve-symbol and the venue.

import { refuse, type Draft } from './draft-reading.ts';
import { refusePlaceholder, shownKey, takeOne, type FieldSet } from './field-set.ts';
import { isJsonNumber, kindOfValue, type JsonValue } from './json-value.ts';

export const SYMBOL_LENGTH_MAX = 40;
const SYMBOL = /^(?:[A-Z0-9_]{1,20}:)?[A-Z0-9]+(?:[._/-][A-Z0-9]+)*(?::[A-Z0-9]+)?!?$/i;

/** Whether `text` is written like a symbol: plain form, at most one slash, with a letter (or a number alone, as 7203). */
export function isSymbolShaped(text: string): boolean {
  if (text.length > SYMBOL_LENGTH_MAX || !SYMBOL.test(text)) return false;
  return text.split('/').length <= 2 && (/[A-Z]/i.test(text) || /^\d{3,}$/.test(text));
}

function symbolText(value: JsonValue): string | null {
  if (typeof value === 'string') return value.trim();
  return value !== null && isJsonNumber(value) ? value.number : null;
}

/** Reads the symbol from the first of `names`; refuses where there is none or it is no symbol. */
export function readSymbol(fields: FieldSet, draft: Draft, names: readonly string[]): void {
  const field = takeOne(fields, draft, names);
  if (field === null) {
    // a cancel may name an order instead
    if (draft.action !== 'cancel') refuse(draft, 'MISSING_SYMBOL', 'The alert names no symbol.');
    return;
  }
  if (refusePlaceholder(draft, field)) return;
  const text = symbolText(field.value);
  if (text === null) refuse(draft, 'INVALID_FIELD', `${shownKey(field.key)} is ${kindOfValue(field.value)}, not a symbol.`);
  else if (isSymbolShaped(text)) draft.symbol = text;
  else {
    refuse(
      draft,
      'INVALID_FIELD',
      `${shownKey(field.key)} is not written like a symbol (letters, digits and . _ - / : ! only, at most ${SYMBOL_LENGTH_MAX}).`,
    );
  }
}
