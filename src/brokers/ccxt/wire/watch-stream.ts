// Owns: one stream of ccxt.pro that never gives up: what it says goes to `hear`; when it breaks it is opened again, sooner
// at first, then every half minute, and `gap` tells that something may have been missed.

import type { Clock } from '../../../clock.ts';
import { classifyError, reasonOf } from './classify-error.ts';

export interface StreamOptions {
  readonly clock: Clock;
  /** The next thing that the stream says; rejects when it breaks. */
  readonly next: () => Promise<unknown>;
  readonly hear: (said: unknown) => void;
  readonly gap: () => void;
  readonly onState: (isOpen: boolean, reason: string | null) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** What will not be otherwise in a second. */
const NOT_SUPPORTED: ReadonlySet<string> = new Set(['NotSupported', 'ArgumentsRequired', 'AuthenticationError', 'PermissionDenied']);

export function openStream({ clock, next, hear, gap, onState }: StreamOptions): () => void {
  let stopped = false;
  let waitMs = FIRST_WAIT_MS;
  let cancelWait = (): void => undefined;
  let isBroken = false;

  function pause(): Promise<void> {
    return new Promise((resolve) => {
      cancelWait = clock.after(waitMs, resolve);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    });
  }

  /** One thing that the stream says, or its break and the wait after it. */
  async function listenOnce(): Promise<void> {
    try {
      const pending = next();
      // what happened between the break and now is read once the stream is asked for again
      if (isBroken) gap();
      isBroken = false;
      const said = await pending;
      if (stopped) return;
      waitMs = FIRST_WAIT_MS;
      onState(true, null);
      hear(said);
    } catch (error) {
      if (stopped) return;
      isBroken = true;
      if (error instanceof Error && NOT_SUPPORTED.has(error.constructor.name)) waitMs = LONGEST_WAIT_MS;
      onState(false, classifyError(error).reason);
      await pause();
    }
  }

  async function listen(): Promise<void> {
    if (stopped) return;
    await listenOnce();
    return listen();
  }

  listen().catch((error: unknown) => onState(false, reasonOf(error)));
  return () => {
    stopped = true;
    cancelWait();
  };
}
