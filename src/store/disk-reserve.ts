// Owns: data/reserve, and knowing that the disk is full. The reserve is given up so that exits and cancels can be journaled
// on a full disk, a slice at a time: whoever has filled the disk takes what is given up, too, and must not get all of it at
// once. A probe notices when there is room again and fills it up.
// With each slice go spare names: a disk may be full of files as well.
// Invariants: nothing here takes room that a commit may need: the probe looks before it writes, and stops for makeRoom.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { DiskSpace } from './dispatch.ts';
import { type FileSystem, nullIfAbsent, type OpenFile, withFile, writeAll } from './file-system.ts';
import { countSpareNames, fillSpareNames, giveUpSpareNames } from './spare-names.ts';
import { isFullError } from './storage-failure.ts';
import { PROBE_MS, RESERVE_BYTES } from './store-limits.ts';
import type { TroubleDesk } from './trouble.ts';

export interface DiskReserve extends DiskSpace {
  /** More is left of it than the journal must have for itself. */
  hasSpare(): boolean;
  /** Stops probing; resolves when nothing is written any more. */
  stop(): Promise<void>;
}

export interface DiskReserveOptions {
  readonly fs: FileSystem;
  readonly directory: string;
  readonly clock: Clock;
  readonly trouble: TroubleDesk;
  readonly bytes?: number;
  /** The start has met it already. */
  readonly isKnownFull: boolean;
}

/** Written, and given up, at once. */
const SLICE_BYTES = 1024 * 1024;
/** An eighth of the reserve must be free beside it before entries are taken again: with less the disk would be full at once. */
const ROOM_DIVISOR = 8;
/** And so many files: what the lock of a start needs where it takes the place of another. */
const ROOM_FILES = 2;

/** That go with each slice: a document is replaced through a second file, which some file systems count again when it is linked. */
const NAMES_OF_SLICE = 2;
const namesFor = (bytes: number): number => Math.ceil(bytes / SLICE_BYTES) * NAMES_OF_SLICE;

class ReserveFile implements DiskReserve {
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #path: string;
  /** Written and deleted again, to see whether there is room. */
  readonly #trial: string;
  readonly #clock: Clock;
  readonly #trouble: TroubleDesk;
  readonly #bytes: number;
  /** How much of the reserve there is. */
  #held = 0;
  #full = false;
  #stopped = false;
  #cancelTimer: (() => void) | null = null;
  #probing: Promise<void> | null = null;
  #interrupted = false;

  constructor({ fs, directory, clock, trouble, bytes = RESERVE_BYTES }: Omit<DiskReserveOptions, 'isKnownFull'>) {
    this.#fs = fs;
    this.#directory = directory;
    this.#path = reservePath(directory);
    this.#trial = `${this.#path}.new`;
    this.#clock = clock;
    this.#trouble = trouble;
    this.#bytes = bytes;
  }

  async open(isKnownFull: boolean): Promise<void> {
    await this.#fs.unlink(this.#trial).catch(nullIfAbsent);
    this.#held = await sizeOf(this.#fs, this.#path);
    if (isKnownFull) this.noteFull();
    if (isKnownFull) return;
    try {
      await fillSpareNames(this.#fs, this.#directory, namesFor(this.#bytes));
      if (this.#held >= this.#bytes) return;
      await this.#fillUp();
    } catch (error) {
      if (!isFullError(error)) throw error;
      this.noteFull();
    }
  }

  isFull(): boolean {
    return this.#full;
  }

  hasSpare(): boolean {
    return this.#held * 2 > this.#bytes;
  }

  noteFull(): void {
    if (this.#full) return;
    this.#full = true;
    this.#interrupted = false;
    this.#trouble.raise('journal', {
      type: 'full',
      message: 'The disk is full. New entries are refused; exits, cancels and reports of venues go on as long as the reserve lasts.',
      nextStep: `Make room on the disk of ${this.#directory} (df -h shows bytes, df -i files). It is noticed within ${PROBE_MS / 1000} s, and everything goes on by itself.`,
    });
    this.#probeLater();
  }

  async makeRoom(): Promise<boolean> {
    this.#interrupted = true;
    await this.#probing;
    const hadName = await giveUpSpareNames(this.#fs, this.#directory, NAMES_OF_SLICE);
    if (this.#held === 0) return hadName;
    this.#held = await giveUpSlice(this.#fs, this.#path, this.#held);
    return true;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#interrupted = true;
    this.#cancelTimer?.();
    await this.#probing;
  }

  #probeLater(): void {
    if (this.#stopped) return;
    this.#cancelTimer = this.#clock.after(PROBE_MS, () => {
      this.#interrupted = false;
      this.#probing = this.#probe().then((isFree) => {
        this.#probing = null;
        if (isFree) this.#recover();
        else this.#probeLater();
      });
    });
  }

  #recover(): void {
    this.#full = false;
    this.#trouble.clear('journal', 'There is room on the disk again: new entries are taken.');
  }

  /** Whether the reserve fits, and some room beside it. Never throws: a disk that cannot be asked is not known to have room. */
  async #probe(): Promise<boolean> {
    try {
      const missing = this.#bytes - this.#held;
      const room = Math.ceil(this.#bytes / ROOM_DIVISOR);
      if ((await this.#fs.freeBytes(this.#directory)) < missing + room) return false;
      const names = namesFor(this.#bytes);
      const missingNames = names - (await countSpareNames(this.#fs, this.#directory));
      if ((await this.#fs.freeFiles(this.#directory)) < missingNames + ROOM_FILES) return false;
      if (this.#interrupted) return false;
      await fillSpareNames(this.#fs, this.#directory, names);
      if (missing > 0) await this.#fillUp();
      else await this.#tryRoom(room);
      return !this.#interrupted;
    } catch {
      return false;
    }
  }

  /** On a disk that turns out to be full the reserve stays what it was. */
  async #fillUp(): Promise<void> {
    await withFile(this.#fs, this.#path, 'append', async (file) => {
      const held = this.#held;
      try {
        this.#held += await this.#write(file, this.#bytes - held);
      } catch (error) {
        await file.truncate(held);
        throw error;
      }
    });
  }

  async #tryRoom(bytes: number): Promise<void> {
    try {
      await withFile(this.#fs, this.#trial, 'create', (file) => this.#write(file, bytes));
    } finally {
      await this.#fs.unlink(this.#trial).catch(() => undefined);
    }
  }

  /** Random bytes: a file system that compresses or leaves holes would not really give the room away. Answers how many were written. */
  async #write(file: OpenFile, bytes: number): Promise<number> {
    let written = 0;
    while (written < bytes && !this.#interrupted) {
      const slice = Math.min(bytes - written, SLICE_BYTES);
      await writeAll(file, randomBytes(slice));
      written += slice;
    }
    await file.sync();
    return written;
  }
}

const sizeOf = async (fs: FileSystem, path: string): Promise<number> =>
  (await withFile(fs, path, 'read', (file) => file.size()).catch(nullIfAbsent)) ?? 0;

/** Answers how much is left of the reserve that had so many bytes. */
async function giveUpSlice(fs: FileSystem, path: string, held: number): Promise<number> {
  const left = held - SLICE_BYTES;
  if (left > 0) {
    await withFile(fs, path, 'append', async (file) => {
      await file.truncate(left);
      await file.sync();
    });
    return left;
  }
  await fs.unlink(path).catch(nullIfAbsent);
  return 0;
}

/** Gives up a slice before the reserve is opened; false where there is none. */
export async function shrinkReserve(fs: FileSystem, directory: string): Promise<boolean> {
  const path = reservePath(directory);
  const held = await sizeOf(fs, path);
  if (held > 0) await giveUpSlice(fs, path, held);
  return (await giveUpSpareNames(fs, directory, NAMES_OF_SLICE)) || held > 0;
}

const reservePath = (directory: string): string => join(directory, 'reserve');

/** Fills the reserve up where it is missing. On a disk that is full already it starts full. */
export async function openDiskReserve(options: DiskReserveOptions): Promise<DiskReserve> {
  const reserve = new ReserveFile(options);
  await reserve.open(options.isKnownFull);
  return reserve;
}
