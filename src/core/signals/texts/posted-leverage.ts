// Owns: the leverage as people write it in posts: `5x`, `x5`, `2.5x`, `2-5x`, `10x to 20x`, `Isolated (10X)`.

export interface PostedLeverage {
  /** Of a range the lower one. */
  readonly times: string | null;
  readonly mode: 'isolated' | 'cross' | null;
}

const TIMES = String.raw`\d{1,3}(?:\.\d{1,2})?`;
/** `x5`, `5x`, `2-5x`; the part behind a point is no number of its own. */
const WRITTEN = new RegExp(
  String.raw`(?<![\p{L}\p{N}]|\d[.,])(?:x ?(${TIMES})|(${TIMES}) ?x?(?: ?(?:-|to) ?${TIMES})? ?x)(?![\p{L}\p{N}]|\.\d)`,
  'iu',
);
/** The same, all of it. */
const ALL = new RegExp(`${WRITTEN.source}(?: ?(?:[-_]|to) ?(?:x ?${TIMES}|${TIMES} ?x))?`, 'giu');

export function writtenLeverage(text: string): PostedLeverage {
  const times = WRITTEN.exec(text);
  const mode = /\b(isolated|cross)\b/i.exec(text)?.[1]?.toLowerCase();
  return { times: times?.[1] ?? times?.[2] ?? null, mode: mode === 'isolated' || mode === 'cross' ? mode : null };
}

/** `Isolated`, alone in a line: it has its place, though it may be said of anything elsewhere. */
export const isMarginMode = (line: string): boolean => /^(?:cross|isolated)(?: margin)?$/i.test(line);

/** What stands beside the leverage. */
export const withoutLeverage = (text: string): string => text.replaceAll(ALL, ' ');
