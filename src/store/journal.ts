// Owns: appending to the journal, DATA_DIR/journal/YYYY-MM.jsonl. One batch is one line, one write, one fdatasync.
// Invariants: append resolves only when the line is on the disk; a line that could not be written whole and synced is cut
// off again before the error goes out; after a failed sync the old descriptor is never used again (the kernel may have
// dropped the pages and call the file clean); the month never goes back, whatever the clock does.

import { type FileSystem, type Failpoint, noFailpoint, type OpenFile, writeAll } from './file-system.ts';
import { journalPath, monthOf } from './journal-files.ts';
import { encodeRecord, type JournalRecord } from './journal-record.ts';
import { toStorageError } from './storage-failure.ts';

/** Where a record lies: in the file of `month`, from byte `offset` up to byte `end`. */
export interface RecordPlace {
  readonly month: string;
  readonly offset: number;
  readonly end: number;
}

export interface Journal<E> {
  /**
   * One at a time, with the next sequence number. Rejects with StorageError: then the record is not in the journal
   * (unless cutting it off failed too, which the message says; it is then cut off before the next append).
   */
  append(record: JournalRecord<E>): Promise<RecordPlace>;
  /** The file that is written to and how much of it is synced; null before the first record of all. */
  end(): { readonly month: string; readonly size: number } | null;
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly fs: FileSystem;
  readonly directory: string;
  /** As replayJournal left it. */
  readonly tail: { readonly month: string | null; readonly size: number };
  readonly failpoint?: Failpoint;
}

class MonthlyJournal<E> implements Journal<E> {
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #failpoint: Failpoint;
  #file: OpenFile | null = null;
  #month: string | null;
  /** Bytes of the month's file that are whole records on the disk. */
  #size: number;
  /** The file may hold more than `#size` bytes, or its descriptor may lie. */
  #damaged = false;
  /** The directory has the file's name on the disk. */
  #named: boolean;

  constructor({ fs, directory, tail, failpoint = noFailpoint }: JournalOptions) {
    this.#fs = fs;
    this.#directory = directory;
    this.#failpoint = failpoint;
    this.#month = tail.month;
    this.#size = tail.size;
    this.#named = tail.month !== null && tail.size > 0;
  }

  end(): { month: string; size: number } | null {
    return this.#month === null ? null : { month: this.#month, size: this.#size };
  }

  async append(record: JournalRecord<E>): Promise<RecordPlace> {
    const line = encodeRecord(record);
    const month = this.#monthFor(record.at);
    const what = `appending record ${record.seq} to the journal ${month}.jsonl`;
    try {
      const file = await this.#open(month);
      this.#failpoint('journal:before-append');
      this.#damaged = true;
      await writeAll(file, line);
      this.#failpoint('journal:after-append');
      await file.datasync();
      if (!this.#named) await this.#fs.syncDirectory(this.#directory);
      this.#named = true;
      this.#damaged = false;
    } catch (error) {
      throw toStorageError(await this.#cutOff(error), what);
    }
    const offset = this.#size;
    this.#size += line.length;
    this.#failpoint('journal:after-sync');
    return { month, offset, end: this.#size };
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close();
  }

  #monthFor(at: number): string {
    const month = monthOf(at);
    return this.#month === null || month > this.#month ? month : this.#month;
  }

  async #open(month: string): Promise<OpenFile> {
    if (this.#damaged) await this.#repair();
    if (month !== this.#month) {
      await this.close();
      this.#month = month;
      this.#size = 0;
      this.#named = false;
    }
    this.#file ??= await this.#openChecked(month);
    return this.#file;
  }

  async #openChecked(month: string): Promise<OpenFile> {
    const path = journalPath(this.#directory, month);
    const file = await this.#fs.open(path, 'append');
    const size = await file.size();
    if (size === this.#size) return file;
    await file.close();
    throw new Error(`${path} has ${size} bytes where ${this.#size} were written: something else changes it`);
  }

  /** Answers with the error to report. */
  async #cutOff(error: unknown): Promise<unknown> {
    if (!this.#damaged) return error;
    try {
      await this.#repair();
      return error;
    } catch (repairError) {
      return new AggregateError(
        [error, repairError],
        `${String(error)}; cutting the unfinished line off failed too (${String(repairError)}), it is tried again before the next append`,
      );
    }
  }

  /** A fresh descriptor, the file cut to its last good byte, and that on the disk. */
  async #repair(): Promise<void> {
    const old = this.#file;
    this.#file = null;
    // Closing a descriptor whose sync failed may report that failure once more: it is known already.
    await old?.close().catch(() => undefined);
    if (this.#month === null) throw new Error('a journal without a file cannot be repaired');
    const file = await this.#fs.open(journalPath(this.#directory, this.#month), 'append');
    try {
      const size = await file.size();
      if (size < this.#size) throw new Error(`the journal shrank from ${this.#size} to ${size} bytes`);
      await file.truncate(this.#size);
      await file.sync();
    } catch (error) {
      await file.close().catch(() => undefined);
      throw error;
    }
    this.#file = file;
    this.#damaged = false;
  }
}

export const createJournal = <E>(options: JournalOptions): Journal<E> => new MonthlyJournal<E>(options);
