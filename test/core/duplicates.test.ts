// Owns: which alerts are one, and that nothing that is meant twice is swallowed.

import { describe, expect, it } from 'vitest';
import type { Nonce } from '../../src/core/model/ids.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const auto = (change: Partial<Strategy> = {}): Engine => new Engine(settingsWith({ approval: { type: 'auto' }, ...change }));
const buy = (more: Record<string, unknown>): string => JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, ...more });
const close = (more: Record<string, unknown>): string => JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', ...more });

describe('ids', () => {
  it.each([['event_id'], ['signal_id'], ['alertTimestamp']])(
    '%s is unique by its meaning: the second with other bytes is the first',
    (name) => {
      const engine = auto();
      const first = engine.alert(buy({ [name]: '2026-03-02T09:20:01Z' }));
      expect(engine.alert(buy({ [name]: '2026-03-02T09:20:01Z', interval: '5' })).id).toBe(first.id);
      expect(engine.signal(first.id).duplicates).toBe(1);
    },
  );

  it.each([['order_id'], ['comment'], ['time'], ['id']])('%s is a name that repeats', (name) => {
    const engine = auto();
    const first = engine.alert(buy({ [name]: '2026-03-02T09:20:01Z' }));
    expect(engine.alert(buy({ [name]: '2026-03-02T09:20:01Z', interval: '5' })).id).not.toBe(first.id);
  });

  it('a repeated pyramiding entry of a new bar is an entry of its own', () => {
    const engine = auto();
    const first = engine.alert(buy({ comment: 'Long', order_id: 'Long', time: '2026-03-02T09:20:00Z' }));
    const second = engine.alert(buy({ comment: 'Long', order_id: 'Long', time: '2026-03-02T09:25:00Z' }));
    expect([second.id === first.id, second.state]).toEqual([false, 'received']);
  });

  it('two entries of one second are two: a time names a second, not an alert', () => {
    const engine = auto();
    const first = engine.alert(buy({ alertTimestamp: '2026-03-02T09:20:01Z', order_id: 'L1' }));
    expect(engine.alert(buy({ alertTimestamp: '2026-03-02T09:20:01Z', order_id: 'L2' })).id).not.toBe(first.id);
  });

  it('the second target of a trade is not swallowed by the id of the trade', () => {
    const engine = auto();
    engine.enter(buy({ signal_id: 't1' }), '45000');
    engine.alert(close({ signal_id: 't1', quantity: 0.03, comment: 'TP1' }));
    engine.alert(close({ signal_id: 't1', quantity: 0.03, comment: 'TP2' }));
    expect(engine.orders((order) => order.role === 'exit')).toHaveLength(2);
    engine.alert(close({ signal_id: 't1', quantity: 0.03, comment: 'TP2', interval: '5' }));
    expect(engine.orders((order) => order.role === 'exit')).toHaveLength(2);
  });

  it('a part of a close with the same bytes counts again when the window is over', () => {
    const engine = auto();
    engine.enter(buy({}), '45000');
    const same = { bodyHash: 'same' };
    const close50 = close({ percent: 50 });
    const fillExit = (): void => {
      const exit = engine.active('exit');
      engine.send(exit);
      engine.fill(exit, exit.qty, '45000');
    };
    engine.alert(close50, same);
    fillExit();
    engine.now += 30_000;
    engine.alert(close50, same);
    expect(engine.active('exit').qty).toBe('0.025');
  });

  it('a second close is never swallowed, whatever names it', () => {
    const engine = auto();
    engine.enter(buy({}), '45000');
    const body = close({ event_id: 'e1' });
    const first = engine.alert(body, { bodyHash: 'same' });
    expect(engine.alert(body, { bodyHash: 'same' }).id).not.toBe(first.id);
  });

  it('a suppressed repeat without an id is shown with Execute; one with an id is not', () => {
    const engine = auto();
    engine.alert(buy({}), { bodyHash: 'same' });
    engine.alert(buy({}), { bodyHash: 'same', nonce: 'feedfeedfeedfeed' as Nonce });
    engine.alert(buy({ event_id: 'e' }), { bodyHash: 'x' });
    engine.alert(buy({ event_id: 'e' }), { bodyHash: 'x', nonce: 'beefbeefbeefbeef' as Nonce });
    expect([...engine.state.prompts.keys()]).toEqual(['feedfeedfeedfeed']);
    const before = engine.state.signals.size;
    engine.run({ type: 'confirm', nonce: 'feedfeedfeedfeed' as Nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
    expect(engine.state.signals.size).toBe(before + 1);
  });
});

describe('id_fields', () => {
  const named = { named: { order_id: '7', bar: '12' } };

  it('of config.yaml name an alert together', () => {
    const engine = auto({ idFields: ['order_id', 'bar'] });
    const first = engine.alert(buy({}), named);
    expect(engine.alert(buy({ interval: '5' }), named).id).toBe(first.id);
    expect(engine.alert(buy({}), { named: { order_id: '7', bar: '13' } }).id).not.toBe(first.id);
    expect(engine.signal(first.id).duplicates).toBe(1);
  });

  it('name nothing where one of them is missing, and nothing for other strategies', () => {
    const engine = auto({ idFields: ['order_id', 'bar'] });
    const first = engine.alert(buy({}), { named: { order_id: '7' } });
    expect(engine.alert(buy({ interval: '5' }), { named: { order_id: '7' } }).id).not.toBe(first.id);
    const other = new Engine(settingsWith({ approval: { type: 'auto' } }));
    const one = other.alert(buy({}), named);
    expect(other.alert(buy({ interval: '5' }), named).id).not.toBe(one.id);
  });

  it('do not hold back a full close', () => {
    const engine = auto({ idFields: ['order_id', 'bar'] });
    engine.enter(buy({}), '45000');
    const first = engine.alert(close({}), named);
    expect(engine.alert(close({}), named).id).not.toBe(first.id);
  });
});
