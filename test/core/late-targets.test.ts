// A target that is reached while its entry is still being filled: what fills afterwards is of that target too.

import { describe, expect, it } from 'vitest';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Engine } from './engine.ts';
import { buy, engineWith, exitsMade, fillExit, held, planOf, tick } from './plan-engine.ts';

const TARGETS = {
  stop_loss: 48000,
  take_profits: [
    { price: 51000, share: 50 },
    { price: 52000, share: 30 },
    { price: 53000, share: 20 },
  ],
};

/** Entries rest there, and levels are watched. */
const RESTS = { nativeStops: false, orderTypes: ['market', 'limit'] as const };

/** A limit entry of 0.1 of which so much has filled. */
function entering(qty: string, more: Record<string, unknown> = {}): { readonly engine: Engine; readonly entry: Order } {
  const engine = engineWith({}, RESTS);
  const signal = engine.alert(buy({ order_type: 'limit', limit_price: 50000, ...TARGETS, ...more }));
  engine.price(signal, '50500');
  const entry = engine.active('entry');
  engine.send(entry);
  engine.fill(entry, qty, '50000');
  return { engine, entry };
}

const leaving = (engine: Engine): string[] => exitsMade(engine).map(({ qty }) => qty);

describe('what an entry fills after a target was reached', () => {
  it('leaves with its share at once where the price is still beyond the target', () => {
    const { engine, entry } = entering('0.04');
    tick(engine, '51000');
    fillExit(engine, '51000');
    engine.fill(entry, '0.06', '50000');
    expect(leaving(engine)).toEqual(['0.02']);
    tick(engine, '51100');
    expect(leaving(engine)).toEqual(['0.02', '0.03']);
    fillExit(engine, '51100');
    expect(held(engine).qty).toBe('0.05');
    expect(tick(engine, '51200')).toMatchObject({ type: 'skipped' });
  });

  it('waits for the target where the price has gone back, and the targets behind it take their shares of the whole', () => {
    const { engine, entry } = entering('0.04');
    tick(engine, '51000');
    fillExit(engine, '51000');
    tick(engine, '50000');
    engine.fill(entry, '0.06', '50000');
    expect(tick(engine, '50900')).toMatchObject({ type: 'skipped' });
    tick(engine, '51000');
    fillExit(engine, '51000');
    tick(engine, '52000');
    fillExit(engine, '52000');
    tick(engine, '53000');
    fillExit(engine, '53000');
    expect(leaving(engine)).toEqual(['0.02', '0.03', '0.03', '0.02']);
  });

  it('leaves together with the next target where one jump passes both', () => {
    const { engine, entry } = entering('0.04');
    tick(engine, '51000');
    fillExit(engine, '51000');
    tick(engine, '50000');
    engine.fill(entry, '0.06', '50000');
    tick(engine, '52000');
    expect(leaving(engine)).toEqual(['0.02', '0.06']);
  });

  it('is counted while what left before is still on its way', () => {
    const { engine, entry } = entering('0.04');
    tick(engine, '51000');
    engine.fill(entry, '0.06', '50000');
    tick(engine, '51000');
    expect(leaving(engine)).toEqual(['0.02', '0.03']);
    for (const exit of engine.orders(({ role }) => role === 'exit')) {
      engine.send(exit);
      engine.fill(exit, exit.qty, '51000');
    }
    expect(held(engine).qty).toBe('0.05');
  });

  it('is counted where two targets were reached before', () => {
    const { engine, entry } = entering('0.04');
    tick(engine, '52000');
    fillExit(engine, '52000');
    engine.fill(entry, '0.03', '50000');
    engine.fill(entry, '0.03', '50000');
    tick(engine, '52000');
    expect(leaving(engine)).toEqual(['0.032', '0.048']);
    fillExit(engine, '52000');
    expect(held(engine).qty).toBe('0.02');
  });

  it('comes in pieces that the venue would not take alone, and leaves when they are enough', () => {
    const { engine, entry } = entering('0.04');
    tick(engine, '51000');
    fillExit(engine, '51000');
    engine.fill(entry, '0.001', '50000');
    expect(tick(engine, '51000')).toMatchObject({ type: 'skipped' });
    engine.fill(entry, '0.001', '50000');
    tick(engine, '51000');
    expect(leaving(engine)).toEqual(['0.02', '0.001']);
  });

  it('is counted where the first piece was less than the venue sells', () => {
    const { engine, entry } = entering('0.001');
    tick(engine, '51000');
    expect(leaving(engine)).toEqual([]);
    engine.fill(entry, '0.099', '50000');
    tick(engine, '51000');
    expect(leaving(engine)).toEqual(['0.05']);
  });

  it('does not move the stop again that a target has moved, and counts no target twice', () => {
    const engine = engineWith({ breakEvenAfter: 2 }, RESTS);
    const signal = engine.alert(buy({ order_type: 'limit', limit_price: 50000, ...TARGETS }));
    engine.price(signal, '50500');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.04', '50000');
    tick(engine, '51000');
    fillExit(engine, '51000');
    engine.fill(entry, '0.06', '50000');
    tick(engine, '51000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '48000', breakEvenAfter: 2 });
  });

  it('of another alert is an addition: the target that was reached before takes nothing of it', () => {
    const { engine, entry } = entering('0.1');
    tick(engine, '51000');
    fillExit(engine, '51000');
    expect(engine.status(entry.id)).toBe('filled');
    engine.enter(buy({ quantity: 0.05 }), '51000');
    expect(tick(engine, '51500')).toMatchObject({ type: 'skipped' });
    tick(engine, '52000');
    expect(leaving(engine)).toEqual(['0.05', '0.06']);
  });

  it('of an addition that had filled in part is of the target too', () => {
    const { engine } = entering('0.1');
    const signal = engine.alert(buy({ quantity: 0.08, order_type: 'limit', limit_price: 50500 }));
    engine.price(signal, '50600');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.02', '50500');
    tick(engine, '51000');
    fillExit(engine, '51000');
    engine.fill(entry, '0.06', '50500');
    tick(engine, '51000');
    expect(leaving(engine)).toEqual(['0.06', '0.03']);
  });

  it('keeps its proportion when a person closes a part by hand', () => {
    const { engine, entry } = entering('0.04');
    tick(engine, '51000');
    fillExit(engine, '51000');
    tick(engine, '50000');
    engine.fill(entry, '0.06', '50000');
    engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', percent: 50 }));
    fillExit(engine, '50000');
    tick(engine, '51000');
    // three of eight are of the first target
    expect(leaving(engine)).toEqual(['0.02', '0.04', '0.015']);
  });
});

describe('further orders of the same alert', () => {
  const LAYERS = {
    order_type: undefined,
    limit_price: undefined,
    entries: [
      { price: 50000, share: 40 },
      { price: 49000, share: 60 },
    ],
  };

  it('are of the targets of the first one, and bring no plan of their own', () => {
    const engine = engineWith({}, RESTS);
    const signal = engine.alert(buy({ ...TARGETS, ...LAYERS }));
    engine.price(signal, '50500');
    const [first, second] = engine.orders(({ role }) => role === 'entry');
    if (first === undefined || second === undefined) throw new Error('two levels were asked for');
    engine.send(first);
    engine.send(second);
    engine.fill(first, '0.04', '50000');
    tick(engine, '51000');
    fillExit(engine, '51000');
    engine.alert(JSON.stringify({ action: 'modify', symbol: 'BTCUSDT.P', stop_loss: 48500 }));
    engine.fill(second, '0.06', '49000');
    expect(planOf(engine)).toMatchObject({ stopLoss: '48500', partials: [{ done: true, taken: '20' }, { done: false }] });
    tick(engine, '51000');
    expect(leaving(engine)).toEqual(['0.02', '0.03']);
  });

  it('made of the rest of one that was taken back are of its targets too', () => {
    const engine = engineWith({}, RESTS);
    engine.settings = {
      ...engine.settings,
      strategies: new Map(
        [...engine.settings.strategies].map(([name, each]) => [
          name,
          { ...each, entries: { ...NO_ENTRY_RULES, limitLifetimeMs: 60_000, fallback: 'market' as const } },
        ]),
      ),
    };
    const signal = engine.alert(buy({ order_type: 'limit', limit_price: 50000, ...TARGETS }));
    engine.price(signal, '50500');
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.04', '50000');
    tick(engine, '51000');
    fillExit(engine, '51000');
    engine.now += 60_000;
    engine.run({ type: 'clock' });
    engine.run({ type: 'venue_report', report: { type: 'canceled', orderId: entry.id, reason: 'asked for' } });
    const { venueOrderId, qty, fills } = engine.order(entry.id);
    if (venueOrderId === null) throw new Error('it never was at the venue');
    const found = { orderId: entry.id, venueOrderId, status: 'canceled' as const, qty, fills, reason: null };
    engine.run({ type: 'order_looked_up', orderId: entry.id, found });
    engine.price(engine.signal(signal.id), '50800');
    const rest = engine.active('entry');
    engine.send(rest);
    engine.fill(rest, '0.06', '50800');
    tick(engine, '51000');
    expect(leaving(engine)).toEqual(['0.02', '0.03']);
  });
});
