// Owns: the names of the journal's files, and finding a record in them by its sequence number.
// Sequence numbers grow with the byte offset, and from month to month.

import { join } from 'node:path';
import { type FileSystem, type OpenFile, withFile } from './file-system.ts';
import { readSeq } from './journal-record.ts';
import { readLines } from './line-reader.ts';
import { READ_CHUNK_BYTES } from './store-limits.ts';

const MONTH_FILE = /^(\d{4}-\d{2})\.jsonl$/;

/** "2026-11", UTC. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

export const journalPath = (directory: string, month: string): string => join(directory, `${month}.jsonl`);

/** The months that have a file, oldest first. */
export async function listMonths(fs: FileSystem, directory: string): Promise<readonly string[]> {
  const names = await fs.list(directory);
  return names.flatMap((name) => MONTH_FILE.exec(name)?.[1] ?? []);
}

/** The sequence number at the beginning of the file; null where the file is empty or its first line is unreadable. */
async function firstSeq(file: OpenFile): Promise<number | null> {
  const start = Buffer.alloc(64);
  const length = await file.read(start, 0);
  return readSeq(start.subarray(0, length));
}

/** The last line start before which every readable line has a sequence number below `seq`, by halving; 0 where that is not clear. */
async function halve(file: OpenFile, seq: number): Promise<number> {
  const window = Buffer.alloc(READ_CHUNK_BYTES);
  let low = 0;
  let high = await file.size();
  while (high - low > 2 * window.length) {
    const middle = low + Math.floor((high - low) / 2);
    const text = window.subarray(0, await file.read(window, middle));
    const lineStart = text.indexOf(0x0a) + 1;
    const found = lineStart === 0 ? null : readSeq(text.subarray(lineStart));
    // A damaged or huge line in the middle: reading on from `low` is slower and always right.
    if (found === null) return low;
    if (found < seq) low = middle + lineStart;
    else high = middle;
  }
  return low;
}

/** Where the line of record `seq` begins, or, where it is missing, a line before it or the first line of all. */
export async function findRecord(
  fs: FileSystem,
  directory: string,
  months: readonly string[],
  seq: number,
): Promise<{ readonly monthIndex: number; readonly offset: number }> {
  for (let monthIndex = months.length - 1; monthIndex >= 0; monthIndex -= 1) {
    const offset = await withFile(fs, journalPath(directory, months[monthIndex] ?? ''), 'read', async (file) => {
      const first = await firstSeq(file);
      return first === null || first > seq ? null : lineAt(file, await halve(file, seq), seq);
    });
    if (offset !== null) return { monthIndex, offset };
  }
  return { monthIndex: 0, offset: 0 };
}

async function lineAt(file: OpenFile, from: number, seq: number): Promise<number> {
  let offset = from;
  await readLines(file, from, (line) => {
    const found = readSeq(line.bytes);
    if (found === null || found > seq) return false;
    offset = line.offset;
    return found < seq;
  });
  return offset;
}

/** The number, from 1, of the line that begins at byte `offset`. */
export async function lineNumber(fs: FileSystem, path: string, offset: number): Promise<number> {
  let lines = 1;
  await withFile(fs, path, 'read', (file) =>
    readLines(
      file,
      0,
      () => {
        lines += 1;
        return true;
      },
      { to: offset },
    ),
  );
  return lines;
}
