// Owns: a strategy that config.yaml has moved to another account while something of it is on the old one: what gets out reaches
// it there, and nothing that was asked about for one account is entered on another.

import { describe, expect, it } from 'vitest';
import { ONE } from '../../src/core/model/decimal.ts';
import { accountName, strategyName } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import { explainParts, waysOf } from '../../src/core/engine/explain/explain-parts.ts';
import { Engine, settingsWith } from './engine.ts';

const SECOND = accountName('second');

/** Both accounts are there, and the strategies trade on paper. */
function desk(): Engine {
  const settings = settingsWith({ approval: { type: 'auto' } });
  const [paper] = settings.accounts.values();
  if (paper === undefined) throw new Error('no account');
  return new Engine({ ...settings, accounts: new Map([...settings.accounts, [SECOND, { ...paper, name: SECOND }]]) });
}

/** As after another start with `account: second` in config.yaml. */
function move(engine: Engine): void {
  const strategies = [...engine.settings.strategies].map(([name, each]) => [name, { ...each, account: SECOND }] as const);
  engine.settings = { ...engine.settings, strategies: new Map(strategies) };
}

function settle(engine: Engine): void {
  for (let round = 0; round < 6; round += 1)
    for (const work of engine.due()) {
      if (work.type === 'price_signal') engine.price(engine.signal(work.signalId), '1000');
      if (work.type === 'submit_order') engine.send(engine.order(work.orderId));
      if (work.type !== 'submit_order' || engine.order(work.orderId).type !== 'market') continue;
      engine.fill(engine.order(work.orderId), engine.order(work.orderId).qty, '1000');
    }
}

const heldOn = (engine: Engine, account: string): string =>
  engine.state.positions.get(`${account}|BTC/USDT:USDT|default` as never)?.qty ?? 'none';
const sent = (engine: Engine, before: readonly Order[]): string[] =>
  engine
    .orders((order) => !before.some(({ id }) => id === order.id))
    .map(({ account, role, side, qty, reduceOnly }) => `${account} ${role} ${side} ${qty}${reduceOnly ? ' reduce-only' : ''}`);

describe('a position on the account that its strategy has left', () => {
  const held = (): Engine => {
    const engine = desk();
    engine.enter('BUY BTCUSDT.P qty=2', '1000');
    move(engine);
    return engine;
  };

  it.each([
    ['{"action":"close","symbol":"BTCUSDT.P"}', 'sell 2'],
    ['{"action":"close","symbol":"BTCUSDT"}', 'sell 2'],
    ['{"action":"close","symbol":"BTCUSDT.P","quantity":0.5}', 'sell 0.5'],
    ['{"action":"close","symbol":"BTCUSDT.P","percent":25}', 'sell 0.5'],
    ['{"action":"close_all"}', 'sell 2'],
    ['{"ticker":"BTCUSDT.P","action":"sell","contracts":2,"market_position":"flat"}', 'sell 2'],
    ['{"orders":[{"symbol":"BTCUSDT.P","action":"close"}]}', 'sell 2'],
  ])('is closed by %s', (body, order) => {
    const engine = held();
    const before = engine.orders();
    engine.alert(body);
    settle(engine);
    expect(sent(engine, before)).toEqual([`paper exit ${order} reduce-only`]);
  });

  it('is closed beside what the strategy holds on its new account', () => {
    const engine = held();
    engine.alert('BUY BTCUSDT.P qty=1');
    settle(engine);
    expect([heldOn(engine, 'paper'), heldOn(engine, 'second')]).toEqual(['2', '1']);
    const before = engine.orders();
    const close = engine.alert('{"action":"close","symbol":"BTCUSDT.P"}');
    settle(engine);
    expect(sent(engine, before).sort()).toEqual(['paper exit sell 2 reduce-only', 'second exit sell 1 reduce-only']);
    expect(engine.signal(close.id).state).toBe('completed');
  });

  it('is left by a sell, which enters nothing beside that, and tells so', () => {
    const engine = held();
    const before = engine.orders();
    engine.alert('SELL BTCUSDT.P qty=3');
    settle(engine);
    expect(sent(engine, before)).toEqual(['paper exit sell 2 reduce-only']);
    const texts = [...engine.state.notifications.values()].map(({ text }) => text);
    expect(texts.join()).toContain('it closes what the strategy held on paper');
    engine.alert('SELL BTCUSDT.P qty=1');
    settle(engine);
    expect(heldOn(engine, 'second')).toBe('-1');
  });

  it('is left by a sell that says what is to be held: that is entered on the new account', () => {
    const engine = held();
    const before = engine.orders();
    engine.alert('{"symbol":"BTCUSDT.P","action":"sell","position_size":-1}');
    settle(engine);
    expect(sent(engine, before).sort()).toEqual(['paper exit sell 2 reduce-only', 'second entry sell 1']);
    expect([...engine.state.notifications.values()].map(({ title }) => title)).toEqual([]);
  });

  it.each([
    '{"symbol":"BTCUSDT.P","action":"sell","quantity":1,"order_type":"stop","stop_price":900}',
    '{"symbol":"BTCUSDT.P","action":"close","order_type":"stop","stop_price":900}',
  ])('is not guarded by a stop order of its own, which enters nothing on the new account, and people hear of it: %s', (body) => {
    const engine = held();
    const before = engine.orders();
    const signal = engine.alert(body);
    settle(engine);
    expect(sent(engine, before)).toEqual([]);
    expect(engine.signal(signal.id).state).toBe('denied');
    const texts = [...engine.state.notifications.values()].map(({ text }) => text);
    expect(texts.join()).toContain('an exit by stop order is not supported');
  });

  it('is not added to by a buy', () => {
    const engine = held();
    const before = engine.orders();
    engine.alert('BUY BTCUSDT.P qty=1');
    settle(engine);
    expect(sent(engine, before)).toEqual(['second entry buy 1']);
  });

  it('is not touched by the close of another strategy', () => {
    const engine = held();
    engine.alert('{"action":"close","symbol":"BTCUSDT.P","strategy":"other"}');
    settle(engine);
    expect(heldOn(engine, 'paper')).toBe('2');
  });

  it('is closed by an alert that is as large as any may be', () => {
    const engine = held();
    const names = Array.from({ length: 20 }, (_, index) => accountName(`many-${index}`));
    const [paper] = engine.settings.accounts.values();
    if (paper === undefined) throw new Error('no account');
    const accounts = names.map((name) => ({ name, scale: ONE, symbols: {}, approval: null, maxNotional: null }));
    const strategies = [...engine.settings.strategies].map(
      ([name, each]) => [name, { ...each, account: accountName('many-0'), accounts }] as const,
    );
    const known = names.map((name) => [name, { ...paper, name }] as const);
    engine.settings = { ...engine.settings, strategies: new Map(strategies), accounts: new Map([...engine.settings.accounts, ...known]) };
    const legs = Array.from({ length: 20 }, (_, index) => ({ symbol: index === 0 ? 'BTCUSDT.P' : `T${index}USDT.P`, action: 'close' }));
    const before = engine.orders();
    engine.alert(JSON.stringify({ orders: legs }));
    settle(engine);
    expect(sent(engine, before)).toEqual(['paper exit sell 2 reduce-only']);
  });

  it('is told of at the start, with what still reaches it', () => {
    const engine = held();
    engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
    const [told] = [...engine.state.notifications.values()].filter(({ groupKey }) => groupKey.startsWith('stray:'));
    expect(told?.text).toContain('trades on second now: only what closes or cancels reaches it here');
    expect(told?.nextStep).toContain('the next close of default');
  });

  it('is explained as it is done', () => {
    const engine = held();
    const command = engine.alertCommand('{"action":"close","symbol":"BTCUSDT.P"}');
    const priced = waysOf(engine.settings, engine.state, command).map(() => null);
    const { would, checks } = explainParts(engine.ground(), command, priced);
    expect(would).toBe('execute');
    expect(checks.map(({ check }) => check).join()).toContain('on paper');
  });
});

describe('an entry that rests on the account that its strategy has left', () => {
  it('is taken back by a cancel of its symbol', () => {
    const engine = desk();
    const signal = engine.alert('{"action":"buy","symbol":"BTCUSDT.P","quantity":1,"order_type":"limit","limit_price":900}');
    engine.price(signal, '1000');
    engine.send(engine.active('entry'));
    move(engine);
    engine.alert('{"action":"cancel","symbol":"BTCUSDT.P"}');
    expect(engine.active('entry').status).toBe('pending_cancel');
  });
});

describe('a card of the account that its strategy has left', () => {
  it('enters nowhere when it is approved, and says why', () => {
    const engine = desk();
    const name = strategyName('default');
    const strategy = engine.settings.strategies.get(name);
    if (strategy === undefined) throw new Error('no strategy');
    const asking = new Map(engine.settings.strategies).set(name, { ...strategy, approval: { type: 'confirm' } });
    engine.settings = { ...engine.settings, strategies: asking };
    const signal = engine.alert('BUY BTCUSDT.P qty=1');
    engine.price(signal, '1000');
    move(engine);
    engine.approve(signal, '1000');
    expect(engine.orders()).toEqual([]);
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'STRATEGY_MOVED' } });
  });
});
