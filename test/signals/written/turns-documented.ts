// Owns: further turns of senders whose other messages are read: from their documentation, with values that are made up.

import { alert, at, buy, close, closeShort, modify, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const KEY = 'a-made-up-secret';
const ticket = (more: object): object => ({ licenseId: KEY, symbol: 'UK100', tradeType: 'SINGLE', size: 0.4, tp: 8210, sl: 8290, ...more });
const bridge = (more: object): object => ({ platform_name: 'metatrader5', ticker: 'NZDUSD', order_contracts: '0.20', ...more });
const stub = (more: object): object => ({ stub: 'desk', symbol: 'LTC-PERP', size: '60', ...more });
const setup = (type: string): object => ({
  event: 'ENTRY',
  symbol: 'LTCUSDT.P',
  side: 'SHORT',
  type,
  entry: 92.5,
  sl: 97,
});

export const TURNS_DOCUMENTED: readonly WrittenAlert[] = [
  // a trail in a unit of its own
  alert('points and a trail in pips', bridge({ order_action: 'buy', stop_loss: '120', trailing_pips: '80' }), {
    ...buy('NZDUSD', { quantity: 0.2, stop_loss: { points: 120 } }),
    trailing: { pips: 80 },
  }),
  alert(
    'trail in points',
    { action: 'sell', symbol: 'LTCUSDT', qty: 2, trail_points: 40 },
    sell('LTCUSDT', { quantity: 2, trailing: { points: 40 } }),
  ),
  report('a trail in pips and in percent', { action: 'sell', symbol: 'LTCUSDT', qty: 2, trail_pips: 40, trailing_stop_percent: 2 }),
  // the ticket of a Pine library
  alert('ticket at the market', ticket({ action: 'MRKT', orderType: 'SELL' }), {
    ...sell('UK100', { quantity: 0.4, order_type: 'market', take_profits: tp(8210), ...sl(8290) }),
  }),
  alert('ticket by risk', ticket({ action: 'MRKT', orderType: 'SELL', size: 'NaN', risk: 1.5 }), {
    ...sell('UK100', { order_type: 'market', take_profits: tp(8210), ...sl(8290), extra: { risk_percent: 1.5 } }),
  }),
  report('ticket that is pending', ticket({ action: 'PENDING', orderType: 'SELL', price: 8250 })),
  report('ticket of a spread', ticket({ action: 'MRKT', orderType: 'SELL', tradeType: 'SPREAD' })),
  report('ticket without a side', ticket({ action: 'MRKT', orderType: 'BOTH' })),
  // a limit that rests for a zone
  alert(
    'arms a limit',
    `signal=armlong,symbol=AUDNZD,qty=2000,limit_price=1.0825,tp_price=1.0865,zone_id=77,zone_src=OB,secret=${KEY}`,
    buy('AUDNZD', { quantity: 2000, order_type: 'limit', limit_price: 1.0825, take_profits: tp(1.0865) }),
  ),
  report('arms a limit without a price', `signal=armlong,symbol=AUDNZD,qty=2000,zone_id=77,secret=${KEY}`),
  alert('takes the limit of a side back', `signal=cancellong,symbol=AUDNZD,zone_id=77,secret=${KEY}`, {
    ...report('', '').expect,
    kind: 'cancel',
    action: 'cancel',
    symbol: 'AUDNZD',
    position_side: 'long',
    accept_kinds: [],
  }),
  // p= is the limit of a line under a password
  alert(
    'limit of a password line',
    `${KEY}\nlong ETHUSD q=2 p=2950.0`,
    buy('ETHUSD', { quantity: 2, order_type: 'limit', limit_price: 2950 }),
  ),
  report('points from the market', `${KEY}\nlong ETHUSD q=2 p=300`),
  report('percent from the market', `${KEY}\nlong ETHUSD q=2 p=3%`),
  alert('a close with points', `${KEY}\nflat ETHUSD p=300`, close('ETHUSD')),
  // the other side is closed first
  alert('turns to short', stub({ direction: 'short', mode: 'reverse' }), {
    ...sell('LTC-PERP', { notional: 60, position_side: 'short' }),
    action: 'reverse',
  }),
  // all of it, in percent
  alert('closes a hundred percent', 'desk LTC/USDT close 100%', close('LTC/USDT', { percent: 100, percent_of: 'position' })),
  alert(
    'closes a hundred percent of a stub',
    stub({ direction: 'close', size: '100%' }),
    close('LTC-PERP', { percent: 100, percent_of: 'position' }),
  ),
  // the name of a setup in which the short name of an order type stands
  alert('order block', setup('ORDER_BLOCK'), sell('LTCUSDT.P', { position_side: 'short', ...at(92.5), ...sl(97) })),
  alert('breaker block', setup('Breaker Block'), sell('LTCUSDT.P', { position_side: 'short', ...at(92.5), ...sl(97) })),
  report('a type of order that is not read', setup('LMT_IF_TOUCHED')),
  report('at the close', setup('LOC')),
  // TradingView's word for the position as the action
  alert('flat', { symbol: 'LTCUSDT', action: 'flat', price: '92.5' }, close('LTCUSDT', { position_target: 'flat', signal_price: 92.5 })),
  alert('flat, with a size', { symbol: 'LTCUSDT', action: 'flat', qty: 2 }, close('LTCUSDT', { quantity: 2 })),
  alert('close side of a bridge', bridge({ order_action: 'flat', close_side: 'short' }), closeShort('NZDUSD', { quantity: 0.2 })),
  alert('stop moved by a bridge', bridge({ order_action: 'modify', sl_price: '0.6080', order_contracts: '' }), modify('NZDUSD', sl(0.608))),
  alert('break-even of a bridge', bridge({ order_action: 'breakeven' }), orRefused(modify('NZDUSD'))),
];
