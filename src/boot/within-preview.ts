// Owns: how long whoever tries an alert out waits for what venues are asked.

import type { Clock } from '../clock.ts';

/** Whoever tries an alert out waits for the answer; a venue that is slower is answered for by its last price. */
const PREVIEW_MS = 2_000;

/** What `answer` says when all is known that was asked for, or after PREVIEW_MS with what has come until then. Rejects where the asking did before that. */
export function withinPreview<T>(clock: Clock, asked: Promise<unknown>, answer: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(PREVIEW_MS, () => resolve(answer()));
    void asked.then(() => resolve(answer()), reject).finally(cancel);
  });
}
