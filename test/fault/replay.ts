// Runs one seed again and prints every step of it: node --import tsx test/fault/replay.ts <seed> [name of a mutant]

import { MUTANTS, SOUND } from './mutants.ts';
import { run } from './simulation.ts';

const [seed, name] = process.argv.slice(2);
const house = name === undefined ? SOUND : MUTANTS.find((mutant) => mutant.name === name);
if (seed === undefined || !/^\d+$/.test(seed) || house === undefined) {
  process.stderr.write(`usage: replay.ts <seed> [mutant]\nmutants: ${MUTANTS.map((mutant) => mutant.name).join(' | ')}\n`);
  process.exitCode = 64;
} else {
  const { lines, violations } = run(Number(seed), house);
  process.stdout.write(`${lines.join('\n')}\n${violations.length} violation(s)\n`);
  process.exitCode = violations.length === 0 ? 0 : 1;
}
