// Owns: requests of brokers and of MetaTrader, pasted as alerts.
// What each means is by the sender's own documents; where nobody can tell, it may be refused.

import { alert, buy, closeLong, closeShort, report, sell, type WrittenAlert } from './written-alert.ts';

const T = '2026-11-29T14:00:00Z';
const tv = { accountSpec: 'DEMO123', accountId: 123, action: 'Buy', symbol: 'MNQZ6', orderQty: 1, orderType: 'Market', isAutomated: true };
const sw = {
  orderType: 'MARKET',
  session: 'NORMAL',
  duration: 'DAY',
  orderStrategyType: 'SINGLE',
  orderLegCollection: [{ instruction: 'BUY', quantity: 15, instrument: { symbol: 'XYZ', assetType: 'EQUITY' } }],
};
const al = { symbol: 'AAPL', qty: '1', side: 'buy', type: 'market', time_in_force: 'day' };
const MR = { accept_kinds: ['order', 'reject'] };
const LOTS = { quantity_unit: 'lots', ...MR };

export const NATIVE_BROKERS: readonly WrittenAlert[] = [
  // IBKR
  report('IBKR web API with conid', {
    orders: [
      { acctId: 'U1234567', conid: 265598, secType: '265598:STK', orderType: 'LMT', price: 165, side: 'BUY', tif: 'DAY', quantity: 100 },
    ],
  }),
  alert(
    'IBKR web API with ticker',
    {
      orders: [{ acctId: 'U1234567', conid: 265598, ticker: 'AAPL', orderType: 'LMT', price: 165, side: 'BUY', tif: 'DAY', quantity: 100 }],
    },
    buy('AAPL', { quantity: 100, order_type: 'limit', limit_price: 165, ...MR }),
  ),
  report('IBKR bracket in one array', {
    orders: [
      { cOID: 'p1', ticker: 'AAPL', orderType: 'MKT', side: 'BUY', tif: 'DAY', quantity: 100 },
      { parentId: 'p1', ticker: 'AAPL', orderType: 'STP', price: 157.3, side: 'SELL', tif: 'GTC', quantity: 100 },
      { parentId: 'p1', ticker: 'AAPL', orderType: 'LMT', price: 180, side: 'SELL', tif: 'GTC', quantity: 100 },
    ],
  }),
  alert(
    'IBKR contract and order',
    {
      contract: { symbol: 'AAPL', secType: 'STK', exchange: 'SMART', currency: 'USD' },
      order: { action: 'BUY', totalQuantity: 10, orderType: 'MKT' },
    },
    buy('AAPL', { quantity: 10, order_type: 'market', ...MR }),
  ),
  alert(
    'IBKR contract stop',
    {
      contract: { symbol: 'AAPL', secType: 'STK', exchange: 'SMART', currency: 'USD' },
      order: { action: 'SELL', totalQuantity: 10, orderType: 'STP', auxPrice: 150 },
    },
    sell('AAPL', { quantity: 10, order_type: 'stop', stop_price: 150, ...MR }),
  ),
  alert(
    'IBKR option contract',
    {
      contract: { symbol: 'SPY', secType: 'OPT', lastTradeDateOrContractMonth: '20261218', strike: 600, right: 'C', multiplier: '100' },
      order: { action: 'BUY', totalQuantity: 1, orderType: 'MKT' },
    },
    buy('SPY', { quantity: 1, extra: { optionType: 'call', strike: 600 }, ...MR }),
  ),
  report('IBKR what-if', { symbol: 'AAPL', action: 'BUY', totalQuantity: 10, orderType: 'MKT', whatIf: true }),
  alert('IBKR cash quantity', { symbol: 'AAPL', action: 'BUY', cashQty: 1000, orderType: 'MKT' }, buy('AAPL', { notional: 1000, ...MR })),
  // Tradovate, Tradier, Schwab
  alert('Tradovate market', tv, buy('MNQZ6', { quantity: 1, order_type: 'market', ...MR })),
  alert(
    'Tradovate stop limit',
    { ...tv, action: 'Sell', orderType: 'StopLimit', price: 21000, stopPrice: 21010 },
    sell('MNQZ6', { quantity: 1, order_type: 'stop_limit', limit_price: 21000, stop_price: 21010, ...MR }),
  ),
  alert(
    'Tradovate OSO',
    {
      ...tv,
      bracket1: { action: 'Sell', orderType: 'Limit', price: 21500 },
      bracket2: { action: 'Sell', orderType: 'Stop', stopPrice: 20900 },
    },
    buy('MNQZ6', { quantity: 1, order_type: 'market', take_profits: [{ price: 21500 }], stop_loss: { price: 20900 }, ...MR }),
  ),
  report('Tradovate peg difference', { ...tv, orderType: 'TrailingStop', pegDifference: -20, stopPrice: 21000 }),
  alert(
    'Tradier equity form',
    'class=equity&symbol=SPY&side=buy&quantity=10&type=market&duration=day',
    buy('SPY', { quantity: 10, order_type: 'market' }),
  ),
  alert(
    'Tradier option form',
    'class=option&symbol=SPY&option_symbol=SPY261219C00600000&side=buy_to_open&quantity=1&type=limit&duration=day&price=1.05',
    buy('SPY261219C00600000', { quantity: 1, order_type: 'limit', limit_price: 1.05, ...MR }),
  ),
  alert(
    'Tradier sell short',
    { class: 'equity', symbol: 'SPY', side: 'sell_short', quantity: '10', type: 'market', duration: 'day' },
    sell('SPY', { quantity: 10, order_type: 'market', ...MR }),
  ),
  alert(
    'Tradier buy to cover',
    { class: 'equity', symbol: 'SPY', side: 'buy_to_cover', quantity: '10', type: 'market', duration: 'day' },
    closeShort('SPY', { quantity: 10, order_type: 'market', ...MR }),
  ),
  report('Tradier preview', {
    class: 'equity',
    symbol: 'SPY',
    side: 'buy',
    quantity: '10',
    type: 'market',
    duration: 'day',
    preview: 'true',
  }),
  alert(
    'Tradier stop',
    'class=equity&symbol=SPY&side=sell&quantity=10&type=stop&duration=gtc&stop=590.00',
    sell('SPY', { quantity: 10, order_type: 'stop', stop_price: 590, ...MR }),
  ),
  report(
    'Tradier OTOCO',
    'class=otoco&duration=day&type[0]=limit&price[0]=600&symbol[0]=SPY&side[0]=buy&quantity[0]=10&type[1]=limit&price[1]=610&symbol[1]=SPY&side[1]=sell&quantity[1]=10&type[2]=stop&stop[2]=590&symbol[2]=SPY&side[2]=sell&quantity[2]=10',
  ),
  alert('Schwab market', sw, buy('XYZ', { quantity: 15, order_type: 'market', ...MR })),
  alert(
    'Schwab sell limit',
    {
      ...sw,
      orderType: 'LIMIT',
      price: '6.45',
      orderLegCollection: [{ instruction: 'SELL', quantity: 15, instrument: { symbol: 'XYZ', assetType: 'EQUITY' } }],
    },
    sell('XYZ', { quantity: 15, order_type: 'limit', limit_price: 6.45, ...MR }),
  ),
  alert(
    'Schwab trigger with children',
    {
      ...sw,
      orderStrategyType: 'TRIGGER',
      childOrderStrategies: [
        {
          orderType: 'STOP',
          stopPrice: '40',
          orderLegCollection: [{ instruction: 'SELL', quantity: 15, instrument: { symbol: 'XYZ', assetType: 'EQUITY' } }],
        },
      ],
    },
    buy('XYZ', { quantity: 15, order_type: 'market', stop_loss: { price: 40 }, ...MR }),
  ),
  report('Schwab option', {
    ...sw,
    orderType: 'LIMIT',
    price: '6.45',
    orderLegCollection: [{ instruction: 'BUY_TO_OPEN', quantity: 1, instrument: { symbol: 'XYZ   261218C00500000', assetType: 'OPTION' } }],
  }),
  // Alpaca
  alert(
    'Alpaca bracket',
    { ...al, order_class: 'bracket', take_profit: { limit_price: '301' }, stop_loss: { stop_price: '299', limit_price: '298.5' } },
    buy('AAPL', {
      quantity: 1,
      order_type: 'market',
      take_profits: [{ price: 301 }],
      stop_loss: { price: 299 },
      time_in_force: 'day',
      ...MR,
    }),
  ),
  report('Alpaca oco exit', {
    side: 'sell',
    symbol: 'SPY',
    type: 'limit',
    qty: '100',
    time_in_force: 'gtc',
    order_class: 'oco',
    take_profit: { limit_price: '301' },
    stop_loss: { stop_price: '299' },
  }),
  alert(
    'Alpaca oto',
    { ...al, symbol: 'SPY', qty: '100', order_class: 'oto', stop_loss: { stop_price: '299', limit_price: '298.5' } },
    buy('SPY', { quantity: 100, order_type: 'market', stop_loss: { price: 299 }, ...MR }),
  ),
  alert(
    'Alpaca notional',
    { symbol: 'AAPL', notional: '500', side: 'buy', type: 'market', time_in_force: 'day' },
    buy('AAPL', { notional: 500, order_type: 'market' }),
  ),
  report('Alpaca qty and notional', { ...al, notional: '500' }),
  alert(
    'Alpaca trailing stop order',
    { ...al, side: 'sell', type: 'trailing_stop', trail_percent: '1.0' },
    sell('AAPL', { quantity: 1, order_type: 'trailing_stop', trailing: { percent: 1 } }),
  ),
  alert(
    'Alpaca trail price',
    { ...al, side: 'sell', type: 'trailing_stop', trail_price: '6.15' },
    sell('AAPL', { quantity: 1, order_type: 'trailing_stop', trailing: { amount: 6.15 } }),
  ),
  alert(
    'Alpaca stop limit',
    { ...al, type: 'stop_limit', stop_price: '301', limit_price: '302' },
    buy('AAPL', { quantity: 1, order_type: 'stop_limit', stop_price: 301, limit_price: 302 }),
  ),
  alert(
    'Alpaca sell to close',
    { ...al, side: 'sell', position_intent: 'sell_to_close' },
    closeLong('AAPL', { quantity: 1, accept_actions: ['close_long', 'sell', 'close'], ...MR }),
  ),
  report('Alpaca intent against the side', { ...al, side: 'sell', position_intent: 'buy_to_close' }),
  report('Alpaca multi-leg', {
    order_class: 'mleg',
    qty: '1',
    type: 'limit',
    limit_price: '1.2',
    time_in_force: 'day',
    legs: [
      { symbol: 'AAPL261218C00300000', ratio_qty: '1', side: 'buy', position_intent: 'buy_to_open' },
      { symbol: 'AAPL261218C00310000', ratio_qty: '1', side: 'sell', position_intent: 'sell_to_open' },
    ],
  }),
  alert(
    'Alpaca extended hours',
    { ...al, type: 'limit', limit_price: '290', extended_hours: true },
    buy('AAPL', { quantity: 1, order_type: 'limit', limit_price: 290, ...MR }),
  ),
  report('Alpaca trade update', {
    stream: 'trade_updates',
    data: {
      event: 'fill',
      price: '179.08',
      qty: '100',
      timestamp: T,
      order: { id: '7b7653c4', symbol: 'AAPL', side: 'buy', type: 'market', qty: '100', status: 'filled' },
    },
  }),
  report('Alpaca order as answered', {
    id: '61e69015-8549-4bfd-b9c3-01e75843f47d',
    client_order_id: 'eb9e2aaa',
    created_at: T,
    submitted_at: T,
    filled_at: null,
    canceled_at: null,
    asset_class: 'us_equity',
    symbol: 'AAPL',
    qty: '15',
    filled_qty: '0',
    order_class: '',
    type: 'market',
    side: 'buy',
    time_in_force: 'day',
    status: 'accepted',
    legs: null,
    trail_price: null,
  }),
  // OANDA, MetaTrader
  alert(
    'OANDA signed units',
    {
      order: {
        units: '-100',
        instrument: 'EUR_USD',
        timeInForce: 'FOK',
        type: 'MARKET',
        positionFill: 'DEFAULT',
        stopLossOnFill: { price: '1.1000' },
        takeProfitOnFill: { price: '1.0500' },
      },
    },
    sell('EUR_USD', { quantity: 100, order_type: 'market', stop_loss: { price: 1.1 }, take_profits: [{ price: 1.05 }], ...MR }),
  ),
  alert(
    'OANDA trailing on fill',
    { order: { units: '100', instrument: 'EUR_USD', type: 'MARKET', trailingStopLossOnFill: { distance: '0.0020' } } },
    buy('EUR_USD', { quantity: 100, order_type: 'market', trailing: { amount: 0.002 }, ...MR }),
  ),
  report('OANDA side against units', { side: 'buy', units: '-100', instrument: 'EUR_USD', type: 'MARKET' }),
  report('OANDA transaction', {
    type: 'ORDER_FILL',
    id: '6357',
    accountID: '101-004',
    instrument: 'EUR_USD',
    units: '100',
    price: '1.1',
    pl: '0.0',
    reason: 'MARKET_ORDER',
  }),
  alert(
    'MT5 index lots NAS100',
    { api_key: 'corpus-secret', action: 'BUY', symbol: 'NAS100', volume: 0.1, stop_loss: 20900, take_profit: 21500 },
    buy('NAS100', { quantity: 0.1, stop_loss: { price: 20900 }, take_profits: [{ price: 21500 }], ...LOTS }),
  ),
  alert(
    'MT5 index lots GER40',
    { action: 'SELL', symbol: 'GER40', volume: 0.5, sl: 24100, tp: 23500, magic: 1001, deviation: 20 },
    sell('GER40', { quantity: 0.5, stop_loss: { price: 24100 }, take_profits: [{ price: 23500 }], ...LOTS }),
  ),
  alert(
    'MT5 oil lots',
    { action: 'BUY', symbol: 'USOIL', volume: '1.0', magic: 7, comment: 'oil' },
    buy('USOIL', { quantity: 1, ...LOTS }),
  ),
  alert(
    'MT5 request numbers',
    {
      action: 1,
      symbol: 'EURUSD',
      volume: 0.1,
      type: 1,
      price: 1.085,
      sl: 1.09,
      tp: 1.07,
      deviation: 20,
      magic: 234000,
      type_time: 0,
      type_filling: 1,
    },
    sell('EURUSD', {
      quantity: 0.1,
      stop_loss: { price: 1.09 },
      take_profits: [{ price: 1.07 }],
      ...LOTS,
      accept_any_price_role: true,
      signal_price: 1.085,
    }),
  ),
  alert(
    'MT5 market volume that is no size',
    { action: 'buy', symbol: 'NAS100', volume: 184523, close: 21100.5, interval: '5' },
    buy('NAS100', { signal_price: 21100.5, ...MR }),
  ),
  alert(
    'MT5 sl in points',
    { action: 'BUY', symbol: 'GER40', lots: 0.2, sl_points: 500, tp_points: 900 },
    buy('GER40', { quantity: 0.2, stop_loss: { points: 500 }, take_profits: [{ points: 900 }], ...LOTS }),
  ),
  report('MT5 deal report', {
    type: 'DEAL_ADD',
    deal: 4471122,
    order: 99811,
    symbol: 'EURUSD',
    action: 'BUY',
    volume: 0.1,
    price: 1.0852,
    profit: 0,
    magic: 12,
  }),
  report('MT5 index, a whole volume', { action: 'BUY', symbol: 'NAS100', volume: 5, sl: 20900 }),
  alert(
    'MT5 index with the broker behind it',
    { action: 'BUY', symbol: 'US30.cash', volume: '0.25', sl: 43000 },
    buy('US30.cash', { quantity: 0.25, quantity_unit: 'lots', stop_loss: { price: 43000 } }),
  ),
  report('Alpaca bracket without its exits', { ...al, order_class: 'bracket' }),
  report('Alpaca option by its class', { ...al, asset_class: 'us_option' }),
];
