// "did you mean …?" leaves names out early; what it finds is what comparing all of them in full finds.

import { expect, it } from 'vitest';
import { nearestName } from '../../src/core/model/nearest-name.ts';

const NAMES = [
  'action',
  'side',
  'symbol',
  'ticker',
  'quantity',
  'stoploss',
  'takeprofit',
  'leverage',
  'limitprice',
  'stopprice',
  'comment',
];
const LETTERS = 'abeiklopstx5_';

/** Optimal string alignment, straight from its definition. */
const known = new Map<string, number>();
function fullDistance(a: string, b: string): number {
  const pair = `${a} ${b}`;
  const distance = known.get(pair) ?? computed(a, b);
  known.set(pair, distance);
  return distance;
}

function computed(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [restA, restB] = [a.slice(0, -1), b.slice(0, -1)];
  const changed = a.at(-1) === b.at(-1) ? 0 : 1;
  if (changed === 0) return fullDistance(restA, restB);
  const isSwapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1);
  const ways = [fullDistance(restA, b), fullDistance(a, restB), fullDistance(restA, restB)];
  return 1 + Math.min(...ways, ...(isSwapped ? [fullDistance(a.slice(0, -2), b.slice(0, -2))] : []));
}

/** Names with one slip each: a letter left out, put in, changed, or swapped with the next. */
const slipsOf = (name: string): string[] =>
  Array.from({ length: name.length }, (_, at) => {
    const letter = LETTERS.charAt((at * 7 + name.length) % LETTERS.length);
    const [before, own, after] = [name.slice(0, at), name.charAt(at), name.slice(at + 1)];
    return [before + after, before + letter + own + after, before + letter + after, before + after.charAt(0) + own + after.slice(1)];
  }).flat();

it('finds a name behind one or two slips', () => {
  for (const name of NAMES) {
    for (const slip of slipsOf(name)) {
      const found = nearestName(slip, NAMES, 2);
      expect(found === null ? null : fullDistance(slip, found), slip).toBe(Math.min(...NAMES.map((each) => fullDistance(slip, each))));
    }
    for (const twice of slipsOf(name).slice(0, 8).flatMap(slipsOf)) {
      expect(nearestName(twice, [name], 2), twice).toBe(fullDistance(twice, name) <= 2 ? name : null);
      expect(nearestName(twice, [name], 1), twice).toBe(fullDistance(twice, name) <= 1 ? name : null);
    }
  }
});
