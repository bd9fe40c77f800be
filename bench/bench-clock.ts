// Owns: a clock whose time the benchmark sets, so that a million events are spread over hours as in life (what is
// remembered for 30 s, or kept until it is old, stays as much as it would be). Timers run in real time.

import { systemClock, type Clock } from '../src/clock.ts';

export interface BenchClock extends Clock {
  advance(ms: number): void;
}

/** Starts so long before now that it does not come past it. */
export function createBenchClock(agoMs: number): BenchClock {
  let now = Date.now() - agoMs;
  return {
    now: () => now,
    advance(ms) {
      now += ms;
    },
    after: (ms, run) => systemClock.after(ms, run),
  };
}
