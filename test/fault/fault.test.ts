// The design under fire: a seeded storm of crashes, lost answers, failing disks and impatient people
// over the real core. A bad run prints its seed: node --import tsx test/fault/replay.ts <seed> shows all of it.

import { randomInt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeFailure } from './describe-failure.ts';
import { SOUND } from './behaviour.ts';
import { FULL_DESK } from './full-desk.ts';
import { GUARDED_DESK, PAIRED_DESK } from './guarded-desk.ts';
import { HAND_DESK, PLAIN_DESK, type Desk } from './house.ts';
import { LATE_DESK } from './late-desk.ts';
import { REGRESSION_SEEDS } from './seeds.ts';
import { BREACHED_DESK, RULED_DESK } from './ruled-desk.ts';
import { run } from './simulation.ts';
import { SPOT_DESK } from './spot-desk.ts';
import { THIN_DESK } from './thin-desk.ts';

/** Far more than a run of these takes on a busy machine. */
const TIMEOUT_MS = 240_000;
const FIXED_SEEDS = 240;
/** Positions with plans take longer: prices go on after the storm; as many again have pairs or rules. */
const GUARDED_SEEDS = 80;
const SEEDS_PER_TEST = 40;
/** The box of this file: so many seeds of each test run on any machine, the others while it lasts. A slow machine tells how many it left out. */
const BOX_MS = 20_000;
const SEEDS_ALWAYS = 8;
/** Of each kind of rules that strategies have: as many as pairs have together. And of venues without reduce-only orders, and of thin markets. */
const RULED_SEEDS = 20;

function seedsOf(desk: Desk): number {
  if (desk.ruled !== undefined || desk === SPOT_DESK || desk === LATE_DESK || desk.thin !== undefined) return RULED_SEEDS;
  if (desk === PAIRED_DESK) return SEEDS_PER_TEST;
  return desk.guarded === undefined ? FIXED_SEEDS : GUARDED_SEEDS;
}

const chunks = [
  PLAIN_DESK,
  FULL_DESK,
  HAND_DESK,
  GUARDED_DESK,
  PAIRED_DESK,
  RULED_DESK,
  BREACHED_DESK,
  SPOT_DESK,
  LATE_DESK,
  THIN_DESK,
].flatMap((desk) =>
  Array.from({ length: Math.ceil(seedsOf(desk) / SEEDS_PER_TEST) }, (_, index) => ({
    name: desk.name,
    desk,
    first: 1 + index * SEEDS_PER_TEST,
    count: Math.min(SEEDS_PER_TEST, seedsOf(desk)),
  })),
);

const began = performance.now();

function isLeftOut(seed: number, { name, first, count }: (typeof chunks)[number]): boolean {
  if (seed - first < SEEDS_ALWAYS || performance.now() - began < BOX_MS) return false;
  process.stdout.write(`test/fault: ${first + count - seed} fixed seeds of the ${name} desk left out, ${BOX_MS / 1_000} s are over\n`);
  return true;
}

function expectSound(seed: number, desk: Desk): void {
  const result = run(seed, SOUND, desk);
  expect(result.violations, result.violations.length === 0 ? undefined : describeFailure(result)).toEqual([]);
}

describe('the simulation', () => {
  it.each(chunks)(
    '$first and the seeds after it on the $name desk: nothing lost, nothing doubled, everybody got out',
    (chunk) => {
      const { first, count, desk } = chunk;
      for (let seed = first; seed < first + count && !isLeftOut(seed, chunk); seed += 1) expectSound(seed, desk);
    },
    TIMEOUT_MS,
  );

  it.each(REGRESSION_SEEDS)('seed $seed stays mended: $found', ({ seed, desk }) => expectSound(seed, desk), TIMEOUT_MS);

  it(
    'a seed that nobody has seen before',
    () => {
      const seed = randomInt(2 ** 32);
      process.stdout.write(`test/fault: fresh seed ${seed}\n`);
      expectSound(seed, PLAIN_DESK);
      expectSound(seed, FULL_DESK);
      expectSound(seed, HAND_DESK);
      expectSound(seed, GUARDED_DESK);
      expectSound(seed, PAIRED_DESK);
      expectSound(seed, RULED_DESK);
      expectSound(seed, BREACHED_DESK);
      expectSound(seed, SPOT_DESK);
      expectSound(seed, LATE_DESK);
      expectSound(seed, THIN_DESK);
    },
    TIMEOUT_MS,
  );

  it(
    'gives the same run for the same seed',
    () => {
      expect(run(7).lines).toEqual(run(7).lines);
    },
    TIMEOUT_MS,
  );
});
