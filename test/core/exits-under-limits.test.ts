// Whatever limit was reached, and whatever it holds back: every way in which an alert or a person leaves a position passes at
// once, with what it leaves, and what such an alert would enter behind it does not.

import { describe, expect, it } from 'vitest';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { makeSignalId } from '../../src/core/model/ids.ts';
import type { Limits } from '../../src/core/model/risk-limits.ts';
import { ANN, Engine } from './engine.ts';
import { enter, judge, marks, settingsOf, type Where } from './limited.ts';

/** A long of 0.1 at 45000 with its stop at 40000; then its day is over, and nothing is wound down. */
function breached(where: Where, change: Partial<Limits> = {}): Engine {
  const engine = new Engine(
    settingsOf(where, { dailyLoss: { money: decimal('100') }, onBreach: { daily_loss: 'kill' }, windDown: 'keep_all', ...change }),
  );
  enter(engine, 'BUY BTCUSDT.P qty=0.1 sl=40000');
  judge(engine, marks('43000'));
  if (engine.state.riskBook.breaches.size !== 1) throw new Error('no limit was reached');
  return engine;
}

const leaving = (engine: Engine): string[] => engine.orders(({ role }) => role === 'exit').map(({ side, qty }) => `${side} ${qty}`);
const entered = (engine: Engine): number => engine.orders(({ role }) => role === 'entry').length;
const json = (fields: Record<string, unknown>): string => JSON.stringify({ symbol: 'BTCUSDT.P', ...fields });

const ALERTS: readonly (readonly [name: string, text: string, left: string])[] = [
  ['a close', 'CLOSE BTCUSDT.P', 'sell 0.1'],
  ['a close of a part', json({ action: 'close', percent: 50 }), 'sell 0.05'],
  ['a sell of less', 'SELL BTCUSDT.P qty=0.04', 'sell 0.04'],
  ['a sell of more, which would turn it', 'SELL BTCUSDT.P qty=0.3 sl=50000', 'sell 0.1'],
  ['a reverse', json({ action: 'reverse', quantity: 0.1, stop_loss: 50000 }), 'sell 0.1'],
  ['a target of nothing', json({ action: 'sell', quantity: 0.1, market_position: 'flat' }), 'sell 0.1'],
  ['a close of longs', json({ action: 'close_long' }), 'sell 0.1'],
];

describe.each(['strategy', 'account', 'all'] as const)('while a limit of %s holds entries back', (where) => {
  it.each(ALERTS)('%s passes', (_, text, left) => {
    const engine = breached(where);
    engine.alert(text);
    for (const work of engine.due())
      if (work.type === 'price_signal') {
        const signal = engine.signal(work.signalId);
        engine.price(signal, '43000');
      }
    expect(leaving(engine)).toEqual([left]);
    expect(entered(engine)).toBe(1);
    // and it goes out at once
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, exit.qty, '43000');
    for (const work of engine.due()) if (work.type === 'price_signal') engine.price(engine.signal(work.signalId), '43000');
    expect(entered(engine)).toBe(1);
  });

  it('a leg that leaves passes, and the leg that enters beside it does not', () => {
    const engine = breached(where);
    const legs = [
      { symbol: 'BTCUSDT.P', action: 'close' },
      { symbol: 'ETHUSDT.P', action: 'buy', quantity: 1 },
    ];
    engine.alert(JSON.stringify({ legs }));
    expect(leaving(engine)).toEqual(['sell 0.1']);
    expect(entered(engine)).toBe(1);
  });

  it('a person passes: close, a tighter stop, reverse', () => {
    const closed = breached(where);
    const key = closed.position()?.key;
    if (key === undefined) throw new Error('nothing is held');
    const signalId = makeSignalId(closed.now, '00000000000ab');
    const by = { by: ANN, updateId: null };
    closed.run({ type: 'close_position', signalId, positionKey: key, percent: decimal('25'), ...by });
    expect(leaving(closed)).toEqual(['sell 0.025']);
    const moved = breached(where);
    const change = { type: 'stop' as const, price: decimal('42000') };
    moved.run({ type: 'change_plan', signalId, positionKey: key, change, price: decimal('43000'), ...by });
    expect(moved.position()?.plan?.stopLoss).toBe('42000');
    const turned = breached(where);
    turned.run({ type: 'reverse_position', signalId, positionKey: key, nonce: turned.nonce(), ...by });
    expect(leaving(turned)).toEqual(['sell 0.1']);
    expect(entered(turned)).toBe(1);
  });

  it('an order that waits for its price leaves when it comes', () => {
    const engine = breached(where);
    engine.alert(json({ action: 'close', condition: { price_below: 42500 } }));
    expect(leaving(engine)).toEqual([]);
    const quote = engine.quote('42400');
    engine.run({ type: 'observe_price', account: 'paper' as never, seen: seenOnce(quote), idSeed: '0000000000001' });
    expect(leaving(engine)).toEqual(['sell 0.1']);
  });

  it('a stop that the venue does not take leaves, and one that is gone is set anew', () => {
    const engine = breached(where);
    const stop = engine.active('stop_loss');
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: stop.id, reason: 'by the venue' } });
    engine.now += 120_000;
    engine.run({ type: 'clock' });
    const again = engine.active('stop_loss');
    expect(again.id).not.toBe(stop.id);
    expect(engine.run({ type: 'begin_submit', orderId: again.id })).toMatchObject({ type: 'submit' });
  });
});
