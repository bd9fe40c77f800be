// Owns: bodies of the form `a=b&c=d` (URL-encoded). Values are texts; a key that stands twice must say the same.

import { deny, type Denial } from '../../model/denial.ts';
import type { JsonObject } from '../json/json-value.ts';

export type FormResult = { readonly ok: true; readonly fields: JsonObject } | { readonly ok: false; readonly refusal: Denial };

const KEY = /^[A-Za-z0-9_.[\]-]{1,64}$/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Percent-decoded text, or null where the escapes are no UTF-8. */
export function decodePart(part: string): string | null {
  const spaced = part.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // URIError is the only thing that decodeURIComponent throws; the caller refuses with the name of the field
    return null;
  }
}

/** The text of a value. One without escapes is as clean as the body that it came in. */
function valueOf(part: string): string | null {
  const value = decodePart(part);
  return value !== null && part.includes('%') && CONTROL.test(value) ? null : value;
}

/** The first thing that is wrong with a pair, beside those before it. */
function wrongPair(key: string, value: string | null, known: string | undefined): Denial | null {
  if (value === null) return deny('NOT_UNDERSTOOD', `The form field "${key}" is not URL-encoded UTF-8 text.`);
  if (known === undefined || known === value) return null;
  const message = `"${key}" stands twice with different values.`;
  return deny('DUPLICATE_KEY', message, 'The form has the same key twice; send it once.');
}

/**
 * The fields of `text` (trimmed, no control characters) where it is written as a form: at least two pairs, no white space, plain
 * names. Null where it is not.
 */
export function readForm(text: string): FormResult | null {
  if (!text.includes('&') || !text.includes('=') || /\s/.test(text)) return null;
  const fields = new Map<string, string>();
  let refusal: Denial | null = null;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const split = pair.indexOf('=');
    const key = pair.slice(0, Math.max(0, split));
    // a later name may still tell that it is no form
    if (!KEY.test(key)) return null;
    if (refusal !== null) continue;
    const value = valueOf(pair.slice(split + 1));
    refusal = wrongPair(key, value, fields.get(key));
    if (value !== null) fields.set(key, value);
  }
  return refusal === null ? { ok: true, fields } : { ok: false, refusal };
}
