// What the fields of an alert mean together: never a guess, and two readings are a refusal that says both.

import { describe, expect, it } from 'vitest';
import type { DenialCode } from '../../src/core/model/denial.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { readAlert, readFields } from './read-alert.ts';

type Fields = Record<string, unknown>;

describe('protection', () => {
  it.each<[Fields, unknown, unknown]>([
    [{ tp: 0, sl: 0 }, [], null],
    [{ tp: '0', sl: null }, [], null],
    [{ take_profit: 70000, stop_loss: '65,000.5' }, [{ price: '70000' }], { price: '65000.5' }],
    [{ takeProfit: { percent: 8 }, stopLoss: { type: 'stop', percent: 3 } }, [{ percent: '8' }], { percent: '3' }],
    [{ tp: { type: 'price', value: 70000 }, sl: { type: 'percent', value: 2 } }, [{ price: '70000' }], { percent: '2' }],
    [{ takeProfit: { value: 70000, type: 'Price' }, stopLoss: { type: '%', value: '2' } }, [{ price: '70000' }], { percent: '2' }],
    [{ tp: '8%', sl: '2.5%' }, [{ percent: '8' }], { percent: '2.5' }],
    [{ tp_percent: 8, sl_percent: 3 }, [{ percent: '8' }], { percent: '3' }],
    [{ tp1: 70000, tp2: 71000 }, [{ price: '70000' }, { price: '71000' }], null],
    [{ sl_pips: 30, tp_points: '45' }, [{ points: '45' }], { pips: '30' }],
    [{ sl_atr_mult: 1.5, atr_tp_multiplier: '3' }, [{ atr: '3' }], { atr: '1.5' }],
    [{ stop_loss: { atr: 2 }, take_profits: [{ atr: 2, share: 50 }, { atr: 4 }] }, [{ atr: '2', share: '50' }, { atr: '4' }], { atr: '2' }],
    // how the price was counted
    [{ take_profits: [70000, 71000], tp_atr_mult: 3 }, [{ price: '70000' }, { price: '71000' }], null],
    [{ sl: 65000, sl_atr_mult: 2, tp: 70000, tp_mult: 3 }, [{ price: '70000' }], { price: '65000' }],
    [{ 'sl-offset': 0.0035, 'tp-offset': '0.0042' }, [{ amount: '0.0042' }], { amount: '0.0035' }],
    [
      { tp1: 70000, tp1_pct: 40, tp2: 71000, tp2_frac: 0.6 },
      [
        { price: '70000', share: '40' },
        { price: '71000', share: '60' },
      ],
      null,
    ],
    [{ price: 50000, tp1: 51000, tp1_pct: 2 }, [{ price: '51000' }], null],
    [{ target1: 70000, target10: 71000 }, [{ price: '70000' }, { price: '71000' }], null],
    [{ targets: '70000, 71000' }, [{ price: '70000' }, { price: '71000' }], null],
    [{ tp: [70000, 71000] }, [{ price: '70000' }, { price: '71000' }], null],
    [{ bracket: { stop: 65000, target: 70000 } }, [{ price: '70000' }], { price: '65000' }],
    [{ exit: { sl: '2%', targets: [70000, 71000] } }, [{ price: '70000' }, { price: '71000' }], { percent: '2' }],
    [{ stop: 65000, price: 67000 }, [], { price: '65000' }],
    [{ stop: 65000, target: 70000 }, [{ price: '70000' }], { price: '65000' }],
    [{ stop: 65000, stop_loss: 65000, price: 67000 }, [], { price: '65000' }],
    // a loss and a gain, or below and above: of a long position it is the same
    [{ stopLoss: '-2%', takeProfit: '+4%' }, [{ percent: '4' }], { percent: '2' }],
    [{ stop_loss_percent: -2, tp_percent: '4' }, [{ percent: '4' }], { percent: '2' }],
    [{ sl_pips: '-20', tp_pips: '+40' }, [{ pips: '40' }], { pips: '20' }],
    [{ stopLoss: { percent: -2 }, take_profits: ['+1%', '+2%'] }, [{ percent: '1' }, { percent: '2' }], { percent: '2' }],
    [{ action: 'sell', stopLoss: '+2%', takeProfit: '-4%' }, [{ percent: '4' }], { percent: '2' }],
    [{ action: 'sell', stopLoss: '\u22122 %', takeProfit: '4%' }, [{ percent: '4' }], { percent: '2' }],
    [
      { qty: 0.3, tp1: 70000, tp1_qty: 0.1, tp2: 71000, tp2_qty: 0.1, tp3: 72000, tp3_qty: 0.1 },
      [
        { price: '70000', share: '33.333333333333333333' },
        { price: '71000', share: '33.333333333333333333' },
        { price: '72000', share: '33.333333333333333334' },
      ],
      null,
    ],
    [
      {
        quantity: 4,
        targets: [
          { price: 70000, quantity: 1 },
          { price: 71000, qty: '2' },
        ],
      },
      [
        { price: '70000', share: '25' },
        { price: '71000', share: '50' },
      ],
      null,
    ],
    [{ quantity: 4, tp: 70000, tp_qty: 3 }, [{ price: '70000', share: '75' }], null],
    [
      { quantity: 100, tp1: 70000, tp1_qty: 60, tp2: 71000, tp2_qty: 40 },
      [
        { price: '70000', share: '60' },
        { price: '71000', share: '40' },
      ],
      null,
    ],
    [{ targets: [{ price: 70000, close_percent: 40 }, 71000] }, [{ price: '70000', share: '40' }, { price: '71000' }], null],
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
    [{ sl_mult: 1.5 }, 'UNSUPPORTED'],
    [{ tp1_multiplier: 3 }, 'UNSUPPORTED'],
    [{ stop_loss_atr: 2 }, 'UNSUPPORTED'],
    [{ tp: 70000, tp1: 71000 }, 'CONTRADICTION'],
    [{ sl_percent: 0.02 }, 'INVALID_PRICE'],
    [{ sl_percent: 120 }, 'INVALID_PRICE'],
    [{ sl: { price: 65000, percent: 2 } }, 'CONTRADICTION'],
    [{ sl: { type: 'trailing_stop', trail: 2 } }, 'UNSUPPORTED'],
    [{ order_type: 'limit', limit_price: 3318.2, stop_loss: 3400 }, 'STOP_WRONG_SIDE'],
    [{ action: 'sell', order_type: 'limit', limit_price: 3318.2, stop_loss: 3300 }, 'STOP_WRONG_SIDE'],
    [{ order_type: 'limit', limit_price: 3318.2, take_profit: 3300 }, 'TARGET_WRONG_SIDE'],
    [{ price: 67250, stop_loss: 180 }, 'INVALID_PRICE'],
    [{ stop_loss: 180, take_profit: 420 }, 'INVALID_PRICE'],
    [{ stop_loss: 70000, take_profit: 65000 }, 'INVALID_PRICE'],
    [{ action: 'sell', stop_loss: 65000, take_profit: 70000 }, 'INVALID_PRICE'],
    [{ stop: 65000 }, 'CONTRADICTION'],
    [{ stop: 69000, price: 67000 }, 'CONTRADICTION'],
    [{ stop: 65000, price: 67000, order_type: 'stop', stop_price: 69000 }, 'CONTRADICTION'],
    [{ stop: 65000, stop_loss: 64000, price: 67000 }, 'CONTRADICTION'],
    [{ sl: 65000, sl_pips: 30 }, 'CONTRADICTION'],
    [{ tp1: 70000, tp1_frac: 1.4 }, 'INVALID_FIELD'],
    [{ take_profits: [70000], tp1: 71000 }, 'CONTRADICTION'],
    [{ trailing_stop: 2 }, 'INVALID_FIELD'],
    // a price, or a gain in percent
    [{ trailing_stop: { percent: 2, activation: 3 } }, 'UNSUPPORTED'],
    [{ trailing_stop: { percent: 2, activation_price: 70000 }, trailing_activation_price: 71000 }, 'CONTRADICTION'],
    [{ sl: { type: 'absolute', value: 2 } }, 'UNSUPPORTED'],
    // a sign that says the other side of the entry, and two signs of which one does
    [{ stopLoss: '+2%' }, 'CONTRADICTION'],
    [{ takeProfit: '-4%' }, 'CONTRADICTION'],
    [{ action: 'sell', stopLoss: '-2%', takeProfit: '-4%' }, 'CONTRADICTION'],
    [{ action: 'sell', take_profits: ['-1%', '+2%'] }, 'CONTRADICTION'],
    [{ stopLoss: '--2%' }, 'INVALID_PRICE'],
    // no distance: a price below zero
    [{ stopLoss: '-2' }, 'INVALID_PRICE'],
    [{ quantity: 4, tp1: 70000, tp1_qty: 3, tp2: 71000, tp2_qty: 2 }, 'INVALID_FIELD'],
    [{ quantity: 4, tp1: 70000, tp1_qty: 3, tp2: 71000 }, 'INVALID_FIELD'],
    [{ quantity: 4, tp1: 70000, tp1_qty: -3 }, 'INVALID_QUANTITY'],
    [{ usdt: 400, targets: [{ price: 70000, quantity: 1 }] }, 'INVALID_FIELD'],
    // 50 of 200, or 50 percent
    [{ quantity: 200, tp1: 70000, tp1_qty: 50, tp2: 71000, tp2_qty: 50 }, 'INVALID_FIELD'],
    [{ trailing_stop_percent: 2, trailing_stop_amount: 50 }, 'CONTRADICTION'],
    [{ profit_lock: 5 }, 'INVALID_FIELD'],
    [{ profit_lock: { trigger_price: 5 } }, 'INVALID_FIELD'],
  ])('%j is refused as %s', (fields, code) => expect(readFields(fields)).toMatchObject({ kind: 'reject', refusal: { code } }));

  it('a stop or target on the wrong side of the price that the alert itself tells is refused, as in a post', () => {
    expect(readFields({ price: 3318.2, stop_loss: 3400 }).refusal).toMatchObject({ code: 'STOP_WRONG_SIDE' });
    expect(readFields({ price: 3318.2, take_profit: 3300 }).refusal).toMatchObject({ code: 'TARGET_WRONG_SIDE' });
    expect(readFields({ price: 3318.2, stop_loss: 3300, take_profit: 3400 }).refusal).toBeNull();
    expect(readFields({ action: 'close', price: 3318.2, stop_loss: 3400 }).refusal).toBeNull();
  });

  it('reads the activation price of a trailing stop also where it stands inside of it', () => {
    expect(readFields({ trailing_stop: { percent: 2, activationPrice: 70000 } })).toMatchObject({
      kind: 'order',
      trailing: { percent: '2', activation: '70000' },
    });
  });

  it('takes the kind of a trailing stop for no unit', () => {
    const reading = readFields({ trailType: 'TRAILING_STOP_MARKET', callbackRate: 1.5, activationPrice: 70000 });
    expect([reading.kind, reading.trailing]).toEqual(['order', { percent: '1.5', activation: '70000' }]);
    expect(readFields({ trailType: 'steps', callbackRate: 1.5 }).kind).toBe('reject');
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

  it.each<[string, Fields]>([
    ['"prev_market_position" must be long, short or flat.', { prev_market_position: 'NaN' }],
    ['"prev_market_position_size": "NaN" is not a usable number in plain digits.', { prev_market_position_size: 'NaN' }],
  ])('before an exit need not be understood, before an entry it must: %s', (message, before) => {
    const exit = readFields({ action: 'sell', market_position: 'flat', ...before });
    expect(exit).toMatchObject({ action: 'close_long', refusal: null, previousPosition: null, previousSize: null });
    expect(exit.warnings).toEqual([`${message} The close does not need it.`]);
    expect(readFields({ action: 'buy', market_position: 'long', ...before }).refusal).toMatchObject({ code: 'INVALID_FIELD', message });
  });

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
      {
        action: 'close_short',
        quantity: '3' as Reading['quantity'],
        sizeAfter: '2' as Reading['sizeAfter'],
        previousPosition: 'short',
        previousSize: '-5' as Reading['previousSize'],
      },
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
    [
      { action: 'sell', ...position('long', 'long'), position_size: 1.5 },
      { action: 'sell', positionTarget: 'long', positionSize: '1.5' as Reading['positionSize'] },
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
    [{ legs: [{}] }],
    [{ open: { side: 'sell' } }],
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
