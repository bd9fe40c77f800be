import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDurableFile } from '../../src/store/durable-file.ts';
import { StoreRefusedError } from '../../src/store/store-refused.ts';
import { createMemoryDisk, type MemoryDisk, type Operation } from './memory-disk.ts';
import { outcome, watch } from './store-harness.ts';

interface Doc {
  readonly n: number;
}
const parse = (json: unknown): Doc => {
  if (typeof json !== 'object' || json === null || !('n' in json) || typeof json.n !== 'number') throw new Error('`n` is missing');
  return { n: json.n };
};
const PATH = '/d/doc.json';
const open = (disk: MemoryDisk) => openDurableFile(PATH, { parse, fs: disk });
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a durable file', () => {
  test('keeps the generation before as .bak, and leaves nothing else behind', async () => {
    const disk = createMemoryDisk();
    const file = await open(disk);
    expect(file).toMatchObject({ data: null, source: 'none', notes: [] });
    for (const n of [1, 2, 3]) await file.save({ n });
    expect(disk.text(PATH)).toBe('{"n":3}');
    expect(disk.text(`${PATH}.bak`)).toBe('{"n":2}');
    expect(await disk.list('/d')).toEqual(['doc.json', 'doc.json.bak']);
    expect(await open(disk)).toMatchObject({ data: { n: 3 }, source: 'file' });
  });

  test('works on the real disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'durable-'));
    try {
      const path = join(folder, 'sub', 'doc.json');
      const file = await openDurableFile(path, { parse });
      await file.save({ n: 1 });
      await file.save({ n: 2 });
      expect(await readdir(join(folder, 'sub'))).toEqual(['doc.json', 'doc.json.bak']);
      await writeFile(path, '{"n":');
      const again = await openDurableFile(path, { parse });
      expect(again).toMatchObject({ data: { n: 1 }, source: 'bak' });
      await again.save({ n: 3 });
      expect(await readFile(path, 'utf8')).toBe('{"n":3}');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('saves that wait share one write; nobody waits for later ones', async () => {
    const disk = createMemoryDisk();
    const file = await open(disk);
    const release = disk.hold('sync', '.tmp');
    const first = file.save({ n: 1 });
    await settle();
    const waiting = [2, 3, 4].map((n) => file.save({ n }));
    await settle();
    release();
    await first;
    const secondRelease = disk.hold('sync', '.tmp');
    const watched = watch(Promise.all(waiting));
    await settle();
    expect(watched.settled()).toBe(false);
    expect(disk.text(PATH)).toBe('{"n":1}');
    secondRelease();
    await Promise.all(waiting);
    expect(disk.text(PATH)).toBe('{"n":4}');
    expect(disk.count('sync', '.tmp')).toBe(2);
  });

  test("a later save that fails does not reject the earlier one, and an earlier one's failure not the later", async () => {
    const disk = createMemoryDisk();
    const file = await open(disk);
    const release = disk.hold('sync', '.tmp');
    const first = outcome(file.save({ n: 1 }));
    await settle();
    const second = outcome(file.save({ n: 2 }));
    let syncs = 0;
    disk.setFaults((operation) => {
      if (operation === 'sync') syncs += 1;
      return operation === 'sync' && syncs === 2 ? 'EIO' : null;
    });
    release();
    expect((await first).ok).toBe(true);
    expect(await second).toMatchObject({ ok: false, error: { name: 'StorageError', reason: 'failed' } });
    const third = outcome(file.save({ n: 3 }));
    expect((await third).ok).toBe(true);
    expect(disk.text(PATH)).toBe('{"n":3}');
    expect(disk.text(`${PATH}.bak`)).toBe('{"n":1}');
  });

  const steps: readonly (readonly [Operation, string])[] = [
    ['open', 'EACCES'],
    ['write', 'ENOSPC'],
    ['sync', 'EIO'],
    ['link', 'EIO'],
    ['rename', 'EIO'],
    ['syncDirectory', 'EIO'],
  ];
  test.each(steps)('when %s fails (%s), a good generation stays and the next save works', async (failing, code) => {
    const disk = createMemoryDisk();
    const file = await open(disk);
    await file.save({ n: 1 });
    await file.save({ n: 2 });
    disk.setFaults((operation) => (operation === failing ? code : null));
    const failed = await outcome(file.save({ n: 3 }));
    expect(failed).toMatchObject({ ok: false, error: { name: 'StorageError', reason: code === 'ENOSPC' ? 'full' : 'failed' } });
    disk.setFaults(null);
    expect([2, 3]).toContain((await open(disk.crash())).data?.n);
    await file.save({ n: 4 });
    expect(disk.text(PATH)).toBe('{"n":4}');
    expect((await disk.list('/d')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('a short write is an error or a whole file, never a short file', async () => {
    const disk = createMemoryDisk();
    const file = await open(disk);
    await file.save({ n: 1 });
    disk.setFaults((operation) => (operation === 'write' ? 2 : null));
    await file.save({ n: 22_222 });
    expect(disk.text(PATH)).toBe('{"n":22222}');
    disk.setFaults(null);
    disk.setCapacity(disk.usedBytes() + 5);
    expect((await outcome(file.save({ n: 333_333 }))).ok).toBe(false);
    expect(disk.text(PATH)).toBe('{"n":22222}');
  });

  test('whatever step a loss of power meets, with whatever of the unsynced kept, a saved generation is found', async () => {
    for (const keep of [() => 0, (n: number) => n, (n: number) => Math.floor(n / 2), (n: number) => Math.min(1, n)]) {
      for (let step = 1; step <= 12; step += 1) {
        const disk = createMemoryDisk();
        const file = await open(disk);
        await file.save({ n: 1 });
        await file.save({ n: 2 });
        let seen = 0;
        let crashed: MemoryDisk | null = null;
        disk.setFaults(() => {
          seen += 1;
          if (seen === step) crashed = disk.crash(keep);
          return null;
        });
        await file.save({ n: 3 });
        const found = await open(crashed ?? disk.crash(keep));
        expect(crashed === null ? [3] : [2, 3], `step ${step}`).toContain(found.data?.n);
        await found.save({ n: 9 });
      }
    }
  });

  test('without hard links the previous generation is kept by a rename', async () => {
    const disk = createMemoryDisk();
    disk.setFaults((operation) => (operation === 'link' ? 'EPERM' : null));
    const file = await open(disk);
    for (const n of [1, 2, 3]) await file.save({ n });
    expect(disk.text(`${PATH}.bak`)).toBe('{"n":2}');
    expect((await open(disk)).data).toEqual({ n: 3 });
    disk.remove(PATH);
    expect(await open(disk)).toMatchObject({ data: { n: 2 }, source: 'bak' });
  });

  test.each([
    ['cut', '{"n":'],
    ['empty', ''],
    ['of another shape', '{"m":1}'],
  ])('a file that is %s gives way to its .bak, which stays good', async (_, text) => {
    const disk = createMemoryDisk();
    disk.put(PATH, text);
    disk.put(`${PATH}.bak`, '{"n":1}');
    const file = await open(disk);
    expect(file).toMatchObject({ data: { n: 1 }, source: 'bak' });
    expect(file.notes[0]).toContain(`${PATH} is damaged`);
    await file.save({ n: 2 });
    expect(disk.text(PATH)).toBe('{"n":2}');
    expect(disk.text(`${PATH}.bak`)).toBe('{"n":1}');
    expect(disk.text(`${PATH}.damaged`)).toBe(text);
  });

  test('two bad generations are refused with both reasons, never an empty document', async () => {
    const disk = createMemoryDisk();
    disk.put(PATH, '{"n":');
    disk.put(`${PATH}.bak`, 'null');
    const result = await outcome(open(disk));
    expect(result).toMatchObject({
      ok: false,
      error: { name: 'StoreRefusedError', message: expect.stringContaining('.bak is damaged too') },
    });
    expect(disk.text(PATH)).toBe('{"n":');
  });

  test('a document that must not be used is no reason to fall back', async () => {
    const disk = createMemoryDisk();
    disk.put(PATH, '{"n":1}');
    disk.put(`${PATH}.bak`, '{"n":1}');
    const refuse = (): Doc => {
      throw new StoreRefusedError('a newer version wrote it');
    };
    await expect(openDurableFile(PATH, { parse: refuse, fs: disk })).rejects.toThrow('a newer version wrote it');
  });

  test('what a killed process left half-written is removed at the opening', async () => {
    const disk = createMemoryDisk();
    disk.put('/d/.doc.json.0123456789abcdef.tmp', '{"n"');
    disk.put('/d/.other.json.0123456789abcdef.tmp', '{"n"');
    await open(disk);
    expect(await disk.list('/d')).toEqual(['.other.json.0123456789abcdef.tmp']);
  });
});
