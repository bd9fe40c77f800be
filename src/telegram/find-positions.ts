// Owns: which positions, or what else of a market, a person means by "BTCUSDT", "my-strategy" or "BTC/USDT my-strategy".

import type { State } from '../core/engine/state.ts';
import { isZero } from '../core/model/decimal.ts';
import type { Position } from '../core/model/position.ts';

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');

/** Every list of positions has them in this order. */
const byKey = (a: Position, b: Position): number => (a.key < b.key ? -1 : 1);

type Named = Pick<Position, 'instrument' | 'strategy' | 'account'>;

/** "BTC/USDT:USDT" is also BTCUSDT and BTCUSDT.P. */
function namesOf({ instrument, strategy, account }: Named): string[][] {
  const pair = `${instrument.base}${instrument.quote}`;
  const perpetual = instrument.kind === 'swap' ? [`${pair}.P`] : [];
  return [instrument.symbol, pair, instrument.base, ...perpetual, strategy, account].map(wordsOf);
}

/** Whether the words are names, one behind the other. Strategies may have blanks in theirs. */
function areNames(words: readonly string[], names: readonly (readonly string[])[]): boolean {
  const ends = new Set([0]);
  for (const at of words.keys()) {
    if (!ends.has(at)) continue;
    for (const name of names) if (name.every((word, index) => word === words[at + index])) ends.add(at + name.length);
  }
  return ends.has(words.length);
}

/** Whether all words name something of it: its market, its strategy or its account. No words fit everything. */
export const fits = (typed: string, named: Named): boolean => areNames(wordsOf(typed), namesOf(named));

/** All words must name something of the position. Those that hold nothing count only where no other fits: an exit may still be owed to a late fill. */
export function findPositions(state: State, words: readonly string[]): Position[] {
  const found = [...state.positions.values()].filter((position) => fits(words.join(' '), position)).sort(byKey);
  const held = found.filter((position) => !isZero(position.qty));
  return held.length > 0 ? held : found;
}

export const heldPositions = (state: State): Position[] =>
  [...state.positions.values()].filter((position) => !isZero(position.qty)).sort(byKey);
