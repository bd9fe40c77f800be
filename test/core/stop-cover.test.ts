// Owns: stops of which a venue has dropped a part: with what is placed beside them they cover what is held, and never more.

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { add, decimal, eq, isNegative, lte, sum } from '../../src/core/model/decimal.ts';
import type { Order } from '../../src/core/model/order.ts';
import { qtyLeft } from '../../src/core/model/qty-left.ts';
import { coveredInPart, isCut, piecesOf } from '../../src/core/positions/stop-cover.ts';
import { Engine, settingsWith } from './engine.ts';

const stop = (() => {
  const engine = new Engine(settingsWith({ approval: { type: 'auto' } }));
  engine.enter('BUY BTCUSDT.P @ 45000 qty=0.1 sl=44000', '45000');
  return engine.active('stop_loss');
})();
const standing = fc.record({ qty: fc.integer({ min: 0, max: 40 }), dropped: fc.option(fc.integer({ min: 0, max: 9 })) }).map(
  ({ qty, dropped }): Order => ({
    ...stop,
    qty: decimal(qty),
    dropped: dropped === null ? null : { qty: decimal(dropped), reason: 'a slice was refused' },
  }),
);

it('what stays and what is placed beside it are together what is held', () =>
  fc.assert(
    fc.property(fc.array(standing, { maxLength: 5 }), fc.integer({ min: 0, max: 100 }), (orders, held) => {
      const { cut, rest } = piecesOf(orders, decimal(held));
      expect(isNegative(rest)).toBe(false);
      expect(eq(add(sum(cut.map(qtyLeft)), rest), decimal(held))).toBe(true);
      expect(cut.every((order) => isCut(order) && orders.includes(order))).toBe(true);
      // what was left aside would have been too much
      for (const order of orders.filter((each) => isCut(each) && !cut.includes(each))) expect(lte(qtyLeft(order), rest)).toBe(false);
    }),
    { seed: 20261130, numRuns: 2_000 },
  ));

it('it is said to cover a part only where a venue has dropped one', () => {
  const cut = { ...stop, qty: decimal(65), dropped: { qty: decimal(35), reason: 'a slice was refused' } };
  expect(coveredInPart([cut], decimal(100))).toBe('65');
  expect(coveredInPart([cut, { ...stop, qty: decimal(35) }], decimal(100))).toBeNull();
  expect(coveredInPart([{ ...stop, qty: decimal(65) }], decimal(100))).toBeNull();
});
