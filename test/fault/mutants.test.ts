// The simulation against cores with a fault built in: each of them has to be found out, or what the simulation says of the real
// core is worth nothing.

import { describe, expect, it } from 'vitest';
import type { Mutant } from './behaviour.ts';
import { MUTANTS } from './mutants.ts';
import { run } from './simulation.ts';

/** Far more than the runs of one take on a busy machine. */
const TIMEOUT_MS = 240_000;
const RUNS_MAX = 200;
/** Seeds that found those that the first one does not find: the hunt begins there. */
const FIRST_SEEDS: ReadonlyMap<string, number> = new Map([
  ['the rest of an entry is ordered whole', 146],
  ['missed alerts pass in silence', 57],
  ['leave a pair as small as it was', 133],
  ['unwinding leaves what fills late', 35],
  ['a trailing stop knows prices of before the position', 25],
  ['hours and sessions are forgotten', 13],
  ['what fills after a target was reached is not of it', 111],
  ['limit entries rest for ever', 43],
  ['unwinding closes everything', 20],
  ['send before "submitted" is committed', 14],
  ['nobody looks at results', 54],
  ['the fill of a copied entry enters too', 17],
  ['what the venue has and does not show is given up', 213],
  ['a stop that outlives its cancel is left alone', 305],
  ['resend when the outcome is unknown', 8],
  ['treat "not found" as final at once', 2],
  ['a failed leg is shrugged off', 5],
  ['delays are forgotten', 9],
  ['a cancel leaves what waits', 2],
  ['entries do not age', 2],
  ['entries count in the order of arrival', 9],
  ['exits age like entries', 9],
  ['a lost exit is sent as another order', 3],
  ['a trailing stop loosens', 2],
  ['a target is forgotten when it is taken', 3],
  ['time stops are forgotten', 3],
  ['what the venue guards is closed by us too', 25],
  ['the watch over open orders sleeps while anything is looked up', 2],
  ['a stop that nobody has confirmed is trusted for ever', 9],
  ['a stop is never ordered', 4],
  ['a refused stop is hoped for', 5],
  ['a wind-down that should close all closes nothing', 2],
  ['a wind-down closes what has its stop', 3],
  ['a limit that was reached holds exits back', 7],
  ['entries rest on when a limit is reached', 5],
  ['a condition is met by any price', 4],
  ['a condition is never met', 4],
  ['a layer is twice what it should be', 5],
  ['a size by risk is doubled', 7],
  ['the end of an alert of several orders is forgotten', 7],
  ['no dedupe key for alerts of several orders', 7],
]);

/** Runs until what is broken is what this mutant breaks, and what else was found broken on the way. */
function hunt(mutant: Mutant): { readonly runs: number; readonly isFound: boolean; readonly rules: ReadonlySet<string> } {
  const rules = new Set<string>();
  const first = FIRST_SEEDS.get(mutant.name) ?? 1;
  for (let runs = 1; runs <= RUNS_MAX; runs += 1) {
    for (const { rule } of run(first + runs - 1, mutant, mutant.desk).violations) rules.add(rule);
    if (mutant.breaks.some((rule) => rules.has(rule))) return { runs, isFound: true, rules };
  }
  return { runs: RUNS_MAX, isFound: false, rules };
}

describe('the simulation finds out about', () => {
  it.each(MUTANTS.map((mutant) => ({ name: mutant.name, mutant })))(
    '$name',
    ({ mutant }) => {
      const { runs, isFound, rules } = hunt(mutant);
      process.stdout.write(`test/fault: ${mutant.name}: found in run ${runs}\n`);
      expect(isFound, `broken in ${runs} runs: ${[...rules].join(', ') || 'nothing'}`).toBe(true);
    },
    TIMEOUT_MS,
  );
});
