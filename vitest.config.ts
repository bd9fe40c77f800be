import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Tests of folders that open no venue and start no process: they share their modules, loading which is most of what they cost. Of e2e not those
 * that trade at venues: libraries of venues go on reconnecting for a while after their tests.
 */
const SHARED = [
  ...['boot', 'config', 'core', 'doctor', 'email', 'http', 'log', 'runtime', 'signals', 'store', 'telegram'].map((folder) => `test/${folder}/**/*.test.ts`),
  'test/e2e/!(venue-*|silent-venue|hundred-accounts).test.ts',
];
/** They share their modules in workers of their own, which hold the libraries of venues. */
const BROKERS = 'test/brokers/**/*.test.ts';
/** They wait for answers that never come for a good part of their time. */
const WAITING_WORKERS = Math.max(8, availableParallelism());

/** They start real processes again and again, or go on until their time is over. */
const LONGEST = /\/test\/(?:crash\/crash-points|fault\/(?:fault|venue-storm))\.test\.ts$/;
const LONG = /\/test\/(?:crash|fault|process|console|replay)\//;
/** A whole suite over one venue. */
const SUITE = /\b(?:brokerSuite|faultSuite)\(/;

function rank({ moduleId }: TestSpecification): number {
  if (LONGEST.test(moduleId)) return 0;
  return LONG.test(moduleId) || SUITE.test(readFileSync(moduleId, 'utf8')) ? 1 : 2;
}

/**
 * Files that take long come first, so that none of them runs alone at the end while the other workers have nothing to do. A fresh clone knows of
 * no run before, and vitest would go by the size of files: those that run a whole suite are the smallest.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rankOf = new Map(sorted.map((file) => [file, rank(file)]));
    // what vitest runs together stays together
    return sorted.sort((a, b) => (a.project === b.project ? (rankOf.get(a) ?? 0) - (rankOf.get(b) ?? 0) : 0));
  }
}

// The one default export that a tool demands.
export default defineConfig({
  test: {
    // no test reaches another machine
    setupFiles: ['test/stay-here.ts'],
    // real processes, disks and browsers take their time on a busy machine with two cores; nothing is asserted about time
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // on two cores there would be one worker
    maxWorkers: Math.max(4, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    projects: [
      { extends: true, test: { name: 'shared', include: SHARED, isolate: false } },
      // a third of what they cost was modules loaded anew and code that had not run before in its process
      // (what has another number of workers needs a turn of its own)
      {
        extends: true,
        test: { name: 'brokers', include: [BROKERS], isolate: false, maxWorkers: WAITING_WORKERS, sequence: { groupOrder: 1 } },
      },
      // each file has a process of its own
      { extends: true, test: { name: 'alone', globalSetup: 'test/crash/builds-folder.ts', include: ['test/**/*.test.ts'], exclude: [...SHARED, BROKERS] } },
    ],
  },
});
