// A part of a position was sold by hand at the venue a moment after a fill of ours: the books may not be believed to be wrong yet, but
// what is there leaves at once.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Order } from '../../src/core/model/order.ts';
import { Engine, settingsWith, spot } from './engine.ts';

function closing(words = 'CLOSE BTCUSDT', strategies: readonly string[] = ['default']): Engine {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  for (const strategyHint of strategies) {
    const signal = engine.alert('BUY BTCUSDT @ 45000 qty=0.1', { strategyHint });
    engine.price(signal, '45000', spot);
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, entry.qty, '45000');
  }
  engine.now += 20_000;
  engine.alert(words);
  return engine;
}

const exits = (engine: Engine): Order[] => engine.orders(({ role }) => role === 'exit');
const held = (engine: Engine): string | undefined => engine.position('BTC/USDT')?.qty;

function refuse(engine: Engine, there: string): void {
  const order = engine.active('exit');
  engine.run({ type: 'begin_submit', orderId: order.id });
  engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: order.id, reason: 'insufficient', there: decimal(there) } });
}

function sell(engine: Engine): void {
  const order = engine.active('exit');
  engine.send(order);
  engine.fill(order, order.qty, '45000');
}

describe('an exit that is refused because a part was sold by hand just now', () => {
  it('what is there is sold at once; the books stay as they are until the minute is over', () => {
    const engine = closing();
    refuse(engine, '0.04');
    expect(held(engine)).toBe('0.1');
    expect(engine.active('exit')).toMatchObject({ status: 'initialized', qty: '0.04' });
    expect(engine.dueTypes()).toContain('submit_order');
    sell(engine);
    expect(held(engine)).toBe('0.06');
    for (let second = 0; second < 120; second += 1) {
      engine.now += 1_000;
      engine.run({ type: 'clock' });
      if (exits(engine).some(({ id }) => engine.state.activeOrders.has(id))) refuse(engine, '0');
    }
    expect(held(engine)).toBe('0');
    expect(engine.state.exits.size).toBe(0);
  });

  it('a part of the position takes no more than is there, either', () => {
    const engine = closing('CLOSE BTCUSDT qty=0.08');
    refuse(engine, '0.04');
    expect(engine.active('exit').qty).toBe('0.04');
  });

  it('sold again before it has gone, the rest goes at once too, and not for ever at once', () => {
    const engine = closing();
    for (const there of ['0.05', '0.04', '0.03', '0.02']) refuse(engine, there);
    expect(engine.active('exit').qty).toBe('0.02');
    refuse(engine, '0.01');
    expect(engine.active('exit').qty).toBe('0.01');
    refuse(engine, '0.009');
    expect(exits(engine).filter(({ id }) => engine.state.activeOrders.has(id))).toEqual([]);
  });

  it('what another order of ours sells or has just sold is not sold twice', () => {
    const engine = closing('CLOSE BTCUSDT', ['default', 'other']);
    engine.alert('CLOSE BTCUSDT', { strategyHint: 'other' });
    const [first, second] = exits(engine);
    if (first === undefined || second === undefined) throw new Error('two leave');
    engine.send(first);
    engine.run({ type: 'begin_submit', orderId: second.id });
    engine.run({
      type: 'venue_report',
      report: { type: 'rejected', orderId: second.id, reason: 'insufficient', there: decimal('0.06') },
    });
    // 0.1 works there already: nothing is left of 0.06
    const waits = exits(engine).filter(({ id, strategy }) => strategy === second.strategy && engine.state.activeOrders.has(id));
    expect(waits.map(({ qty }) => qty)).toEqual(['0.1']);
  });

  it('an answer from before the sale is not believed: what was there was sold', () => {
    const engine = closing();
    refuse(engine, '0.04');
    sell(engine);
    refuse(engine, '0.04');
    expect(exits(engine).some(({ id, qty }) => engine.state.activeOrders.has(id) && qty === '0.04')).toBe(false);
  });

  it('nothing there at all: it is tried on as it is, later and later', () => {
    const engine = closing();
    refuse(engine, '0');
    expect(engine.active('exit').qty).toBe('0.1');
    refuse(engine, '0');
    expect(exits(engine).some(({ id }) => engine.state.activeOrders.has(id))).toBe(false);
    engine.now += 5_000;
    engine.run({ type: 'clock' });
    expect(engine.active('exit').qty).toBe('0.1');
  });
});
