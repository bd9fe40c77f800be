// Owns: a story told once for each place between two effects that it passes, with the process killed there.

import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Two cores: more processes at once would only wait for each other. */
const AT_ONCE = 3;

/** Tells the story in a folder with a process that is started with `args`, judges it, and answers how often that process was started again. */
export type Story = (args: readonly string[], folder: string) => Promise<number>;

export interface Kills {
  /** The places that the story passes undisturbed, in order. */
  readonly places: readonly string[];
  readonly killed: number;
  readonly killedAt: ReadonlySet<string>;
  readonly failures: readonly string[];
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'signalman-crash-'));

async function record(story: Story, isPlace: (name: string) => boolean): Promise<readonly string[]> {
  const folder = newFolder();
  const file = join(folder, 'places');
  const restarts = await story(['record', file], folder);
  if (restarts !== 0) throw new Error('a process that nobody kills died');
  const places = readFileSync(file, 'utf8').trim().split('\n').filter(isPlace);
  rmSync(folder, { recursive: true });
  return places;
}

/** Each place with how often it was passed by then: the first of every name, then the others, from any one of them on. */
function firstsFirst(places: readonly string[]): readonly { readonly name: string; readonly occurrence: number }[] {
  const times = new Map<string, number>();
  const labelled = places.map((name) => {
    times.set(name, (times.get(name) ?? 0) + 1);
    return { name, occurrence: times.get(name) ?? 0 };
  });
  const others = labelled.filter(({ occurrence }) => occurrence > 1);
  const from = randomInt(others.length + 1);
  return [...labelled.filter(({ occurrence }) => occurrence === 1), ...others.slice(from), ...others.slice(0, from)];
}

/**
 * `boxMs`: how long a slow machine may take. The first place of every name is died at on any machine, then the others while the box lasts, from
 * another one in each run on; how many were left out is printed. `isPlace`: the names of those that matter to the story.
 */
export async function killEverywhere(
  story: Story,
  boxMs = Number.POSITIVE_INFINITY,
  isPlace: (name: string) => boolean = () => true,
): Promise<Kills> {
  const places = await record(story, isPlace);
  const began = performance.now();
  const inOrder = firstsFirst(places);
  let next = 0;
  let killed = 0;
  let leftOut = 0;
  const killedAt = new Set<string>();
  const failures: string[] = [];
  const work = async (): Promise<void> => {
    for (let place = inOrder[next++]; place !== undefined; place = inOrder[next++]) {
      if (place.occurrence > 1 && performance.now() - began > boxMs) {
        leftOut += 1;
        continue;
      }
      const folder = newFolder();
      try {
        const restarts = await story(['kill', place.name, String(place.occurrence)], folder);
        if (restarts > 0) killedAt.add(place.name);
        killed += restarts > 0 ? 1 : 0;
      } catch (error) {
        failures.push(`killed at ${place.name}, time ${place.occurrence}: ${String(error)}; data in ${folder}`);
        continue;
      }
      rmSync(folder, { recursive: true });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (leftOut > 0) process.stdout.write(`test/crash: ${leftOut} of ${places.length} places left out, ${boxMs / 1_000} s are over\n`);
  return { places, killed, killedAt, failures };
}
