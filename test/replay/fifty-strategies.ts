// Owns: the fifty strategies of the replay, in plain words: what they trade, how large, how they are guarded.

import { createRandom } from '../fault/random.ts';

export interface PlainRules {
  /** Percent of the entry price, as all distances here. */
  readonly stop: string | null;
  /** Nearest first; `share` null: they divide what the others leave. */
  readonly targets: readonly { readonly at: string; readonly share: string | null }[];
  readonly trail: { readonly percent?: string; readonly amount?: string; readonly activation: string | null } | null;
  readonly breakEvenAfter: number | null;
  readonly locks: readonly { readonly at: string; readonly stop: string }[];
  readonly time: { readonly ticks: number; readonly unlessGain: string | null } | null;
}

export interface PlainStrategy {
  readonly name: string;
  readonly account: 'native' | 'watched';
  readonly market: number;
  readonly long: boolean;
  readonly size: { readonly qty: string } | { readonly defaultQty: string } | { readonly defaultNotional: string };
  readonly rules: PlainRules;
  /** Ticks at which an alert enters, and at which one closes what is left. */
  readonly episodes: readonly { readonly enters: number; readonly closes: number }[];
}

export const MARKETS = 5;
const STRATEGIES = 50;
const EPISODES = 7;
const EPISODE_TICKS = 140;

const SHARES: readonly (readonly (string | null)[])[] = [
  [null],
  ['50', '50'],
  [null, null],
  ['40', '30', '30'],
  ['25', null, null],
  ['30', '20'],
  ['60'],
];
/** Near enough to each other to be passed in one jump. */
const LOCKS = [
  { at: '0.5', stop: '0.1' },
  { at: '0.9', stop: '0.6' },
  { at: '1.6', stop: '1.3' },
];
const STEPS = ['0.6', '1.2', '2', '3.1'];

/** Every rule in many company: which ones is drawn from the number of the strategy. */
function rulesOf(index: number): PlainRules {
  const random = createRandom(9_000 + index);
  const shares = random.chance(0.75) ? random.pick(SHARES) : [];
  const first = random.between(0, 1);
  const targets = shares.map((share, place) => ({ at: STEPS[first + place] ?? '4', share }));
  const by = random.chance(0.6) ? { percent: random.pick(['0.7', '1', '1.5', '2.5']) } : { amount: random.pick(['6.5', '12', '20.3']) };
  const trail = index % 3 === 0 ? { ...by, activation: random.chance(0.5) ? random.pick(['0.4', '0.9']) : null } : null;
  const locks = index % 4 === 1 ? LOCKS.slice(0, random.between(2, 3)) : [];
  const time = index % 5 === 2 ? { ticks: random.between(20, 70), unlessGain: random.chance(0.5) ? '0.4' : null } : null;
  return {
    stop: random.chance(0.85) || trail === null ? random.pick(['0.8', '1.3', '2', '3.5']) : null,
    targets,
    trail,
    breakEvenAfter: targets.length > 1 && random.chance(0.6) ? random.between(1, targets.length - 1) : null,
    locks,
    time,
  };
}

function sizeOf(index: number): PlainStrategy['size'] {
  const qty = `${1 + (index % 7)}.${index % 10}5`;
  if (index % 3 === 0) return { defaultQty: qty };
  return index % 3 === 1 ? { qty } : { defaultNotional: String(1_000 + 137 * index) };
}

export const FIFTY: readonly PlainStrategy[] = Array.from({ length: STRATEGIES }, (_, index) => ({
  name: `s${String(index).padStart(2, '0')}`,
  account: index < STRATEGIES / 2 ? 'native' : 'watched',
  market: index % MARKETS,
  // of one market all look the same way: the venue nets
  long: index % MARKETS < 3,
  size: sizeOf(index),
  rules: rulesOf(index),
  episodes: Array.from({ length: EPISODES }, (_each, episode) => {
    const enters = 3 + episode * EPISODE_TICKS + ((index * 7) % 23);
    return { enters, closes: enters + EPISODE_TICKS - 30 };
  }),
}));
