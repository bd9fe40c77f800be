// Owns: the line of a post whose entry waits until the price has passed: `BUY ABOVE 2950`, `BUY RELIANCE ABOVE 2950`.

import { putEntries, putSymbol, type PostDraft } from './posted-draft.ts';
import { isName } from './posted-headline.ts';

/** A breakout: the entry waits until the price has passed it. `Buy below` is a wish for a better price, and is not read so. */
const BREAKOUT = /^(?:(enter|entry|buy|long) above|(enter|entry|sell|short) below) ?:? ?\$?(\d[\d.,]*)$/i;
/** The same with the name between: `BUY RELIANCE ABOVE 2950`. A strike behind the name makes it an option, which is another thing. */
const NAMED_BREAKOUT =
  /^(?:[#$]?(?<first>[A-Z][\w.:/-]{1,23}) )?(?<side>buy|long|sell|short) (?:[#$]?(?<last>[A-Z][\w.:/-]{1,23}) )?(?<way>above|below) ?:? ?\$?(?<price>\d[\d.,]*)$/i;

export function readBreakout(draft: PostDraft, line: string): boolean {
  const [, above, below, price] = BREAKOUT.exec(line) ?? [];
  if (price === undefined) return readNamedBreakout(draft, line);
  draft.sides.push(above === undefined ? 'short' : 'long');
  draft.orderKind = 'stop';
  putEntries(draft, price);
  return above !== undefined || below !== undefined;
}

function readNamedBreakout(draft: PostDraft, line: string): boolean {
  const { first, last, side = '', way, price } = NAMED_BREAKOUT.exec(line)?.groups ?? {};
  const name = first ?? last;
  if (name === undefined || (first !== undefined && last !== undefined) || price === undefined || !isName(name)) return false;
  if (/^(?:buy|long)$/i.test(side) !== (way?.toLowerCase() === 'above')) return false;
  putSymbol(draft, name);
  draft.sides.push(side.toLowerCase());
  draft.orderKind = 'stop';
  putEntries(draft, price);
  return true;
}
