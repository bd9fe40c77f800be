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
  /** Whether NaN, Infinity and {{placeholders}} without quotes are texts of themselves. */
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

/** Moves past white space; the code of the next character, NaN at the end. */
export function next(c: Cursor): number {
  const start = c.at;
  let code = c.text.charCodeAt(c.at);
  while (code === 32 || code === 10 || code === 13 || code === 9) code = c.text.charCodeAt(++c.at);
  c.steps += c.at - start + 1;
  return code;
}
