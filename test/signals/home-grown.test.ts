// Alerts that people make up at home: names of their own for the same things, parts in objects, the alert in a wrapper.

import { describe, expect, it } from 'vitest';
import type { DenialCode } from '../../src/core/model/denial.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import { readAlert, readFields } from './read-alert.ts';

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

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('a field called %s is a field like any other', (name) => {
  const fields = `"action":"buy","symbol":"LTCUSDT","quantity":2,"${name}":"1"`;
  for (const text of [
    `{${fields},"strategy":{}}`,
    `{"strategy":{${fields}}}`,
    `{${fields},"order_type":"market","time_in_force":"${name}"}`,
  ])
    expect(readAlert(text)).toMatchObject({ kind: 'order', action: 'buy', quantity: '2' });
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

describe('a text inside of a wrapper', () => {
  const sentence = 'Turtle: order buy @ 3 filled on DOTUSDT. New strategy position is 3';
  it.each<[unknown]>([
    [{ message: sentence, secret: 'example-of-a-secret' }],
    [{ text: sentence }],
    [{ content: `  ${sentence}\n`, username: 'relay' }],
  ])('%j', (alert) => expect(read(alert)).toMatchObject({ ...buy, dialect: 'tradingview_default', quantity: '3', strategy: 'Turtle' }));

  it('takes the names and times beside it', () => {
    expect(read({ message: 'BUY DOTUSDT qty=3', strategy: 'nightly', event_id: 'e-1', timestamp: 1772443201 })).toMatchObject({
      ...buy,
      strategy: 'nightly',
      eventId: 'e-1',
      sentAt: 1_772_443_201_000,
    });
  });

  it.each<[Record<string, unknown>]>([[{ quantity: 2 }], [{ stop_loss: 5 }], [{ leverage: 3 }], [{ price: 6 }]])(
    'refuses what would change the order beside it: %j',
    (fields) => expect(read({ message: 'BUY DOTUSDT qty=3', ...fields }).refusal?.code).toBe('UNSUPPORTED'),
  );

  it('chatter stays chatter', () => {
    expect(read({ message: 'just testing' }).refusal?.code).toBe('UNKNOWN_DIALECT');
    expect(read({ message: 'I would buy DOTUSDT here' }).kind).toBe('reject');
  });
});

describe('several orders in one alert', () => {
  const legs = [
    { action: 'buy', symbol: 'DOTUSDT', qty: 3 },
    { action: 'sell', symbol: 'KSMUSDT', qty: 1, price: 20 },
  ];
  it.each<[unknown]>([[legs], [{ orders: legs }], [{ secret: 'example-of-a-secret', legs }]])('%j', (alert) => {
    const reading = read(alert);
    expect(reading).toMatchObject({ kind: 'order', action: 'multi', symbol: null, side: null, quantity: null, refusal: null });
    expect(reading.legs).toMatchObject([
      { action: 'buy', symbol: 'DOTUSDT', quantity: '3' },
      { action: 'sell', symbol: 'KSMUSDT', quantity: '1', signalPrice: '20' },
    ]);
  });

  it('what stands outside holds for each that does not say it', () => {
    const reading = read({
      strategy: 'pairs',
      symbol: 'DOTUSDT',
      orders: [
        { action: 'buy', qty: 1 },
        { action: 'close', Symbol: 'KSMUSDT' },
      ],
    });
    expect(reading).toMatchObject({ action: 'multi', strategy: 'pairs' });
    expect(reading.legs).toMatchObject([{ symbol: 'DOTUSDT' }, { symbol: 'KSMUSDT', action: 'close', quantity: null }]);
  });

  it.each(['onLegFailure', 'on_leg_failure', 'legs_on_failure'])('%s beside them holds for the whole alert', (name) => {
    for (const policy of ['keep', 'unwind', 'ask']) {
      const reading = read({ [name]: policy, orders: legs });
      expect(reading).toMatchObject({ action: 'multi', onLegFailure: policy, refusal: null, warnings: [] });
    }
    expect(read({ [name]: 'maybe', orders: legs })).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_FIELD' } });
    expect(read({ orders: legs }).onLegFailure).toBeNull();
  });

  it('one of which is a cancel: where it names nothing, it is of the symbol of the others', () => {
    const [first] = legs;
    const isOf = (symbol: string | null) => ({ kind: 'cancel', action: 'cancel', symbol });
    expect(read([{ action: 'cancel', symbol: 'KSMUSDT' }, first]).legs).toMatchObject([isOf('KSMUSDT'), { action: 'buy' }]);
    expect(read([{ action: 'cancel' }, first]).legs).toMatchObject([isOf('DOTUSDT'), { action: 'buy' }]);
    expect(read([{ action: 'cancel', order_id: 'x' }, first]).legs).toMatchObject([{ ...isOf(null), orderId: 'x' }, { action: 'buy' }]);
    expect(read([{ action: 'cancel' }, ...legs])).toMatchObject({ kind: 'reject', refusal: { code: 'MISSING_SYMBOL' } });
  });

  it('one in a list is one', () => expect(read({ orders: legs.slice(0, 1) })).toMatchObject({ ...buy, quantity: '3' }));

  it.each<[unknown, DenialCode, string]>([
    [[legs[0], { ...legs[1], qty: -1 }], 'INVALID_QUANTITY', 'Order 2 of 2'],
    [[legs[0], { event: 'exit_cancel', pair: 'KSM/USDT', trade_id: 7 }], 'UNSUPPORTED', 'Number 2'],
    [
      [
        { ...legs[0], strategy: 'a' },
        { ...legs[1], strategy: 'b' },
      ],
      'UNSUPPORTED',
      'strategies',
    ],
    [Array.from({ length: 21 }, () => legs[0]), 'UNSUPPORTED', '21 orders'],
    [{ action: 'buy', symbol: 'DOTUSDT', orders: legs }, 'UNSUPPORTED', '"orders"'],
  ])('%j is refused as %s', (alert, code, words) => {
    const { kind, refusal } = read(alert);
    expect({ kind, code: refusal?.code }).toEqual({ kind: 'reject', code });
    expect(refusal?.message).toContain(words);
  });
});

describe('JSON inside of a text', () => {
  const json = '{"action":"buy","symbol":"DOTUSDT","qty":3}';
  it.each([
    `\`\`\`json\n${json}\n\`\`\``,
    `\`\`\`\r\n${json}\r\n\`\`\`\n`,
    `DOTUSDT Crossing 6.10\n${json}`,
    `DOTUSDT, 1h\r\n\r\n ${json}\n`,
  ])('%j', (text) => expect(readAlert(text)).toMatchObject({ ...buy, quantity: '3' }));
  it.each([`BUY DOTUSDT\n${json}`, `close all\n${json}`, `DOTUSDT\n${json}\n${json}`, `DOTUSDT ${json}`])('%j is refused', (text) =>
    expect(readAlert(text).kind).toBe('reject'),
  );
});

describe('names and values in a text', () => {
  it.each<[string, Expected]>([
    ['action: buy\nsymbol: DOTUSDT\nqty: 3', { ...buy, quantity: '3' }],
    ['action=buy,symbol=DOTUSDT,qty=3,strategy=my trend', { ...buy, quantity: '3', strategy: 'my trend' }],
    ['buy,DOTUSDT,qty=3', { ...buy, quantity: '3' }],
    ['action=buy|symbol=BINANCE:DOTUSDT|qty=3', { ...buy, symbol: 'BINANCE:DOTUSDT' }],
    ['side = long ; pair = DOT/USDT ; size = 3', { ...buy, symbol: 'DOT/USDT', positionSide: 'long', quantity: '3' }],
  ])('%j', (text, reading) => expect(readAlert(text)).toMatchObject({ dialect: 'key_value_text', ...reading }));

  it.each<[string, DenialCode]>([
    ['action=buy;symbol=DOTUSDT;action=sell', 'DUPLICATE_KEY'],
    ['action=buy;side=sell;symbol=DOTUSDT', 'CONTRADICTION'],
    ['action=hodl;symbol=DOTUSDT', 'UNKNOWN_ACTION'],
    ['action={{strategy.order.action}};symbol=DOTUSDT', 'PLACEHOLDER'],
  ])('%j is refused as %s', (text, code) => expect(readAlert(text)).toMatchObject({ kind: 'reject', refusal: { code } }));

  it.each(['Note: buy DOTUSDT\nsoon', 'Trend: up\nSide: unclear', 'symbol: DOTUSDT\nprice: 6', 'https://a.example/?action=buy'])(
    '%j is prose',
    (text) => expect(readAlert(text)).toMatchObject({ kind: 'reject', dialect: 'unknown' }),
  );
});

describe('values with commas', () => {
  it('number and number are told apart only where they cannot be exchanged', () => {
    for (const symbol of ['BTCUSDT', 'BYBIT:BTCUSDT.P', 'BTC-USD'])
      expect(readAlert(`buy,${symbol},3,61000`)).toMatchObject({ ...buy, symbol, quantity: '3', signalPrice: '61000' });
    expect(readAlert('sell,SOLUSDT,4,141.2')).toMatchObject({ action: 'sell', quantity: '4', signalPrice: '141.2' });
    for (const text of [
      'buy,DOTUSDT,3',
      'buy,DOTUSDT,6.1,3',
      'buy,DOTUSDT,3,600',
      'buy,DOGEUSDT,0.12,5000',
      'buy,BTCUSDT,15,61000',
      'buy,BTCUSDT,61000,1',
      'buy,SOLUSDT,30,141.2',
      'buy,ESG,2,5000',
      'buy,DOTUSDT,3,240',
      'buy,DOTUSDT,3,600,5',
      'LONG,DOTUSDT,600,240,700,800,500',
    ])
      expect(readAlert(text)).toMatchObject({ kind: 'reject', quantity: null, refusal: { code: 'CONTRADICTION' } });
  });
  it('chatter has commas too', () => {
    for (const text of ['buy, they said', 'sell, DOT is dead', 'well, buy']) expect(readAlert(text).kind).toBe('reject');
  });
});

describe('messages of TradingView', () => {
  it('a price alert is a status and never trades', () => {
    for (const text of ['DOTUSDT Crossing 6.10', 'DOTUSDT.P Greater Than 6', 'DOTUSDT, 15 Entering Channel 5, 6'])
      expect(readAlert(text)).toMatchObject({ kind: 'status', action: null, quantity: null, limitPrice: null, refusal: null });
  });
  it('a buy that leaves a short is a part of its close', () => {
    expect(readAlert('Turtle: order buy @ 3 filled on DOTUSDT. New strategy position is -3')).toMatchObject({
      action: 'close_short',
      quantity: '3',
    });
  });
  it.each([
    'Turtle: order sell @ 3 filled on DOTUSDT. New strategy position is {{strategy.position_size}}',
    'Turtle: order buy @ 3 filled on DOTUSDT',
    'Turtle: order buy @ 3 filled on DOTUSDT or KSMUSDT. New strategy position is 3',
    'Turtle: order buy @ 3.1.2 filled on DOTUSDT. New strategy position is 3',
  ])('the default message in parts is refused: %j', (text) => expect(readAlert(text).kind).toBe('reject'));
});

describe('money that is staked', () => {
  const staked = (fields: Record<string, unknown>) => readFields({ symbol: 'LTC/USDT:USDT', stake_amount: '126.3', ...fields });

  it('is the size where nothing else is', () =>
    expect(staked({ stake_currency: 'USDT' })).toMatchObject({ kind: 'order', notional: '126.3', quantity: null }));

  it('is what the amount beside it costs', () => {
    expect(staked({ amount: '3.1' })).toMatchObject({ kind: 'order', notional: null, quantity: '3.1' });
    expect(staked({ amount: '3.1', leverage: 2 })).toMatchObject({ kind: 'order', notional: null, quantity: '3.1' });
  });

  it.each([{ leverage: 2 }, { stake_currency: 'BTC' }])('beside %j it is another size than the position', (fields) =>
    expect(staked(fields)).toMatchObject({ kind: 'reject', notional: null }),
  );
});

describe('close_all without a symbol is a close of everything that the strategy holds', () => {
  it.each([
    { action: 'close_all' },
    { action: 'CLOSE ALL POSITIONS' },
    { command: 'flatten_all', strategy: 'trend' },
    { order: { action: 'exit_all' } },
    { action: 'close_all', price: 3300, timenow: '2026-04-01T10:00:00Z' },
  ])('%j', (fields) =>
    expect(readAlert(JSON.stringify(fields))).toMatchObject({
      kind: 'order',
      action: 'close',
      symbol: null,
      everything: true,
      refusal: null,
    }),
  );

  it.each([
    [{ action: 'close' }, 'MISSING_SYMBOL'],
    [{ action: 'close_all', quantity: 0.1 }, 'MISSING_SYMBOL'],
    [{ action: 'close_all_long' }, 'MISSING_SYMBOL'],
  ])('%j stays refused', (fields, code) => expect(readAlert(JSON.stringify(fields)).refusal?.code).toBe(code));

  it('with a symbol it is a close of that', () =>
    expect(readAlert('{"action":"close_all","symbol":"ETHUSDT"}')).toMatchObject({ symbol: 'ETHUSDT', everything: null }));
});
