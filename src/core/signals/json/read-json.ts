// Owns: reading JSON strictly and in one pass. Unlike JSON.parse it keeps the text of numbers, sees duplicate keys and
// says where and why it stops. Invariants: work is linear in the length of the text (`meter` counts it); nesting is
// limited, so the recursion is too; every text in the result is well-formed Unicode without control characters.

import { parseDecimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import { BODY_DEPTH_MAX } from '../../model/limits.ts';
import { explainSyntax, placeOf } from './explain-syntax.ts';
import { next, stop, stopWith, type Cursor, type Meter } from './json-cursor.ts';
import { readString } from './read-json-string.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from './json-value.ts';

export type JsonResult = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly refusal: Denial };

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const MINUS = 45;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

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

/** What TradingView leaves where a value was to stand without quotes: a plot without a value, a placeholder that it does not know. */
const BARE_WORD = /[+-]?(?:NaN|Infinity)\b|\{\{[^{}"\r\n]{0,200}\}\}/iy;

function readBareWord(c: Cursor): string | null {
  BARE_WORD.lastIndex = c.at;
  const word = BARE_WORD.exec(c.text)?.[0] ?? null;
  c.steps += word?.length ?? 1;
  c.at += word?.length ?? 0;
  return word;
}

function readValue(c: Cursor): JsonValue | undefined {
  const code = next(c);
  const bare = c.bareWords ? readBareWord(c) : null;
  if (bare !== null) return bare;
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

/** The JSON value that `text` is, or why it is none. `bareWords`: NaN, Infinity and {{placeholders}} without quotes are texts, comments nothing. */
export function readJson(text: string, options: { readonly meter?: Meter; readonly bareWords?: boolean } = {}): JsonResult {
  const { bareWords = false } = options;
  const c: Cursor = { text, at: 0, depth: 0, key: null, steps: 0, bareWords, refusal: null };
  const value = readValue(c);
  if (value !== undefined && !Number.isNaN(next(c))) stop(c, 'end');
  if (options.meter !== undefined) options.meter.steps += c.steps;
  if (value === undefined || c.refusal !== null) {
    return { ok: false, refusal: c.refusal ?? explainSyntax(text, c.at, 'value', null) };
  }
  return { ok: true, value };
}
