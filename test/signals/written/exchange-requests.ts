// Owns: requests of exchanges' and brokers' own programs, posted as they are: what changes the order hides in one short field.

import { alert, buy, close, closeLong, closeShort, noOrder, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const bybit = (more: object): object => ({ category: 'linear', symbol: 'LINKUSDT', side: 'Buy', orderType: 'Market', qty: '12', ...more });
const okx = (more: object): object => ({ instId: 'LINK-USDT', tdMode: 'cash', side: 'buy', ordType: 'market', sz: '100', ...more });
const binance = (more: object): object => ({ symbol: 'LINKUSDT', side: 'BUY', type: 'MARKET', quantity: '12', ...more });
const kraken = (more: object): object => ({ pair: 'LINKUSD', type: 'buy', ordertype: 'market', volume: '12', ...more });
const alpaca = (more: object): object => ({ symbol: 'NVDA', qty: '3', side: 'buy', type: 'market', time_in_force: 'day', ...more });
const ib = (more: object): object => ({ symbol: 'NVDA', secType: 'STK', action: 'BUY', totalQuantity: 3, orderType: 'MKT', ...more });
const tradier = (more: object): object => ({
  class: 'equity',
  symbol: 'NVDA',
  side: 'buy',
  quantity: 3,
  type: 'market',
  duration: 'day',
  ...more,
});
const link = (more = {}): ReturnType<typeof buy> => orRefused(buy('LINKUSDT', { quantity: 12, ...more }));
const nvda = (more = {}): ReturnType<typeof buy> => orRefused(buy('NVDA', { quantity: 3, ...more }));

export const EXCHANGE_REQUESTS: readonly WrittenAlert[] = [
  // Bybit
  report('Bybit: waits for a trigger', bybit({ triggerPrice: '15.2', triggerDirection: 1 })),
  report('Bybit: a stop order by its filter', bybit({ orderFilter: 'StopOrder', triggerPrice: '15.2' })),
  alert(
    'Bybit: a market buy at spot counts the quote',
    bybit({ category: 'spot', qty: '100' }),
    orRefused(buy('LINKUSDT', { notional: 100 })),
  ),
  report('Bybit: a target for a part', bybit({ takeProfit: '17', tpslMode: 'Partial', tpSize: '6' })),
  report(
    'Bybit: a target that rests as a limit',
    bybit({ takeProfit: '17', tpOrderType: 'Limit', tpLimitPrice: '16.9', tpslMode: 'Partial' }),
  ),
  alert(
    'Bybit: post only by its time in force',
    bybit({ orderType: 'Limit', price: '14.1', timeInForce: 'PostOnly' }),
    link({ order_type: 'limit', limit_price: 14.1 }),
  ),
  alert('Bybit: closes what is held with a quantity of 0', bybit({ side: 'Sell', qty: '0', reduceOnly: true, closeOnTrigger: true }), {
    ...orRefused(closeLong('LINKUSDT')),
    accept_actions: ['close', 'sell'],
  }),
  // OKX
  alert('OKX: a market buy at spot counts the quote', okx({}), orRefused(buy('LINK-USDT', { notional: 100 }))),
  alert('OKX: the quote in its field', okx({ tgtCcy: 'quote_ccy' }), orRefused(buy('LINK-USDT', { notional: 100 }))),
  alert('OKX: the base in its field', okx({ tgtCcy: 'base_ccy', sz: '12' }), orRefused(buy('LINK-USDT', { quantity: 12 }))),
  alert(
    'OKX: levels in a list of their own',
    okx({ tgtCcy: 'base_ccy', sz: '12', attachAlgoOrds: [{ slTriggerPx: '13', slOrdPx: '-1', tpTriggerPx: '17', tpOrdPx: '-1' }] }),
    orRefused(buy('LINK-USDT', { quantity: 12, ...sl(13), take_profits: tp(17) })),
  ),
  report('OKX: a conditional order', okx({ ordType: 'conditional', slTriggerPx: '13', slOrdPx: '-1' })),
  report('OKX: a trigger', okx({ ordType: 'trigger', triggerPx: '15.2', orderPx: '-1' })),
  report('OKX: a trail', okx({ ordType: 'move_order_stop', callbackRatio: '0.02' })),
  alert(
    'OKX: sells the long side',
    { instId: 'LINK-USDT-SWAP', side: 'sell', posSide: 'long', ordType: 'market', sz: '12' },
    orRefused(closeLong('LINK-USDT-SWAP', { quantity: 12, quantity_unit: 'contracts' })),
  ),
  alert(
    'OKX: closes a position',
    { instId: 'LINK-USDT-SWAP', mgnMode: 'cross', posSide: 'long', action: 'close-position' },
    orRefused(closeLong('LINK-USDT-SWAP')),
  ),
  // Binance
  alert('Binance: money', binance({ quantity: undefined, quoteOrderQty: '100' }), orRefused(buy('LINKUSDT', { notional: 100 }))),
  report('Binance: a take-profit order', binance({ side: 'SELL', type: 'TAKE_PROFIT_MARKET', stopPrice: '17' })),
  report('Binance: a trailing stop', binance({ side: 'SELL', type: 'TRAILING_STOP_MARKET', callbackRate: 1, activationPrice: '17' })),
  report('Binance: one cancels the other', binance({ side: 'SELL', price: '17', stopPrice: '13', stopLimitPrice: '12.9' })),
  report('Binance: an iceberg', binance({ type: 'LIMIT', price: '14.1', timeInForce: 'GTC', icebergQty: '2' })),
  report('Binance: good till a date', binance({ type: 'LIMIT', price: '14.1', timeInForce: 'GTD', goodTillDate: 1893456000000 })),
  alert(
    'Binance: a limit that only makes',
    binance({ type: 'LIMIT_MAKER', price: '14.1' }),
    link({ order_type: 'limit', limit_price: 14.1 }),
  ),
  alert(
    'Binance: sells the short side of a hedge',
    binance({ side: 'SELL', positionSide: 'SHORT' }),
    orRefused(sell('LINKUSDT', { quantity: 12, position_side: 'short' })),
  ),
  alert('Binance: buys the short side of a hedge', binance({ positionSide: 'SHORT' }), orRefused(closeShort('LINKUSDT', { quantity: 12 }))),
  alert('Binance: the position is both', binance({ positionSide: 'BOTH' }), link({ order_type: 'market' })),
  report('Binance: a stop-loss at spot', binance({ side: 'SELL', type: 'STOP_LOSS', stopPrice: '13', trailingDelta: 100 })),
  // Kraken
  report('Kraken: checks the order only', kraken({ validate: true })),
  alert('Kraken: the volume is money', kraken({ volume: '100', oflags: 'viqc' }), orRefused(buy('LINKUSD', { notional: 100 }))),
  report('Kraken: an order that closes it', kraken({ 'close[ordertype]': 'stop-loss', 'close[price]': '13' })),
  report('Kraken: a start in a minute', kraken({ starttm: '+60' })),
  report('Kraken: ends in a minute', kraken({ ordertype: 'limit', price: '14.1', expiretm: '+60' })),
  report('Kraken: a limit as an offset', kraken({ ordertype: 'limit', price: '-0.5%' })),
  report('Kraken: a stop-loss order', kraken({ type: 'sell', ordertype: 'stop-loss', price: '13' })),
  report('Kraken: a take-profit order', kraken({ type: 'sell', ordertype: 'take-profit', price: '17' })),
  alert('Kraken: reduces', kraken({ type: 'sell', reduce_only: true }), {
    ...orRefused(closeLong('LINKUSD', { quantity: 12 })),
    accept_actions: ['close', 'sell'],
  }),
  // Coinbase
  alert(
    'Coinbase: money at market',
    { client_order_id: 'a', product_id: 'LINK-USD', side: 'BUY', order_configuration: { market_market_ioc: { quote_size: '100' } } },
    orRefused(buy('LINK-USD', { notional: 100 })),
  ),
  alert(
    'Coinbase: coins at market',
    { client_order_id: 'a', product_id: 'LINK-USD', side: 'SELL', order_configuration: { market_market_ioc: { base_size: '12' } } },
    orRefused(sell('LINK-USD', { quantity: 12 })),
  ),
  alert(
    'Coinbase: a limit',
    {
      client_order_id: 'a',
      product_id: 'LINK-USD',
      side: 'BUY',
      order_configuration: { limit_limit_gtc: { base_size: '12', limit_price: '14.1', post_only: false } },
    },
    orRefused(buy('LINK-USD', { quantity: 12, order_type: 'limit', limit_price: 14.1 })),
  ),
  report('Coinbase: a limit until a time', {
    product_id: 'LINK-USD',
    side: 'BUY',
    order_configuration: { limit_limit_gtd: { base_size: '12', limit_price: '14.1', end_time: '2027-01-02T00:00:00Z' } },
  }),
  report('Coinbase: a bracket', {
    product_id: 'LINK-USD',
    side: 'SELL',
    order_configuration: { trigger_bracket_gtc: { base_size: '12', limit_price: '17', stop_trigger_price: '13' } },
  }),
  // Gate, BitMEX, Deribit, MEXC, Bitget
  alert(
    'Gate: a size below nothing sells',
    { contract: 'LINK_USDT', size: -12, price: '0', tif: 'ioc' },
    orRefused(sell('LINK_USDT', { quantity: 12, quantity_unit: 'contracts' })),
  ),
  alert(
    'Gate: closes the position',
    { contract: 'LINK_USDT', size: 0, price: '0', tif: 'ioc', close: true },
    orRefused(close('LINK_USDT')),
  ),
  report('Gate: closes a side of a hedge', {
    contract: 'LINK_USDT',
    size: 0,
    price: '0',
    tif: 'ioc',
    auto_size: 'close_long',
    reduce_only: true,
    side: 'buy',
  }),
  alert(
    'BitMEX: a quantity below nothing sells',
    { symbol: 'XBTUSD', orderQty: -100, ordType: 'Market' },
    orRefused(sell('XBTUSD', { quantity: 100, quantity_unit: 'contracts' })),
  ),
  alert(
    'BitMEX: closes',
    { symbol: 'XBTUSD', side: 'Sell', ordType: 'Market', execInst: 'Close' },
    { ...orRefused(closeLong('XBTUSD')), accept_actions: ['close'] },
  ),
  report('BitMEX: a stop that trails', {
    symbol: 'XBTUSD',
    side: 'Sell',
    orderQty: 100,
    ordType: 'Stop',
    pegPriceType: 'TrailingStopPeg',
    pegOffsetValue: -50,
  }),
  report('BitMEX: a side against the sign', { symbol: 'XBTUSD', side: 'Buy', orderQty: -100, ordType: 'Market' }),
  alert(
    'Deribit: the method is the side',
    { jsonrpc: '2.0', id: 7, method: 'private/sell', params: { instrument_name: 'BTC-PERPETUAL', amount: 40, type: 'market' } },
    orRefused(sell('BTC-PERPETUAL', { quantity: 40 })),
  ),
  alert(
    'Bitget: close_long as the side',
    { symbol: 'LINKUSDT_UMCBL', side: 'close_long', orderType: 'market', size: '12', marginCoin: 'USDT' },
    orRefused(closeLong('LINKUSDT_UMCBL', { quantity: 12 })),
  ),
  alert(
    'Bitget: open_short as the side',
    { symbol: 'LINKUSDT_UMCBL', side: 'open_short', orderType: 'market', size: '12', marginCoin: 'USDT' },
    orRefused(sell('LINKUSDT_UMCBL', { quantity: 12 })),
  ),
  alert(
    'KuCoin: closes the position',
    { clientOid: 'a', symbol: 'XBTUSDTM', side: 'sell', type: 'market', closeOrder: true },
    { ...orRefused(closeLong('XBTUSDTM')), accept_actions: ['close'] },
  ),
  report('KuCoin: a stop on the way up', {
    clientOid: 'a',
    symbol: 'XBTUSDTM',
    side: 'buy',
    type: 'market',
    size: 2,
    stop: 'up',
    stopPrice: '70000',
    stopPriceType: 'TP',
  }),
  // Alpaca
  report(
    'Alpaca: one cancels the other',
    alpaca({ side: 'sell', order_class: 'oco', type: 'limit', take_profit: { limit_price: '190' }, stop_loss: { stop_price: '170' } }),
  ),
  alert('Alpaca: one triggers the other', alpaca({ order_class: 'oto', stop_loss: { stop_price: '170' } }), nvda({ ...sl(170) })),
  alert(
    'Alpaca: a trailing stop',
    alpaca({ side: 'sell', type: 'trailing_stop', trail_percent: '2' }),
    orRefused(sell('NVDA', { quantity: 3, order_type: 'trailing_stop', trailing: { percent: 2 } })),
  ),
  alert('Alpaca: the intent is to close', alpaca({ side: 'sell', position_intent: 'sell_to_close' }), {
    ...orRefused(closeLong('NVDA', { quantity: 3 })),
    accept_actions: ['close'],
  }),
  alert('Alpaca: the intent is to cover', alpaca({ position_intent: 'buy_to_close' }), {
    ...orRefused(closeShort('NVDA', { quantity: 3 })),
    accept_actions: ['close'],
  }),
  alert('Alpaca: at the opening', alpaca({ time_in_force: 'opg' }), nvda({ time_in_force: 'opg' })),
  alert('Alpaca: at the close', alpaca({ time_in_force: 'cls' }), nvda({ time_in_force: 'cls' })),
  report('Alpaca: legs of options', {
    order_class: 'mleg',
    qty: '1',
    type: 'market',
    legs: [{ symbol: 'AAPL260116C00190000', ratio_qty: '1', side: 'buy', position_intent: 'buy_to_open' }],
  }),
  // Interactive Brokers
  report('IB: is not transmitted', ib({ transmit: false })),
  report('IB: only asks what would be', ib({ whatIf: true })),
  report('IB: good after a time', ib({ goodAfterTime: '20270102 15:30:00' })),
  report('IB: at the close', ib({ orderType: 'MOC' })),
  alert('IB: at the open by its time in force', ib({ tif: 'OPG' }), nvda({ time_in_force: 'opg' })),
  report('IB: a child of another order', ib({ parentId: 7 })),
  report('IB: in a group', ib({ ocaGroup: 'G1', ocaType: 1 })),
  report('IB: a trail', ib({ action: 'SELL', orderType: 'TRAIL', trailingPercent: 2 })),
  report('IB: with a condition', ib({ conditions: [{ type: 'price', isMore: true, price: 180 }] })),
  report('IB: an algorithm', ib({ algoStrategy: 'Twap' })),
  report('IB: relative', ib({ orderType: 'REL', percentOffset: 0.01 })),
  report('IB: an option', ib({ secType: 'OPT', strike: 180, right: 'C', lastTradeDateOrContractMonth: '20270115' })),
  report('IB: a spread', ib({ secType: 'BAG', comboLegs: [{ conId: 1, ratio: 1, action: 'BUY' }] })),
  alert(
    'IB: conditions that are none',
    ib({ conditions: [], transmit: true, whatIf: false, parentId: 0, ocaGroup: '' }),
    nvda({ order_type: 'market' }),
  ),
  alert('IB: money', ib({ totalQuantity: undefined, cashQty: 500 }), orRefused(buy('NVDA', { notional: 500 }))),
  alert(
    'IB bridge: a contract by its number',
    { name: 'NVDA_LONG', sec_type: 'STK', con_id: '4815747', exch: 'SMART', action: 'BUY', volume: '3' },
    orRefused(buy('4815747', { quantity: 3 })),
  ),
  // Tradier, Schwab, TradeStation, tastytrade, OANDA, MetaTrader
  report('Tradier: shows the order only', tradier({ preview: true })),
  alert('Tradier: covers', tradier({ side: 'buy_to_cover' }), orRefused(closeShort('NVDA', { quantity: 3 }))),
  report('Tradier: an option', tradier({ class: 'option', option_symbol: 'NVDA270115C00180000', side: 'buy_to_open' })),
  report('Tradier: several orders', { class: 'otoco', 'symbol[0]': 'NVDA', 'side[0]': 'buy', 'quantity[0]': 3 }),
  alert(
    'Schwab: a leg in its collection',
    {
      orderType: 'MARKET',
      session: 'NORMAL',
      duration: 'DAY',
      orderStrategyType: 'SINGLE',
      orderLegCollection: [{ instruction: 'BUY', quantity: 3, instrument: { symbol: 'NVDA', assetType: 'EQUITY' } }],
    },
    nvda({ order_type: 'market' }),
  ),
  report('Schwab: one triggers another', {
    orderType: 'LIMIT',
    price: '180',
    duration: 'DAY',
    orderStrategyType: 'TRIGGER',
    orderLegCollection: [{ instruction: 'BUY', quantity: 3, instrument: { symbol: 'NVDA' } }],
    childOrderStrategies: [{ orderType: 'STOP' }],
  }),
  alert(
    'TradeStation: sells short',
    { AccountID: 'A1', Symbol: 'NVDA', Quantity: '3', OrderType: 'Market', TradeAction: 'SELLSHORT', TimeInForce: { Duration: 'DAY' } },
    orRefused(sell('NVDA', { quantity: 3 })),
  ),
  alert(
    'TradeStation: covers',
    { AccountID: 'A1', Symbol: 'NVDA', Quantity: '3', OrderType: 'Market', TradeAction: 'BUYTOCOVER', TimeInForce: { Duration: 'DAY' } },
    orRefused(closeShort('NVDA', { quantity: 3 })),
  ),
  report('TradeStation: sends others', {
    AccountID: 'A1',
    Symbol: 'NVDA',
    Quantity: '3',
    OrderType: 'Market',
    TradeAction: 'BUY',
    OSOs: [{ Type: 'BRK', Orders: [] }],
  }),
  alert(
    'tastytrade: sells to close',
    {
      'order-type': 'Market',
      'time-in-force': 'Day',
      legs: [{ 'instrument-type': 'Equity', symbol: 'NVDA', quantity: 3, action: 'Sell to Close' }],
    },
    { ...orRefused(closeLong('NVDA', { quantity: 3 })), accept_actions: ['close'] },
  ),
  alert(
    'OANDA: units below nothing sell',
    { order: { units: '-1200', instrument: 'EUR_USD', type: 'MARKET', timeInForce: 'FOK', positionFill: 'DEFAULT' } },
    orRefused(sell('EUR_USD', { quantity: 1200 })),
  ),
  alert(
    'OANDA: only reduces',
    { order: { units: '-1200', instrument: 'EUR_USD', type: 'MARKET', positionFill: 'REDUCE_ONLY' } },
    { ...orRefused(closeLong('EUR_USD', { quantity: 1200 })), accept_actions: ['close', 'sell'] },
  ),
  alert(
    'OANDA: levels on the fill',
    {
      order: {
        units: '1200',
        instrument: 'EUR_USD',
        type: 'MARKET',
        stopLossOnFill: { price: '1.07' },
        takeProfitOnFill: { price: '1.1' },
      },
    },
    orRefused(buy('EUR_USD', { quantity: 1200, ...sl(1.07), take_profits: tp(1.1) })),
  ),
  report('OANDA: a trail on the fill', {
    order: { units: '1200', instrument: 'EUR_USD', type: 'MARKET', side: 'buy', trailingStopLossOnFill: { distance: '0.002' } },
  }),
  report('MetaTrader: a deal against a position by its ticket', {
    action: 'TRADE_ACTION_DEAL',
    symbol: 'EURUSD',
    type: 'ORDER_TYPE_SELL',
    position: 881234,
    volume: 0.4,
  }),
  report('MetaTrader: numbers for words', { action: 1, symbol: 'EURUSD', type: 1, volume: 0.4, sl: 1.09, tp: 1.07 }),
  alert('MetaApi: closes a symbol', { actionType: 'POSITIONS_CLOSE_SYMBOL', symbol: 'EURUSD' }, orRefused(close('EURUSD'))),
  report('MetaApi: closes a position by its number', {
    actionType: 'POSITION_CLOSE_ID',
    positionId: '881234',
    symbol: 'EURUSD',
    side: 'sell',
  }),
  alert(
    'MetaApi: a market order',
    { actionType: 'ORDER_TYPE_SELL', symbol: 'EURUSD', volume: 0.4, stopLoss: 1.09, takeProfit: 1.07 },
    orRefused(sell('EURUSD', { quantity: 0.4, quantity_unit: 'lots', ...sl(1.09), take_profits: tp(1.07) })),
  ),
  alert(
    'Capital.com: profit and loss in money',
    { epic: 'GOLD', direction: 'BUY', amount: 10, hook_name: 'h', profit: 5, loss: 5 },
    noOrder,
  ),
  alert(
    'IG: a distance',
    {
      epic: 'CS.D.EURUSD.MINI.IP',
      direction: 'SELL',
      size: '2',
      orderType: 'MARKET',
      stopDistance: '20',
      limitDistance: '40',
      forceOpen: true,
    },
    noOrder,
  ),
  alert('XTB: a command as a number', { cmd: 1, symbol: 'EURUSD', volume: 0.4, price: 1.08, type: 0, sl: 1.09, tp: 1.07 }, noOrder),
  alert(
    'TradeSync: a part by its ticket',
    { account_id: 60, command: 'close_partial', by: 'ticket', trade_id: 881234, percentage: 50 },
    noOrder,
  ),
];
