// Owns: the texts of JSON. Every text that comes out is well-formed Unicode without control characters other than tab and
// line breaks; escapes that would make it otherwise are refused with their place.

import { deny } from '../../model/denial.ts';
import { placeOf } from './explain-syntax.ts';
import { stop, stopWith, type Cursor } from './json-cursor.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const PLAIN_ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', n: '\n', r: '\r', t: '\t' };

/** The text that starts with the quote under the cursor; undefined after a refusal. */
export function readString(c: Cursor): string | undefined {
  const start = c.at + 1;
  for (let i = start; ; i++) {
    const code = c.text.charCodeAt(i);
    if (code === QUOTE) {
      c.steps += i - c.at;
      c.at = i + 1;
      return c.text.slice(start, i);
    }
    if (code === BACKSLASH) return readEscapedString(c, start, i);
    if (!(code >= 32 && code !== 127)) return stopInString(c, i);
  }
}

function stopInString(c: Cursor, at: number): undefined {
  if (at >= c.text.length) {
    c.at = at;
    return stop(c, 'value');
  }
  const place = placeOf(c.text, at);
  return stopWith(
    c,
    deny('NOT_UNDERSTOOD', `Invalid JSON at ${place}: a line break or control character inside a text; write \\n instead.`),
  );
}

/** A string that holds a backslash at `i`; `start` is its first character. */
function readEscapedString(c: Cursor, start: number, firstBackslash: number): string | undefined {
  let result = c.text.slice(start, firstBackslash);
  let i = firstBackslash;
  for (;;) {
    const code = c.text.charCodeAt(i);
    if (code === QUOTE) {
      c.steps += i - c.at;
      c.at = i + 1;
      return result;
    }
    if (code === BACKSLASH) {
      const escaped = readEscape(c, i);
      if (escaped === undefined) return undefined;
      result += escaped.text;
      i = escaped.end;
      continue;
    }
    const from = i;
    for (let inner = code; inner !== QUOTE && inner !== BACKSLASH; inner = c.text.charCodeAt(++i)) {
      if (!(inner >= 32 && inner !== 127)) return stopInString(c, i);
    }
    result += c.text.slice(from, i);
  }
}

function hexAt(text: string, at: number): number {
  const digits = text.slice(at, at + 4);
  return /^[0-9a-fA-F]{4}$/.test(digits) ? Number.parseInt(digits, 16) : -1;
}

function readEscape(c: Cursor, at: number): { text: string; end: number } | undefined {
  const letter = c.text.charAt(at + 1);
  const plain = Object.hasOwn(PLAIN_ESCAPES, letter) ? PLAIN_ESCAPES[letter] : undefined;
  if (plain !== undefined) return { text: plain, end: at + 2 };
  const unusable = (what: string): undefined =>
    stopWith(
      c,
      deny('INVALID_FIELD', `The text${c.key === null ? '' : ` in "${c.key.slice(0, 40)}"`} holds ${what} (${placeOf(c.text, at)}).`),
    );
  if (letter === 'b' || letter === 'f') return unusable('a control character');
  const unit = letter === 'u' ? hexAt(c.text, at + 2) : -1;
  if (unit < 0) {
    return stopWith(c, deny('NOT_UNDERSTOOD', `Invalid JSON at ${placeOf(c.text, at)}: a backslash must be written \\\\.`));
  }
  if ((unit < 32 && unit !== 9 && unit !== 10 && unit !== 13) || unit === 127) return unusable('a control character (such as NUL)');
  if (unit < 0xd800 || unit > 0xdfff) return { text: String.fromCharCode(unit), end: at + 6 };
  const low = unit <= 0xdbff && c.text.startsWith('\\u', at + 6) ? hexAt(c.text, at + 8) : -1;
  if (low < 0xdc00 || low > 0xdfff) return unusable('half a surrogate pair, which is no character');
  return { text: String.fromCharCode(unit, low), end: at + 12 };
}
