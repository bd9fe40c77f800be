// Owns: how long an order that leaves a position waits for an answer that it can do without.

import { type Clock, within } from '../../../clock.ts';
import { ANSWER_MS_MAX } from '../../../core/model/limits.ts';

const nothing = (): null => null;

/** Null: it has failed, or nobody has answered yet. */
export const inTime = <T>(clock: Clock, answer: Promise<T>): Promise<T | null> =>
  within(clock, ANSWER_MS_MAX, answer, nothing).catch(nothing);
