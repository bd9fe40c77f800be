// A target that leaves of what is held too little to be sold alone, while levels of its entry rest: they may never fill.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { accountName } from '../../src/core/model/ids.ts';
import { seenOnce } from '../../src/core/positions/evaluate-exits.ts';
import { perpetual, spot, type Engine } from './engine.ts';
import { buy, engineWith, exitsMade, fillExit, held, planOf, tick } from './plan-engine.ts';

/** Entries rest there, and levels are watched. */
const RESTS = { nativeStops: false, orderTypes: ['market', 'limit'] as const };

const leaving = (engine: Engine): string[] => exitsMade(engine).map(({ qty }) => qty);

describe('a target that leaves too little behind', () => {
  it('takes all that is held at once where the rest of the entry only stands at its price, and that stays there', () => {
    const engine = engineWith({}, RESTS);
    const coin = { ...spot, qtyMin: decimal('0.002') };
    const signal = engine.alert(
      buy({
        symbol: 'BTCUSDT',
        entries: [
          { price: 50000, share: 3 },
          { price: 49000, share: 97 },
        ],
        take_profits: [{ price: 51000, share: 70 }],
      }),
    );
    engine.price(signal, '50500', coin);
    const [first, second] = engine.orders(({ role }) => role === 'entry');
    if (first === undefined || second === undefined) throw new Error('two levels were asked for');
    engine.send(first);
    engine.send(second);
    engine.fill(first, '0.003', '50000');
    const at = (price: string, seed: string) => {
      engine.now += 2_000;
      const seen = { ...seenOnce(engine.quote(price, coin)), since: engine.now - 1_000 };
      engine.run({ type: 'observe_price', account: accountName('paper'), seen, idSeed: seed.repeat(13) });
    };
    at('51000', '0');
    expect(leaving(engine)).toEqual(['0.003']);
    expect(engine.order(second.id)).toMatchObject({ status: 'accepted', cancel: null });
    fillExit(engine, '51000');
    expect(held(engine)).toMatchObject({ qty: '0', plan: null });
    engine.fill(second, '0.097', '49000');
    expect(planOf(engine)?.partials).toMatchObject([{ price: '51000', done: false }]);
    at('51000', '1');
    expect(leaving(engine)).toEqual(['0.003', '0.067']);
  });

  it('takes the first piece of an order that has stopped filling, and takes back nothing', () => {
    const engine = engineWith({}, RESTS);
    const signal = engine.alert(buy({ order_type: 'limit', limit_price: 50000, take_profits: [{ price: 51000, share: 70 }] }));
    const coarse = { ...perpetual, stepSize: decimal('0.001'), qtyMin: decimal('0.002') };
    engine.price(signal, '50500', coarse);
    const entry = engine.active('entry');
    engine.send(entry);
    engine.fill(entry, '0.003', '50000');
    tick(engine, '51000');
    expect(leaving(engine)).toEqual([]);
    engine.now += 10_000;
    tick(engine, '51000');
    expect(leaving(engine)).toEqual(['0.003']);
    expect(engine.order(entry.id).cancel).toBeNull();
  });
});
