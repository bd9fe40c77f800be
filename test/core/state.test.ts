import { describe, expect, it } from 'vitest';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { evolve } from '../../src/core/engine/evolve.ts';
import type { Event } from '../../src/core/engine/event.ts';
import { leadsOut } from '../../src/core/engine/groups/leads-out.ts';
import { decodeState, encodeState, migrateState } from '../../src/core/engine/state-codec.ts';
import {
  DUPLICATE_BODY_WINDOW_MS,
  DUPLICATE_ID_WINDOW_MS,
  FINISHED_KEPT_MAX,
  FINISHED_KEPT_MS,
  NOTIFICATIONS_MAX,
  RETIRE_BATCH,
} from '../../src/core/model/limits.ts';
import type { Nonce } from '../../src/core/model/ids.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }, { entriesPerMinuteMax: 100_000 }));

describe('the checkpoint', () => {
  it('gives the same state back, and the journal gives it too', () => {
    const engine = auto();
    const journal: { at: number; events: Event[] }[] = [];
    const run = engine.run.bind(engine);
    engine.run = (command) => {
      const reply = run(command);
      journal.push({ at: engine.now, events: structuredClone(engine.events) });
      return reply;
    };
    engine.enter(BUY, '45000');
    engine.now += 500;
    engine.alert('CLOSE BTCUSDT.P 50%');
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: 3 });
    const encoded = JSON.stringify(encodeState(engine.state));
    const decoded = decodeState(JSON.parse(encoded));
    expect(JSON.stringify(encodeState(decoded))).toBe(encoded);
    expect(decoded.activeOrders.equals(engine.state.activeOrders)).toBe(true);
    expect(decoded.activeOrdersOf.equals(engine.state.activeOrdersOf)).toBe(true);
    expect(decoded.positionsOf.equals(engine.state.positionsOf)).toBe(true);
    expect(decoded.positionsOf.size).toBe(1);
    expect(decoded.activeSignals.equals(engine.state.activeSignals)).toBe(true);
    let replayed = emptyState();
    for (const { at, events } of journal) for (const event of events) replayed = evolve(replayed, event, at);
    expect(encodeState(replayed)).toEqual(encodeState(engine.state));
  });

  it('fields that a reading did not have yet when it was written are empty, in the checkpoint and in the journal', () => {
    const engine = auto();
    const { id } = engine.alert(BUY);
    const written = (value: unknown): never =>
      JSON.parse(JSON.stringify(value), (key, each: unknown) =>
        ['legs', 'sortOrder', 'onLegFailure', 'delayMs', 'maxLagMs', 'sizeAfter', 'contract', 'wait', 'part', 'group', 'leader'].includes(
          key,
        )
          ? undefined
          : each,
      ) as never;
    const event = engine.events.find((each) => each.type === 'signal_received');
    expect(JSON.stringify(written(event))).not.toContain('delayMs');
    const empty = { legs: [], sortOrder: null, onLegFailure: null, delayMs: null, maxLagMs: null, sizeAfter: null, contract: null };
    const complete = { reading: empty, wait: null, part: null, group: null, leader: null };
    expect(evolve(emptyState(), written(event), engine.now).signals.get(id)).toMatchObject(complete);
    expect(decodeState(written(encodeState(engine.state))).signals.get(id)).toMatchObject(complete);
  });

  it('of a newer program is refused with both versions named', () => {
    expect(() => migrateState({ schema: 99 })).toThrow(/schema 99.*knows up to 1/);
    expect(() => decodeState('nonsense')).toThrow('no state');
  });
});

describe('duplicates', () => {
  const same = { bodyHash: 'same' };

  it('the same bytes for the same strategy within 30 s are one signal, which counts them', () => {
    const engine = auto();
    const first = engine.alert(BUY, same);
    engine.now += DUPLICATE_BODY_WINDOW_MS - 1;
    expect(engine.alert(BUY, same).id).toBe(first.id);
    expect(engine.alert(BUY, same).duplicates).toBe(2);
    expect(engine.alert(BUY, { ...same, strategyHint: 'other' }).id).not.toBe(first.id);
  });

  it('after the window they are another signal', () => {
    const engine = auto();
    const first = engine.alert(BUY, same);
    engine.now += DUPLICATE_BODY_WINDOW_MS;
    expect(engine.alert(BUY, same).id).not.toBe(first.id);
  });

  it('an id that is unique by its meaning holds for a day, whatever the bytes', () => {
    const engine = auto();
    const withId = (qty: number) => JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: qty, event_id: 'e-1' });
    const first = engine.alert(withId(1));
    engine.now += DUPLICATE_ID_WINDOW_MS - 1;
    expect(engine.alert(withId(2)).id).toBe(first.id);
    engine.now += 1;
    expect(engine.alert(withId(3)).id).not.toBe(first.id);
  });

  it('a used signature does nothing again for ten minutes, a close included', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const first = engine.alert('CLOSE BTCUSDT.P 50%', { replayKey: 'sig-1' });
    engine.now += 599_999;
    const again = engine.alertCommand('CLOSE BTCUSDT.P', { replayKey: 'sig-1' });
    expect(engine.run(again)).toEqual({ type: 'signal', signalId: first.id, duplicate: true });
    expect(engine.orders((order) => order.role === 'exit')).toHaveLength(1);
  });

  it('a flood of repeats asks one question', () => {
    const engine = auto();
    engine.alert(BUY, same);
    for (let n = 0; n < 50; n += 1) engine.alert(BUY, same);
    expect([engine.state.prompts.size, engine.state.notifications.size]).toEqual([1, 1]);
  });

  it('a full close is never held back', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const first = engine.alert('CLOSE BTCUSDT.P', same);
    expect(engine.alert('CLOSE BTCUSDT.P', same).id).not.toBe(first.id);
    expect(engine.orders((order) => order.role === 'exit')).toHaveLength(1);
  });

  it('a repeat that was held back can be executed by a tap, once', () => {
    const engine = auto();
    engine.alert(BUY, same);
    const nonce = 'feedfeedfeedfeed' as Nonce;
    engine.alert(BUY, { ...same, nonce });
    expect([...engine.state.notifications.values()].map((each) => each.prompt)).toEqual([nonce]);
    const before = engine.state.signals.size;
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000ab', updateId: null });
    expect(engine.state.signals.size).toBe(before + 1);
  });

  it('a part of a close that came again is offered too: it may be the second target', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.alert('CLOSE BTCUSDT.P 50%', same);
    const first = engine.active('exit');
    engine.send(first);
    engine.fill(first, '0.05', '45000');
    const nonce = 'feedfeedfeedfeed' as Nonce;
    engine.alert('CLOSE BTCUSDT.P 50%', { ...same, nonce });
    expect(engine.orders((order) => order.role === 'exit')).toHaveLength(1);
    expect(engine.state.prompts.has(nonce)).toBe(true);
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
    expect(engine.active('exit').qty).toBe('0.025');
  });

  it('so is what was refused, since it may pass now', () => {
    const engine = auto();
    engine.alert('REVERSE BTCUSDT.P', same);
    engine.enter(BUY, '45000');
    const nonce = 'feedfeedfeedfeed' as Nonce;
    engine.alert('REVERSE BTCUSDT.P', { ...same, nonce });
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
    expect(engine.active('exit').qty).toBe('0.1');
  });
});

describe('what leaves the live state', () => {
  it('finished signals go after 7 days, with their orders; what is alive stays', () => {
    const engine = auto();
    const held = engine.enter(BUY, '45000');
    const denied = engine.alert('BUY BTCUSDT.P qty=1 strategy=nosuch');
    engine.now += FINISHED_KEPT_MS;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(engine.state.signals.has(denied.id)).toBe(false);
    expect(engine.state.signals.has(held.id)).toBe(true);
    expect(engine.active('stop_loss').qty).toBe('0.1');
    expect(engine.dueTypes()).not.toContain('clock');
  });

  it('a flood of finished signals does not grow the state', () => {
    const engine = auto();
    for (let n = 0; n < FINISHED_KEPT_MAX + RETIRE_BATCH; n += 1) {
      engine.state =
        engine.state.notifications.size > 0 ? { ...engine.state, notifications: engine.state.notifications.clear() } : engine.state;
      const command = engine.alertCommand('BUY BTCUSDT.P qty=1 strategy=nosuch', { rateKey: null });
      engine.runUnchecked(command);
    }
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    expect(engine.state.finishedSignals.size).toBe(FINISHED_KEPT_MAX);
    expect(engine.state.signals.size).toBe(FINISHED_KEPT_MAX);
  });
});

describe('notifications', () => {
  const notify = (engine: Engine, groupKey: string, severity: 'info' | 'warning' | 'error' | 'alarm' = 'info') =>
    engine.runUnchecked({ type: 'notify', notificationId: 'x' as never, severity, groupKey, title: groupKey, text: 't', nextStep: null });

  it('of one group that wait become one with a count', () => {
    const engine = auto();
    for (let n = 0; n < 5; n += 1) notify(engine, 'g');
    expect([...engine.state.notifications.values()].map((each) => each.count)).toEqual([5]);
  });

  it('that grow while they are on their way are still owed, to every chat', () => {
    const engine = auto();
    notify(engine, 'g', 'alarm');
    const [id] = engine.state.notifications.keys();
    if (id === undefined) throw new Error('none');
    engine.run({ type: 'notification_delivered', notificationId: id, count: 1, chatId: '1', done: false });
    notify(engine, 'g', 'alarm');
    expect(engine.state.notifications.get(id)?.chats).toEqual([]);
    engine.run({ type: 'notification_delivered', notificationId: id, count: 1, chatId: '2', done: true });
    expect(engine.dueTypes()).toEqual(['deliver_notification']);
    for (const chatId of ['1', '2'])
      engine.run({ type: 'notification_delivered', notificationId: id, count: 2, chatId, done: chatId === '2' });
    expect(engine.state.notifications.size).toBe(0);
  });

  it('take in nothing once they are mailed, and are mailed as they are', () => {
    const engine = new Engine(settingsWith({}, { mail: true }));
    notify(engine, 'g', 'alarm');
    const [id] = engine.state.notifications.keys();
    if (id === undefined) throw new Error('none');
    notify(engine, 'g', 'alarm');
    engine.run({ type: 'notification_mailed', notifications: [{ id, count: 1 }] });
    expect(engine.dueTypes()).toContain('mail_notifications');
    engine.run({ type: 'notification_mailed', notifications: [{ id, count: 2 }] });
    expect(engine.dueTypes()).not.toContain('mail_notifications');
    notify(engine, 'g', 'alarm');
    expect([...engine.state.notifications.values()].map(({ count, mailed }) => [count, mailed])).toEqual([
      [2, true],
      [1, false],
    ]);
  });

  it('are bounded: the oldest of little weight goes, alarms stay', () => {
    const engine = auto();
    notify(engine, 'alarm', 'alarm');
    for (let n = 0; n < NOTIFICATIONS_MAX + 50; n += 1) {
      engine.now += 1;
      notify(engine, `g${n}`);
    }
    expect(engine.state.notifications.size).toBe(NOTIFICATIONS_MAX);
    const left = [...engine.state.notifications.values()];
    expect(left.some((each) => each.severity === 'alarm')).toBe(true);
    // what went is told once, with its number: 500 of 551 stand here, one of them for the others
    expect(left.filter((each) => each.title === 'An older message was left out').map(({ count }) => count)).toEqual([52]);
  });

  it('of one kind are one with a count from the fifth on that waits, whatever its age', () => {
    const engine = auto();
    for (let n = 0; n < 200; n += 1) {
      engine.now += 61_000;
      notify(engine, 'exit-retry:x', 'error');
    }
    expect([...engine.state.notifications.values()].map(({ count }) => count).sort((a, b) => a - b)).toEqual([1, 1, 1, 1, 196]);
  });

  it('that are an alarm are not taken in by a warning of the kind', () => {
    const engine = auto();
    notify(engine, 'unheard:paper', 'warning');
    notify(engine, 'unheard:paper', 'alarm');
    expect([...engine.state.notifications.values()].map(({ severity, count }) => [severity, count])).toEqual([
      ['warning', 1],
      ['alarm', 1],
    ]);
  });

  it('of one kind that wait for the chat are bounded with a mailbox too, and what is taken in is mailed', () => {
    const engine = new Engine(settingsWith({}, { mail: true }));
    const mail = (): void => {
      const notifications = [...engine.state.notifications.values()].filter(({ mailed }) => !mailed);
      engine.run({ type: 'notification_mailed', notifications });
    };
    for (let n = 0; n < 200; n += 1) {
      engine.now += 61_000;
      notify(engine, 'exit-retry:x', 'alarm');
      // whatever takes it in is owed to the mailbox anew
      expect([...engine.state.notifications.values()].filter(({ mailed }) => !mailed)).toHaveLength(1);
      mail();
    }
    expect([...engine.state.notifications.values()].map(({ count }) => count).sort((a, b) => a - b)).toEqual([1, 1, 1, 1, 196]);
  });

  it('of one kind that wait for the mailbox only are bounded, and the chat is told each of them', () => {
    const engine = new Engine(settingsWith({}, { mail: true }));
    const told: number[] = [];
    for (let n = 0; n < 200; n += 1) {
      engine.now += 61_000;
      notify(engine, 'exit-retry:x', 'alarm');
      for (const { id, count } of [...engine.state.notifications.values()].filter(({ delivered }) => !delivered)) {
        told.push(count);
        engine.run({ type: 'notification_delivered', notificationId: id, count, chatId: '1', done: true });
      }
    }
    expect(told).toEqual(Array.from({ length: 200 }, () => 1));
    const owed = [...engine.state.notifications.values()];
    expect(owed.map(({ count }) => count).sort((a, b) => a - b)).toEqual([1, 1, 1, 1, 196]);
    engine.run({ type: 'notification_mailed', notifications: owed });
    expect(engine.state.notifications.size).toBe(0);
  });

  it('that wait for the mailbox only leave the chat its room', () => {
    const engine = new Engine(settingsWith({}, { mail: true }));
    for (let n = 0; n < NOTIFICATIONS_MAX; n += 1) notify(engine, `g${n}`, 'alarm');
    for (const id of engine.state.notifications.keys())
      engine.run({ type: 'notification_delivered', notificationId: id, count: 1, chatId: '1', done: true });
    notify(engine, 'a');
    notify(engine, 'b');
    expect([...engine.state.notifications.values()].filter(({ delivered }) => !delivered).map(({ title }) => title)).toEqual(['a', 'b']);
  });

  it('are told in the order in which they came', () => {
    const engine = auto();
    for (let n = 0; n < 60; n += 1) {
      engine.now += 1;
      notify(engine, `g${n}`, 'error');
    }
    const told = engine.due().flatMap((work) => (work.type === 'deliver_notification' ? [work.notificationId] : []));
    const times = told.map((id) => engine.state.notifications.get(id)?.createdAt ?? 0);
    expect(times).toHaveLength(60);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('leave when the chat has them and no mail is owed', () => {
    const engine = new Engine(settingsWith({}, { mail: true }));
    notify(engine, 'loud', 'alarm');
    const id = [...engine.state.notifications.keys()][0];
    if (id === undefined) throw new Error('none');
    engine.run({ type: 'notification_delivered', notificationId: id, count: 1, chatId: '1', done: true });
    expect(engine.dueTypes()).toEqual(['mail_notifications']);
    engine.run({ type: 'notification_mailed', notifications: [{ id, count: 1 }] });
    expect(engine.state.notifications.size).toBe(0);
  });
});

describe('a backup', () => {
  it('starts halted, denies what waited, and says so', () => {
    const engine = auto();
    engine.price(engine.alert(BUY), '45000');
    const waiting = engine.active('entry');
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: true });
    expect(engine.state.tradingState).toBe('halted');
    expect(engine.status(waiting.id)).toBe('denied');
    expect([...engine.state.notifications.values()].map((each) => each.title)).toContain('Started from a backup: trading is halted');
  });
});

describe('a state that contradicts itself', () => {
  it('starts halted and alarmed, and lets people out', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false, violations: ['a stop has no position'] });
    expect(engine.state.tradingState).toBe('halted');
    expect([...engine.state.notifications.values()].map((each) => each.text).join()).toContain('a stop has no position');
    expect(engine.alert('BUY BTCUSDT.P qty=1')).toMatchObject({ error: { code: 'TRADING_HALTED' } });
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.active('exit').qty).toBe('0.1');
  });
});

describe('what gets through on a full disk', () => {
  it('are exits, cancels and reports, not entries', () => {
    const engine = auto();
    engine.enter(BUY, '45000');
    const out = (text: string) => leadsOut(engine.settings, engine.state, engine.alertCommand(text));
    expect([
      out('CLOSE BTCUSDT.P'),
      out('SELL BTCUSDT.P qty=0.05'),
      out('CANCEL 12345678'),
      out('BUY BTCUSDT.P qty=1'),
      out('CLOSE nonsense!'),
    ]).toEqual([true, true, true, false, false]);
  });
});
