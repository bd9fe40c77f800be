// Owns: options that are named in words (`NIFTY 24500 CE`, with or without a day): which contract is meant is open without its expiry
// and its exchange, so that none is traded; whoever is refused is told how the whole contract is written.

import { expiryWord } from './resolve-indian.ts';

const TEXT_MAX = 500;
const NAMED = /\b([A-Z][A-Z&]{1,14}) {0,2}(?:(\d{1,2}[ -]?[A-Z]{3}[A-Z]{0,6}(?:[ -]?(?:20)?\d{2})?) +)?(\d{2,6}(?:\.\d{1,2})?) ?(CE|PE)\b/i;

/** `26NOV` anywhere: a day that stands behind the contract. */
const DAY = /\b\d{1,2}[ -]?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)/i;

/** Why an option in words is not traded, and how it is written; null where the text names none. */
export function optionInWords(text: string): { readonly message: string; readonly remedy: string } | null {
  const [, name, day, strike, right] = text.length > TEXT_MAX ? [] : (NAMED.exec(text) ?? []);
  if (name === undefined || strike === undefined || right === undefined) return null;
  const [underlying, kind] = [name.toUpperCase(), right.toUpperCase()];
  const expiry = day === undefined ? 'NEAR' : (expiryWord(day) ?? 'NEAR');
  const missing = DAY.test(text) ? 'its expiry in words' : 'no expiry';
  return {
    message: `${underlying} ${strike} ${kind} is an option, and the alert has ${missing}: which contract is meant is open.`,
    remedy: `Write the contract in full: NFO:${underlying}-${expiry}-${strike}-${kind}, with the day (2026-12-29), NEAR or MONTH between the two.`,
  };
}
