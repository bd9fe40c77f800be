// A market in which nobody enters: entries of every strategy are held back at each gate, exits and stops are not.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const SYMBOL = 'BTC/USDT:USDT';
const pause = (engine: Engine, type: 'pause' | 'resume' = 'pause') =>
  engine.run({ type, strategy: null, symbols: [SYMBOL], by: ANN, updateId: null });
const auto = () => new Engine(settingsWith({ approval: { type: 'auto' } }));

describe('a market that is paused', () => {
  it('takes no entries of whatever strategy, over a restart, until it is resumed; others trade', () => {
    const engine = auto();
    pause(engine);
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    for (const strategyHint of ['default', 'other'])
      expect(engine.alert('BUY BTCUSDT.P qty=0.1', { strategyHint }).error).toMatchObject({ code: 'SYMBOL_PAUSED' });
    expect(engine.alert('BUY ETHUSDT.P qty=0.1').error).toBeNull();
    pause(engine, 'resume');
    expect(engine.alert('BUY BTCUSDT.P qty=0.2').error).toBeNull();
  });

  it('lets exits out, and keeps its stops', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1 sl=44000', '45000');
    pause(engine);
    expect(engine.active('stop_loss').status).toBe('accepted');
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, '0.1', '45100');
    expect(engine.position()?.qty).toBe('0');
  });

  it('holds back what was asked for before: the card at its tap, the order before it leaves', () => {
    const engine = auto();
    const signal = engine.alert('BUY BTCUSDT.P qty=0.1');
    engine.price(signal, '45000');
    const entry = engine.active('entry');
    pause(engine);
    expect(engine.run({ type: 'begin_submit', orderId: entry.id })).toMatchObject({ type: 'refused', denial: { code: 'SYMBOL_PAUSED' } });
    const asks = new Engine(settingsWith());
    const card = asks.alert('BUY BTCUSDT.P qty=0.1');
    asks.price(card, '45000');
    pause(asks);
    asks.approve(card, '45000');
    expect(asks.signal(card.id)).toMatchObject({ state: 'denied', error: { code: 'SYMBOL_PAUSED' } });
  });

  it('of an older checkpoint: there was none', () => {
    const stored = encodeState(auto().state) as Record<string, unknown>;
    delete stored['pausedSymbols'];
    expect(decodeState(JSON.parse(JSON.stringify(stored))).pausedSymbols.size).toBe(0);
  });
});
