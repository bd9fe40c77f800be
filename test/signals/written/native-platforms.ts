// Owns: bodies of bot platforms, with what their documents allow and with what belongs to somebody else.
// What each means is by the sender's own documents; where nobody can tell, it may be refused.

import { alert, buy, close, closeLong, closeShort, report, sell, type WrittenAlert } from './written-alert.ts';

const T = '2026-11-29T14:00:00Z';
const tc = {
  secret: 'corpus-secret',
  max_lag: '300',
  timestamp: T,
  trigger_price: '45000',
  tv_exchange: 'BINANCE',
  tv_instrument: 'BTCUSDT',
  action: 'enter_long',
  bot_uuid: '5f0c1c0e-3b7d-4a52-9c39-8f6e2d1a77b2',
};
const trader = { ticker: 'AAPL', action: 'buy', price: '190.5', time: T };
const TPX = { signal_price: 190.5 };
const MR = { accept_kinds: ['order', 'reject'] };

export const NATIVE_PLATFORMS: readonly WrittenAlert[] = [
  // 3Commas
  alert(
    '3Commas signal in quote',
    { ...tc, order: { amount: '100', currency_type: 'quote', order_type: 'market' } },
    buy('BTCUSDT', { notional: 100, order_type: 'market', signal_price: 45000 }),
  ),
  alert(
    '3Commas half out',
    { ...tc, action: 'exit_long', order: { amount: '50', currency_type: 'position_percent' } },
    closeLong('BTCUSDT', { percent: 50, percent_of: 'position', signal_price: 45000, ...MR }),
  ),
  alert(
    '3Commas margin percent',
    { ...tc, action: 'enter_short', order: { amount: '10', currency_type: 'margin_percent' } },
    sell('BTCUSDT', { percent: 10, signal_price: 45000, ...MR }),
  ),
  alert(
    '3Commas limit price',
    { ...tc, order: { amount: '0.01', currency_type: 'base', order_type: 'limit', price: '44800' } },
    buy('BTCUSDT', { quantity: 0.01, order_type: 'limit', limit_price: 44800, signal_price: 45000, ...MR }),
  ),
  report('3Commas unknown currency type', { ...tc, order: { amount: '10', currency_type: 'lots_of_it' } }),
  report('3Commas strategy info against action', {
    ...tc,
    action: 'enter_long',
    strategy_info: { market_position: 'short', prev_market_position: 'flat' },
  }),
  report('3Commas disable', { ...tc, action: 'disable', market_close: 'false' }),
  alert(
    '3Commas DCA close',
    {
      message_type: 'bot',
      action: 'close_at_market_price',
      bot_id: 8812,
      email_token: 'corpus-secret',
      delay_seconds: 0,
      pair: 'USDT_BTC',
    },
    close('USDT_BTC', { accept_actions: ['close', 'close_long'] }),
  ),
  alert(
    '3Commas DCA delayed',
    { message_type: 'bot', bot_id: 8812, email_token: 'corpus-secret', delay_seconds: 3600, pair: 'USDT_BTC' },
    buy('USDT_BTC', { ...MR }),
  ),
  report('3Commas DCA stop bot', { message_type: 'bot', action: 'stop_bot', bot_id: 8812, email_token: 'corpus-secret' }),
  alert(
    '3Commas quote amount with separators',
    { ...tc, order: { amount: '1,000.50', currency_type: 'quote' } },
    buy('BTCUSDT', { notional: 1000.5, signal_price: 45000, ...MR }),
  ),
  // TradersPost
  alert('TradersPost dollars', { ...trader, quantityType: 'dollar_amount', quantity: 500 }, buy('AAPL', { notional: 500, ...TPX })),
  alert(
    'TradersPost percent of equity',
    { ...trader, quantityType: 'percent_of_equity', quantity: 10 },
    buy('AAPL', { percent: 10, percent_of: 'equity', ...TPX }),
  ),
  alert(
    'TradersPost half the position',
    { ...trader, action: 'exit', quantityType: 'percent_of_position', quantity: 50 },
    close('AAPL', { percent: 50, percent_of: 'position', ...TPX }),
  ),
  alert(
    'TradersPost risk dollars',
    { ...trader, quantityType: 'risk_dollar_amount', quantity: 100, stopLoss: { type: 'stop', stopPrice: 185 } },
    buy('AAPL', { stop_loss: { price: 185 }, extra: { risk: 100 }, ...TPX, ...MR }),
  ),
  alert(
    'TradersPost risk percent',
    { ...trader, quantityType: 'risk_percent', quantity: 1, stopLoss: { type: 'stop', stopPrice: 185 } },
    buy('AAPL', { stop_loss: { price: 185 }, extra: { risk_percent: 1 }, ...TPX, ...MR }),
  ),
  alert(
    'TradersPost tp percent, sl amount',
    { ...trader, quantity: 5, takeProfit: { percent: 10 }, stopLoss: { type: 'stop', amount: 4.5 } },
    buy('AAPL', { quantity: 5, take_profits: [{ percent: 10 }], stop_loss: { amount: 4.5 }, ...TPX }),
  ),
  alert(
    'TradersPost trailing stop loss',
    { ...trader, quantity: 5, stopLoss: { type: 'trailing_stop', trailPercent: 2 } },
    buy('AAPL', { quantity: 5, trailing: { percent: 2 }, ...TPX }),
  ),
  alert(
    'TradersPost trailing amount',
    { ...trader, quantity: 5, stopLoss: { type: 'trailing_stop', trailAmount: 1.5 } },
    buy('AAPL', { quantity: 5, trailing: { amount: 1.5 }, ...TPX }),
  ),
  alert(
    'TradersPost stop limit as stop loss',
    { ...trader, quantity: 5, stopLoss: { type: 'stop_limit', stopPrice: 185, limitPrice: 184.5 } },
    buy('AAPL', { quantity: 5, stop_loss: { price: 185 }, ...TPX, ...MR }),
  ),
  alert(
    'TradersPost sell, sentiment flat',
    { ...trader, action: 'sell', sentiment: 'flat', quantity: 5 },
    closeLong('AAPL', { quantity: 5, position_target: 'flat', accept_actions: ['close_long', 'close'], ...TPX }),
  ),
  alert(
    'TradersPost sell, sentiment bullish reduces',
    { ...trader, action: 'sell', sentiment: 'bullish', quantity: 5 },
    closeLong('AAPL', { quantity: 5, position_target: 'long', accept_actions: ['close_long', 'sell'], ...TPX, ...MR }),
  ),
  alert(
    'TradersPost buy, sentiment bearish reduces',
    { ...trader, action: 'buy', sentiment: 'bearish', quantity: 5 },
    closeShort('AAPL', { quantity: 5, position_target: 'short', accept_actions: ['close_short', 'buy'], ...TPX, ...MR }),
  ),
  alert(
    'TradersPost option',
    { ...trader, quantity: 1, optionType: 'call', intrinsicValue: 'itm', expiration: '+14 days', strikesAway: 2 },
    buy('AAPL', { quantity: 1, extra: { optionType: 'call', intrinsicValue: 'itm', strikesAway: 2 }, ...TPX, ...MR }),
  ),
  alert('TradersPost cancel', { ticker: 'AAPL', action: 'cancel' }, { kind: 'cancel', action: 'cancel', side: null, symbol: 'AAPL' }),
  alert(
    'TradersPost trailing stop order',
    { ...trader, action: 'sell', quantity: 5, orderType: 'trailing_stop', trailPercent: 3 },
    sell('AAPL', { quantity: 5, order_type: 'trailing_stop', trailing: { percent: 3 }, ...TPX, ...MR }),
  ),
  report('TradersPost test', { ...trader, quantity: 5, test: true }),
  alert('TradersPost delay', { ...trader, quantity: 5, delay: 60 }, buy('AAPL', { quantity: 5, ...TPX, ...MR })),
  alert(
    'TradersPost limit price string',
    { ...trader, quantity: '5', orderType: 'limit', limitPrice: '189.75', timeInForce: 'gtc', extendedHours: true },
    buy('AAPL', { quantity: 5, order_type: 'limit', limit_price: 189.75, time_in_force: 'gtc', ...TPX, ...MR }),
  ),
  report('TradersPost unknown quantity type', { ...trader, quantityType: 'fixed_ratio', quantity: 10 }),
  report('TradersPost breakeven', { ...trader, action: 'breakeven' }),
  alert(
    'TradersPost add',
    { ...trader, action: 'add', quantity: 3 },
    { kind: 'order', action: 'add', side: null, symbol: 'AAPL', quantity: 3, ...TPX, accept_actions: ['add', 'buy'], ...MR },
  ),
  report('3Commas amount without its type', { ...tc, order: { amount: '100' } }),
  alert(
    '3Commas leverage in the order',
    { ...tc, order: { amount: '100', currency_type: 'quote', leverage: 5 } },
    buy('BTCUSDT', { notional: 100, leverage: 5, signal_price: 45000, ...MR }),
  ),
  report('3Commas field of the order that is not known', { ...tc, order: { amount: '100', currency_type: 'quote', reduce_only: true } }),
  alert(
    '3Commas exit with a field of the order that is not known',
    { ...tc, action: 'exit_long', order: { amount: '50', currency_type: 'position_percent', note: 'x' } },
    closeLong('BTCUSDT', { percent: 50, percent_of: 'position', signal_price: 45000 }),
  ),
  report('3Commas stop that is on and lies nowhere', { ...tc, stop_loss: { enabled: true, trigger_price_percent: 0 } }),
  alert(
    '3Commas stop that is off',
    { ...tc, stop_loss: { enabled: false, trigger_price_percent: 0 } },
    buy('BTCUSDT', { signal_price: 45000 }),
  ),
  report('TradersPost stop with a limit alone', { ...trader, quantity: 5, stopLoss: { type: 'stop', limitPrice: 180 } }),
];
