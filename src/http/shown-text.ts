// Owns: text of senders in answers: without control characters and without those that hide or reorder text, cut.

import { SHOWN_TEXT_MAX } from '../core/model/limits.ts';

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/gu;

/** At most SHOWN_TEXT_MAX characters; null stays null. The work is bounded for any length. */
export function shownText(text: string): string;
export function shownText(text: string | null): string | null;
export function shownText(text: string | null): string | null {
  if (text === null) return null;
  const clean = Array.from(text.slice(0, SHOWN_TEXT_MAX * 8).replace(HIDDEN, ''));
  return clean.length <= SHOWN_TEXT_MAX ? clean.join('') : `${clean.slice(0, SHOWN_TEXT_MAX - 1).join('')}…`;
}
