// Owns: how long an order that leaves a position waits for an answer that it can do without.

import type { Clock } from '../../../clock.ts';

/** As long as the core waits for what stands in the way of an exit. */
const ANSWER_MS_MAX = 2_000;

/** Null: it has failed, or nobody has answered yet. */
export function inTime<T>(clock: Clock, answer: Promise<T>): Promise<T | null> {
  return new Promise((resolve) => {
    const cancelTimer = clock.after(ANSWER_MS_MAX, () => resolve(null));
    void answer.then(resolve, () => resolve(null)).finally(cancelTimer);
  });
}
