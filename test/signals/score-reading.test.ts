// The scorer itself: a reading that is right has no mistake, and each way of being wrong is seen.

import { describe, expect, it } from 'vitest';
import { withoutFields, type Expectation } from './corpus-case.ts';
import { readAlert } from './read-alert.ts';
import { dangerOf, mistakesOf } from './score-reading.ts';

const ORDER =
  '{"action":"buy","symbol":"LTCUSDT","qty":2,"price":80,"sl":70,"tp1":90,"tp2":95,"leverage":3,"strategy":"trend","market_position":"long","position_size":2}';
const RIGHT: Expectation = {
  kind: 'order',
  action: 'buy',
  side: 'buy',
  symbol: 'LTCUSDT',
  quantity: 2,
  signal_price: 80,
  stop_loss: { price: 70 },
  take_profits: [{ price: 90 }, { price: 95 }],
  leverage: 3,
  strategy: 'trend',
  position_target: 'long',
  position_size: 2,
};
const { quantity: _quantity, ...withoutQuantity } = RIGHT;
const { stop_loss: _stop, ...withoutStop } = RIGHT;

it('a reading that says all of it is right', () => {
  expect(mistakesOf(readAlert(ORDER), RIGHT)).toEqual([]);
  expect(dangerOf(readAlert(ORDER), RIGHT)).toBeNull();
});

describe('dangerous', () => {
  it.each<[string, Expectation]>([
    ['order', { ...RIGHT, kind: 'status' }],
    ['order', { ...RIGHT, kind: 'reject' }],
    ['side', { ...RIGHT, action: 'sell', side: 'sell', position_target: 'short' }],
    ['opens', { ...RIGHT, action: 'close', side: null, position_target: 'flat' }],
    ['symbol', { ...RIGHT, symbol: 'LTCUSD' }],
    ['quantity', withoutQuantity],
    ['quantity', { ...RIGHT, quantity: 3 }],
    ['quantity', { ...RIGHT, quantity_unit: 'lots' }],
    ['stop-loss', withoutStop],
    ['stop-loss', { ...RIGHT, stop_loss: { pips: 70 } }],
    ['take-profit', { ...RIGHT, take_profits: [{ price: 90 }] }],
    ['leverage', { ...RIGHT, leverage: 2 }],
    ['position', { ...RIGHT, position_target: 'flat' }],
  ])('%s: %j', (word, expectation) => {
    expect(dangerOf(readAlert(ORDER), expectation)).toContain(word);
    expect(mistakesOf(readAlert(ORDER), expectation)).not.toEqual([]);
  });
});

describe('wrong, if not dangerous', () => {
  it.each<[string, Expectation]>([
    ['take-profits', { ...RIGHT, take_profits: [{ price: 90, share: 50 }, { price: 95 }] }],
    ['take-profits', { ...RIGHT, take_profits: [{ price: 90 }, { price: 95 }, { price: 99 }] }],
    ['signal price', { ...RIGHT, signal_price: 81 }],
    ['limit', { ...RIGHT, order_type: 'limit', limit_price: 80 }],
    ['trailing', { ...RIGHT, trailing: { percent: 1 } }],
    ['strategy', { ...RIGHT, strategy: 'other' }],
    ['time in force', { ...RIGHT, time_in_force: 'gtc' }],
    ['risk_percent', { ...RIGHT, extra: { risk_percent: 5 } }],
    ['entries', { ...RIGHT, entries: [79, 80] }],
    ['position size', { ...RIGHT, position_size: 3 }],
    ['notional', { ...RIGHT, notional: 3 }],
  ])('%s: %j', (word, expectation) => expect(mistakesOf(readAlert(ORDER), expectation).join()).toContain(word));

  it('a refusal is right only where the case says so', () => {
    const refused = readAlert('hello world');
    expect(mistakesOf(refused, RIGHT).join()).toContain('kind reject');
    expect(mistakesOf(refused, { ...RIGHT, accept_kinds: ['order', 'reject'] })).toEqual([]);
    expect(dangerOf(refused, RIGHT)).toBeNull();
  });

  it('any role of the price is right where the case says so, but no other price', () => {
    const limited: Expectation = { ...RIGHT, accept_any_price_role: true };
    const asLimit = ORDER.replace('"price":80', '"limit_price":80');
    expect(mistakesOf(readAlert(asLimit), limited)).toEqual([]);
    expect(mistakesOf(readAlert(asLimit.replace(':80', ':79')), limited).join()).toContain('limit 79');
  });
});

it('leaves fields out at any depth', () => {
  expect(withoutFields('{"a":1,"b":{"a":2,"c":[{"a":3}]}}', ['a'])).toBe('{"b":{"c":[{}]}}');
  expect(withoutFields('buy a=1', ['a'])).toBeNull();
});
