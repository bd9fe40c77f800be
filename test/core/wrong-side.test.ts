// A stop that lies on the wrong side of the market: an exit or a refusal, never silence; and what an exit leaves at the venue.

import { describe, expect, it } from 'vitest';
import type { VenueTraits } from '../../src/core/model/account.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Engine } from './engine.ts';
import { buy, engineWith, exitsMade, NO_STOPS, planOf, tick } from './plan-engine.ts';

/** The venue has the order, and nothing of it has filled. */
function entryOf(engine: Engine, alert: string, price: string): Order {
  engine.price(engine.alert(alert), price);
  const entry = engine.active('entry');
  engine.send(entry);
  return entry;
}

const modify = (more: Record<string, unknown>): string => JSON.stringify({ action: 'modify', symbol: 'BTCUSDT.P', ...more });

describe('a stop on the wrong side of the market', () => {
  it.each([
    ['with stops', {}],
    ['without stops', NO_STOPS],
  ] as const)('because the entry filled beyond it is an exit at the next price, on a venue %s', (_, traits: Partial<VenueTraits>) => {
    const engine = engineWith({}, traits);
    const entry = entryOf(engine, buy({ stop_loss: 49500 }), '50000');
    engine.fill(entry, '0.1', '49400');
    tick(engine, '49400');
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
    tick(engine, '49300');
    expect(exitsMade(engine)).toHaveLength(1);
  });

  it('of an alert that moves it beyond the price is an exit at the next price', () => {
    const engine = engineWith();
    engine.enter(buy({ stop_loss: 49000 }), '50000');
    engine.alert(modify({ stop_loss: 51000 }));
    expect(planOf(engine)?.stopLoss).toBe('51000');
    tick(engine, '50000');
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
  });

  it('of an alert that says itself where the price is, is refused, and the stop stays', () => {
    const engine = engineWith();
    engine.enter(buy({ stop_loss: 49000 }), '50000');
    const { id } = engine.alert(modify({ stop_loss: 51000, price: 50000 }));
    expect(engine.signal(id)).toMatchObject({ state: 'denied', error: { code: 'STOP_WRONG_SIDE' } });
    tick(engine, '50000');
    expect(planOf(engine)?.stopLoss).toBe('49000');
    expect(exitsMade(engine)).toEqual([]);
  });
});

describe('a level of an alert that is a slip of the decimal point', () => {
  const after = (more: Record<string, unknown>, alert = buy({ stop_loss: 44000 })) => {
    const engine = engineWith();
    engine.enter(alert, '45000');
    return { engine, signal: engine.signal(engine.alert(modify(more)).id) };
  };

  it.each([{ stop_loss: 44.5 }, { stop_loss: 445000000 }, { take_profit: 46.5 }, { take_profit: 4650000 }])('%j is refused', (more) => {
    const { engine, signal } = after(more);
    expect(signal).toMatchObject({ state: 'denied', error: { code: 'INVALID_PRICE' } });
    expect(signal?.error?.message).toMatch(/far from 45000: it may be a slip of the decimal point .* or a distance/);
    expect(planOf(engine)?.stopLoss).toBe('44000');
    expect(exitsMade(engine)).toEqual([]);
  });

  it('is none where the alert says a price that has gone so far, or the stop stood there', () => {
    expect(after({ stop_loss: 3000, price: 3200 }, buy({})).signal).toMatchObject({ state: 'completed' });
    const { engine, signal } = after({ stop_loss: 4400 }, buy({ stop_loss: 4600 }));
    expect(signal).toMatchObject({ state: 'completed' });
    expect(planOf(engine)?.stopLoss).toBe('4400');
  });
});

describe('a trailing stop that an alert brings to what is held', () => {
  it.each([
    ['names no price', {}],
    ['names its price', { price: 49000 }],
  ])('starts at the price of now, not at that of the entry, where the alert %s', (_, more) => {
    const engine = engineWith();
    engine.enter(buy({ stop_loss: 48000 }), '50000');
    tick(engine, '49000');
    const { id } = engine.alert(modify({ trailing_stop_percent: 1, ...more }));
    expect(engine.signal(id)).toMatchObject({ state: 'completed', error: null });
    expect(planOf(engine)?.stopLoss).toBe('48000');
    tick(engine, '49000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '48510', trail: { active: true, best: '49000' } });
    expect(exitsMade(engine)).toEqual([]);
    tick(engine, '48510');
    expect(exitsMade(engine)).toEqual([{ qty: '0.1', type: 'market' }]);
  });

  it('is the stop of what has none, at the next price', () => {
    const engine = engineWith();
    engine.enter(buy(), '50000');
    engine.alert(modify({ trailing_stop_percent: 1 }));
    expect(engine.dueTypes()).toContain('watch_price');
    tick(engine, '51000');
    expect(planOf(engine)?.stopLoss).toBe('50490');
  });
});

describe('what of an entry still rests when its position is left', () => {
  const RESTS: Partial<VenueTraits> = { nativeStops: false, orderTypes: ['market', 'limit'] };
  const HOUR = 3_600_000;
  const timeStop = { afterMs: HOUR, atMinute: null, beforeCloseMs: null, calendar: null, unlessGain: null };
  const LEAVES: readonly [string, (engine: Engine) => void][] = [
    ['its target', (engine) => tick(engine, '51000')],
    ['its stop', (engine) => tick(engine, '48990')],
    [
      'the clock',
      (engine) => {
        engine.now += HOUR;
        engine.run({ type: 'clock' });
      },
    ],
  ];

  it.each(LEAVES)('by %s is taken back with it, and what fills all the same is sold too', (_, leave) => {
    const engine = engineWith({ timeStop }, RESTS);
    const entry = entryOf(engine, buy({ order_type: 'limit', price: 50000, stop_loss: 49000, take_profit: 51000 }), '50500');
    engine.fill(entry, '0.04', '50000');
    leave(engine);
    expect(exitsMade(engine)).toEqual([{ qty: '0.04', type: 'market' }]);
    expect(engine.status(entry.id)).toBe('pending_cancel');
    engine.fill(entry, '0.06', '50000');
    expect(exitsMade(engine).map(({ qty }) => qty)).toEqual(['0.04', '0.06']);
  });
});

describe('targets and stops that have moved', () => {
  it('are not put back by a later fill of the same entry', () => {
    const engine = engineWith({}, { nativeStops: false, orderTypes: ['market', 'limit'] });
    const targets = [
      { price: 51000, share: 50 },
      { price: 53000, share: 50 },
    ];
    const lock = { new_stop_price: 49500, trigger_price: 51000 };
    const alert = buy({ order_type: 'limit', price: 50000, stop_loss: 48000, take_profits: targets, profit_lock: lock });
    const entry = entryOf(engine, alert, '50500');
    engine.fill(entry, '0.04', '50000');
    tick(engine, '51000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '49500', partials: [{ done: true }], locks: [] });
    const moved = planOf(engine);
    engine.fill(entry, '0.06', '50000');
    // of the target two of ten have left; what is of it in the rest leaves there, and nothing else is put back
    const [target] = moved?.partials ?? [];
    expect(planOf(engine)).toEqual({ ...moved, partials: [{ ...target, taken: '20' }] });
  });
});
