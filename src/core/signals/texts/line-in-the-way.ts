// Owns: what is in the way of reading a text as an order: lines that senders of signals add and that nobody knows, any of which may
// take the trade back, or that it says no side or no market. Whoever is refused is told which it is.

import { deny, type Denial } from '../../model/denial.ts';
import { SHOWN_TEXT_MAX } from '../../model/limits.ts';
import type { ReadableBody } from '../fields/read-body.ts';
import { linesUnread } from './signal-text.ts';

type TextBody = ReadableBody & { readonly type: 'text' };
type IsOrder = (rest: TextBody) => boolean;

/** A signal has few lines; each is left out once, so what is longer is not tried. */
const LINES_MAX = 20;
const LENGTH_MAX = 2_000;
/** More strange lines than these are another text. */
const STRANGE_MAX = 4;

const without = (lines: readonly string[], left: readonly number[]): string => lines.filter((_, index) => !left.includes(index)).join('\n');

const shown = (line: string): string =>
  `"${line.trim().length > SHOWN_TEXT_MAX ? `${line.trim().slice(0, SHOWN_TEXT_MAX - 1)}…` : line.trim()}"`;

/** The line (the last of several that would do) or the few lines without which `isOrder` says yes; none where there are no such. */
function linesInTheWay(lines: readonly string[], isOrder: (text: string) => boolean): readonly string[] {
  const readsWithout = (...left: number[]): boolean => without(lines, left).trim() !== '' && isOrder(without(lines, left));
  const one = lines.findLastIndex((line, index) => line.trim() !== '' && readsWithout(index));
  if (one >= 0) return [lines[one] ?? ''];
  const unread = linesUnread(lines.join('\n'));
  if (unread.length < 2 || !readsWithout(...unread)) return [];
  const strange = unread.filter((line) => !readsWithout(...unread.filter((other) => other !== line)));
  return strange.length > STRANGE_MAX || !readsWithout(...strange) ? [] : strange.map((line) => lines[line] ?? '');
}

/** What is said to the sender of a text of several lines that is nearly an order; null where it is not. */
export function textInTheWay(body: TextBody, isOrder: IsOrder): Denial | null {
  const lines = body.text.split(/\r?\n/);
  if (lines.filter((line) => line.trim() !== '').length > LINES_MAX || body.text.length > LENGTH_MAX) return null;
  const reads = (text: string): boolean => isOrder({ ...body, text });
  const strange = linesInTheWay(lines, reads).map(shown);
  if (strange.length > 0) {
    const [are, them] = strange.length === 1 ? [`line ${strange[0]} is`, 'that line'] : [`lines ${strange.join(', ')} are`, 'those lines'];
    return deny(
      'NOT_UNDERSTOOD',
      `The ${are} not understood, and may make another trade of it or none; all the rest is written as an order.`,
      `Send it without ${them}, or write what ${strange.length === 1 ? 'it says' : 'they say'} in a form that docs/alerts.md lists.`,
    );
  }
  if (reads(`LONG\n${body.text}`) || reads(`SHORT\n${body.text}`))
    return deny(
      'NOT_UNDERSTOOD',
      'The message says neither buy nor sell.',
      'Write the side in its first line: BUY or SELL, LONG or SHORT.',
    );
  if (reads(`BTCUSDT\n${body.text}`))
    return deny('NOT_UNDERSTOOD', 'The message names no market.', 'Write the symbol in its first line, such as BTCUSDT or EURUSD.');
  const unread = linesUnread(body.text).map((line) => shown(lines[line] ?? ''));
  return unread.length === 0 || unread.length > STRANGE_MAX
    ? null
    : deny(
        'NOT_UNDERSTOOD',
        `In the message this is not understood: ${unread.join(', ')}.`,
        'Write it in a form that docs/alerts.md lists.',
      );
}
