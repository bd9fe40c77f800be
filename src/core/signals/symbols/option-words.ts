// Owns: options that are named in words (`NIFTY 24500 CE`, with or without a day): which contract is meant is open without its expiry
// and its exchange, so that none is traded; whoever is refused is told how the whole contract is written.

import { expiryWord } from './resolve-indian.ts';

const TEXT_MAX = 500;
/** `NIFTY 29 DEC 2026 CE 24500.00`, as 5paisa writes it. */
const KIND_FIRST = /\b([A-Z][A-Z&]{1,14}) {0,2}(\d{1,2}[ -]?[A-Z]{3}[ -]?\d{2,4}) +(CE|PE) (\d{2,6})(?:\.0{1,2})?\b/i;
const MONTHS = 'JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC';
const NAMED = new RegExp(
  `\\b(?!(?:${MONTHS})[A-Z]{0,6} )([A-Z][A-Z&]{1,14}) {0,2}(?:((?:\\d{1,2}[ -]?)?(?:${MONTHS})[A-Z]{0,6}(?:[ -]?(?:20)?\\d{2})?) +)?(\\d{2,6}(?:\\.\\d{1,2})?) ?(CE|PE)\\b`,
  'i',
);
/** Where options are listed that are none of shares and indices of the NSE. */
const LISTED: readonly (readonly [names: RegExp, exchange: string])[] = [
  [/^(?:SENSEX|BANKEX)/, 'BFO'],
  [/^(?:CRUDEOIL|NATURALGAS|NATGAS|GOLD|SILVER|COPPER|ZINC)/, 'MCX'],
];

/** `26NOV` anywhere: a day that stands behind the contract. */
const DAY = new RegExp(`\\b(?:\\d{1,2}[ -]?)?(?:${MONTHS})`, 'i');

/** Why an option in words is not traded, and how it is written; null where the text names none. */
export function optionInWords(text: string): { readonly message: string; readonly remedy: string } | null {
  if (text.length > TEXT_MAX) return null;
  const [, first, dayFirst, rightFirst, strikeLast] = KIND_FIRST.exec(text) ?? [];
  const [, name = first, day = dayFirst, strike = strikeLast, right = rightFirst] = first === undefined ? (NAMED.exec(text) ?? []) : [];
  if (name === undefined || strike === undefined || right === undefined) return null;
  const [underlying, kind] = [name.toUpperCase(), right.toUpperCase()];
  const expiry = day === undefined ? 'NEAR' : (expiryWord(day) ?? 'NEAR');
  const exchange = LISTED.find(([names]) => names.test(underlying))?.[1] ?? 'NFO';
  const missing = DAY.test(text) ? 'its expiry in words' : 'no expiry';
  return {
    message: `${underlying} ${strike} ${kind} is an option, and the alert has ${missing}: which contract is meant is open.`,
    remedy: `Write the contract in full: ${exchange}:${underlying}-${expiry}-${strike}-${kind}, with the day (2026-12-29), NEAR or MONTH between the two.`,
  };
}
