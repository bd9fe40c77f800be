// Owns: config.yaml gives a word of alerts another meaning, or takes a strategy away, while something is there by it.

import { describe, expect, it } from 'vitest';
import { strategyName } from '../../src/core/model/ids.ts';
import type { Settings, Strategy } from '../../src/core/model/settings.ts';
import { Engine, settingsWith, spot } from './engine.ts';

const BTC = { ...spot, symbol: 'BTC/USDT' };
const calls = (symbols: Strategy['symbols'], more: Partial<Strategy> = {}): Settings =>
  settingsWith({ approval: { type: 'auto' }, symbols, ...more });
const WITHOUT_OTHER = settingsWith({}, { strategies: new Map([...settingsWith().strategies].filter(([name]) => name !== 'other')) });
const OLD = calls({ COIN: 'BTC/USDT' });

function start(engine: Engine, settings: Settings): void {
  engine.settings = settings;
  engine.now += 1_000;
  engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false });
}

const told = (engine: Engine): string =>
  [...engine.state.notifications.values()].map(({ title, text, nextStep }) => `${title}: ${text} ${nextStep ?? ''}`).join('\n');

describe.each<[string, Settings]>([
  ['an alias that means another market', calls({ COIN: 'ETH/USDT' })],
  ['an alias that is gone', calls({})],
])('%s', (_, changed) => {
  it('still closes what was entered under it, and people hear of it at the start', () => {
    const engine = new Engine(OLD);
    engine.enter('BUY COIN @ 45000 qty=0.1 sl=44000', '45000', BTC);
    start(engine, changed);
    expect(told(engine)).toContain('COIN means something else now');
    expect(told(engine)).toContain('/close BTC/USDT');
    const close = engine.alert('CLOSE COIN');
    expect([close.state, close.symbol]).toEqual(['working', 'BTC/USDT']);
    expect(engine.active('exit').instrument.symbol).toBe('BTC/USDT');
  });

  it('still takes back what rests under it', () => {
    const engine = new Engine(OLD);
    const signal = engine.alert(JSON.stringify({ action: 'buy', symbol: 'COIN', quantity: 0.1, order_type: 'limit', limit_price: 40000 }));
    engine.price(signal, '45000', BTC);
    engine.send(engine.active('entry'));
    start(engine, changed);
    expect(told(engine)).toContain('an entry rests in BTC/USDT');
    engine.alert(JSON.stringify({ action: 'cancel', symbol: 'COIN' }));
    expect(engine.status(engine.active('entry').id)).toBe('pending_cancel');
  });
});

describe('an alias with another meaning', () => {
  it('means that one where something is held by it', () => {
    const engine = new Engine(OLD);
    engine.enter('BUY COIN @ 45000 qty=0.1', '45000', BTC);
    start(engine, calls({ COIN: 'ETH/USDT' }));
    engine.enter('BUY COIN @ 2000 qty=0.1 ', '2000', { ...spot, symbol: 'ETH/USDT', base: 'ETH' });
    expect(engine.alert('CLOSE COIN').symbol).toBe('ETH/USDT');
  });

  it('means what is held by it before, where only a card waits by it', () => {
    const engine = new Engine(OLD);
    engine.enter('BUY COIN @ 45000 qty=0.1', '45000', BTC);
    start(engine, calls({ COIN: 'ETH/USDT' }, { approval: { type: 'confirm' } }));
    const card = engine.alert('BUY COIN @ 2000 qty=0.1 ');
    engine.price(card, '2000', { ...spot, symbol: 'ETH/USDT', base: 'ETH' });
    expect(engine.alert('CLOSE COIN').symbol).toBe('BTC/USDT');
    expect(engine.signal(card.id).state).toBe('superseded');
  });

  it('is left by a cancel of all that waits by it', () => {
    const engine = new Engine(OLD);
    const signal = engine.alert(JSON.stringify({ action: 'buy', symbol: 'COIN', quantity: 0.1, order_type: 'limit', limit_price: 40000 }));
    engine.price(signal, '45000', BTC);
    engine.send(engine.active('entry'));
    start(engine, calls({ COIN: 'ETH/USDT' }, { approval: { type: 'confirm' } }));
    const card = engine.alert('BUY COIN @ 2000 qty=0.1 ');
    engine.price(card, '2000', { ...spot, symbol: 'ETH/USDT', base: 'ETH' });
    engine.alert(JSON.stringify({ action: 'cancel', symbol: 'COIN' }));
    expect(engine.status(engine.active('entry').id)).toBe('pending_cancel');
    expect(engine.signal(card.id).state).toBe('superseded');
  });

  it('is none where nothing goes by it', () => {
    const engine = new Engine(OLD);
    engine.enter('BUY COIN @ 45000 qty=0.1', '45000', BTC);
    start(engine, calls({ COIN: 'BTC/USDT', OTHER: 'ETH/USDT' }));
    expect(told(engine)).toBe('');
    expect(engine.alert('CLOSE OTHER').symbol).toBe('ETH/USDT');
  });
});

describe('an entry that rests', () => {
  it('of a strategy that is gone is told with the way to take it back', () => {
    const engine = new Engine(OLD);
    const signal = engine.alert(JSON.stringify({ action: 'buy', symbol: 'COIN', quantity: 0.1, order_type: 'limit', limit_price: 40000 }));
    engine.price(signal, '45000', BTC);
    engine.send(engine.active('entry'));
    start(engine, { ...OLD, strategies: new Map() });
    expect(told(engine)).toContain('an entry rests and no alert reaches it');
    expect(told(engine)).toContain('/cancel');
  });
});

describe('a paused strategy that config.yaml calls otherwise now', () => {
  it('is told of at each start until its pause is ended', () => {
    const engine = new Engine();
    const by = { userId: 1, userName: 'Ann' };
    engine.run({ type: 'pause', strategy: strategyName('other'), by, updateId: null });
    start(engine, settingsWith());
    expect(told(engine)).toBe('');
    start(engine, WITHOUT_OTHER);
    expect(told(engine)).toContain('other was paused and is not in config.yaml any more: Ann had paused it.');
    expect(engine.run({ type: 'pause', strategy: strategyName('other'), by, updateId: null }).type).toBe('refused');
    expect(engine.run({ type: 'resume', strategy: strategyName('other'), by, updateId: null }).type).toBe('done');
    expect(engine.run({ type: 'resume', strategy: strategyName('other'), by, updateId: null }).type).toBe('refused');
  });

  it('is among those that /resume without a name lets pass', () => {
    const engine = new Engine();
    const by = { userId: 1, userName: 'Ann' };
    engine.run({ type: 'pause', strategy: strategyName('other'), by, updateId: null });
    start(engine, WITHOUT_OTHER);
    engine.run({ type: 'resume', strategy: null, by, updateId: null });
    const before = told(engine).length;
    start(engine, WITHOUT_OTHER);
    expect(told(engine)).toHaveLength(before);
  });
});
