// Owns: one line that commas part into the market, how much, and the levels; markets in small letters; and the chart beside a market.

import { alert, at, buy, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const GUARDED = { ...sl(131), take_profits: tp(165) };
const LONG = buy('SOLUSDT', { leverage: 4, position_side: 'long', ...GUARDED });
const SIZED = { ...LONG, percent: 3 };

export const PARTS_OF_A_LINE: readonly WrittenAlert[] = [
  ...[
    'Long SOLUSDT 4x, size 3%, stop 131, target 165',
    'Long SOLUSDT 4x; size 3%; stop 131; target 165',
    'Long SOLUSDT, target 165, stop 131, 4x, size 3%',
    'Long SOLUSDT, 4x leverage, 3% size, 131 stop, 165 target',
    'Stop 131, target 165, size 3%, long SOLUSDT 4x',
    'Long SOLUSDT 4x, size 3% of equity, stop @ 131, target @ 165',
    'Long SOLUSDT 4x leverage, size 3%, SL 131, TP 165',
    'Long SOLUSDT 4x size 3% stop 131 target 165',
  ].map((line) => alert(line, line, SIZED)),
  alert('at a price', 'Long SOLUSDT at 140, stop 131, targets 165 170', {
    ...buy('SOLUSDT', { position_side: 'long', ...at(140), ...sl(131), take_profits: tp(165, 170) }),
  }),
  alert('a list of targets', 'Short SOLUSDT, stop 150, targets 131, 125, 120', {
    ...sell('SOLUSDT', { position_side: 'short', ...sl(150), take_profits: tp(131, 125, 120) }),
  }),
  alert('risk', 'Long SOLUSDT, risking 1%, stop 131, target 165', buy('SOLUSDT', { position_side: 'long', ...GUARDED })),
  ...[
    'Buy XOM, 20 shares, stop 131, target 165',
    'Buy 20 shares of XOM, stop 131, target 165',
    'BUY XOM, qty 20, stop 131, target 165',
  ].map((line) => alert(line, line, buy('XOM', { quantity: 20, ...GUARDED }))),
  alert('small letters', 'long solusdt 4x, stop 131, target 165', { ...LONG, symbol: 'solusdt' }),
  alert('small letters with a leverage', 'short sol/usdt 4x', sell('sol/usdt', { leverage: 4, position_side: 'short' })),
  alert('small letters at market', 'buy solusdt at market', buy('solusdt')),
  ...[
    'Long SOLUSDT 4x, size 3%, size 2%, stop 131',
    'Long SOLUSDT, risk 1%, risk 2%, stop 131, target 165',
    'Long SOLUSDT 4x, size 1,000, stop 131, target 165',
    'Long SOLUSDT 4x, volume 3%, stop 131, target 165',
    'Long SOLUSDT 4x, stop 131, stop 133, target 165',
    'Long SOLUSDT 4x, stop 131, target 165, above 150',
    'Long SOLUSDT 4x, stop at entry, target 165',
    'Long SOLUSDT 4x, no stop yet, size 3%, target 165',
    'Long SOLUSDT, entry 140, now 150, target 165',
    'Long SOLUSDT, entry 140, exit 150, target 165',
    'Long SOLUSDT 4x, size 3%, stop 131, target 165, expired',
    'Long SOLUSDT 4x, size 3%, stop 131, target 165, cancelled',
    'Long SOLUSDT 4x filled, size 3%, stop 131, target 165',
    'Maybe long SOLUSDT 4x, size 3%, stop 131, target 165',
    'Watching long SOLUSDT 4x, size 3%, stop 131, target 165',
    'Long SOLUSDT idea, size 3%, stop 131, target 165',
    'Long SOLUSDT, short LTCUSDT, stop 131, target 165',
    'Long SOLUSDT, stop 131, target 165, LTCUSDT',
    'long solusdt and short ltcusdt, stop 131, target 165',
    'long or/and short 4x',
    'buy teeth at market',
    'long amateur 4x',
  ].map((line) => report(line, line)),
  // as in lines of its own: what is entered at a price waits for it
  ...[
    'LONG SOLUSDT entry: 140 sl: 131 tp: 165',
    'long solusdt entry: 140 sl: 131 tp: 165',
    'long solusdt.p, entry 140, sl 131, tp 165',
  ].map((line) => {
    const [, symbol = ''] = /^long ([^ ,]+)/i.exec(line) ?? [];
    return alert(line, line, buy(symbol, { position_side: 'long', order_type: 'limit', limit_price: 140, ...GUARDED }));
  }),
  ...[
    'LONG SOLUSDT 4x entry: 140 sl: 131 tp: 165',
    'long SOLUSDT, entry 140, 4x, stop 131, target 165',
    'LONG SOLUSDT 4x, Entry: 140, SL: 131, TP: 165, from support',
  ].map((line) => alert(line, line, { ...LONG, order_type: 'limit', limit_price: 140 })),
  // money is no market, and of two numbers nobody knows the second
  ...[
    'buy 1000usdt at market',
    'short 500usdc 4x',
    'long 100kusdt 4x',
    'long 100usdt 4x, stop 131, target 165',
    'Long SOLUSDT, 140, 5, stop 131, target 165',
    'Long SOLUSDT, target 165, 5, stop 131',
    'BUY [2] SOLUSDT',
    'LONG SOLUSDT 5, Entry: 140, SL: 131, TP: 165',
    'LONG SOLUSDT 5\nEntry: 140\nSL: 131\nTP: 165',
  ].map((line) => report(line, line)),
  alert('a name that begins with digits', 'long 1000pepeusdt 4x', buy('1000pepeusdt', { leverage: 4, position_side: 'long' })),
  alert(
    'levels in brackets',
    'LONG SOLUSDT\nEntry [60]\nSL [58]\nTP [65]',
    buy('SOLUSDT', { position_side: 'long', order_type: 'limit', limit_price: 60, ...sl(58), take_profits: tp(65) }),
  ),
  // the chart beside the market
  alert('the chart in brackets', 'sell solusdt [15]', sell('solusdt')),
  ...['SELL SOLUSDT 15m', 'SELL SOLUSDT (4H)', 'SELL SOLUSDT, 1D', 'SELL SOLUSDT [15]', 'SOLUSDT 15m SELL', 'SELL SOLUSDT on 1h chart'].map(
    (line) => alert(line, line, sell('SOLUSDT')),
  ),
  ...[
    'SELL SOLUSDT in 15m',
    'SELL SOLUSDT for 4h',
    'SELL SOLUSDT 5M',
    'BUY BTCUSDT 15',
    'BUY BTCUSDT 5',
    'SOLUSDT 15m looks like a SELL',
    'SOLUSDT 15m LAST SELL',
    'SOLUSDT 1h FAKE BUY',
    'SOLUSDT 1h NEXT BUY',
    'SOLUSDT 4H TREND SELL',
    'SOLUSDT GOLDEN CROSS BUY 1D',
  ].map((line) => report(line, line)),
  alert(
    'minutes behind a price and a tag',
    'LTCUSDT SHORT 81.2 RANGE_BREAK 15',
    sell('LTCUSDT', { signal_price: 81.2, position_side: 'short' }),
  ),
  // how it went, and a number that nobody names
  ...[
    'LONG SOLUSDT, Entry: 140, SL: 131, TP: 165, First target ✅',
    'LONG SOLUSDT; Entry: 140; SL: 131; TP: 165; ✅✅',
    'LONG SOLUSDT\nEntry: 140\nSL: 131\nTP: 165, 2nd target ✅',
    'Long SOLUSDT, Leverage: 10, 140, stop 131',
    'Long SOLUSDT, size 3%, 140, stop 131',
    'Long SOLUSDT, 10 contracts, stop 131, target 165',
  ].map((line) => report(line, line)),
  alert('ticks in front of labels', 'LONG SOLUSDT\n✅ TP: 165\n❌ SL: 131', buy('SOLUSDT', { position_side: 'long', ...GUARDED })),
];
