import { OrderedSet } from 'immutable';
import { describe, expect, test } from 'vitest';
import { loadState } from '../../src/store/load-state.ts';
import { encodeRecord } from '../../src/store/journal-record.ts';
import { CHECKPOINT_EVENTS_MAX } from '../../src/store/store-limits.ts';
import { type CounterCore, counterCore, type CounterEvent } from './counter-core.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';
import { openHarness, outcome } from './store-harness.ts';

const STATE = '/data/state.json';
const BAK = '/data/state.json.bak';
const JOURNAL = '/data/journal/2026-01.jsonl';
const AT = Date.UTC(2026, 0, 5, 9);

/** Records that each add 1 to the counter a. */
const journalOf = (...seqs: number[]): Buffer =>
  Buffer.concat(seqs.map((seq) => encodeRecord({ seq, at: AT, events: [{ type: 'added', name: 'a', by: 1 }] })));
const checkpointOf = (seq: number, more: object = {}): string =>
  JSON.stringify({ schema: 1, seq, savedAt: AT, state: { a: seq }, ...more });

function diskWith(files: Record<string, string | Buffer>): MemoryDisk {
  const disk = createMemoryDisk();
  for (const [path, data] of Object.entries(files)) disk.put(path, data);
  return disk;
}

describe('the start', () => {
  test('on an empty folder begins empty and says nothing', async () => {
    const { store } = await openHarness();
    expect(store.dispatcher.snapshot()).toEqual({});
    expect(store).toMatchObject({ notes: [], restoredFromBackup: false });
  });

  test('takes the checkpoint and replays what came after it', async () => {
    const { store } = await openHarness({ disk: diskWith({ [STATE]: checkpointOf(2), [JOURNAL]: journalOf(1, 2, 3, 4) }) });
    expect(store.dispatcher.snapshot()).toEqual({ a: 4 });
    expect(store.notes).toEqual([]);
  });

  test('knows the newest time of day, also where the last record is older: the clock was set back before it', async () => {
    const added = (seq: number, at: number): Buffer => encodeRecord({ seq, at, events: [{ type: 'added', name: 'a', by: 1 }] });
    const ahead = AT + 86_400_000;
    const { store } = await openHarness({ disk: diskWith({ [JOURNAL]: Buffer.concat([added(1, AT), added(2, ahead), added(3, AT)]) }) });
    expect(store.newestAt).toBe(ahead);
  });

  test('numbers go on where the journal ended', async () => {
    const { store, disk } = await openHarness({ disk: diskWith({ [STATE]: checkpointOf(2), [JOURNAL]: journalOf(1, 2, 3) }) });
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    expect(disk.text(JOURNAL)?.trimEnd().split('\n').at(-1)).toContain('{"seq":4,');
  });

  test('tells of a torn last line', async () => {
    const { store } = await openHarness({ disk: diskWith({ [STATE]: checkpointOf(1), [JOURNAL]: journalOf(1, 2, 3).subarray(0, -20) }) });
    expect(store.dispatcher.snapshot()).toEqual({ a: 2 });
    expect(store.notes[0]).toContain('torn by a crash');
  });

  test('events that the collections of the replay cannot take are applied to those of the state, and that is told', async () => {
    const kept: OrderedSet<string>[] = [];
    const core = {
      ...counterCore,
      emptyState: OrderedSet<string>(),
      // Asks an older version for its order: no event does that.
      evolve(names: OrderedSet<string>, { by }: CounterEvent) {
        if (names.size === 0) kept.length = 0;
        kept.push(names);
        return names.add(`${kept[0]?.join('+')}/${names.size}/${by}`);
      },
      transact: (state: OrderedSet<string>) => ({ events: [], state, reply: { value: state.size } }),
      encode: (state: OrderedSet<string>) => state.toArray(),
      decode: (json: unknown) => OrderedSet(json as string[]),
      invariants: () => [],
    };
    const disk = diskWith({ [JOURNAL]: journalOf(1, 2, 3) });
    const loaded = await loadState({ fs: disk, failpoint: () => undefined, statePath: STATE, journalDirectory: '/data/journal', core });
    expect(loaded.state.size).toBe(3);
    expect(loaded.notes.join()).toMatch(/slow way .*older version/);
  });

  test('a missing checkpoint is rebuilt from a journal that begins with record 1, and then written', async () => {
    const { store, disk, clock } = await openHarness({ disk: diskWith({ [JOURNAL]: journalOf(1, 2, 3) }) });
    expect(store.dispatcher.snapshot()).toEqual({ a: 3 });
    expect(store.notes[0]).toContain('was missing; the state was rebuilt from the journal, records 1 to 3');
    await clock.advance(1_000);
    expect(JSON.parse(disk.text(STATE) ?? '{}')).toMatchObject({ seq: 3, state: { a: 3 } });
  });

  test('a missing checkpoint and a journal that begins later refuse: never a silent empty start', async () => {
    const disk = diskWith({ [JOURNAL]: journalOf(7, 8) });
    await expect(openHarness({ disk })).rejects.toThrow(
      /state\.json is missing, and the journal alone cannot replace it: .*record 7 where record 1 belongs/,
    );
    expect(disk.text('/data/lock')).toBeNull();
    expect(disk.text(JOURNAL)).toBe(journalOf(7, 8).toString());
  });

  test('a checkpoint without any journal is taken, and told', async () => {
    const { store, disk } = await openHarness({ disk: diskWith({ [STATE]: checkpointOf(5) }) });
    expect(store.dispatcher.snapshot()).toEqual({ a: 5 });
    expect(store.notes[0]).toContain('the journal is empty or missing');
    expect((await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 })).value).toBe(6);
    expect(disk.text(JOURNAL)).toContain('{"seq":6,');
  });

  test('a damaged checkpoint gives way to .bak and the journal', async () => {
    const files = { [STATE]: checkpointOf(4).slice(0, -3), [BAK]: checkpointOf(2), [JOURNAL]: journalOf(1, 2, 3, 4, 5) };
    const { store, disk, clock } = await openHarness({ disk: diskWith(files) });
    expect(store.dispatcher.snapshot()).toEqual({ a: 5 });
    expect(store.notes[0]).toContain('state.json is damaged');
    await clock.advance(1_000);
    expect(JSON.parse(disk.text(STATE) ?? '{}')).toMatchObject({ seq: 5 });
    expect(disk.text(BAK)).toBe(checkpointOf(2));
  });

  test.each([
    ['no .bak', { [STATE]: checkpointOf(2).slice(0, -3) }],
    ['a damaged .bak', { [STATE]: 'nonsense', [BAK]: checkpointOf(1).slice(0, -3) }],
    ['an empty .bak', { [STATE]: '', [BAK]: '' }],
  ])('a damaged checkpoint with %s is rebuilt from a journal that has everything', async (_, files) => {
    const { store, disk, clock } = await openHarness({ disk: diskWith({ ...files, [JOURNAL]: journalOf(1, 2, 3) }) });
    expect(store.dispatcher.snapshot()).toEqual({ a: 3 });
    expect(store.notes[0]).toMatch(/state\.json is damaged .*; the state was rebuilt from the journal, records 1 to 3/);
    await clock.advance(1_000);
    expect(JSON.parse(disk.text(STATE) ?? '{}')).toMatchObject({ seq: 3, state: { a: 3 } });
    expect(disk.text(`${STATE}.damaged`)).toBe(files[STATE]);
  });

  test.each([
    ['no journal', checkpointOf(2).slice(0, -3), undefined, /state\.json is damaged .*\.bak is missing\. Nothing was changed/],
    ['a journal that begins later', checkpointOf(2).slice(0, -3), journalOf(3, 4), /cannot replace it: .*record 3 where record 1 belongs/],
    ['a journal that ends before it', checkpointOf(3).slice(0, -3), journalOf(1, 2), /Put back a copy from a backup/],
    ['a mark of a backup', `{"backup":true,${checkpointOf(1).slice(1, -3)}`, journalOf(1, 2), /Put back a copy from a backup/],
  ])('a damaged checkpoint with %s is refused, and nothing is changed', async (_, text, journal, message) => {
    const disk = diskWith({ [STATE]: text, ...(journal === undefined ? {} : { [JOURNAL]: journal }) });
    await expect(openHarness({ disk })).rejects.toThrow(message);
    expect(disk.text(STATE)).toBe(text);
    expect(disk.text('/data/lock')).toBeNull();
  });

  test('a checkpoint whose state cannot be decoded gives way to .bak too', async () => {
    const files = { [STATE]: checkpointOf(3, { state: 17 }), [BAK]: checkpointOf(2), [JOURNAL]: journalOf(1, 2, 3) };
    expect((await openHarness({ disk: diskWith(files) })).store.dispatcher.snapshot()).toEqual({ a: 3 });
  });

  test.each([
    ['no journal', undefined, /is empty or missing, so what came after it may be lost/],
    ['a journal that misses records after it', journalOf(5, 6), /damaged.*record 5 where record 3 belongs/],
    ['a journal that ends before it', journalOf(1), /ends at record 1, but the checkpoint has record 2/],
  ])('.bak with %s proves nothing: refused', async (_, journal, message) => {
    const disk = diskWith({ [STATE]: '{', [BAK]: checkpointOf(2), ...(journal === undefined ? {} : { [JOURNAL]: journal }) });
    const result = await outcome(openHarness({ disk }));
    expect(result).toMatchObject({ ok: false, error: { name: 'StoreRefusedError', message: expect.stringMatching(message) } });
    expect(disk.text('/data/lock')).toBeNull();
  });

  test('damage in the journal behind the checkpoint refuses', async () => {
    const journal = journalOf(1, 2, 3);
    journal.write('x', journalOf(1).length + 30);
    const result = await outcome(openHarness({ disk: diskWith({ [STATE]: checkpointOf(1), [JOURNAL]: journal }) }));
    expect(result).toMatchObject({ ok: false, error: { message: expect.stringContaining(`${JOURNAL} is damaged at line 2`) } });
  });

  test('a state that contradicts itself is loaded, with what is wrong in it', async () => {
    const core: CounterCore = { ...counterCore, invariants: (state) => (state['a'] === 3 ? ['a must not be 3'] : []) };
    const { store } = await openHarness({ core, disk: diskWith({ [JOURNAL]: journalOf(1, 2, 3) }) });
    expect(store.violations).toEqual(['a must not be 3']);
  });
});

describe('the schema', () => {
  const newer: CounterCore = {
    ...counterCore,
    schema: 3,
    migrations: {
      1: (state) => ({ wrapped: state }),
      2: (state) => (typeof state === 'object' && state !== null && 'wrapped' in state ? state.wrapped : null),
    },
  };

  test('an older checkpoint is taken through every step, and written as the new version', async () => {
    const { store, disk } = await openHarness({ core: newer, disk: diskWith({ [STATE]: checkpointOf(2), [JOURNAL]: journalOf(1, 2) }) });
    expect(store.dispatcher.snapshot()).toEqual({ a: 2 });
    await store.stop();
    expect(JSON.parse(disk.text(STATE) ?? '{}')).toMatchObject({ schema: 3, seq: 2 });
  });

  test('a newer checkpoint refuses, naming both versions, and .bak does not hide it', async () => {
    const disk = diskWith({ [STATE]: checkpointOf(2, { schema: 9 }), [BAK]: checkpointOf(1), [JOURNAL]: journalOf(1, 2) });
    await expect(openHarness({ disk, core: newer })).rejects.toThrow(/schema version 9, this program knows versions up to 3/);
  });

  test('a step that is missing refuses', async () => {
    const core = { ...newer, migrations: { 1: (state: unknown) => state } };
    await expect(openHarness({ core, disk: diskWith({ [STATE]: checkpointOf(2) }) })).rejects.toThrow(/no way from 2 to 3/);
  });
});

describe('the checkpoint', () => {
  test('is written shortly after changes stop', async () => {
    const { store, disk, clock } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.advance(400);
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.advance(499);
    expect(disk.text(STATE)).toBeNull();
    await clock.advance(1);
    expect(JSON.parse(disk.text(STATE) ?? '{}')).toEqual({ schema: 1, seq: 2, savedAt: clock.now(), state: { a: 2 } });
  });

  test('is written every five seconds while changes do not stop, and not more often', async () => {
    const { store, disk, clock } = await openHarness();
    const savedAfter: number[] = [];
    let last: string | null = null;
    const startedAt = clock.now();
    for (let i = 0; i < 110; i += 1) {
      await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
      await clock.advance(100);
      if (disk.text(STATE) !== last) savedAfter.push(Math.round((clock.now() - startedAt) / 1000));
      last = disk.text(STATE);
    }
    expect(savedAfter).toEqual([5, 10]);
  });

  test('is written at once when a start would have to replay too much', async () => {
    const crowd: CounterCore = {
      ...counterCore,
      transact(state, command) {
        const { events, reply, state: next } = counterCore.transact(state, command, 0);
        return { events: events.flatMap((event) => Array.from({ length: CHECKPOINT_EVENTS_MAX / 2 }, () => event)), reply, state: next };
      },
    };
    const { store, disk, clock } = await openHarness({ core: crowd });
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.advance(0);
    expect(disk.text(STATE)).toBeNull();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.advance(0);
    expect(JSON.parse(disk.text(STATE) ?? '{}')).toMatchObject({ seq: 2 });
  });

  test('that fails is told once, tried again, and its recovery told', async () => {
    const { store, disk, clock, troubles } = await openHarness();
    disk.setFaults((operation, path) => (operation === 'rename' && path.includes('state.json') ? 'EIO' : null));
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.advance(12_000);
    expect(disk.count('write', '.tmp')).toBeGreaterThan(1);
    expect(troubles.map(({ type }) => type)).toEqual(['checkpoint_failed']);
    disk.setFaults(null);
    await clock.advance(5_000);
    expect(troubles.map(({ type }) => type)).toEqual(['checkpoint_failed', 'recovered']);
    expect(JSON.parse(disk.text(STATE) ?? '{}')).toMatchObject({ seq: 1 });
  });
});
