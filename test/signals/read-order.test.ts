// What the fields of an alert mean together: never a guess, and two readings are a refusal that says both.

import { describe, expect, it } from 'vitest';
import type { DenialCode } from '../../src/core/model/denial.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { readAlert, readFields } from './read-alert.ts';

type Fields = Record<string, unknown>;

describe('action and side', () => {
  it.each<[Fields, Partial<Reading>]>([
    [{ action: 'BUY' }, { action: 'buy', side: 'buy', positionSide: null }],
    [{ action: 'Sell' }, { action: 'sell', side: 'sell' }],
    [{ action: 'long' }, { action: 'buy', side: 'buy', positionSide: 'long' }],
    [{ action: 'ENTER-SHORT' }, { action: 'sell', side: 'sell', positionSide: 'short' }],
    [{ action: 'buy', side: 'buy' }, { action: 'buy' }],
    [
      { action: 'buy', side: 'long' },
      { action: 'buy', positionSide: 'long' },
    ],
    [
      { action: 'entry', side: 'short' },
      { action: 'sell', positionSide: 'short' },
    ],
    [{ action: 'exit' }, { action: 'close', side: null }],
    [{ action: 'close_short' }, { action: 'close_short', side: 'buy', positionSide: 'short' }],
    [
      { action: 'close', side: 'long' },
      { action: 'close_long', side: 'sell' },
    ],
    [
      { action: 'exit_long', side: 'sell' },
      { action: 'close_long', side: 'sell' },
    ],
    [{ action: 'reverse' }, { action: 'reverse', side: null }],
    [{ action: undefined, side: 'sell' }, { action: 'sell' }],
    [
      { action: undefined, direction: 'LONG' },
      { action: 'buy', positionSide: 'long' },
    ],
    [{ 'strategy.order.action': 'buy' }, { action: 'buy' }],
    [
      { action: 'buy', type: 'buy' },
      { action: 'buy', orderType: null },
    ],
    [
      { action: 'buy', comment: 'sell signal' },
      { action: 'buy', comment: 'sell signal' },
    ],
    [
      { action: 'buy', strategy: 'Short squeeze' },
      { action: 'buy', strategy: 'Short squeeze' },
    ],
  ])('%j', (fields, reading) => expect(readFields(fields)).toMatchObject({ kind: 'order', ...reading }));

  it.each<[Fields, DenialCode, string]>([
    [{ side: 'sell' }, 'CONTRADICTION', '"action" says buy, but "side" says sell.'],
    [{ direction: 'short' }, 'CONTRADICTION', '"action" says buy, but "direction" says short.'],
    [{ action: 'buy', order: 'close' }, 'CONTRADICTION', ''],
    [{ action: 'buy', position_side: 'short' }, 'CONTRADICTION', ''],
    [{ action: 'exit_long', side: 'buy' }, 'CONTRADICTION', '"action" says exit_long, but "side" says buy.'],
    [{ action: 'hodl' }, 'UNKNOWN_ACTION', '"action": "hodl" is no action.'],
    [{ action: 'buy/sell' }, 'UNKNOWN_ACTION', ''],
    [{ action: 1 }, 'UNKNOWN_ACTION', 'a number'],
    [{ action: { $ne: 1 } }, 'UNKNOWN_ACTION', 'an object'],
    [{ action: undefined }, 'MISSING_ACTION', ''],
    [{ action: '' }, 'MISSING_ACTION', ''],
    [{ action: 'entry' }, 'MISSING_ACTION', 'whether to buy or to sell'],
    [{ action: undefined, side: 'long', event: 'TP1_HIT' }, 'UNKNOWN_ACTION', '"event"'],
    [{ action: undefined, side: 'long', event: 'order_executed' }, 'UNSUPPORTED', 'a report'],
    [{ status: 'filled' }, 'UNSUPPORTED', 'a report'],
    [{ action: '{{strategy.order.action}}' }, 'PLACEHOLDER', '"action" still holds the placeholder {{strategy.order.action}}.'],
  ])('%j is refused as %s', (fields, code, part) => {
    const reading = readFields(fields);
    expect(reading).toMatchObject({ kind: 'reject', refusal: { code } });
    expect(reading.refusal?.message).toContain(part);
  });
});

describe('symbol', () => {
  it.each<[Fields, DenialCode]>([
    [{ symbol: undefined }, 'MISSING_SYMBOL'],
    [{ symbol: '' }, 'MISSING_SYMBOL'],
    [{ symbol: '{{ticker}}' }, 'PLACEHOLDER'],
    [{ symbol: { base: 'ETH' } }, 'INVALID_FIELD'],
    [{ symbol: ['BTCUSDT'] }, 'INVALID_FIELD'],
    [{ symbol: 'ETH\u200bUSDT' }, 'INVALID_FIELD'],
    [{ symbol: '../../etc/passwd' }, 'INVALID_FIELD'],
    [{ ticker: 'ETHUSDT' }, 'CONTRADICTION'],
    [{ SYMBOL: 'ETHUSDT' }, 'CONTRADICTION'],
  ])('%j is refused as %s', (fields, code) =>
    expect(readFields(fields)).toMatchObject({
      kind: 'reject',
      symbol: fields['ticker'] || fields['SYMBOL'] ? 'BTCUSDT' : null,
      refusal: { code },
    }),
  );

  it('stays as written, and a number of digits stays those digits', () => {
    expect(readFields({ symbol: ' btcusdt ' }).symbol).toBe('btcusdt');
    expect(readAlert('{"action":"buy","symbol":7203}').symbol).toBe('7203');
    expect(readFields({ ticker: 'btcusdt' }).refusal).toBeNull();
  });
});

describe('size', () => {
  it.each<[Fields, Partial<Reading>]>([
    [{}, { quantity: null, percent: null, notional: null }],
    [{ qty: '0.30' }, { quantity: '0.3' as Reading['quantity'] }],
    [{ qty: 0.3, quantity: '0.30', contracts: 0.3 }, { quantity: '0.3' as Reading['quantity'] }],
    [{ qty: null }, { quantity: null }],
    [{ notional: 250 }, { notional: '250' as Reading['notional'] }],
    [
      { qty: '5%', percent_of: 'equity' },
      { percent: '5' as Reading['percent'], percentOf: 'equity', quantity: null },
    ],
    [
      { action: 'close', qty: '50%' },
      { percent: '50' as Reading['percent'], percentOf: 'position' },
    ],
    [{ action: 'close_long', close_percent: 100 }, { percent: '100' as Reading['percent'] }],
    [
      { action: 'sell', contracts: 0, position_size: 0 },
      { action: 'close_long', quantity: null, positionTarget: 'flat' },
    ],
    [{ qty: 1, volume: 8123.2 }, { quantity: '1' as Reading['quantity'] }],
    [{ volume: 8123.2, interval: '5' }, { quantity: null }],
    [{ qty: '5%' }, { percent: '5' as Reading['percent'], percentOf: null, quantity: null }],
    [
      { qty: 5, quantityType: 'percent_of_equity' },
      { percent: '5' as Reading['percent'], percentOf: 'equity', quantity: null },
    ],
    [
      { qty: 250, unit: 'USDT' },
      { notional: '250' as Reading['notional'], quantity: null },
    ],
    [{ qty: '$250' }, { notional: '250' as Reading['notional'], quantity: null }],
    [{ qty: '250 USDT' }, { notional: '250' as Reading['notional'], quantity: null }],
    [{ qty: '0.5 BTC' }, { quantity: '0.5' as Reading['quantity'], notional: null }],
    [{ qty: '2 lots' }, { quantity: '2' as Reading['quantity'], quantityUnit: 'lots' }],
    [{ lot_size: 0.01 }, { quantity: '0.01' as Reading['quantity'], quantityUnit: 'lots' }],
    [
      { qty: 150, lot_size: 75 },
      { quantity: '150' as Reading['quantity'], quantityUnit: null },
    ],
    [{ quantity_usdt: 250 }, { notional: '250' as Reading['notional'] }],
    [
      { qty: 0.02, notional_usdc: 1350 },
      { quantity: '0.02' as Reading['quantity'], notional: null },
    ],
    [{ amount: 0.5 }, { quantity: '0.5' as Reading['quantity'] }],
    [{ size: 12.3456 }, { quantity: '12.3456' as Reading['quantity'] }],
    [{ size: 250, position_size: 250 }, { quantity: '250' as Reading['quantity'] }],
  ])('%j', (fields, reading) => expect(readFields(fields)).toMatchObject({ kind: 'order', ...reading }));

  it.each<[Fields, DenialCode]>([
    [{ qty: 0 }, 'INVALID_QUANTITY'],
    [{ qty: -0.3 }, 'INVALID_QUANTITY'],
    [{ qty: '', quantity: 'lots' }, 'INVALID_QUANTITY'],
    [{ qty: 'none' }, 'INVALID_QUANTITY'],
    [{ qty: 'NaN' }, 'INVALID_QUANTITY'],
    [{ qty: 'Infinity' }, 'INVALID_QUANTITY'],
    [{ qty: '1.234.567' }, 'INVALID_QUANTITY'],
    [{ qty: '1,234' }, 'INVALID_QUANTITY'],
    [{ qty: true }, 'INVALID_QUANTITY'],
    [{ qty: { $gt: 0 } }, 'INVALID_QUANTITY'],
    [{ qty: '{{strategy.order.contracts}}' }, 'PLACEHOLDER'],
    [{ qty: 0.3, quantity: 3 }, 'CONTRADICTION'],
    [{ qty: 0.3, percent: 5 }, 'CONTRADICTION'],
    [{ action: 'close', percent: 150 }, 'INVALID_QUANTITY'],
    [{ action: 'close', percent: 0 }, 'INVALID_QUANTITY'],
    [{ action: 'close', qty: 0, market_position: 'long' }, 'INVALID_QUANTITY'],
    [{ size: 2000 }, 'INVALID_QUANTITY'],
    [{ size: 0 }, 'INVALID_QUANTITY'],
    [{ amount: 100, price: 67000 }, 'INVALID_QUANTITY'],
    [{ size: '2 bushels' }, 'INVALID_QUANTITY'],
    [{ usd: 100, symbol: 'BTCEUR' }, 'UNSUPPORTED'],
    [{ qty: '$100', symbol: 'ETH/BTC' }, 'UNSUPPORTED'],
    [{ volume: 0.02 }, 'INVALID_QUANTITY'],
    [{ qty: 5, quantityType: 'furlongs' }, 'UNSUPPORTED'],
    [{ qty: 5, lots: 2 }, 'CONTRADICTION'],
    [{ qty: 5, notional: 200 }, 'CONTRADICTION'],
  ])('%j is refused as %s', (fields, code) => expect(readFields(fields)).toMatchObject({ kind: 'reject', refusal: { code } }));

  it('1e400 is refused, and so is what no market has', () => {
    for (const qty of ['1e400', '1e-400', '99999999999999999999']) {
      expect(readAlert(`{"action":"buy","symbol":"BTCUSDT","qty":${qty}}`).refusal?.code).toBe('INVALID_QUANTITY');
    }
  });

  it('names both fields that differ', () => {
    expect(readFields({ qty: 0.3, quantity: 3 }).refusal?.message).toBe('"quantity" and "qty" have different values.');
  });
});

describe('prices', () => {
  it.each<[Fields, Partial<Record<'orderType' | 'limitPrice' | 'stopPrice' | 'signalPrice', string | null>>]>([
    [{ price: 67250.5 }, { orderType: null, limitPrice: null, signalPrice: '67250.5' }],
    [{ price: '$67,250.50' }, { orderType: null, limitPrice: null, signalPrice: '67250.5' }],
    [{ price: '67250.5 USDT' }, { orderType: null, limitPrice: null, signalPrice: '67250.5' }],
    [
      { type: 'POOL_SWEEP', price: 67250 },
      { orderType: null, limitPrice: null, signalPrice: '67250' },
    ],
    [
      { price: '67,250.50', order_type: 'market' },
      { orderType: 'market', limitPrice: null, signalPrice: '67250.5' },
    ],
    [
      { price: 67000, type: 'LMT' },
      { orderType: 'limit', limitPrice: '67000', signalPrice: null },
    ],
    [
      { price: 67250, limit_price: 67000, order_type: 'limit' },
      { orderType: 'limit', limitPrice: '67000', signalPrice: '67250' },
    ],
    [{ limit_price: 67000 }, { orderType: 'limit', limitPrice: '67000' }],
    [
      { limit_price: 0, order_type: 'market', price: 0 },
      { orderType: 'market', limitPrice: null, signalPrice: null },
    ],
    [
      { order_type: 'stop', stop_price: 70000, price: 67000 },
      { orderType: 'stop', stopPrice: '70000', limitPrice: null, signalPrice: '67000' },
    ],
    [
      { order_type: 'stop-limit', stop_price: 70000, limit_price: 70100 },
      { orderType: 'stop_limit', stopPrice: '70000', limitPrice: '70100' },
    ],
    [
      { entry_price: 67000, close: 67100 },
      { signalPrice: '67000', limitPrice: null },
    ],
    [
      { close: 67100, order_type: 'limit', limit_price: 1 },
      { limitPrice: '1', signalPrice: '67100' },
    ],
    [
      { pricetype: 'LIMIT', price: '418.20', trigger_price: '0' },
      { orderType: 'limit', limitPrice: '418.2', stopPrice: null },
    ],
  ])('%j', (fields, prices) => expect(readFields(fields)).toMatchObject({ kind: 'order', ...prices }));

  it.each<[Fields, DenialCode]>([
    [{ order_type: 'limit' }, 'INVALID_PRICE'],
    [{ order_type: 'limit', close: 67100 }, 'INVALID_PRICE'],
    [{ order_type: 'limit', limit_price: 0 }, 'INVALID_PRICE'],
    [{ order_type: 'limit', price: 'NaN' }, 'INVALID_PRICE'],
    [{ order_type: 'limit', limit_price: -5 }, 'INVALID_PRICE'],
    [{ price: -5 }, 'INVALID_PRICE'],
    [{ price: '{{close}}' }, 'PLACEHOLDER'],
    [{ order_type: 'stop' }, 'INVALID_PRICE'],
    [{ order_type: 'stop', price: 70000 }, 'INVALID_PRICE'],
    [{ order_type: 'market', limit_price: 67000 }, 'CONTRADICTION'],
    [{ order_type: 'limit', type: 'market', price: 67000 }, 'CONTRADICTION'],
    [{ stop_price: 66000 }, 'CONTRADICTION'],
    [{ order_type: 'stop', stop_price: 66000, price: 67000 }, 'CONTRADICTION'],
    [{ order_type: 'LIMT', price: 67000 }, 'INVALID_FIELD'],
    [{ type: 'LIMT', price: 67000 }, 'INVALID_FIELD'],
    [{ type: 'post_only', price: 67000 }, 'INVALID_FIELD'],
    [{ order_type: 'POOL_SWEEP' }, 'INVALID_FIELD'],
    [{ order_type: 'limit', price: 67000, entry_price: 66000 }, 'CONTRADICTION'],
  ])('%j is refused as %s', (fields, code) => expect(readFields(fields)).toMatchObject({ kind: 'reject', refusal: { code } }));
});

it('an entry for no money is none, and beside another size a 0 is not used', () => {
  for (const size of [{ notional: 0 }, { usd: '0.00' }, { quote_qty: 0 }])
    expect(readFields(size)).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_QUANTITY' } });
  expect(readFields({ notional: 0, quantity: 2 })).toMatchObject({ kind: 'order', quantity: '2', notional: null });
  expect(readFields({ action: 'close', usd: 0 })).toMatchObject({ kind: 'order', action: 'close' });
});

it('lev is the leverage', () => {
  expect(readFields({ quantity: 2, lev: '5x' })).toMatchObject({ leverage: '5', warnings: [] });
  expect(readFields({ quantity: 2, lev: 5, leverage: 10 })).toMatchObject({ kind: 'reject' });
});

it('a change of stop or target in more words, with the new one', () => {
  for (const action of ['update_sl', 'move_stop', 'set-tp', 'Change Stop Loss'])
    expect(readFields({ action, stop_loss: 60_500 }), action).toMatchObject({
      action: 'modify',
      stopLoss: { price: '60500' },
      refusal: null,
    });
  for (const action of ['modify', 'update_sl']) expect(readFields({ action, price: 60_500 }), action).toMatchObject({ kind: 'reject' });
});

it('a close of a part needs its size, or it would be one of everything', () => {
  expect(readFields({ action: 'reduce', percent: 25 })).toMatchObject({ action: 'close', percent: '25', percentOf: 'position' });
  expect(readFields({ action: 'partial_close', qty: 2 })).toMatchObject({ action: 'close', quantity: '2' });
  for (const action of ['reduce', 'partial_close', 'TRIM']) expect(readFields({ action }), action).toMatchObject({ kind: 'reject' });
});

it('an entry at the market where its price stands', () => {
  for (const entry of ['market', 'NOW', '@ market', 'cmp'])
    expect(readFields({ qty: 2, entry }), entry).toMatchObject({ orderType: 'market', signalPrice: null, limitPrice: null, refusal: null });
  expect(readFields({ qty: 2, entry: 'market', price: 60_500 })).toMatchObject({ orderType: 'market', signalPrice: '60500' });
  expect(readFields({ qty: 2, entry: 'market', order_type: 'limit' }).refusal?.code).toBe('CONTRADICTION');
  expect(readFields({ qty: 2, entry: 'soon' }).kind).toBe('reject');
});

it('the margin mode beside the leverage, the word beside an ornament, a percentage at risk', () => {
  expect(readFields({ qty: 2, leverage: 'Cross 20x' })).toMatchObject({ leverage: '20', marginMode: 'cross', refusal: null });
  expect(readFields({ qty: 2, leverage: '10X (Isolated)' })).toMatchObject({ leverage: '10', marginMode: 'isolated', refusal: null });
  expect(readFields({ qty: 2, leverage: 'Cross 20x', margin_mode: 'isolated' }).refusal?.code).toBe('CONTRADICTION');
  expect(readFields({ qty: 2, leverage: 'Cross' })).toMatchObject({ leverage: null, marginMode: 'cross', refusal: null });
  expect(readFields({ qty: 2, action: '🟢 SELL 🔻' })).toMatchObject({ action: 'sell' });
  expect(readFields({ qty: 2, action: 'SELL?' })).toMatchObject({ kind: 'reject' });
  expect(readFields({ qty: 2, action: undefined, signal: 'BUY SIGNAL' })).toMatchObject({ action: 'buy' });
  expect(readFields({ risk: '1%', sl: 60_000 })).toMatchObject({ riskPercent: '1', refusal: null });
  expect(readFields({ risk: 1, sl: 60_000 })).toMatchObject({ kind: 'reject' });
});

it('a size by a name that is not read refuses the entry, and is nothing to an exit or beside a size', () => {
  for (const name of ['amount_in', 'order_shares', 'qty_to_buy', 'amountIn'])
    expect(readFields({ [name]: 100 }).refusal?.message, name).toContain(name);
  expect(readFields({ qty: 2, amount_in: 100 })).toMatchObject({ quantity: '2', refusal: null });
  expect(readFields({ action: 'close', amount_in: 100 })).toMatchObject({ action: 'close', refusal: null });
  expect(readFields({ min_qty: 100, bar_shares: 7 }).refusal).toBeNull();
});

it('the words of Indian brokers for how long a position stays, and symbols of charts', () => {
  expect(readFields({ qty: 2, productType: 'INTRADAY' })).toMatchObject({ productType: 'INTRADAY', warnings: [] });
  expect(readFields({ qty: 2, product: 'mis' })).toMatchObject({ productType: 'MIS' });
  expect(readFields({ qty: 2, product: 'a good one' })).toMatchObject({ productType: null });
  expect(readFields({ qty: 2, symbol: 'ES=F' })).toMatchObject({ symbol: 'ES=F', refusal: null });
  expect(readFields({ qty: 2, symbol: undefined, tickerId: 'BINANCE:LTCUSDT.P' })).toMatchObject({ symbol: 'BINANCE:LTCUSDT.P' });
  expect(readFields({ qty: 2, symbol: 'a=b' }).kind).toBe('reject');
});
