// Owns: from fees that were paid in another currency (coins of the venue) to the command that counts them in results. Nothing
// waits for a rate: a fill is booked at once, and its fee counts as soon as a venue has said what it is worth.

import type { Clock } from '../clock.ts';
import { feeRates } from '../core/engine/results/count-fees.ts';
import type { State } from '../core/engine/state.ts';
import type { Log } from '../log.ts';
import { StorageError, type Dispatcher } from '../store/dispatch.ts';
import { dispatchWork } from './dispatch-work.ts';
import type { ExchangeRateBoard } from './exchange-rates.ts';

/** Results are looked at so often at most. */
const LOOK_MS = 1_000;
/** What has no rate is asked for again after this. */
const ASK_AGAIN_MS = 60_000;

export interface FeeWatch {
  start(): void;
  stop(): void;
}

export interface FeeWatchOptions {
  readonly dispatcher: Dispatcher;
  readonly rates: Pick<ExchangeRateBoard, 'find'>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createFeeWatch({ dispatcher, rates: board, clock, log }: FeeWatchOptions): FeeWatch {
  let seen: State['results'] | null = null;
  let cancelLook: (() => void) | null = null;
  let isLooking = false;
  let running = false;
  let unsubscribe = (): void => undefined;

  /** Whether something still stands apart. */
  async function look(): Promise<boolean> {
    const state = dispatcher.snapshot();
    seen = state.results;
    const wanted = feeRates(state);
    if (wanted.length === 0) return false;
    const rates = await board.find(wanted);
    if (rates.size > 0) await dispatchWork(dispatcher, { type: 'count_fees', rates });
    return feeRates(dispatcher.snapshot()).length > 0;
  }

  function report(error: unknown): boolean {
    if (error instanceof StorageError) log.warn({ reason: error.reason }, 'fees in other currencies cannot be stored now; tried again');
    else log.error({ err: error }, 'fees in other currencies could not be counted; tried again');
    return true;
  }

  function later(ms: number): void {
    if (!running || isLooking || cancelLook !== null) return;
    cancelLook = clock.after(ms, () => {
      cancelLook = null;
      isLooking = true;
      void look()
        .catch(report)
        .then((again) => {
          isLooking = false;
          if (seen !== dispatcher.snapshot().results) later(LOOK_MS);
          else if (again) later(ASK_AGAIN_MS);
        });
    });
  }

  /** A fill must not wait for the next attempt of an older one. */
  function onCommit(): void {
    if (isLooking || seen === dispatcher.snapshot().results) return;
    seen = dispatcher.snapshot().results;
    cancelLook?.();
    cancelLook = null;
    later(LOOK_MS);
  }

  return {
    start() {
      running = true;
      unsubscribe = dispatcher.onCommit(onCommit);
      onCommit();
    },
    stop() {
      running = false;
      unsubscribe();
      cancelLook?.();
      cancelLook = null;
    },
  };
}
