// Alerts that people make up at home: names of their own for the same things, parts in objects, the alert in a wrapper.

import { describe, expect, it } from 'vitest';
import type { DenialCode } from '../../src/core/model/denial.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { readAlert } from './read-alert.ts';

type Expected = { readonly [Name in keyof Reading]?: unknown };
const read = (alert: unknown): Reading => readAlert(JSON.stringify(alert));
const buy = { kind: 'order', action: 'buy', side: 'buy', symbol: 'DOTUSDT', refusal: null };

describe('names by meaning', () => {
  it.each<[unknown, Expected]>([
    [
      { order_action: 'buy', tradingsymbol: 'DOTUSDT', order_contracts: '3' },
      { ...buy, quantity: '3' },
    ],
    [
      { orderSide: 'BUY', instrument: 'DOTUSDT', shares: 3 },
      { ...buy, quantity: '3' },
    ],
    [
      { signal: 'LONG', coin: 'DOTUSDT' },
      { ...buy, positionSide: 'long' },
    ],
    [{ command: 'buy', market: 'DOTUSDT' }, buy],
    [
      { trade_direction: 'long', currency_pair: 'DOTUSDT' },
      { ...buy, positionSide: 'long' },
    ],
    [
      { order: 'buy', market: 'DOTUSDT', position: 'long' },
      { ...buy, positionTarget: 'long' },
    ],
    [{ message: 'buy', symbol: 'DOTUSDT' }, buy],
    [
      { action: 'buy', base: 'DOT', quote: 'USDT' },
      { ...buy, symbol: 'DOT/USDT' },
    ],
    [
      { action: 'buy', asset: 'DOT', quote_currency: 'USDT' },
      { ...buy, symbol: 'DOT/USDT' },
    ],
    [
      { action: 'buy', asset: 'DOT' },
      { ...buy, symbol: 'DOT' },
    ],
    [{ action: 'buy', symbol: 'DOTUSDT', market: 'PERPETUAL', base: 'DOT', quote: 'USDT' }, buy],
    [{ action: 'buy', ticker: 'DOTUSDT', symbol: 'DOTUSDT', pair: 'DOT/USDT' }, buy],
    [
      { action: 'buy', symbol: 'DOTUSDT', recorder: 'nightly', acct: 'main' },
      { ...buy, strategy: 'nightly', account: 'main' },
    ],
    [
      { action: 'buy', symbol: 'DOTUSDT', strategy: 'nightly', strategy_id: 7, name: 'x' },
      { ...buy, strategy: 'nightly' },
    ],
    [
      { action: 'long', symbol: 'DOTUSDT' },
      { ...buy, positionSide: 'long', positionTarget: 'long' },
    ],
    [
      { action: 'buy_to_cover', symbol: 'DOTUSDT' },
      { action: 'close_short', side: 'buy' },
    ],
    [
      { action: 'reverse to short', symbol: 'DOTUSDT' },
      { action: 'reverse', side: 'sell' },
    ],
    [
      { action: 'scale-in', side: 'buy', symbol: 'DOTUSDT' },
      { action: 'add', side: 'buy' },
    ],
    [
      { action: 'buy', symbol: 'DOTUSDT', margin_mode: 'isolated' },
      { ...buy, marginMode: 'isolated' },
    ],
  ])('%j', (alert, reading) => expect(read(alert)).toMatchObject(reading));

  it.each<[unknown, DenialCode]>([
    [{ action: 'buy', symbol: 'DOTUSDT', instrument: 'ETHUSDT' }, 'CONTRADICTION'],
    [{ action: 'buy', symbol: 'DOTUSDT', pair: 'DOT/USD' }, 'CONTRADICTION'],
    [{ action: 'buy', ticker: 'DOTUSDT', symbol: 'DOTUSDT.P' }, 'CONTRADICTION'],
    [{ action: 'buy', instrument: '{{ticker}}' }, 'PLACEHOLDER'],
    [{ action: 'buy', market: 'SPOT' }, 'MISSING_SYMBOL'],
    [{ order_action: 'hold', symbol: 'DOTUSDT' }, 'UNKNOWN_ACTION'],
    [{ side: 'buy', symbol: 'DOTUSDT', command: 'TP2' }, 'UNKNOWN_ACTION'],
    [{ order_action: 'buy', symbol: 'DOTUSDT', trade_side: 'sell' }, 'CONTRADICTION'],
  ])('%j is refused as %s', (alert, code) => expect(read(alert)).toMatchObject({ kind: 'reject', refusal: { code } }));
});

describe('parts in objects', () => {
  it.each<[unknown, Expected]>([
    [
      { ticker: 'DOTUSDT', strategy: { name: 'nightly', order_action: 'buy', order_contracts: 3, order_price: 6.1, order_id: 'L' } },
      { ...buy, quantity: '3', signalPrice: '6.1', orderId: 'L', strategy: 'nightly' },
    ],
    [
      { ticker: 'DOTUSDT', strategy: { order: { action: 'buy', contracts: 3, price: 6.1, id: 'L' }, market_position: 'long' } },
      { ...buy, quantity: '3', signalPrice: '6.1', orderId: 'L', positionTarget: 'long' },
    ],
    [
      { ticker: 'DOTUSDT', strategy: { order: { action: 'buy' } }, bar: { close: 6.2, volume: 900 } },
      { ...buy, quantity: null, signalPrice: null },
    ],
    [
      { order: { symbol: 'DOTUSDT', side: 'Buy', type: 'Limit', price: 6, qty: 3, sl: '5', tp: '12%' } },
      { ...buy, orderType: 'limit', limitPrice: '6', quantity: '3', stopLoss: { price: '5' }, takeProfits: [{ percent: '12' }] },
    ],
    [
      { instrument: { ticker: 'DOTUSDT' }, order: { action: 'buy', quantity: 3 }, position: { new_size: 3 } },
      { ...buy, positionSize: '3' },
    ],
    [
      { instrument: { ticker: 'DOTUSDT' }, order: { action: 'sell', quantity: 3 }, position: { new_size: 0 } },
      { action: 'close_long', positionTarget: 'flat' },
    ],
    [
      { signal: { action: 'buy', symbol: 'DOTUSDT' }, entry: { type: 'limit', price: 6 }, exit: { stop: 5, target: 7 } },
      { ...buy, orderType: 'limit', limitPrice: '6', stopLoss: { price: '5' }, takeProfits: [{ price: '7' }] },
    ],
    [
      { action: 'buy', symbol: 'DOTUSDT', risk: { percent: 1.5, stop_loss: 5 }, price: 6 },
      { ...buy, riskPercent: '1.5', stopLoss: { price: '5' } },
    ],
  ])('%j', (alert, reading) => expect(read(alert)).toMatchObject(reading));

  it('are told by their whole path', () => {
    expect(read({ order: { symbol: 'DOTUSDT', side: 'buy', qty: 'lots' } }).refusal?.message).toContain('"order.qty"');
  });

  it.each<[unknown, DenialCode]>([
    [{ action: 'buy', symbol: 'DOTUSDT', order: { side: 'sell' } }, 'CONTRADICTION'],
    [{ action: 'buy', symbol: 'DOTUSDT', qty: 1, order: { qty: 2 } }, 'CONTRADICTION'],
    [{ action: 'buy', symbol: 'DOTUSDT', price: 6.1, order: { type: 'limit', price: 6 } }, 'CONTRADICTION'],
    [{ action: 'buy', symbol: 'DOTUSDT', data: { leverage: 2 }, payload: { leverage: 3 } }, 'CONTRADICTION'],
    [{ action: 'buy', symbol: { name: 'DOTUSDT' } }, 'INVALID_FIELD'],
    [{ action: 'buy', symbol: 'DOTUSDT', exit: { stop: 5, after_bars: 3 } }, 'UNSUPPORTED'],
  ])('%j is refused as %s', (alert, code) => expect(read(alert)).toMatchObject({ kind: 'reject', refusal: { code } }));

  it('the order of the keys does not matter, also inside', () => {
    const one = read({ price: 6, order: { side: 'buy', symbol: 'DOTUSDT', price: 6.1 }, signal: { price: 6.2, qty: 3 } });
    const other = read({ signal: { qty: 3, price: 6.2 }, order: { price: 6.1, symbol: 'DOTUSDT', side: 'buy' }, price: 6 });
    expect(other).toEqual(one);
  });
});

describe('wrappers', () => {
  const inner = { action: 'buy', symbol: 'DOTUSDT', qty: 3 };
  it.each<[unknown]>([
    [{ data: inner }],
    [{ message: JSON.stringify(inner), secret: 'example-of-a-secret' }],
    [{ text: ` ${JSON.stringify(inner)}\n` }],
    [{ content: JSON.stringify(inner), username: 'relay' }],
    [{ alert: { message: JSON.stringify(inner) } }],
    [{ payload: [inner] }],
    [[inner]],
  ])('%j', (alert) => expect(read(alert)).toMatchObject({ ...buy, quantity: '3' }));

  it('fields outside count as well, and contradict', () => {
    expect(read({ data: inner, strategy: 'nightly' })).toMatchObject({ ...buy, strategy: 'nightly' });
    expect(read({ data: inner, action: 'sell' }).refusal?.code).toBe('CONTRADICTION');
  });

  it('a text that is no JSON is free text', () => {
    expect(read({ ...inner, message: '{not json' })).toMatchObject({ ...buy, comment: '{not json' });
  });
});
