// Signals as people post them: what is one, what is talk, and which number is what.

import { describe, expect, it } from 'vitest';
import { readSignalText } from '../../src/core/signals/texts/signal-text.ts';
import { readAlert } from './read-alert.ts';

const levels = (text: string): unknown => {
  const post = readSignalText(text);
  return post === null
    ? null
    : { entries: post.entries, targets: post.targets.map(({ value }) => value), stops: post.stops.map(({ value }) => value) };
};

describe('the number behind a label is the price, whatever its digits', () => {
  it.each([
    ['TP 30.4', ['30.4']],
    ['TP 31', ['31']],
    ['TP1 30.4', ['30.4']],
    ['TP1: 31', ['31']],
    ['TP 1: 31', ['31']],
    ['TP 2) 31.5', ['31.5']],
    ['TP1 - 31', ['31']],
    ['TP1. 31', ['31']],
    ['Target 3 : 31', ['31']],
    ['Take Profit: $31.25', ['31.25']],
    ['TP: 31, 32, 33.5', ['31', '32', '33.5']],
    ['TP 61,250', ['61250']],
    ['Targets: 31 (50%), 32 (50%)', ['31', '32']],
  ])('%s', (line, targets) => {
    expect(levels(`SOLUSDT Long\n${line}`)).toEqual({ entries: [], targets, stops: [] });
  });

  it.each([
    ['SL 1.0921', ['1.0921']],
    ['SL: 1', ['1']],
    ['Stop loss - 1.09', ['1.09']],
    ['STOP 12', ['12']],
  ])('%s', (line, stops) => {
    expect(levels(`EURUSD Buy\n${line}`)).toEqual({ entries: [], targets: [], stops });
  });

  it.each([
    ['Entry 3.5', ['3.5']],
    ['Entry 1: 3.5', ['3.5']],
    ['Entry zone: 3.4 - 3.5', ['3.4', '3.5']],
    ['Entry targets:\n1) 3.4\n2) 3.5', ['3.4', '3.5']],
  ])('%s', (line, entries) => {
    expect(levels(`SOLUSDT Short\n${line}`)).toEqual({ entries, targets: [], stops: [] });
  });
});

describe('a percent beside a price', () => {
  const post = (...lines: string[]): ReturnType<typeof readAlert> =>
    readAlert(['#BTC/USDT', 'Exchange: Binance Futures', 'Signal Type: Regular (Short)', 'Leverage: Cross (10X)', ...lines].join('\n'));
  const ENTRIES = ['Entry Targets:', '1) 60000 - 50%', '2) 61000 - 50%'];

  it('is the part that enters or leaves there, and never a price or a distance of its own', () => {
    const reading = post(...ENTRIES, 'Take-Profit Targets:', '1) 58000 - 60%', '2) 57000 - 40%', 'Stop Targets:', '1) 63000 - 100%');
    expect(reading).toMatchObject({ kind: 'order', action: 'sell', limitPrice: '60000', stopLoss: { price: '63000' } });
    expect(reading.stopLoss).toEqual({ price: '63000' });
    expect(reading.entries).toEqual([
      { price: '60000', share: '50' },
      { price: '61000', share: '50' },
    ]);
    expect(reading.takeProfits).toEqual([
      { price: '58000', share: '60' },
      { price: '57000', share: '40' },
    ]);
  });

  it.each([
    ['its distance', ['TP1: 58800 (2%)', 'TP2: 57000 (5%)']],
    ['its distance, with a sign', ['TP1: 58800 (-2%)', 'TP2: 57000 (-5.0%)']],
    ['what it brings with the leverage', ['TP1: 58800 (20%)', 'TP2: 57000 (50%)']],
  ])('that is %s is no part', (_, targets) => {
    expect(post('Entry: 60000', ...targets).takeProfits).toEqual([{ price: '58800' }, { price: '57000' }]);
  });

  it('of entries that are not the whole together, or an entry that is only a percent, is refused', () => {
    expect(post('Entry Targets:', '1) 60000 - 50%', '2) 61000 - 20%', 'SL 63000')).toMatchObject({ refusal: { code: 'CONTRADICTION' } });
    expect(post('Entry: 2%', 'SL 63000')).toMatchObject({ refusal: { code: 'INVALID_PRICE' } });
  });

  it('the futures of an exchange are not its spot market', () => {
    expect(post('Entry: 60000', 'SL 63000')).toMatchObject({ symbol: 'BTC/USDT', marketKind: 'perpetual', exchange: 'Binance Futures' });
    const market = (exchange: string): unknown =>
      readAlert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT', quantity: 1, exchange })).marketKind;
    expect(market('Bybit Spot')).toBe('spot');
    expect(market('BINANCE')).toBeNull();
    expect(market('Binance, Binance Futures')).toBeNull();
    expect(market('KuCoin Futures, Bybit Linear')).toBe('perpetual');
    expect(market('Binance COIN-M Futures')).toBe('inverse');
    const spot = readAlert(JSON.stringify({ action: 'buy', symbol: 'BTCUSDT.P', quantity: 1, exchange: 'Binance Spot' }));
    expect(spot).toMatchObject({ refusal: { code: 'CONTRADICTION' } });
  });
});

describe('what is no signal is not read as one', () => {
  it.each([
    'TP1 hit on SOLUSDT long, +3 %',
    'SOLUSDT long closed at 31.2',
    'Long SOLUSDT?',
    'We may buy SOLUSDT at 30\nTP 35',
    'SOLUSDT Long\nTP 35 reached\nSL 28',
    'Update SOLUSDT Long\nSL 30',
    'SOLUSDT is a great coin\nTP 35',
    'Result of the week: SOLUSDT buy +12%',
    'TP 35\nSL 28',
    'Good morning everybody',
    'BUY',
    'buy low sell high',
  ])('%s', (text) => {
    expect(readAlert(text).kind).toBe('reject');
  });
});

describe('what a signal cannot mean', () => {
  it.each([
    ['both sides', 'SOLUSDT Long\nDirection: Short\nTP 35', 'CONTRADICTION'],
    ['two markets', 'SOLUSDT Long\nLTCUSDT Long\nTP 35', 'CONTRADICTION'],
    ['two stops', 'SOLUSDT Long\nEntry: 31\nSL 28\nSL 27', 'CONTRADICTION'],
    ['a stop on the wrong side', 'SOLUSDT Long\nEntry: 31\nSL 35', 'STOP_WRONG_SIDE'],
    ['a target on the wrong side', 'SOLUSDT Long\nEntry: 31\nTP 28', 'TARGET_WRONG_SIDE'],
  ])('is refused: %s', (_, text, code) => {
    expect(readAlert(text).refusal?.code).toBe(code);
  });
});

it('a number without a label is never a size', () => {
  for (const text of ['BUY INFY 1480', 'BUY MSFT 410', 'SOLUSDT LONG 31.5 SQUEEZE 15', 'Sell SOLUSDT 31'])
    expect(readAlert(text)).toMatchObject({ kind: 'order', quantity: null, notional: null, percent: null });
});

// the first was a buy at 100, the second of the index
it.each([
  'BUY 100 AAPL',
  'BUY NIFTY 22000 CE',
  'BUY 34 AVAXUSDT',
  'BUY 67250 BTCUSDT',
  'BUY 0.52 XRPUSDT',
  'SELL TSLA 250 PUT',
  'buy 2 US30',
])('%s is not guessed', (text) => {
  expect(readAlert(text)).toMatchObject({ kind: 'reject', refusal: { code: 'NOT_UNDERSTOOD' } });
});

it('a number that may be how many or the price is refused with both', () => {
  const { refusal } = readAlert('BUY 100 AAPL');
  expect(refusal?.message).toContain('may be how many, in units or in lots, or the price');
  expect(refusal?.remedy).toBe('Write BUY AAPL qty=100, BUY AAPL lots=100 or BUY AAPL @ 100.');
});

// one expression tried every way of cutting a row of digits into prices: some seconds for this line, ages for a longer one
it('a long row of digits in a line of targets is looked at once', () => {
  const post = (line: string): string => `LTC/USDT\nBuy zone 80-82\n${line}\nStop 78`;
  for (const line of [`Sell ${'1'.repeat(400)}x`, `Sell ${'1 '.repeat(400)}x`, `Sell 90 ${'18065 '.repeat(60)}`]) readAlert(post(line));
  expect(readAlert(post('Sell 90, 95.5 - 99')).takeProfits).toEqual([{ price: '90' }, { price: '95.5' }, { price: '99' }]);
});

describe('how the entry waits', () => {
  it.each<[string, Record<string, unknown>]>([
    ['XAUUSD Sell Limit 31.2\nSL 32', { side: 'sell', orderType: 'limit', limitPrice: '31.2', stopLoss: { price: '32' } }],
    ['XAUUSD\nSELL LIMIT: 31.2\nSL 32', { side: 'sell', orderType: 'limit', limitPrice: '31.2' }],
    [
      'Buy Limit EURUSD @ 1.0850 SL 1.0820 TP 1.0900',
      { limitPrice: '1.085', stopLoss: { price: '1.082' }, takeProfits: [{ price: '1.09' }] },
    ],
    ['GBPJPY Sell Stop @ 188.50\nSL: 189.20', { side: 'sell', orderType: 'stop', stopPrice: '188.5', limitPrice: null }],
    ['GBPJPY BUY STOP\nEntry: 188.50\nSL: 187', { side: 'buy', orderType: 'stop', stopPrice: '188.5' }],
    ['XAUUSD SELL 31.2/31.4\nSL 32', { orderType: 'limit', limitPrice: '31.2', entries: [{ price: '31.2' }, { price: '31.4' }] }],
  ])('%j', (text, reading) => expect(readAlert(text)).toMatchObject({ kind: 'order', quantity: null, refusal: null, ...reading }));

  it.each([
    ['XAUUSD BUY STOP 31-32\nSL 30', 'CONTRADICTION'],
    ['BUY LIMIT XAUUSD\nSL 30', 'INVALID_PRICE'],
    ['BUY STOP XAUUSD\nSL 30', 'INVALID_PRICE'],
    ['GBPJPY Sell Stop 188.50\nSL: 187', 'STOP_WRONG_SIDE'],
  ])('%j is refused', (text, code) => expect(readAlert(text).refusal?.code).toBe(code));
});

describe('stop and targets in the line of the market', () => {
  it.each([
    'BUY GOLD 31 SL 30 TP 32 TP2 33',
    'BUY GOLD 31 / SL 30 / TP1: 32 / TP2: 33',
    'Buy GOLD @ 31, SL: 30, TP: 32, 33',
    'GOLD BUY NOW SL 30 TP1 32 TP2 33',
  ])('%s', (text) =>
    expect(readAlert(text)).toMatchObject({
      side: 'buy',
      symbol: 'GOLD',
      stopLoss: { price: '30' },
      takeProfits: [{ price: '32' }, { price: '33' }],
      quantity: null,
      refusal: null,
    }),
  );
  it('a stop right behind the side is the kind of the order, elsewhere nobody can tell', () => {
    expect(readAlert('BUY XAUUSD 31 STOP 30').kind).toBe('reject');
  });
});

describe('a comma that can be read in two ways', () => {
  it.each([
    'XAUUSD SELL 2391\nTP 2385,2380\nSL 2398',
    'BTCUSDT LONG\nEntry: 67250,5\nTP: 68000',
    'EURUSD BUY\nEntry: 1,085\nSL: 1,082',
    'SOLUSDT LONG\nEntry: 1.234.567\nSL: 1.1',
  ])('%j is refused', (text) => expect(readAlert(text)).toMatchObject({ kind: 'reject', refusal: { code: 'CONTRADICTION' } }));
  it.each([
    ['BTCUSDT LONG\nEntry: 67,250\nSL: 66,100.5', '67250', '66100.5'],
    ['BTCUSDT LONG\nEntry: 67.250,50\nSL: 66.100,00', '67250.5', '66100'],
    ['EURUSD BUY\nEntry: 1,0850\nSL: 1,0820', '1.085', '1.082'],
    ['DOGEUSDT LONG\nEntry: 0,125\nSL: 0,12', '0.125', '0.12'],
  ])('%j has one', (text, limitPrice, price) => expect(readAlert(text)).toMatchObject({ limitPrice, stopLoss: { price }, refusal: null }));
});

it('who waits, warns or looks on does not trade', () => {
  for (const text of [
    'WAIT FOR BUY XAUUSD 31',
    "Don't buy XAUUSD 31",
    'DONT BUY XAUUSD 31',
    'NO BUY XAUUSD 31',
    'AVERAGE BUY BTCUSDT 65000',
    'WATCHLIST BUY XAUUSD 31',
    'BUY XAUUSD\nEntry 31\nSL 30\nDo not enter yet',
    'BUY XAUUSD\nEntry 31\nSL 30\nwaiting for confirmation',
    'BUY XAUUSD\nEntry 31\nSL 30\nINVALIDATED',
  ])
    expect(readAlert(text)).toMatchObject({ kind: 'reject', quantity: null });
});

it('risk in percent sizes the order, and the number of a signal is no market', () => {
  expect(readAlert('XAUUSD Buy 31\nSL 30\nRisk: 1%')).toMatchObject({ riskPercent: '1', percent: null, warnings: [] });
  expect(readAlert('Signal #1234\nPair: EUR/USD\nDirection: BUY\nEntry: 1.0850\nStop loss: 1.0820')).toMatchObject({
    symbol: 'EUR/USD',
    refusal: null,
  });
});

it('the number of a list and the minutes of a chart are no price', () => {
  for (const text of ['1. BUY BTCUSDT', '2) SELL ETHUSDT', 'BTCUSDT, 60: buy', 'BTCUSDT, 15 buy', 'BTCUSDT (240) sell'])
    expect([text, readAlert(text)]).toMatchObject([text, { kind: 'order', signalPrice: null, limitPrice: null, quantity: null }]);
  expect(readAlert('1. BUY BTCUSDT 45000')).toMatchObject({ action: 'buy', signalPrice: '45000' });
  expect(readAlert('BTCUSDT, 60: buy 45000')).toMatchObject({ action: 'buy', signalPrice: '45000' });
  expect(readAlert('BUY XRPUSDT 2.13')).toMatchObject({ signalPrice: '2.13' });
});

describe('a number alone behind the name', () => {
  it.each([
    ['BUY BTCUSDT 0.1', 'how many'],
    ['buy btcusdt 0.1', 'how many'],
    ['SELL BTC/USDT:USDT 2', 'how many'],
    ['LONG ETHUSDT.P 5', 'how many'],
    ['BUY XRPUSDT 2', 'how many'],
    ['BUY DOGEUSDT 1000', 'how many'],
    ['EURUSD buy 0.1', 'how many'],
    ['BUY AAPL 100', 'how many'],
    ['BUY RELIANCE 10', 'how many'],
    ['BUY BTCUSDT $100', 'how much money'],
  ])('may be the size, which the default must not take the place of: %j', (text, what) =>
    expect(readAlert(text)).toMatchObject({
      kind: 'reject',
      quantity: null,
      refusal: { message: expect.stringContaining(`may be ${what}, or the price`) },
    }),
  );
  it.each([
    ['BUY BTCUSDT 45000', '45000'],
    ['BUY BTCUSDT $45000', '45000'],
    ['BUY RELIANCE 2950', '2950'],
    ['BUY USDJPY 150', '150'],
    ['EURUSD buy 1.0852', '1.0852'],
  ])('is the price where it can be no size: %j', (text, signalPrice) =>
    expect(readAlert(text)).toMatchObject({ kind: 'order', quantity: null, signalPrice, refusal: null }),
  );
});

it.each(['Isolated', 'isolated margin'])('a margin mode alone in a line is one: %j', (line) => {
  for (const text of [`LONG SOLUSDT 4x\n${line}`, `LONG SOLUSDT 4x\n${line}\nSL 131\nTP 165`, `LONG SOLUSDT\n${line}\nEntry: 140\nSL: 131`])
    expect(readAlert(text)).toMatchObject({ kind: 'order', marginMode: 'isolated', warnings: [] });
});

it.each(['Isolated, LONG SOLUSDT 4x, SL 131, TP 165', 'LONG SOLUSDT, 4x, isolated, stop 131, target 165'])(
  'a margin mode between commas is one: %j',
  (text) => expect(readAlert(text)).toMatchObject({ kind: 'order', leverage: '4', marginMode: 'isolated' }),
);

describe('a number in front of the name', () => {
  it.each([
    'BUY 2 BTCUSDT\nEntry: 45000\nSL: 44000\nTP: 46000',
    'BUY 2 EURUSD\nSL 30 pips\nTP 50 pips',
    'buy 0.01 BTCUSDT\nSL 1%',
    'sell 5 XAUUSD\nSL 30 pips',
  ])('may be how many where nothing shows that it is the price: %j', (text) =>
    expect(readAlert(text)).toMatchObject({ kind: 'reject', refusal: { code: 'INVALID_QUANTITY' } }),
  );
  it('is the price where a level shows it', () =>
    expect(readAlert('BUY 65000 BTCUSDT\nSL 64000\nTP 67000')).toMatchObject({ kind: 'order', signalPrice: '65000', refusal: null }));
});
