// Owns: config.yaml leads an order that waits for a condition elsewhere: it goes where it was to go when it was set, or nowhere.

import { describe, expect, it } from 'vitest';
import { accountName } from '../../src/core/model/ids.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const AUTO: Partial<Strategy> = { approval: { type: 'auto' } };

function on(account: string, change: Partial<Strategy> = {}): Settings {
  const { accounts, ...more } = settingsWith({ ...AUTO, account: accountName(account), ...change });
  const paper = accounts.get(accountName('paper'));
  if (paper === undefined) throw new Error('no account');
  return {
    ...more,
    liveTrading: true,
    accounts: new Map([...accounts, [accountName('real'), { ...paper, name: accountName('real'), mode: 'live' }]]),
  };
}

const SET = JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, condition: 'price above 46000' });

function startedWith(settings: Settings, text = SET): { engine: Engine; signal: Signal } {
  const engine = new Engine(on('paper', { symbols: { 'BTCUSDT.P': 'BTC/USDT:USDT' } }));
  const signal = engine.alert(text);
  expect(signal.state).toBe('received');
  engine.settings = settings;
  engine.now += 1_000;
  engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
  return { engine, signal };
}

function meet(engine: Engine): void {
  engine.now += 60_000;
  const price = decimal('46100');
  const seen = { quote: engine.quote('46100'), high: price, low: price, last: price, since: engine.now };
  engine.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: '0000000000abc' });
  for (const signal of engine.state.signals.values())
    if (signal.state === 'received' && signal.entry !== null) engine.price(signal, '46100');
}

describe('an order that waits for a price', () => {
  it.each<[string, Settings]>([
    ['its strategy trades for real money now', on('real')],
    ['its word means another market', on('paper', { symbols: { 'BTCUSDT.P': 'ETH/USDT:USDT' } })],
    ['its strategy is gone', { ...on('paper'), strategies: new Map() }],
  ])('sends nothing where %s, and that is told at the start', (_, settings) => {
    const { engine, signal } = startedWith(settings);
    expect(engine.signal(signal.id).state).toBe('denied');
    expect([...engine.state.notifications.values()].map(({ text }) => text).join('\n')).toContain('buy BTC/USDT:USDT');
    meet(engine);
    expect(engine.orders()).toEqual([]);
  });

  it('goes on where nothing of that has changed', () => {
    const { engine } = startedWith(on('paper', { maxLagMs: 5_000, symbols: { 'BTCUSDT.P': 'BTC/USDT:USDT' } }));
    meet(engine);
    expect(engine.active('entry')).toMatchObject({ account: 'paper', mode: 'paper', qty: '0.1' });
  });

  it('goes on where something is held by now on an account that its strategy has left', () => {
    const engine = new Engine(on('paper'));
    engine.alert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 2, order_type: 'limit', limit_price: 44000 }));
    const [entry] = [...engine.state.signals.values()];
    if (entry === undefined) throw new Error('no entry');
    engine.price(entry, '45000');
    const order = engine.active('entry');
    engine.send(order);
    engine.settings = on('real');
    const signal = engine.alert(SET.replace('"buy"', '"sell"'));
    engine.fill(order, '2', '44000');
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect(engine.signal(signal.id).state).toBe('received');
  });

  it('sends nothing where its strategy is back on the account that it had left then', () => {
    const engine = new Engine(on('real'));
    engine.enter('BUY BTCUSDT.P qty=2', '45000');
    engine.settings = on('paper');
    const signal = engine.alert(SET.replace('"buy"', '"sell"'));
    expect(signal.wait?.condition?.keys.length).toBe(2);
    engine.settings = on('real');
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect(engine.signal(signal.id).state).toBe('denied');
  });

  it('goes on where it only leaves', () => {
    const { engine, signal } = startedWith(on('real'), SET.replace('"buy"', '"close"'));
    expect(engine.signal(signal.id).state).toBe('received');
  });
});

describe('a question whether an alert is to be executed once more', () => {
  const BUY = 'BUY BTC/USDT:USDT qty=0.1';

  function askedTwice(): Engine {
    const engine = new Engine(on('paper'));
    engine.enter(BUY, '45000');
    const [signal] = engine.state.signals.values();
    engine.run({
      type: 'ask',
      action: { type: 'execute_repeat', signalId: signal?.id ?? ('' as never) },
      nonce: '00000000000000aa' as never,
      by: ANN,
      updateId: null,
    });
    return engine;
  }

  it.each<[string, Settings, number]>([
    ['is over where it would go to another account', on('real'), 0],
    ['stays where it would go where it went', on('paper', { maxLagMs: 9_000 }), 1],
  ])('%s', (_, settings, left) => {
    const engine = askedTwice();
    engine.settings = settings;
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect(engine.state.prompts.size).toBe(left);
  });

  it('is over where one of its orders would go to another account', () => {
    const engine = new Engine(on('paper'));
    const leg = { symbol: 'BTC/USDT:USDT', action: 'buy', quantity: 0.1 };
    const { id } = engine.alert(JSON.stringify({ legs: [leg, { ...leg, quantity: 0.2 }] }));
    engine.run({
      type: 'ask',
      action: { type: 'execute_repeat', signalId: id },
      nonce: '00000000000000aa' as never,
      by: ANN,
      updateId: null,
    });
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    expect(engine.state.prompts.size).toBe(1);
    engine.settings = on('real');
    engine.run({ type: 'started', bootId: 'c', restoredFromBackup: false });
    expect(engine.state.prompts.size).toBe(0);
  });
});
