// Owns: the taps that wait for the bot's answer (answerCallbackQuery). A query can be answered once and for a short
// time, as in Telegram; the page that tapped gets the answer and shows it.

import type { Clock } from '../clock.ts';
import { TAP_ANSWER_MS } from './console-limits.ts';

export interface TapAnswer {
  /** Empty: the tap was taken, there is nothing to say. */
  readonly text: string;
  /** To be shown in a box that has to be closed, not in passing. */
  readonly alert: boolean;
}

export interface TapAnswers {
  /** Resolves with the answer; null when none came in TAP_ANSWER_MS. */
  wait(queryId: string): Promise<TapAnswer | null>;
  /** False: no such query, or it is too old, or it was answered before. */
  answer(queryId: string, answer: TapAnswer): boolean;
  /** Ends every wait without an answer. */
  close(): void;
}

export function createTapAnswers(clock: Clock): TapAnswers {
  const waiting = new Map<string, (answer: TapAnswer | null) => void>();
  return {
    wait: (queryId) =>
      new Promise((resolve) => {
        const cancel = clock.after(TAP_ANSWER_MS, () => finish(null));
        const finish = (answer: TapAnswer | null): void => {
          cancel();
          waiting.delete(queryId);
          resolve(answer);
        };
        waiting.set(queryId, finish);
      }),
    answer(queryId, answer) {
      const finish = waiting.get(queryId);
      finish?.(answer);
      return finish !== undefined;
    },
    close() {
      for (const finish of waiting.values()) finish(null);
    },
  };
}
