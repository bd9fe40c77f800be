// Owns: when the checkpoint is written: shortly after changes stop, every few seconds while they do not (both rarer where writing
// it takes long: it holds up what else there is to do), after so many events as a start may replay, and at the stop.
// A checkpoint that fails loses nothing (the journal has it all): it is told and tried again.

import type { Clock } from '../clock.ts';
import {
  CHECKPOINT_EVENTS_MAX,
  CHECKPOINT_MAX_MS,
  CHECKPOINT_PAUSE_RATIO,
  CHECKPOINT_QUIET_MS,
  CHECKPOINT_QUIET_RATIO,
  CHECKPOINT_RARE_MS,
} from './store-limits.ts';
import type { Trouble, TroubleDesk } from './trouble.ts';

export interface CheckpointSchedule {
  /** So many events were committed. */
  noteChange(events: number): void;
  /** Writes now, whatever the schedule; rejects with StorageError. */
  saveNow(): Promise<void>;
  /** No more writes on its own; resolves when none is in flight. */
  stop(): Promise<void>;
}

export interface CheckpointScheduleOptions {
  readonly clock: Clock;
  readonly trouble: TroubleDesk;
  /** On a full disk every byte belongs to the journal: nothing is written until there is room. */
  readonly isFull: () => boolean;
  readonly save: () => Promise<void>;
}

export function createCheckpointSchedule({ clock, trouble, isFull, save }: CheckpointScheduleOptions): CheckpointSchedule {
  let changedAt: number | null = null;
  let dirtySince = 0;
  /** Events that the last checkpoint does not have. */
  let behind = 0;
  /** How long the last one took to write. */
  let costMs = 0;
  let savedAt = 0;
  let cancelTimer: (() => void) | null = null;
  let running: Promise<void> = Promise.resolve();
  let stopped = false;

  const arm = (ms: number): void => {
    cancelTimer = clock.after(ms, () => {
      cancelTimer = null;
      due();
    });
  };
  const due = (): void => {
    if (changedAt === null || stopped) return;
    const now = clock.now();
    // A clock that was set back must not put the checkpoint off.
    const maxMs = Math.min(CHECKPOINT_RARE_MS, Math.max(CHECKPOINT_MAX_MS, costMs * CHECKPOINT_PAUSE_RATIO));
    const pauseMs = Math.min(CHECKPOINT_RARE_MS, costMs * CHECKPOINT_QUIET_RATIO);
    const whenQuiet = Math.max(changedAt + CHECKPOINT_QUIET_MS, savedAt + pauseMs);
    const isFarBehind = behind >= CHECKPOINT_EVENTS_MAX;
    const wait = isFarBehind || now < changedAt ? 0 : Math.min(whenQuiet, dirtySince + maxMs) - now;
    if (wait > 0) arm(wait);
    else if (isFull()) arm(CHECKPOINT_MAX_MS);
    else running = saveNow().catch(again);
  };
  /** The failure was told by saveNow. */
  const again = (): void => {
    if (!stopped && cancelTimer === null) arm(CHECKPOINT_MAX_MS);
  };
  const noteChange = (events: number): void => {
    if (changedAt === null) dirtySince = clock.now();
    changedAt = clock.now();
    const wasFarBehind = behind >= CHECKPOINT_EVENTS_MAX;
    behind += events;
    if (stopped) return;
    if (!wasFarBehind && behind >= CHECKPOINT_EVENTS_MAX) {
      cancelTimer?.();
      arm(0);
    } else if (cancelTimer === null) arm(CHECKPOINT_QUIET_MS);
  };
  const saveNow = async (): Promise<void> => {
    const saving = changedAt;
    const saved = behind;
    changedAt = null;
    behind = 0;
    const startedAt = clock.now();
    try {
      await save();
      savedAt = clock.now();
      costMs = Math.max(0, savedAt - startedAt);
    } catch (error) {
      changedAt ??= saving ?? clock.now();
      behind += saved;
      // A full disk is told as such.
      if (!isFull()) trouble.raise('checkpoint', failureOf(error));
      throw error;
    }
    trouble.clear('checkpoint', 'The checkpoint is written again.');
  };

  return {
    noteChange,
    saveNow,
    async stop() {
      stopped = true;
      cancelTimer?.();
      cancelTimer = null;
      await running;
    },
  };
}

const failureOf = (error: unknown): Omit<Trouble, 'subject'> => ({
  type: 'checkpoint_failed',
  message: `The checkpoint could not be written: ${error instanceof Error ? error.message : String(error)}`,
  nextStep: 'Nothing is lost, the journal has everything, but the next start takes longer. Check the disk; it is tried again by itself.',
});
