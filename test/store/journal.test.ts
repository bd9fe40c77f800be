import { describe, expect, test } from 'vitest';
import { createJournal } from '../../src/store/journal.ts';
import { decodeRecord, encodeRecord, type JournalRecord } from '../../src/store/journal-record.ts';
import { replayJournal } from '../../src/store/replay-journal.ts';
import { StoreRefusedError } from '../../src/store/store-refused.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';
import { outcome } from './store-harness.ts';

const DIRECTORY = '/j';
const JANUARY = '/j/2026-01.jsonl';
const AT = Date.UTC(2026, 0, 10);

const record = (seq: number, text = 'é"\n{"seq":1,"crc":2,'): JournalRecord<unknown> => ({
  seq,
  at: AT + seq,
  events: [{ type: 'noted', seq, text }],
});
const bytesOf = (...seqs: number[]): Buffer => Buffer.concat(seqs.map((seq) => encodeRecord(record(seq))));

async function replay(disk: MemoryDisk, afterSeq = 0) {
  const records: JournalRecord<unknown>[] = [];
  const end = await replayJournal({ fs: disk, directory: DIRECTORY, afterSeq, onRecord: (each) => void records.push(each) });
  return { ...end, records, seqs: records.map(({ seq }) => seq) };
}

function diskWith(...files: readonly (readonly [string, string | Buffer])[]): MemoryDisk {
  const disk = createMemoryDisk();
  for (const [path, data] of files) disk.put(path, data);
  return disk;
}

describe('a journal line', () => {
  test('is JSON with seq, crc, at, events, and comes back as it was', () => {
    const line = encodeRecord(record(7));
    expect(line.at(-1)).toBe(0x0a);
    expect(Object.keys(JSON.parse(line.toString()))).toEqual(['seq', 'crc', 'at', 'events']);
    expect(decodeRecord(line.subarray(0, -1))).toEqual({ type: 'record', record: record(7) });
  });

  test('every single flipped bit is found', () => {
    const line = encodeRecord(record(12)).subarray(0, -1);
    for (let bit = 0; bit < line.length * 8; bit += 1) {
      const flipped = Buffer.from(line);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeRecord(flipped).type, `bit ${bit}`).toBe('bad');
    }
  });
});

describe('replay', () => {
  test('gives the records after the checkpoint, over all months', async () => {
    const disk = diskWith(
      [JANUARY, bytesOf(1, 2, 3)],
      ['/j/2026-02.jsonl', bytesOf(4)],
      ['/j/2026-04.jsonl', bytesOf(5, 6)],
      ['/j/notes.txt', 'x'],
    );
    for (const [afterSeq, seqs] of [
      [0, [1, 2, 3, 4, 5, 6]],
      [2, [3, 4, 5, 6]],
      [3, [4, 5, 6]],
      [4, [5, 6]],
      [6, []],
    ] as const) {
      const result = await replay(disk, afterSeq);
      expect(result.seqs).toEqual(seqs);
      expect(result).toMatchObject({ lastSeq: 6, month: '2026-04', notes: [] });
    }
    expect((await replay(disk)).records[0]).toEqual(record(1));
  });

  test('of no journal is empty', async () => {
    expect(await replay(createMemoryDisk())).toMatchObject({ lastSeq: 0, month: null, size: 0, seqs: [] });
    expect(await replay(diskWith([JANUARY, '']))).toMatchObject({ lastSeq: 0, month: '2026-01', size: 0, seqs: [] });
  });

  test('finds its place in a large file by halving, without reading all of it', async () => {
    const seqs = Array.from({ length: 12_000 }, (_, i) => i + 1);
    const text = 'x'.repeat(1_000);
    const disk = diskWith([JANUARY, Buffer.concat(seqs.map((seq) => encodeRecord(record(seq, text))))]);
    for (const afterSeq of [1, 4_711, 11_000, 11_999, 12_000]) {
      const before = disk.count('read');
      expect((await replay(disk, afterSeq)).seqs).toEqual(seqs.slice(afterSeq));
      if (afterSeq > 11_000) expect(disk.count('read') - before).toBeLessThan(10);
    }
  });

  test('a tail that is torn at any byte of the last record is cut off, or whole', async () => {
    const whole = bytesOf(1, 2);
    const last = encodeRecord(record(3));
    for (let kept = 1; kept <= last.length; kept += 1) {
      const disk = diskWith([JANUARY, Buffer.concat([whole, last.subarray(0, kept)])]);
      const result = await replay(disk);
      const isWhole = kept >= last.length - 1;
      expect(result.seqs, `${kept} bytes`).toEqual(isWhole ? [1, 2, 3] : [1, 2]);
      expect(disk.text(JANUARY)).toBe(Buffer.concat([whole, isWhole ? last : Buffer.alloc(0)]).toString());
      expect(result.notes).toHaveLength(kept === last.length ? 0 : 1);
      expect(result.size).toBe(isWhole ? whole.length + last.length : whole.length);
      if (!isWhole) expect(result.notes[0]).toContain('never acknowledged');
    }
  });

  test('a tail of zeros, as some file systems leave it, is cut off', async () => {
    const disk = diskWith([JANUARY, Buffer.concat([bytesOf(1, 2), Buffer.alloc(5_000)])]);
    expect((await replay(disk)).seqs).toEqual([1, 2]);
    expect(disk.text(JANUARY)).toBe(bytesOf(1, 2).toString());
  });

  test('a torn first line of a new month is cut off', async () => {
    const disk = diskWith([JANUARY, bytesOf(1, 2)], ['/j/2026-02.jsonl', encodeRecord(record(3)).subarray(0, 20)]);
    expect(await replay(disk)).toMatchObject({ seqs: [1, 2], month: '2026-02', size: 0 });
  });

  test('every flipped bit of a record in the middle is refused, with file and line, and nothing is changed', async () => {
    const good = bytesOf(1, 2, 3);
    const [from, to] = [bytesOf(1).length, bytesOf(1, 2).length];
    for (let bit = from * 8; bit < to * 8; bit += 1) {
      const bytes = Buffer.from(good);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const disk = diskWith([JANUARY, bytes]);
      const result = await outcome(replay(disk));
      const error = result.ok ? null : result.error;
      expect(error, `bit ${bit}`).toBeInstanceOf(StoreRefusedError);
      expect(String(error)).toContain(`${JANUARY} is damaged at line 2 (byte ${from})`);
      expect(disk.text(JANUARY)).toBe(bytes.toString());
    }
  });

  test('damage before a later month is refused', async () => {
    const disk = diskWith([JANUARY, bytesOf(1, 2).subarray(0, -5)], ['/j/2026-02.jsonl', bytesOf(3)]);
    await expect(replay(disk)).rejects.toThrow(/2026-01\.jsonl is damaged at line 2/);
  });

  test('a damaged newline of the last record loses nothing', async () => {
    const bytes = bytesOf(1, 2);
    bytes[bytes.length - 1] = 0x0b;
    const disk = diskWith([JANUARY, bytes]);
    expect((await replay(disk)).seqs).toEqual([1, 2]);
    expect(disk.text(JANUARY)).toBe(bytesOf(1, 2).toString());
  });

  test.each([
    ['a record that is missing', [1, 2, 4]],
    ['a record that is there twice', [1, 2, 2, 3]],
    ['records out of order', [1, 3, 2]],
  ])('%s is refused', async (_, seqs) => {
    await expect(replay(diskWith([JANUARY, bytesOf(...seqs)]))).rejects.toThrow(/where record \d belongs: records are missing/);
  });

  test('a journal that begins after the checkpoint is refused', async () => {
    const disk = diskWith([JANUARY, bytesOf(5, 6)]);
    expect((await replay(disk, 4)).seqs).toEqual([5, 6]);
    await expect(replay(disk, 3)).rejects.toThrow(/record 5 where record 4 belongs/);
    await expect(replay(disk, 0)).rejects.toThrow(/record 5 where record 1 belongs/);
  });

  test('a journal that ends before the checkpoint is refused, and keeps its tail', async () => {
    const bytes = bytesOf(1, 2, 3).subarray(0, -9);
    const disk = diskWith([JANUARY, bytes]);
    await expect(replay(disk, 3)).rejects.toThrow(/ends at record 2, but the checkpoint has record 3/);
    expect(disk.text(JANUARY)).toBe(bytes.toString());
  });
});

describe('append', () => {
  test('goes on behind the tail, by the month of the batch, never back to an older month', async () => {
    const disk = diskWith([JANUARY, bytesOf(1)]);
    const journal = createJournal({ fs: disk, directory: DIRECTORY, tail: await replay(disk) });
    const february = Date.UTC(2026, 1, 1);
    await journal.append({ seq: 2, at: february - 1, events: [] });
    await journal.append({ seq: 3, at: february, events: [] });
    const place = await journal.append({ seq: 4, at: february - 5, events: [] });
    await journal.close();
    expect(place.month).toBe('2026-02');
    expect(disk.text('/j/2026-02.jsonl')?.slice(place.offset, place.end)).toBe(
      encodeRecord({ seq: 4, at: february - 5, events: [] }).toString(),
    );
    expect((await replay(disk)).seqs).toEqual([1, 2, 3, 4]);
    expect(disk.openFiles()).toBe(0);
  });

  test('refuses a file that something else has changed', async () => {
    const disk = diskWith([JANUARY, bytesOf(1)]);
    const journal = createJournal({ fs: disk, directory: DIRECTORY, tail: await replay(disk) });
    disk.put(JANUARY, bytesOf(1, 2));
    await expect(journal.append({ seq: 2, at: AT, events: [] })).rejects.toThrow(/something else changes it/);
    expect(disk.text(JANUARY)).toBe(bytesOf(1, 2).toString());
  });

  test('failpoints stand before the write, after it, and after the sync', async () => {
    const disk = createMemoryDisk();
    const seen: string[] = [];
    const failpoint = (name: string): void => void seen.push(`${name} ${disk.count('write')} ${disk.count('datasync')}`);
    const journal = createJournal({ fs: disk, directory: DIRECTORY, tail: { month: null, size: 0 }, failpoint });
    await journal.append({ seq: 1, at: AT, events: [] });
    expect(seen).toEqual(['journal:before-append 0 0', 'journal:after-append 1 0', 'journal:after-sync 1 1']);
  });
});
