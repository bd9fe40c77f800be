// Owns: shares of two strategies in one market, which the venue nets: whose a fill was.

import { describe, expect, it } from 'vitest';
import { checkTransaction } from '../../src/core/engine/invariants.ts';
import type { Order } from '../../src/core/model/order.ts';
import { Engine, perpetual, settingsWith } from './engine.ts';

/** `default` and `other` are long on the same account; `default` has a stop. */
function shared(own: string, others: string): Engine {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter(`BUY BTCUSDT.P qty=${own} sl=44000`, '45000');
  const signal = engine.alert(`BUY BTCUSDT.P qty=${others} sl=43000`, { strategyHint: 'other' });
  engine.price(signal, '45000');
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, others, '45000');
  engine.placeProtection();
  return engine;
}
const qtys = (engine: Engine) => ['default', 'other'].map((name) => engine.position(perpetual.symbol, name)?.qty);
const stopOf = (engine: Engine, strategy: string): Order => {
  const stop = engine.orders((order) => order.role === 'stop_loss' && order.strategy === strategy)[0];
  if (stop === undefined) throw new Error(`no stop of ${strategy}`);
  return stop;
};
const titles = (engine: Engine) => [...engine.state.notifications.values()].map((each) => each.title);
const exitOf = (engine: Engine): Order => {
  engine.alert('CLOSE BTCUSDT.P');
  const exit = engine.active('exit');
  engine.send(exit);
  return exit;
};

describe('an exit whose share its stop had closed before we heard of it', () => {
  it.each([
    ['the exit is told first', ['exit', 'stop']],
    ['the stop is told first', ['stop', 'exit']],
  ])('is sent at once, and counted as the close of the other share that it was: %s', (_, told) => {
    const engine = shared('0.1', '0.3');
    const exit = exitOf(engine);
    const stop = stopOf(engine, 'default');
    for (const which of told) engine.fill(which === 'exit' ? exit : stop, '0.1', '44000');
    expect(qtys(engine)).toEqual(['0', '0.2']);
    expect(engine.position(perpetual.symbol, 'default')?.plan).toBeNull();
    expect(titles(engine)).toContain('An exit of default has closed 0.1 BTC/USDT:USDT of other');
    // the other share is protected for what is left of it
    expect(engine.order(stopOf(engine, 'other').id).modify?.qty).toBe('0.2');
    // and nothing goes on leaving what is flat
    expect(engine.state.exits.size).toBe(0);
  });

  it('may have closed all of the other share: then that has no stop and no plan any more', () => {
    const engine = shared('0.1', '0.1');
    const exit = exitOf(engine);
    engine.fill(stopOf(engine, 'default'), '0.1', '44000');
    engine.fill(exit, '0.1', '44000');
    expect(qtys(engine)).toEqual(['0', '0']);
    expect(engine.position(perpetual.symbol, 'other')?.plan).toBeNull();
    expect(engine.status(stopOf(engine, 'other').id)).toBe('pending_cancel');
    expect(engine.position(perpetual.symbol, 'other')?.realizedPnl).toBe('-100');
  });

  it('counts only what went beyond the share', () => {
    const engine = shared('0.1', '0.3');
    const exit = exitOf(engine);
    engine.fill(stopOf(engine, 'default'), '0.04', '44000');
    engine.fill(exit, '0.1', '44000');
    expect(qtys(engine)).toEqual(['0', '0.26']);
  });

  it('closes as many shares as it takes, the largest first', () => {
    const engine = shared('0.3', '0.1');
    const exit = exitOf(engine);
    engine.fill(stopOf(engine, 'default'), '0.3', '44000');
    engine.fill(exit, '0.1', '44000');
    expect(qtys(engine)).toEqual(['0', '0']);
    engine.fill(exit, '0.2', '44000');
    // there is nobody left whose share it could have been: the venue is right, whoever holds it
    expect(qtys(engine)).toEqual(['-0.2', '0']);
  });
});

describe('what is no such exit', () => {
  it('within its share touches no other', () => {
    const engine = shared('0.1', '0.3');
    engine.fill(exitOf(engine), '0.1', '44000');
    expect(qtys(engine)).toEqual(['0', '0.3']);
    expect(titles(engine).filter((title) => title.startsWith('An exit of'))).toEqual([]);
  });

  it('while an entry of the share may have filled without our knowing, nobody can tell whose it was', () => {
    const engine = shared('0.1', '0.3');
    const more = engine.alert('{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"limit","limit_price":44500}');
    engine.price(more, '45000');
    const limit = engine.active('entry');
    engine.send(limit);
    const exit = exitOf(engine);
    engine.fill(exit, '0.1', '44000');
    engine.fill(stopOf(engine, 'default'), '0.1', '44000');
    expect(qtys(engine)).toEqual(['-0.1', '0.3']);
    engine.fill(limit, '0.1', '44500');
    expect(qtys(engine)).toEqual(['0', '0.3']);
  });
});

it('a share that moves without its counterpart breaks an invariant', () => {
  const engine = shared('0.1', '0.3');
  const exit = exitOf(engine);
  engine.fill(stopOf(engine, 'default'), '0.1', '44000');
  const before = engine.state;
  engine.fill(exit, '0.1', '44000');
  const { state, events } = engine;
  expect(checkTransaction(before, state, events)).toEqual([]);
  const without = events.filter((event) => event.type !== 'share_taken');
  expect(checkTransaction(before, state, without).map((each) => each.invariant)).toContain('positions move by their fills');
});
