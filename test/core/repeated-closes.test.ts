// A venue that has nothing to close (somebody closed by hand, and nobody has answered yet) and a sender that says close with every bar.

import { describe, expect, it } from 'vitest';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { Engine, settingsWith, T0 } from './engine.ts';

const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const held = (): Engine => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter(BUY, '45000');
  return engine;
};

/** Everything that would leave now is refused. */
function refuseAll(engine: Engine): number {
  let refused = 0;
  for (;;) {
    const exit = engine.orders(({ role, status }) => role === 'exit' && status === 'initialized')[0];
    if (exit === undefined) return refused;
    engine.run({ type: 'begin_submit', orderId: exit.id });
    engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: exit.id, reason: 'no position to reduce' } });
    refused += 1;
  }
}

it('what has come to nothing makes room: one close is tried on, however often it is said, and each that is said is tried at once', () => {
  const engine = held();
  for (let bar = 0; bar < 50; bar += 1) {
    engine.now += 60_000;
    const close = engine.alert('CLOSE BTCUSDT.P');
    expect(refuseAll(engine)).toBeGreaterThan(0);
    expect([...engine.state.exits.values()].map(({ signalId }) => signalId)).toEqual([close.id]);
  }
  // the last of them goes on until it is through
  engine.now += 60_000;
  engine.run({ type: 'clock' });
  const exit = engine.active('exit');
  engine.send(exit);
  engine.fill(exit, exit.qty, '45500');
  expect(engine.state.exits.size).toBe(0);
  expect(engine.signal(exit.signalId).state).toBe('completed');
  expect(engine.state.signals.filter(({ state }) => state === 'working').size).toBe(0);
});

it('what is under way, or may still arrive, stays', () => {
  const engine = held();
  engine.alert('CLOSE BTCUSDT.P');
  const first = engine.active('exit');
  engine.run({ type: 'begin_submit', orderId: first.id });
  engine.alert('CLOSE BTCUSDT.P');
  expect(engine.state.exits.size).toBe(2);
  engine.run({ type: 'submit_failed', orderId: first.id, outcome: 'ambiguous', reason: 'no answer' });
  engine.alert('CLOSE BTCUSDT.P');
  expect([...engine.state.exits.values()].some(({ signalId }) => signalId === first.signalId)).toBe(true);
  expect(engine.orders(({ role }) => role === 'exit')).toHaveLength(1);
});

it('a part, and a close at a limit, are not replaced by it', () => {
  const engine = held();
  engine.alert('{"action":"close","symbol":"BTCUSDT.P","quantity":0.05}');
  refuseAll(engine);
  engine.alert('CLOSE BTCUSDT.P');
  refuseAll(engine);
  expect([...engine.state.exits.values()].map(({ target }) => target.type).toSorted()).toEqual(['flat', 'reduce']);
});

describe.each<Partial<VenueTraits>>([{ stopsHoldQuantity: true }, { reduceOnly: false }])('where what leaves is alone: %o', (traits) => {
  it('a sender that repeats itself while the stop is taken back does not hold the close back', () => {
    const settings = settingsWith({ approval: { type: 'auto' } });
    const accounts = [...settings.accounts].map(
      ([name, account]) => [name, { ...account, traits: { ...PAPER_TRAITS, oco: false, modify: false, ...traits } }] as const,
    );
    const engine = new Engine({ ...settings, accounts: new Map(accounts) });
    engine.enter(BUY, '45000');
    const exits = () => engine.orders(({ role }) => role === 'exit');
    while (exits().length === 0 && engine.now < T0 + 20_000) {
      if ((engine.now - T0) % 1_500 === 0) engine.alert('CLOSE BTCUSDT.P');
      // which the venue never answers
      for (const { id } of engine.orders(({ status }) => status === 'pending_cancel')) engine.run({ type: 'begin_cancel', orderId: id });
      engine.now += 500;
      engine.run({ type: 'clock' });
    }
    expect(engine.now - T0).toBe(2_000);
  });
});

describe('the close of a reverse that came to nothing', () => {
  const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();
  const alert = (action: string, seconds: number): string => `{"action":"${action}","symbol":"BTCUSDT.P","timenow":"${at(seconds)}"}`;
  const reversing = () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
    engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1', '45000');
    engine.now += 10_000;
    const reverse = engine.alert(alert('reverse', 9));
    expect(refuseAll(engine)).toBeGreaterThan(0);
    return { engine, reverse };
  };
  const leave = (engine: Engine): void => {
    const exit = engine.active('exit');
    engine.send(exit);
    engine.fill(exit, exit.qty, '45000');
  };

  it('stays where a close comes that was sent before it: the entry behind it is meant', () => {
    const { engine, reverse } = reversing();
    engine.alert(alert('close', 8));
    leave(engine);
    expect(engine.position()?.qty).toBe('0');
    expect(engine.signal(reverse.id)).toMatchObject({ state: 'received', entry: { side: 'sell', qty: '0.1' } });
  });

  it('makes room for another reverse, and one entry follows', () => {
    const { engine, reverse } = reversing();
    const again = engine.alert(alert('reverse', 10));
    leave(engine);
    expect([engine.signal(reverse.id).state, engine.signal(again.id).state]).toEqual(['failed', 'received']);
    expect(engine.state.exits.size).toBe(0);
  });
});
