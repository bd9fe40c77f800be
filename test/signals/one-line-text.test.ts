// Orders written as one line, and the chatter that must never become one.

import { describe, expect, it } from 'vitest';
import { readAlert } from './read-alert.ts';

describe('a line that is an order', () => {
  it.each([
    [
      'BUY BTCUSDT @ 45000 qty=0.1 tp=47000 sl=44000',
      {
        action: 'buy',
        symbol: 'BTCUSDT',
        signalPrice: '45000',
        limitPrice: null,
        quantity: '0.1',
        takeProfits: [{ price: '47000' }],
        stopLoss: { price: '44000' },
      },
    ],
    ['BUY BTCUSDT @45,000.50 qty=0.1', { signalPrice: '45000.5' }],
    ['  sell   BINANCE:ethusdt.p\tqty=2  \r\n', { action: 'sell', symbol: 'BINANCE:ethusdt.p', quantity: '2' }],
    ['BUY AAPL', { action: 'buy', symbol: 'AAPL', quantity: null }],
    ['SELL BTCUSDT limit=46000 qty=1 sl=47000', { orderType: 'limit', limitPrice: '46000', stopLoss: { price: '47000' } }],
    ['BUY BTCUSDT stop=46000 limit=46100 qty=1', { orderType: 'stop_limit', stopPrice: '46000', limitPrice: '46100' }],
    ['BUY BTCUSDT @ 45000 type=limit', { orderType: 'limit', limitPrice: '45000' }],
    ['CLOSE BTCUSDT', { action: 'close', quantity: null, percent: null }],
    ['CLOSE BTCUSDT 50%', { action: 'close', percent: '50', percentOf: 'position' }],
    ['CLOSE BTCUSDT qty=50%', { action: 'close', percent: '50' }],
    ['close btcusdt qty=0.05 strategy="golden cross"', { action: 'close', quantity: '0.05', strategy: 'golden cross' }],
    ['REVERSE ES1!', { action: 'reverse', symbol: 'ES1!' }],
    ['CANCEL order_56789 secret=some-long-secret', { kind: 'cancel', orderId: 'order_56789' }],
    ['BUY NYSE:NOW qty=1', { symbol: 'NYSE:NOW' }],
    ['BUY BTCUSDT, qty=0.1, tp=47000, sl=44000', { quantity: '0.1', takeProfits: [{ price: '47000' }], stopLoss: { price: '44000' } }],
    ['BUY BTCUSDT @ 45,000.5, qty=0.1; sl=44000', { signalPrice: '45000.5', quantity: '0.1', stopLoss: { price: '44000' } }],
    ['BUY BTCUSDT qty = 0.1 sl =44000 tp= 47000', { quantity: '0.1', takeProfits: [{ price: '47000' }], stopLoss: { price: '44000' } }],
    ['BUY BTCUSDT qty=1 tp1=47000 tp2=48000', { takeProfits: [{ price: '47000' }, { price: '48000' }] }],
    ['BUY BTCUSDT size=0.1', { quantity: '0.1' }],
    ['BUY AAPL shares=10', { quantity: '10' }],
    ['LONG BTCUSDT qty=0.1', { action: 'buy', quantity: '0.1' }],
    ['RELIANCE sell qty=250', { action: 'sell', symbol: 'RELIANCE', quantity: '250' }],
    ['BTCUSDT buy @ 45000 qty=0.1 sl=44000', { action: 'buy', signalPrice: '45000', quantity: '0.1', stopLoss: { price: '44000' } }],
    ['btcusdt close percent=50', { action: 'close', symbol: 'btcusdt', percent: '50' }],
    ['LTCUSDT short qty=2', { action: 'sell', quantity: '2' }],
    ['EXIT LONG LTCUSDT qty=2', { action: 'close_long', symbol: 'LTCUSDT', quantity: '2' }],
    ['SHORT BTCUSDT.P qty=0.1', { action: 'sell', symbol: 'BTCUSDT.P', quantity: '0.1' }],
    ['FLAT BTCUSDT', { action: 'close', quantity: null, percent: null }],
    ['cancel all BTCUSDT', { kind: 'cancel', symbol: 'BTCUSDT' }],
    ['CANCEL BTCUSDT', { kind: 'cancel', symbol: 'BTCUSDT', orderId: null }],
    ['cancel orders EURUSD', { kind: 'cancel', symbol: 'EURUSD' }],
    ['cancel order 1a22c571f3057055', { kind: 'cancel', symbol: null, orderId: '1a22c571f3057055' }],
    ['cancel L1-BTC', { kind: 'cancel', symbol: null, orderId: 'L1-BTC' }],
  ])('%j', (text, reading) =>
    expect(readAlert(text)).toMatchObject({ kind: 'order', dialect: 'one-line-text', refusal: null, ...reading }),
  );
});

describe('the template of copy-trading guides', () => {
  it.each([
    'buy BTCUSDT @ 67250.5\nProfit: 67100.2',
    'BUY BTCUSDT @67250.5 \r\n  profit: 67100.2\r\n',
    'buy BTCUSDT @ 67250.5\nProfit: NaN',
  ])('%j is the order at its price; the average price below it is no target', (text) => {
    expect(readAlert(text)).toMatchObject({
      kind: 'order',
      action: 'buy',
      symbol: 'BTCUSDT',
      signalPrice: '67250.5',
      limitPrice: null,
      quantity: null,
      takeProfits: [],
      stopLoss: null,
      warnings: [expect.stringContaining('no effect')],
    });
  });

  it.each([
    'sell BTCUSDT @ 67250.5\nProfit: 120',
    'sell BTCUSDT @ 67250.5\nProfit: 0',
    'sell BTCUSDT @ 67250.5\nProfit: +67100',
    'sell BTCUSDT @ 67250.5\nProfit: 2.3%',
    'sell BTCUSDT @ 67250.5\nProfit: 67100 USDT',
    'sold BTCUSDT @ 67250.5\nProfit: 67100',
    'sell BTCUSDT\nProfit: 67100',
    'buy BTCUSDT @ 67250.5\nLoss: 67100',
    'buy BTCUSDT @ 67250.5\nProfit: 67100\nmore',
  ])('%j, which may be the report of a trade that is over, is no order', (text) => expect(readAlert(text).kind).not.toBe('order'));
});

describe('a line that is an order and cannot be used', () => {
  it.each([
    ['BUY BTCUSDT qty=0', 'INVALID_QUANTITY'],
    ['BUY BTCUSDT qty=abc', 'INVALID_QUANTITY'],
    ['BUY BTCUSDT size=0.1 qty=0.2', 'CONTRADICTION'],
    ['BUY BTCUSDT comment="qty = 5" qty=0', 'INVALID_QUANTITY'],
    ['LONG BTCUSDT side=sell', 'CONTRADICTION'],
    ['BUY BTCUSDT qty=1 qty=2', 'CONTRADICTION'],
    ['BUY BTCUSDT @ 45000 price=46000', 'CONTRADICTION'],
    ['BUY BTCUSDT side=sell', 'CONTRADICTION'],
    ['BUY SELL BTCUSDT', 'CONTRADICTION'],
    ['BUY or SELL LTCUSDT, what do you think?', 'CONTRADICTION'],
    ['CLOSE BTCUSDT 150%', 'INVALID_QUANTITY'],
    ['BUY BTCUSDT @ 45000 stop=44000', 'CONTRADICTION'],
    ['BUY BTCUSDT limit=44000 sl=45000', 'STOP_WRONG_SIDE'],
    ['BUY BTCUSDT stoploss=1 stlo=2', 'INVALID_FIELD'],
    ['BUY {{ticker}} qty=1', 'PLACEHOLDER'],
    ['BUY BTCUSDT qty={{strategy.order.contracts}}', 'PLACEHOLDER'],
    ['BUY BTCUSDT @ {{close}}', 'PLACEHOLDER'],
    ['{{strategy.order.action}} BTCUSDT @ 45000', 'PLACEHOLDER'],
    ['{{strategy.order.comment}}', 'PLACEHOLDER'],
    ['CANCEL order_1 qty=5', 'INVALID_FIELD'],
  ])('%j is %s', (text, code) => expect(readAlert(text)).toMatchObject({ kind: 'reject', dialect: 'one-line-text', refusal: { code } }));

  it('a name that is not known is told with the nearest', () => {
    expect(readAlert('BUY BTCUSDT stoplos=44000').refusal?.message).toBe('"stoplos=" is not known in a line; did you mean stoploss=?');
  });
});

describe('chatter never trades', () => {
  it.each([
    'hello world',
    'Buy the dip',
    'BUY THE DIP',
    'Buy now',
    'SELL NOW',
    'CLOSE ALL',
    'Sell everything',
    'close position',
    'BUY SIGNAL',
    'buy bitcoin',
    'Buy BTCUSDT later maybe',
    'BUY BTCUSDT!!',
    'buy BTCUSDT @ moon',
    'LTC looks strong, perhaps buy LTCUSDT tomorrow?',
    'We sell qty=1',
    'RSI sell qty=1',
    'TP1 sell qty=1',
    'CLOSE LONG qty=2',
    'BTCUSDT close price=45000',
    'BTCUSDT sell signal qty=1',
    'Buy-the-breakout screener: MSFT crossing 400',
    'EMA Signals: do not BUY MSFT @ 410.5',
    'EMA Signals: 15-minute set buy MSFT soon',
    'Buying LTC/USDT at 81.4 and then 90 USDT',
    'Closed in profit: ETH/USDT +2.3%',
    'long BTCUSDT',
    'short BTCUSDT.P @ moon',
    'cancel all hope',
    'flat market',
    'BUY BTCUSDT, maybe',
    'cancel my subscription',
    'cancel everything',
    'CANCEL IT',
    `BUY BTCUSDT ${'qty=1 '.repeat(200)}`,
    'BUY',
    '@ 45000',
  ])('%j', (text) =>
    expect(readAlert(text)).toMatchObject({ kind: 'reject', action: null, dialect: 'unknown', refusal: { code: 'NOT_UNDERSTOOD' } }),
  );
});

it.each([
  ['exit long LTCUSDT', { action: 'close_long', side: 'sell' }],
  ['CLOSE SHORT LTCUSDT 50%', { action: 'close_short', percent: '50' }],
  ['close_long LTCUSDT', { action: 'close_long' }],
  ['Exit LTCUSDT', { action: 'close' }],
  ['enter short LTCUSDT qty=2', { action: 'sell', quantity: '2' }],
])('%s names the position in its action', (text, expected) => {
  expect(readAlert(text)).toMatchObject({ kind: 'order', dialect: 'one-line-text', symbol: 'LTCUSDT', ...expected });
});

it.each(['exit long', 'exit the long', 'close long trades now', 'enter long when it is low', 'exit long term holders'])(
  '%s is talk',
  (text) => {
    expect(readAlert(text)).toMatchObject({ kind: 'reject' });
  },
);

it('a part that leaves may stand in front of the symbol', () => {
  expect(readAlert('EXIT 50% LTCUSDT')).toMatchObject({ action: 'close', symbol: 'LTCUSDT', percent: '50', percentOf: 'position' });
  expect(readAlert('CLOSE LONG 25% LTCUSDT')).toMatchObject({ action: 'close_long', percent: '25' });
  expect(readAlert('BUY 50% LTCUSDT').kind).toBe('reject');
});

it('BTO and STC open and close, and an option behind them is not read as its share', () => {
  expect(readAlert('BTO TSLA @ 240')).toMatchObject({ action: 'buy', positionSide: 'long', symbol: 'TSLA' });
  expect(readAlert('STC TSLA @ 260')).toMatchObject({ action: 'close_long', side: 'sell' });
  expect(readAlert('STO TSLA @ 260')).toMatchObject({ action: 'sell', positionSide: 'short' });
  for (const text of ['BTO AAPL 230C 12/19 @ 2.50', 'STC AAPL 230C 12/19 @ 4.10', 'BTO 5 TSLA 12/19 240C'])
    expect(readAlert(text).kind, text).toBe('reject');
});

describe('a ticket: the number in front of the name is how many', () => {
  it.each([
    ['buy 10 AAPL', { action: 'buy', symbol: 'AAPL', quantity: '10', orderType: null }],
    ['SELL 2 ESZ6 @ LMT 5000.25', { action: 'sell', symbol: 'ESZ6', quantity: '2', orderType: 'limit', limitPrice: '5000.25' }],
    ['BUY 100 AAPL MKT', { quantity: '100', orderType: 'market' }],
    ['BUY 0.1 BTCUSDT at market', { symbol: 'BTCUSDT', quantity: '0.1', orderType: 'market' }],
    ['buy AAPL 10 shares limit 229.5', { symbol: 'AAPL', quantity: '10', limitPrice: '229.5' }],
    ['sell 0.1 lots EURUSD', { symbol: 'EURUSD', quantity: '0.1', quantityUnit: 'lots' }],
    ['buy 100 shares of AAPL', { quantity: '100' }],
    ['Close 100 AAPL', { action: 'close', symbol: 'AAPL', quantity: '100' }],
    ['exit 0.5 ETHUSDT', { action: 'close', symbol: 'ETHUSDT', quantity: '0.5' }],
    ['close long 100 shares of AAPL', { action: 'close_long', quantity: '100' }],
    ['Close AAPL 100 shares', { action: 'close', quantity: '100' }],
    ['Cover 2 ESZ6 @ MKT', { action: 'close_short', quantity: '2', orderType: 'market' }],
    ['close 0.1 lots EURUSD', { action: 'close', quantity: '0.1', quantityUnit: 'lots' }],
  ])('%j', (text, reading) => expect(readAlert(text)).toMatchObject({ kind: 'order', refusal: null, ...reading }));

  it.each([
    'buy 10 AAPL?',
    'I buy 10 AAPL',
    'bought 10 AAPL',
    'buy 10 AAPL tomorrow',
    'buy 10 AAPL or MSFT',
    'buy 10 AAPL if cheap',
    'buy 2 AAPL calls',
    'sell 5 TSLA puts',
    'BUY 58000 CE',
    'BUY 10 REASONS',
    'Buy 2 get 1 FREE',
    'buy 100 USDT',
    'BUY 15 MIN',
    'BUY 50 EMA',
    'BUY 4 H',
    'SELL 2 ETFS',
    'buy 1 EURUSD',
    'buy 0.1 XAUUSD',
    'buy 10 aapl',
    'not buy 10 AAPL',
    'buy 10 AAPL @ 231.07 filled',
    'closed 100 AAPL',
    'close 100 AAPL?',
    'close 100 AAPL tomorrow',
    'close 100 AAPL if it drops',
    'do not close 100 AAPL',
    'close 100 AAPL and TSLA',
    'close 2 AAPL calls',
    'CLOSE 2 LONGS',
    'EXIT 5 MIN',
    'Exit 3 PM',
    'CLOSE 16 EST',
    'close 50 pips EURUSD',
    'close 0.5 XAUUSD',
  ])('%j is none', (text) => expect(readAlert(text)).toMatchObject({ kind: 'reject' }));
});
