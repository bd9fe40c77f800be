// Owns: alerts whose stop, zone, target or unit stands where it is easily lost or taken for another number. An order without it, or with
// it in the wrong place, is another order: each is read whole, or refused.

import { alert, at, buy, close, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const long = (more: object): object => ({ symbol: 'BTCUSDT', side: 'long', ...more });
const btc = (more = {}): ReturnType<typeof buy> => orRefused(buy('BTCUSDT', more));
const short = (more = {}): ReturnType<typeof buy> => orRefused(sell('BTCUSDT', more));
const levels = { ...sl(58000), take_profits: tp(62000, 63000) };

export const LOST_LEVELS: readonly WrittenAlert[] = [
  alert(
    'targets numbered behind a blank',
    'EURUSD SELL 1.0851\nTP 1 1.0800\nTP 2 1.0750\nSL 1.0900',
    orRefused(sell('EURUSD', { ...at(1.0851), ...sl(1.09), take_profits: tp(1.08, 1.075) })),
  ),
  alert(
    'numbered targets with the prices in the next line',
    'EURUSD SELL 1.0851\nTP 1\n1.0800\nTP 2\n1.0750\nSL 1.0900',
    orRefused(sell('EURUSD', { ...at(1.0851), ...sl(1.09), take_profits: tp(1.08, 1.075) })),
  ),
  alert(
    'targets in words, numbered behind a blank',
    '#APE/USDT SHORT\nEntry: 5.20\nTarget 1 5.10\nTarget 2 5.05\nSL 5.30',
    orRefused(sell('APE/USDT', { ...at(5.2), ...sl(5.3), take_profits: tp(5.1, 5.05) })),
  ),
  alert(
    'entries numbered behind a blank',
    'SHORT BTCUSDT\nEntry 1 60000\nEntry 2 61000\nSL 62000\nTP 55000',
    short({ ...at(60000), entries: [60000, 61000], ...sl(62000), take_profits: tp(55000) }),
  ),
  alert(
    'a first target of 2, or the second',
    '#APE/USDT LONG\nEntry: 1.5\nTP 1 2\nSL 1',
    orRefused(buy('APE/USDT', { ...at(1.5), ...sl(1), take_profits: tp(2) })),
  ),
  report('goals below the entry', '#APE/USDT LONG\nEntry: 100\nGoals:\n110\n120\nStop: 90'),
  alert(
    'take-profit orders',
    '#APE/USDT LONG\nEntry: 100\nTake-Profit Orders:\n1) 110\n2) 120\nStop: 90',
    orRefused(buy('APE/USDT', { ...at(100), ...sl(90), take_profits: tp(110, 120) })),
  ),
  report('an invalidation in a line of its own', '#APE/USDT LONG\nTP: 110\nInvalidation\n90\nEntry: 100'),
  alert(
    'a stop behind a sign',
    '#APE/USDT LONG\nEntry: 100\nTP: 110\n🛑 90',
    orRefused(buy('APE/USDT', { ...at(100), ...sl(90), take_profits: tp(110) })),
  ),
  alert(
    'targets and stop behind signs',
    '#APE/USDT LONG\nEntry: 100\n🎯 110\n🎯 120\n🛑 90',
    orRefused(buy('APE/USDT', { ...at(100), ...sl(90), take_profits: tp(110, 120) })),
  ),
  alert('keycaps before the targets', 'LONG BTCUSDT\nTargets:\n1️⃣ 62000\n2️⃣ 63000\nSL: 58000', btc(levels)),
  alert(
    'digits in circles before the targets',
    'LONG BTCUSDT\nEntry: 60000\nTargets:\n① 62000\n② 63000\nSL: 58000',
    btc({ ...at(60000), ...levels }),
  ),
  alert(
    'everything behind signs in one line',
    'LONG BTCUSDT 💰 60000 🛑 58000 🎯 65000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(65000) }),
  ),
  report('three prices and no names', 'LONG BTCUSDT 60000 58000 65000'),
  report('ticked targets below the entry', 'LONG BTCUSDT\nEntry: 60000\n✅ 62000\n✅ 63000\nSL: 58000'),
  report('coloured numbers', 'LONG BTCUSDT\nEntry: 60000\n🟢 62000\n🔴 58000'),
  report('a number below the leverage', 'LONG BTCUSDT\nLeverage: 10\n62000\nSL: 58000'),
  alert('targets below the first', 'LONG BTCUSDT\nTP: 62000\n63000\nSL: 58000', btc(levels)),
  alert(
    'every label in a line of its own',
    '#APE/USDT LONG\nEntry zone\n1.20-1.25\nTargets\n1.3\n1.4\nStop loss\n1.1',
    orRefused(buy('APE/USDT', { ...at(1.25), entries: [1.2, 1.25], ...sl(1.1), take_profits: tp(1.3, 1.4) })),
  ),
  report('a stop without its number', 'LONG BTCUSDT\nEntry: 60000\nSL:\nTP: 62000'),
  alert(
    'a limit with its price in the next line',
    'GBPUSD BUY LIMIT\n1.2500\nSL 1.2450\nTP 1.2600',
    orRefused(buy('GBPUSD', { order_type: 'limit', limit_price: 1.25, ...sl(1.245), take_profits: tp(1.26) })),
  ),
  alert('leverage in a line of its own', 'LONG BTCUSDT\n10x\nEntry: 60000\nSL: 58000', btc({ ...at(60000), ...sl(58000), leverage: 10 })),
  alert(
    'pips in brackets',
    'EURUSD BUY 1.0851\nSL 1.0801 (50 pips)\nTP 1.0951 (100 pips)',
    orRefused(buy('EURUSD', { ...at(1.0851), ...sl(1.0801), take_profits: tp(1.0951) })),
  ),
  alert(
    'pips beside',
    'EURUSD BUY 1.0851\nSL 1.0801 - Risk 50 Pip\nTP1 1.0951 - Reward 100 pip',
    orRefused(buy('EURUSD', { ...at(1.0851), ...sl(1.0801), take_profits: tp(1.0951) })),
  ),
  alert(
    'a ratio behind the target',
    'EURUSD BUY 1.0851\nSL 1.0801\nTP 1.0951 [Risk to reward ratio 2.0]',
    orRefused(buy('EURUSD', { ...at(1.0851), ...sl(1.0801), take_profits: tp(1.0951) })),
  ),
  alert(
    'a ratio in letters',
    'SHORT BTCUSDT\nEntry: 60000\nTP: 58000 R:R 1:2\nSL: 61000',
    short({ ...at(60000), ...sl(61000), take_profits: tp(58000) }),
  ),
  alert(
    'a timeframe behind the target',
    'SHORT BTCUSDT\nEntry: 60000\nTP: 58000 4h\nSL: 61000',
    short({ ...at(60000), ...sl(61000), take_profits: tp(58000) }),
  ),
  alert(
    'a size behind the entry',
    'SHORT BTCUSDT\nEntry: 60000 Size: 0.01\nSL: 62000',
    short({ ...at(60000), ...sl(62000), quantity: 0.01 }),
  ),
  alert(
    'leverage behind the entry',
    'SHORT BTCUSDT\nEntry: 60000 Leverage: 5x\nSL: 62000',
    short({ ...at(60000), ...sl(62000), leverage: 5 }),
  ),
  report('an addition behind the entry', 'SHORT BTCUSDT\nEntry: 60000 (add at 61000)\nSL: 62000'),
  report('a stop that moves', 'LONG BTCUSDT\nEntry: 60000\nSL: 58000, move to 60000 after TP1\nTP: 62000'),
  alert(
    'currencies behind prices',
    'LONG BTCUSDT\nEntry: 60000USDT\nTP: 62000USDT - 63000USDT\nSL: 58000USDT',
    btc({ ...at(60000), ...levels }),
  ),
  alert('thousands with a k', 'LONG BTCUSDT\nEntry: 60k\nSL: 58k\nTP: 62k - 63k', btc({ ...at(60000), ...levels })),
  alert('a stop in pips', 'USDJPY BUY 150\nSL 50 pips', orRefused(buy('USDJPY', { ...at(150), stop_loss: { pips: 50 } }))),
  alert(
    'a zone with its ends under two names',
    long({ entry_low: 66000, entry_high: 66500, sl: 65000 }),
    btc({ ...at(66500), entries: [66000, 66500], ...sl(65000) }),
  ),
  alert('a zone as a list', long({ entry_zone: [66000, 66500], sl: 65000 }), btc({ ...at(66500), entries: [66000, 66500], ...sl(65000) })),
  alert(
    'two numbered entries',
    long({ entry1: 66000, entry2: 65500, sl: 65000 }),
    btc({ ...at(66000), entries: [66000, 65500], ...sl(65000) }),
  ),
  alert(
    'a zone as an object',
    long({ entry: { min: 66000, max: 66500 }, sl: 65000 }),
    btc({ ...at(66500), entries: [66000, 66500], ...sl(65000) }),
  ),
  alert('a zone to buy in', long({ buy_zone: '66000-66500', sl: 65000 }), btc({ ...at(66500), entries: [66000, 66500], ...sl(65000) })),
  alert('above a price', long({ buy_above: 66000, sl: 65000 }), btc({ order_type: 'stop', stop_price: 66000, ...sl(65000) })),
  report('a stop called cut_loss', long({ price: 66000, cut_loss: 65000, tp: 67000 })),
  report('a stop called invalidation', long({ price: 66000, invalidation: 65000, tp: 67000 })),
  alert(
    'a level of invalidation beside the stop',
    long({ price: 66000, invalidation: 64000, sl: 65000 }),
    buy('BTCUSDT', { signal_price: 66000, ...sl(65000) }),
  ),
  alert('stops of either side', long({ price: 66000, sl_long: 65000, sl_short: 67000 }), btc({ signal_price: 66000, ...sl(65000) })),
  alert(
    'targets of either side',
    long({ price: 66000, sl: 65000, long_tp: 67000, short_tp: 64000 }),
    btc({ signal_price: 66000, ...sl(65000), take_profits: tp(67000) }),
  ),
  report('a limit so far from the market', long({ limit_offset: 10, price: 66000 })),
  alert('exec: limit', long({ price: 66000, exec: 'limit' }), buy('BTCUSDT', { order_type: 'limit', limit_price: 66000 })),
  report('money under the name invest', long({ price: 66000, invest: 500 })),
  report('risk of the account', long({ price: 66000, account_risk: 1, sl: 65000 })),
  report('a second market', long({ symbol2: 'ETHUSDT', price: 66000 })),
  report('an option by its right', { symbol: 'SPY', action: 'buy', qty: 1, right: 'C' }),
  report('an option by ce_pe', { symbol: 'NIFTY', side: 'buy', qty: 75, ce_pe: 'CE' }),
  report('an option by put_call', { symbol: 'SPY', action: 'buy', qty: 1, put_call: 'PUT' }),
  report('an option by its asset', { symbol: 'SPY', action: 'buy', qty: 1, asset: 'option' }),
  report('targets in a unit that is not known', { symbol: 'MNQ1!', action: 'buy', qty: 1, tp1: 40, tp2: 80, tp_type: 'ticks' }),
  alert(
    'points as the unit',
    { symbol: 'MNQ1!', action: 'buy', qty: 1, sl: 40, tp: 80, sl_type: 'points', tp_type: 'points' },
    orRefused(buy('MNQ1!', { quantity: 1, stop_loss: { points: 40 }, take_profits: [{ points: 80 }] })),
  ),
  alert(
    'the order type of the stop',
    { symbol: 'BTCUSDT', action: 'buy', qty: 1, stop_loss: 65000, stop_loss_type: 'market' },
    buy('BTCUSDT', { quantity: 1, ...sl(65000) }),
  ),
  ...[
    'price_limit px_limit priceLimit limit_order_price limitOrderPrice order_limit limit_at buy_limit_price lmt lmt_px entry_price_limit worst_price price_cap',
    'init_sl initialSl emergency_stop stop_at sl_at swing_low_stop exit_sl_price stop_entry buy_stop_price tsl tsl_percent',
    'final_target exit_target_price main_target order_tp_level',
  ]
    .flatMap((names) => names.split(' '))
    .map((name) => report(`a level by the name ${name}`, { symbol: 'SOLUSDT', action: 'buy', qty: 2, [name]: 130 })),
  ...'rate_limit limit_reached upper_limit_hit stops_hit stop_hunt stop_count sl_count target_met prev_stop last_target non_stop'
    .split(' ')
    .map((name) => alert(`no level: ${name}`, { symbol: 'SOLUSDT', action: 'buy', qty: 2, [name]: 3 }, buy('SOLUSDT', { quantity: 2 }))),
  alert(
    'a level by another name beside one that is read',
    { symbol: 'SOLUSDT', action: 'buy', qty: 2, sl: 128, init_sl: 127, tp: 150, final_target: 170 },
    buy('SOLUSDT', { quantity: 2, ...sl(128), take_profits: tp(150) }),
  ),
  alert(
    'a level by another name beside an exit',
    { symbol: 'SOLUSDT', action: 'close', price_limit: 130, init_sl: 127, final_target: 170 },
    close('SOLUSDT'),
  ),
  ...['Long SOLUSDT 4x size 3% stop 1280 target 1650', 'Long SOLUSDT 4x; size 3%; stop 1280; target 1650'].map((line) =>
    alert(
      `a stop behind a size: ${line}`,
      line,
      orRefused(buy('SOLUSDT', { percent: 3, leverage: 4, position_side: 'long', ...sl(1280), take_profits: tp(1650) })),
    ),
  ),
];
