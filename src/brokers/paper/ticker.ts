// Owns: the heartbeat of the venue. One timer at most, and none while nothing waits for the market.

import type { Clock } from '../../clock.ts';
import { STEP_MS } from './paper-limits.ts';

export interface Ticker {
  /** Sets the next beat if `needed` says so and none is set. Call it after everything that may have changed the need. */
  wake(): void;
  /** Wakes now and when `change` has settled: a change that could not be saved brings back the need that it had ended. */
  wakeFor<Answer>(change: Promise<Answer>): Promise<Answer>;
  stop(): void;
}

export function createTicker(clock: Clock, needed: () => boolean, beat: () => Promise<unknown>): Ticker {
  let cancelTimer: (() => void) | null = null;
  const wake = (): void => {
    if (cancelTimer !== null || !needed()) return;
    cancelTimer = clock.after(STEP_MS, () => {
      cancelTimer = null;
      void wakeFor(beat());
    });
  };
  const wakeFor = async <Answer>(change: Promise<Answer>): Promise<Answer> => {
    wake();
    const answer = await change;
    wake();
    return answer;
  };
  return {
    wake,
    wakeFor,
    stop() {
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}
