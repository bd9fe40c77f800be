// Owns: orders in the fields of brokers and exchanges: Zerodha, OpenAlgo, Dhan, Delta, OKX, MetaTrader, and 3Commas and TradersPost in
// forms that are not told elsewhere.

import { alert, buy, close, closeLong, closeShort, noOrder, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const KEY = 'a-made-up-secret';
const modify = (symbol: string, more = {}): typeof noOrder => ({
  ...noOrder,
  kind: 'order',
  action: 'modify',
  symbol,
  accept_kinds: ['reject'],
  ...more,
});

export const BROKER_ORDERS: readonly WrittenAlert[] = [
  alert(
    'Zerodha: SL',
    {
      transaction_type: 'SELL',
      tradingsymbol: 'SBIN',
      exchange: 'NSE',
      quantity: 10,
      order_type: 'SL',
      product: 'MIS',
      price: '780',
      trigger_price: '781',
      variety: 'regular',
      validity: 'DAY',
    },
    sell('SBIN', { quantity: 10, order_type: 'stop_limit', limit_price: 780, stop_price: 781 }),
  ),
  alert(
    'Zerodha: SL-M',
    {
      transaction_type: 'SELL',
      tradingsymbol: 'SBIN',
      exchange: 'NSE',
      quantity: 10,
      order_type: 'SL-M',
      product: 'MIS',
      price: 0,
      trigger_price: 781,
    },
    sell('SBIN', { quantity: 10, order_type: 'stop', stop_price: 781 }),
  ),
  alert(
    'Zerodha style: exits on the opposite',
    {
      type: 'strategy_order',
      symbol: 'NIFTY',
      volume: '1',
      position_size: '-1',
      side: 'sell',
      current_price: '24512.4',
      exit_on_opposite: 1,
    },
    {
      ...orRefused(sell('NIFTY', { quantity: 1, signal_price: 24512.4, position_target: 'short', position_size: -1 })),
      accept_actions: ['reverse'],
    },
  ),
  alert(
    'OpenAlgo: SL',
    {
      apikey: KEY,
      strategy: 'TV',
      symbol: 'SBIN',
      action: 'SELL',
      exchange: 'NSE',
      pricetype: 'SL',
      product: 'MIS',
      quantity: '10',
      price: '780',
      trigger_price: '781',
    },
    sell('SBIN', { quantity: 10, order_type: 'stop_limit', limit_price: 780, stop_price: 781 }),
  ),
  report('OpenAlgo: stops a strategy', { action: 'stop', mode: 'live' }),
  alert(
    'OpenAlgo: smart order to a short',
    {
      apikey: KEY,
      strategy: 'TV',
      symbol: 'SBIN',
      action: 'SELL',
      exchange: 'NSE',
      pricetype: 'MARKET',
      product: 'MIS',
      quantity: '20',
      position_size: '-10',
    },
    { ...sell('SBIN', { quantity: 20, order_type: 'market', position_target: 'short', position_size: -10 }), accept_actions: ['reverse'] },
  ),
  alert(
    'OpenAlgo: a basket',
    {
      apikey: KEY,
      strategy: 'py',
      orders: [
        { symbol: 'SBIN', exchange: 'NSE', action: 'BUY', quantity: '1', pricetype: 'MARKET', product: 'MIS' },
        { symbol: 'INFY', exchange: 'NSE', action: 'SELL', quantity: '2', pricetype: 'MARKET', product: 'MIS' },
      ],
    },
    { ...orRefused(close(null)), action: 'multi', legs: [buy('SBIN', { quantity: 1 }), sell('INFY', { quantity: 2 })] },
  ),
  alert(
    'Dhan: a limit',
    {
      secret: KEY,
      alertType: 'multi_leg_order',
      order_legs: [
        {
          transactionType: 'S',
          orderType: 'LMT',
          quantity: '7',
          exchange: 'NSE',
          symbol: 'TCS',
          instrument: 'EQ',
          productType: 'C',
          sort_order: '1',
          price: '3520.75',
          meta: { interval: '5', time: '2026-03-02T03:45:00Z', timenow: '2026-03-02T03:45:02Z' },
        },
      ],
    },
    sell('TCS', { quantity: 7, order_type: 'limit', limit_price: 3520.75 }),
  ),
  report('Dhan: a leg whose quantity was not replaced', {
    secret: KEY,
    alertType: 'multi_leg_order',
    order_legs: [
      {
        transactionType: 'B',
        orderType: 'MKT',
        quantity: '{{strategy.order.contracts}}',
        exchange: 'NSE',
        symbol: 'TCS',
        instrument: 'EQ',
        productType: 'I',
        sort_order: '1',
        price: '0',
      },
    ],
  }),
  alert(
    'Delta: buys back',
    { symbol: 'BTCUSD', side: 'buy', qty: '3', order_type: 'market_order', reduce_only: 'true' },
    { ...closeShort('BTCUSD', { quantity: 3, order_type: 'market' }), accept_kinds: ['order', 'reject'], accept_actions: ['close', 'buy'] },
  ),
  alert(
    'OKX: a part of the position',
    {
      action: 'EXIT_SHORT',
      instrument: 'BTC-USDT-SWAP',
      signalToken: KEY,
      timestamp: '2026-03-02T09:20:01Z',
      maxLag: '60',
      orderType: 'market',
      orderPriceOffset: '',
      investmentType: 'percentage_position',
      amount: '40',
    },
    closeShort('BTC-USDT-SWAP', { percent: 40, percent_of: 'position', order_type: 'market' }),
  ),
  alert(
    'OKX: margin',
    {
      action: 'ENTER_SHORT',
      instrument: 'ETH-USDT-SWAP',
      signalToken: KEY,
      timestamp: '2026-03-02T09:20:01Z',
      orderType: 'market',
      investmentType: 'margin',
      amount: '150',
    },
    orRefused(sell('ETH-USDT-SWAP', { notional: 150, position_side: 'short' })),
  ),
  alert(
    'MetaTrader: OP_BUY',
    { symbol: 'XAUUSD', cmd: 'OP_BUY', lots: 0.1, sl: 2380, tp: 2412 },
    orRefused(buy('XAUUSD', { quantity: 0.1, quantity_unit: 'lots', ...sl(2380), take_profits: tp(2412) })),
  ),
  alert(
    'MetaTrader: lots and pips',
    { symbol: 'EURUSD', action: 'buy', lots: 0.5, sl_pips: 20, tp_pips: 40 },
    buy('EURUSD', { quantity: 0.5, quantity_unit: 'lots', stop_loss: { pips: 20 }, take_profits: [{ pips: 40 }] }),
  ),
  alert(
    'MetaTrader: lot, stoploss and takeprofit in one word',
    { symbol: 'EURUSD', type: 'sell', lot: '0.10', stoploss: '1.0900', takeprofit: '1.0750' },
    sell('EURUSD', { quantity: 0.1, quantity_unit: 'lots', ...sl(1.09), take_profits: tp(1.075) }),
  ),
  alert(
    'MetaTrader: a volume with its unit',
    { symbol: 'US30', action: 'buy', volume: '0.5 lots' },
    orRefused(buy('US30', { quantity: 0.5, quantity_unit: 'lots' })),
  ),
  alert(
    'MetaTrader: CLOSE_PARTIAL',
    { symbol: 'XAUUSD', action: 'CLOSE_PARTIAL', volume: 0.05, side: 'BUY' },
    {
      ...closeLong('XAUUSD', { quantity: 0.05, quantity_unit: 'lots' }),
      accept_kinds: ['order', 'reject'],
      accept_actions: ['close'],
    },
  ),
  alert(
    'MetaTrader: MODIFY',
    { action: 'MODIFY', symbol: 'XAUUSD', sl: 2385, tp: 2420 },
    modify('XAUUSD', { ...sl(2385), take_profits: tp(2420) }),
  ),
  alert(
    'MetaTrader: SELL_STOP',
    { action: 'SELL_STOP', symbol: 'GBPUSD', price: 1.265, volume: 0.2, sl: 1.27, tp: 1.255 },
    orRefused(
      sell('GBPUSD', { quantity: 0.2, quantity_unit: 'lots', order_type: 'stop', stop_price: 1.265, ...sl(1.27), take_profits: tp(1.255) }),
    ),
  ),
  alert(
    'futures: points',
    { symbol: 'NQ', action: 'sell', contracts: '1', price: '21450.25', sl_points: 25, tp_points: 50 },
    sell('NQ', { quantity: 1, signal_price: 21450.25, stop_loss: { points: 25 }, take_profits: [{ points: 50 }] }),
  ),
  report('futures: ticks of which nobody says how large they are', {
    ticker: 'MNQ1!',
    action: 'buy',
    contracts: 2,
    stop_ticks: 40,
    target_ticks: 80,
  }),
];
