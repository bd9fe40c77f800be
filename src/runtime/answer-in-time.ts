// Owns: a question to a venue that has an end: an answer that comes too late, or a broker that throws, is no answer.

import { type Clock, within } from '../clock.ts';
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
  try {
    return await within(clock, msMax, ask(), () => ({ type: 'unavailable', reason: `no answer within ${msMax / 1000} s` }));
  } catch (error) {
    log.error({ err: error, ...about }, 'a broker threw while it was asked');
    return { type: 'unavailable', reason: 'the broker failed; see the log' };
  }
}
