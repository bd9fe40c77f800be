// Owns: data/reserve, and knowing that the disk is full. The reserve is given up so that exits and cancels can be journaled
// on a full disk; a probe notices when there is room again and allocates it anew.
// Invariants: nothing here takes room that a commit may need: the probe looks before it writes, and stops for makeRoom.

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { DiskSpace } from './dispatch.ts';
import { type FileSystem, nullIfAbsent, withFile, writeAll } from './file-system.ts';
import { isFullError } from './storage-failure.ts';
import { PROBE_MS, RESERVE_BYTES } from './store-limits.ts';
import type { TroubleDesk } from './trouble.ts';

export interface DiskReserve extends DiskSpace {
  /** Stops probing; resolves when nothing is written any more. */
  stop(): Promise<void>;
}

export interface DiskReserveOptions {
  readonly fs: FileSystem;
  readonly directory: string;
  readonly clock: Clock;
  readonly trouble: TroubleDesk;
  readonly bytes?: number;
}

const CHUNK_BYTES = 1024 * 1024;
/** An eighth of the reserve must be free beside it before entries are taken again: with less the disk would be full at once. */
const ROOM_DIVISOR = 8;

class ReserveFile implements DiskReserve {
  readonly #fs: FileSystem;
  readonly #directory: string;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #trouble: TroubleDesk;
  readonly #bytes: number;
  #isThere = false;
  #full = false;
  #stopped = false;
  #cancelTimer: (() => void) | null = null;
  #probing: Promise<void> | null = null;
  #interrupted = false;

  constructor({ fs, directory, clock, trouble, bytes = RESERVE_BYTES }: DiskReserveOptions) {
    this.#fs = fs;
    this.#directory = directory;
    this.#path = join(directory, 'reserve');
    this.#clock = clock;
    this.#trouble = trouble;
    this.#bytes = bytes;
  }

  async open(): Promise<void> {
    await this.#fs.unlink(`${this.#path}.new`).catch(nullIfAbsent);
    this.#isThere = await withFile(this.#fs, this.#path, 'read', async (file) => (await file.size()) >= this.#bytes)
      .catch(nullIfAbsent)
      .then((isThere) => isThere === true);
    if (this.#isThere) return;
    try {
      await this.#allocate(this.#bytes);
      await this.#install();
    } catch (error) {
      if (!isFullError(error)) throw error;
      this.noteFull();
    }
  }

  isFull(): boolean {
    return this.#full;
  }

  noteFull(): void {
    if (this.#full) return;
    this.#full = true;
    this.#interrupted = false;
    this.#trouble.raise('journal', {
      type: 'full',
      message: 'The disk is full. New entries are refused; exits, cancels and reports of venues go on as long as the reserve lasts.',
      nextStep: `Make room on the disk of ${this.#directory}. It is noticed within ${PROBE_MS / 1000} s, and everything goes on by itself.`,
    });
    this.#probeLater();
  }

  async makeRoom(): Promise<boolean> {
    this.#interrupted = true;
    await this.#probing;
    if (!this.#isThere) return false;
    await this.#fs.unlink(this.#path).catch(nullIfAbsent);
    this.#isThere = false;
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
      const reserve = this.#isThere ? 0 : this.#bytes;
      const room = Math.ceil(this.#bytes / ROOM_DIVISOR);
      if ((await this.#fs.freeBytes(this.#directory)) < reserve + room) return false;
      await this.#allocate(this.#isThere ? room : reserve);
      if (this.#interrupted) return false;
      if (!this.#isThere) await this.#install();
      return true;
    } catch {
      return false;
    } finally {
      await this.#fs.unlink(`${this.#path}.new`).catch(() => undefined);
    }
  }

  /** Random bytes: a file system that compresses or leaves holes would not really give the room away. */
  async #allocate(bytes: number): Promise<void> {
    const path = `${this.#path}.new`;
    try {
      await withFile(this.#fs, path, 'create', async (file) => {
        for (let left = bytes; left > 0 && !this.#interrupted; left -= CHUNK_BYTES) {
          await writeAll(file, randomBytes(Math.min(left, CHUNK_BYTES)));
        }
        await file.sync();
      });
    } catch (error) {
      await this.#fs.unlink(path).catch(() => undefined);
      throw error;
    }
  }

  async #install(): Promise<void> {
    await this.#fs.rename(`${this.#path}.new`, this.#path);
    this.#isThere = true;
  }
}

/** Allocates the reserve where it is missing. On a disk that is full already it starts full. */
export async function openDiskReserve(options: DiskReserveOptions): Promise<DiskReserve> {
  const reserve = new ReserveFile(options);
  await reserve.open();
  return reserve;
}
