// The clock of the machine was a day ahead, and is set right: nothing that gets out, guards or is asked about waits until that day comes again.

import { describe, expect, it } from 'vitest';
import type { Order } from '../../src/core/model/order.ts';
import { NO_LIMITS } from '../../src/core/model/risk-limits.ts';
import { isGuarding } from '../../src/core/engine/exits/is-guarding.ts';
import { ANN, Engine, settingsWith } from './engine.ts';
import { alive, confirmCancel, entriesOf, LIMIT, withRules } from './limit-entries.ts';
import { buy, engineWith, planOf, tick } from './plan-engine.ts';

const DAY = 24 * 3_600_000;
const BUY = 'BUY BTCUSDT.P @ 45000 qty=0.1 tp=47000 sl=44000';
const auto = (): Engine => new Engine(settingsWith({ approval: { type: 'auto' } }));
const held = (): Engine => {
  const engine = auto();
  engine.enter(BUY, '45000');
  return engine;
};
const unreachable = (engine: Engine, { id: orderId }: Order): void => {
  engine.run({ type: 'begin_submit', orderId });
  engine.run({ type: 'submit_failed', orderId, outcome: 'unavailable', reason: 'no network' });
};
const owes = (engine: Engine, type: string): boolean => engine.dueTypes().includes(type);

describe('an exit', () => {
  it('that found no network is sent again at once', () => {
    const engine = held();
    engine.alert('CLOSE BTCUSDT.P');
    for (let attempt = 0; attempt < 3; attempt += 1) unreachable(engine, engine.active('exit'));
    expect(owes(engine, 'submit_order')).toBe(false);
    engine.now -= DAY;
    expect(owes(engine, 'submit_order')).toBe(true);
  });

  it('that was refused is made anew as soon as time is told', () => {
    const engine = held();
    engine.alert('CLOSE BTCUSDT.P');
    const refuse = (): void => {
      const exit = engine.active('exit');
      engine.run({ type: 'begin_submit', orderId: exit.id });
      engine.run({ type: 'venue_report', report: { type: 'rejected', orderId: exit.id, reason: 'engine overloaded' } });
    };
    refuse();
    refuse();
    expect(engine.orders(({ role, status }) => role === 'exit' && status === 'initialized')).toEqual([]);
    engine.now -= DAY;
    engine.run({ type: 'clock', setBack: true });
    refuse();
    // and the pause between two attempts is what it was
    expect(engine.orders(({ role, status }) => role === 'exit' && status === 'initialized')).toEqual([]);
    engine.run({ type: 'clock' });
    expect(engine.orders(({ role, status }) => role === 'exit' && status === 'initialized')).toEqual([]);
    expect((engine.wakeAt() ?? 0) - engine.now).toBeLessThan(60_000);
  });

  it('of which nobody knows whether it arrived is lost after its grace, and not a day later', () => {
    const engine = held();
    engine.alert('CLOSE BTCUSDT.P');
    const exit = engine.active('exit');
    engine.run({ type: 'begin_submit', orderId: exit.id });
    engine.run({ type: 'submit_failed', orderId: exit.id, outcome: 'ambiguous', reason: 'no answer' });
    const look = (): void => void engine.run({ type: 'order_looked_up', orderId: exit.id, found: null });
    look();
    look();
    look();
    engine.now -= DAY;
    expect(owes(engine, 'look_up_order')).toBe(true);
    look();
    // the grace of the account begins anew
    expect(engine.status(exit.id)).toBe('submitted');
    engine.now += 5_000;
    look();
    expect(engine.status(exit.id)).toBe('lost');
  });
});

describe('what guards', () => {
  it('a cancel that was not answered is repeated at once', () => {
    const engine = held();
    const [stop] = engine.orders(({ role }) => role === 'stop_loss');
    if (stop === undefined) throw new Error('no stop');
    engine.run({ type: 'cancel_order', orderId: stop.id, by: 'ann', updateId: null });
    engine.run({ type: 'begin_cancel', orderId: stop.id });
    engine.run({ type: 'cancel_failed', orderId: stop.id, outcome: 'unavailable', reason: 'no network' });
    engine.run({ type: 'begin_cancel', orderId: stop.id });
    engine.run({ type: 'cancel_failed', orderId: stop.id, outcome: 'unavailable', reason: 'no network' });
    expect(owes(engine, 'cancel_order')).toBe(false);
    engine.now -= DAY;
    expect(owes(engine, 'cancel_order')).toBe(true);
  });

  it('a stop that was sent and not confirmed is not relied upon', () => {
    const engine = auto();
    engine.price(engine.alert(BUY), '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, entry.qty, '45000');
    const stop = engine.active('stop_loss');
    engine.run({ type: 'begin_submit', orderId: stop.id });
    expect(isGuarding(engine.order(stop.id), engine.now)).toBe(true);
    engine.now -= DAY;
    expect(isGuarding(engine.order(stop.id), engine.now)).toBe(false);
  });

  it('a stop that trails goes on', () => {
    const engine = engineWith();
    engine.enter(buy({ trailing_stop_percent: 2 }), '50000');
    tick(engine, '51000');
    const before = planOf(engine)?.stopLoss;
    engine.now -= DAY;
    tick(engine, '52000');
    expect(before).toBe('49980');
    expect(planOf(engine)?.stopLoss).toBe('50960');
  });
});

describe('an entry of which nobody knows how old it is', () => {
  it('and that waits for a price is refused', () => {
    const engine = auto();
    const signal = engine.alert(BUY);
    engine.now -= DAY;
    engine.run({ type: 'clock', setBack: true });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'NO_PRICE' } });
  });

  it('nor where it lets exits come first', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' }, coalesceMs: 500 }));
    const signal = engine.alert(BUY);
    engine.now -= DAY;
    engine.run({ type: 'clock', setBack: true });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'NO_PRICE' } });
  });

  it('is refused at the moment of sending', () => {
    const engine = auto();
    engine.price(engine.alert(BUY), '45000');
    const entry = engine.active('entry');
    engine.now -= DAY;
    expect(engine.run({ type: 'begin_submit', orderId: entry.id }).type).not.toBe('submit');
    expect(engine.status(entry.id)).toBe('denied');
  });

  it.each([{ limitLifetimeMs: 600_000 }, { limitLifetimeMs: 600_000, fallback: 'market' as const }])(
    'and that rests for a time does not rest until that day: %o',
    (rules) => {
      const engine = withRules(rules);
      engine.price(engine.alert(LIMIT), '45000');
      const entry = engine.active('entry');
      engine.send(entry);
      engine.now -= DAY;
      engine.run({ type: 'clock', setBack: true });
      expect(engine.status(entry.id)).toBe('pending_cancel');
      engine.run({ type: 'begin_cancel', orderId: entry.id });
      confirmCancel(engine, entry);
      expect([alive(engine), entriesOf(engine)].map(({ length }) => length)).toEqual([0, 1]);
      expect(engine.signal(entry.signalId).state).toBe('completed');
    },
  );

  it('but one that rests until it is taken back goes on', () => {
    const engine = withRules({});
    engine.price(engine.alert(LIMIT), '45000');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.now -= DAY;
    engine.run({ type: 'clock', setBack: true });
    expect(engine.status(entry.id)).toBe('accepted');
  });

  it('but one that its sender lets wait waits as long as it was to, and no day longer', () => {
    const engine = auto();
    const signal = engine.alert(buy({ delay_seconds: 3_600 }));
    engine.now -= DAY;
    engine.run({ type: 'clock', setBack: true });
    expect(engine.signal(signal.id).state).toBe('received');
    expect(owes(engine, 'price_signal')).toBe(false);
    engine.now += 3_600_000;
    expect(owes(engine, 'price_signal')).toBe(true);
    engine.now += 30_000;
    engine.run({ type: 'clock' });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'NO_PRICE' } });
  });
});

describe.each(['runs', 'starts'])('when the process %s while the clock is set back', (process) => {
  const setBack = (engine: Engine, ms = DAY): void => {
    engine.now -= ms;
    if (process === 'runs') engine.run({ type: 'clock', setBack: true });
    else engine.run({ type: 'started', bootId: 'b', restoredFromBackup: false, setBack: true });
  };

  it('an entry that waits for its price is refused', () => {
    const engine = auto();
    const signal = engine.alert(BUY);
    setBack(engine);
    expect(engine.signal(signal.id)).toMatchObject({ state: 'denied', error: { code: 'NO_PRICE' } });
  });

  it.each([
    [DAY, 'expired'],
    [2_000, 'awaiting_approval'],
  ])('a card of %i ms ahead is %s', (ms, state) => {
    const engine = new Engine(settingsWith());
    const signal = engine.alert(BUY);
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).state).toBe('awaiting_approval');
    setBack(engine, ms);
    expect(engine.signal(signal.id).state).toBe(state);
  });

  it('a way out that waits for a time leaves at that time today, and one that waits for a price hears it', () => {
    const engine = held();
    const minute = new Date(engine.now + 3_600_000).toISOString().slice(11, 16);
    const timed = engine.alert(`{"action":"close","symbol":"BTCUSDT.P","condition":{"after":"${minute}"}}`);
    const priced = engine.alert('{"action":"close","symbol":"BTCUSDT.P","condition":{"price_below":44500}}');
    expect([timed, priced].map((signal) => signal.wait?.why)).toEqual(['condition', 'condition']);
    setBack(engine);
    expect(engine.signal(timed.id).wait?.until).toBe(engine.now + 3_600_000);
    expect(engine.signal(priced.id).wait?.until).toBe(engine.now);
    engine.now += 3_600_000;
    engine.run({ type: 'clock' });
    expect(engine.orders(({ role, status }) => role === 'exit' && status === 'initialized')).toHaveLength(1);
  });
});

it('an alert that came before the clock ran ahead is known when it comes again', () => {
  const engine = auto();
  const id = engine.alert(BUY, { bodyHash: 'same' }).id;
  engine.now += DAY;
  engine.alert('CLOSE BTCUSDT.P');
  engine.now -= DAY;
  engine.alert('CLOSE ETHUSDT.P');
  expect(engine.run(engine.alertCommand(BUY, { bodyHash: 'same' }))).toMatchObject({ signalId: id, duplicate: true });
  // and windows go on as before
  engine.now += 60_000;
  expect(engine.run(engine.alertCommand(BUY, { bodyHash: 'same' }))).toMatchObject({ duplicate: false });
});

it('a cool-down that began on the day ahead is over', () => {
  const limits = { ...NO_LIMITS, cooldown: { stops: 1, forMs: 3_600_000 } };
  const engine = new Engine(settingsWith({ approval: { type: 'auto' }, limits }));
  engine.enter(BUY, '45000');
  const stop = engine.active('stop_loss');
  engine.fill(stop, stop.qty, '44000');
  const refused = engine.alert('BUY BTCUSDT.P @ 45000 qty=0.1');
  expect(refused.error?.code).toBe('COOLING_DOWN');
  engine.now -= DAY;
  expect(engine.alert('BUY BTCUSDT.P @ 45000 qty=0.1').error).toBeNull();
});

describe('a question with a button', () => {
  const asked = (): { engine: Engine; answer: () => unknown } => {
    const engine = held();
    const nonce = engine.nonce();
    engine.run({ type: 'ask', action: { type: 'kill' }, nonce, by: ANN, updateId: null });
    return { engine, answer: () => engine.run({ type: 'confirm', nonce, by: ANN, updateId: null, idSeed: '00000000000aa' }) };
  };

  it('of a day ahead is over, and no tap on it sells everything', () => {
    const { engine, answer } = asked();
    engine.now -= DAY;
    expect(answer()).toMatchObject({ type: 'skipped' });
    expect(engine.state.tradingState).toBe('active');
    engine.run({ type: 'clock', setBack: true });
    expect(engine.state.prompts.size).toBe(0);
  });

  it('is answered where the clock was set right by seconds', () => {
    const { engine, answer } = asked();
    engine.now -= 20_000;
    engine.run({ type: 'clock', setBack: true });
    expect(answer()).toMatchObject({ type: 'done' });
    expect(engine.state.tradingState).toBe('halted');
  });
});
