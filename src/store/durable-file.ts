// Owns: one JSON document on the disk (lowdb 7 with our adapter), for the checkpoint and for documents of other parts.
// Invariant: a save's promise tells about the caller's own data: it resolves when that or something newer of the same
// document is on the disk, and rejects when the write that carried it failed. It never waits for later saves.

import { dirname } from 'node:path';
import { Low } from 'lowdb';
import { createDurableAdapter, type DocumentSource, type Ruin } from './durable-adapter.ts';
import { type Failpoint, type FileSystem, nodeFileSystem, noFailpoint } from './file-system.ts';

export interface DurableFileOptions<T> {
  /** Throws where the JSON is no such document; a StoreRefusedError stops the opening, anything else leads to the `.bak`. */
  readonly parse: (json: unknown) => T;
  readonly fs?: FileSystem;
  /** Called at `<file name>:after-write`, `:after-bak`, `:after-rename`. */
  readonly failpoint?: Failpoint;
  /** Where no generation is usable, `ruin` says so instead of an error. */
  readonly isReplaceable?: boolean;
  /** What changes is replaced: the text of each object in the document's lists is made once, not at every save. */
  readonly isNeverChangedInPlace?: boolean;
}

export interface DurableFile<T> {
  /** As it was found; later saves do not change it. */
  readonly data: T | null;
  readonly source: DocumentSource;
  /** What had to be done to find it, for a person. */
  readonly notes: readonly string[];
  readonly ruin: Ruin | null;
  /** One write is in flight, all that wait share the next one. Rejects with StorageError; the document before stays. */
  save(doc: T): Promise<void>;
}

/** Throws StoreRefusedError where neither the file nor its `.bak` is usable. Only one process may have it open. */
export async function openDurableFile<T>(
  path: string,
  { parse, fs = nodeFileSystem, failpoint = noFailpoint, ...traits }: DurableFileOptions<T>,
): Promise<DurableFile<T>> {
  await fs.makeDirectory(dirname(path));
  const adapter = createDurableAdapter<T>({ fs, path, parse, failpoint, ...traits });
  const low = new Low<T | null>({ read: () => adapter.read(), write: (doc) => (doc === null ? NOTHING : adapter.write(doc)) }, null);
  await low.read();

  let latest: T | null = null;
  let inFlight: Promise<void> = NOTHING;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    next = null;
    low.data = latest;
    inFlight = low.write();
    return inFlight;
  };
  return {
    data: low.data,
    source: adapter.source,
    notes: adapter.notes,
    ruin: adapter.ruin,
    save(doc) {
      latest = doc;
      // Whether the write before failed is its callers' matter.
      next ??= inFlight.then(start, start);
      return next;
    },
  };
}

const NOTHING = Promise.resolve();
