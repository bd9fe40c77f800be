// Owns: the door to the disk. The store touches files only through this port, so that tests can fill the disk, tear
// writes and fail syncs; and the failpoints, at which a crash test kills the process.

import { link, mkdir, open, readdir, readFile, rename, rm, stat, statfs, unlink, utimes } from 'node:fs/promises';

/** `read`: must exist. `append`: made if absent, writes go to the end. `create`: must not exist yet. */
export type OpenMode = 'read' | 'append' | 'create';

export interface OpenFile {
  /** Writes at the end; answers how many bytes were taken, which may be fewer than given. */
  write(data: Uint8Array): Promise<number>;
  /** Fills `into` from byte `position`; answers how many bytes were read, 0 at the end. */
  read(into: Uint8Array, position: number): Promise<number>;
  /** fdatasync: the bytes and the size are on the disk. */
  datasync(): Promise<void>;
  sync(): Promise<void>;
  truncate(bytes: number): Promise<void>;
  /** Bytes. */
  size(): Promise<number>;
  close(): Promise<void>;
}

/** Errors carry the usual `code` (ENOENT, EEXIST, ENOSPC, EIO …). */
export interface FileSystem {
  open(path: string, mode: OpenMode): Promise<OpenFile>;
  /** The whole of a file that is known to be small; null where there is none. */
  readText(path: string): Promise<string | null>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for the same file; EEXIST where `to` is there. */
  link(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** With its parents; nothing happens where it is there. */
  makeDirectory(path: string): Promise<void>;
  /** With everything in it; nothing happens where it is not there. */
  removeDirectory(path: string): Promise<void>;
  /** Names in a directory, sorted; empty where there is none. */
  list(path: string): Promise<readonly string[]>;
  /** fsync of a directory: names in it survive a loss of power. */
  syncDirectory(path: string): Promise<void>;
  /** Bytes that this process may still write. */
  freeBytes(path: string): Promise<number>;
  /** Files that may still be made; infinite where the file system does not count them. */
  freeFiles(path: string): Promise<number>;
  /** Sets the file's time; ms since 1970. */
  touch(path: string, at: number): Promise<void>;
  modifiedAt(path: string): Promise<number>;
}

/** Called with a name at the points where a crash is worth a test. Does nothing in production. */
export type Failpoint = (name: string) => void;
export const noFailpoint: Failpoint = () => undefined;

const FLAGS = { read: 'r', append: 'a', create: 'ax' } as const;

async function openNodeFile(path: string, mode: OpenMode): Promise<OpenFile> {
  const handle = await open(path, FLAGS[mode]);
  return {
    write: async (data) => (await handle.write(data)).bytesWritten,
    read: async (into, position) => (await handle.read(into, 0, into.length, position)).bytesRead,
    datasync: () => handle.datasync(),
    sync: () => handle.sync(),
    truncate: (bytes) => handle.truncate(bytes),
    size: async () => (await handle.stat()).size,
    close: () => handle.close(),
  };
}

export const nodeFileSystem: FileSystem = {
  open: openNodeFile,
  readText: (path) => readFile(path, 'utf8').catch(nullIfAbsent),
  rename,
  link,
  unlink,
  makeDirectory: async (path) => void (await mkdir(path, { recursive: true })),
  removeDirectory: (path) => rm(path, { recursive: true, force: true }),
  list: async (path) => ((await readdir(path).catch(nullIfAbsent)) ?? []).sort(),
  async syncDirectory(path) {
    // Windows has no fsync of a directory; renames are journaled there.
    if (process.platform === 'win32') return;
    const handle = await open(path, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  async freeBytes(path) {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
  async freeFiles(path) {
    const { files, ffree } = await statfs(path);
    return files === 0 ? Number.POSITIVE_INFINITY : ffree;
  },
  touch: (path, at) => utimes(path, at / 1000, at / 1000),
  modifiedAt: async (path) => (await stat(path)).mtimeMs,
};

/** The `code` of a system error, or null. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** For `.catch`: what is not there is null, anything else stays an error. */
export function nullIfAbsent(error: unknown): null {
  if (errorCode(error) === 'ENOENT') return null;
  throw error;
}

/** Writes all of `data`; a disk that takes only a part and then no more is an error, never a short file. */
export async function writeAll(file: OpenFile, data: Uint8Array): Promise<void> {
  let rest = data;
  while (rest.length > 0) {
    const taken = await file.write(rest);
    if (taken <= 0) throw new Error(`the disk took none of ${rest.length} bytes`);
    rest = rest.subarray(taken);
  }
}

/** Runs `use` with an open file and closes it, whatever happens. */
export async function withFile<T>(fs: FileSystem, path: string, mode: OpenMode, use: (file: OpenFile) => Promise<T>): Promise<T> {
  const file = await fs.open(path, mode);
  let result: T;
  try {
    result = await use(file);
  } catch (error) {
    // The first error is the cause; a close that fails after it would only hide it.
    await file.close().catch(() => undefined);
    throw error;
  }
  await file.close();
  return result;
}
