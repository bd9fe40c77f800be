// Owns: the leverage as people write it in posts: `5x`, `x5`, `2-5x`, `Isolated (10X)`.

export interface PostedLeverage {
  /** Of a range the lower one. */
  readonly times: string | null;
  readonly mode: 'isolated' | 'cross' | null;
}

export function writtenLeverage(text: string): PostedLeverage {
  const times = /\b(?:x ?(\d{1,3})|(\d{1,3}) ?x?(?: ?- ?\d{1,3})? ?x)\b/i.exec(text);
  const mode = /\b(isolated|cross)\b/i.exec(text)?.[1]?.toLowerCase();
  return { times: times?.[1] ?? times?.[2] ?? null, mode: mode === 'isolated' || mode === 'cross' ? mode : null };
}
