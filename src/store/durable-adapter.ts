// Owns: the lowdb adapter that survives a loss of power. lowdb's own never syncs, and its temporary name is fixed.
// Invariants: at every instant the file or its `.bak` is whole; the file changes only by a rename of bytes that are on the
// disk already; a damaged file never takes the place of a good `.bak`.

import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import { errorCode, type Failpoint, type FileSystem, nullIfAbsent, withFile, writeAll } from './file-system.ts';
import { jsonPieces, type KeptTexts } from './json-pieces.ts';
import { toStorageError } from './storage-failure.ts';
import { StoreRefusedError } from './store-refused.ts';

export type DocumentSource = 'file' | 'bak' | 'none';

export interface DurableAdapter<T> extends Adapter<T> {
  readonly source: DocumentSource;
  readonly notes: readonly string[];
  readonly ruin: Ruin | null;
}

/** There was a document, and no generation of it can be used. */
export interface Ruin {
  /** A sentence without its full stop. */
  readonly problem: string;
  /** How the damaged files begin. */
  readonly heads: readonly string[];
}

const HEAD_LENGTH = 200;

/** File systems without hard links answer one of these. */
const NO_LINKS: ReadonlySet<string | null> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

type Found<T> =
  | { readonly type: 'good'; readonly doc: T }
  | { readonly type: 'bad'; readonly reason: string; readonly head: string }
  | { readonly type: 'absent' };

export interface DurableAdapterOptions<T> {
  readonly fs: FileSystem;
  readonly path: string;
  readonly parse: (json: unknown) => T;
  readonly failpoint: Failpoint;
  /** The caller may have the same from elsewhere: where nothing is usable, `ruin` says so, and it is refused there. */
  readonly isReplaceable?: boolean;
  readonly isNeverChangedInPlace?: boolean;
}

class DurableFileAdapter<T> implements DurableAdapter<T> {
  readonly #fs: FileSystem;
  readonly #path: string;
  readonly #parse: (json: unknown) => T;
  readonly #failpoint: (point: string) => void;
  readonly #isReplaceable: boolean;
  readonly #kept: KeptTexts | null;
  readonly notes: string[] = [];
  ruin: Ruin | null = null;
  source: DocumentSource = 'none';
  /** What stands at the path now: only a good document may become the `.bak`. */
  #current: 'good' | 'bad' | 'absent' = 'absent';

  constructor({ fs, path, parse, failpoint, isReplaceable = false, isNeverChangedInPlace = false }: DurableAdapterOptions<T>) {
    this.#fs = fs;
    this.#path = path;
    this.#parse = parse;
    this.#isReplaceable = isReplaceable;
    this.#kept = isNeverChangedInPlace ? new WeakMap() : null;
    this.#failpoint = (point) => failpoint(`${basename(path)}:${point}`);
  }

  /** The document, from `.bak` if need be; null where there is neither. Throws StoreRefusedError where nothing is usable. */
  async read(): Promise<T | null> {
    await this.#removeLeftovers();
    const file = await this.#find(this.#path);
    this.#current = file.type;
    if (file.type === 'good') {
      this.source = 'file';
      return file.doc;
    }
    const bak = await this.#find(`${this.#path}.bak`);
    if (file.type === 'absent' && bak.type === 'absent') return null;
    const problem = file.type === 'bad' ? `${this.#path} is damaged (${file.reason})` : `${this.#path} is missing`;
    if (bak.type === 'good') {
      this.source = 'bak';
      this.notes.push(`${problem}; ${basename(this.#path)}.bak, the generation before it, is used`);
      return bak.doc;
    }
    const bakProblem = bak.type === 'bad' ? `is damaged too (${bak.reason})` : 'is missing';
    this.ruin = {
      problem: `${problem}, and ${this.#path}.bak ${bakProblem}`,
      heads: [file, bak].flatMap((found) => (found.type === 'bad' ? [found.head] : [])),
    };
    if (this.#isReplaceable) return null;
    throw new StoreRefusedError(refusalOf(this.ruin));
  }

  async write(doc: T): Promise<void> {
    const temporary = this.#temporaryPath();
    const pieces = jsonPieces(doc, this.#kept);
    try {
      await withFile(this.#fs, temporary, 'create', async (file) => {
        for (const piece of pieces) await writeAll(file, Buffer.from(piece));
        await file.sync();
      });
      this.#failpoint('after-write');
      await this.#keepPrevious();
      this.#failpoint('after-bak');
      await this.#fs.rename(temporary, this.#path);
      this.#current = 'good';
      this.#failpoint('after-rename');
      await this.#fs.syncDirectory(dirname(this.#path));
    } catch (error) {
      // Best effort: on a disk in trouble this may fail as well, and the next start removes what is left over.
      await this.#fs.unlink(temporary).catch(() => undefined);
      throw toStorageError(error, `writing ${this.#path}`);
    }
  }

  async #find(path: string): Promise<Found<T>> {
    const text = await this.#fs.readText(path);
    if (text === null) return { type: 'absent' };
    try {
      return { type: 'good', doc: this.#parse(JSON.parse(text)) };
    } catch (error) {
      // Whole, but not to be used: falling back to an older generation would hide it.
      if (error instanceof StoreRefusedError) throw error;
      const reason = error instanceof Error ? error.message.slice(0, 200) : String(error);
      return { type: 'bad', reason, head: text.slice(0, HEAD_LENGTH) };
    }
  }

  /** A link first, so that the file's own name stays; a rename where the file system has no links (`.bak` is whole then). */
  async #keepPrevious(): Promise<void> {
    if (this.#current === 'absent') return;
    if (this.#current === 'bad') {
      await this.#fs.rename(this.#path, `${this.#path}.damaged`).catch(nullIfAbsent);
      return;
    }
    const link = this.#temporaryPath();
    try {
      await this.#fs.link(this.#path, link);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return;
      if (!NO_LINKS.has(errorCode(error))) throw error;
      await this.#fs.rename(this.#path, `${this.#path}.bak`);
      return;
    }
    try {
      await this.#fs.rename(link, `${this.#path}.bak`);
    } finally {
      // Also after success: a rename between two names of one file does nothing, and after a crash `.bak` can be the same file.
      await this.#fs.unlink(link).catch(nullIfAbsent);
    }
  }

  #temporaryPath(): string {
    return join(dirname(this.#path), `.${basename(this.#path)}.${randomBytes(8).toString('hex')}.tmp`);
  }

  async #removeLeftovers(): Promise<void> {
    const directory = dirname(this.#path);
    const prefix = `.${basename(this.#path)}.`;
    for (const name of await this.#fs.list(directory)) {
      if (name.startsWith(prefix) && name.endsWith('.tmp')) await this.#fs.unlink(join(directory, name));
    }
  }
}

export const refusalOf = ({ problem }: Ruin): string =>
  `${problem}. Nothing was changed. Put back a copy from a backup; only if what it held may be lost, move both away to begin without it.`;

export const createDurableAdapter = <T>(options: DurableAdapterOptions<T>): DurableAdapter<T> => new DurableFileAdapter<T>(options);
