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

/** Whether `text` (trimmed) is written as a form: at least two pairs, no white space, plain names. */
export function looksLikeForm(text: string): boolean {
  if (!text.includes('&') || !text.includes('=') || /\s/.test(text)) return false;
  return text.split('&').every((pair) => pair === '' || KEY.test(pair.slice(0, Math.max(0, pair.indexOf('=')))));
}

/** The fields of a text for which {@link looksLikeForm} holds. */
export function readForm(text: string): FormResult {
  const fields = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const split = pair.indexOf('=');
    const key = pair.slice(0, split);
    const value = decodePart(pair.slice(split + 1));
    if (value === null || CONTROL.test(value)) {
      return { ok: false, refusal: deny('NOT_UNDERSTOOD', `The form field "${key}" is not URL-encoded UTF-8 text.`) };
    }
    const known = fields.get(key);
    if (known !== undefined && known !== value) {
      return {
        ok: false,
        refusal: deny('DUPLICATE_KEY', `"${key}" stands twice with different values.`, 'The form has the same key twice; send it once.'),
      };
    }
    fields.set(key, value);
  }
  return { ok: true, fields };
}
