// Owns: reading files line by line, forwards and backwards, in pieces, so that memory stays flat whatever the file's size.

import type { OpenFile } from './file-system.ts';
import { READ_CHUNK_BYTES } from './store-limits.ts';

const NEWLINE = 0x0a;

export interface Line {
  /** Without the newline. Valid until the callback returns: copy what must stay. */
  readonly bytes: Buffer;
  /** Byte in the file at which the line begins. */
  readonly offset: number;
  /** False for a last line that has no newline. */
  readonly terminated: boolean;
}

/** Answers whether to go on. */
export type OnLine = (line: Line) => boolean;

/** Every line from byte `from` (the beginning of a line) up to byte `to`. A small `chunkBytes` suits whoever wants one line. */
export async function readLines(
  file: OpenFile,
  from: number,
  onLine: OnLine,
  { to = Number.POSITIVE_INFINITY, chunkBytes = READ_CHUNK_BYTES }: { readonly to?: number; readonly chunkBytes?: number } = {},
): Promise<void> {
  const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, Math.max(1, to - from)));
  let begun: Buffer[] = [];
  let lineStart = from;
  let position = from;
  for (;;) {
    const length = position < to ? await file.read(chunk.subarray(0, Math.min(chunk.length, to - position)), position) : 0;
    if (length === 0) break;
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1 && end < length; end = chunk.indexOf(NEWLINE, start)) {
      const piece = chunk.subarray(start, end);
      const bytes = begun.length === 0 ? piece : Buffer.concat([...begun, piece]);
      if (!onLine({ bytes, offset: lineStart, terminated: true })) return;
      begun = [];
      start = end + 1;
      lineStart = position + start;
    }
    if (start < length) begun.push(Buffer.from(chunk.subarray(start, length)));
    position += length;
  }
  if (begun.length > 0) onLine({ bytes: Buffer.concat(begun), offset: lineStart, terminated: false });
}

/** The lines that end at or before byte `to`, the last one first. A part of a line before `to` counts as a line. */
export async function readLinesBackwards(file: OpenFile, to: number, onLine: OnLine): Promise<void> {
  let ended: Buffer[] = [];
  let terminated = false;
  let position = to;
  while (position > 0) {
    const length = Math.min(READ_CHUNK_BYTES, position);
    const chunk = Buffer.allocUnsafe(length);
    position -= length;
    await fill(file, chunk, position);
    let end = length;
    for (let newline = chunk.lastIndexOf(NEWLINE); newline !== -1; newline = newline === 0 ? -1 : chunk.lastIndexOf(NEWLINE, newline - 1)) {
      const bytes = Buffer.concat([chunk.subarray(newline + 1, end), ...ended]);
      const isAfterLast = newline === length - 1 && position + length === to;
      if (!isAfterLast && !onLine({ bytes, offset: position + newline + 1, terminated })) return;
      ended = [];
      terminated = true;
      end = newline;
    }
    ended.unshift(chunk.subarray(0, end));
  }
  const first = Buffer.concat(ended);
  if (first.length > 0) onLine({ bytes: first, offset: 0, terminated });
}

async function fill(file: OpenFile, into: Buffer, position: number): Promise<void> {
  let got = 0;
  while (got < into.length) {
    const length = await file.read(into.subarray(got), position + got);
    if (length === 0) throw new Error(`the file is shorter than ${position + into.length} bytes`);
    got += length;
  }
}
