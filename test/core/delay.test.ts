// Owns: orders that their sender wants later: they wait durably, can be taken back, and are no older for it.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { PRICE_WAIT_MS } from '../../src/core/model/limits.ts';
import type { SignalId } from '../../src/core/model/ids.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import type { Instrument } from '../../src/core/model/markets/instrument.ts';
import { ANN, Engine, perpetual, settingsWith, T0 } from './engine.ts';

const auto = (change: Partial<Strategy> = {}): Engine => new Engine(settingsWith({ approval: { type: 'auto' }, ...change }));
const order = (action: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ action, symbol: 'BTCUSDT.P', quantity: 0.1, delay_seconds: 60, ...more });

describe('an entry with a delay', () => {
  it('is worked when its time has come, not before, and over a restart', () => {
    const engine = auto();
    const signal = engine.alert(order('buy'));
    expect([signal.state, engine.wakeAt()]).toEqual(['received', T0 + 60_000]);
    expect(engine.dueTypes()).toEqual(['show_card']);
    expect(engine.price(signal, '45000')).toMatchObject({ type: 'skipped' });
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    engine.now += 60_000;
    expect(engine.dueTypes()).toContain('price_signal');
    engine.price(signal, '45000');
    expect(engine.active('entry').qty).toBe('0.1');
  });

  it('is no older for it: the age that counts is the one at its receipt', () => {
    const engine = auto({ maxLagMs: 10_000 });
    const signal = engine.alert(order('buy', { timenow: new Date(T0 - 5_000).toISOString() }));
    engine.now += 60_000;
    engine.price(signal, '45000');
    expect(engine.run({ type: 'begin_submit', orderId: engine.active('entry').id }).type).toBe('submit');
    const late = auto({ maxLagMs: 10_000 });
    const waiting = late.alert(order('buy', { timenow: new Date(T0 - 5_000).toISOString() }));
    late.now += 60_000 + 5_001;
    expect(late.price(waiting, '45000')).toMatchObject({ type: 'refused', denial: { code: 'STALE_SIGNAL' } });
  });

  it('whose time passed while nothing could be done is denied and told, not worked out of the blue', () => {
    const engine = auto();
    const signal = engine.alert(order('buy'));
    engine.now += 60_000 + PRICE_WAIT_MS;
    engine.run({ type: 'clock' });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'NO_PRICE' } });
  });

  it('asks a person when its time has come', () => {
    const engine = new Engine();
    const signal = engine.alert(order('buy'));
    engine.now += 60_000;
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).state).toBe('awaiting_approval');
  });

  it('is withdrawn by an exit and by an entry of the other side that come while it waits', () => {
    for (const text of ['CLOSE BTCUSDT.P', 'SELL BTCUSDT.P qty=0.1']) {
      const engine = auto();
      const signal = engine.alert(order('buy'));
      engine.alert(text);
      expect(engine.signal(signal.id).state).toBe('superseded');
    }
  });

  it('is denied by /kill while it waits', () => {
    const engine = auto();
    const signal = engine.alert(order('buy'));
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'kill' }, nonce, by: ANN, updateId: null });
    engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'TRADING_HALTED' } });
  });
});

describe('a leg with a delay', () => {
  const leg = (symbol: string, delay: number): Record<string, unknown> => ({
    action: 'buy',
    symbol,
    quantity: 0.1,
    ...(delay === 0 ? {} : { delay_seconds: delay }),
  });
  const receive = (engine: Engine, ...delays: readonly number[]): SignalId => {
    const symbols = ['BTCUSDT.P', 'ETHUSDT.P', 'SOLUSDT.P'];
    return engine.alert(JSON.stringify({ orders: delays.map((delay, index) => leg(symbols[index] ?? '', delay)) })).id;
  };
  const part = (engine: Engine, id: SignalId, index: number) => engine.signal(engine.signal(id).group?.children[index] as SignalId);
  const priceAll = (engine: Engine): void => {
    for (const work of engine.due()) {
      if (work.type !== 'price_signal') continue;
      const instrument: Instrument = { ...perpetual, symbol: work.symbol };
      engine.price(engine.signal(work.signalId), '1000', instrument);
    }
  };
  const fillAll = (engine: Engine): void => {
    for (const order of engine.orders(({ role, status }) => role === 'entry' && status === 'initialized')) {
      engine.send(order);
      engine.fill(order, order.qty, '1000');
    }
  };
  const markets = (engine: Engine): string[] => engine.orders(({ role }) => role === 'entry').map(({ instrument }) => instrument.symbol);

  it('holds back itself alone: the one before it goes at once, over a restart', () => {
    const engine = auto();
    const id = receive(engine, 0, 60);
    priceAll(engine);
    expect(markets(engine)).toEqual(['BTC/USDT:USDT']);
    fillAll(engine);
    priceAll(engine);
    expect(engine.dueTypes()).not.toContain('clock');
    expect(engine.wakeAt()).toBe(T0 + 60_000);
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    engine.now += 60_000;
    expect(engine.dueTypes()).toContain('clock');
    engine.run({ type: 'clock' });
    priceAll(engine);
    expect(markets(engine)).toEqual(['BTC/USDT:USDT', 'ETH/USDT:USDT']);
    fillAll(engine);
    expect(engine.signal(id)).toMatchObject({ state: 'completed', error: null });
    expect(engine.dueTypes()).not.toContain('clock');
  });

  it('longer than the time limit of the legs has its own limit, and so has the one behind it', () => {
    const engine = auto({ legs: { onFailure: 'keep', timeoutMs: 5_000 } });
    const id = receive(engine, 0, 60, 0);
    priceAll(engine);
    fillAll(engine);
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    engine.now += 4_000;
    priceAll(engine);
    fillAll(engine);
    priceAll(engine);
    fillAll(engine);
    expect(markets(engine)).toHaveLength(3);
    expect(engine.signal(id)).toMatchObject({ state: 'completed', error: null });
  });

  it('whose time passed while nothing could be done is not sent; what has filled is dealt with as the policy says', () => {
    const engine = auto({ legs: { onFailure: 'unwind', timeoutMs: 5_000 } });
    const id = receive(engine, 0, 60);
    priceAll(engine);
    fillAll(engine);
    engine.now += 65_000;
    engine.run({ type: 'clock' });
    expect(part(engine, id, 1)).toMatchObject({ state: 'denied', error: { code: 'LEG_FAILED' } });
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('does not give more time to one that goes beside it', () => {
    const engine = auto({ legs: { onFailure: 'keep', timeoutMs: 5_000 } });
    const orders = [leg('BTCUSDT.P', 0), leg('ETHUSDT.P', 60)].map((each) => ({ ...each, sort_order: 1 }));
    const { id } = engine.alert(JSON.stringify({ orders }));
    priceAll(engine);
    engine.send(engine.active('entry'));
    expect(engine.wakeAt()).toBe(T0 + 5_000);
    engine.now += 5_000;
    engine.run({ type: 'clock' });
    expect(engine.signal(id).group?.lanes[0]).toMatchObject({ status: 'failed' });
  });

  it('is asked about with the others, once, and goes at its time', () => {
    const engine = new Engine();
    const id = receive(engine, 0, 60);
    priceAll(engine);
    expect(engine.signal(id).state).toBe('awaiting_approval');
    engine.approve(engine.signal(id), '1000');
    priceAll(engine);
    fillAll(engine);
    priceAll(engine);
    expect(markets(engine)).toEqual(['BTC/USDT:USDT']);
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    priceAll(engine);
    expect(markets(engine)).toEqual(['BTC/USDT:USDT', 'ETH/USDT:USDT']);
  });

  it('can be taken back while it waits, and what has gone stays as the policy says', () => {
    const engine = auto({ legs: { onFailure: 'keep', timeoutMs: 60_000 } });
    const id = receive(engine, 0, 60);
    priceAll(engine);
    fillAll(engine);
    expect(engine.alert('{"action":"cancel","symbol":"ETHUSDT.P"}').state).toBe('completed');
    expect(part(engine, id, 1).state).toBe('superseded');
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    priceAll(engine);
    expect(markets(engine)).toEqual(['BTC/USDT:USDT']);
    expect(engine.signal(id).state).toBe('completed');
  });

  it('where all of them have one, none is looked at before the first of them', () => {
    const engine = auto();
    receive(engine, 30, 60);
    expect(engine.dueTypes()).not.toContain('price_signal');
    expect(engine.wakeAt()).toBe(T0 + 30_000);
    engine.now += 30_000;
    priceAll(engine);
    expect(markets(engine)).toEqual(['BTC/USDT:USDT']);
  });
});

describe('an exit with a delay', () => {
  it('is worked at once, with a warning', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const signal = engine.alert(order('close', { quantity: undefined }));
    expect(engine.active('exit').qty).toBe('0.1');
    expect(signal.reading.warnings).toContain('a delay holds back entries only: the exit was worked at once');
  });

  it('of a reverse is worked at once; only its entry waits, and can be taken back alone', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const signal = engine.alert(order('reverse', { quantity: undefined }));
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.1', '45000');
    expect(engine.signal(signal.id).state).toBe('received');
    expect(engine.dueTypes()).not.toContain('price_signal');
    engine.run({ type: 'cancel_signal', signalId: signal.id, by: 'ann', isPerson: true, updateId: null });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'completed', entry: null });
  });
});

describe('taking it back', () => {
  it('by a person declines it; a second time there is nothing to do', () => {
    const engine = auto();
    const signal = engine.alert(order('buy'));
    const cancel = { type: 'cancel_signal', signalId: signal.id, by: 'ann', isPerson: true, updateId: null } as const;
    expect(engine.run(cancel).type).toBe('done');
    expect(engine.signal(signal.id).state).toBe('declined');
    expect(engine.run(cancel).type).toBe('skipped');
    engine.now += 60_000;
    expect(engine.dueTypes()).not.toContain('price_signal');
  });

  it.each([
    ['its id', (id: string) => `{"cancel_order":"${id}"}`],
    ['the short form of its id', (id: string) => `CANCEL ${id.slice(-8)}`],
    ['its symbol', () => '{"action":"cancel","symbol":"BTCUSDT.P"}'],
  ])('by its sender with %s', (_, text) => {
    const engine = auto();
    const signal = engine.alert(order('buy'));
    expect(engine.alert(text(signal.id)).state).toBe('completed');
    expect(engine.signal(signal.id).state).toBe('superseded');
  });

  it.each([
    [
      'a person',
      (engine: Engine, id: SignalId) => void engine.run({ type: 'cancel_signal', signalId: id, by: 'ann', isPerson: true, updateId: null }),
    ],
    ['its sender', (engine: Engine) => void engine.alert('{"action":"cancel","symbol":"BTCUSDT.P"}')],
  ])('of a reverse by %s while its exit is under way drops the entry behind it, and the exit goes on', (_, takeBack) => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const { id } = engine.alert(order('reverse', { quantity: undefined }));
    const exit = engine.active('exit');
    engine.send(exit);
    takeBack(engine, id);
    engine.fill(exit, '0.1', '45000');
    expect(engine.signal(id)).toMatchObject({ state: 'completed', entry: null });
    engine.now += 60_000;
    expect(engine.dueTypes()).not.toContain('price_signal');
  });

  it('goes with /cancel all', () => {
    const engine = auto();
    const signal = engine.alert(order('buy'));
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'cancel_all' }, nonce, by: ANN, updateId: null });
    const reply = engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
    expect(reply).toMatchObject({ detail: '0 open entry order(s) cancelled, and 1 that waited; stops, targets and exits stay' });
    expect(engine.signal(signal.id).state).toBe('declined');
  });
});
