// Owns: what is left of text from outside (alerts, venues, names of people) before it is shown anywhere: nothing in it can
// reorder what stands beside it (bidi), hide (zero width, controls), pretend to be a line of ours, or flood.

import { SHOWN_TEXT_MAX } from './limits.ts';

/** Line breaks, tabs and every kind of separator become a space, so that a text cannot pretend to be our next line. */
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
/** Control and format characters (bidi marks, zero width, tags, soft hyphen), unpaired surrogates, private use, fillers that look empty. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u115F\u1160\u3164\uFFA0]/gu;
/** Towers of accents reach into the lines above and below. */
const ACCENT_TOWERS = /(\p{M}{3})\p{M}+/gu;

/** Plain text on one line, at most `charsMax` characters (code points), with … where something is missing. Not escaped. Null stays null. */
export function cleanText(text: string, charsMax?: number): string;
export function cleanText(text: string | null, charsMax?: number): string | null;
export function cleanText(text: string | null, charsMax: number = SHOWN_TEXT_MAX): string | null {
  if (text === null) return null;
  // What is cut off anyway need not be cleaned: the work stays bounded for any length. Hidden characters may take room, hence the factor.
  const head = text.slice(0, charsMax * 8);
  const clean = head.replace(BREAKS, ' ').replace(HIDDEN, '').replace(ACCENT_TOWERS, '$1').replace(/ {2,}/g, ' ').trim();
  const characters = Array.from(clean);
  if (characters.length <= charsMax && head.length === text.length) return clean;
  return `${characters.slice(0, charsMax - 1).join('')}…`;
}
