// Owns: where the JSON reader is in its text, and how it stops: the first refusal stays.

import type { Denial } from '../../model/denial.ts';
import { explainSyntax, type Expected } from './explain-syntax.ts';

/** Counts characters looked at and values compared, for tests that hold the work linear. */
export interface Meter {
  steps: number;
}

/** Where the reader is. A read function returns undefined after it has set `refusal`. */
export interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
  key: string | null;
  steps: number;
  /** Whether NaN, Infinity and {{placeholders}} without quotes are texts of themselves, and comments are passed over. */
  readonly bareWords: boolean;
  refusal: Denial | null;
}

export function stop(c: Cursor, expected: Expected): undefined {
  c.refusal ??= explainSyntax(c.text, c.at, expected, c.key);
  return undefined;
}

export function stopWith(c: Cursor, refusal: Denial): undefined {
  c.refusal ??= refusal;
  return undefined;
}

const SLASH = 47;
/** Behind the comment that starts here, to the end of its line or between its signs; `at` where none does. */
function behindComment(text: string, at: number): number {
  const sign = text.charAt(at + 1);
  const end = sign === '/' ? text.indexOf('\n', at) : sign === '*' ? text.indexOf('*/', at + 2) : at;
  if (end !== -1) return sign === '*' ? end + 2 : end;
  return sign === '/' ? text.length : at;
}

/** Moves past white space, and past comments where they are let through; the code of the next character, NaN at the end. */
export function next(c: Cursor): number {
  const start = c.at;
  let code = c.text.charCodeAt(c.at);
  for (;;) {
    while (code === 32 || code === 10 || code === 13 || code === 9) code = c.text.charCodeAt(++c.at);
    if (code !== SLASH || !c.bareWords) break;
    const end = behindComment(c.text, c.at);
    if (end === c.at) break;
    c.at = end;
    code = c.text.charCodeAt(c.at);
  }
  c.steps += c.at - start + 1;
  return code;
}
