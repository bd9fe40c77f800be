// Owns: whether a text that a person types is about an order, or something else that they say.

import { NO_DIALECT } from './fields/draft-reading.ts';
import { parseAlert } from './parse-alert.ts';
import { readBody } from './fields/read-body.ts';

/** Also what is written as an alert and cannot be used: its refusal says why. */
export function readsAsAlert(text: string): boolean {
  if (/[\n{]/.test(text.trim())) return true;
  const { kind, dialect } = parseAlert(readBody(new TextEncoder().encode(text)));
  return kind !== 'reject' || dialect !== NO_DIALECT;
}
