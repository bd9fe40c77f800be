import { describe, expect, test } from 'vitest';
import { makeOrderId, makeSignalId, type SignalId } from '../../src/core/model/ids.ts';
import { createJournal, type Journal } from '../../src/store/journal.ts';
import { createSignalHistory, type SignalHistory } from '../../src/store/signal-history.ts';
import { signalsOfEvent } from '../../src/store/signal-ids.ts';
import { createSignalIndex, type SignalIndex } from '../../src/store/signal-index.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';

const START = Date.UTC(2026, 0, 31, 12);
const INDEX = '/j/2026-01.idx';

interface Opened {
  readonly disk: MemoryDisk;
  readonly clock: FakeClock;
  readonly journal: Journal<unknown>;
  readonly index: SignalIndex;
  readonly history: SignalHistory<{ readonly type: string; readonly n?: number }>;
  readonly errors: unknown[];
  readonly commit: (...events: object[]) => Promise<void>;
}

function open(options: { disk?: MemoryDisk; tail?: { month: string | null; size: number }; seq?: number } = {}): Opened {
  const { disk = createMemoryDisk(), tail = { month: null, size: 0 } } = options;
  const clock = createFakeClock(START);
  const journal = createJournal<unknown>({ fs: disk, directory: '/j', tail });
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const index = createSignalIndex({ fs: disk, directory: '/j', clock, signalsOf: signalsOfEvent, isFull: () => false, onError });
  const history = createSignalHistory<{ type: string; n?: number }>({
    fs: disk,
    directory: '/j',
    journal,
    index,
    signalsOf: signalsOfEvent,
  });
  let seq = options.seq ?? 0;
  const commit = async (...events: object[]): Promise<void> => {
    seq += 1;
    index.note(await journal.append({ seq, at: clock.now(), events }), events);
  };
  return { disk, clock, journal, index, history, errors, commit };
}

/** The same folder after a crash: a new index and history over what is there. */
const reopen = ({ disk, journal }: Opened): Opened => open({ disk, tail: journal.end() ?? { month: null, size: 0 }, seq: 1_000 });

const id = (n: number, at = START): SignalId => makeSignalId(at, n.toString(16).padStart(13, '0'));
const received = (n: number): object => ({ type: 'signal_received', n, signal: { id: id(n) } });
const numbersOf = (found: readonly { readonly events: readonly { readonly n?: number }[] }[]): unknown[] =>
  found.flatMap(({ events }) => events.map(({ n }) => n));

describe('the signals of an event', () => {
  const order = makeOrderId(id(3), { account: 0, leg: 0, role: 'entry', sequence: 0 });
  test.each([
    [{ type: 'signal_remarked', signalId: id(1) }, [id(1)]],
    [{ type: 'signal_received', signal: { id: id(2) } }, [id(2)]],
    [{ type: 'order_filled', orderId: order }, [id(3)]],
    [{ type: 'order_initialized', order: { id: order, signalId: id(3) } }, [id(3)]],
    [{ type: 'exit_opened', exit: { id: 'x', signalId: id(4) } }, [id(4)]],
    [{ type: 'a', signalId: id(1), orderId: order }, [id(1), id(3)]],
    [{ type: 'user_added', user: { id: 1 } }, []],
    [{ type: 'x', signalId: 'sg_evil\nsg_line', orderId: 7, signal: null }, []],
    [null, []],
  ])('%j', (event, ids) => {
    expect(signalsOfEvent(event)).toEqual(ids);
  });
});

describe('the events of a signal', () => {
  const write = async (opened: Opened): Promise<void> => {
    await opened.commit(received(1), received(2));
    await opened.commit({ type: 'other' });
    await opened.commit({ type: 'signal_remarked', signalId: id(1), n: 11 }, { type: 'signal_remarked', signalId: id(2), n: 22 });
    await opened.clock.advance(86_400_000 / 2);
    await opened.commit({ type: 'order_filled', orderId: makeOrderId(id(1), { account: 0, leg: 0, role: 'exit', sequence: 1 }), n: 12 });
  };

  test('are found over months, with their times, and nobody else’s', async () => {
    const opened = open();
    await write(opened);
    expect(opened.disk.text('/j/2026-02.jsonl')).not.toBeNull();
    const found = await opened.history.readSignalEvents(id(1));
    expect(numbersOf(found)).toEqual([1, 11, 12]);
    expect(found.map(({ at }) => at - START)).toEqual([0, 0, 43_200_000]);
    expect(numbersOf(await opened.history.readSignalEvents(id(2)))).toEqual([2, 22]);
    expect(await opened.history.readSignalEvents(id(9))).toEqual([]);
    expect(await opened.history.readSignalEvents('../../etc/passwd')).toEqual([]);
    expect(opened.errors).toEqual([]);
  });

  test('of many signals are found in one walk through the index', async () => {
    const opened = open();
    await opened.commit(...Array.from({ length: 100 }, (_, n) => received(n)));
    await opened.history.readSignalEvents(id(1));
    const before = opened.disk.count('read', '.idx');
    await opened.history.readSignalEvents(id(1));
    const ofOne = opened.disk.count('read', '.idx') - before;
    const found = await opened.history.readEventsOf([...Array.from({ length: 100 }, (_, n) => id(n)), id(500), 'no id']);
    expect(opened.disk.count('read', '.idx') - before).toBe(2 * ofOne);
    expect(found.size).toBe(101);
    expect(numbersOf(found.get(id(42)) ?? [])).toEqual([42]);
    expect(found.get(id(500))).toEqual([]);
  });

  test('the index is written after the commits, several at once, and holds no sync', async () => {
    const opened = open();
    for (let n = 0; n < 50; n += 1) await opened.commit(received(n));
    expect(opened.disk.text(INDEX)).toBeNull();
    await opened.clock.advance(200);
    expect(opened.disk.count('write', '.idx')).toBe(1);
    expect(opened.disk.count('sync', '.idx') + opened.disk.count('datasync', '.idx')).toBe(0);
    expect(opened.disk.text(INDEX)?.split('\n')).toHaveLength(52);
  });

  const damages: readonly (readonly [string, (text: string) => string | null])[] = [
    ['missing', () => null],
    ['empty', () => ''],
    ['cut in the middle of a line', (text) => text.slice(0, text.length - 9)],
    ['cut after its first block', (text) => text.slice(0, text.indexOf('= ') + 12)],
    ['damaged in an id', (text) => text.replace('sg_', 'sg-')],
    ['damaged in an offset', (text) => text.replace(/ \d+\n/, ' 3\n')],
    ['of another journal', (text) => text.replaceAll(/= \d+/g, '= 99999999')],
    ['followed by rubbish', (text) => `${text}${id(1)} 17\nrubbish`],
    ['rubbish altogether', () => '\0\0\0\n= 5 00000000\n= x\n'],
  ];
  test.each(damages)('are found when the index is %s: it is made anew from the journal', async (_, damage) => {
    const before = open();
    await before.commit(received(1), received(2));
    await before.clock.advance(200);
    await before.commit({ type: 'signal_remarked', signalId: id(1), n: 11 });
    await before.index.stop();
    const good = before.disk.text(INDEX) ?? '';
    const damaged = damage(good);
    if (damaged === null) before.disk.remove(INDEX);
    else before.disk.put(INDEX, damaged);
    const opened = reopen(before);
    await opened.commit({ type: 'signal_remarked', signalId: id(1), n: 12 });
    expect(numbersOf(await opened.history.readSignalEvents(id(1)))).toEqual([1, 11, 12]);
    expect(numbersOf(await opened.history.readSignalEvents(id(2)))).toEqual([2]);
    expect(opened.errors).toEqual([]);
  });

  test('what a crash kept from the index of a month that is over is found', async () => {
    const before = open();
    await before.commit(received(1));
    await before.clock.advance(86_400_000 / 2);
    await before.commit({ type: 'signal_remarked', signalId: id(1), n: 11 });
    before.disk.remove(INDEX);
    expect(numbersOf(await reopen(before).history.readSignalEvents(id(1)))).toEqual([1, 11]);
  });

  test('an index that cannot be written is told, holds up nothing, and is completed later', async () => {
    const opened = open();
    opened.disk.setFaults((operation, path) => (operation === 'write' && path.endsWith('.idx') ? 'EIO' : null));
    await opened.commit(received(1));
    await opened.clock.advance(200);
    expect(opened.errors).toHaveLength(1);
    opened.disk.setFaults(null);
    await opened.commit(received(2));
    expect(numbersOf(await opened.history.readSignalEvents(id(1)))).toEqual([1]);
    expect(numbersOf(await opened.history.readSignalEvents(id(2)))).toEqual([2]);
  });

  test('bytes that are not synced yet are not read', async () => {
    const opened = open();
    await opened.commit(received(1));
    const release = opened.disk.hold('datasync', '.jsonl');
    const pending = opened.commit({ type: 'signal_remarked', signalId: id(1), n: 99 });
    await opened.clock.settle();
    expect(opened.disk.text('/j/2026-01.jsonl')).toContain('99');
    expect(numbersOf(await opened.history.readSignalEvents(id(1)))).toEqual([1]);
    release();
    await pending;
    expect(numbersOf(await opened.history.readSignalEvents(id(1)))).toEqual([1, 99]);
  });

  test('of a large month are found without reading the journal, in blocks of the index', async () => {
    const opened = open();
    for (let batch = 0; batch < 300; batch += 1) {
      await opened.commit(...Array.from({ length: 100 }, (_, n) => received(batch * 100 + n)));
    }
    await opened.index.stop();
    opened.disk.remove(INDEX);
    const again = reopen(opened);
    expect(numbersOf(await again.history.readSignalEvents(id(29_999)))).toEqual([29_999]);
    expect(again.disk.text(INDEX)?.match(/^= /gm)?.length).toBeGreaterThan(1);
    const before = again.disk.count('read', '.jsonl');
    expect(numbersOf(await again.history.readSignalEvents(id(12_345)))).toEqual([12_345]);
    expect(again.disk.count('read', '.jsonl') - before).toBe(1);
  });
});

describe('the alerts', () => {
  const pages = async (opened: Opened, limit: number): Promise<number[][]> => {
    const all: number[][] = [];
    let before: string | null = null;
    for (;;) {
      const page = await opened.history.readAlerts({ before, limit });
      if (page === null) throw new Error('no page');
      if (page.alerts.length > 0) all.push(page.alerts.map(({ event }) => event.n ?? -1));
      if (page.next === null) return all;
      before = page.next;
    }
  };

  test('come newest first, page by page, over batches and months, each once', async () => {
    const opened = open();
    await opened.commit(received(1), { type: 'other' }, received(2), received(3));
    await opened.commit({ type: 'signal_remarked', signalId: id(1), text: '"signal_received"' });
    await opened.clock.advance(86_400_000 / 2);
    await opened.commit(received(4));
    await opened.commit(received(5), received(6));
    for (const limit of [1, 2, 3, 4, 5, 6, 7]) {
      const got = await pages(opened, limit);
      expect(got.flat(), `limit ${limit}`).toEqual([6, 5, 4, 3, 2, 1]);
      for (const page of got.slice(0, -1)) expect(page).toHaveLength(limit);
    }
  });

  test('that come while someone pages do not shift the pages', async () => {
    const opened = open();
    for (let n = 1; n <= 6; n += 1) await opened.commit(received(n));
    const first = await opened.history.readAlerts({ before: null, limit: 2 });
    await opened.commit(received(7));
    const second = await opened.history.readAlerts({ before: first?.next ?? null, limit: 2 });
    expect(second?.alerts.map(({ event }) => event.n)).toEqual([4, 3]);
  });

  test('of no journal are none; a cursor that is none gets no page; a forged one does no harm', async () => {
    const opened = open();
    expect(await opened.history.readAlerts({ before: null, limit: 10 })).toEqual({ alerts: [], next: null });
    await opened.commit(received(1));
    expect(await opened.history.readAlerts({ before: '../x', limit: 10 })).toBeNull();
    expect(await opened.history.readAlerts({ before: '2026-01.7.0', limit: 10 })).toEqual({ alerts: [], next: null });
    expect((await opened.history.readAlerts({ before: '2026-01.999999999999999.0', limit: 10 }))?.alerts).toHaveLength(1);
    expect((await opened.history.readAlerts({ before: null, limit: -5 }))?.alerts).toHaveLength(1);
  });
});
