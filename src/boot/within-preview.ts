// Owns: how long whoever tries an alert out waits for what venues are asked.

import { type Clock, within } from '../clock.ts';

/** Whoever tries an alert out waits for the answer; a venue that is slower is answered for by its last price. */
const PREVIEW_MS = 2_000;

/** What `answer` says when all is known that was asked for, or after PREVIEW_MS with what has come until then. Rejects where the asking did before that. */
export const withinPreview = <T>(clock: Clock, asked: Promise<unknown>, answer: () => T): Promise<T> =>
  within(clock, PREVIEW_MS, asked.then(answer), answer);
