// Owns: that what is refused is kept, and does not fill the disk.

import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { REFUSED_PER_MINUTE_MAX } from '../../src/core/model/limits.ts';
import { ANN, Engine, settingsWith } from './engine.ts';

const send = (engine: Engine, text: string, rateKey = 'sender') => engine.run(engine.alertCommand(text, { rateKey }));
function flood(engine: Engine, text: (n: number) => string): void {
  for (let n = 0; n < REFUSED_PER_MINUTE_MAX; n += 1) expect(send(engine, text(n)).type).toBe('signal');
}

describe('refused alerts of one sender', () => {
  it.each([
    ['that are not understood', (n: number) => `hello ${n}`, 'NOT_UNDERSTOOD'],
    ['that name no strategy of ours', (n: number) => `BUY BTCUSDT.P qty=${n + 1} strategy=nosuch`, 'UNKNOWN_STRATEGY'],
  ])('%s are stored up to a number per minute; the rest is refused alike, counted, and told once', (_, text, code) => {
    const engine = new Engine();
    flood(engine, text);
    const stored = engine.state.signals.size;
    expect(send(engine, text(1_000))).toMatchObject({ type: 'refused', denial: { code } });
    expect(engine.events.map((event) => event.type)).toEqual(['refusal_counted', 'notification_raised']);
    for (let n = 0; n < 5; n += 1) {
      expect(send(engine, text(2_000 + n))).toMatchObject({ type: 'refused', denial: { code } });
      expect(engine.events).toEqual([{ type: 'refusal_counted', rateKey: 'sender' }]);
    }
    expect(engine.state.signals.size).toBe(stored);
    expect(engine.state.refusedRates.get('sender')?.count).toBe(REFUSED_PER_MINUTE_MAX + 6);
    expect([...engine.state.notifications.values()].filter((each) => each.title === 'Many refused alerts')).toHaveLength(1);
  });

  it('count for that sender and minute alone, over a restart too', () => {
    const engine = new Engine();
    flood(engine, (n) => `hello ${n}`);
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    expect(send(engine, 'hello again').type).toBe('refused');
    expect(send(engine, 'hello again', 'another').type).toBe('signal');
    engine.now += 60_000;
    expect(send(engine, 'hello once more').type).toBe('signal');
  });

  it('hold back no order, least of all an exit', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    flood(engine, (n) => `hello ${n}`);
    send(engine, 'hello again');
    expect(engine.alert('BUY BTCUSDT.P qty=0.2').state).toBe('received');
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('pasted by a person are never too many', () => {
    const engine = new Engine();
    flood(engine, (n) => `hello ${n}`);
    expect(engine.run(engine.alertCommand('hello', { rateKey: null })).type).toBe('signal');
  });
});

it('a sender that runs away through many symbols is told as one message, refusals for their markets by market', () => {
  const engine = new Engine();
  engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
  for (let at = 0; at < 20; at += 1) engine.alert(JSON.stringify({ action: 'buy', symbol: `COIN${at}USDT.P`, quantity: 1, price: 100 }));
  const told = [...engine.state.notifications.values()].filter(({ title }) => title.includes('STRATEGY_PAUSED'));
  expect(told.map(({ count }) => count)).toEqual([20]);
  for (const symbol of ['BTCUSD_X', 'ETHUSD_X']) engine.alert(JSON.stringify({ action: 'buy', symbol, quantity: -1, price: 100 }));
  expect([...engine.state.notifications.values()].filter(({ title }) => title.includes('INVALID_QUANTITY'))).toHaveLength(2);
});
