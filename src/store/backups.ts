// Owns: data/backups/YYYY-MM-DD/: once a day (UTC) and on demand, the checkpoint, the journal of the running month, and what
// the paper accounts hold.
// Invariants: a backup appears whole under its name or not at all; its state.json carries `"backup":true`, so that whoever
// starts from it starts halted; the newest seven stay; that the daily one could not be made is told.

import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { type FileSystem, withFile, writeAll } from './file-system.ts';
import type { Journal } from './journal.ts';
import { journalPath } from './journal-files.ts';
import { BACKUP_CHECK_MS, BACKUPS_KEPT, READ_CHUNK_BYTES } from './store-limits.ts';
import type { TroubleDesk } from './trouble.ts';

export interface Backups {
  /** Makes today's backup, in place of one of today that is there; answers with its folder. */
  backupNow(): Promise<string>;
  /** No more backups on its own; resolves when none is being made. */
  stop(): Promise<void>;
}

export interface BackupsOptions {
  readonly fs: FileSystem;
  readonly dataDir: string;
  readonly journalDirectory: string;
  readonly statePath: string;
  readonly clock: Clock;
  readonly journal: Pick<Journal<unknown>, 'end'>;
  readonly saveCheckpoint: () => Promise<void>;
  /** No backups on a full disk: they would take the room that exits need. */
  readonly isFull: () => boolean;
  /** Nothing was ever committed: nothing to keep. */
  readonly isEmpty: () => boolean;
  readonly trouble: TroubleDesk;
}

/** The built-in venue keeps its own books beside ours; without them its positions would be gone after a restore. */
const PAPER_ACCOUNT = /^paper-.+\.json$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** What stands in state.json before anything else, and what takes its place in a copy. */
const DOCUMENT_START = '{"schema":';
const BACKUP_START = `{"backup":true,"schema":`;
const MARKED_START = '{"backup":true,';

export function createBackups(options: BackupsOptions): Backups {
  const { fs, dataDir, clock, isFull, isEmpty, trouble } = options;
  const root = join(dataDir, 'backups');
  let cancelTimer = (): void => undefined;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;

  const today = (): string => new Date(clock.now()).toISOString().slice(0, 10);
  const backupNow = (): Promise<string> => {
    const made = running.then(make);
    running = made.catch(() => undefined);
    return made;
  };
  const make = async (): Promise<string> => {
    const folder = await makeBackup(options, root, today());
    trouble.clear('backup', `The backup is made again: ${folder}.`);
    return folder;
  };
  const failed = (error: unknown): void =>
    trouble.raise('backup', {
      type: 'backup_failed',
      message: `The daily backup could not be made: ${error instanceof Error ? error.message : String(error)}`,
      nextStep: `Nothing is lost, but there is no newer copy than the last one in ${root}. See who owns that folder and whether its disk has room; it is tried again every minute.`,
    });
  const checkLater = (): void => {
    if (stopped) return;
    cancelTimer = clock.after(BACKUP_CHECK_MS, () => {
      running = running.then(check).catch(failed).then(checkLater);
    });
  };
  const check = async (): Promise<void> => {
    if (stopped || isFull() || isEmpty() || (await fs.list(root)).includes(today())) return;
    await make();
  };
  checkLater();
  return {
    backupNow,
    async stop() {
      stopped = true;
      cancelTimer();
      await running;
    },
  };
}

async function makeBackup(options: BackupsOptions, root: string, day: string): Promise<string> {
  const { fs, journal, journalDirectory, saveCheckpoint, statePath } = options;
  const unfinished = join(root, `.${day}.unfinished`);
  const folder = join(root, day);
  await fs.removeDirectory(unfinished);
  await fs.makeDirectory(join(unfinished, 'journal'));
  await saveCheckpoint();
  // After the checkpoint, so that the copied journal reaches at least as far.
  const end = journal.end();
  await copyState(fs, statePath, join(unfinished, 'state.json'));
  if (end !== null)
    await copyStart(fs, journalPath(journalDirectory, end.month), journalPath(join(unfinished, 'journal'), end.month), end.size);
  for (const name of (await fs.list(options.dataDir)).filter((each) => PAPER_ACCOUNT.test(each)))
    await copyWhole(fs, join(options.dataDir, name), join(unfinished, name));
  await fs.syncDirectory(join(unfinished, 'journal'));
  await fs.syncDirectory(unfinished);
  await fs.removeDirectory(folder);
  await fs.rename(unfinished, folder);
  await fs.syncDirectory(root);
  const days = (await fs.list(root)).filter((name) => DAY.test(name));
  for (const old of days.slice(0, -BACKUPS_KEPT)) await fs.removeDirectory(join(root, old));
  return folder;
}

/** Files of these are replaced by rename, so that what is read is one whole generation. */
async function copyWhole(fs: FileSystem, from: string, to: string): Promise<void> {
  const text = await fs.readText(from);
  if (text === null) throw new Error(`${from} went away while it was copied`);
  await writeNew(fs, to, text);
}

const writeNew = (fs: FileSystem, path: string, text: string): Promise<void> =>
  withFile(fs, path, 'create', async (file) => {
    await writeAll(file, Buffer.from(text));
    await file.sync();
  });

async function copyState(fs: FileSystem, from: string, to: string): Promise<void> {
  const text = await fs.readText(from);
  if (text === null) throw new Error(`${from} is missing right after it was written`);
  if (!text.startsWith(DOCUMENT_START) && !text.startsWith(MARKED_START)) throw new Error(`${from} does not begin as it was written`);
  const marked = text.startsWith(MARKED_START) ? text : BACKUP_START + text.slice(DOCUMENT_START.length);
  await writeNew(fs, to, marked);
}

/** The first `bytes` of a file that may be growing. */
async function copyStart(fs: FileSystem, from: string, to: string, bytes: number): Promise<void> {
  const chunk = Buffer.allocUnsafe(Math.min(READ_CHUNK_BYTES, Math.max(1, bytes)));
  await withFile(fs, from, 'read', (source) =>
    withFile(fs, to, 'create', async (target) => {
      for (let position = 0; position < bytes; ) {
        const length = await source.read(chunk.subarray(0, Math.min(chunk.length, bytes - position)), position);
        if (length === 0) throw new Error(`${from} is shorter than ${bytes} bytes`);
        await writeAll(target, chunk.subarray(0, length));
        position += length;
      }
      await target.sync();
    }),
  );
}
