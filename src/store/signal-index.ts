// Owns: data/journal/YYYY-MM.idx, which says in what journal records a signal occurs. Text, in blocks:
//   sg_0198… 15300        a record that begins at byte 15300 of YYYY-MM.jsonl is about this signal
//   = 20480 3f2a91c0      up to byte 20480 everything is indexed; CRC-32 of the lines of this block
// Invariants: the index holds nothing that the journal does not: it is not synced, and whatever of it is missing, short or
// wrong is made anew from the journal. Writing it never holds up a commit, and memory stays flat however long it is.

import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Clock } from '../clock.ts';
import { type FileSystem, nullIfAbsent, withFile, writeAll } from './file-system.ts';
import type { RecordPlace } from './journal.ts';
import { journalPath } from './journal-files.ts';
import { decodeRecord } from './journal-record.ts';
import { readLines, readLinesBackwards } from './line-reader.ts';
import { INDEX_FLUSH_MS } from './store-limits.ts';

export interface SignalIndex {
  /** A record was committed. */
  note(place: RecordPlace, events: readonly unknown[]): void;
  /** By signal, the offsets of the records about it in one month, up to byte `end` of its journal file. The index is gone through once for all of them. */
  find(month: string, end: number, signalIds: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>>;
  /** The index of this month has proven to be wrong. */
  rebuild(month: string): Promise<void>;
  /** Writes what waits; no more is written after that. */
  stop(): Promise<void>;
}

export interface SignalIndexOptions {
  readonly fs: FileSystem;
  readonly directory: string;
  readonly clock: Clock;
  readonly signalsOf: (event: unknown) => readonly string[];
  /** On a full disk every byte belongs to the journal. */
  readonly isFull: () => boolean;
  readonly onError: (error: unknown) => void;
}

interface Coverage {
  /** Bytes of the journal that are indexed. */
  readonly covered: number;
  /** Bytes of the index up to the end of its last whole block. */
  readonly size: number;
}
const NOTHING_COVERED: Coverage = { covered: 0, size: 0 };

/** Entries that were noted and not yet written, for one unbroken piece of one month's journal. */
interface Buffered {
  readonly month: string;
  readonly from: number;
  to: number;
  readonly entries: string[];
}

/** Entries of one block when a journal is indexed from its file. */
const CATCH_UP_ENTRIES = 20_000;
const BLOCK_END = '= ';
/** Of `sg_` and 24 hex digits. */
const ID_BYTES = 27;
const NOTHING_FOUND: ReadonlyMap<string, readonly number[]> = new Map();

class SidecarIndex implements SignalIndex {
  readonly #options: SignalIndexOptions;
  readonly #coverage = new Map<string, Coverage>();
  /** Months whose checksums were seen to be right; what is written later is ours. */
  readonly #verified = new Set<string>();
  #buffered: Buffered | null = null;
  #cancelTimer: (() => void) | null = null;
  /** One thing at a time. */
  #queue: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: SignalIndexOptions) {
    this.#options = options;
  }

  note(place: RecordPlace, events: readonly unknown[]): void {
    if (this.#buffered?.month !== place.month || this.#buffered.to !== place.offset) {
      // What is dropped here is indexed from the journal when someone asks for it.
      this.#buffered = { month: place.month, from: place.offset, to: place.offset, entries: [] };
    }
    for (const id of this.#signalsOfAll(events)) this.#buffered.entries.push(`${id} ${place.offset}\n`);
    this.#buffered.to = place.end;
    if (this.#stopped) return;
    this.#cancelTimer ??= this.#options.clock.after(INDEX_FLUSH_MS, () => {
      this.#cancelTimer = null;
      if (!this.#options.isFull()) void this.#inTurn(() => this.#flush()).catch(this.#options.onError);
    });
  }

  find(month: string, end: number, signalIds: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> {
    return this.#inTurn(async () => {
      await this.#flush();
      await this.#catchUp(month, end);
      const found = await this.#search(month, signalIds);
      if (found !== null) return found;
      await this.#reset(month);
      await this.#catchUp(month, end);
      return (await this.#search(month, signalIds)) ?? NOTHING_FOUND;
    });
  }

  rebuild(month: string): Promise<void> {
    return this.#inTurn(() => this.#reset(month));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    await this.#inTurn(() => (this.#options.isFull() ? Promise.resolve() : this.#flush())).catch(this.#options.onError);
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(run, run);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #path(month: string): string {
    return join(this.#options.directory, `${month}.idx`);
  }

  #signalsOfAll(events: readonly unknown[]): ReadonlySet<string> {
    return new Set(events.flatMap((event) => this.#options.signalsOf(event)));
  }

  async #flush(): Promise<void> {
    const buffered = this.#buffered;
    if (buffered === null) return;
    this.#buffered = null;
    const coverage = await this.#coverageOf(buffered.month);
    if (coverage.covered === buffered.from) await this.#append(buffered.month, coverage, buffered.entries, buffered.to);
    else await this.#catchUp(buffered.month, buffered.to);
  }

  async #coverageOf(month: string): Promise<Coverage> {
    const known = this.#coverage.get(month) ?? (await this.#readCoverage(month));
    this.#coverage.set(month, known);
    return known;
  }

  /** From the last whole block; an index that knows more than the journal has is of another journal. */
  async #readCoverage(month: string): Promise<Coverage> {
    const { fs, directory } = this.#options;
    let coverage = NOTHING_COVERED;
    const read = withFile(fs, this.#path(month), 'read', async (file) =>
      readLinesBackwards(file, await file.size(), ({ bytes, offset, terminated }) => {
        const covered = terminated ? /^= (\d{1,15}) [0-9a-f]{8}$/.exec(bytes.toString('latin1'))?.[1] : undefined;
        if (covered !== undefined) coverage = { covered: Number(covered), size: offset + bytes.length + 1 };
        return covered === undefined;
      }),
    );
    await read.catch(nullIfAbsent);
    const size = await withFile(fs, journalPath(directory, month), 'read', (file) => file.size()).catch(nullIfAbsent);
    return coverage.covered <= (size ?? 0) ? coverage : NOTHING_COVERED;
  }

  async #append(month: string, coverage: Coverage, entries: readonly string[], covered: number): Promise<void> {
    const lines = Buffer.from(entries.join(''));
    const block = Buffer.concat([lines, Buffer.from(`${BLOCK_END}${covered} ${crc32(lines).toString(16).padStart(8, '0')}\n`)]);
    // Until it is written, what the file holds has to be looked up again.
    this.#coverage.delete(month);
    await withFile(this.#options.fs, this.#path(month), 'append', async (file) => {
      if ((await file.size()) !== coverage.size) await file.truncate(coverage.size);
      await writeAll(file, block);
    });
    this.#coverage.set(month, { covered, size: coverage.size + block.length });
  }

  /** Indexes the journal from where the index ends up to byte `end`, in blocks. */
  async #catchUp(month: string, end: number): Promise<void> {
    const { fs, directory } = this.#options;
    let coverage = await this.#coverageOf(month);
    while (coverage.covered < end) {
      const entries: string[] = [];
      let covered = coverage.covered;
      await withFile(fs, journalPath(directory, month), 'read', (file) =>
        readLines(
          file,
          coverage.covered,
          ({ bytes, offset, terminated }) => {
            const decoded = decodeRecord(bytes);
            const events = decoded.type === 'record' ? decoded.record.events : [];
            for (const id of this.#signalsOfAll(events)) entries.push(`${id} ${offset}\n`);
            covered = offset + bytes.length + (terminated ? 1 : 0);
            return entries.length < CATCH_UP_ENTRIES;
          },
          { to: end },
        ),
      );
      if (covered === coverage.covered) return;
      await this.#append(month, coverage, entries, covered);
      coverage = await this.#coverageOf(month);
    }
  }

  /** null where the index is damaged. */
  async #search(month: string, signalIds: readonly string[]): Promise<ReadonlyMap<string, readonly number[]> | null> {
    const isVerified = this.#verified.has(month);
    const found = new Map<string, number[]>(signalIds.map((id) => [id, []]));
    let isWhole = true;
    let crc = 0;
    const search = withFile(this.#options.fs, this.#path(month), 'read', (file) =>
      readLines(file, 0, ({ bytes }) => {
        const offsets = bytes.length > ID_BYTES ? found.get(bytes.toString('latin1', 0, ID_BYTES)) : undefined;
        if (offsets !== undefined) offsets.push(Number(bytes.toString('latin1', ID_BYTES)));
        if (isVerified) return true;
        if (bytes[0] === BLOCK_END.charCodeAt(0)) {
          isWhole = bytes.toString('latin1').endsWith(` ${crc.toString(16).padStart(8, '0')}`);
          crc = 0;
        } else crc = crc32(NEWLINE, crc32(bytes, crc));
        return isWhole;
      }),
    );
    await search.catch(nullIfAbsent);
    if (!isWhole) return null;
    this.#verified.add(month);
    return found;
  }

  async #reset(month: string): Promise<void> {
    await this.#options.fs.unlink(this.#path(month)).catch(nullIfAbsent);
    this.#coverage.set(month, NOTHING_COVERED);
    this.#verified.delete(month);
  }
}

const NEWLINE = Buffer.from('\n');

export const createSignalIndex = (options: SignalIndexOptions): SignalIndex => new SidecarIndex(options);
