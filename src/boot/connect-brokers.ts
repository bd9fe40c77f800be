// Owns: opening the venues' streams and handing their news to the core, and closing them.
// Invariants: a venue that does not answer holds nobody up for longer than PATIENCE_MS: people get out at the others; at the
// stop none is waited for longer than STOP_VENUES_MS, and one that fails there keeps nothing from being closed after it.

import { answerInTime } from '../runtime/answer-in-time.ts';
import type { Ground } from './ground.ts';
import { STOP_VENUES_MS } from './stop-limits.ts';

/** Venues that are well have answered by then; the others are waited for beside the work. */
const PATIENCE_MS = 2_000;

export interface Connections {
  /**
   * Resolves when every broker has started, or PATIENCE_MS have passed. Rejects with the first fault when each of them has
   * answered within that, so that none is still opening while it is closed.
   */
  readonly connected: Promise<void>;
  /** Also what opens only after that is closed again. */
  stop(): Promise<void>;
}

type Parts = Pick<Ground, 'brokers' | 'dispatcher' | 'clock' | 'log'>;

/** A fault of ours that comes when the work has begun already ends the process, like every one that nobody foresaw. */
const surface = (error: unknown): void =>
  queueMicrotask(() => {
    throw error;
  });

/** All at once. A report that cannot be stored is found again by the look-up of open orders. */
export function connectBrokers({ brokers, dispatcher, clock, log }: Parts, onLateFault: (error: unknown) => void = surface): Connections {
  let isStopped = false;
  const slow = new Set(brokers.keys());
  const starts = [...brokers].map(async ([account, broker]) => {
    await broker.start((report) => {
      dispatcher
        .dispatch({ type: 'venue_report', report })
        .catch((error: unknown) => log.error({ err: error, orderId: report.orderId }, 'a report of the venue could not be stored'));
    });
    slow.delete(account);
    if (isStopped) await broker.stop();
  });
  const all = Promise.allSettled(starts).then((started) => {
    for (const each of started) if (each.status === 'rejected') throw each.reason;
  });
  const connected = new Promise<void>((resolve, reject) => {
    let isLate = false;
    const cancel = clock.after(PATIENCE_MS, () => {
      isLate = true;
      log.warn({ accounts: [...slow] }, 'slow to answer: the work begins, and goes on with them when they do');
      resolve();
    });
    all.then(
      () => {
        cancel();
        resolve();
      },
      (error: unknown) => {
        cancel();
        if (isLate) onLateFault(error);
        else reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
  return {
    connected,
    async stop() {
      isStopped = true;
      const closing = [...brokers].map(([account, broker]) =>
        answerInTime({ clock, log }, { account }, () => broker.stop(), STOP_VENUES_MS),
      );
      await Promise.all(closing);
    },
  };
}
