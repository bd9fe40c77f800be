// Owns: orders and exits in words, in one line.

import { alert, at, buy, close, closeLong, closeShort, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const HALF = { percent: 50, percent_of: 'position' };

export const SAID_IN_A_LINE: readonly WrittenAlert[] = [
  alert('one line: at', 'BUY BTCUSDT @ 64250', buy('BTCUSDT', { ...at(64250) })),
  alert('one line: at market', 'BUY BTCUSDT @ MARKET', buy('BTCUSDT')),
  alert(
    'one line: thousands',
    'Sell ETHUSDT at 3,150.50 SL 3,220 TP 3,000',
    sell('ETHUSDT', { ...at(3150.5), ...sl(3220), take_profits: tp(3000) }),
  ),
  alert(
    'one line: entry stop target',
    'LONG SOLUSDT entry 142.5 stop 138 target 150',
    buy('SOLUSDT', { ...at(142.5), ...sl(138), take_profits: tp(150) }),
  ),
  alert(
    'one line: forex',
    'SHORT XAUUSD 2650 SL 2660 TP1 2640 TP2 2630',
    sell('XAUUSD', { ...at(2650), ...sl(2660), take_profits: tp(2640, 2630) }),
  ),
  alert('one line: qty', 'buy 0.01 BTCUSDT', orRefused(buy('BTCUSDT', { quantity: 0.01 }))),
  alert('one line: dollar', 'Buy $500 of BTCUSDT', orRefused(buy('BTCUSDT', { notional: 500 }))),
  alert('one line: usdt after', 'buy BTCUSDT 500 USDT', orRefused(buy('BTCUSDT', { notional: 500 }))),
  alert('one line: contracts', 'SELL 3 contracts NQ1! at market', orRefused(sell('NQ1!', { quantity: 3 }))),
  alert(
    'one line: limit after',
    'BUY 100 AAPL @ 185.20 limit',
    orRefused(buy('AAPL', { quantity: 100, limit_price: 185.2, order_type: 'limit' })),
  ),
  alert(
    'one line: stop limit',
    'buy 100 shares of AAPL stop 186 limit 186.5',
    orRefused(buy('AAPL', { quantity: 100, limit_price: 186.5, stop_price: 186, order_type: 'stop_limit' })),
  ),
  alert(
    'one line: buy stop',
    'buy stop EURUSD 1.0950 sl 1.0900 tp 1.1050',
    buy('EURUSD', { ...sl(1.09), take_profits: tp(1.105), stop_price: 1.095, order_type: 'stop' }),
  ),
  alert(
    'one line: sell limit',
    'sell limit GBPUSD 1.2750 sl 1.2800 tp 1.2650',
    sell('GBPUSD', { ...sl(1.28), take_profits: tp(1.265), limit_price: 1.275, order_type: 'limit' }),
  ),
  alert(
    'one line: buylimit joined',
    'BUYLIMIT XAUUSD 2630 SL 2620 TP 2650',
    orRefused(buy('XAUUSD', { ...sl(2620), take_profits: tp(2650), limit_price: 2630, order_type: 'limit' })),
  ),
  alert('one line: symbol first', 'BTCUSDT BUY', orRefused(buy('BTCUSDT'))),
  alert('one line: timeframe', 'BTCUSDT 15m BUY', orRefused(buy('BTCUSDT'))),
  alert('one line: timeframe bare', 'BTCUSDT, 15, BUY, 64250', orRefused(buy('BTCUSDT'))),
  alert('one line: volume', 'BUY signal on BINANCE:BTCUSDT 4h close 64250.5 volume 1523', orRefused(buy('BTCUSDT'))),
  alert('one line: leverage x', 'ETHUSDT.P long x10', buy('ETHUSDT.P', { leverage: 10 })),
  alert('one line: leverage isolated', 'Buy ETHUSDT 20x isolated', buy('ETHUSDT', { leverage: 20 })),
  alert(
    'one line: k',
    'long BTCUSDT 64.2k sl 63k tp 66k',
    orRefused(buy('BTCUSDT', { ...at(64200), ...sl(63000), take_profits: tp(66000) })),
  ),
  alert(
    'one line: k zone',
    'Buy BTCUSDT 64k-63.5k, SL 62.8k, TP 65k / 66k / 68k',
    orRefused(buy('BTCUSDT', { ...sl(62800), take_profits: tp(65000, 66000, 68000) })),
  ),
  alert(
    'one line: decimal comma',
    'Sell EURUSD @ 1,0850 SL 1,0900 TP 1,0750',
    sell('EURUSD', { ...at(1.085), ...sl(1.09), take_profits: tp(1.075) }),
  ),
  alert('one line: 1.000', 'BUY 1.000 XRPUSDT', orRefused(buy('XRPUSDT', { quantity: 1 }))),
  alert('one line: 1,000', 'buy 1,000 DOGEUSDT', orRefused(buy('DOGEUSDT', { quantity: 1000 }))),
  alert('one line: 1,5', 'Sell 1,5 ETHUSDT', orRefused(sell('ETHUSDT', { quantity: 1.5 }))),
  alert('one line: risk', 'BUY BTC/USDT risk 1% SL 62000', orRefused(buy('BTC/USDT', { ...sl(62000), extra: { risk_percent: 1 } }))),
  alert('one line: percent', 'buy 10% BTCUSDT', orRefused(buy('BTCUSDT', { percent: 10 }))),
  alert('one line: rr', 'buy BTCUSDT sl 62000 RR 1:3', orRefused(buy('BTCUSDT', { ...sl(62000) }))),
  alert(
    'one line: percent exits',
    'Buy ETHUSDT, SL 2%, TP 5%',
    orRefused(buy('ETHUSDT', { stop_loss: { percent: 2 }, take_profits: [{ percent: 5 }] })),
  ),
  alert(
    'one line: pips',
    'BUY EURUSD SL 30 pips TP 60 pips',
    orRefused(buy('EURUSD', { stop_loss: { pips: 30 }, take_profits: [{ pips: 60 }] })),
  ),
  alert(
    'one line: lots',
    'buy eurusd 0.10 lots sl 1.0800 tp 1.0900',
    buy('eurusd', { ...sl(1.08), take_profits: tp(1.09), quantity: 0.1, quantity_unit: 'lots' }),
  ),
  alert('one line: B', 'B BTCUSDT 0.5', orRefused(buy('BTCUSDT', { quantity: 0.5 }))),
  alert('one line: exit long', 'exit long BTCUSDT', closeLong('BTCUSDT')),
  alert('one line: close', 'Close BTCUSDT', close('BTCUSDT')),
  alert('one line: flatten', 'flatten NQ1!', orRefused(close('NQ1!'))),
  alert('one line: sell to close', 'Sell to close 2 AAPL', closeLong('AAPL', { quantity: 2 })),
  alert('one line: buy to cover', 'buy to cover TSLA', closeShort('TSLA')),
  alert('one line: reverse', 'Reverse ETHUSDT to short', orRefused({ ...buy('ETHUSDT'), action: 'reverse', accept_actions: ['buy'] })),
  alert('one line: close half', 'Close half of BTCUSDT', close('BTCUSDT', { ...HALF })),
  alert('one line: close 50', 'close 50% of ETHUSDT', close('ETHUSDT', { ...HALF })),
  alert('one line: close third', 'Close 1/3 of SOLUSDT', orRefused(close('SOLUSDT', { percent: 33.33, percent_of: 'position' }))),
  alert('one line: close 25', 'Close 25% ETHUSDT position at market', close('ETHUSDT', { percent: 25, percent_of: 'position' })),
  alert('one line: half off', 'take half off BTCUSDT', orRefused(close('BTCUSDT', { ...HALF }))),
  alert('one line: close qty', 'Close 0.5 ETHUSDT', orRefused(close('ETHUSDT', { quantity: 0.5 }))),
  alert('one line: sell half', 'SELL HALF ETHUSDT', orRefused(close('ETHUSDT', { ...HALF, accept_actions: ['sell', 'close_long'] }))),
  alert('one line: close half long', 'close half of my BTCUSDT long', orRefused(closeLong('BTCUSDT', { ...HALF }))),
  alert('one line: close rest', 'close the remaining 50% of BTCUSDT', orRefused(close('BTCUSDT'))),
  alert('one line: close 30 short', 'close 30% of ETHUSDT short', closeShort('ETHUSDT', { percent: 30, percent_of: 'position' })),
];

/** A part of a position, said as people say it. */
const parts = (more: object, ...texts: string[]): WrittenAlert[] =>
  texts.map((text) => alert(`part: ${text}`, text, close('BTCUSDT', { percent_of: 'position', ...more })));
const refused = (...texts: string[]): WrittenAlert[] => texts.map((text) => report(`no part: ${text}`, text));

export const PARTS_IN_WORDS: readonly WrittenAlert[] = [
  ...parts(
    { percent: 50 },
    'close half BTCUSDT',
    'close half of BTCUSDT now',
    'Close half of the BTCUSDT position',
    'close 1/2 of BTCUSDT',
  ),
  ...parts(
    { percent: 50 },
    'exit 50% of BTCUSDT',
    'reduce BTCUSDT by half',
    'Reduce BTCUSDT by 50%',
    'BTCUSDT: close half',
    '#BTCUSDT close 50%!',
  ),
  ...parts({ percent: 25 }, 'close a quarter of BTCUSDT', 'trim 25% of BTCUSDT', 'Close 25 % of my $BTCUSDT at market'),
  ...parts({ percent: 33.33 }, 'close a third of BTCUSDT', 'close one third of BTCUSDT', 'close 1/3 BTCUSDT'),
  ...parts({ percent: 66.67 }, 'close two thirds of BTCUSDT'),
  ...parts({ percent: 33.3 }, 'close 33.3% of BTCUSDT'),
  alert('part of a long', 'exit half of long BTCUSDT', closeLong('BTCUSDT', HALF)),
  alert('part of a short', 'Close 50% of BTCUSDT shorts', closeShort('BTCUSDT', HALF)),
  ...refused('Close 50% of BTCUSDT if 66000 breaks', 'close half of BTCUSDT and ETHUSDT', 'close half of BTCUSDT tomorrow'),
  ...refused(
    'close half of BTCUSDT?',
    'closed half of BTCUSDT',
    'close 150% of BTCUSDT',
    'close 0% of BTCUSDT',
    'close all but half of BTCUSDT',
  ),
  ...refused(
    'close most of BTCUSDT',
    'close part of BTCUSDT',
    'close 50 of BTCUSDT',
    'trim BTCUSDT',
    'close long half of BTCUSDT short',
    'no close half BTCUSDT',
  ),
];
