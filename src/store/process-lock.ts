// Owns: data/lock: one process per data folder. Two would send the same order twice.
// Invariants: the lock appears whole (a link to a finished file); a stale one is replaced by exactly one of those who
// found it: whoever gets the lock on *that* lock (`lock.<hash of its text>`), by the same rules. Nobody replaces a lock
// whose holder may be alive.

import { createHash, randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { Clock } from '../clock.ts';
import { errorCode, type FileSystem, nullIfAbsent, withFile, writeAll } from './file-system.ts';
import type { ProcessIdentity, ProcessTable } from './process-identity.ts';
import { LOCK_BEAT_MS, LOCK_DEAD_MS, LOCK_TRIES_MAX } from './store-limits.ts';
import { StoreRefusedError } from './store-refused.ts';

export interface LockHolder extends ProcessIdentity {
  /** ISO 8601. */
  readonly startedAt: string;
  /** Where its webhook is, for whoever finds the lock. */
  readonly webhook: string | null;
  /** The data folder as its process calls it; null: of a version that did not say it. */
  readonly folder: string | null;
  /** Makes every lock's text different. */
  readonly nonce: string;
}

export interface ProcessLock {
  /** Of a holder that was gone; null otherwise. */
  readonly note: string | null;
  /** Writes into the lock where the webhook is, once that is known. Rejects with what the disk says; the lock stays ours. */
  announce(webhook: string): Promise<void>;
  release(): Promise<void>;
}

export interface ProcessLockOptions {
  readonly fs: FileSystem;
  readonly path: string;
  readonly clock: Clock;
  readonly processes: ProcessTable;
  readonly webhook: string | null;
  /** The lock was taken away from us (someone removed it, or we slept too long): stop at once. */
  readonly onLost: (message: string) => void;
}

const textOf = (holder: LockHolder): string => `${JSON.stringify(holder)}\n`;

/** Throws StoreRefusedError where another process holds it, naming that process. */
export async function acquireProcessLock(options: ProcessLockOptions): Promise<ProcessLock> {
  const { fs, path, clock, processes, webhook } = options;
  const self = await processes.self();
  const holder: LockHolder = {
    ...self,
    startedAt: new Date(clock.now()).toISOString(),
    webhook,
    folder: dirname(path),
    nonce: randomBytes(8).toString('hex'),
  };
  const note = await take(options, path, self, textOf(holder));
  await fs.touch(path, clock.now());
  return { note, ...holdLock(options, holder, self) };
}

/** The lock while it is ours. */
function holdLock(options: ProcessLockOptions, holder: LockHolder, self: ProcessIdentity): Omit<ProcessLock, 'note'> {
  const { fs, path, clock, onLost } = options;
  let text = textOf(holder);
  let cancelBeat = (): void => undefined;
  let beating: Promise<void> = Promise.resolve();
  const beat = async (): Promise<void> => {
    const found = await fs.readText(path);
    if (found === text) await fs.touch(path, clock.now());
    else if (found !== null) onLost(`the lock ${path} is held by ${nameOf(parseHolder(found))} now`);
    // Someone deleted it while we run: as long as nobody else came, it is ours again.
    else await take(options, path, self, text);
  };
  const beatLater = (): void => {
    cancelBeat = clock.after(LOCK_BEAT_MS, () => {
      beating = beat().then(beatLater, (error: unknown) => {
        // A disk that fails to be read says nothing about who holds the lock; the next beat looks again.
        if (error instanceof StoreRefusedError) onLost(error.message);
        else beatLater();
      });
    });
  };
  /** A beat that looks while the lock is written would take our new text for that of another. */
  const stopBeating = async (): Promise<void> => {
    cancelBeat();
    await beating;
    cancelBeat();
  };
  const announce = async (webhook: string): Promise<void> => {
    const next = textOf({ ...holder, webhook });
    if ((await fs.readText(path)) !== text) return;
    await rewrite(fs, path, next);
    text = next;
  };
  beatLater();
  return {
    announce: (webhook) =>
      stopBeating()
        .then(() => announce(webhook))
        .finally(beatLater),
    async release() {
      await stopBeating();
      if ((await fs.readText(path)) === text) await fs.unlink(path);
    },
  };
}

/** Who holds the lock, if that process may be alive; null: nobody. Takes nothing. Throws StoreRefusedError where it is unreadable. */
export async function readLockHolder(options: Pick<ProcessLockOptions, 'fs' | 'path' | 'clock' | 'processes'>): Promise<LockHolder | null> {
  const text = await options.fs.readText(options.path);
  if (text === null) return null;
  const holder = parseHolder(text);
  if (holder === null) throw new StoreRefusedError(`the lock ${options.path} is unreadable`);
  return (await mayBeAlive(options, options.path, holder, await options.processes.self())) ? holder : null;
}

/** Answers with a note where a stale lock was replaced. */
async function take(options: ProcessLockOptions, path: string, self: ProcessIdentity, text: string): Promise<string | null> {
  const { fs } = options;
  for (let tries = 0; tries < LOCK_TRIES_MAX; tries += 1) {
    const found = await fs.readText(path);
    if (found !== null) await refuseIfAlive(options, path, found, self);
    const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
    try {
      await writeSynced(fs, temporary, text);
      if (found !== null) {
        if (await replace(options, path, found, temporary, self, text))
          return `the lock of ${nameOf(parseHolder(found))} was stale and was replaced`;
      } else if (await create(fs, path, temporary, text)) return null;
    } finally {
      await fs.unlink(temporary).catch(nullIfAbsent);
    }
  }
  throw new StoreRefusedError(`the lock ${path} changes hands all the time: several processes start on this folder at once. Start one.`);
}

/** A lock that is ours already. */
async function rewrite(fs: FileSystem, path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(8).toString('hex')}.tmp`;
  try {
    await writeSynced(fs, temporary, text);
    await fs.rename(temporary, path);
  } catch (error) {
    await fs.unlink(temporary).catch(nullIfAbsent);
    throw error;
  }
}

async function writeSynced(fs: FileSystem, path: string, text: string): Promise<void> {
  await withFile(fs, path, 'create', async (file) => {
    await writeAll(file, Buffer.from(text));
    await file.sync();
  });
}

/** False where someone was faster. */
async function create(fs: FileSystem, path: string, temporary: string, text: string): Promise<boolean> {
  try {
    await fs.link(temporary, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    if (errorCode(error) !== 'EPERM' && errorCode(error) !== 'ENOTSUP' && errorCode(error) !== 'EOPNOTSUPP') throw error;
  }
  // No hard links here: an exclusive creation is as exclusive, only for a moment not yet whole.
  try {
    await writeSynced(fs, path, text);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Replaces the stale lock with the text `found`; false where it is not there any more or someone else is at it. */
async function replace(
  options: ProcessLockOptions,
  path: string,
  found: string,
  temporary: string,
  self: ProcessIdentity,
  text: string,
): Promise<boolean> {
  const { fs } = options;
  const claim = `${path}.${createHash('sha256').update(found).digest('hex').slice(0, 16)}`;
  await take(options, claim, self, text);
  try {
    if ((await fs.readText(path)) !== found) return false;
    await fs.rename(temporary, path);
    return true;
  } finally {
    await fs.unlink(claim).catch(nullIfAbsent);
  }
}

async function refuseIfAlive(options: ProcessLockOptions, path: string, found: string, self: ProcessIdentity): Promise<void> {
  const holder = parseHolder(found);
  if (holder === null) {
    throw new StoreRefusedError(`the lock ${path} is unreadable. If no Signalman runs on this folder, delete that file and start again.`);
  }
  if (!(await mayBeAlive(options, path, holder, self))) return;
  const where = holder.webhook === null ? '' : `, webhook ${holder.webhook}`;
  if (holder.folder !== null && holder.folder !== dirname(path)) refuseCopy(holder, path, where);
  throw new StoreRefusedError(
    `another Signalman uses this folder: ${nameOf(holder)}${where}. Two on one folder would send orders twice. ` +
      `Stop it first, or give this one a folder of its own (DATA_DIR).`,
  );
}

/** A container may call the same folder by another name, so that both are said. */
function refuseCopy(holder: LockHolder, path: string, where: string): never {
  throw new StoreRefusedError(
    `another Signalman uses the folder ${holder.folder ?? ''}: ${nameOf(holder)}${where}. ${dirname(path)} is that folder, or a copy of it: ` +
      `two on the same orders would send them twice. Stop it first; or start this one on an empty folder (DATA_DIR).`,
  );
}

async function mayBeAlive(
  { fs, clock, processes }: Pick<ProcessLockOptions, 'fs' | 'clock' | 'processes'>,
  path: string,
  holder: LockHolder,
  self: ProcessIdentity,
): Promise<boolean> {
  if (holder.host === self.host && holder.bootId !== self.bootId) return false;
  if (holder.bootId === self.bootId && holder.pidNamespace === self.pidNamespace && (self.bootId !== null || holder.host === self.host)) {
    if (!processes.isAlive(holder.pid)) return false;
    const startTicks = await processes.startTicks(holder.pid);
    return startTicks === null || holder.startTicks === null || startTicks === holder.startTicks;
  }
  // Another machine, or another container on this one: its processes cannot be seen from here, its beat can.
  const beatAt = await fs.modifiedAt(path).catch(nullIfAbsent);
  return beatAt !== null && Math.abs(clock.now() - beatAt) < LOCK_DEAD_MS;
}

const nameOf = (holder: LockHolder | null): string =>
  holder === null ? 'an unreadable holder' : `process ${holder.pid} on ${holder.host}, running since ${holder.startedAt}`;

function parseHolder(text: string): LockHolder | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof json !== 'object' || json === null) return null;
  const fields = Object.assign<Record<string, unknown>, object>({}, json);
  const { pid, host, startedAt } = fields;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || pid <= 0 || typeof host !== 'string' || typeof startedAt !== 'string')
    return null;
  const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    pid,
    host,
    startedAt,
    bootId: textOrNull(fields['bootId']),
    pidNamespace: textOrNull(fields['pidNamespace']),
    startTicks: textOrNull(fields['startTicks']),
    webhook: textOrNull(fields['webhook']),
    folder: textOrNull(fields['folder']),
    nonce: textOrNull(fields['nonce']) ?? '',
  };
}
