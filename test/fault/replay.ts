// Runs one seed again and prints every step of it: node --import tsx test/fault/replay.ts <seed> [plain | full | by hand | guarded | paired | ruled | spot | thin] [name of a mutant]

import { FULL_DESK } from './full-desk.ts';
import { GUARDED_DESK, PAIRED_DESK } from './guarded-desk.ts';
import { HAND_DESK, PLAIN_DESK } from './house.ts';
import { SOUND } from './behaviour.ts';
import { MUTANTS } from './mutants.ts';
import { RULED_DESK } from './ruled-desk.ts';
import { run } from './simulation.ts';
import { LATE_DESK } from './late-desk.ts';
import { SPOT_DESK } from './spot-desk.ts';
import { THIN_DESK } from './thin-desk.ts';

const [seed, deskName = 'plain', name] = process.argv.slice(2);
const desk = [PLAIN_DESK, FULL_DESK, HAND_DESK, GUARDED_DESK, PAIRED_DESK, RULED_DESK, SPOT_DESK, LATE_DESK, THIN_DESK].find(
  (each) => each.name === deskName,
);
const house = name === undefined ? SOUND : MUTANTS.find((mutant) => mutant.name === name);
if (seed === undefined || !/^\d+$/.test(seed) || house === undefined || desk === undefined) {
  process.stderr.write(
    `usage: replay.ts <seed> [plain | full | by hand | guarded | paired | ruled | spot | thin] [mutant]\nmutants: ${MUTANTS.map((mutant) => mutant.name).join(' | ')}\n`,
  );
  process.exitCode = 64;
} else {
  const { lines, violations } = run(Number(seed), house, desk);
  process.stdout.write(`${lines.join('\n')}\n${violations.length} violation(s)\n`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
