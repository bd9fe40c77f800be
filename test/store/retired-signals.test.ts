// The walk through the journal that tables are made from: what left the live state, once, also where older months are gone.

import { describe, expect, it } from 'vitest';
import type { Event } from '../../src/core/engine/event.ts';
import { openHistory } from '../../src/boot/retired-signals.ts';
import type { JournalRecord } from '../../src/store/journal-record.ts';
import type { SignalHistory } from '../../src/store/signal-history.ts';
import { Engine, settingsWith } from '../core/engine.ts';

/** A whole trade as its journal, up to the moment when its signals leave. */
function trade(): { readonly records: JournalRecord<Event>[]; readonly ids: readonly string[] } {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  const records: JournalRecord<Event>[] = [];
  const run = engine.run.bind(engine);
  engine.run = (command) => {
    const reply = run(command);
    records.push({ seq: records.length + 1, at: engine.now, events: structuredClone(engine.events) });
    return reply;
  };
  const entry = engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000', '45000');
  const close = engine.alert('CLOSE BTCUSDT.P');
  const ids = [entry.id, close.id];
  records.push({ seq: records.length + 1, at: engine.now, events: [{ type: 'signals_retired', signalIds: ids }] });
  return { records, ids };
}

const historyOf = (records: readonly JournalRecord<Event>[]): SignalHistory<Event> => ({
  readSignalEvents: () => Promise.resolve([]),
  readEventsOf: () => Promise.resolve(new Map()),
  readAlerts: () => Promise.resolve(null),
  async *walk() {
    for (const record of records) yield [record];
  },
});

async function walked(records: readonly JournalRecord<Event>[]): Promise<string[]> {
  const found: string[] = [];
  for await (const { signal, orders } of openHistory(historyOf(records)).retired()) found.push(`${signal.id} ${orders.length}`);
  return found;
}

describe('the walk through the journal', () => {
  it('gives each signal when it leaves, with its orders', async () => {
    const { records, ids } = trade();
    const [entry = '', close = ''] = ids;
    expect((await walked(records)).map((line) => line.split(' ')[0])).toEqual([entry, close]);
    expect((await walked(records)).every((line) => Number(line.split(' ')[1]) > 0)).toBe(true);
    expect(await walked(records.slice(0, -1))).toEqual([]);
  });

  it('wherever the journal begins, gives what is known from there and fails at nothing', async () => {
    const { records, ids } = trade();
    for (let from = 0; from < records.length; from += 1) {
      const found = await walked(records.slice(from));
      expect(found.length).toBeLessThanOrEqual(ids.length);
    }
    expect(await walked(records.slice(-1))).toEqual([]);
  });
});
