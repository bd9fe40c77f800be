// Owns: orders of 3Commas and TradersPost in forms that are not told elsewhere, and orders in the fields of the exchanges' own programs.

import { alert, at, buy, close, closeLong, closeShort, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const KEY = 'a-made-up-secret';
const SIGNAL = { secret: KEY, max_lag: '300', timestamp: '2026-03-02T09:20:01Z', bot_uuid: '5f0c1c0e-3b7d-4a52-9c39-8f6e2d1a77b1' };

export const PLATFORM_ORDERS: readonly WrittenAlert[] = [
  alert(
    '3Commas strategy: a new short',
    {
      ...SIGNAL,
      trigger_price: '3318.2',
      tv_exchange: 'BYBIT',
      tv_instrument: 'ETHUSDT.P',
      action: 'sell',
      strategy_info: { market_position: 'short', market_position_size: '2', prev_market_position: 'flat', prev_market_position_size: '0' },
      order: { amount: '2', currency_type: 'base' },
    },
    sell('ETHUSDT.P', { quantity: 2, signal_price: 3318.2, position_target: 'short' }),
  ),
  alert(
    '3Commas strategy: turns round',
    {
      ...SIGNAL,
      trigger_price: '3318.2',
      tv_exchange: 'BYBIT',
      tv_instrument: 'ETHUSDT.P',
      action: 'buy',
      strategy_info: { market_position: 'long', market_position_size: '2', prev_market_position: 'short', prev_market_position_size: '2' },
      order: { amount: '4', currency_type: 'base' },
    },
    { ...buy('ETHUSDT.P', { quantity: 4, signal_price: 3318.2, position_target: 'long' }), accept_actions: ['reverse'] },
  ),
  alert(
    '3Commas strategy: a part of a long is sold',
    {
      ...SIGNAL,
      trigger_price: '3318.2',
      tv_exchange: 'BYBIT',
      tv_instrument: 'ETHUSDT.P',
      action: 'sell',
      strategy_info: { market_position: 'long', market_position_size: '1', prev_market_position: 'long', prev_market_position_size: '3' },
      order: { amount: '2', currency_type: 'base' },
    },
    { ...closeLong('ETHUSDT.P', { quantity: 2, signal_price: 3318.2 }), accept_actions: ['close', 'sell'] },
  ),
  alert(
    '3Commas custom: quote with a limit',
    {
      ...SIGNAL,
      trigger_price: '67250.5',
      tv_exchange: 'BINANCE',
      tv_instrument: 'BTCUSDT',
      action: 'enter_long',
      order: { amount: '200', currency_type: 'quote', order_type: 'limit', price: '67000' },
    },
    orRefused(buy('BTCUSDT', { notional: 200, signal_price: 67250.5, order_type: 'limit', limit_price: 67000 })),
  ),
  alert(
    '3Commas custom: disabled stop and target',
    {
      ...SIGNAL,
      trigger_price: '67250.5',
      tv_exchange: 'BINANCE',
      tv_instrument: 'BTCUSDT',
      action: 'enter_long',
      take_profit: { enabled: false },
      stop_loss: { enabled: false },
    },
    orRefused(buy('BTCUSDT', { signal_price: 67250.5, no_stop_loss: true })),
  ),
  report('3Commas custom: disables the bot', { ...SIGNAL, tv_exchange: 'BINANCE', tv_instrument: 'BTCUSDT', action: 'disable' }),
  alert(
    '3Commas DCA: bot signal to enter a short',
    { message_type: 'bot_signal', bot_id: 8812734, secret: KEY, action: 'enter_short', pair: 'ETHUSDT' },
    sell('ETHUSDT', { position_side: 'short' }),
  ),
  report('3Commas DCA: starts the bot', { message_type: 'bot', bot_id: 8812734, email_token: KEY, delay_seconds: 0, action: 'start_bot' }),
  alert(
    '3Commas DCA: close at market, quote first',
    { action: 'close_at_market_price', message_type: 'bot', bot_id: 8812734, email_token: KEY, delay_seconds: 0, pair: 'USDT_SOL' },
    close('USDT_SOL'),
  ),
  alert(
    'TradersPost: stop limit',
    { ticker: 'AAPL', action: 'buy', orderType: 'stop_limit', stopPrice: 230.5, limitPrice: 231, quantity: 4 },
    buy('AAPL', { quantity: 4, order_type: 'stop_limit', stop_price: 230.5, limit_price: 231 }),
  ),
  alert(
    'TradersPost: bearish',
    { ticker: 'SPY', action: 'sell', sentiment: 'bearish', quantity: 3 },
    sell('SPY', { quantity: 3, position_target: 'short' }),
  ),
  alert(
    'TradersPost: buy to flat',
    { ticker: 'SPY', action: 'buy', sentiment: 'flat', quantity: '3', price: '611.2' },
    {
      ...closeShort('SPY', { quantity: 3, signal_price: 611.2, position_target: 'flat' }),
      accept_actions: ['close', 'buy'],
    },
  ),
  alert(
    'TradersPost: add',
    { ticker: 'SPY', action: 'add', sentiment: 'long', quantity: 1 },
    { ...buy('SPY', { quantity: 1 }), action: 'add', side: null, accept_actions: ['buy'] },
  ),
  alert(
    'TradersPost: dollars',
    { ticker: 'SPY', action: 'buy', quantityType: 'dollar_amount', quantity: 500 },
    buy('SPY', { notional: 500 }),
  ),
  alert(
    'TradersPost: amounts',
    { ticker: 'SPY', action: 'buy', quantity: 2, takeProfit: { amount: 5 }, stopLoss: { type: 'stop', amount: 2.5 } },
    buy('SPY', { quantity: 2, take_profits: [{ amount: 5 }], stop_loss: { amount: 2.5 } }),
  ),
  report('TradersPost: a test', { ticker: 'SPY', action: 'buy', quantity: 2, test: true }),
  alert(
    'TradersPost: extras',
    { ticker: 'SPY', action: 'sell', quantity: 2, signalPrice: 611.2, extras: { note: 'long was wrong', buy: 'no' } },
    sell('SPY', { quantity: 2, signal_price: 611.2 }),
  ),
  alert(
    'Alpaca: a stop order',
    { symbol: 'AAPL', qty: '5', side: 'sell', type: 'stop', stop_price: '222.5', time_in_force: 'gtc' },
    sell('AAPL', { quantity: 5, order_type: 'stop', stop_price: 222.5 }),
  ),
  alert(
    'Alpaca: notional',
    { symbol: 'AAPL', notional: '250.00', side: 'buy', type: 'market', time_in_force: 'day' },
    buy('AAPL', { notional: 250 }),
  ),
  alert(
    'Alpaca: sell_short as an intent',
    { symbol: 'AAPL', qty: '5', side: 'sell', type: 'market', time_in_force: 'day', position_intent: 'sell_to_open' },
    orRefused(sell('AAPL', { quantity: 5 })),
  ),
  alert(
    'Binance: an order of the API',
    {
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      quantity: '0.010',
      price: '67000.00',
      recvWindow: 5000,
      timestamp: 1772443201000,
    },
    buy('BTCUSDT', { quantity: 0.01, order_type: 'limit', limit_price: 67000 }),
  ),
  alert(
    'Binance: STOP_MARKET that closes the position',
    { symbol: 'BTCUSDT', side: 'SELL', type: 'STOP_MARKET', stopPrice: '64000', closePosition: 'true' },
    { ...orRefused(closeLong('BTCUSDT', { order_type: 'stop', stop_price: 64000 })), accept_actions: ['sell', 'close'] },
  ),
  alert(
    'Bybit: an order of the API',
    {
      category: 'linear',
      symbol: 'BTCUSDT',
      side: 'Sell',
      orderType: 'Market',
      qty: '0.01',
      positionIdx: 0,
      stopLoss: '68000',
      takeProfit: '64000',
    },
    orRefused(sell('BTCUSDT', { quantity: 0.01, order_type: 'market', ...sl(68000), take_profits: tp(64000) })),
  ),
  alert(
    'OKX: an order of the API',
    { instId: 'BTC-USDT-SWAP', tdMode: 'cross', side: 'buy', posSide: 'long', ordType: 'limit', px: '67000', sz: '2' },
    orRefused(
      buy('BTC-USDT-SWAP', { quantity: 2, quantity_unit: 'contracts', order_type: 'limit', limit_price: 67000, position_side: 'long' }),
    ),
  ),
  alert(
    'Interactive Brokers: orders in a list',
    { orders: [{ acctId: 'DU1', conid: 265598, orderType: 'LMT', price: 165, side: 'BUY', tif: 'DAY', quantity: 3 }] },
    orRefused(buy('265598', { quantity: 3, order_type: 'limit', limit_price: 165 })),
  ),
  alert(
    'Tradovate: an order',
    { accountSpec: 'DEMO1', action: 'Buy', symbol: 'MNQM6', orderQty: 1, orderType: 'Market', isAutomated: true },
    orRefused(buy('MNQM6', { quantity: 1, order_type: 'market' })),
  ),
  alert(
    'an option in its symbol',
    { symbol: 'AAPL260116C00190000', action: 'buy', qty: 1 },
    orRefused(buy('AAPL260116C00190000', { quantity: 1 })),
  ),
  alert(
    'an Indian option in its symbol',
    { action: 'buy', symbol: 'NIFTY26MAR24500CE', quantity: 75, exchange: 'NFO' },
    orRefused(buy('NIFTY26MAR24500CE', { quantity: 75 })),
  ),
  alert(
    'an option by its parts',
    { action: 'BTO', symbol: 'SPY', strike: 430, type: 'call', expiry: '2026-09-15', qty: 1 },
    orRefused(buy('SPY', { quantity: 1, extra: { optionType: 'call', strike: 430 } })),
  ),
  alert(
    'a zone',
    { symbol: 'BTCUSDT', side: 'long', entry_low: 66000, entry_high: 66500, sl: 65000, tp: 69000 },
    orRefused(buy('BTCUSDT', { ...at(66500), entries: [66000, 66500], ...sl(65000), take_profits: tp(69000) })),
  ),
];
