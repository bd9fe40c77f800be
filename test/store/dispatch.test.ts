import { describe, expect, test } from 'vitest';
import { StorageError } from '../../src/store/dispatch.ts';
import { createFakeClock } from '../fake-clock.ts';
import type { Operation } from './memory-disk.ts';
import { openHarness, outcome, watch } from './store-harness.ts';

const JOURNAL = '/data/journal/2026-01.jsonl';
const linesOf = (text: string | null): { seq: number; at: number; events: { name: string }[] }[] =>
  (text ?? '')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** Fails one kind of operation on the journal until told otherwise. */
const failJournal = (operation: Operation, fault: string | number) => (tried: Operation, path: string) =>
  tried === operation && path === JOURNAL ? fault : null;

describe('group commit', () => {
  test('all dispatches of one tick share one line, one write and one sync', async () => {
    const { store, disk } = await openHarness();
    const replies = await Promise.all(
      Array.from({ length: 100 }, (_, i) => store.dispatcher.dispatch({ type: 'add', name: `n${i}`, by: i })),
    );
    expect(replies.map(({ value }) => value)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(disk.count('write', '.jsonl')).toBe(1);
    expect(disk.count('datasync', '.jsonl')).toBe(1);
    const lines = linesOf(disk.text(JOURNAL));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.events).toHaveLength(100);
  });

  test('what comes while a sync is running shares the next one', async () => {
    const { store, disk, clock } = await openHarness();
    const release = disk.hold('datasync', '.jsonl');
    const first = store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.settle();
    const rest = [1, 2, 3].map((by) => store.dispatcher.dispatch({ type: 'add', name: 'b', by }));
    await clock.settle();
    release();
    await Promise.all([first, ...rest]);
    expect(linesOf(disk.text(JOURNAL)).map(({ seq, events }) => [seq, events.length])).toEqual([
      [1, 1],
      [2, 3],
    ]);
    expect(disk.count('datasync', '.jsonl')).toBe(2);
  });

  test('a new month file is named on the disk before the first answer out of it', async () => {
    const { store, disk, clock } = await openHarness({ clock: createFakeClock(Date.UTC(2026, 0, 31, 23, 59, 59)) });
    const before = disk.count('syncDirectory', '/journal');
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    expect(disk.count('syncDirectory', '/journal')).toBe(before + 1);
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    expect(disk.count('syncDirectory', '/journal')).toBe(before + 1);
    await clock.advance(1_000);
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    expect(disk.count('syncDirectory', '/journal')).toBe(before + 2);
    expect(linesOf(disk.text('/data/journal/2026-02.jsonl')).map(({ seq }) => seq)).toEqual([3]);
  });
});

describe('answers', () => {
  test('a reply and the snapshot wait for the sync', async () => {
    const { store, disk, clock } = await openHarness();
    const release = disk.hold('datasync', '.jsonl');
    let commits = 0;
    store.dispatcher.onCommit(() => (commits += 1));
    const reply = store.dispatcher.dispatch({ type: 'add', name: 'a', by: 5 });
    const watched = watch(reply);
    await clock.settle();
    expect(disk.text(JOURNAL)).toContain('"by":5');
    expect(watched.settled()).toBe(false);
    expect(store.dispatcher.snapshot()).toEqual({});
    expect(commits).toBe(0);
    release();
    expect(await reply).toEqual({ value: 5, claimed: true });
    expect(store.dispatcher.snapshot()).toEqual({ a: 5 });
    expect(commits).toBe(1);
  });

  test('two commands of one batch see each other: only one claims', async () => {
    const { store, disk } = await openHarness();
    const replies = await Promise.all([1, 2].map(() => store.dispatcher.dispatch({ type: 'claim', name: 'card' })));
    expect(replies.map(({ claimed }) => claimed)).toEqual([true, false]);
    expect(disk.count('datasync', '.jsonl')).toBe(1);
  });

  test('an answer without events waits for what it rests on', async () => {
    const { store, disk, clock } = await openHarness();
    const release = disk.hold('datasync', '.jsonl');
    const claim = store.dispatcher.dispatch({ type: 'claim', name: 'card' });
    await clock.settle();
    const refused = store.dispatcher.dispatch({ type: 'claim', name: 'card' });
    const watched = watch(refused);
    await clock.settle();
    expect(watched.settled()).toBe(false);
    release();
    expect((await claim).claimed).toBe(true);
    expect((await refused).claimed).toBe(false);
  });

  test('an answer without events fails with what it rests on', async () => {
    const { store, disk, clock } = await openHarness();
    const release = disk.hold('datasync', '.jsonl');
    const claim = outcome(store.dispatcher.dispatch({ type: 'claim', name: 'card' }));
    await clock.settle();
    const refused = outcome(store.dispatcher.dispatch({ type: 'claim', name: 'card' }));
    disk.setFaults(failJournal('datasync', 'EIO'));
    release();
    expect((await claim).ok).toBe(false);
    expect((await refused).ok).toBe(false);
    disk.setFaults(null);
    expect((await store.dispatcher.dispatch({ type: 'claim', name: 'card' })).claimed).toBe(true);
  });

  test('an answer without events comes at once when nothing is pending', async () => {
    const { store, disk } = await openHarness();
    expect(await store.dispatcher.dispatch({ type: 'read', name: 'a' })).toEqual({ value: 0 });
    expect(disk.count('write', '.jsonl')).toBe(0);
  });

  test('a fault of the core rejects that caller only and leaves the state alone', async () => {
    const { store } = await openHarness();
    const [before, thrown, after] = await Promise.all([
      store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }),
      outcome(store.dispatcher.dispatch({ type: 'throw' })),
      store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }),
    ]);
    expect(before.value).toBe(1);
    expect(after.value).toBe(2);
    expect(thrown).toMatchObject({ ok: false, error: { message: 'a fault in the core' } });
  });

  test('on a stalled disk a command is decided at its own time, not at that of the batch before it', async () => {
    const { store, disk, clock } = await openHarness();
    const release = disk.hold('datasync', '.jsonl');
    const started = clock.now();
    const first = store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.settle();
    const second = store.dispatcher.dispatch({ type: 'add', name: 'b', by: 1 });
    await clock.advance(10_000);
    const third = store.dispatcher.dispatch({ type: 'add', name: 'c', by: 1 });
    const fourth = store.dispatcher.dispatch({ type: 'add', name: 'd', by: 1 });
    release();
    await Promise.all([first, second, third, fourth]);
    expect(linesOf(disk.text(JOURNAL)).map(({ at, events }) => [at - started, events.map(({ name }) => name).join('')])).toEqual([
      [0, 'a'],
      [0, 'b'],
      [10_000, 'cd'],
    ]);
  });

  test('a listener that throws keeps nobody else from hearing', async () => {
    const { store } = await openHarness();
    const uncaught: unknown[] = [];
    const note = (error: unknown): void => void uncaught.push(error);
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', note);
    try {
      let heard = 0;
      store.dispatcher.onCommit(() => {
        throw new Error('a faulty listener');
      });
      const forget = store.dispatcher.onCommit(() => (heard += 1));
      await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
      forget();
      await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
      await new Promise((resolve) => setImmediate(resolve));
      expect(heard).toBe(1);
      expect(uncaught).toHaveLength(2);
    } finally {
      process.off('uncaughtException', note);
      for (const listener of before) process.on('uncaughtException', listener);
    }
  });
});

describe('a disk that fails', () => {
  const faults: readonly (readonly [string, Operation, string | number])[] = [
    ['the write', 'write', 'EIO'],
    ['the sync', 'datasync', 'EIO'],
    ['a write for lack of room', 'write', 'ENOSPC'],
    ['a sync for lack of room', 'datasync', 'ENOSPC'],
    ['a write for lack of quota', 'write', 'EDQUOT'],
  ];
  test.each(faults)('%s fails: the callers are told, nothing stays, and it goes on when it can', async (_, operation, fault) => {
    const { store, disk, clock } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    const good = disk.text(JOURNAL);
    disk.setFaults(failJournal(operation, fault));
    const results = await Promise.all([1, 2].map((by) => outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by }))));
    for (const result of results) expect(result.ok ? null : result.error).toBeInstanceOf(StorageError);
    expect(results[0]).toMatchObject({ error: { reason: fault === 'EIO' ? 'failed' : 'full' } });
    expect(disk.text(JOURNAL)).toBe(good);
    expect(store.dispatcher.snapshot()).toEqual({ a: 1 });
    disk.setFaults(null);
    await clock.advance(5_000);
    expect((await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 10 })).value).toBe(11);
    expect(linesOf(disk.text(JOURNAL)).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('a short write is written on', async () => {
    const { store, disk } = await openHarness();
    disk.setFaults(failJournal('write', 3));
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    expect(linesOf(disk.text(JOURNAL))).toHaveLength(1);
    expect(disk.count('write', '.jsonl')).toBeGreaterThan(10);
  });

  test('a short write that then fails is cut off again', async () => {
    const { store, disk } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    const good = disk.text(JOURNAL);
    let writes = 0;
    disk.setFaults((operation, path) => {
      if (operation !== 'write' || path !== JOURNAL) return null;
      writes += 1;
      return writes === 1 ? 7 : 'EIO';
    });
    expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }))).ok).toBe(false);
    expect(disk.text(JOURNAL)).toBe(good);
  });

  test('when cutting off fails too, it is done before the next append', async () => {
    const { store, disk } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    disk.setFaults((operation, path) => (path === JOURNAL && (operation === 'datasync' || operation === 'truncate') ? 'EIO' : null));
    const failed = await outcome(store.dispatcher.dispatch({ type: 'add', name: 'lost', by: 1 }));
    expect(failed).toMatchObject({
      error: { reason: 'failed', message: expect.stringContaining('cutting the unfinished line off failed too') },
    });
    const still = await outcome(store.dispatcher.dispatch({ type: 'add', name: 'lost', by: 1 }));
    expect(still.ok).toBe(false);
    disk.setFaults(null);
    await store.dispatcher.dispatch({ type: 'add', name: 'b', by: 1 });
    expect(linesOf(disk.text(JOURNAL)).map(({ seq, events }) => [seq, events[0]?.name])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  test('after a failed sync the descriptor is not used again', async () => {
    const { store, disk } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    const opened = disk.count('open', '.jsonl');
    disk.setFaults(failJournal('datasync', 'EIO'));
    expect((await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }))).ok).toBe(false);
    disk.setFaults(null);
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    expect(disk.count('open', '.jsonl')).toBe(opened + 1);
  });

  test('a batch that was decided upon a failed one fails with it, and head drops back', async () => {
    const { store, disk, clock } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    const release = disk.hold('datasync', '.jsonl');
    const first = outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 10 }));
    await clock.settle();
    const second = outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 100 }));
    let failed = false;
    disk.setFaults((operation, path) => {
      if (failed || operation !== 'datasync' || path !== JOURNAL) return null;
      failed = true;
      return 'EIO';
    });
    release();
    expect((await first).ok).toBe(false);
    expect(await second).toMatchObject({ ok: false, error: { name: 'StorageError' } });
    expect(store.dispatcher.snapshot()).toEqual({ a: 1 });
    expect((await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1000 })).value).toBe(1001);
  });

  test('trouble is told once, and so is its end', async () => {
    const { store, disk, troubles } = await openHarness();
    disk.setFaults(failJournal('datasync', 'EIO'));
    for (let i = 0; i < 3; i += 1) await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }));
    expect(troubles.map(({ type }) => type)).toEqual(['failed']);
    disk.setFaults(null);
    for (let i = 0; i < 3; i += 1) await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    expect(troubles.map(({ type }) => type)).toEqual(['failed', 'recovered']);
  });
});

describe('the stop', () => {
  test('refuses new work, finishes what is pending, takes exits meanwhile', async () => {
    const { store, disk, clock } = await openHarness();
    const release = disk.hold('datasync', '.jsonl');
    const pending = store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await clock.settle();
    const stopped = store.stop();
    const watched = watch(stopped);
    const refused = await outcome(store.dispatcher.dispatch({ type: 'add', name: 'b', by: 1 }));
    expect(refused).toMatchObject({ ok: false, error: { reason: 'stopping' } });
    const exit = store.dispatcher.dispatch({ type: 'add', name: 'exit', by: 1, critical: true });
    await clock.settle();
    expect(watched.settled()).toBe(false);
    release();
    expect((await pending).value).toBe(1);
    expect((await exit).value).toBe(1);
    await stopped;
    const late = await outcome(store.dispatcher.dispatch({ type: 'add', name: 'exit', by: 1, critical: true }));
    expect(late).toMatchObject({ ok: false, error: { reason: 'stopping' } });
    expect(JSON.parse(disk.text('/data/state.json') ?? '{}')).toMatchObject({ schema: 1, seq: 2, state: { a: 1, exit: 1 } });
    expect(disk.text('/data/lock')).toBeNull();
    expect(disk.openFiles()).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });

  test('succeeds when the checkpoint cannot be written: the journal has everything', async () => {
    const { store, disk, clock, troubles, logged } = await openHarness();
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    disk.setFaults((operation, path) => (operation === 'rename' && path.includes('state.json') ? 'EIO' : null));
    await store.stop();
    expect(troubles.map(({ type }) => type)).toEqual(['checkpoint_failed']);
    expect(logged).toEqual(['no checkpoint at the stop']);
    disk.setFaults(null);
    const again = await openHarness({ disk: disk.crash(), clock });
    expect(again.store.dispatcher.snapshot()).toEqual({ a: 1 });
  });
});

describe('who acts on a decision before it is on the disk', () => {
  test('can only decide upon it: both share a line, and both are answered after its sync', async () => {
    const { store, disk, clock } = await openHarness();
    const release = disk.hold('datasync', '.jsonl');
    const followed: Promise<unknown>[] = [];
    const unsubscribe = store.dispatcher.onDecided?.(() => {
      if (followed.length === 0) followed.push(store.dispatcher.dispatch({ type: 'add', name: 'b', by: 2 }));
    });
    const first = store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    const answered: string[] = [];
    void first.then(() => answered.push('first'));
    await clock.settle();
    void followed[0]?.then(() => answered.push('second'));
    await clock.settle();
    expect(answered).toEqual([]);
    release();
    await Promise.all([first, ...followed]);
    expect(answered).toEqual(['first', 'second']);
    expect(linesOf(disk.text(JOURNAL)).map(({ events }) => events.map(({ name }) => name))).toEqual([['a', 'b']]);
    unsubscribe?.();
    await store.dispatcher.dispatch({ type: 'add', name: 'c', by: 3 });
    expect(linesOf(disk.text(JOURNAL))).toHaveLength(2);
  });

  test.each([
    ['shares its line where deciding was slow and nothing is being written: the first decision of a process is', 60, [['a', 'b']]],
    ['is decided at its own time where it comes much later', 300, [['a'], ['b']]],
  ])('%s', async (_name, ms, lines) => {
    const real = createFakeClock();
    let slowMs = 0;
    const { store, disk } = await openHarness({ clock: { ...real, now: () => real.now() + slowMs } });
    const followed: Promise<unknown>[] = [];
    const unsubscribe = store.dispatcher.onDecided?.(() => {
      if (followed.length > 0) return;
      slowMs = ms;
      followed.push(store.dispatcher.dispatch({ type: 'add', name: 'b', by: 2 }));
    });
    await store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 });
    await Promise.all(followed);
    unsubscribe?.();
    expect(linesOf(disk.text(JOURNAL)).map(({ events }) => events.map(({ name }) => name))).toEqual(lines);
  });

  test('fails with it, and what it did upon it has not happened', async () => {
    const { store, disk } = await openHarness();
    disk.setFaults(failJournal('datasync', 'EIO'));
    const followed: ReturnType<typeof outcome<unknown>>[] = [];
    store.dispatcher.onDecided?.(() => {
      if (followed.length === 0) followed.push(outcome(store.dispatcher.dispatch({ type: 'add', name: 'b', by: 2 })));
    });
    const first = await outcome(store.dispatcher.dispatch({ type: 'add', name: 'a', by: 1 }));
    expect([first.ok, ...(await Promise.all(followed)).map(({ ok }) => ok)]).toEqual([false, false]);
    expect(store.dispatcher.snapshot()).toEqual((await openHarness()).store.dispatcher.snapshot());
  });
});
