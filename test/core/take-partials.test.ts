// How much leaves at a target: exactly the part that was asked for, in whole steps.

import { expect, it } from 'vitest';
import { decimal, HUNDRED, div } from '../../src/core/model/decimal.ts';
import { takePartials } from '../../src/core/positions/take-partials.ts';
import { perpetual } from './engine.ts';

it.each([3, 300, 3_000_000])('a third of %d is not a step less for what comes after the point', (held) => {
  const share = div(HUNDRED, decimal('3'));
  const partials = ['101', '102'].map((price) => ({ price: decimal(price), share, done: false }));
  const instrument = { ...perpetual, stepSize: decimal('1') };
  expect(takePartials(partials, decimal('101'), decimal(held), true, { instrument })?.qty).toBe(String(held / 3));
});
