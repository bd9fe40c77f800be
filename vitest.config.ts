import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// The one default export that a tool demands.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // no test reaches another machine
    setupFiles: ['test/stay-here.ts'],
    // real processes, disks and browsers take their time on a busy machine with two cores; nothing is asserted about time
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // no test keeps anything in a module: loading them anew for each of 235 files took a third of the run
    isolate: false,
    // on two cores there would be one worker, and half of the machine would wait
    maxWorkers: Math.max(2, availableParallelism() - 1),
  },
});
