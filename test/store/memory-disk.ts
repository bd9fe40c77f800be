// Owns: a disk in memory that knows what a loss of power leaves: bytes that were synced, names that were synced, and of
// the rest whatever the test says. Faults are injected by a rule that sees every operation.

import type { FileSystem, OpenFile, OpenMode } from '../../src/store/file-system.ts';

export type Operation =
  | 'open'
  | 'write'
  | 'read'
  | 'datasync'
  | 'sync'
  | 'truncate'
  | 'rename'
  | 'link'
  | 'unlink'
  | 'syncDirectory'
  | 'readText'
  | 'touch';

/** `null`: goes well. A number (write only): only so many bytes are taken. A string: fails with this code. */
export type Fault = null | number | string;
export type FaultRule = (operation: Operation, path: string) => Fault;

interface Inode {
  data: Buffer;
  /** As of its last sync. */
  durable: Buffer;
  modifiedAt: number;
}

export interface MemoryDisk extends FileSystem {
  /** Replaces the rule; null = everything goes well. */
  setFaults(rule: FaultRule | null): void;
  /** Operations on paths that end in `suffix` wait until the function that this returns is called. */
  hold(operation: Operation, suffix: string): () => void;
  /** How often an operation was tried so far, on paths that end in `suffix`. */
  count(operation: Operation, suffix?: string): number;
  text(path: string): string | null;
  /** Puts bytes there as if they had always been there. */
  put(path: string, data: string | Buffer): void;
  remove(path: string): void;
  /** Rounds of the event loop that each write and sync takes; 0 = none. */
  setLatency(rounds: number): void;
  /** Bytes that fit on it; 0 = full now. */
  setCapacity(bytes: number): void;
  usedBytes(): number;
  /** So many more files can be made. */
  setFreeFiles(count: number): void;
  /**
   * What a loss of power leaves, as a new disk. `keep(unsynced)`: how many of so many unsynced bytes (or directory
   * changes) made it to the disk; default none.
   */
  crash(keep?: (unsynced: number) => number): MemoryDisk;
  openFiles(): number;
}

const systemError = (code: string, path: string): Error => Object.assign(new Error(`${code}: injected, '${path}'`), { code });

function moveName(names: Map<string, Inode>, from: string, to: string): void {
  const inode = names.get(from);
  if (inode === undefined) return;
  names.set(to, inode);
  names.delete(from);
}

export function createMemoryDisk(initial: ReadonlyMap<string, Buffer> = new Map()): MemoryDisk {
  const names = new Map<string, Inode>();
  let durableNames = new Map<string, Inode>();
  /** Changes to names since the last sync of a directory, oldest first. */
  let pendingNames: ((into: Map<string, Inode>) => void)[] = [];
  const counts = new Map<string, number>();
  let faults: FaultRule | null = null;
  let capacity = Number.POSITIVE_INFINITY;
  /** Files that fit on it. */
  let files = Number.POSITIVE_INFINITY;
  let filesOpen = 0;
  let latency = 0;
  const held = new Set<{ readonly operation: Operation; readonly suffix: string; readonly free: Promise<void> }>();

  const put = (path: string, data: string | Buffer): void => {
    const bytes = Buffer.from(data);
    const inode = { data: bytes, durable: bytes, modifiedAt: 0 };
    names.set(path, inode);
    durableNames.set(path, inode);
  };
  for (const [path, data] of initial) put(path, data);

  const used = (): number => [...new Set(names.values())].reduce((sum, { data }) => sum + data.length, 0);
  const made = (): number => new Set(names.values()).size;
  const meet = (operation: Operation, path: string): Fault => {
    const key = `${operation} ${path}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const fault = faults?.(operation, path) ?? null;
    if (typeof fault === 'string') throw systemError(fault, path);
    return fault;
  };
  const waitFor = async (operation: Operation, path: string): Promise<void> => {
    for (let round = 0; round < latency; round += 1) await new Promise((resolve) => setImmediate(resolve));
    for (const hold of held) if (hold.operation === operation && path.endsWith(hold.suffix)) await hold.free;
  };
  const changeNames = (change: (into: Map<string, Inode>) => void): void => {
    change(names);
    pendingNames.push(change);
  };
  const need = (path: string): Inode => {
    const inode = names.get(path);
    if (inode === undefined) throw systemError('ENOENT', path);
    return inode;
  };

  function openFile(path: string, inode: Inode): OpenFile {
    filesOpen += 1;
    let isOpen = true;
    return {
      async write(data) {
        await waitFor('write', path);
        const limit = meet('write', path);
        const room = Math.max(0, capacity - used());
        const taken = Math.min(data.length, typeof limit === 'number' ? limit : data.length, room);
        if (taken === 0 && data.length > 0) throw systemError('ENOSPC', path);
        inode.data = Buffer.concat([inode.data, data.subarray(0, taken)]);
        return taken;
      },
      async read(into, position) {
        meet('read', path);
        return inode.data.copy(into, 0, position);
      },
      async datasync() {
        await waitFor('datasync', path);
        meet('datasync', path);
        inode.durable = inode.data;
      },
      async sync() {
        await waitFor('sync', path);
        meet('sync', path);
        inode.durable = inode.data;
      },
      async truncate(bytes) {
        meet('truncate', path);
        inode.data = inode.data.subarray(0, bytes);
      },
      size: async () => inode.data.length,
      async close() {
        if (!isOpen) throw systemError('EBADF', path);
        isOpen = false;
        filesOpen -= 1;
      },
    };
  }

  return {
    setFaults: (rule) => void (faults = rule),
    hold(operation, suffix) {
      let release = (): void => undefined;
      const hold = { operation, suffix, free: new Promise<void>((resolve) => (release = resolve)) };
      held.add(hold);
      return () => {
        held.delete(hold);
        release();
      };
    },
    count: (operation, suffix = '') =>
      [...counts].reduce((sum, [key, n]) => (key.startsWith(`${operation} `) && key.endsWith(suffix) ? sum + n : sum), 0),
    text: (path) => names.get(path)?.data.toString() ?? null,
    put,
    remove(path) {
      names.delete(path);
      durableNames.delete(path);
    },
    setLatency: (rounds) => void (latency = rounds),
    setCapacity: (bytes) => void (capacity = bytes),
    usedBytes: used,
    setFreeFiles: (count) => void (files = made() + count),
    openFiles: () => filesOpen,
    crash(keep = () => 0) {
      const left = new Map(durableNames);
      for (const change of pendingNames.slice(0, keep(pendingNames.length))) change(left);
      const contents = new Map<string, Buffer>();
      for (const [path, { data, durable }] of left) {
        // Appended bytes make it in part; a truncation that was not synced did not happen.
        const appended = data.subarray(0, durable.length).equals(durable) ? data.length - durable.length : 0;
        contents.set(path, appended === 0 ? durable : data.subarray(0, durable.length + keep(appended)));
      }
      return createMemoryDisk(contents);
    },

    async open(path: string, mode: OpenMode) {
      meet('open', path);
      const found = names.get(path);
      if (found !== undefined && mode === 'create') throw systemError('EEXIST', path);
      if (found !== undefined) return openFile(path, found);
      if (mode === 'read') throw systemError('ENOENT', path);
      if (made() >= files) throw systemError('ENOSPC', path);
      const inode: Inode = { data: Buffer.alloc(0), durable: Buffer.alloc(0), modifiedAt: 0 };
      changeNames((into) => void into.set(path, inode));
      return openFile(path, inode);
    },
    async readText(path) {
      meet('readText', path);
      return names.get(path)?.data.toString() ?? null;
    },
    async rename(from, to) {
      meet('rename', from);
      const inside = [...names.keys()].filter((name) => name.startsWith(`${from}/`));
      for (const name of inside) changeNames((into) => moveName(into, name, to + name.slice(from.length)));
      if (inside.length > 0) return;
      const inode = need(from);
      // As POSIX has it: nothing happens between two names of one file.
      if (names.get(to) === inode) return;
      changeNames((into) => moveName(into, from, to));
    },
    async link(from, to) {
      meet('link', to);
      const inode = need(from);
      if (names.has(to)) throw systemError('EEXIST', to);
      changeNames((into) => void into.set(to, inode));
    },
    async unlink(path) {
      meet('unlink', path);
      need(path);
      changeNames((into) => void into.delete(path));
    },
    makeDirectory: async () => undefined,
    async removeDirectory(path) {
      for (const name of [...names.keys()].filter((each) => each.startsWith(`${path}/`))) changeNames((into) => void into.delete(name));
    },
    list: async (path) => {
      const within = [...names.keys()].filter((name) => name.startsWith(`${path}/`)).map((name) => name.slice(path.length + 1));
      return [...new Set(within.map((name) => name.split('/')[0] ?? ''))].sort();
    },
    async syncDirectory(path) {
      meet('syncDirectory', path);
      durableNames = new Map(names);
      pendingNames = [];
    },
    freeBytes: async () => Math.max(0, capacity - used()),
    freeFiles: async () => Math.max(0, files - made()),
    async touch(path, at) {
      meet('touch', path);
      need(path).modifiedAt = at;
    },
    modifiedAt: async (path) => need(path).modifiedAt,
  };
}
