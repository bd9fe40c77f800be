// Owns: the one door into the core. (Interface fixed first; the implementation follows in this file.)

import type { Command, Reply } from '../core/engine/command.ts';
import type { State } from '../core/engine/state.ts';

/** What http, telegram, console and runtime may do to the rest: dispatch a command, read a snapshot, hear of commits. */
export interface Dispatcher {
  /**
   * Decides, commits and answers. Resolves after the events are on disk (at once where there are none).
   * Rejects with StorageError when they could not be written: then nothing happened.
   */
  dispatch(command: Command): Promise<Reply>;
  /** The state that the last sync has reached: what people and senders are shown. */
  snapshot(): State;
  /** Called after each commit, with no arguments worth keeping: read the snapshot. Returns the unsubscribe function. */
  onCommit(listener: () => void): () => void;
}

/** The disk could not take it: full, failing, or the process is stopping. */
export class StorageError extends Error {
  readonly reason: 'full' | 'failed' | 'stopping';
  constructor(reason: 'full' | 'failed' | 'stopping', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.reason = reason;
  }
}
