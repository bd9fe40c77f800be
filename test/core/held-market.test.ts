// A close that names no market finds what is held; a market that is named is never exchanged for another one.

import { describe, expect, it } from 'vitest';
import { Engine, perpetual, settingsWith, spot } from './engine.ts';

const auto = (change: Parameters<typeof settingsWith>[0] = {}) => new Engine(settingsWith({ approval: { type: 'auto' }, ...change }));
const close = (symbol: string, more: object = {}): string => JSON.stringify({ action: 'close', symbol, ...more });

describe('a close of BTCUSDT', () => {
  it.each(['BTCUSDT', 'BINANCE:BTCUSDT', 'BTC/USDT'])('written %s closes the perpetual where nothing else is held', (symbol) => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000', perpetual);
    const signal = engine.alert(close(symbol));
    expect(signal).toMatchObject({ state: 'working', symbol: 'BTC/USDT:USDT', reading: { marketKind: 'perpetual' } });
    expect(signal.reading.warnings.join()).toContain('names no market');
    expect(engine.active('exit')).toMatchObject({ qty: '0.1', reduceOnly: true });
  });

  it('closes an entry of the perpetual that is still under way', () => {
    const engine = auto();
    engine.price(engine.alert('BUY BTCUSDT.P qty=0.1'), '45000');
    engine.send(engine.active('entry'));
    expect(engine.alert(close('BTCUSDT'))).toMatchObject({ state: 'working', symbol: 'BTC/USDT:USDT' });
    expect(engine.active('entry').status).toBe('pending_cancel');
  });

  it('withdraws the card of the perpetual', () => {
    const engine = new Engine();
    const card = engine.alert('BUY BTCUSDT.P qty=0.1');
    engine.price(card, '45000');
    engine.alert(close('BTCUSDT'));
    expect(engine.signal(card.id).state).toBe('superseded');
  });

  it('closes the spot pair where that is held, whatever else is', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT @ 45000 qty=0.2', '45000', spot);
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000', perpetual);
    expect(engine.alert(close('BTCUSDT'))).toMatchObject({ state: 'working', symbol: 'BTC/USDT' });
    expect(engine.active('exit').qty).toBe('0.2');
  });

  it.each([
    ['spot by a field of its own', close('BTCUSDT', { category: 'spot' })],
    ['a sell', JSON.stringify({ action: 'sell', symbol: 'BTCUSDT', quantity: 0.1 })],
    ['another quote currency', close('BTCUSDC')],
  ])('%s leaves the perpetual alone', (_, text) => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000', perpetual);
    expect(engine.alert(text).state).not.toBe('working');
    expect(engine.orders(({ role }) => role === 'exit')).toEqual([]);
  });

  it('as a perpetual never closes the spot pair', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT @ 45000 qty=0.2', '45000', spot);
    expect(engine.alert(close('BTCUSDT.P'))).toMatchObject({ state: 'completed', symbol: 'BTC/USDT:USDT' });
    expect(engine.orders(({ role }) => role === 'exit')).toEqual([]);
  });

  it('as a leg finds it too', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000', perpetual);
    engine.alert(JSON.stringify([JSON.parse(close('BTCUSDT')), { action: 'buy', symbol: 'ETHUSDT', quantity: 1 }]));
    expect(engine.active('exit')).toMatchObject({ qty: '0.1', reduceOnly: true });
  });
});
