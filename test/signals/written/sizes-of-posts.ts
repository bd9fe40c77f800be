// Owns: how much, in a line of a post or between the levels of its only line; and what brokers write in the same words about what is done.

import { alert, buy, report, sl, tp, type WrittenAlert } from './written-alert.ts';

const LEVELS = '\nSL: 195\nTP: 210';
const GUARDED = { ...sl(195), take_profits: tp(210) };
const ON_BTC = { ...sl(60_000), take_profits: tp(70_000) };
const ON_EUR = { ...sl(1.08), take_profits: tp(1.1), quantity_unit: 'lots' };

export const SIZES_OF_POSTS: readonly WrittenAlert[] = [
  ...['Qty: 10', 'Quantity: 10', 'QTY = 10', 'Qty: 10 shares'].map((line) =>
    alert(line, `BUY XOM\n${line}${LEVELS}`, buy('XOM', { quantity: 10, ...GUARDED })),
  ),
  ...['Qty: 5%', 'Qty: 100 USDT', 'Qty: 1 200', 'Qty: 10 filled', 'Qty: 10/20', 'Filled qty: 10'].map((line) =>
    report(line, `BUY XOM\n${line}${LEVELS}`),
  ),
  ...['Size: 0.01', 'Position size: 0.01', 'Size: 0.01 BTC'].map((line) =>
    alert(line, `LONG BTCUSDT\n${line}\nSL: 60000\nTP: 70000`, buy('BTCUSDT', { quantity: 0.01, position_side: 'long', ...ON_BTC })),
  ),
  ...['Size: $500', 'Size: 500 USDT', 'Amount: 500$'].map((line) =>
    alert(line, `LONG BTCUSDT\n${line}\nSL: 60000\nTP: 70000`, buy('BTCUSDT', { notional: 500, position_side: 'long', ...ON_BTC })),
  ),
  ...['Size: 500', 'Size: 0.01 ETH', 'Size: 2R', 'Size: small', 'Size: 0', 'Size: 500 USDT filled', 'Size: $500\nLeverage: 5x'].map(
    (line) => report(line, `LONG BTCUSDT\n${line}\nSL: 60000\nTP: 70000`),
  ),
  ...['Size: 1', 'Size: 0.5', 'Position size: 2', 'Amount: 2'].map((line) =>
    report(`coins or percent: ${line}`, `LONG BTCUSDT\n${line}\nSL: 60000\nTP: 70000`),
  ),
  report('coins or percent, in a line', 'Long LINKUSDT, size 2, stop 16.4, target 19.2'),
  report('both modes of margin', 'LONG SOLUSDT\nCross margin\nIsolated\nSL: 130\nTP: 170'),
  report('two sizes', 'LONG BTCUSDT\nSize: 0.01\nQty: 0.02\nSL: 60000\nTP: 70000'),
  report('a size and a part', 'LONG BTCUSDT\nSize: 0.01\nSize: 5%\nSL: 60000\nTP: 70000'),
  report('a size without a level', 'LONG BTCUSDT\nSize: 0.01'),
  report('lots or units of gold', 'GOLD BUY\nSize: 0.01\nSL: 2330\nTP: 2350'),
  report('lots or units of an index', 'US30 BUY\nSize: 1\nSL: 38000\nTP: 39000'),
  report('no level', 'BUY XOM\nQty: 10'),
  report('as a broker tells it', 'BUY XOM\nQty: 10\nPrice: 201.2'),
  report('with its status', `BUY XOM\nQty: 10${LEVELS}\nStatus: Filled`),
  report('with its average', `BUY XOM\nQty: 10\nAvg price: 201.2${LEVELS}`),
  report('done', `Bought XOM\nQty: 10${LEVELS}`),
  report('units or lots', 'BUY EURUSD\nQty: 2\nSL: 1.08\nTP: 1.10'),
  report('two that differ', `BUY XOM\nQty: 10\nQty: 12${LEVELS}`),
  report('two kinds', `BUY XOM\nQty: 10\nSize: 5%${LEVELS}`),
  // in one line
  alert('behind the market', 'BUY LTCUSDT qty: 0.1 SL 60000 TP 70000', buy('LTCUSDT', { quantity: 0.1, ...ON_BTC })),
  alert('behind the levels', 'BUY LTCUSDT, SL 60000, TP 70000, qty: 0.1', buy('LTCUSDT', { quantity: 0.1, ...ON_BTC })),
  alert('percent', 'Long LTCUSDT, size 2%, SL 60000, TP 70000', buy('LTCUSDT', { percent: 2, position_side: 'long', ...ON_BTC })),
  alert('lots', 'BUY EURUSD lot 0.01 SL 1.08 TP 1.10', buy('EURUSD', { quantity: 0.01, ...ON_EUR })),
  alert('the size of a lot', 'BUY EURUSD, SL 1.08, TP 1.10, Lot size 0.5', buy('EURUSD', { quantity: 0.5, ...ON_EUR })),
  report('a size of anything', 'BUY EURUSD Size: 0.01 SL: 1.08 TP: 1.10'),
  report('closed', 'BUY EURUSD lot 0.01 SL 1.08 TP 1.10 closed'),
];
