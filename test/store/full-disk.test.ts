import { describe, expect, test } from 'vitest';
import { toStorageError } from '../../src/store/storage-failure.ts';
import { withFile } from '../../src/store/file-system.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { openHarness, outcome, RESERVE } from './store-harness.ts';

const JOURNAL = '/data/journal/2026-01.jsonl';
const linesOf = (text: string | null): { seq: number; at: number; events: { name: string }[] }[] =>
  (text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const reserveOn = (disk: MemoryDisk): Promise<number> =>
  withFile(disk, '/data/reserve', 'read', (file) => file.size()).then(
    (size) => size ?? 0,
    () => 0,
  );

describe('a full disk', () => {
  const fill = async (critical: boolean) => {
    const harness = await openHarness();
    await harness.store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    harness.disk.setCapacity(harness.disk.usedBytes());
    const result = await outcome(harness.store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1, critical }));
    return { ...harness, result };
  };

  test('entries are refused at once, without touching the disk', async () => {
    const { store, disk, result, troubles } = await fill(false);
    expect(result).toMatchObject({ ok: false, error: { reason: 'full' } });
    const writes = disk.count('write');
    const next = await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }));
    expect(next).toMatchObject({ ok: false, error: { reason: 'full' } });
    expect(disk.count('write')).toBe(writes);
    expect(disk.text('/data/reserve')).not.toBeNull();
    expect(troubles.map(({ type }) => type)).toEqual(['full']);
    expect((await store.dispatcher.dispatch({ type: 'read', name: 'a', critical: true })).value).toBe(1);
  });

  test('an exit is stored all the same: the reserve is given up for it', async () => {
    const { store, disk, result } = await fill(true);
    expect(result).toMatchObject({ ok: true, value: { value: 2 } });
    expect(disk.text('/data/reserve')).toBeNull();
    expect((await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1, critical: true })).value).toBe(3);
    expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }))).ok).toBe(false);
    expect(linesOf(disk.text(JOURNAL)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('an exit behind an entry that meets the full disk is stored', async () => {
    const { store, disk, clock } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    disk.setCapacity(disk.usedBytes());
    const release = disk.hold('write', '.jsonl');
    const entry = outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }));
    await clock.settle();
    const exit = outcome(store.dispatcher.dispatch({ type: 'add', name: 'exit', by: 1, critical: true }));
    release();
    expect((await exit).ok).toBe(true);
    expect((await entry).ok).toBe(true);
  });

  test('the reserve is given up a slice at a time: who has filled the disk cannot take all of it at once', async () => {
    const slice = 1024 * 1024;
    const { store, disk, clock, troubles } = await openHarness({ reserveBytes: 3 * slice });
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    for (const left of [2 * slice, slice, 0]) {
      disk.setCapacity(disk.usedBytes());
      expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1, critical: true }))).ok).toBe(true);
      expect(await reserveOn(disk)).toBe(left);
    }
    disk.setCapacity(disk.usedBytes());
    expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1, critical: true }))).ok).toBe(false);
    disk.setCapacity(10 * slice);
    await clock.advance(5_000);
    expect(troubles.map(({ type }) => type)).toEqual(['full', 'recovered']);
    expect(await reserveOn(disk)).toBe(3 * slice);
  });

  test('a start keeps what its lock leaves of the reserve', async () => {
    const slice = 1024 * 1024;
    const { store, disk, clock } = await openHarness({ reserveBytes: 3 * slice });
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    disk.setCapacity(disk.usedBytes());
    const left = disk.crash();
    left.setCapacity(left.usedBytes());
    const again = await openHarness({ disk: left, clock, reserveBytes: 3 * slice });
    await clock.settle();
    expect(again.troubles.map(({ type }) => type)).toEqual(['full']);
    expect(await reserveOn(left)).toBe(2 * slice);
  });

  test('another document that leads out is written at the expense of the reserve', async () => {
    const { store, disk, troubles } = await openHarness();
    disk.setCapacity(disk.usedBytes());
    const write = async (): Promise<number> => {
      const file = await disk.open('/data/paper-paper.json', 'append');
      try {
        return await file.write(Buffer.from('{}')).catch((error: unknown) => Promise.reject(toStorageError(error, 'a write')));
      } finally {
        await file.close();
      }
    };
    expect(await store.writeAnyway(write)).toBe(2);
    expect(troubles.map(({ type }) => type)).toEqual(['full']);
    disk.setCapacity(0);
    expect(await outcome(store.writeAnyway(write))).toMatchObject({ ok: false, error: { reason: 'full' } });
  });

  test('another document leaves half of the reserve to the journal, however large it is', async () => {
    const slice = 1024 * 1024;
    const { store, disk } = await openHarness({ reserveBytes: 4 * slice });
    const takesAll = async (): Promise<never> => {
      disk.setCapacity(disk.usedBytes());
      throw toStorageError(Object.assign(new Error('no space'), { code: 'ENOSPC' }), 'a write');
    };
    expect(await outcome(store.writeAnyway(takesAll))).toMatchObject({ ok: false, error: { reason: 'full' } });
    expect(await reserveOn(disk)).toBe(2 * slice);
    expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'exit', by: 1, critical: true }))).ok).toBe(true);
  });

  test('a checkpoint that does not fit says that the disk is full, once, and entries wait', async () => {
    const { store, disk, clock, troubles } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    disk.setCapacity(disk.usedBytes());
    await clock.advance(1_000);
    expect(troubles.map(({ type }) => type)).toEqual(['full']);
    expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }))).ok).toBe(false);
    disk.setCapacity(1_000_000);
    await clock.advance(20_000);
    expect(troubles.map(({ type }) => type)).toEqual(['full', 'recovered']);
    expect(JSON.parse(disk.text('/data/state.json') ?? '{}')).toMatchObject({ state: { a: 1 } });
  });

  test('when even the reserve is used up, an exit is told so', async () => {
    const { store, disk } = await fill(true);
    disk.setCapacity(0);
    expect(await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1, critical: true }))).toMatchObject({
      ok: false,
      error: { reason: 'full' },
    });
  });

  test('room is noticed: the reserve is back, entries are taken, it is told once', async () => {
    const { store, disk, clock, troubles } = await fill(true);
    await clock.advance(60_000);
    expect(troubles.map(({ type }) => type)).toEqual(['full']);
    expect(disk.text('/data/reserve')).toBeNull();
    // Looking for room must not take the room that the next exit needs.
    expect(disk.count('write', 'reserve')).toBe(1);
    disk.setCapacity(1_000_000);
    await clock.advance(5_000);
    expect(troubles.map(({ type }) => type)).toEqual(['full', 'recovered']);
    expect(disk.text('/data/reserve')?.length).toBeGreaterThan(0);
    expect((await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 })).value).toBe(3);
  });

  test('as much room as a start needs is enough, whether the reserve was given up or not', async () => {
    for (const critical of [true, false]) {
      const { store, disk, clock } = await fill(critical);
      const reserve = critical ? RESERVE : 0;
      disk.setCapacity(disk.usedBytes() + reserve + RESERVE / 8 - 1);
      await clock.advance(5_000);
      expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }))).ok).toBe(false);
      disk.setCapacity(disk.usedBytes() + reserve + RESERVE / 8);
      await clock.advance(5_000);
      expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }))).ok).toBe(true);
      expect(disk.text('/data/reserve')).not.toBeNull();
    }
  });

  test('no checkpoint takes the room that exits need; it is written when there is room again', async () => {
    const { disk, clock } = await fill(true);
    const before = disk.text('/data/state.json');
    await clock.advance(20_000);
    expect(disk.text('/data/state.json')).toBe(before);
    disk.setCapacity(1_000_000);
    await clock.advance(20_000);
    expect(JSON.parse(disk.text('/data/state.json') ?? '{}')).toMatchObject({ seq: 2, state: { a: 2 } });
  });

  test('a disk on which no file can be made is full, too, until some can be made again', async () => {
    const { store, disk, clock, troubles } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    disk.setFreeFiles(0);
    await clock.advance(60_000);
    expect(troubles.map(({ type }) => type)).toEqual(['full']);
    expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }))).ok).toBe(false);
    const left = disk.crash();
    left.setFreeFiles(0);
    const again = await openHarness({ disk: left, clock });
    expect((await again.store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1, critical: true })).value).toBe(2);
    await clock.advance(60_000);
    expect(again.troubles.map(({ type }) => type)).toEqual(['full']);
    left.setFreeFiles(10);
    await clock.advance(60_000);
    expect(again.troubles.map(({ type }) => type)).toEqual(['full', 'recovered']);
  });

  test('a start on a full disk gives up the reserve for its lock and takes exits', async () => {
    const { disk, clock } = await fill(false);
    const left = disk.crash();
    left.setCapacity(left.usedBytes());
    const again = await openHarness({ disk: left, clock });
    const entry = await outcome(again.store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }));
    expect(entry).toMatchObject({ ok: false, error: { reason: 'full' } });
    expect((await again.store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1, critical: true })).value).toBe(2);
  });

  test('a start where even the reserve is used up says what is full, and what to do', async () => {
    const { disk, clock } = await fill(true);
    const left = disk.crash();
    await left.unlink('/data/reserve').catch(() => undefined);
    left.setCapacity(left.usedBytes());
    await expect(openHarness({ disk: left, clock })).rejects.toThrow(
      /^the disk of \/data is full and the reserve is used up: not even the lock fits\. Make room/,
    );
  });
});
