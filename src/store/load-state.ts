// Owns: how the live state comes back at the start: checkpoint, the journal's tail, invariants. Never a silent empty start:
// a state that cannot be proven to be whole refuses with a text that says how to go on.

import { basename } from 'node:path';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { refusalOf, type Ruin } from './durable-adapter.ts';
import type { Failpoint, FileSystem } from './file-system.ts';
import { type JournalEnd, replayJournal } from './replay-journal.ts';
import { forgetOlder, freezeState, thawState } from './replay-map.ts';
import type { StoreCore } from './store-core.ts';
import { StoreRefusedError } from './store-refused.ts';

export interface LoadedState<S> {
  readonly state: S;
  readonly seq: number;
  /** The newest time of day that the process before knew, ms since 1970; 0 where there was none. */
  readonly newestAt: number;
  readonly checkpoint: Checkpoint<S>;
  readonly journalEnd: JournalEnd;
  /** The checkpoint was a copy from a backup: start halted. */
  readonly restoredFromBackup: boolean;
  /** Invariants that do not hold: a fault of ours, since checksums and numbers say that this is what was written. */
  readonly violations: readonly string[];
  readonly notes: readonly string[];
}

export interface LoadOptions<S, E> {
  readonly fs: FileSystem;
  readonly failpoint: Failpoint;
  readonly statePath: string;
  readonly journalDirectory: string;
  readonly core: Pick<StoreCore<S, never, E, never>, 'schema' | 'emptyState' | 'evolve' | 'decode' | 'invariants' | 'migrations'>;
}

/** Throws StoreRefusedError; the disk is then as it was. */
export async function loadState<S, E>(options: LoadOptions<S, E>): Promise<LoadedState<S>> {
  const { fs, failpoint, statePath, core } = options;
  const checkpoint = await openCheckpoint(statePath, { core, fs, failpoint });
  const afterSeq = checkpoint.found?.seq ?? 0;
  const { state, journalEnd, notes } = await replayTail(options, checkpoint.found?.state ?? core.emptyState, afterSeq).catch(
    (error: unknown) => {
      throw explain(error, checkpoint, statePath);
    },
  );
  refuseIfUnproven(checkpoint, journalEnd, statePath);
  return {
    state,
    seq: Math.max(afterSeq, journalEnd.lastSeq),
    newestAt: journalEnd.lastSeq > 0 ? journalEnd.newestAt : (checkpoint.found?.savedAt ?? 0),
    checkpoint,
    journalEnd,
    restoredFromBackup: checkpoint.found?.backup ?? false,
    violations: core.invariants(state),
    notes: [...checkpoint.file.notes, ...notes, ...journalEnd.notes, ...describe(checkpoint, journalEnd, statePath)],
  };
}

interface Replayed<S> {
  readonly state: S;
  readonly journalEnd: JournalEnd;
  readonly notes: readonly string[];
}

/** With the collections that are made for it, and where events cannot be applied to those, with those of the state itself. */
async function replayTail<S, E>(options: LoadOptions<S, E>, start: S, afterSeq: number): Promise<Replayed<S>> {
  const { fs, journalDirectory, core } = options;
  const replay = async (from: S, settle: (state: S) => void): Promise<Replayed<S>> => {
    let state = from;
    const journalEnd = await replayJournal({
      fs,
      directory: journalDirectory,
      afterSeq,
      onRecord(record) {
        // The checksum says that this is what we wrote; the store does not know more of events than that.
        for (const event of record.events) state = core.evolve(state, event as E, record.at);
        settle(state);
      },
    });
    return { state, journalEnd, notes: [] };
  };
  try {
    const replayed = await replay(thawState(start), forgetOlder);
    return { ...replayed, state: freezeState(replayed.state) };
  } catch (error) {
    if (error instanceof StoreRefusedError) throw error;
    const replayed = await replay(start, () => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ...replayed,
      notes: [`the journal had to be replayed the slow way (${reason}): this is a fault of ours, and nothing is lost`],
    };
  }
}

/** The journal's refusal, with what it means for the checkpoint at hand. */
function explain(error: unknown, { file }: Checkpoint<unknown>, statePath: string): unknown {
  if (!(error instanceof StoreRefusedError)) return error;
  if (file.source === 'bak') return new StoreRefusedError(`${file.notes.join('; ')}. But ${error.message}`, { cause: error });
  if (file.ruin !== null) {
    return new StoreRefusedError(`${refusalOf(file.ruin)} The journal alone cannot replace it: ${error.message}`, { cause: error });
  }
  if (file.source === 'none') {
    return new StoreRefusedError(`${statePath} is missing, and the journal alone cannot replace it: ${error.message}`, { cause: error });
  }
  return error;
}

/** The file that is gone was newer than its `.bak`: only a journal that goes on from there proves that nothing is missing. */
function refuseIfUnproven({ file, found }: Checkpoint<unknown>, journalEnd: JournalEnd, statePath: string): void {
  if (file.ruin !== null && !replaces(journalEnd, file.ruin)) throw new StoreRefusedError(refusalOf(file.ruin));
  if (file.source !== 'bak' || journalEnd.lastSeq > 0) return;
  throw new StoreRefusedError(
    `${file.notes.join('; ')}. It ends at record ${found?.seq ?? 0}, and the journal that should go on from there is empty or missing, ` +
      `so what came after it may be lost. Put back the journal folder or a backup; if the loss is acceptable, rename ${basename(statePath)}.bak ` +
      `to ${basename(statePath)}, and compare every position and open order with the venue.`,
  );
}

/**
 * Whether a journal, which was replayed from record 1 on, holds all that the damaged checkpoint held: nothing enters that
 * before it is in the journal, so a number behind the journal's end means that records are gone. A copy from a backup wants a
 * start that is halted, which only the file can say.
 */
function replaces({ lastSeq }: JournalEnd, { heads }: Ruin): boolean {
  const told = heads.map((head) => Number(/"seq":(\d{1,15})\b/.exec(head)?.[1] ?? 0));
  return lastSeq > 0 && told.every((seq) => seq <= lastSeq) && !heads.some((head) => head.includes('"backup":true'));
}

function describe({ file, found }: Checkpoint<unknown>, journalEnd: JournalEnd, statePath: string): readonly string[] {
  if (file.source === 'none' && journalEnd.lastSeq > 0) {
    return [
      `${file.ruin?.problem ?? `${statePath} was missing`}; the state was rebuilt from the journal, records 1 to ${journalEnd.lastSeq}`,
    ];
  }
  if (file.source === 'file' && journalEnd.lastSeq === 0 && (found?.seq ?? 0) > 0) {
    return [
      `the journal is empty or missing; the state is the checkpoint's (record ${found?.seq ?? 0}), the history before it cannot be shown`,
    ];
  }
  return [];
}
