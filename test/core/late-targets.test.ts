// A target that is reached while its entry is still being filled: what fills afterwards is of that target too.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { NO_ENTRY_RULES } from '../../src/core/model/entry-rules.ts';
import type { Order } from '../../src/core/model/order.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { spot, type Engine } from './engine.ts';
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

const history = (engine: Engine): string[] =>
  [...engine.state.signals.values()].flatMap(({ timeline }) => timeline.flatMap(({ detail }) => detail ?? []));

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

  it('is not taken back where what a target leaves of the first piece could not be sold alone', () => {
    const engine = engineWith({}, RESTS);
    const coin = { ...spot, qtyMin: decimal('0.002') };
    const targets = { take_profits: [{ price: 51000, share: 70 }] };
    const signal = engine.alert(buy({ symbol: 'BTCUSDT', order_type: 'limit', limit_price: 50000, ...targets }));
    engine.price(signal, '50500', coin);
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.003', '50000');
    engine.now += 2_000;
    const seen = { ...seenOnce(engine.quote('51000', coin)), since: engine.now - 1_000 };
    engine.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: '0'.repeat(13) });
    expect(leaving(engine)).toEqual([]);
    expect(engine.order(entry.id).cancel).toBeNull();
    engine.fill(entry, '0.097', '50000');
    const later = { ...seen, quote: engine.quote('51000', coin) };
    engine.run({ type: 'observe_price', account: accountName('paper'), seen: later, idSeed: '1'.repeat(13) });
    expect(leaving(engine)).toEqual(['0.07']);
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

/** What is held, as a plain sum: so much of it leaves at each target, and the rest. */
class Buckets {
  private readonly targets: { readonly price: number; readonly share: number; qty: number }[];
  private rest = 0;
  constructor(targets: readonly { readonly price: number; readonly share: number }[]) {
    this.targets = targets.map((each) => ({ ...each, qty: 0 }));
  }
  get held(): number {
    return this.rest + this.targets.reduce((sum, { qty }) => sum + qty, 0);
  }
  private scale(by: number): void {
    for (const each of this.targets) each.qty *= by;
    this.rest *= by;
  }
  fill(qty: number): void {
    for (const each of this.targets) each.qty += (qty * each.share) / 100;
    this.rest += (qty * (100 - this.targets.reduce((sum, { share }) => sum + share, 0))) / 100;
  }
  addition(qty: number): void {
    this.scale((this.held + qty) / this.held);
  }
  close(percent: number): void {
    this.scale(1 - percent / 100);
  }
  price(price: number, up: number): void {
    for (const each of this.targets) if ((price - each.price) * up >= 0) each.qty = 0;
  }
}

const moves = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ what: fc.constant('price' as const), to: fc.integer({ min: 1, max: 6 }) }) },
    { weight: 4, arbitrary: fc.record({ what: fc.constant('fill' as const), part: fc.integer({ min: 5, max: 60 }) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('addition' as const), thousandths: fc.integer({ min: 500, max: 3_000 }) }) },
    { weight: 1, arbitrary: fc.record({ what: fc.constant('close' as const), percent: fc.constantFrom(20, 50) }) },
  ),
  { minLength: 3, maxLength: 14 },
);

it('whatever fills whenever, targets leave what a plain sum of all fills says', () => {
  let late = 0;
  fc.assert(
    fc.property(moves, fc.constantFrom(1, -1), fc.constantFrom([50, 30], [40, 20, 20], [25]), (steps, up, shares) => {
      const targets = shares.map((share, index) => ({ price: 50_000 + up * 1_000 * (index + 2), share }));
      const engine = engineWith({}, RESTS);
      const side = up > 0 ? 'buy' : 'sell';
      const signal = engine.alert(buy({ action: side, quantity: 10, order_type: 'limit', limit_price: 50000, take_profits: targets }));
      engine.price(signal, '50000');
      const entry = engine.active('entry');
      engine.send(entry);
      const plain = new Buckets(targets);
      const heldNow = (): number => Math.abs(Number(engine.position()?.qty ?? 0));
      const fillAll = (price: string): void => {
        for (const exit of engine.orders(({ role, status }) => role === 'exit' && status === 'initialized')) {
          engine.send(exit);
          engine.fill(exit, exit.qty, price);
        }
      };
      let isWithdrawn = false;
      let rounded = 1;
      for (const step of steps) {
        if (step.what === 'price') {
          const price = 50_000 + up * 1_000 * (step.to - 0.5);
          tick(engine, String(price));
          fillAll(String(price));
          plain.price(price, up);
          rounded += 1;
        }
        if (step.what === 'fill' && !isWithdrawn) {
          const left = 10_000 - Math.round(Number(engine.order(entry.id).qtyFilled) * 1_000);
          const qty = Math.min(left, step.part * 100);
          if (qty === 0) continue;
          if (planOf(engine)?.partials?.some(({ done }) => done) === true) late += 1;
          engine.fill(entry, String(qty / 1_000), '50000');
          plain.fill(qty / 1_000);
        }
        if (step.what === 'addition' && heldNow() > 0.01) {
          const more = engine.alert(buy({ action: side, quantity: step.thousandths / 1_000 }));
          engine.price(more, '50000');
          const order = engine.orders(({ role, status }) => role === 'entry' && status === 'initialized').at(-1);
          if (order === undefined) throw new Error('the addition was refused');
          engine.send(order);
          engine.fill(order, order.qty, '50000');
          plain.addition(step.thousandths / 1_000);
        }
        if (step.what === 'close' && heldNow() > 0.01) {
          engine.alert(JSON.stringify({ action: 'close', symbol: 'BTCUSDT.P', percent: step.percent }));
          fillAll('50000');
          plain.close(step.percent);
          // whoever leaves withdraws what has not filled
          isWithdrawn = true;
          rounded += 1;
        }
        expect(Math.abs(heldNow() - plain.held)).toBeLessThan(0.001 * rounded * 3);
      }
    }),
    { numRuns: 400, seed: 7 },
  );
  expect(late).toBeGreaterThan(200);
});

describe('a share that was too little to leave', () => {
  it('takes nothing of what a further alert adds: that is of the targets still to come', () => {
    const engine = engineWith();
    const take_profits = [
      { price: 51000, share: 40 },
      { price: 52000, share: 30 },
      { price: 53000, share: 30 },
    ];
    engine.enter(buy({ quantity: 0.002, stop_loss: 48000, take_profits }), '50000');
    tick(engine, '51000');
    expect(planOf(engine)?.partials).toMatchObject([{ done: true, taken: '0' }, { done: false }]);
    expect(history(engine)).toContainEqual(expect.stringContaining('target 51000 (40 %, too little to leave alone) reached'));
    engine.enter(buy({ quantity: 0.1 }), '51100');
    tick(engine, '51100');
    expect(leaving(engine)).toEqual([]);
    tick(engine, '52000');
    // half of all: the first target is over, and the other two divide what is held
    expect(leaving(engine)).toEqual(['0.051']);
  });
});
