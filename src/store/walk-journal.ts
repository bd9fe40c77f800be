// Owns: reading the whole journal once, oldest record first, in pieces: whoever takes them slowly is waited for, and memory stays
// flat. Reads up to where the journal ended when the walk reached its month.

import { type FileSystem, nullIfAbsent, withFile } from './file-system.ts';
import type { Journal } from './journal.ts';
import { journalPath, listMonths } from './journal-files.ts';
import { decodeRecord, type JournalRecord } from './journal-record.ts';
import { readLines } from './line-reader.ts';
import { WALK_RECORDS } from './store-limits.ts';

export interface WalkOptions {
  readonly fs: FileSystem;
  readonly directory: string;
  readonly journal: Pick<Journal<unknown>, 'end'>;
}

/** Records that cannot be read are passed over: what is shown is what there is. */
export async function* walkJournal<E>({ fs, directory, journal }: WalkOptions): AsyncGenerator<readonly JournalRecord<E>[]> {
  for (const month of await listMonths(fs, directory)) {
    const path = journalPath(directory, month);
    const current = journal.end();
    const end =
      current?.month === month ? current.size : ((await withFile(fs, path, 'read', (file) => file.size()).catch(nullIfAbsent)) ?? 0);
    for (let from = 0; from < end; ) {
      const piece = await readPiece<E>(fs, path, from, end);
      if (piece.records.length > 0) yield piece.records;
      from = piece.next;
    }
  }
}

function readPiece<E>(
  fs: FileSystem,
  path: string,
  from: number,
  to: number,
): Promise<{ readonly records: readonly JournalRecord<E>[]; readonly next: number }> {
  return withFile(fs, path, 'read', async (file) => {
    const records: JournalRecord<E>[] = [];
    let next = to;
    await readLines(
      file,
      from,
      ({ bytes, offset }) => {
        const decoded = decodeRecord(bytes);
        if (decoded.type === 'record') records.push(decoded.record as JournalRecord<E>);
        next = offset + bytes.length + 1;
        return records.length < WALK_RECORDS;
      },
      { to },
    );
    return { records, next: records.length < WALK_RECORDS ? to : next };
  });
}
