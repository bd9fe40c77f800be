// Owns: what becomes of limit entries that do not fill (a lifetime, following the price, the market in the end), and layered entries.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { add, decimal, gt, sum, type Decimal } from '../../src/core/model/decimal.ts';
import { PRICE_WAIT_MS } from '../../src/core/model/limits.ts';
import type { Signal } from '../../src/core/model/signal.ts';
import { ANN, Engine, perpetual, settingsWith } from './engine.ts';
import { alive, confirmCancel, entriesOf, LIMIT, pass, withRules } from './limit-entries.ts';

const MINUTE_MS = 60_000;

/** A limit entry that rests at the venue. */
function resting(engine: Engine, text = LIMIT): Signal {
  const signal = engine.alert(text);
  engine.price(signal, '45000');
  for (const order of alive(engine)) engine.send(order);
  return engine.signal(signal.id);
}

const wantsPrice = (engine: Engine): boolean => engine.dueTypes().includes('price_signal');

describe('the lifetime of a limit entry', () => {
  it('ends it, over a restart, and what has filled stays', () => {
    const engine = withRules({ limitLifetimeMs: 10 * MINUTE_MS });
    const signal = resting(engine);
    const [order] = alive(engine);
    if (order === undefined) throw new Error('no entry');
    engine.fill(order, '0.04', '44000');
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    pass(engine, 9 * MINUTE_MS);
    expect(engine.status(order.id)).toBe('partially_filled');
    pass(engine, MINUTE_MS);
    expect(engine.status(order.id)).toBe('pending_cancel');
    confirmCancel(engine, order);
    expect([engine.signal(signal.id).state, engine.position()?.qty, entriesOf(engine).length]).toEqual(['completed', '0.04', 1]);
  });

  it('is none unless it is set, and none of a market or stop order', () => {
    const engine = withRules({});
    resting(engine);
    pass(engine, 30 * 24 * 60 * MINUTE_MS);
    expect(alive(engine)).toHaveLength(1);
    const stop = withRules({ limitLifetimeMs: MINUTE_MS });
    resting(stop, '{"action":"buy","symbol":"BTCUSDT.P","quantity":0.1,"order_type":"stop","stop_price":46000}');
    pass(stop, 60 * MINUTE_MS);
    expect(alive(stop)[0]?.cancel).toBeNull();
  });

  it('wakes the clock just then', () => {
    const engine = withRules({ limitLifetimeMs: 10 * MINUTE_MS });
    resting(engine);
    expect(engine.wakeAt()).toBe(engine.now + 10 * MINUTE_MS);
  });

  it('falls back to the market with what is left, once the venue has confirmed the end', () => {
    const engine = withRules({ limitLifetimeMs: MINUTE_MS, fallback: 'market' });
    const signal = resting(engine);
    const [order] = alive(engine);
    if (order === undefined) throw new Error('no entry');
    engine.fill(order, '0.03', '44000');
    pass(engine, MINUTE_MS);
    expect(wantsPrice(engine)).toBe(false);
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: order.id, reason: '' } });
    // its last fills are asked about first
    expect(wantsPrice(engine)).toBe(false);
    engine.fill(order, '0.01', '44000');
    confirmCancel(engine, order);
    expect(wantsPrice(engine)).toBe(true);
    engine.price(engine.signal(signal.id), '44500');
    const [rest] = alive(engine);
    expect(rest).toMatchObject({ type: 'market', qty: '0.06', limitPrice: null });
    if (rest === undefined) return;
    expect(engine.run({ type: 'begin_submit', orderId: rest.id }).type).toBe('submit');
    engine.fill(rest, '0.06', '44500');
    expect([engine.position()?.qty, engine.signal(signal.id).state]).toEqual(['0.1', 'completed']);
  });
});

describe('a limit entry that follows the price', () => {
  const rules = { reprice: { everyMs: 30_000, times: 2 } } as const;

  it('moves as often as it may, then it is over', () => {
    const engine = withRules(rules);
    const signal = resting(engine);
    for (const price of ['44100', '44200']) {
      pass(engine, 30_000);
      const [order] = alive(engine);
      if (order === undefined) throw new Error('no entry');
      confirmCancel(engine, order);
      engine.price(engine.signal(signal.id), price);
      const [next] = alive(engine);
      expect(next).toMatchObject({ type: 'limit', limitPrice: price, qty: '0.1' });
      if (next !== undefined) engine.send(next);
    }
    pass(engine, 30_000);
    const [last] = alive(engine);
    if (last === undefined) throw new Error('no entry');
    confirmCancel(engine, last);
    expect([engine.signal(signal.id).state, wantsPrice(engine), entriesOf(engine).length]).toEqual(['completed', false, 3]);
  });

  /** It is taken back, and the venue needs `ms` to say so; then it is made anew at `price`. */
  function move(engine: Engine, signal: Signal, price: string, ms: number): void {
    const [order] = alive(engine);
    if (order === undefined) throw new Error('no entry');
    expect(engine.status(order.id)).toBe('pending_cancel');
    pass(engine, ms);
    confirmCancel(engine, order);
    engine.price(engine.signal(signal.id), price);
    const [next] = alive(engine);
    if (next === undefined) throw new Error('it was not made anew');
    engine.send(next);
  }

  it.each(['cancel', 'market'] as const)('rests for a whole turn after the last move, however slow the venue is (%s)', (fallback) => {
    const engine = withRules({ ...rules, fallback });
    const signal = resting(engine);
    for (const price of ['44100', '44200']) {
      pass(engine, 30_000);
      move(engine, signal, price, 20_000);
    }
    pass(engine, 29_999);
    expect(alive(engine).map(({ id }) => engine.status(id))).toEqual(['accepted']);
    pass(engine, 1);
    expect(alive(engine).map(({ id }) => engine.status(id))).toEqual(['pending_cancel']);
  });

  it('goes on to follow the price when nobody was there for longer than all of its turns', () => {
    const engine = withRules(rules);
    const signal = resting(engine);
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
    pass(engine, 10 * MINUTE_MS);
    move(engine, signal, '44100', 0);
    expect(engine.wakeAt()).toBe(engine.now + 30_000);
  });

  it('is over at its lifetime, whatever is left of its turns', () => {
    const engine = withRules({ ...rules, limitLifetimeMs: 45_000 });
    const signal = resting(engine);
    pass(engine, 30_000);
    move(engine, signal, '44100', 5_000);
    pass(engine, 9_999);
    expect(alive(engine).map(({ id }) => engine.status(id))).toEqual(['accepted']);
    pass(engine, 1);
    const [last] = alive(engine);
    if (last === undefined) throw new Error('no entry');
    confirmCancel(engine, last);
    expect([wantsPrice(engine), alive(engine)]).toEqual([false, []]);
  });

  it('of an approved signal is as fresh as itself, not as the approval', () => {
    const engine = withRules({ reprice: { everyMs: 5 * MINUTE_MS, times: 2 } }, { approval: { type: 'confirm' } });
    const signal = engine.alert(LIMIT);
    engine.price(signal, '45000');
    engine.approve(signal, '45000');
    const [first] = alive(engine);
    if (first === undefined) throw new Error('no entry');
    engine.send(first);
    pass(engine, 5 * MINUTE_MS);
    confirmCancel(engine, first);
    engine.price(engine.signal(signal.id), '44100');
    const [next] = alive(engine);
    if (next === undefined) throw new Error('it was not made anew');
    expect(engine.run({ type: 'begin_submit', orderId: next.id }).type).toBe('submit');
  });

  it('is made anew only while its venue is sure: a lost order never is', () => {
    const engine = withRules(rules);
    resting(engine);
    pass(engine, 30_000);
    const [order] = alive(engine);
    if (order === undefined) throw new Error('no entry');
    engine.run({ type: 'cancel_failed', orderId: order.id, outcome: 'ambiguous', reason: 'no answer' });
    for (let n = 0; n < 8; n += 1) {
      engine.now += 10_000;
      engine.run({ type: 'order_looked_up', orderId: order.id, found: null });
    }
    expect(engine.status(order.id)).toBe('lost');
    expect([wantsPrice(engine), entriesOf(engine).length]).toEqual([false, 1]);
  });

  const endings: readonly [string, (engine: Engine, signal: Signal) => void][] = [
    ['an exit', (engine) => void engine.alert('CLOSE BTCUSDT.P')],
    ['an opposite entry', (engine) => void engine.alert('SELL BTCUSDT.P qty=0.1')],
    ['/cancel all', (engine) => confirm(engine, 'cancel_all')],
    ['/kill', (engine) => confirm(engine, 'kill')],
    ['a pause', (engine) => void engine.run({ type: 'pause', strategy: null, by: ANN, updateId: null })],
    ['no price', (engine) => pass(engine, PRICE_WAIT_MS)],
  ];

  it.each(endings)('is not made anew behind %s, whether its cancel is under way or confirmed', (_, end) => {
    for (const isConfirmed of [false, true]) {
      const engine = withRules(rules);
      const signal = resting(engine);
      pass(engine, 30_000);
      const [order] = alive(engine);
      if (order === undefined) throw new Error('no entry');
      if (isConfirmed) confirmCancel(engine, order);
      end(engine, signal);
      if (!isConfirmed) confirmCancel(engine, order);
      if (_ === 'no price' && !isConfirmed) pass(engine, PRICE_WAIT_MS);
      if (wantsPrice(engine)) engine.price(engine.signal(signal.id), '44100');
      expect(entriesOf(engine).filter(({ signalId }) => signalId === signal.id)).toHaveLength(1);
      expect(engine.signal(signal.id).state).not.toBe('working');
    }
  });

  it('is guarded by the price of its alert', () => {
    const engine = withRules({ ...rules, priceGuard: { percent: decimal(1) } });
    const signal = resting(engine);
    pass(engine, 30_000);
    const [order] = alive(engine);
    if (order === undefined) throw new Error('no entry');
    confirmCancel(engine, order);
    engine.price(engine.signal(signal.id), '44441');
    expect([entriesOf(engine).length, engine.signal(signal.id).state]).toEqual([1, 'completed']);
  });
});

it('what is left of an entry goes when its position is closed by its stop', () => {
  const engine = withRules({});
  resting(engine);
  const [order] = alive(engine);
  if (order === undefined) throw new Error('no entry');
  engine.fill(order, '0.04', '44000');
  engine.placeProtection();
  const stop = engine.active('stop_loss');
  engine.fill(stop, '0.04', '43000');
  expect(engine.status(order.id)).toBe('pending_cancel');
});

function confirm(engine: Engine, type: 'kill' | 'cancel_all'): void {
  const nonce = engine.nonce();
  engine.run({ type: 'ask', action: { type }, nonce, by: ANN, updateId: null });
  engine.run({ type: 'confirm', nonce, by: ANN, idSeed: '00000000000aa', updateId: null });
}

describe('a layered entry', () => {
  const layered = (levels: unknown, more: object = {}): string =>
    JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 0.1, entries: levels, stop_loss: 42000, ...more });

  it('is one card and a limit order at each level, protected as it fills', () => {
    const engine = new Engine();
    const signal = engine.alert(
      layered([
        { price: 44000, share: 60 },
        { price: 43500, share: 40 },
      ]),
    );
    engine.price(signal, '45000');
    expect(engine.signal(signal.id).proposal).toMatchObject({ qty: '0.1', price: '43800', notional: '4380' });
    engine.approve(signal, '45000');
    expect(alive(engine).map(({ qty, limitPrice, type }) => [qty, limitPrice, type])).toEqual([
      ['0.06', '44000', 'limit'],
      ['0.04', '43500', 'limit'],
    ]);
    const [first, second] = alive(engine);
    if (first === undefined || second === undefined) throw new Error('no levels');
    engine.send(first);
    engine.send(second);
    engine.fill(first, '0.06', '44000');
    engine.placeProtection();
    expect(engine.active('stop_loss')).toMatchObject({ qty: '0.06', stopPrice: '42000' });
    engine.fill(second, '0.04', '43500');
    expect(engine.position()?.qty).toBe('0.1');
    expect(engine.signal(signal.id).state).toBe('completed');
  });

  it('takes back what has not filled when the position is closed, and when its time is over', () => {
    for (const end of ['close', 'time'] as const) {
      const engine = withRules({ limitLifetimeMs: 10 * MINUTE_MS });
      resting(engine, layered([44000, 43500]));
      const [first, second] = alive(engine);
      if (first === undefined || second === undefined) throw new Error('no levels');
      engine.fill(first, '0.05', '44000');
      if (end === 'close') engine.alert('CLOSE BTCUSDT.P');
      else pass(engine, 10 * MINUTE_MS);
      expect(engine.status(second.id)).toBe('pending_cancel');
    }
  });

  it('leaves out a level that the venue would not take, and says so', () => {
    const engine = withRules({});
    const signal = resting(
      engine,
      layered([
        { price: 44000, share: 99.5 },
        { price: 43500, share: 0.5 },
      ]),
    );
    expect(alive(engine).map(({ qty }) => qty)).toEqual(['0.099']);
    expect(signal.proposal?.notes.join()).toContain('level 2 at 43500 is left out');
  });

  it('is held to max_notional as a whole, and to a stop that protects every level', () => {
    const capped = withRules({}, { maxNotional: decimal(4000) });
    const signal = capped.alert(layered([44000, 43500]));
    capped.price(signal, '45000');
    expect(capped.signal(signal.id).error?.code).toBe('MAX_NOTIONAL');
    const engine = withRules({});
    const bad = engine.alert(layered([44000, 43500], { stop_loss: 43600 }));
    engine.price(bad, '45000');
    expect(engine.signal(bad.id).error?.code).toBe('STOP_WRONG_SIDE');
  });

  it('is what a posted signal with several entries means', () => {
    const sized = withRules({}, { defaultQuantity: decimal('0.1') });
    const signal = sized.alert(
      '#BTC/USDT\nLONG\nEntry Targets:\n1) 44000\n2) 43500\nTake-Profit Targets:\n1) 50000\nStop Targets:\n1) 42000',
    );
    expect(signal.reading.entries).toHaveLength(2);
    sized.price(signal, '45000', { ...perpetual, symbol: signal.symbol ?? '' });
    expect(new Set(alive(sized).map(({ limitPrice }) => limitPrice))).toEqual(new Set(['43500', '44000']));
  });

  it('never comes to more than the whole', () => {
    const level = fc.record({
      price: fc.integer({ min: 40_000, max: 44_000 }),
      share: fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(level, { minLength: 2, maxLength: 4 }), fc.integer({ min: 1, max: 999 }), (levels, thousandths) => {
        const engine = withRules({});
        const signal = engine.alert(layered(levels, { quantity: thousandths / 1000, stop_loss: 39_000 }));
        engine.price(signal, '45000');
        const total = sum(alive(engine).map(({ qty }) => qty));
        expect(gt(total, decimal(String(thousandths / 1000)))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});

it('whatever fills, cancels, prices and time do: one living entry per signal, and never more than was proposed', () => {
  const step = fc.oneof(
    fc.constant('clock' as const),
    fc.constant('confirm' as const),
    fc.constant('price' as const),
    fc.constant('send' as const),
    fc.constant('restart' as const),
    fc.integer({ min: 1, max: 60 }).map((thousandths) => ({ fill: decimal(String(thousandths / 1000)) })),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom('cancel' as const, 'market' as const), (steps, fallback) => {
      const engine = withRules({ reprice: { everyMs: 30_000, times: 3 }, fallback });
      const signal = resting(engine);
      for (const each of steps) {
        const [order] = alive(engine);
        if (each === 'clock') pass(engine, 30_000);
        else if (each === 'restart') engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
        else if (each === 'price') {
          if (wantsPrice(engine)) engine.price(engine.signal(signal.id), '44100');
        } else if (each === 'send') {
          if (order?.status === 'initialized') engine.send(order);
        } else if (each === 'confirm') {
          if (order?.status === 'pending_cancel') confirmCancel(engine, order);
        } else if (order !== undefined && order.venueOrderId !== null && !gt(add(order.qtyFilled, each.fill), order.qty))
          engine.fill(order, each.fill, '44050');
        expect(alive(engine).length).toBeLessThanOrEqual(1);
        const asked: Decimal = sum(
          entriesOf(engine).map((known) => (engine.state.activeOrders.has(known.id) ? known.qty : known.qtyFilled)),
        );
        expect(gt(asked, decimal('0.1'))).toBe(false);
        expect(engine.state.tradingState).toBe('active');
      }
    }),
    { numRuns: 300 },
  );
});

it('a reverse waits for flat over a restart at every step, and enters once', () => {
  const restart = (engine: Engine): void => {
    engine.state = decodeState(JSON.parse(JSON.stringify(encodeState(engine.state))));
  };
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter('BUY BTCUSDT.P qty=0.1', '45000');
  const signal = engine.alert('REVERSE BTCUSDT.P');
  restart(engine);
  const exit = engine.active('exit');
  engine.send(exit);
  restart(engine);
  engine.fill(exit, '0.06', '45000');
  restart(engine);
  expect([wantsPrice(engine), engine.signal(signal.id).state]).toEqual([false, 'working']);
  engine.fill(exit, '0.04', '45000');
  restart(engine);
  expect(wantsPrice(engine)).toBe(true);
  engine.price(engine.signal(signal.id), '45000');
  restart(engine);
  const entry = engine.active('entry');
  engine.send(entry);
  restart(engine);
  engine.fill(entry, '0.1', '45000');
  expect([engine.position()?.qty, engine.signal(signal.id).state]).toEqual(['-0.1', 'completed']);
  expect(entriesOf(engine).filter(({ signalId }) => signalId === signal.id)).toHaveLength(1);
});
