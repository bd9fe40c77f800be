// Owns: a clock that runs faster than the machine's, the same one for a venue and for every process that is started at it: what
// waits for half a minute, such as an order that is perhaps still on its way, is over within seconds.

import { clockOf, systemClock, type Clock } from '../../src/clock.ts';

export interface Hurry {
  /** Since 1970, by the machine: when it began. */
  readonly since: number;
  /** What it showed then. */
  readonly shown: number;
  readonly times: number;
}

export const hurriedClock = ({ since, shown, times }: Hurry): Clock =>
  clockOf({
    day: () => shown + (Date.now() - since) * times,
    steady: () => performance.now() * times,
    timer: (ms, run) => systemClock.after(ms / times, run),
  });
