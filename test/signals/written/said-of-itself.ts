// Owns: what an alert says of itself beside an order: a switch that is off, a bar that is open, a trial, a lifetime, a price of the bar,
// an arrow. An entry is refused, and told why; an exit goes.

import { alert, buy, close, closeLong, closeShort, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const ada = (more: object): object => ({ symbol: 'ADAUSDT', action: 'buy', quantity: 40, ...more });
const off = (fields: object): WrittenAlert => report(`no entry: ${JSON.stringify(fields)}`, ada(fields));
const told = (fields: object, more = {}): WrittenAlert =>
  alert(`an entry: ${JSON.stringify(fields)}`, ada(fields), buy('ADAUSDT', { quantity: 40, ...more }));
const out = (fields: object): WrittenAlert =>
  alert(`an exit: ${JSON.stringify(fields)}`, { symbol: 'ADAUSDT', action: 'close', ...fields }, close('ADAUSDT'));
const limit = { order_type: 'limit', limit_price: 0.8 };

export const SAID_OF_ITSELF: readonly WrittenAlert[] = [
  off({ entry: false }),
  off({ entry: 'no' }),
  off({ signal: false }),
  off({ trigger: false }),
  off({ condition: false }),
  off({ conditions_met: 0 }),
  off({ alert: false }),
  off({ execute: 'n' }),
  off({ entry: { enabled: false, price: 0.81 } }),
  told({ entry: true }),
  told({ entry: 'yes' }),
  told({ entry: 0.81 }, { signal_price: 0.81 }),
  out({ entry: false }),
  out({ condition: false }),
  report('pairs: the entry is off', 'action=buy;symbol=ADAUSDT;qty=40;entry=off'),
  alert('pairs: the entry is on', 'action=buy;symbol=ADAUSDT;qty=40;entry=on', buy('ADAUSDT', { quantity: 40 })),
  // the bar
  off({ bar: { closed: false } }),
  off({ bar: { close: 0.81, is_closed: 0 } }),
  off({ is_bar_closed: 0 }),
  off({ candle: 'open' }),
  off({ kline: { o: 0.8, c: 0.81, x: false } }),
  off({ barstate: { isnew: true, isconfirmed: false } }),
  off({ chart: { bar: { confirmed: 'false' } } }),
  off({ context: { confirmed: false } }),
  off({ unconfirmed: true }),
  off({ intrabar: 1 }),
  off({ confirmation: 'pending' }),
  off({ status: 'unconfirmed' }),
  off({ signal_type: 'early' }),
  off({ provisional: true }),
  told({ bar: { open: 0.8, close: 0.81, closed: true } }),
  told({ barstate: { isconfirmed: true, isrealtime: true, isnew: false } }),
  told({ candle_open: 0.8, last_bar_confirmed: true, once_per_bar_close: false }),
  told({ unconfirmed: false, intrabar: 0, confirmation: 'ema cross' }),
  out({ bar: { closed: false }, unconfirmed: true }),
  alert(
    'a flat position of an open bar',
    { ...ada({ market_position: 'flat', bar_closed: false }), action: 'sell' },
    {
      ...closeLong('ADAUSDT', { quantity: 40 }),
      side: 'sell',
      position_target: 'flat',
    },
  ),
  // how long it is to stand
  off({ ...limit, tif: 'good till friday' }),
  off({ tif: 'GTT' }),
  off({ ...limit, good_for: '2 days' }),
  told({ ...limit, tif: 'GoodTillCancel' }, { order_type: 'limit', limit_price: 0.8 }),
  told({ ...limit, duration: 'GOOD_TILL_CANCEL' }, { order_type: 'limit', limit_price: 0.8 }),
  told({ order_type: 'market', tif: 'good till friday' }, { order_type: 'market' }),
  out({ tif: 'good till friday' }),
  report('pairs: a lifetime in words', 'Side: Buy\nSymbol: MSFT\nQty: 2\nTIF: good till friday'),
  // the price of the bar, and that of an end
  alert(
    'pairs: a closing price is no close and no limit',
    'Side: Long\nSymbol: ADAUSDT\nClose price: 0.81\nSL: 0.77',
    buy('ADAUSDT', { signal_price: 0.81, position_side: 'long', ...sl(0.77) }),
  ),
  alert('pairs: the same in other words', 'Side: Sell\nSymbol: ADAUSDT\nClosing price: 0.81', sell('ADAUSDT', { signal_price: 0.81 })),
  report('pairs: a limit without its price', 'Side: Buy\nSymbol: ADAUSDT\nType: limit\nClose price: 0.81'),
  report('pairs: a trade that is over', 'Side: Buy\nSymbol: ADAUSDT\nOpen price: 0.71\nClose price: 0.81'),
  off({ entry_price: 0.71, close_price: 0.81 }),
  told({ entry_price: 0.81, close_price: 0.811 }, { signal_price: 0.81 }),
  told({ open_price: 0.78, high: 0.83, low: 0.77, close_price: 0.81 }, { signal_price: 0.81 }),
  // arrows
  ...['LONG ADAUSDT → 0.81', 'LONG ADAUSDT -> 0.81\nSL 0.77', 'BUY ADAUSDT 0.75 -> 0.81', 'BUY ADAUSDT » 0.81\nSL 0.77'].map((text) =>
    report(`an arrow: ${text}`, text),
  ),
  report('an entry that leads to another price', 'LONG ADAUSDT\nEntry: 0.75 → 0.81\nSL: 0.7'),
  report('a stop that was moved', 'LONG ADAUSDT\nSL: 0.7 → 0.75\nTP: 0.9'),
  report('an arrow below the market', 'LONG ADAUSDT\n→ 0.81\nSL → 0.77'),
  alert(
    'arrows behind labels',
    'ADAUSDT → LONG\nEntry -> 0.81\nTP1 => 0.85\nSL ➜ 0.77',
    buy('ADAUSDT', { order_type: 'limit', limit_price: 0.81, position_side: 'long', take_profits: tp(0.85), ...sl(0.77) }),
  ),
  // a trial
  ...['paper-trading', 'PaperTradingOnly', 'demo-account-signal', 'this.is.a.test', 'not-for-real-trading', 'do-not-trade-this'].map(
    (word) => report(`a trial: ${word}`, `${word}\nlong ADAUSDT q=40 sl=100`),
  ),
  report('a trial in front of commas', 'paper-trading,buy,EURUSD,risk=1'),
  report('a trial in front of bars', 'simulated-signal|trend|buy|ADAUSDT'),
  alert('an exit below a trial', 'paper-trading\nclose ADAUSDT', close('ADAUSDT')),
  alert('an exit behind a trial', 'paper-trading,closeshort,EURUSD', { ...closeShort('EURUSD'), side: 'buy' }),
  ...['my-demo-password', 'PasswordTest', 'testing123456'].map((word) =>
    alert(`a secret: ${word}`, `${word}\nlong ADAUSDT q=40`, buy('ADAUSDT', { quantity: 40, position_side: 'long' })),
  ),
  // WunderTrading's fractions
  ...[{ stopLoss: { priceDeviation: 1.5 } }, { takeProfits: [{ priceDeviation: 2, portfolio: 1 }] }].map((level) =>
    report(`WunderTrading: ${JSON.stringify(level)}`, {
      code: 'Enter-Long',
      pair: 'ADAUSDT',
      amountPerTradeType: 'quote',
      amountPerTrade: 90,
      ...level,
    }),
  ),
  report('WunderTrading: parts in percent', {
    code: 'Enter-Long',
    pair: 'ADAUSDT',
    amountPerTradeType: 'quote',
    amountPerTrade: 90,
    takeProfits: [{ priceDeviation: 0.02, portfolio: 50 }],
  }),
  alert(
    'WunderTrading: an exit beside a deviation in percent',
    { code: 'Exit-Long', pair: 'ADAUSDT', amountPerTradeType: 'percents', amountPerTrade: 0.5, stopLoss: { priceDeviation: 1.5 } },
    { ...closeLong('ADAUSDT', { percent: 50, percent_of: 'position' }), side: 'sell' },
  ),
  ...[
    { result: 'win' },
    { result: 'LOSS' },
    { outcome: 'tp1_hit' },
    { outcome: 'Stop loss' },
    { trade_result: 'breakeven' },
    { won: true },
    { is_win: 'true' },
    { sl_hit: true },
    { tp2_hit: true },
    { hit: 'TP1' },
    { bars_held: 14 },
    { avg_fill_price: 141.2 },
  ].map((more) => report(`how a trade ended: ${JSON.stringify(more)}`, { symbol: 'SOLUSDT', action: 'buy', qty: 2, ...more })),
  ...[
    { result: 'buy signal' },
    { outcome: null },
    { won: false },
    { sl_hit: false },
    { hit: 3 },
    { win_rate: 61 },
    { tp_hit_rate: 0.6 },
    { last_result: 'win' },
  ].map((more) =>
    alert(
      `no end of a trade: ${JSON.stringify(more)}`,
      { symbol: 'SOLUSDT', action: 'buy', qty: 2, ...more },
      buy('SOLUSDT', { quantity: 2 }),
    ),
  ),
  alert(
    'how the last trade ended, told by a strategy that turns round',
    { symbol: 'SOLUSDT', action: 'buy', qty: 4, market_position: 'long', prev_market_position: 'short', result: 'win' },
    { ...buy('SOLUSDT', { quantity: 4, position_target: 'long' }), accept_actions: ['reverse'] },
  ),
];
