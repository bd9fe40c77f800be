// Owns: which line of a text is in the way of its being read: senders of signals add lines of their own, and one that nobody knows
// may take the trade back. Whoever is refused is told which one it is.

import { SHOWN_TEXT_MAX } from '../../model/limits.ts';
import type { ReadableBody } from '../fields/read-body.ts';

type TextBody = ReadableBody & { readonly type: 'text' };

/** A signal has few lines; each is left out once, so what is longer is not tried. */
const LINES_MAX = 20;
const LENGTH_MAX = 2_000;

/** The one line (the last of several) without which `isOrder` says yes; null where there is none. Cut where it is long. */
export function lineInTheWay(body: TextBody, isOrder: (rest: TextBody) => boolean): string | null {
  const lines = body.text.split(/\r?\n/);
  if (lines.length > LINES_MAX || body.text.length > LENGTH_MAX) return null;
  const at = lines.findLastIndex((line, index) => {
    if (line.trim() === '') return false;
    const rest = lines.filter((_, other) => other !== index);
    return rest.some((each) => each.trim() !== '') && isOrder({ ...body, text: rest.join('\n') });
  });
  const line = lines[at]?.trim();
  if (line === undefined) return null;
  return line.length > SHOWN_TEXT_MAX ? `${line.slice(0, SHOWN_TEXT_MAX - 1)}…` : line;
}
