// Owns: a question to a venue that has an end: an answer that comes too late, or a broker that throws, is no answer.

import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';

/** What is counted from such an answer is too old when it comes later; calls that hang must not fill the worker. */
export const ANSWER_MS_MAX = 10_000;

export interface Unanswered {
  readonly type: 'unavailable';
  readonly reason: string;
}

/** `about` names the question in the log. */
export async function answerInTime<T>(
  { clock, log }: { readonly clock: Clock; readonly log: Log },
  about: Readonly<Record<string, unknown>>,
  ask: () => Promise<T>,
  msMax = ANSWER_MS_MAX,
): Promise<T | Unanswered> {
  let cancelTimer = (): void => undefined;
  const late = new Promise<Unanswered>((resolve) => {
    cancelTimer = clock.after(msMax, () => resolve({ type: 'unavailable', reason: `no answer within ${msMax / 1000} s` }));
  });
  try {
    return await Promise.race([ask(), late]);
  } catch (error) {
    log.error({ err: error, ...about }, 'a broker threw while it was asked');
    return { type: 'unavailable', reason: 'the broker failed; see the log' };
  } finally {
    cancelTimer();
  }
}
