// Owns: reading JSON strictly and in one pass. Unlike JSON.parse it keeps the text of numbers, sees duplicate keys and
// says where and why it stops. Invariants: work is linear in the length of the text (`meter` counts it); nesting is
// limited, so the recursion is too; every text in the result is well-formed Unicode without control characters.

import { parseDecimal } from '../model/decimal.ts';
import { deny, type Denial } from '../model/denial.ts';
import { BODY_DEPTH_MAX } from '../model/limits.ts';
import { explainSyntax, placeOf, type Expected } from './explain-syntax.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from './json-value.ts';

export type JsonResult = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly refusal: Denial };

/** Counts characters looked at and values compared, for tests that hold the work linear. */
export interface Meter {
  steps: number;
}

/** Where the reader is. A read function returns undefined after it has set `refusal`. */
interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
  key: string | null;
  steps: number;
  refusal: Denial | null;
}

const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const MINUS = 45;
const PLAIN_ESCAPES: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', '/': '/', n: '\n', r: '\r', t: '\t' };
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function stop(c: Cursor, expected: Expected): undefined {
  c.refusal ??= explainSyntax(c.text, c.at, expected, c.key);
  return undefined;
}

function stopWith(c: Cursor, refusal: Denial): undefined {
  c.refusal ??= refusal;
  return undefined;
}

/** Moves past white space; the code of the next character, NaN at the end. */
function next(c: Cursor): number {
  const start = c.at;
  let code = c.text.charCodeAt(c.at);
  while (code === 32 || code === 10 || code === 13 || code === 9) code = c.text.charCodeAt(++c.at);
  c.steps += c.at - start + 1;
  return code;
}

function readString(c: Cursor): string | undefined {
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

function readNumber(c: Cursor): JsonValue | undefined {
  NUMBER.lastIndex = c.at;
  const match = NUMBER.exec(c.text)?.[0];
  if (match === undefined) return stop(c, 'value');
  const end = c.at + match.length;
  const after = c.text.charCodeAt(end);
  if ((after >= 48 && after <= 57) || after === 46) {
    c.at = end;
    return stopWith(c, deny('NOT_UNDERSTOOD', `Invalid JSON at ${placeOf(c.text, end)}: this is not one number in plain digits.`));
  }
  c.steps += match.length;
  c.at = end;
  return { number: match };
}

function readLiteral(c: Cursor, word: string, value: boolean | null): JsonValue | undefined {
  if (!c.text.startsWith(word, c.at)) return stop(c, 'value');
  c.at += word.length;
  c.steps += word.length;
  return value;
}

function readValue(c: Cursor): JsonValue | undefined {
  const code = next(c);
  if (code === QUOTE) return readString(c);
  if (code === OPEN_BRACE) return enter(c, readObject);
  if (code === OPEN_BRACKET) return enter(c, readArray);
  if (code === MINUS || (code >= 48 && code <= 57)) return readNumber(c);
  if (code === 116) return readLiteral(c, 'true', true);
  if (code === 102) return readLiteral(c, 'false', false);
  if (code === 110) return readLiteral(c, 'null', null);
  return stop(c, 'value');
}

function enter(c: Cursor, read: (c: Cursor) => JsonValue | undefined): JsonValue | undefined {
  if (c.depth >= BODY_DEPTH_MAX) {
    return stopWith(
      c,
      deny('NOT_UNDERSTOOD', `The JSON is nested deeper than ${BODY_DEPTH_MAX} levels (${placeOf(c.text, c.at)}): this is no alert.`),
    );
  }
  c.depth += 1;
  c.at += 1;
  const value = read(c);
  c.depth -= 1;
  return value;
}

function readArray(c: Cursor): JsonValue | undefined {
  const values: JsonValue[] = [];
  if (next(c) === CLOSE_BRACKET) {
    c.at += 1;
    return values;
  }
  for (;;) {
    const value = readValue(c);
    if (value === undefined) return undefined;
    values.push(value);
    const code = next(c);
    if (code !== COMMA && code !== CLOSE_BRACKET) return stop(c, 'comma or ]');
    c.at += 1;
    if (code === CLOSE_BRACKET) return values;
  }
}

function readObject(c: Cursor): JsonValue | undefined {
  const fields = new Map<string, JsonValue>();
  const outerKey = c.key;
  if (next(c) === CLOSE_BRACE) {
    c.at += 1;
    return fields;
  }
  for (;;) {
    if (next(c) !== QUOTE) return stop(c, 'key');
    const keyAt = c.at;
    const key = readString(c);
    if (key === undefined) return undefined;
    if (next(c) !== COLON) return stop(c, 'colon');
    c.at += 1;
    c.key = key;
    const value = readValue(c);
    if (value === undefined) return undefined;
    const known = fields.get(key);
    if (known !== undefined && !sameValue(c, known, value)) {
      return stopWith(
        c,
        deny('DUPLICATE_KEY', `"${key.slice(0, 40)}" stands twice with different values (again at ${placeOf(c.text, keyAt)}).`),
      );
    }
    fields.set(key, value);
    c.key = outerKey;
    const code = next(c);
    if (code !== COMMA && code !== CLOSE_BRACE) {
      c.key = key;
      return stop(c, 'comma or }');
    }
    c.at += 1;
    if (code === CLOSE_BRACE) return fields;
  }
}

/** Equal in meaning. Costs at most the size of `b`, the value just read: so all comparisons together stay linear. */
function sameValue(c: Cursor, a: JsonValue, b: JsonValue): boolean {
  c.steps += typeof b === 'string' ? b.length : 1;
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isJsonNumber(a) || isJsonNumber(b)) {
    if (!isJsonNumber(a) || !isJsonNumber(b)) return false;
    return a.number === b.number || (parseDecimal(a.number) ?? a.number) === parseDecimal(b.number);
  }
  if (isJsonArray(a) || isJsonArray(b)) {
    return isJsonArray(a) && isJsonArray(b) && a.length === b.length && b.every((item, i) => sameValue(c, a[i] ?? null, item));
  }
  if (!isJsonObject(a) || !isJsonObject(b) || a.size !== b.size) return false;
  for (const [key, value] of b) {
    const other = a.get(key);
    if (other === undefined || !sameValue(c, other, value)) return false;
  }
  return true;
}

/** The JSON value that `text` is, or why it is none. */
export function readJson(text: string, options: { readonly meter?: Meter } = {}): JsonResult {
  const c: Cursor = { text, at: 0, depth: 0, key: null, steps: 0, refusal: null };
  const value = readValue(c);
  if (value !== undefined && !Number.isNaN(next(c))) stop(c, 'end');
  if (options.meter !== undefined) options.meter.steps += c.steps;
  if (value === undefined || c.refusal !== null) {
    return { ok: false, refusal: c.refusal ?? explainSyntax(text, c.at, 'value', null) };
  }
  return { ok: true, value };
}
