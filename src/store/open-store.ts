// Owns: putting the store together on one data folder, and taking it apart at the stop.
// Order at the start: lock, state, reserve; only then is anything taken. At the stop: no new work, what is pending is
// synced, a checkpoint, the lock goes last.

import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { createBackups } from './backups.ts';
import type { CheckpointDocument } from './checkpoint.ts';
import { createCheckpointSchedule } from './checkpoint-schedule.ts';
import { createDispatcher, type Dispatcher, writeWithRoom } from './dispatch.ts';
import { type DiskReserve, openDiskReserve, shrinkReserve } from './disk-reserve.ts';
import { type Failpoint, type FileSystem, nodeFileSystem, noFailpoint } from './file-system.ts';
import { createJournal } from './journal.ts';
import { type LoadedState, loadState } from './load-state.ts';
import { type ProcessTable, systemProcessTable } from './process-identity.ts';
import { acquireProcessLock, type ProcessLock } from './process-lock.ts';
import { createSignalHistory, type SignalHistory } from './signal-history.ts';
import { signalsOfEvent } from './signal-ids.ts';
import { createSignalIndex } from './signal-index.ts';
import { isFullError } from './storage-failure.ts';
import type { StoreCore } from './store-core.ts';
import { StoreRefusedError } from './store-refused.ts';
import { createTroubleDesk, type Trouble, type TroubleDesk } from './trouble.ts';

export interface StoreOptions<S, C, E, R> {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly core: StoreCore<S, C, E, R>;
  /** Called once per change; must not throw. While the disk is full it cannot be journaled: tell it past the store. */
  readonly onTrouble: (trouble: Trouble) => void;
  readonly log: Pick<Log, 'warn' | 'error'>;
  /** Stands in the lock, for whoever finds it. */
  readonly webhook?: string | null;
  readonly failpoint?: Failpoint;
  readonly fs?: FileSystem;
  readonly processes?: ProcessTable;
  /** Bytes of data/reserve. */
  readonly reserveBytes?: number;
}

export interface Store<S, C, E, R> {
  readonly dispatcher: Dispatcher<S, C, R, E>;
  /** What the start found and mended, for a person. */
  readonly notes: readonly string[];
  /** Dispatch `started` with it before anything else: the mark leaves state.json with the first commit. */
  readonly restoredFromBackup: boolean;
  /** The newest time of day that the process before knew, ms since 1970; 0 where there was none. */
  readonly newestAt: number;
  /** Invariants that the loaded state breaks: start halted, with exits open. */
  readonly violations: readonly string[];
  readonly history: SignalHistory<E>;
  /** Where the webhook is, for whoever finds the lock: known only when HTTP listens, where any free port was asked for. */
  announce(webhook: string): Promise<void>;
  /** Answers with the folder; rejects with StorageError. */
  backupNow(): Promise<string>;
  /**
   * Runs a write of the data folder that leads out, at the expense of the reserve where the disk is full; it is tried again for each
   * slice. Half of the reserve stays for the journal: a document that does not fit all the same must not hold back every exit.
   */
  writeAnyway<T>(write: () => Promise<T>): Promise<T>;
  /** Calls after the first one share its promise. A checkpoint that fails is told, and loses nothing. */
  stop(): Promise<void>;
}

/**
 * Throws StoreRefusedError where the folder is in use or cannot be trusted as it is, with the way to go on; other errors
 * are the disk's. Nothing stays open or locked then.
 */
export async function openStore<S, C, E, R>(options: StoreOptions<S, C, E, R>): Promise<Store<S, C, E, R>> {
  const { dataDir, clock, core, onTrouble, failpoint = noFailpoint, fs = nodeFileSystem } = options;
  const journalDirectory = join(dataDir, 'journal');
  const statePath = join(dataDir, 'state.json');
  const trouble = createTroubleDesk(onTrouble);
  await fs.makeDirectory(journalDirectory);
  const lost = createLostLock(trouble);
  const { lock, isKnownFull } = await lockFolder(options, fs, lost.tell);
  try {
    const loaded = await loadState<S, E>({ fs, failpoint, statePath, journalDirectory, core });
    await fs.syncDirectory(dataDir);
    const reserve = await openDiskReserve({ fs, directory: dataDir, clock, trouble, isKnownFull, ...bytesOf(options.reserveBytes) });
    return assemble({ ...options, fs, failpoint, trouble, lock, lost, loaded, reserve, journalDirectory, statePath });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

const bytesOf = (bytes: number | undefined): { bytes?: number } => (bytes === undefined ? {} : { bytes });

/** On a disk that is full the lock itself may not fit: the reserve is for getting out, and a start is the way to that. */
async function lockFolder<S, C, E, R>(
  { dataDir, clock, webhook = null, processes = systemProcessTable }: StoreOptions<S, C, E, R>,
  fs: FileSystem,
  onLost: (message: string) => void,
): Promise<{ lock: ProcessLock; isKnownFull: boolean }> {
  const acquire = (): Promise<ProcessLock> => acquireProcessLock({ fs, path: join(dataDir, 'lock'), clock, processes, webhook, onLost });
  for (let isKnownFull = false; ; isKnownFull = true) {
    try {
      return { lock: await acquire(), isKnownFull };
    } catch (error) {
      if (!isFullError(error)) throw error;
      if (!(await shrinkReserve(fs, dataDir))) refuseFull(dataDir, error);
    }
  }
}

function refuseFull(dataDir: string, error: unknown): never {
  throw new StoreRefusedError(
    `the disk of ${dataDir} is full and the reserve is used up: not even the lock fits. Make room on it and start again. ` +
      'Nothing acknowledged is lost; until then nobody watches what is open: look at the venue.',
    { cause: error },
  );
}

/** Another process has the folder: whatever we would write now, it would not know of. */
interface LostLock {
  readonly tell: (message: string) => void;
  whenLost(stop: () => void): void;
}

function createLostLock(trouble: TroubleDesk): LostLock {
  let isLost = false;
  let stop = (): void => undefined;
  return {
    tell(message) {
      isLost = true;
      stop();
      const nextStep = 'Nothing is written any more. Stop this process; look after the other one.';
      trouble.raise('journal', { type: 'failed', message, nextStep });
    },
    whenLost(run) {
      stop = run;
      if (isLost) run();
    },
  };
}

interface Parts<S, C, E, R> extends StoreOptions<S, C, E, R> {
  readonly fs: FileSystem;
  readonly failpoint: Failpoint;
  readonly trouble: TroubleDesk;
  readonly lock: ProcessLock;
  readonly lost: LostLock;
  readonly loaded: LoadedState<S>;
  readonly reserve: DiskReserve;
  readonly journalDirectory: string;
  readonly statePath: string;
}

function assemble<S, C, E, R>(parts: Parts<S, C, E, R>): Store<S, C, E, R> {
  const { clock, core, fs, failpoint, journalDirectory, loaded, lock, log, lost, reserve, statePath, trouble } = parts;
  const isFull = (): boolean => reserve.isFull();
  const journal = createJournal<E>({ fs, directory: journalDirectory, tail: loaded.journalEnd, failpoint });
  const onIndexError = (err: unknown): void => log.warn({ err }, 'the signal index could not be written; it is made anew from the journal');
  const index = createSignalIndex({ fs, directory: journalDirectory, clock, signalsOf: signalsOfEvent, isFull, onError: onIndexError });
  let fresh = 0;
  const dispatcher = createDispatcher<S, C, E, R>({
    core,
    initial: { state: loaded.state, seq: loaded.seq },
    log: {
      async append(record) {
        index.note(await journal.append(record), record.events);
        fresh += record.events.length;
      },
    },
    space: reserve,
    trouble,
    clock,
  });
  const { file } = loaded.checkpoint;
  const schedule = createCheckpointSchedule({
    clock,
    trouble,
    isFull,
    async save() {
      try {
        await file.save(documentOf(core, clock, dispatcher.committed(), loaded));
      } catch (error) {
        if (isFullError(error)) reserve.noteFull();
        throw error;
      }
    },
  });
  const forget = dispatcher.onCommit(() => {
    schedule.noteChange(fresh);
    fresh = 0;
  });
  if (loaded.seq > (loaded.checkpoint.found?.seq ?? 0)) schedule.noteChange(1);
  const backups = createBackups({
    fs,
    dataDir: parts.dataDir,
    journalDirectory,
    statePath,
    clock,
    journal,
    saveCheckpoint: () => schedule.saveNow(),
    isFull,
    isEmpty: () => dispatcher.committed().seq === 0,
    trouble,
  });
  lost.whenLost(() => {
    dispatcher.seal();
    void schedule.stop();
    void backups.stop();
  });

  const stop = async (): Promise<void> => {
    await dispatcher.close();
    forget();
    await backups.stop();
    await schedule.stop();
    // Told already; the journal has everything.
    if (!dispatcher.isSealed()) await schedule.saveNow().catch((err: unknown) => log.error({ err }, 'no checkpoint at the stop'));
    await index.stop();
    await reserve.stop();
    await journal.close();
    await lock.release();
  };
  let stopping: Promise<void> | null = null;
  return {
    dispatcher,
    notes: lock.note === null ? loaded.notes : [lock.note, ...loaded.notes],
    restoredFromBackup: loaded.restoredFromBackup,
    newestAt: loaded.newestAt,
    violations: loaded.violations,
    history: createSignalHistory<E>({ fs, directory: journalDirectory, journal, index, signalsOf: signalsOfEvent }),
    // A lock that says less is as good a lock.
    announce: (webhook) =>
      lock.announce(webhook).catch((err: unknown) => log.warn({ err }, 'the lock could not be told where the webhook is')),
    backupNow: () => backups.backupNow(),
    writeAnyway: (write) => writeWithRoom(reserve, write, () => reserve.hasSpare()),
    stop: () => (stopping ??= stop()),
  };
}

/** The backup's mark stays until something was committed after it: `started`, which halts, comes first. */
function documentOf<S>(
  core: Pick<StoreCore<S, never, never, never>, 'schema' | 'encode'>,
  clock: Clock,
  { state, seq }: { readonly state: S; readonly seq: number },
  loaded: LoadedState<S>,
): CheckpointDocument {
  const document = { schema: core.schema, seq, savedAt: clock.now(), state: core.encode(state) };
  return loaded.restoredFromBackup && seq === loaded.seq ? { backup: true, ...document } : document;
}
