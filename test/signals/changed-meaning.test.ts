// Fields that nobody reads and that must not be passed over: with them the entry is another one, or none. Each of these was
// an entry at market with the rest dropped: without its stop, of another size, or where none was meant.

import { describe, expect, it } from 'vitest';
import { readBody } from '../../src/core/signals/fields/read-body.ts';
import { parseAlert } from '../../src/core/signals/parse-alert.ts';
import { readFields } from './read-alert.ts';

type Fields = Record<string, unknown>;
const priced = { price: 67_000 };

describe('a field without which the entry would be another one', () => {
  it.each<[Fields]>([
    [{ quantity: 1, limit: 40_000 }],
    [{ quantity: 1, isLimit: true }],
    [{ quantity: 1, is_stop_order: 'true' }],
    [{ quantity: 1, action: undefined, isSell: true, isLimit: true }],
    [{ quantity: 1, tp_ticks: '12' }],
    [{ quantity: 1, sl_distance: 30 }],
    [{ quantity: 1, tp11: 70_000 }],
    [{ quantity: 1, exit: { sl: 44_000, after_bars: 5 } }],
    [{ quantity: 1, bracket: { sl: 44_000, trail_after: 45_000 } }],
    [{ quantity: 1, reverse: true }],
    [{ sizeByLeverage: 3 }],
    [{ margin: 100 }],
    [{ stake_usdt: 100 }],
    [{ quantity: 1, trail_offset: 5 }],
    [{ quantity: 1, stop_loss_usd: 50 }],
    [{ quantity: 1, risk: [{ stop_loss: 44_000 }] }],
    [{ quantity: 1, close_only: true }],
    [{ quantity: 1, closePosition: 'true' }],
    [{ quantity: 1, unit: 'bushels' }],
    [{ quantity: 1, paper: true }],
    [{ cost: 100 }],
  ])('refuses it: %j', (fields) => expect(readFields({ ...priced, ...fields }).refusal?.code).toBe('UNSUPPORTED'));

  it('refuses an exit beside a side, which may be that of the position or of the order', () =>
    expect(readFields({ ...priced, quantity: 1, exit: true }).refusal?.code).toBe('CONTRADICTION'));

  it.each<[Fields]>([
    [{ quantity: 1, limit: null }],
    [{ quantity: 1, sl_pips: 0 }],
    [{ quantity: 1, close_only: false }],
    [{ quantity: 1, exit: '' }],
    [{ quantity: 1, risk: 'low' }],
    [{ quantity: 1, reverse: false }],
    [{ quantity: 1, margin: 'cross' }],
    [{ quantity: 1, cost: 67_000 }],
    [{ quantity: 1, usd: 67_000 }],
    [{ cost: 'low' }],
    [{ quote: 'USDT' }],
    [{ quantity: 1, meta: { a: 1 } }],
    [{ quantity: 1, isLimit: true, order_type: 'limit' }],
    [{ quantity: 1, isLimit: false }],
  ])('but not where it says nothing, or nothing that matters: %j', (fields) =>
    expect(readFields({ ...priced, ...fields }).kind).toBe('order'),
  );

  it.each<[Fields]>([
    [{ limit: 40_000 }],
    [{ sl_ticks: 30 }],
    [{ bracket: { sl: 1 } }],
    [{ close_position: true }],
    [{ cost: 100 }],
    [{ sl: 'soon' }],
    [{ isLimit: true }],
  ])('never holds back an exit: %j', (fields) =>
    expect(readFields({ ...priced, ...fields, action: 'close' })).toMatchObject({ kind: 'order', action: 'close', refusal: null }),
  );
});

describe('an echo of the action in the words of another system', () => {
  it.each<[Fields]>([
    [{ order_action: 'sell' }],
    [{ order: { side: 'sell' } }],
    [{ trade: 'SELL' }],
    [{ position_effect: 'close' }],
    [{ intent: 'exit' }],
    [{ operation: 'close_long' }],
  ])('that says something else refuses it: %j', (fields) =>
    expect(readFields({ ...priced, quantity: 1, ...fields }).refusal?.code).toBe('CONTRADICTION'),
  );

  it('decides nothing alone, and is no unknown field beside the action', () => {
    expect(readFields({ action: undefined, quantity: 1, intent: 'buy' }).refusal?.code).toBe('MISSING_ACTION');
    expect(readFields({ quantity: 1, intent: 'buy' })).toMatchObject({ kind: 'order', action: 'buy', warnings: [] });
  });
});

describe('the name of an alert', () => {
  it.each<[Fields]>([
    [{ action: 'close', alert: 'Long Entry' }],
    [{ action: 'close', alert: 'sell' }],
    [{ action: 'sell', reduce_only: true, alert: 'buy signal' }],
    [{ action: 'sell', market_position: 'flat', alert: 'buy' }],
  ])('holds back no exit: %j', (fields) => expect(readFields({ ...priced, ...fields })).toMatchObject({ kind: 'order', refusal: null }));

  it('is what to do where nothing else says it, and no entry goes against it', () => {
    expect(readFields({ action: undefined, quantity: 1, alert: 'sell' })).toMatchObject({ kind: 'order', action: 'sell' });
    expect(readFields({ quantity: 1, alert: 'Sell' }).refusal?.code).toBe('CONTRADICTION');
  });
});

it('what the last trade has brought is no report beside the position that a reversal leads to', () => {
  const turned = { action: 'sell', quantity: 2, market_position: 'short', prev_market_position: 'long' };
  expect(readFields({ ...turned, closedPnl: 12.5 }).kind).toBe('order');
  expect(readFields({ quantity: 2, closedPnl: 12.5 }).kind).toBe('reject');
});

describe('a switch of the side that is off', () => {
  it('says the other side', () =>
    expect(readFields({ action: undefined, quantity: 1, is_buy: false })).toMatchObject({ kind: 'order', action: 'sell' }));

  it('says nothing beside a cancel: nothing is sold by it', () =>
    expect(readFields({ action: undefined, isBuy: false, cancelAllOrders: true }).refusal?.code).toBe('MISSING_ACTION'));
});

it('what is left out of an entry holds back nothing that it closes', () => {
  const reading = (more: Fields) =>
    parseAlert(readBody(new TextEncoder().encode(JSON.stringify({ action: 'sell', symbol: 'SOLUSDT', quantity: 1, ...more }))));
  for (const more of [{ init_sl: 150 }, { final_target: 120 }, { isMarket: false }, { signal_type: 'stop', price: 120 }])
    expect(reading(more), JSON.stringify(more)).toMatchObject({
      kind: 'order',
      refusal: null,
      entryRefusal: { message: expect.any(String) },
    });
  // it may be what triggers the order
  expect(reading({ sell_stop_price: 120 }).refusal?.code).toBe('UNSUPPORTED');
});
