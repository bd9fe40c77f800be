// Owns: "did you mean …?" for fields of alerts: only what is almost certainly a slip.

import { nearestName } from '../../model/nearest-name.ts';

const NAME_MIN = 3;
/** Longer names are no field of ours. */
const NAME_MAX = 32;
/** From this length on two slips may be in it. */
const LONG_NAME = 8;

/** The field among `known` (normal names) that `written` was probably meant to be, or null. */
export function nearestField(written: string, known: Iterable<string>): string | null {
  if (written.length < NAME_MIN || written.length > NAME_MAX) return null;
  const fields = [...known].filter((field) => field.length >= NAME_MIN);
  return nearestName(written, fields, written.length >= LONG_NAME ? 2 : 1);
}
