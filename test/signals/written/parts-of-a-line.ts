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
  // the chart beside the market
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
