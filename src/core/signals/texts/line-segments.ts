// Owns: one line in which commas or semicolons part what is said of the trade, as the lines that it stands for:
// `Long ETHUSDT 5x, size 2%, stop 3270, target 3450`. Invariant: a line is cut only where every part but the one of the market
// has its place by its own words; one part that nobody knows leaves the line whole. Work linear in the length.

import { readLabel } from './post-labels.ts';

/** Longer than this, or of more parts, is an essay. */
const LINE_MAX = 300;
const PARTS_MAX = 16;
/** Of one part alone nobody can say whether it belongs to an order or to a tale. */
const PLACED_MIN = 2;
const BETWEEN = / ?[,;] (?=[^ ])/;
/** `@ 3300`, `3500`: what a comma parts from the number before it. */
const NUMBER_ALONE = /^[@$]{0,2} ?\d[\d.,]*(?: ?- ?\$?\d[\d.,]*)?$/;
const HAS_NUMBER = / [@$]{0,2} ?\d[\d.,]*(?: |$)/;
/** Of the market's own part: how it is entered, and the chart. */
const OF_THE_MARKET = /^(?:(?:at |@ ?)?(?:the )?(?:market|mkt|cmp)(?: price)?|now|\d{1,3}(?:m|min|h|d|w))$/i;
const LEVERAGE = /^(?:(?:cross|isolated) )?(?:\d{1,3}(?:\.\d{1,2})? ?x|x ?\d{1,3})(?: (?:cross|isolated))?$|^(?:cross|isolated)$/i;
const LOTS = /^\d{1,4}(?:\.\d{1,3})? ?lots?$/i;
/** `2% size`, `3270 stop`, `5x leverage`: the number in front of its name. */
const NAMED_BEHIND =
  /^(\$?\d[\d.,]{0,15} ?[%x]?) (stop(?:[ -]?loss)?|sl|targets?|tps?\d?|take[ -]?profits?|entry|size|risk|leverage|lev)$/i;
/** `qty 10`: between commas it is no tale of a broker. */
const BARE_QUANTITY = /^(?:qty|quantity) (?=\d)/i;
const COUNTED = /^(\d{1,7}(?:\.\d{1,8})?) (shares?|units?)$/i;

const labelFirst = (part: string): string =>
  part.replace(NAMED_BEHIND, '$2 $1').replace(COUNTED, 'quantity: $1 $2').replace(BARE_QUANTITY, 'quantity: ');

const isPlaced = (part: string): boolean =>
  LEVERAGE.test(part) || LOTS.test(part) || !['other', 'side', 'symbol', undefined].includes(readLabel(part)?.section);

/** The market's own part takes one number, and levels take several: behind a leverage or a size a number is another thing. */
const mayTakeNumber = (part: string): boolean =>
  isPlaced(part) ? ['entry', 'target', 'stop'].includes(readLabel(part)?.section ?? '') : !HAS_NUMBER.test(part);

/** The parts, with what a comma only seems to part together again. */
function joined(parts: readonly string[]): string[] {
  const kept: string[] = [];
  for (const part of parts) {
    const before = kept.at(-1);
    if (before === undefined) kept.push(part);
    else if (NUMBER_ALONE.test(part) && mayTakeNumber(before)) kept[kept.length - 1] = `${before}, ${part}`;
    else if (OF_THE_MARKET.test(part) && !isPlaced(before)) kept[kept.length - 1] = `${before} ${part}`;
    else kept.push(labelFirst(part));
  }
  return kept;
}

/** The line in the parts that it stands for, or whole. */
export function segmentsOf(line: string): readonly string[] {
  if (line.length > LINE_MAX || !BETWEEN.test(line)) return [line];
  const parts = joined(line.split(BETWEEN).map((part) => part.trim()));
  const strange = parts.filter((part) => !isPlaced(part));
  const isWhole = strange.length > 1 || parts.length - strange.length < PLACED_MIN || parts.length > PARTS_MAX;
  return isWhole ? [line] : parts;
}
