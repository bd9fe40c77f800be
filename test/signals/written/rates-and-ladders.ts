// Owns: amounts beside their currency, rates with three digits behind the point in other languages, and ladders of entries beside a stop.

import { alert, buy, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const eth = (fields: object): object => ({ action: 'buy', symbol: 'ETHUSDT', ...fields });
const ladder = (action: string, entries: number[], stop: number): object => ({
  action,
  symbol: 'SOLUSDT',
  entries,
  stop_loss: stop,
  qty: 1,
});

export const RATES_AND_LADDERS: readonly WrittenAlert[] = [
  alert('an amount of money', eth({ amount: 200, currency: 'USDT' }), buy('ETHUSDT', { notional: 200 })),
  alert('a small amount of money', eth({ amount: 5, currency: 'USDT' }), buy('ETHUSDT', { notional: 5 })),
  alert('an amount of coins', eth({ amount: 200, currency: 'ETH' }), buy('ETHUSDT', { quantity: 200 })),
  alert('less than money', eth({ amount: 0.5, currency: 'USDT' }), buy('ETHUSDT', { quantity: 0.5 })),
  alert('coins as the unit', eth({ amount: 20, unit: 'ETH' }), buy('ETHUSDT', { quantity: 20 })),
  alert('an amount in percent', { action: 'long', ticker: 'BTC', amountPercent: 5 }, buy('BTC', { percent: 5, position_target: 'long' })),
  report('another currency', eth({ amount: 200, currency: 'EUR' })),
  report('the currency of a share', { action: 'buy', symbol: 'AAPL', amount: 200, currency: 'USD' }),
  report('a size may be of either', eth({ size: 200, currency: 'USDT' })),

  alert(
    'Spanish: a rate of three digits',
    'VENTA EURUSD\nPrecio de entrada: 1.085\nStop loss: 1.0900\nTake profit: 1.080',
    sell('EURUSD', { order_type: 'limit', limit_price: 1.085, ...sl(1.09), take_profits: tp(1.08) }),
  ),
  alert('German: yen', 'KAUF USDJPY\nSL: 150.250\nZiel: 151.500', buy('USDJPY', { ...sl(150.25), take_profits: tp(151.5) })),
  report('German: thousands', 'KAUF BTCUSDT\nStop: 60.000\nZiel: 65.000'),
  report('German: gold', 'KAUF XAUUSD\nStop: 2.640\nZiel: 2.680'),
  report('Spanish: rupiahs', 'VENTA USDIDR\nStop loss: 15.250\nTake profit: 15.100'),
  report('Spanish: a comma', 'VENTA EURUSD\nStop loss: 1.090\nTake profit: 1,080'),

  report('a stop between the entries', 'LONG SOLUSDT\nEntry 150, 145\nSL 148\nTP 160'),
  report('the same of a short', 'SHORT SOLUSDT\nEntry 150, 155\nSL 152\nTP 140'),
  report('a stop at an entry', 'LONG SOLUSDT\nEntry 150 - 145\nSL 145\nTP 160'),
  report('the same in JSON', ladder('buy', [150, 145], 148)),
  report('of a sell in JSON', ladder('sell', [150, 155], 152)),
  alert('a stop below them', ladder('buy', [150, 145], 140), buy('SOLUSDT', { quantity: 1, entries: [145, 150], ...sl(140) })),
];
