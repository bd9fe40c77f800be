// How much leaves at a target: exactly the part that was asked for, in whole steps.

import { expect, it } from 'vitest';
import { decimal, HUNDRED, div } from '../../src/core/model/decimal.ts';
import { takePartials } from '../../src/core/positions/take-partials.ts';
import { perpetual } from './engine.ts';

it.each([3, 300, 3_000_000, 3_000_000_000])('a third of %d is not a step less for what comes after the point', (held) => {
  const share = div(HUNDRED, decimal('3'));
  const partials = ['101', '102'].map((price) => ({ price: decimal(price), share, done: false }));
  const instrument = { ...perpetual, stepSize: decimal('1') };
  expect(takePartials(partials, decimal('101'), decimal(held), true, { instrument })?.qty).toBe(String(held / 3));
});

it('a share that is too little to leave alone leaves with the next one, and stays owed until then', () => {
  const instrument = { ...perpetual, stepSize: decimal('1'), qtyMin: decimal('1') };
  const partials = [
    { price: decimal('101'), share: decimal('40'), done: false },
    { price: decimal('102'), share: decimal('20'), done: false },
  ];
  const first = takePartials(partials, decimal('101'), decimal('2'), true, { instrument });
  expect(first).toMatchObject({ qty: '0', partials: [{ done: true, taken: '0' }, { done: false }] });
  const after = first?.partials ?? [];
  expect(takePartials(after, decimal('101'), decimal('2'), true, { instrument })).toBeNull();
  const second = takePartials(after, decimal('102'), decimal('2'), true, { instrument });
  expect(second).toMatchObject({ qty: '1', partials: [{ done: true }, { done: true }] });
  expect(takePartials(second?.partials ?? [], decimal('103'), decimal('1'), true, { instrument })).toBeNull();
});
