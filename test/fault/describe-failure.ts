// Owns: what a person needs of a bad run: what was broken, the last steps, and the line that runs it again.

import type { RunResult } from './simulation.ts';

const LINES_SHOWN = 60;
const LINE_MAX = 240;

export function describeFailure({ desk, seed, violations, lines }: RunResult): string {
  const broken = violations.map(({ rule, detail }) => `  ${rule}: ${detail}`);
  const last = lines.slice(-LINES_SHOWN).map((line) => line.slice(0, LINE_MAX));
  return [
    `seed ${seed} broke:`,
    ...broken,
    `all of it: node --import tsx test/fault/replay.ts ${seed} ${desk}`,
    `the last steps:`,
    ...last,
  ].join('\n');
}
