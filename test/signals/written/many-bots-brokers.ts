// Owns: what a person with many bots sends as JSON in the fields of brokers, terminals and home-made senders, and what looks like an order
// and is none.

import {
  alert,
  at,
  buy,
  cancel,
  close,
  closeLong,
  closeShort,
  modify,
  noOrder,
  orRefused,
  report,
  sell,
  sl,
  tp,
  type WrittenAlert,
} from './written-alert.ts';

const one = (body: object, expect: WrittenAlert['expect']): WrittenAlert => alert(JSON.stringify(body), body, expect);
const none = (body: object, symbol: string | null = null): WrittenAlert => report(JSON.stringify(body), body, symbol);
const half = { percent: 50, percent_of: 'position' };

const algo = (more: object): object => ({ apikey: 'k', strategy: 'ORB', symbol: 'TCS', exchange: 'NSE', product: 'MIS', ...more });
const leg = (more: object): object => ({ exchange: 'NSE', symbol: 'WIPRO', instrument: 'EQ', productType: 'I', quantity: '4', ...more });
const dhan = (...legs: object[]): object => ({ secret: 's3', alertType: 'multi_leg_order', order_legs: legs });

const BROKERS: readonly WrittenAlert[] = [
  // Dhan, OpenAlgo, Zerodha
  one(
    dhan(leg({ transactionType: 'S', orderType: 'LMT', price: '251.4' })),
    sell('WIPRO', { quantity: 4, order_type: 'limit', limit_price: 251.4 }),
  ),
  one(
    dhan(
      leg({ transactionType: 'B', orderType: 'MKT', price: '0' }),
      leg({ symbol: 'HCLTECH', transactionType: 'S', orderType: 'MKT', price: '0' }),
    ),
    {
      ...noOrder,
      kind: 'order',
      action: 'multi',
      legs: [buy('WIPRO', { quantity: 4 }), sell('HCLTECH', { quantity: 4 })],
      accept_kinds: ['reject'],
    },
  ),
  one(
    dhan(leg({ transactionType: 'B', orderType: 'SL-M', price: '0', triggerPrice: '255' })),
    orRefused(buy('WIPRO', { quantity: 4, order_type: 'stop', stop_price: 255 })),
  ),
  none(dhan()),
  one(
    algo({ action: 'SELL', pricetype: 'SL-M', quantity: '5', trigger_price: '3990', price: '0' }),
    sell('TCS', { quantity: 5, order_type: 'stop', stop_price: 3990 }),
  ),
  one(
    algo({ action: 'BUY', pricetype: 'SL', quantity: '5', trigger_price: '4010', price: '4012' }),
    buy('TCS', { quantity: 5, order_type: 'stop_limit', stop_price: 4010, limit_price: 4012 }),
  ),
  one(
    algo({ action: 'SELL', pricetype: 'MARKET', quantity: '0', position_size: '0' }),
    closeLong('TCS', { position_target: 'flat', position_size: 0 }),
  ),
  one(
    algo({ action: 'SELL', pricetype: 'MARKET', quantity: '10', position_size: '-5' }),
    sell('TCS', { quantity: 10, position_size: -5, accept_actions: ['reverse'] }),
  ),
  none({ apikey: 'k', strategy: 'ORB', orderid: '250301000012' }),
  one(
    {
      variety: 'regular',
      tradingsymbol: 'ITC',
      exchange: 'NSE',
      transaction_type: 'SELL',
      order_type: 'SL',
      quantity: 12,
      product: 'MIS',
      price: 417,
      trigger_price: 417.5,
      validity: 'DAY',
    },
    sell('ITC', { quantity: 12, order_type: 'stop_limit', stop_price: 417.5, limit_price: 417 }),
  ),
  one(
    {
      tradingsymbol: 'ITC',
      exchange: 'NSE',
      transaction_type: 'BUY',
      order_type: 'LIMIT',
      quantity: 12,
      product: 'CNC',
      price: 416,
      disclosed_quantity: 2,
      validity: 'IOC',
    },
    buy('ITC', { quantity: 12, order_type: 'limit', limit_price: 416, time_in_force: 'ioc' }),
  ),
  none(
    {
      tradingsymbol: 'ITC',
      type: 'two-leg',
      trigger_values: [402, 440],
      last_price: 418,
      transaction_type: 'SELL',
      quantity: 12,
      status: 'active',
    },
    'ITC',
  ),
  none(
    {
      tradingsymbol: 'ITC',
      transaction_type: 'BUY',
      quantity: 12,
      filled_quantity: 12,
      average_price: 418.2,
      status: 'COMPLETE',
      order_id: '2603',
    },
    'ITC',
  ),
  none({ tradingsymbol: 'ITC', transaction_type: 'BUY', quantity: 12, status: 'REJECTED', status_message: 'Insufficient funds' }, 'ITC'),
  // Alpaca
  one(
    { symbol: 'KO', notional: '250', side: 'buy', type: 'market', time_in_force: 'day' },
    buy('KO', { notional: 250, time_in_force: 'day' }),
  ),
  one(
    {
      symbol: 'KO',
      qty: '5',
      side: 'sell',
      type: 'limit',
      limit_price: '71.2',
      time_in_force: 'gtc',
      extended_hours: true,
      position_intent: 'sell_to_close',
    },
    { ...orRefused(closeLong('KO', { quantity: 5, order_type: 'limit', limit_price: 71.2 })), accept_actions: ['sell', 'close'] },
  ),
  one({ symbol: 'KO', qty: '5', side: 'sell', type: 'market', position_intent: 'sell_to_open' }, sell('KO', { quantity: 5 })),
  one(
    { symbol: 'KO', qty: '5', side: 'buy', type: 'market', order_class: 'oto', stop_loss: { stop_price: '68', limit_price: '67.9' } },
    buy('KO', { quantity: 5, ...sl(68) }),
  ),
  none(
    { event: 'fill', price: '71.3', qty: '5', position_qty: '5', order: { symbol: 'KO', side: 'buy', qty: '5', status: 'filled' } },
    'KO',
  ),
  one(
    { symbol: 'KO', qty: '5', side: 'buy', type: 'stop', stop_price: '72.5', time_in_force: 'day' },
    buy('KO', { quantity: 5, order_type: 'stop', stop_price: 72.5 }),
  ),
  // Interactive Brokers
  one(
    {
      symbol: 'IBM',
      secType: 'STK',
      currency: 'USD',
      exchange: 'SMART',
      action: 'SELL',
      totalQuantity: 10,
      orderType: 'LMT',
      lmtPrice: 251.5,
      tif: 'GTC',
    },
    sell('IBM', { quantity: 10, order_type: 'limit', limit_price: 251.5 }),
  ),
  one(
    { symbol: 'IBM', secType: 'STK', action: 'BUY', totalQuantity: 10, orderType: 'STP', auxPrice: 260 },
    buy('IBM', { quantity: 10, order_type: 'stop', stop_price: 260 }),
  ),
  one({ ticker: 'IBM', side: 'BUY', cashQty: 400, orderType: 'MKT', tif: 'DAY' }, buy('IBM', { notional: 400 })),
  none({ orderId: 12, status: 'Submitted', filled: 0, remaining: 10, symbol: 'IBM', action: 'BUY' }, 'IBM'),
  // OANDA
  one(
    { order: { units: '-100', instrument: 'EUR_USD', timeInForce: 'FOK', type: 'MARKET', positionFill: 'REDUCE_ONLY' } },
    { ...orRefused(closeLong('EUR_USD', { quantity: 100 })), accept_actions: ['close', 'sell'] },
  ),
  one(
    {
      order: {
        units: '300',
        instrument: 'GBP_USD',
        type: 'LIMIT',
        price: '1.2610',
        takeProfitOnFill: { price: '1.2700' },
        stopLossOnFill: { price: '1.2570' },
      },
    },
    buy('GBP_USD', { quantity: 300, order_type: 'limit', limit_price: 1.261, take_profits: tp(1.27), ...sl(1.257) }),
  ),
  one({ instrument: 'GBP_USD', longUnits: 'ALL', shortUnits: 'NONE' }, orRefused(closeLong('GBP_USD'))),
  one(
    { ticker: 'NAS100_USD', action: 'sell', units: 2, stop_loss_percent: 0.4, take_profit_percent: 0.8 },
    orRefused(sell('NAS100_USD', { quantity: 2, stop_loss: { percent: 0.4 }, take_profits: [{ percent: 0.8 }] })),
  ),
  none({ type: 'ORDER_FILL', instrument: 'GBP_USD', units: '300', price: '1.2611', pl: '0.0', reason: 'MARKET_ORDER' }, 'GBP_USD'),
  none({ type: 'MARKET_ORDER_REJECT', instrument: 'GBP_USD', units: '300', rejectReason: 'INSUFFICIENT_MARGIN' }, 'GBP_USD'),
  // PickMyTrade
  one({ token: 'k', symbol: 'MGC1!', data: 'buy', quantity: 1, dollar_tp: 120, dollar_sl: 60 }, orRefused(buy('MGC1!', { quantity: 1 }))),
  one(
    {
      token: 'k',
      symbol: 'MGC1!',
      data: 'sell',
      quantity: 2,
      percentage_tp: 1,
      percentage_sl: 0.5,
      pyramid: false,
      reverse_order_close: true,
    },
    orRefused({
      ...sell('MGC1!', { quantity: 2, take_profits: [{ percent: 1 }], stop_loss: { percent: 0.5 } }),
      accept_actions: ['reverse'],
    }),
  ),
  one({ token: 'k', symbol: 'MGC1!', data: 'FLAT', quantity: 0 }, close('MGC1!')),
  one(
    { token: 'k', symbol: 'MGC1!', data: 'buy', quantity: 1, order_type: 'STP', price: 2950.5 },
    orRefused(buy('MGC1!', { quantity: 1, order_type: 'stop', stop_price: 2950.5 })),
  ),
  one({ token: 'k', symbol: 'MGC1!', update_sl: true, sl: 2931, data: 'buy', quantity: 0 }, modify('MGC1!', sl(2931))),
  // MetaTrader
  one(
    { symbol: 'AUDUSD', type: 'ORDER_TYPE_BUY_LIMIT', volume: 0.2, price: 0.651, sl: 0.648, tp: 0.66 },
    buy('AUDUSD', { quantity: 0.2, quantity_unit: 'lots', order_type: 'limit', limit_price: 0.651, ...sl(0.648), take_profits: tp(0.66) }),
  ),
  one(
    { symbol: 'AUDUSD', action: 'SELL_STOP', lots: 0.1, price: 0.645, sl: 0.649 },
    sell('AUDUSD', { quantity: 0.1, quantity_unit: 'lots', order_type: 'stop', stop_price: 0.645, ...sl(0.649) }),
  ),
  one(
    { action: 'MODIFY', ticket: 778812, symbol: 'AUDUSD', sl: 0.65, tp: 0.66 },
    modify('AUDUSD', { ...sl(0.65), take_profits: tp(0.66) }),
  ),
  one({ action: 'CLOSE_PARTIAL', symbol: 'AUDUSD', percent: 50 }, orRefused(close('AUDUSD', half))),
  one({ action: 'CLOSE_ALL', symbol: 'AUDUSD', magic: 42 }, close('AUDUSD')),
  one({ action: 'CLOSE_BUY', symbol: 'AUDUSD' }, closeLong('AUDUSD')),
  one({ action: 'DELETE_PENDING', symbol: 'AUDUSD' }, cancel('AUDUSD')),
  one({ action: 'BREAKEVEN', symbol: 'AUDUSD' }, modify('AUDUSD')),
  none({ retcode: 10009, deal: 1, order: 2, volume: 0.2, price: 0.6512, symbol: 'AUDUSD', comment: 'Request executed' }, 'AUDUSD'),
];

const HOME: readonly WrittenAlert[] = [
  one({ coin: 'TIA/USDT', op: 'open', pos: 'long', usdt: 80, lev: 5 }, orRefused(buy('TIA/USDT', { notional: 80, leverage: 5 }))),
  one({ symbol: 'TIAUSDT', side: 'BUY', positionSide: 'SHORT', type: 'MARKET', quantity: 7 }, closeShort('TIAUSDT', { quantity: 7 })),
  one(
    { symbol: 'TIAUSDT', side: 'SELL', positionSide: 'SHORT', type: 'MARKET', quantity: 7 },
    sell('TIAUSDT', { quantity: 7, position_side: 'short' }),
  ),
  one(
    { symbol: 'TIAUSDT', side: 'SELL', type: 'MARKET', closePosition: 'true' },
    { ...orRefused(closeLong('TIAUSDT')), accept_actions: ['close'] },
  ),
  one(
    { symbol: 'TIAUSDT', action: 'flip', qty: 7, to: 'short' },
    { ...orRefused(sell('TIAUSDT', { quantity: 7 })), action: 'reverse', accept_actions: ['sell'] },
  ),
  one({ symbol: 'TIAUSDT', action: 'long_exit', reason: 'take profit 2 hit', price: 6.1 }, closeLong('TIAUSDT', { signal_price: 6.1 })),
  one({ symbol: 'TIAUSDT', signal: 'TP1', action: 'close', close_percent: 30 }, close('TIAUSDT', { percent: 30, percent_of: 'position' })),
  one(
    {
      symbol: 'TIAUSDT',
      action: 'buy',
      targets: [
        { price: 6, size: '50%' },
        { price: 7, size: '50%' },
      ],
      stop: 5.1,
    },
    buy('TIAUSDT', {
      ...sl(5.1),
      take_profits: [
        { price: 6, share: 50 },
        { price: 7, share: 50 },
      ],
    }),
  ),
  one(
    { symbol: 'TIAUSDT', action: 'buy', size: '2%', entry: { type: 'limit', price: 5.5 } },
    orRefused(buy('TIAUSDT', { percent: 2, order_type: 'limit', limit_price: 5.5 })),
  ),
  one({ symbol: 'TIAUSDT', action: 'buy', size: '200 USDT' }, buy('TIAUSDT', { notional: 200 })),
  one({ symbol: 'TIAUSDT', action: 'buy', quoteOrderQty: 200, type: 'MARKET' }, buy('TIAUSDT', { notional: 200 })),
  one(
    { symbol: 'TIAUSDT', action: 'buy', qty: 10, trailing_stop: { callback_rate: 1.5 } },
    orRefused(buy('TIAUSDT', { quantity: 10, trailing: { percent: 1.5 } })),
  ),
  one({ symbol: 'TIAUSDT', action: 'cancel_all' }, cancel('TIAUSDT')),
  // the side may be that of the order before it: a cancel is not made less by a guess
  one({ symbol: 'TIAUSDT', action: 'cancel', side: 'buy' }, cancel('TIAUSDT')),
  one({ symbol: 'TIAUSDT', target_position: -12 }, orRefused(sell('TIAUSDT', { position_size: -12, position_target: 'short' }))),
  one({ symbol: 'TIAUSDT', target_position: 0 }, orRefused(close('TIAUSDT', { position_size: 0, position_target: 'flat' }))),
  one(
    { symbol: 'TIAUSDT', action: 'sell', qty: 4, reduce_only: true },
    { ...closeLong('TIAUSDT', { quantity: 4 }), accept_actions: ['close', 'sell'] },
  ),
  one({ symbol: 'TIAUSDT', action: 'buy', qty: 4, entry: 5.52, rr: 2, sl: 5.4 }, buy('TIAUSDT', { quantity: 4, ...sl(5.4), ...at(5.52) })),
  one({ symbol: 'TIAUSDT', action: 'move_stop', stop_loss: 5.6 }, modify('TIAUSDT', sl(5.6))),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: 4, dry_run: true }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: 4, test: true }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: 4, simulate: 'yes' }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: 4, status: 'FILLED', avgPrice: '5.51' }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: 4, error: 'insufficient balance' }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: 4, executed: true, executed_at: '2026-03-02T09:20:01Z' }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: 4, only_if: 'price < 5.2' }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'buy', side: 'sell', qty: 4 }),
  none({ symbol: 'TIAUSDT', buy: 1, sell: 1, qty: 4 }),
  one({ symbol: 'TIAUSDT', buy: 1, sell: 0, qty: 4 }, orRefused(buy('TIAUSDT', { quantity: 4 }))),
  none({ symbol: 'TIAUSDT', buy: false, sell: false, qty: 4 }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: '{{strategy.order.action}}', qty: 4 }),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: '{{strategy.order.contracts}}' }),
  none({ symbol: 'TIAUSDT', action: 'buy or sell', qty: 4 }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'buy', qty: -4 }),
  none({ symbol: 'TIAUSDT', action: 'hold', qty: 4, price: 5.5 }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', action: 'do not buy', qty: 4 }, 'TIAUSDT'),
  none({ symbol: 'TIAUSDT', buy_volume: 120, sell_volume: 90, signal_count: 3 }, 'TIAUSDT'),
  none({ bot: 'grid-7', event: 'daily_report', trades: 14, profit: 22.4, symbol: 'TIAUSDT', side: 'buy' }, 'TIAUSDT'),
  none({ type: 'backtest', symbol: 'TIAUSDT', action: 'buy', qty: 4, date: '2023-01-02' }, 'TIAUSDT'),
  none({ type: 'paper', symbol: 'TIAUSDT', action: 'buy', qty: 4 }, 'TIAUSDT'),
  none({ event: 'simulation', symbol: 'TIAUSDT', action: 'buy', qty: 4 }, 'TIAUSDT'),
  none({ alert_type: 'forward_test', symbol: 'TIAUSDT', action: 'sell', qty: 4 }, 'TIAUSDT'),
  none({ kind: 'dry run', symbol: 'TIAUSDT', action: 'buy', qty: 4 }, 'TIAUSDT'),
  one({ type: 'replay', symbol: 'TIAUSDT', action: 'close' }, close('TIAUSDT')),
  // seen after the first run: neighbours of what was misread
  ...[
    { trigger_value: 5 },
    { triggers: [5, 6] },
    { gtt: true },
    { stage: 'preview' },
    { kind: 'recap' },
    { type: 'signal_history' },
    { event: 'setup_forming' },
    { event: 'reminder' },
    { event: 'invalidated' },
    { status: 'invalid' },
    { signal_status: 'expired' },
    { state: 'forming' },
    { phase: 'armed' },
  ].map((fields) => none({ symbol: 'TIAUSDT', action: 'buy', qty: 4, ...fields }, 'TIAUSDT')),
  one({ symbol: 'TIAUSDT', action: 'close', event: 'invalidated' }, close('TIAUSDT')),
  one({ symbol: 'TIAUSDT', action: 'buy', qty: 4, status: 'active', stage: 'entry' }, buy('TIAUSDT', { quantity: 4 })),
  none({ event: 'liquidation', symbol: 'TIAUSDT', side: 'sell', qty: 1200, price: 5.2 }, 'TIAUSDT'),
  none({ event: 'stop_loss_triggered', symbol: 'TIAUSDT', side: 'sell', pnl: -12.1 }, 'TIAUSDT'),
  // freqtrade
  one(
    { pair: 'XRP/USDT', side: 'long', stakeamount: 50, ordertype: 'market', entry_tag: 'force' },
    orRefused(buy('XRP/USDT', { notional: 50 })),
  ),
  one(
    { type: 'entry_cancel', pair: 'XRP/USDT', direction: 'Long', reason: 'timeout', limit: 2.1, amount: 20 },
    cancel('XRP/USDT', { accept_kinds: ['reject', 'status'] }),
  ),
  none({ type: 'exit_fill', pair: 'XRP/USDT', gain: 'profit', profit_amount: 3.1, close_rate: 2.2 }, 'XRP/USDT'),
  none({ type: 'protection_trigger', pair: 'XRP/USDT', lock_end_time: '2026-03-02 10:00', reason: 'CooldownPeriod' }, 'XRP/USDT'),
];

export const MANY_BOTS_BROKERS = [BROKERS, HOME].flat();
