// Owns: what kind of message the bytes of an alert are. The content decides, never Content-Type: TradingView says
// text/plain for JSON that holds one unreplaced placeholder. Invariant: never throws, work linear in the size.

import { deny, type Denial, type DenialCode } from '../../model/denial.ts';
import { BODY_BYTES_MAX } from '../../model/limits.ts';
import { indexFields, type FieldIndex } from './field-index.ts';
import { isJsonArray, isJsonObject, kindOfValue, type JsonObject, type JsonValue } from '../json/json-value.ts';
import { decodePart, readForm } from './read-form.ts';
import { readJson } from '../json/read-json.ts';

/** A body that a dialect may read. `index`: its fields by normal name; `text`: the message without byte order mark. */
export type ReadableBody =
  | { readonly type: 'json' | 'form'; readonly fields: JsonObject; readonly index: FieldIndex; readonly text: string }
  | { readonly type: 'text'; readonly text: string };

/**
 * `refused`: nothing that an alert can be; `text` is shown to people, with replacement characters where it is no UTF-8.
 * `withBareWords`: what it would be, were NaN and {{placeholders}} without quotes texts; good for a way out and nothing else.
 */
export type Body =
  | ReadableBody
  | { readonly type: 'refused'; readonly refusal: Denial; readonly text: string; readonly withBareWords?: ReadableBody };

/** The field that a bare list of orders is put in, see read-basket.ts. */
export const LIST_NAME = 'orders';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const lossyUtf8 = new TextDecoder('utf-8');
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
const JSON_SCALAR = /^(?:null|true|false|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
/** A text (not JSON) that starts with a placeholder: `{{ticker}} crossed`. */
const LEADING_PLACEHOLDER = /^\{\{(?!\s*")[^{}\r\n]{0,200}\}\}/;

const refused = (text: string, code: DenialCode, message: string, remedy?: string): Body => ({
  type: 'refused',
  refusal: deny(code, message, remedy),
  text,
});

const bodyOfFields = (type: 'json' | 'form', fields: JsonObject, text: string): Body => ({
  type,
  fields,
  index: indexFields(fields),
  text,
});

/** JSON that a relay has written into a string once more: `"{\"action\":\"buy\"}"`. */
function writtenTwice(value: JsonValue): JsonObject | null {
  if (typeof value !== 'string' || !/^\s{0,8}\{/.test(value)) return null;
  const json = readJson(value);
  return json.ok && isJsonObject(json.value) ? json.value : null;
}

function bodyOfJson(value: JsonValue, text: string): Body {
  if (isJsonObject(value)) return bodyOfFields('json', value, text);
  const inside = writtenTwice(value);
  if (inside !== null) return bodyOfFields('json', inside, text);
  if (!isJsonArray(value))
    return refused(text, 'UNKNOWN_DIALECT', `The message is JSON, but ${kindOfValue(value)}; an alert is an object.`);
  const [only] = value;
  if (value.length === 1 && only !== undefined && isJsonObject(only)) return bodyOfFields('json', only, text);
  if (value.length > 1 && value.every(isJsonObject)) {
    return bodyOfFields('json', new Map([[LIST_NAME, value]]), text);
  }
  return refused(text, 'UNKNOWN_DIALECT', 'The message is a JSON list; an alert is an object.');
}

const COMMENT = /\/[/*]/;

function refusedJson(refusal: Denial, text: string): Body {
  const isOfBareWord = refusal.code === 'INVALID_FIELD' || refusal.code === 'PLACEHOLDER' || COMMENT.test(text);
  const json = isOfBareWord ? readJson(text, { bareWords: true }) : null;
  const body = json?.ok === true ? bodyOfJson(json.value, text) : null;
  return { type: 'refused', refusal, text, ...(body === null || body.type === 'refused' ? {} : { withBareWords: body }) };
}

/** The lines between Markdown fences, where nothing else is there; null where there are no fences. */
function insideFences(trimmed: string): string | null {
  if (!trimmed.startsWith('```') || !trimmed.endsWith('```') || trimmed.length < 7) return null;
  const start = trimmed.indexOf('\n');
  const inside = start === -1 ? '' : trimmed.slice(start + 1, -3);
  return inside.includes('```') || inside.trim() === '' || !/^```[a-z]{0,12}\s*$/i.test(trimmed.slice(0, start)) ? null : inside;
}

/** A title of so many characters may have been left in front of the JSON. */
const TITLE_MAX = 200;
const TITLE_ACTS = /\b(?:buy|sell|long|short|close|exit|entry|enter|open|reverse|cancel|flat|bought|sold)\b/i;

/** The JSON behind a title on a line of its own that asks for nothing; null where there is none. */
function jsonBehindTitle(text: string): Body | null {
  const at = text.slice(0, TITLE_MAX).search(/\n[ \t\r\n]*\{\s*"/);
  if (at < 1 || TITLE_ACTS.test(text.slice(0, at))) return null;
  const json = readJson(text.slice(at));
  return json.ok && isJsonObject(json.value) ? bodyOfFields('json', json.value, text) : null;
}

/** A form of one field that holds the order as JSON; at Indian brokers (jData) with the key of the session behind it. */
const ORDER_FORM = /^(?:jData|payload|data|body|json|message|alert)=(\{[^]*\}|%7B[^&\s]*)(?:&jKey=([^&\s]{1,256}))?$/i;

/** The fields of the JSON in such a form, with the key beside them; null where it is none. */
function orderForm(trimmed: string, text: string): Body | null {
  const [, written = '', key] = ORDER_FORM.exec(trimmed) ?? [];
  const data = written.startsWith('{') ? written : decodePart(written);
  if (data === null || data === '') return null;
  const json = readJson(data);
  if (!json.ok) return refusedJson(json.refusal, text);
  if (!isJsonObject(json.value)) return null;
  return bodyOfFields('form', key === undefined ? json.value : new Map([...json.value, ['jKey', decodePart(key) ?? key]]), text);
}

/** `[SIGNAL] BTCUSDT …`, `[ GBPJPY ] BUY`: words in brackets and a text behind them, which no JSON has. */
const TAG_IN_BRACKETS = /^\[ ?[A-Za-z][^[\]{}":,\r\n]{0,30}\][ \t]*[^\s,\]}]/;

/** What a text is, see {@link readBody}. */
export function readBodyText(text: string): Body {
  const trimmed = text.trim();
  if (trimmed === '') return refused(text, 'NOT_UNDERSTOOD', 'The alert is empty.');
  const first = trimmed.charAt(0);
  const looksLikeJson = first === '{' || (first === '[' && !TAG_IN_BRACKETS.test(trimmed)) || first === '"' || JSON_SCALAR.test(trimmed);
  if (looksLikeJson && !LEADING_PLACEHOLDER.test(trimmed)) {
    const json = readJson(text);
    if (json.ok) return bodyOfJson(json.value, text);
    const bracesForgotten = first === '"' && /^"[^"]{0,64}"\s*:/.test(trimmed);
    return bracesForgotten
      ? refused(
          text,
          'NOT_UNDERSTOOD',
          'Invalid JSON at line 1, column 1: the braces around the fields are missing.',
          'Put { and } around the fields.',
        )
      : refusedJson(json.refusal, text);
  }
  const control = CONTROL.exec(text);
  if (control !== null) return refused(text, 'NOT_UNDERSTOOD', `The alert holds a control character (character ${control.index + 1}).`);
  if (first === '<') return refused(text, 'NOT_UNDERSTOOD', 'The alert is HTML or XML, such as the error page of a relay.');
  const fenced = insideFences(trimmed);
  if (fenced !== null) return readBodyText(fenced);
  if (trimmed.startsWith('```')) {
    return refused(text, 'NOT_UNDERSTOOD', 'The alert stands between Markdown fences (```).', 'Send the lines between the fences alone.');
  }
  const order = orderForm(trimmed, text);
  if (order !== null) return order;
  const form = readForm(trimmed);
  if (form !== null) return form.ok ? bodyOfFields('form', form.fields, text) : { type: 'refused', refusal: form.refusal, text };
  return jsonBehindTitle(text) ?? { type: 'text', text };
}

/** What `bytes` are: JSON, a form, a text, or refused with the reason. Never throws. */
export function readBody(bytes: Uint8Array): Body {
  if (bytes.length > BODY_BYTES_MAX) {
    const head = lossyUtf8.decode(bytes.subarray(0, BODY_BYTES_MAX));
    return refused(
      head,
      'NOT_UNDERSTOOD',
      `The alert has ${bytes.length} bytes; at most ${BODY_BYTES_MAX} are read.`,
      'Send one alert per request.',
    );
  }
  try {
    return readBodyText(strictUtf8.decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const message = zipped ? 'The alert is compressed (gzip).' : 'The alert is not valid UTF-8 text.';
    return refused(lossyUtf8.decode(bytes), 'NOT_UNDERSTOOD', message, 'Send plain UTF-8 text or JSON, not compressed.');
  }
}
