import { describe, expect, test } from 'vitest';
import { createMemoryDisk } from './memory-disk.ts';
import { openHarness, outcome } from './store-harness.ts';

const DAY = 86_400_000;

describe('backups', () => {
  test('hold the checkpoint, marked, and the journal of the month', async () => {
    const { store, disk } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 4 });
    const folder = await store.backupNow();
    expect(folder).toBe('/data/backups/2026-01-05');
    expect(JSON.parse(disk.text(`${folder}/state.json`) ?? '{}')).toMatchObject({ backup: true, schema: 1, seq: 1, state: { a: 4 } });
    expect(disk.text(`${folder}/journal/2026-01.jsonl`)).toBe(disk.text('/data/journal/2026-01.jsonl'));
    expect(JSON.parse(disk.text('/data/state.json') ?? '{}')).not.toHaveProperty('backup');
  });

  test('hold what the paper accounts hold', async () => {
    const { store, disk } = await openHarness();
    disk.put('/data/paper-demo.json', '{"balances":{"USDT":"10000"}}');
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    const folder = await store.backupNow();
    expect(disk.text(`${folder}/paper-demo.json`)).toBe('{"balances":{"USDT":"10000"}}');
    expect(await disk.list(folder)).toEqual(['journal', 'paper-demo.json', 'state.json']);
  });

  test('a second one on a day takes the place of the first', async () => {
    const { store, disk } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await store.backupNow();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    const both = await Promise.all([store.backupNow(), store.backupNow()]);
    expect(new Set(both).size).toBe(1);
    expect(await disk.list('/data/backups')).toEqual(['2026-01-05']);
    expect(JSON.parse(disk.text('/data/backups/2026-01-05/state.json') ?? '{}')).toMatchObject({ seq: 2 });
  });

  test('are made once a day, and the last seven stay', async () => {
    const disk = createMemoryDisk();
    for (const day of ['2025-12-28', '2025-12-29', '2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-01-03', 'by-hand']) {
      disk.put(`/data/backups/${day}/state.json`, '{}');
    }
    const { store, clock } = await openHarness({ disk });
    await clock.advance(120_000);
    expect(await disk.list('/data/backups')).toContain('2025-12-28');
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.advance(120_000);
    const kept = ['2025-12-29', '2025-12-30', '2025-12-31', '2026-01-01', '2026-01-02', '2026-01-03', '2026-01-05', 'by-hand'];
    expect(await disk.list('/data/backups')).toEqual(kept);
    const writes = disk.count('write', 'backups/.2026-01-05.unfinished/state.json');
    await clock.advance(600_000);
    expect(disk.count('write', 'backups/.2026-01-05.unfinished/state.json')).toBe(writes);
  });

  test('the next day brings the next one', async () => {
    const { store, clock, disk } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await store.backupNow();
    await store.stop();
    await clock.advance(DAY);
    const again = await openHarness({ disk, clock });
    await clock.advance(60_000);
    expect(await disk.list('/data/backups')).toEqual(['2026-01-05', '2026-01-06']);
    await again.store.stop();
  });

  test('one that fails leaves the old one, and is told once, until one is made', async () => {
    const { store, disk, clock, troubles } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await store.backupNow();
    const before = disk.text('/data/backups/2026-01-05/state.json');
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    disk.setFaults((operation, path) => (operation === 'sync' && path.includes('unfinished') ? 'EIO' : null));
    expect((await outcome(store.backupNow())).ok).toBe(false);
    expect(disk.text('/data/backups/2026-01-05/state.json')).toBe(before);
    disk.remove('/data/backups/2026-01-05/state.json');
    disk.remove('/data/backups/2026-01-05/journal/2026-01.jsonl');
    await clock.advance(180_000);
    expect(troubles.map(({ type }) => type)).toEqual(['backup_failed']);
    expect(troubles[0]?.message).toMatch(/daily backup could not be made: EIO/);
    disk.setFaults(null);
    await clock.advance(60_000);
    expect(troubles.slice(1)).toMatchObject([{ subject: 'backup', type: 'recovered' }]);
    expect(disk.text('/data/backups/2026-01-05/state.json')).toContain('"seq":2');
  });

  test('a start from one says so until something was committed after it', async () => {
    const { store, disk, clock } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 4 });
    const folder = await store.backupNow();
    const restored = createMemoryDisk();
    restored.put('/data/state.json', disk.text(`${folder}/state.json`) ?? '');
    restored.put('/data/journal/2026-01.jsonl', disk.text(`${folder}/journal/2026-01.jsonl`) ?? '');

    const first = await openHarness({ disk: restored, clock });
    expect(first.store.restoredFromBackup).toBe(true);
    expect(first.store.dispatcher.snapshot()).toEqual({ a: 4 });
    await first.store.stop();

    const second = await openHarness({ disk: restored, clock });
    expect(second.store.restoredFromBackup).toBe(true);
    await second.store.dispatcher.dispatch({ type: 'add', name: 'halted', by: 1 });
    await second.store.stop();

    const third = await openHarness({ disk: restored, clock });
    expect(third.store.restoredFromBackup).toBe(false);
    expect(third.store.dispatcher.snapshot()).toEqual({ a: 4, halted: 1 });
  });
});
