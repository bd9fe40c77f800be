// Owns: chance. A small seeded generator (mulberry32): the same seed gives the same run for ever, on every machine.

export interface Random {
  /** 0 <= n < 1. */
  next(): number;
  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** One of `list`, which must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** One of the names, as likely as its weight. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name;
  hex(digits: number): string;
}

export function createRandom(seed: number): Random {
  let state = (seed ^ 0x9e37_79b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick(list) {
      const picked = list[between(0, list.length - 1)];
      if (picked === undefined) throw new Error('picked from an empty list');
      return picked;
    },
    weighted(weights) {
      const names = Object.keys(weights) as (keyof typeof weights)[];
      let rest = next() * names.reduce((total, name) => total + weights[name], 0);
      for (const name of names) {
        rest -= weights[name];
        if (rest < 0) return name;
      }
      throw new Error('no name has a weight');
    },
    hex: (digits) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join(''),
  };
}
