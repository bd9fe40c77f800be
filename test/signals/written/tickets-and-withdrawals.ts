// Owns: tickets of one line with what guards them or with their money, and exits and cancels in the words that people use.

import { alert, buy, cancel, close, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const TEN = { quantity: 10, ...sl(225) };
const EXACT = { accept_kinds: ['cancel'] };

export const TICKETS_AND_WITHDRAWALS: readonly WrittenAlert[] = [
  alert('a stop behind a comma', 'Buy 10 AAPL, stop 225', buy('AAPL', TEN)),
  alert('a stop and a target', 'Buy 10 AAPL stop 225 target 250', buy('AAPL', { ...TEN, take_profits: tp(250) })),
  alert('in short', 'Buy 10 AAPL, sl 225, tp 250', buy('AAPL', { ...TEN, take_profits: tp(250) })),
  alert('in words', 'Buy 10 shares of AAPL with stop loss at 225', buy('AAPL', TEN)),
  alert('a short', 'short 50 TSLA, stop 260', sell('TSLA', { quantity: 50, position_side: 'short', ...sl(260) })),
  alert(
    'a name that ends in a',
    'short 50 TSLA sl 260 tp 220',
    sell('TSLA', { quantity: 50, position_side: 'short', ...sl(260), take_profits: tp(220) }),
  ),
  alert('at a limit', 'buy 10 AAPL limit 229, stop 225', buy('AAPL', { ...TEN, order_type: 'limit', limit_price: 229 })),
  ...[
    'Buy 10 AAPL stop 225',
    'Buy 10 AAPL stop order at 225',
    'Buy 100 AAPL, stop 225',
    'Buy 2 EURUSD, stop 1.08',
    'Buy 10 AAPL, stop 225, stop 220',
    'Buy 10 AAPL, stop 2%',
    'buy 10 AAPL limit 225, stop 230',
    'short 50 TSLA',
  ].map((line) => report(`not to be told: ${line}`, line)),

  alert('dollars of a share', 'buy $500 of AAPL', buy('AAPL', { notional: 500 })),
  alert('money of a coin', 'buy 100 USDT of ADAUSDT', buy('ADAUSDT', { notional: 100 })),
  alert('a coin with money', 'buy ADAUSDT with 100$', buy('ADAUSDT', { notional: 100 })),
  ...['buy AAPL for $250', 'sell BTCUSDT for 100000$', 'sell BTCUSDT with 100$'].map((line) =>
    report(`money, or the price: ${line}`, line),
  ),
  report('money of another currency', 'buy ADAEUR for 100 usdt'),
  report('money of no market', 'buy $500 of calls'),

  ...['close gold', 'Close gold now', 'CLOSE GOLD'].map((line) => alert(line, line, close(line.split(' ')[1] ?? ''))),
  alert('what was sold, now', 'Close GBPUSD sell now', close('GBPUSD')),
  alert('all of them', 'GBPUSD close all positions now', close('GBPUSD')),
  report('at the close', 'close price'),

  ...['Cancel SOLUSDT limit', 'cancel pending SOLUSDT', 'Delete SOLUSDT pending order', 'Remove SOLUSDT limit order now'].map((line) =>
    alert(line, line, cancel('SOLUSDT', EXACT)),
  ),
  alert('an index with feeling', 'Cancel DE40!', cancel('DE40', EXACT)),
  alert('gold', 'cancel gold', cancel('gold', EXACT)),
  ...[
    'Delete SOLUSDT',
    'Remove SOLUSDT',
    'delete stop SOLUSDT',
    'remove stop order SOLUSDT',
    'cancel pending orders',
    'Cancel SOLUSDT buy limit',
  ].map((line) => report(`not to be cancelled: ${line}`, line)),
];
