// Owns: reading the journal at the start: checking its tail, replaying it, cutting off a torn last line, and seeing to it that
// what was read is on the disk.
// A line is torn when nothing whole follows it: the crash came before its sync, so nobody was told that it is there.
// Anything else that is wrong is corruption: nothing is changed, and the start is refused.

import { type FileSystem, withFile, writeAll } from './file-system.ts';
import { findRecord, journalPath, lineNumber, listMonths } from './journal-files.ts';
import { decodeRecord, decodeUnterminated, holdsRecord, type JournalRecord } from './journal-record.ts';
import { type Line, readLines } from './line-reader.ts';
import { StoreRefusedError } from './store-refused.ts';

export interface ReplayOptions {
  readonly fs: FileSystem;
  readonly directory: string;
  /** Records up to this one are in the checkpoint; what follows is replayed. */
  readonly afterSeq: number;
  readonly onRecord: (record: JournalRecord<unknown>) => void;
}

export interface JournalEnd {
  /** 0 where the journal has no record. */
  readonly lastSeq: number;
  /** The newest time of day of a record that was looked at, ms since 1970; 0 where there is none. The last one may be older: the clock was set back before it. */
  readonly newestAt: number;
  /** The sequence number of the first record that was looked at; 0 where there is none. */
  readonly firstSeqSeen: number;
  /** The file that the next record goes to or follows; null where there is none. */
  readonly month: string | null;
  /** Bytes of that file. */
  readonly size: number;
  readonly notes: readonly string[];
}

interface Place {
  readonly monthIndex: number;
  readonly offset: number;
}

/** What the walk over the lines has found so far. */
interface Walk {
  lastSeq: number;
  newestAt: number;
  firstSeqSeen: number;
  bad: (Place & { readonly reason: string; readonly bytes: number }) | null;
  /** A whole record behind `bad`. */
  wholeAfterBad: boolean;
  /** The last record is whole but its newline is not: where the newline belongs. */
  newlineAt: number | null;
}

/** Throws StoreRefusedError on corruption, on a gap, and where the journal ends before `afterSeq`. */
export async function replayJournal(options: ReplayOptions): Promise<JournalEnd> {
  const { fs, directory, afterSeq } = options;
  const months = await listMonths(fs, directory);
  const walk: Walk = { lastSeq: 0, newestAt: 0, firstSeqSeen: 0, bad: null, wholeAfterBad: false, newlineAt: null };
  // One record before the checkpoint's, so that a damaged last record of the checkpoint is seen for what it is.
  const start = await findRecord(fs, directory, months, Math.max(1, afterSeq - 1));
  for (let monthIndex = start.monthIndex; monthIndex < months.length; monthIndex += 1) {
    const isLast = monthIndex === months.length - 1;
    await withFile(fs, journalPath(directory, months[monthIndex] ?? ''), 'read', (file) =>
      readLines(file, monthIndex === start.monthIndex ? start.offset : 0, (line) => {
        visit(walk, line, { monthIndex, offset: line.offset }, isLast, options);
        return !walk.wholeAfterBad;
      }),
    );
  }
  await refuseIfUnusable(walk, months, options);
  const notes = await mendTail(walk, months, options);
  const month = months.at(-1) ?? null;
  const size = month === null ? 0 : await settle(fs, directory, month);
  return { lastSeq: walk.lastSeq, newestAt: walk.newestAt, firstSeqSeen: walk.firstSeqSeen, month, size, notes };
}

/**
 * What was read may stand in the memory of the system only: the process before died between a write, or the cut of a line that it
 * refused, and its sync. From here on people are told what was read, so it is on the disk first. Answers with the bytes of the file.
 */
async function settle(fs: FileSystem, directory: string, month: string): Promise<number> {
  const size = await withFile(fs, journalPath(directory, month), 'append', async (file) => {
    await file.sync();
    return file.size();
  });
  await fs.syncDirectory(directory);
  return size;
}

function visit(walk: Walk, line: Line, place: Place, isLastFile: boolean, options: ReplayOptions): void {
  if (walk.bad !== null) {
    walk.wholeAfterBad = holdsRecord(line.bytes);
    return;
  }
  const unterminated = line.terminated || !isLastFile ? null : decodeUnterminated(line.bytes);
  if (unterminated !== null) {
    walk.newlineAt = line.offset + unterminated.length;
    take(walk, unterminated.record, place, line, options);
    return;
  }
  const decoded = line.terminated ? decodeRecord(line.bytes) : { type: 'bad' as const, reason: 'it ends in the middle' };
  if (decoded.type === 'record') {
    take(walk, decoded.record, place, line, options);
    return;
  }
  walk.bad = { ...place, reason: decoded.reason, bytes: line.bytes.length };
  // A damaged newline joins two lines: the second one may still be whole.
  walk.wholeAfterBad = holdsRecord(line.bytes.subarray(1));
}

function take(walk: Walk, record: JournalRecord<unknown>, place: Place, line: Line, { afterSeq, onRecord }: ReplayOptions): void {
  const expected = walk.lastSeq === 0 ? null : walk.lastSeq + 1;
  const fits = expected === null ? record.seq <= afterSeq + 1 : record.seq === expected;
  if (!fits) {
    const reason = `it is record ${record.seq} where record ${expected ?? afterSeq + 1} belongs: records are missing`;
    walk.bad = { ...place, reason, bytes: line.bytes.length };
    walk.wholeAfterBad = true;
    return;
  }
  if (walk.firstSeqSeen === 0) walk.firstSeqSeen = record.seq;
  walk.lastSeq = record.seq;
  walk.newestAt = Math.max(walk.newestAt, record.at);
  if (record.seq > afterSeq) onRecord(record);
}

async function refuseIfUnusable(walk: Walk, months: readonly string[], { fs, directory, afterSeq }: ReplayOptions): Promise<void> {
  if (walk.bad !== null && walk.wholeAfterBad) {
    const path = journalPath(directory, months[walk.bad.monthIndex] ?? '');
    const line = await lineNumber(fs, path, walk.bad.offset);
    throw new StoreRefusedError(
      `the journal ${path} is damaged at line ${line} (byte ${walk.bad.offset}): ${walk.bad.reason}, and whole records stand there or behind it. ` +
        `Nothing was changed. Put back an undamaged copy of this file (see the backups folder), or keep a copy and cut the file before line ${line}: ` +
        `that gives up what was recorded from there on, so compare every position and open order with the venue afterwards.`,
    );
  }
  if (walk.lastSeq < afterSeq && months.length > 0 && (walk.lastSeq > 0 || walk.bad !== null)) {
    throw new StoreRefusedError(
      `the journal in ${directory} ends at record ${walk.lastSeq}, but the checkpoint has record ${afterSeq}: records that were on the disk are gone. ` +
        `Nothing was changed. Put the missing journal files back, or move the folder ${directory} away (keep it): ` +
        `the checkpoint alone has the whole live state, only the history before it is missing then.`,
    );
  }
}

/** Cuts off a torn tail and puts a missing newline; answers with what was done, for a person. */
async function mendTail(walk: Walk, months: readonly string[], { fs, directory }: ReplayOptions): Promise<string[]> {
  const { bad, newlineAt } = walk;
  const notes: string[] = [];
  if (newlineAt !== null) {
    await cut(fs, journalPath(directory, months.at(-1) ?? ''), newlineAt, Buffer.from('\n'));
    notes.push(`journal: record ${walk.lastSeq} had lost its newline in a crash; it is whole and was kept`);
  }
  if (bad === null) return notes;
  for (const [index, month] of months.entries()) {
    if (index >= bad.monthIndex) await cut(fs, journalPath(directory, month), index === bad.monthIndex ? bad.offset : 0, null);
  }
  notes.push(
    `journal: the last line of ${months[bad.monthIndex]}.jsonl (byte ${bad.offset}, ${bad.bytes} bytes) was torn by a crash (${bad.reason}) and was cut off; ` +
      `it was never acknowledged. The last whole record is ${walk.lastSeq}.`,
  );
  return notes;
}

const cut = (fs: FileSystem, path: string, size: number, then: Uint8Array | null): Promise<void> =>
  withFile(fs, path, 'append', async (file) => {
    await file.truncate(size);
    if (then !== null) await writeAll(file, then);
    await file.sync();
  });
