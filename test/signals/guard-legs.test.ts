// An entry with its stop and its target, written as legs of the exchange: one order with its protection where that is certain.

import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { readAlert } from './read-alert.ts';

const leg = (order: number, fields: object): object => ({
  transactionType: 'B',
  orderType: 'MKT',
  quantity: '10',
  exchange: 'NSE',
  symbol: 'INFY',
  instrument: 'EQ',
  productType: 'I',
  sort_order: String(order),
  price: '0',
  ...fields,
});
const ENTRY = leg(1, {});
const STOP = { transactionType: 'S', orderType: 'SL-M', triggerPrice: '1450' };
const TARGET = { transactionType: 'S', orderType: 'LMT', price: '1600' };
const say = (...legs: object[]): Reading => readAlert(JSON.stringify({ alertType: 'multi_leg_order', order_legs: legs }));

it('a stop at the market and a limit behind an entry are its stop-loss and its take-profit', () => {
  for (const legs of [
    [ENTRY, leg(2, STOP), leg(3, TARGET)],
    [leg(3, STOP), leg(2, TARGET), ENTRY],
  ])
    expect(say(...legs)).toMatchObject({
      kind: 'order',
      action: 'buy',
      quantity: '10',
      orderType: 'market',
      productType: 'I',
      alertType: 'multi_leg_order',
      stopLoss: { price: '1450' },
      takeProfits: [{ price: '1600' }],
      legs: [],
      warnings: ['The legs behind the entry are read as the stop-loss 1450 and the take-profit 1600 of leg 1.'],
    });
  expect(say(ENTRY, leg(2, STOP))).toMatchObject({ action: 'buy', stopLoss: { price: '1450' }, takeProfits: [] });
  expect(say(ENTRY, leg(2, TARGET))).toMatchObject({ action: 'buy', stopLoss: null, takeProfits: [{ price: '1600' }] });
});

it('a short is guarded from above', () => {
  const entry = leg(1, { transactionType: 'S', orderType: 'LMT', price: '1500' });
  const [stop, target] = [
    { ...STOP, transactionType: 'B', triggerPrice: '1550' },
    { ...TARGET, transactionType: 'B', price: '1400' },
  ];
  expect(say(entry, leg(2, stop), leg(3, target))).toMatchObject({
    action: 'sell',
    limitPrice: '1500',
    stopLoss: { price: '1550' },
    takeProfits: [{ price: '1400' }],
  });
});

it('as much at the market on the other side is no guard, and nothing that anybody means', () => {
  expect(say(ENTRY, leg(2, { transactionType: 'S' }))).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
});

describe('what may mean anything else stays a leg', () => {
  it.each<[string, object[]]>([
    ['another quantity', [ENTRY, leg(2, { ...STOP, quantity: '5' })]],
    ['another symbol', [ENTRY, leg(2, { ...STOP, symbol: 'TCS' })]],
    ['another exchange', [ENTRY, leg(2, { ...STOP, exchange: 'BSE' })]],
    ['another product', [ENTRY, leg(2, { ...STOP, productType: 'C' })]],
    ['another contract', [ENTRY, leg(2, { ...STOP, instrument: 'FUT' })]],
    ['the same side', [ENTRY, leg(2, { ...STOP, transactionType: 'B' })]],
    ['a stop with a limit', [ENTRY, leg(2, { ...STOP, orderType: 'SL', price: '1449' })]],
    ['two stops', [ENTRY, leg(2, STOP), leg(3, { ...STOP, triggerPrice: '1440' })]],
    ['a stop above the target', [ENTRY, leg(2, { ...STOP, triggerPrice: '1700' }), leg(3, TARGET)]],
    ['a stop above the entry', [leg(1, { orderType: 'LMT', price: '1440' }), leg(2, STOP)]],
    ['a target below the price of the chart', [leg(1, { price: '1650' }), leg(2, TARGET)]],
    ['an entry that itself waits for a price', [leg(1, { orderType: 'SL-M', triggerPrice: '1500' }), leg(2, STOP)]],
    ['the guard before the entry', [leg(1, STOP), leg(2, {})]],
    ['four legs', [ENTRY, leg(2, STOP), leg(3, TARGET), leg(4, { symbol: 'TCS' })]],
  ])('%s', (_what, legs) => {
    const { action, legs: read } = say(...legs);
    expect(action).toBe('multi');
    expect(read).toHaveLength(legs.length);
    for (const each of read) expect(each).toMatchObject({ stopLoss: null, takeProfits: [] });
  });
});
