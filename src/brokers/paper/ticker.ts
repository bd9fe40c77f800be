// Owns: the heartbeat of the venue. One timer at most, and none while nothing waits for the market.

import type { Clock } from '../../clock.ts';
import { STEP_MS } from './paper-limits.ts';

export interface Ticker {
  /** Sets the next beat if `needed` says so and none is set. Call it after everything that may have changed the need. */
  wake(): void;
  stop(): void;
}

export function createTicker(clock: Clock, needed: () => boolean, beat: () => void): Ticker {
  let cancelTimer: (() => void) | null = null;
  const wake = (): void => {
    if (cancelTimer !== null || !needed()) return;
    cancelTimer = clock.after(STEP_MS, () => {
      cancelTimer = null;
      beat();
      wake();
    });
  };
  return {
    wake,
    stop() {
      cancelTimer?.();
      cancelTimer = null;
    },
  };
}
