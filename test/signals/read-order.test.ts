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
    [{ action: 'close', side: 'buy' }, 'CONTRADICTION', 'close a short by buying, or close what was bought'],
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
    [{ action: undefined, side: 'long', event: 'entry_fill' }, 'UNSUPPORTED', 'a report'],
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
    [{ qty: '5%' }, 'UNSUPPORTED'],
    [{ action: 'close', percent: 150 }, 'INVALID_QUANTITY'],
    [{ action: 'close', percent: 0 }, 'INVALID_QUANTITY'],
    [{ action: 'close', qty: 0 }, 'INVALID_QUANTITY'],
    [{ size: 2000 }, 'INVALID_QUANTITY'],
    [{ amount: 0.5 }, 'INVALID_QUANTITY'],
    [{ volume: 0.02 }, 'INVALID_QUANTITY'],
    [{ qty: 5, quantityType: 'percent_of_equity' }, 'UNSUPPORTED'],
    [{ qty: 5, lots: 2 }, 'UNSUPPORTED'],
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
    [{ type: 'POOL_SWEEP' }, 'INVALID_FIELD'],
  ])('%j is refused as %s', (fields, code) => expect(readFields(fields)).toMatchObject({ kind: 'reject', refusal: { code } }));
});

describe('protection', () => {
  it.each<[Fields, unknown, unknown]>([
    [{ tp: 0, sl: 0 }, [], null],
    [{ tp: '0', sl: null }, [], null],
    [{ take_profit: 70000, stop_loss: '65,000.5' }, [{ price: '70000' }], { price: '65000.5' }],
    [{ takeProfit: { percent: 8 }, stopLoss: { type: 'stop', percent: 3 } }, [{ percent: '8' }], { percent: '3' }],
    [{ tp: '8%', sl: '2.5%' }, [{ percent: '8' }], { percent: '2.5' }],
    [{ tp_percent: 8, sl_percent: 3 }, [{ percent: '8' }], { percent: '3' }],
    [{ tp1: 70000, tp2: 71000 }, [{ price: '70000' }, { price: '71000' }], null],
    [{ take_profits: [70000, { price: 71000, share: 40 }] }, [{ price: '70000' }, { price: '71000', share: '40' }], null],
  ])('%j', (fields, takeProfits, stopLoss) => {
    const reading = readFields(fields);
    expect(reading.refusal).toBeNull();
    expect(reading.takeProfits).toEqual(takeProfits);
    expect(reading.stopLoss).toEqual(stopLoss);
  });

  it.each<[Fields, DenialCode]>([
    [{ sl: -1 }, 'INVALID_PRICE'],
    [{ sl: 'NaN' }, 'INVALID_PRICE'],
    [{ tp: true }, 'INVALID_PRICE'],
    [{ sl: '{{plot("SL")}}' }, 'PLACEHOLDER'],
    [{ sl: 65000, stop_loss: 64000 }, 'CONTRADICTION'],
    [{ sl: 65000, sl_percent: 2 }, 'CONTRADICTION'],
    [{ tp: 70000, tp1: 71000 }, 'CONTRADICTION'],
    [{ sl_percent: 0.02 }, 'INVALID_PRICE'],
    [{ sl_percent: 120 }, 'INVALID_PRICE'],
    [{ sl: { price: 65000, percent: 2 } }, 'CONTRADICTION'],
    [{ sl: { type: 'trailing_stop', trail: 2 } }, 'UNSUPPORTED'],
    [{ order_type: 'limit', limit_price: 3318.2, stop_loss: 3400 }, 'STOP_WRONG_SIDE'],
    [{ action: 'sell', order_type: 'limit', limit_price: 3318.2, stop_loss: 3300 }, 'STOP_WRONG_SIDE'],
    [{ order_type: 'limit', limit_price: 3318.2, take_profit: 3300 }, 'TARGET_WRONG_SIDE'],
    [{ price: 67250, stop_loss: 180 }, 'INVALID_PRICE'],
    [{ trailing_stop: 2 }, 'INVALID_FIELD'],
    [{ trailing_stop_percent: 2, trailing_stop_amount: 50 }, 'CONTRADICTION'],
    [{ profit_lock: 5 }, 'INVALID_FIELD'],
    [{ profit_lock: { trigger_price: 5 } }, 'INVALID_FIELD'],
  ])('%j is refused as %s', (fields, code) => expect(readFields(fields)).toMatchObject({ kind: 'reject', refusal: { code } }));

  it('a stop on either side of a market price is left to the check that has a fresh price', () => {
    expect(readFields({ price: 3318.2, stop_loss: 3400 }).refusal).toBeNull();
  });

  it('carries trailing stop, profit lock and sizing', () => {
    expect(
      readFields({
        trailing_stop_percent: 2,
        trailing_activation_price: 70000,
        profit_lock: { new_stop_price: 68000 },
        atr_sizing: true,
        risk_percent: 1.5,
        leverage: '10x',
        time_in_force: 'GTC',
        reduce_only: 'false',
      }),
    ).toMatchObject({
      refusal: null,
      trailing: { percent: '2', activation: '70000' },
      profitLock: { newStopPrice: '68000', triggerPrice: null },
      atrSizing: true,
      riskPercent: '1.5',
      leverage: '10',
      timeInForce: 'gtc',
      reduceOnly: false,
    });
  });

  it('refuses a leverage that no venue has', () => {
    expect(readFields({ leverage: 125 }).refusal).toBeNull();
    expect(readFields({ leverage: 126 }).refusal?.code).toBe('INVALID_FIELD');
  });
});

describe('the position of the strategy, before and after', () => {
  const position = (after: string, before?: string): Fields => ({ market_position: after, prev_market_position: before });
  it.each<[Fields, Partial<Reading>]>([
    [
      { action: 'buy', ...position('long', 'flat') },
      { action: 'buy', positionTarget: 'long' },
    ],
    [
      { action: 'buy', ...position('long', 'short') },
      { action: 'buy', positionTarget: 'long' },
    ],
    [
      { action: 'buy', ...position('long', 'long') },
      { action: 'buy', positionTarget: 'long' },
    ],
    [
      { action: 'sell', ...position('flat', 'long') },
      { action: 'close_long', side: 'sell', positionTarget: 'flat' },
    ],
    [
      { action: 'buy', ...position('flat', 'short') },
      { action: 'close_short', side: 'buy', positionTarget: 'flat' },
    ],
    [{ action: 'sell', ...position('flat') }, { action: 'close_long' }],
    [{ action: 'sell', position_size: 0 }, { action: 'close_long' }],
    [
      { action: 'sell', market_position_size: 0 },
      { action: 'close_long', positionTarget: 'flat' },
    ],
    [{ action: 'sell', sentiment: 'flat' }, { action: 'close_long' }],
    [
      { action: 'sell', qty: 1, ...position('long', 'long') },
      { action: 'close_long', positionTarget: 'long' },
    ],
    [
      { action: 'buy', ...position('short', 'short'), market_position_size: 2, prev_market_position_size: 5 },
      { action: 'close_short', quantity: '3' as Reading['quantity'] },
    ],
    [
      { action: 'exit', ...position('flat', 'long') },
      { action: 'close', positionTarget: 'flat' },
    ],
    [
      { action: 'exit', qty: 1, ...position('long', 'long') },
      { action: 'close', positionTarget: null },
    ],
    [
      { action: 'reverse', ...position('short', 'long') },
      { action: 'reverse', side: 'sell', positionTarget: 'short' },
    ],
    [
      { action: 'buy', position_size: 2.5 },
      { action: 'buy', positionTarget: 'long', positionSize: '2.5' as Reading['positionSize'] },
    ],
    [
      { action: 'sell', position_size: '-1' },
      { action: 'sell', positionTarget: 'short', positionSize: '-1' as Reading['positionSize'] },
    ],
  ])('%j', (fields, reading) => expect(readFields(fields)).toMatchObject({ kind: 'order', ...reading }));

  it.each<[Fields]>([
    [{ action: 'buy', ...position('short', 'flat') }],
    [{ action: 'buy', ...position('short', 'long') }],
    [{ action: 'buy', ...position('short') }],
    [{ action: 'sell', ...position('flat', 'short') }],
    [{ action: 'sell', ...position('flat', 'flat') }],
    [{ action: 'sell', ...position('long', 'long') }],
    [{ action: 'close', ...position('long', 'long') }],
    [{ action: 'reverse', ...position('flat', 'long') }],
    [{ action: 'enter_long', ...position('flat', 'long') }],
    [{ action: 'buy', ...position('long', 'flat'), position_size: -1 }],
    [{ action: 'buy', ...position('long', 'flat'), market_position_size: 0 }],
  ])('%j contradicts itself', (fields) => expect(readFields(fields)).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } }));

  it('a word that is no position is refused', () => {
    expect(readFields({ market_position: 'sideways' }).refusal?.code).toBe('INVALID_FIELD');
    expect(readFields({ market_position: '{{strategy.market_position}}' }).refusal?.code).toBe('PLACEHOLDER');
  });
});

describe('times and ids', () => {
  it('the age counts from timenow or timestamp, never from the bar', () => {
    expect(readFields({ time: '2026-03-02T09:20:00Z' }).sentAt).toBeNull();
    expect(readFields({ time: '2026-03-02T09:20:00Z', timenow: '2026-03-02T09:25:01Z' }).sentAt).toBe(Date.UTC(2026, 2, 2, 9, 25, 1));
    expect(readFields({ timestamp: 1772443201 }).sentAt).toBe(1_772_443_201_000);
  });

  it('a time that cannot be read is told and refuses nothing', () => {
    expect(readFields({ timestamp: '{{timenow}}' })).toMatchObject({
      kind: 'order',
      sentAt: null,
      warnings: [expect.stringContaining('"timestamp"')],
    });
  });

  it('only ids that are unique by their meaning are event ids', () => {
    expect(readFields({ event_id: 'e-1' }).eventId).toBe('e-1');
    expect(readFields({ signalId: 7 }).eventId).toBe('7');
    expect(readFields({ alertTimestamp: 1772443201000 }).eventId).toBe('1772443201000');
    expect(readFields({ order_id: 'Long', comment: 'x', time: 't', id: 'y' })).toMatchObject({ eventId: null, orderId: 'Long' });
  });
});

describe('cancel', () => {
  it('names an order or a symbol', () => {
    expect(readFields({ action: 'cancel' })).toMatchObject({ kind: 'cancel', action: 'cancel', symbol: 'BTCUSDT', side: null });
    expect(readAlert('{"action":"cancel","order_id":"abc-1"}')).toMatchObject({ kind: 'cancel', orderId: 'abc-1', refusal: null });
    expect(readAlert('{"action":"cancel"}').refusal?.code).toBe('MISSING_SYMBOL');
    expect(readAlert('{"cancel_order":56789}')).toMatchObject({ kind: 'cancel', orderId: '56789' });
  });

  it.each([
    ['{"cancel_order":true}', 'INVALID_FIELD'],
    ['{"cancel_order":""}', 'INVALID_FIELD'],
    ['{"cancel_order":null}', 'INVALID_FIELD'],
    ['{"cancel_order":"a b; c"}', 'INVALID_FIELD'],
    ['{"cancel_order":"{{strategy.order.id}}"}', 'PLACEHOLDER'],
    ['{"cancel_order":"x1","action":"buy"}', 'CONTRADICTION'],
  ])('%s is refused as %s', (text, code) => expect(readAlert(text)).toMatchObject({ kind: 'reject', refusal: { code } }));
});

describe('fields that nobody knows', () => {
  it('are told with the nearest name', () => {
    const { warnings, kind } = readFields({ stop_los: 1, qunatity: 2, foo: 3, meta: { a: 1 }, api_key: 'some-api-key' });
    expect(kind).toBe('order');
    expect(warnings).toEqual([
      'Unknown field "stop_los" has no effect; did you mean stop_loss?',
      'Unknown field "qunatity" has no effect; did you mean quantity?',
      'Unknown field "foo" has no effect.',
      'Unknown field "meta" has no effect.',
    ]);
  });

  it('stoploss is read as stop_loss, and said so', () => {
    expect(readFields({ stoploss: 65000 })).toMatchObject({
      stopLoss: { price: '65000' },
      warnings: ['"stoploss": did you mean stop_loss? It is read as that.'],
    });
  });

  it('are counted when there are many', () => {
    const { warnings } = readFields(Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`zz${i}`, i])));
    expect(warnings).toHaveLength(9);
    expect(warnings.at(-1)).toBe('992 more unknown fields have no effect.');
  });

  it('placeholders in free text are harmless and told', () => {
    expect(readFields({ comment: '{{strategy.order.comment}}' })).toMatchObject({
      kind: 'order',
      comment: null,
      warnings: [expect.stringContaining('"comment"')],
    });
    expect(readFields({ strategy: '{{strategy.name}}' }).refusal?.code).toBe('PLACEHOLDER');
  });

  it.each<[Fields]>([
    [{ dry_run: true }],
    [{ optionType: 'call' }],
    [{ order_legs: [{}] }],
    [{ order: { side: 'sell' } }],
    [{ trade_type: 'inverse' }],
    [{ condition: 'close > 5' }],
  ])('%j would change what the order is and refuses it', (fields) => expect(readFields(fields).refusal?.code).toBe('UNSUPPORTED'));
});

it('a refusal keeps what was read', () => {
  expect(readFields({ qty: 0.5, sl: 65000, leverage: 1000, strategy: 's' })).toMatchObject({
    kind: 'reject',
    action: 'buy',
    symbol: 'BTCUSDT',
    quantity: '0.5',
    stopLoss: { price: '65000' },
    strategy: 's',
  });
});
