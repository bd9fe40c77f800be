// A slip in one order of several is told with the name that was meant and the order that it stands in, read or refused.

import { expect, it } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { readAlert } from './read-alert.ts';

const say = (alert: unknown): Reading => readAlert(JSON.stringify(alert));
const second = { action: 'sell', symbol: 'ETHUSDT', quantity: 1 };

it('in a list of orders that are read', () => {
  const alert = { orders: [{ action: 'buy', symbol: 'LTCUSDT', quantity: 2, stop_los: 3 }, second], strateg: 'swing' };
  expect(say(alert)).toMatchObject({
    kind: 'order',
    action: 'multi',
    warnings: [
      'Order 1: Unknown field "stop_los" has no effect; did you mean stop_loss?',
      'Unknown field "strateg" has no effect; did you mean strategy?',
    ],
  });
});

it('in a list of which one is refused', () => {
  expect(say([second, { action: 'buy', symbl: 'LTCUSDT', quantity: 2 }])).toMatchObject({
    kind: 'reject',
    refusal: { code: 'MISSING_SYMBOL', message: 'Order 2 of 2: The alert names no symbol.' },
    warnings: ['Order 2: Unknown field "symbl" has no effect; did you mean symbol?'],
  });
});

const leg = (fields: object): object => ({ transactionType: 'B', orderType: 'MKT', quantity: '1', symbol: 'INFY', price: '0', ...fields });

it('in legs of the exchange, under its own names', () => {
  const legs = [leg({ productTyp: 'C', sort_ordr: '1' }), leg({ symbol: 'TCS', triggerPric: '0' })];
  expect(say({ alertType: 'multi_leg_order', order_legs: legs }).warnings).toEqual([
    'Leg 1: Unknown field "productTyp" has no effect; did you mean productType?',
    'Leg 1: Unknown field "sort_ordr" has no effect; did you mean sort_order?',
    'Leg 2: Unknown field "triggerPric" has no effect; did you mean triggerPrice?',
  ]);
  const { transactionType: _, ...sideless } = leg({ transactionTyp: 'B' }) as Record<string, unknown>;
  expect(say({ alertType: 'multi_leg_order', order_legs: [leg({}), sideless] })).toMatchObject({
    kind: 'reject',
    warnings: ['Leg 2: Unknown field "transactionTyp" has no effect; did you mean transactionType?'],
  });
});

it('in a leg the price beside a limit is what the chart showed, as in an order by itself', () => {
  const limit = { symbol: 'BTCUSDT', action: 'buy', quantity: 0.004, order_type: 'limit', limit_price: 49000, price: 50000 };
  const read = { orderType: 'limit', limitPrice: '49000', signalPrice: '50000' };
  expect(say({ order_legs: [limit, { ...second, price: 3000 }] })).toMatchObject({ kind: 'order', legs: [read, {}] });
  expect(say(limit)).toMatchObject(read);
  const { limit_price: _, ...priced } = limit;
  expect(say({ order_legs: [priced, second] })).toMatchObject({ legs: [{ orderType: 'limit', limitPrice: '50000' }, {}] });
});

it('a slip with a name nearby is told before the fields that nobody knows', () => {
  const strange = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`xqz${n}w`, 'y']));
  const { warnings } = say({ action: 'buy', symbol: 'LTCUSDT', quantity: 2, ...strange, stop_los: 70 });
  expect(warnings[0]).toBe('Unknown field "stop_los" has no effect; did you mean stop_loss?');
  expect(warnings.at(-1)).toBe('2 more unknown fields have no effect.');
});
