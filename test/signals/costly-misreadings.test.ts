// Misreadings that cost money: each of these words means two things, and taking the wrong one sends a wrong order.

import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/core/model/signal.ts';
import { resolveSymbol } from '../../src/core/signals/symbols/resolve-symbol.ts';
import { readAlert, readFields } from './read-alert.ts';

type Fields = Record<string, unknown>;
type Expected = { readonly [Name in keyof Reading]?: unknown };
const order = (fields: Fields, expected: Expected): void =>
  expect(readFields(fields)).toMatchObject({ kind: 'order', refusal: null, ...expected });
const both = (fields: Fields, ...words: string[]): void => {
  const { kind, refusal } = readFields(fields);
  expect(kind).toBe('reject');
  for (const word of words) expect(refusal?.message).toContain(word);
};

describe('price', () => {
  it('is the price at the alert, not a limit', () => {
    for (const name of ['price', 'close', 'entry', 'entry_price', 'order_price', 'marketPrice']) {
      order({ [name]: 67_250.5 }, { signalPrice: '67250.5', limitPrice: null, orderType: null });
      order({ [name]: 67_250.5, order_type: 'market' }, { signalPrice: '67250.5', limitPrice: null, orderType: 'market' });
    }
  });
  it('is the limit where the sender says limit', () => {
    order({ price: 67_000, order_type: 'limit' }, { limitPrice: '67000', signalPrice: null });
    order({ order: { type: 'LIMIT', price: 67_000 } }, { limitPrice: '67000' });
  });
  it('two prices and a limit: either may be it', () => both({ price: 67_250, entry: 67_000, order_type: 'limit' }, '"price"', '"entry"'));
  it('0 is none', () => order({ price: 0, order_type: 'market' }, { signalPrice: null, limitPrice: null }));
  it('the close of the bar is never a limit', () => both({ close: 67_250, order_type: 'limit' }, 'limit price'));
});

describe('volume', () => {
  it('of the bar is no quantity', () => {
    order({ volume: 1_204_312, interval: '15', price: 67_250 }, { quantity: null, notional: null, percent: null });
    order({ volume: '812.4', open: 1, high: 2, low: 1, close: 2 }, { quantity: null });
    order({ bar: { close: 67_250, volume: 812.4 } }, { quantity: null });
  });
  it('alone may be both', () => both({ volume: 0.02, price: 67_250 }, 'size of the order', 'volume of the bar'));
  it('of currencies and metals counts ticks in a bar: a fraction is lots, a whole number may be both', () => {
    order({ symbol: 'XAUUSD', volume: 0.03 }, { quantity: '0.03', quantityUnit: 'lots' });
    both({ symbol: 'EURUSD', volume: 2 }, 'size of the order', 'volume of the bar');
    order({ symbol: 'EURUSD', volume: 0.5, interval: '15', price: 1.1 }, { quantity: null });
  });
  it('beside a quantity changes nothing', () => order({ volume: 812.4, qty: 0.5 }, { quantity: '0.5' }));
});

describe('other numbers are no quantity', () => {
  it.each(['confidence', 'score', 'timeframe', 'interval', 'atr', 'rsi', 'strength', 'bar_index', 'version'])('%s', (name) =>
    order({ [name]: 240 }, { quantity: null, notional: null, percent: null, stopLoss: null, limitPrice: null }),
  );
});

describe('type', () => {
  it('is an order type', () => order({ type: 'limit', price: 67_000 }, { orderType: 'limit', limitPrice: '67000' }));
  it('is a side', () => order({ action: undefined, type: 'sell' }, { action: 'sell', orderType: null }));
  it('is the name of a setup', () => order({ type: 'LIQUIDITY_SWEEP' }, { action: 'buy', orderType: null }));
  it('that may be an order type is refused', () => both({ type: 'trail' }, 'order type'));
  it('contradicts the side', () => both({ type: 'sell' }, '"action" says buy', '"type" says sell'));
});

describe('token', () => {
  it('is a coin where nothing else is a symbol and it is written like one', () => {
    expect(readAlert('{"action":"buy","token":"WIF","quote":"USDC"}')).toMatchObject({ kind: 'order', symbol: 'WIF/USDC' });
    expect(readAlert('{"action":"buy","token":"WIFUSDT"}')).toMatchObject({ kind: 'order', symbol: 'WIFUSDT' });
  });
  it('is the secret otherwise, and never a symbol', () => {
    for (const token of ['example-of-a-secret', 'kZ81jQw0Lm', 'QWERTYUIOPAS', 'hunter2'])
      expect(readAlert(JSON.stringify({ action: 'buy', token }))).toMatchObject({ kind: 'reject', symbol: null });
    order({ token: 'ETHUSDT' }, { symbol: 'BTCUSDT' });
  });
});

describe('0 as a stop or target', () => {
  it.each([0, '0', '0.0', null, '', 'none', false])('%j is none', (none) =>
    order({ sl: none, tp: none, price: 67_250 }, { stopLoss: null, takeProfits: [] }),
  );
});

describe('a stop that may be a distance', () => {
  it('far from the price', () => both({ price: 67_250, stop_loss: 150 }, 'distance'));
  it('unlike the target', () => both({ stop_loss: 150, take_profit: 450 }, 'prices or distances'));
  it('unlike the target, until the price that the remedy asks for stands beside them', () => {
    const levels = { stop_loss: 2_000, take_profit: 9_000 };
    both(levels, 'prices or distances');
    expect(readFields(levels).refusal?.remedy).toContain('send the price of the alert beside them (price)');
    order({ ...levels, price: 3_000 }, { stopLoss: { price: '2000' } });
  });
  it('on the wrong side of the target', () => both({ action: 'sell', stop_loss: 150, take_profit: 200 }, 'distances'));
  it('is one where its name says so', () => order({ price: 67_250, sl_points: 150 }, { stopLoss: { points: '150' } }));
  it('holds back no exit', () => order({ action: 'close', price: 67_250, stop_loss: 150 }, { action: 'close', stopLoss: null }));
});

describe('percent', () => {
  it.each([0.01, '0.05', 0.09])('%j may be percent or a fraction', (value) =>
    both({ take_profit_percent: value }, 'percent or a fraction'),
  );
  it('of 1 is 1 percent', () => order({ sl_percent: 1 }, { stopLoss: { percent: '1' } }));
  it('of a fraction is one where its name says so', () =>
    order({ tp1: 70_000, tp1_frac: 0.4 }, { takeProfits: [{ price: '70000', share: '40' }] }));
});

describe('closing', () => {
  it.each<[string, Fields, Expected]>([
    ['sell and flat', { action: 'sell', market_position: 'flat' }, { action: 'close_long', side: 'sell' }],
    ['buy and flat', { action: 'buy', market_position: 'flat', prev_market_position: 'short' }, { action: 'close_short', side: 'buy' }],
    ['sell and a size of 0', { action: 'sell', position_size: '0' }, { action: 'close_long' }],
    ['sell while long', { action: 'sell', qty: 2, market_position: 'long', position_size: 3 }, { action: 'close_long', quantity: '2' }],
    ['buy while short', { action: 'buy', qty: 2, market_position: 'short', position_size: -3 }, { action: 'close_short', quantity: '2' }],
    ['LONG and EXIT', { action: undefined, side: 'LONG', event: 'EXIT' }, { action: 'close_long', side: 'sell' }],
    ['SHORT and CLOSE', { action: 'CLOSE', direction: 'SHORT' }, { action: 'close_short', side: 'buy' }],
    [
      'CLOSE and a position',
      { action: undefined, signal: 'CLOSE', position: 'long' },
      { action: 'close_long', side: 'sell', positionTarget: null },
    ],
    [
      'CLOSE_LONG and a position',
      { action: undefined, signal: 'CLOSE_LONG', position: 'long' },
      { action: 'close_long', side: 'sell', positionTarget: null },
    ],
    [
      'the words of TradingView',
      { action: 'buy', order_id: 'Close entry(s) order Short' },
      { action: 'close_short', positionSide: 'short' },
    ],
    ['its other words', { action: 'sell', comment: 'Close position order' }, { action: 'close_long', positionSide: 'long' }],
  ])('%s', (_name, fields, expected) => order(fields, expected));
  it.each([{ qty: 0 }, { quantity: '0.0' }, { contracts: '0' }])('a close of %j is of everything, and says so', (size) =>
    order(
      { action: 'close', ...size },
      { action: 'close', quantity: null, warnings: ['The quantity is 0: the whole position is closed.'] },
    ),
  );
  it('a target of flat alone is a close, and beside a status a report', () => {
    order({ action: undefined, market_position: 'flat' }, { action: 'close', positionTarget: 'flat' });
    both({ action: undefined, market_position: 'flat', status: 'ok' }, 'no action');
    both({ action: undefined, position: 'flat' }, 'no action');
  });
  it('what each target closes is never passed over', () => {
    both({ tp1: 70_000, tp1_qty: 50, tp2: 71_000, tp2_qty: 50 }, 'tp1_qty');
    both({ take_profits: [70_000, 71_000], tp_shares: [70, 30] }, 'tp_shares');
  });
  it('0 is no size of an order, nor of a close after which something is held', () => {
    both({ action: 'sell', qty: 0 }, 'quantity is 0');
    both({ action: 'close', qty: 0, market_position: 'long' }, 'quantity is 0');
  });
  it('sell while long without a size says neither', () => both({ action: 'sell', market_position: 'long' }, 'sell', 'long', 'how much'));
  it('a close after which TradingView holds something does not say how much', () => {
    both({ action: 'close', market_position: 'long' }, 'position afterwards is long');
    both({ action: 'close', position: 'long', prev_market_position: 'long' }, 'position afterwards is long');
    both({ action: 'close', position: 'long', market_position: 'long' }, 'position afterwards is long');
  });
  it('close and buy may be two things, and what is held is left in both', () =>
    expect(readFields({ action: 'close', side: 'buy' })).toMatchObject({ kind: 'order', action: 'close', side: null, positionSide: null }));
  it('a buy with an exit beside it is none', () => both({ action: 'buy', order: 'close' }, 'short by buying', 'what was bought'));
  it('a target hit is no entry', () => {
    for (const event of ['TP1_HIT', 'SL', 'take_profit', 'stopped out']) both({ action: undefined, side: 'LONG', event }, 'no action');
  });
});

describe('symbols', () => {
  it('a perpetual is never spot, nor spot a perpetual', () => {
    const account = { broker: 'paper', quoteCurrency: 'USDT' } as const;
    for (const written of ['BTCUSDT.P', 'BINANCE:BTCUSDT.P', 'BTCUSDTPERP', 'BTC-USDT-SWAP', 'BTC/USDT:USDT', 'BTCUSDT_PERP'])
      expect(resolveSymbol(written, {}, account)).toMatchObject({ kind: 'swap', symbol: 'BTC/USDT:USDT' });
    for (const written of ['BTCUSDT', 'BINANCE:BTCUSDT', 'BTC-USDT', 'BTC/USDT', 'BTC_USDT'])
      expect(resolveSymbol(written, {}, account)).toMatchObject({ kind: 'spot', symbol: 'BTC/USDT' });
  });
  it('spot and perpetual in one alert are two', () => both({ ticker: 'BTCUSDT.P' }, '"symbol"', '"ticker"'));
});

describe('sizes', () => {
  it('size and amount may be units or money', () => {
    both({ size: 100, price: 67_250 }, 'units', 'money');
    both({ amount: '2,500.50' }, 'units', 'money');
  });
  it('what cannot be money is units', () => {
    order({ size: '0.4' }, { quantity: '0.4', notional: null });
    order({ amount: 33.12345 }, { quantity: '33.12345' });
  });
  it('money is not units', () => {
    for (const fields of [
      { usdt: 100 },
      { size: '100 USDT' },
      { amount: '$100' },
      { size: 100, size_type: 'quote' },
      { quoteOrderQty: '100' },
    ])
      order(fields, { notional: '100', quantity: null });
  });
  it('percent is not units', () => order({ size: '10%' }, { percent: '10', quantity: null }));
  it('lots are not units', () => order({ lots: 0.1 }, { quantity: '0.1', quantityUnit: 'lots' }));
});

describe('a report of what happened', () => {
  it.each<[Fields]>([[{ status: 'filled' }], [{ event: 'order_executed' }], [{ type: 'fill' }], [{ message_type: 'status' }]])(
    'is no order: %j',
    (fields) => expect(readFields(fields).kind).not.toBe('order'),
  );
});

describe('an order type in a field that usually says something else', () => {
  it.each(['order', 'execution', 'exec_type', 'order_kind'])('%s: limit is a limit, not an order at market', (name) => {
    order({ [name]: 'limit', price: 67_000 }, { orderType: 'limit', limitPrice: '67000', signalPrice: null });
    order({ [name]: 'Market', price: 67_000 }, { orderType: 'market', limitPrice: null, signalPrice: '67000' });
  });
  it('that says another type than the order type refuses', () =>
    both({ order_type: 'market', order: 'limit', price: 67_000 }, 'market', 'limit'));
});

describe('what is not to be traded, or not in this way', () => {
  it.each<[Fields]>([
    [{ mode: 'paper' }],
    [{ mode: 'backtest' }],
    [{ environment: 'demo' }],
    [{ env: 'testnet' }],
    [{ enabled: false }],
    [{ active: 'false' }],
    [{ execute: 'no' }],
    [{ invert: true }],
    [{ multiplier: 2 }],
    [{ isClose: 'true' }],
  ])('%j refuses an entry and no exit', (fields) => {
    expect(readFields({ qty: 1, ...fields })).toMatchObject({ kind: 'reject', refusal: { code: 'UNSUPPORTED' } });
    expect(readFields({ action: 'close', ...fields })).toMatchObject({ kind: 'order', action: 'close', refusal: null });
  });
  it('{"is_exit":true} beside a side may mean two things, and refuses no exit', () => {
    expect(readFields({ qty: 1, is_exit: true })).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } });
    expect(readFields({ action: 'close', is_exit: true })).toMatchObject({ kind: 'order', action: 'close', refusal: null });
  });
  it.each<[Fields]>([[{ mode: 'live' }], [{ enabled: true }], [{ invert: false }], [{ environment: 'production' }], [{ is_exit: false }]])(
    '%j changes nothing',
    (fields) => order({ qty: 1, ...fields }, { action: 'buy', quantity: '1' }),
  );
});

describe('a stop or a size that is named in another way is never passed over', () => {
  it.each(['percentage_sl', 'dollar_sl', 'dollar_tp', 'pips_sl', 'atr_stop', 'initial_stop', 'sl_dollars', 'stop_level', 'trail_trigger'])(
    '%s',
    (name) => expect(readFields({ qty: 1, [name]: 25 })).toMatchObject({ kind: 'reject', refusal: { code: 'UNSUPPORTED' } }),
  );
  it('risk alone may be percent or money; beside a size it only tells', () => {
    both({ risk: 1, price: 67_000, sl: 66_000 }, '"risk"');
    order({ risk: 1, qty: 0.5 }, { quantity: '0.5', riskPercent: null });
  });
});

describe('a stop order', () => {
  it('has its stop-loss behind its trigger', () => {
    order({ order_type: 'stop', stop_price: 68_000, sl: 67_500 }, { stopPrice: '68000', stopLoss: { price: '67500' } });
    expect(readFields({ order_type: 'stop', stop_price: 68_000, sl: 68_500 }).refusal?.code).toBe('STOP_WRONG_SIDE');
  });
});
