// Owns: orders that wait for a price, a time, or both: they wait durably, are met once, and go the way of every alert then.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName, partId, type SignalId } from '../../src/core/model/ids.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import { PAPER_TRAITS } from '../../src/core/model/account.ts';
import type { Strategy } from '../../src/core/model/settings.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { isObservable } from '../../src/core/engine/decide-observe.ts';
import { explainParts } from '../../src/core/engine/explain/explain-parts.ts';
import { priceHintOf } from '../../src/runtime/price-hint.ts';
import { ANN, Engine, perpetual, settingsWith, T0 } from './engine.ts';

const MINUTE_MS = 60_000;
const auto = (change: Partial<Strategy> = {}): Engine => new Engine(settingsWith({ approval: { type: 'auto' }, ...change }));
const order = (condition: unknown, more: Record<string, unknown> = {}): string =>
  JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, condition, ...more });

/** A price of the market, as the observer dispatches it: only where something asks for it. */
function see(engine: Engine, last: string): boolean {
  const seen = seenOnce(engine.quote(last));
  const account = accountName('paper');
  if (!isObservable(engine.settings, engine.state, account, seen, engine.now)) return false;
  engine.run({ type: 'observe_price', account, seen, idSeed: engine.nonce().slice(0, 13) });
  return true;
}

/** What came of a waiting signal. */
const cameOf = (engine: Engine, id: SignalId) => engine.state.signals.get(partId(id, 0));
const watched = (engine: Engine): boolean => engine.dueTypes().includes('watch_price');

function restart(engine: Engine): void {
  engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
}

describe('an order that waits for a price', () => {
  it('watches its market, and is decided about when the price is there', () => {
    const engine = auto();
    const signal = engine.alert(order({ price_above: 50000 }));
    expect([signal.state, watched(engine)]).toEqual(['received', true]);
    expect(see(engine, '49999.5')).toBe(false);
    expect(see(engine, '50000')).toBe(true);
    const met = cameOf(engine, signal.id);
    if (met === undefined) throw new Error('nothing came of it');
    expect(engine.signal(signal.id).timeline.at(-1)?.detail).toContain('BTC/USDT:USDT above 50000 was met at 50000');
    engine.price(met, '50000');
    expect(engine.active('entry').qty).toBe('0.1');
    expect(see(engine, '51000')).toBe(false);
    expect(engine.orders()).toHaveLength(1);
  });

  it('below is the other way round', () => {
    const engine = auto();
    const signal = engine.alert(order('price below 44000'));
    expect(see(engine, '44000.5')).toBe(false);
    expect(see(engine, '43000')).toBe(true);
    expect(cameOf(engine, signal.id)?.state).toBe('received');
  });

  it.each([
    ['49000', '50001'],
    ['51000', '49999'],
    ['49000', '50000'],
  ])('a level is crossed by coming from %s to %s, over a restart', (from, to) => {
    const engine = auto();
    const signal = engine.alert(order({ price_crosses: 50000 }));
    expect(see(engine, from)).toBe(true);
    expect(see(engine, from)).toBe(false);
    expect(cameOf(engine, signal.id)).toBeUndefined();
    restart(engine);
    expect(see(engine, to)).toBe(true);
    expect(cameOf(engine, signal.id)).toBeDefined();
  });

  it('is met by an extreme between two looks, but by none of before it was set', () => {
    const engine = auto();
    const signal = engine.alert(order({ price_above: 50000 }));
    const quote = engine.quote('49000');
    const range = { quote, last: quote.last, high: decimal(50500), low: decimal(48000) };
    const account = accountName('paper');
    expect(isObservable(engine.settings, engine.state, account, { ...range, since: T0 - 1 }, engine.now)).toBe(false);
    engine.run({ type: 'observe_price', account, seen: { ...range, since: T0 }, idSeed: '00000000000ab' });
    expect(cameOf(engine, signal.id)).toBeDefined();
  });

  it('survives a restart, and its card can be taken back', () => {
    const engine = auto();
    const signal = engine.alert(order({ price_above: 50000 }));
    restart(engine);
    expect(engine.state.parked.has(signal.id)).toBe(true);
    expect(watched(engine)).toBe(true);
    engine.run({ type: 'cancel_signal', signalId: signal.id, by: 'ann', isPerson: true, updateId: null });
    expect([engine.signal(signal.id).state, watched(engine), see(engine, '50000')]).toEqual(['declined', false, false]);
  });

  it('is dropped and told when its time is over', () => {
    const engine = auto({ entries: { ...NO_ENTRY_RULES, conditionExpiryMs: 10 * MINUTE_MS } });
    const signal = engine.alert(order({ price_above: 50000 }));
    expect(engine.wakeAt()).toBe(T0 + 10 * MINUTE_MS);
    engine.now += 10 * MINUTE_MS;
    expect(engine.dueTypes()).toContain('clock');
    expect(see(engine, '50000')).toBe(false);
    engine.run({ type: 'clock' });
    expect(engine.signal(signal.id)).toMatchObject({ state: 'expired', error: { code: 'CONDITION_EXPIRED' } });
    expect([...engine.state.notifications.values()].map(({ title }) => title)).toContain('An order has waited in vain');
  });

  it('its age counts from when it was met', () => {
    const engine = auto({ maxLagMs: MINUTE_MS });
    const signal = engine.alert(order({ price_above: 50000 }, { timenow: new Date(T0 - 1_000).toISOString() }));
    engine.now += 3 * 3_600_000;
    see(engine, '50000');
    const met = cameOf(engine, signal.id);
    if (met === undefined) throw new Error('nothing came of it');
    engine.price(met, '50000');
    expect(engine.run({ type: 'begin_submit', orderId: engine.active('entry').id }).type).toBe('submit');
  });

  it('asks a person when it is met, as the strategy says', () => {
    const engine = new Engine();
    const signal = engine.alert(order({ price_above: 50000 }));
    see(engine, '50000');
    const met = cameOf(engine, signal.id);
    if (met === undefined) throw new Error('nothing came of it');
    engine.price(met, '50000');
    expect(engine.signal(met.id).state).toBe('awaiting_approval');
  });

  it('is guarded by the price that it waited for', () => {
    const engine = auto({ entries: { ...NO_ENTRY_RULES, priceGuard: { percent: decimal(1) } } });
    const signal = engine.alert(order({ price_above: 50000 }, { price: 40000 }));
    see(engine, '50000');
    const met = cameOf(engine, signal.id);
    if (met === undefined) throw new Error('nothing came of it');
    engine.price(met, '50501');
    expect(engine.signal(met.id).error?.code).toBe('PRICE_GUARD');
  });

  it('its price is the one that met it, wherever the level is, and that is news to no market', () => {
    const engine = auto();
    const signal = engine.alert(order({ price_below: 60000 }));
    see(engine, '45000');
    const met = cameOf(engine, signal.id);
    if (met === undefined) throw new Error('nothing came of it');
    expect(met.reading).toMatchObject({ signalPrice: '45000', waitedFor: '60000' });
    expect(priceHintOf(met.reading, engine.now)).toMatchObject({ onlyIfNone: true });
  });

  it('passes the gates of entries when it is set, and again when it is met', () => {
    const engine = auto();
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    expect(engine.alert(order({ price_above: 50000 })).error?.code).toBe('STRATEGY_PAUSED');
    engine.run({ type: 'resume', strategy: null, by: ANN, updateId: null });
    const signal = engine.alert(order({ price_above: 50000 }, { quantity: 0.2 }));
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    see(engine, '50000');
    expect(cameOf(engine, signal.id)?.error?.code).toBe('STRATEGY_PAUSED');
  });

  it('the same alert again within 30 s is the same order', () => {
    const engine = auto();
    const first = engine.alert(order({ price_above: 50000 }), { bodyHash: 'same' });
    expect(engine.run(engine.alertCommand(order({ price_above: 50000 }), { bodyHash: 'same' }))).toMatchObject({
      signalId: first.id,
      duplicate: true,
    });
    expect(engine.state.parked.size).toBe(1);
  });
});

describe('an order that waits for a time', () => {
  it('comes at the next time that the wall shows it, in TIMEZONE', () => {
    const engine = new Engine(settingsWith({ approval: { type: 'auto' } }, { timeZone: 'America/New_York' }));
    const signal = engine.alert(order({ after: '9:30' }));
    // T0 is 10:00 in UTC, 05:00 in New York
    expect(engine.wakeAt()).toBe(T0 + 4.5 * 3_600_000);
    engine.now += 4.5 * 3_600_000;
    engine.run({ type: 'clock' });
    expect(cameOf(engine, signal.id)?.state).toBe('received');
  });

  it('is not worked out of the blue when its time passed while nothing ran; a way out is', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const entry = engine.alert(order({ after: '10:05' }));
    const exit = engine.alert(order({ after: '10:05' }, { action: 'close', quantity: undefined }));
    engine.now += 15 * MINUTE_MS;
    engine.run({ type: 'clock' });
    expect(engine.signal(entry.id)).toMatchObject({ state: 'expired', error: { code: 'CONDITION_EXPIRED' } });
    expect(cameOf(engine, exit.id)?.exitId).not.toBeNull();
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('with a price counts prices from then on', () => {
    const engine = auto();
    const signal = engine.alert(order({ price_above: 50000, after: '10:30', until: '11:00' }));
    expect([watched(engine), see(engine, '51000')]).toEqual([false, false]);
    engine.now += 30 * MINUTE_MS;
    expect([watched(engine), see(engine, '49000'), see(engine, '51000')]).toEqual([true, false, true]);
    expect(cameOf(engine, signal.id)).toBeDefined();
  });

  it.each([
    [{ after: new Date(T0 - 1).toISOString() }, 'is over'],
    [{ price_above: 5, until: new Date(T0 - 1).toISOString() }, 'dropped before'],
    [{ price_above: 5, until: '2031-01-01T00:00:00Z' }, 'longer than a year'],
  ])('that cannot be is refused: %j', (condition, why) => {
    expect(auto().alert(order(condition)).error).toMatchObject({ code: 'INVALID_FIELD', message: expect.stringContaining(why) as string });
  });
});

describe('a way out that waits', () => {
  it('waits as its sender wishes, and passes every gate then', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    const signal = engine.alert(order({ price_below: 44000 }, { action: 'close', quantity: undefined }));
    expect([engine.signal(signal.id).state, engine.orders(({ role }) => role === 'exit')]).toEqual(['received', []]);
    engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null });
    see(engine, '44000');
    expect(engine.active('exit').qty).toBe('0.1');
  });

  it('a sell against what is held closes when it is met, not before', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.alert(order({ price_above: 47000 }, { action: 'sell' }));
    expect(engine.orders(({ role }) => role === 'exit')).toEqual([]);
    see(engine, '47000');
    expect(engine.active('exit').qty).toBe('0.1');
  });
});

describe('what comes meanwhile', () => {
  it.each(['CLOSE BTCUSDT.P', 'SELL BTCUSDT.P qty=0.1'])('%s withdraws what the strategy lets wait', (text) => {
    const engine = auto();
    const signal = engine.alert(order({ price_above: 50000 }));
    engine.alert(text);
    expect(engine.signal(signal.id).state).toBe('superseded');
  });

  it('what one withdraws is not worked for the same price', () => {
    const engine = auto();
    engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
    engine.alert(order({ price_below: 44000 }, { action: 'close', quantity: undefined }));
    const entry = engine.alert(order({ price_below: 44000 }, { quantity: 0.2 }));
    see(engine, '43900');
    expect(engine.signal(entry.id).state).toBe('superseded');
    expect(cameOf(engine, entry.id)).toBeUndefined();
  });

  it('leaves alone what a person has set', () => {
    const engine = auto();
    const origin = { type: 'chat', userId: 7, userName: 'ann', confirmed: true } as const;
    const signal = engine.alert(order({ price_above: 50000 }), { origin, rateKey: null });
    engine.alert('CLOSE BTCUSDT.P');
    expect(engine.signal(signal.id).state).toBe('received');
  });

  it('/kill and /cancel all end it, and so does a cancel of its sender', () => {
    const ends: readonly ((engine: Engine) => void)[] = [
      (engine) => confirm(engine, { type: 'kill' }),
      (engine) => confirm(engine, { type: 'cancel_all' }),
      (engine) => void engine.run(engine.alertCommand('{"action":"cancel","symbol":"BTCUSDT.P"}')),
    ];
    const states = ends.map((end) => {
      const engine = auto();
      const signal = engine.alert(order({ price_above: 50000 }));
      end(engine);
      see(engine, '50000');
      expect(engine.orders()).toEqual([]);
      return engine.signal(signal.id).state;
    });
    expect(states).toEqual(['denied', 'declined', 'superseded']);
  });
});

function confirm(engine: Engine, action: { type: 'kill' } | { type: 'cancel_all' }): void {
  const nonce = engine.nonce();
  engine.run({ type: 'ask', action, nonce, by: ANN, updateId: null });
  engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
}

it('what a person has set asks nobody when it is met', () => {
  const engine = new Engine();
  const origin = { type: 'chat', userId: 7, userName: 'ann', confirmed: true } as const;
  const signal = engine.alert(order({ price_above: 50000 }), { origin, rateKey: null });
  see(engine, '50000');
  const met = cameOf(engine, signal.id);
  if (met === undefined) throw new Error('nothing came of it');
  engine.price(met, '50000');
  expect(engine.active('entry').qty).toBe('0.1');
});

it('a strategy with several accounts enters on all of them', () => {
  const paper = {
    name: accountName('paper'),
    broker: 'paper',
    mode: 'paper',
    quoteCurrency: 'USDT',
    lookupGraceMs: 5_000,
    traits: PAPER_TRAITS,
  } as const;
  const second = { ...paper, name: accountName('second') };
  const accounts = [paper, second].map(({ name }) => ({ name, scale: decimal(1), symbols: {}, approval: null, maxNotional: null }));
  const settings = settingsWith(
    { approval: { type: 'auto' }, accounts },
    { accounts: new Map([paper, second].map((each) => [each.name, each])) },
  );
  const engine = new Engine(settings);
  const signal = engine.alert(order({ price_above: 50000 }));
  expect(signal.wait?.condition?.keys).toHaveLength(2);
  see(engine, '50000');
  const met = cameOf(engine, signal.id);
  expect(met?.group?.children).toHaveLength(2);
});

it('is explained with what it waits for, without being set', () => {
  const engine = auto();
  const verdict = explainParts(engine.ground(), engine.alertCommand(order({ price_above: 50000 })), [
    { instrument: perpetual, quote: engine.quote('45000') },
  ]);
  expect(verdict.would).toBe('execute');
  expect(verdict.checks.find(({ check }) => check === 'condition')?.detail).toContain('BTC/USDT:USDT above 50000');
});

it('whatever prices, times and restarts come: one waiting order leads to one other at most, and to none before its price', () => {
  const steps = fc.array(
    fc.oneof(
      fc.integer({ min: 48_000, max: 52_000 }).map((price) => ({ price })),
      fc.integer({ min: 1, max: 30 }).map((minutes) => ({ minutes })),
      fc.constant({ restart: true as const }),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(steps, fc.constantFrom('price_above', 'price_below', 'price_crosses'), (path, name) => {
      const engine = auto();
      const signal = engine.alert(order({ [name]: 50000, until: '12:00' }));
      const prices: number[] = [];
      for (const step of path) {
        const before = cameOf(engine, signal.id) !== undefined;
        if ('price' in step) {
          if (engine.now < T0 + 2 * 3_600_000) prices.push(step.price);
          see(engine, String(step.price));
        } else if ('minutes' in step) {
          engine.now += step.minutes * MINUTE_MS;
          engine.run({ type: 'clock' });
        } else restart(engine);
        const after = cameOf(engine, signal.id) !== undefined;
        if (!before && after) expect('price' in step).toBe(true);
      }
      const is = { price_above: (p: number) => p >= 50_000, price_below: (p: number) => p <= 50_000 };
      const met =
        name === 'price_crosses'
          ? prices.some((price) => price === 50_000) || (prices.some((p) => p > 50_000) && prices.some((p) => p < 50_000))
          : prices.some(is[name]);
      expect(cameOf(engine, signal.id) !== undefined).toBe(met);
      expect(engine.state.signals.size).toBe(met ? 2 : 1);
    }),
    { numRuns: 300 },
  );
});
