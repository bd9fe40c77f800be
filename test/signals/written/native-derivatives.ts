// Owns: requests of Bybit, Binance, Kraken and exchanges of futures, pasted as alerts.
// What each means is by the sender's own documents; where nobody can tell, it may be refused.

import { alert, buy, closeLong, closeShort, report, sell, type WrittenAlert } from './written-alert.ts';

const MR = { accept_kinds: ['order', 'reject'] };
/** Contracts of the venue. */
const CT = { quantity_unit: 'contracts', ...MR };
const by = { category: 'linear', symbol: 'BTCUSDT', side: 'Buy', orderType: 'Market', qty: '0.01', positionIdx: 0 };
const bn = {
  symbol: 'BTCUSDT',
  side: 'SELL',
  positionSide: 'LONG',
  type: 'MARKET',
  quantity: '0.01',
  timestamp: 1796220000000,
  recvWindow: 5000,
};
const bg = {
  symbol: 'ETHUSDT',
  productType: 'USDT-FUTURES',
  marginMode: 'isolated',
  marginCoin: 'USDT',
  size: '1.5',
  side: 'buy',
  tradeSide: 'open',
  orderType: 'market',
  clientOid: '1',
};

export const NATIVE_DERIVATIVES: readonly WrittenAlert[] = [
  // Bybit
  alert(
    'Bybit with tp and sl',
    { ...by, takeProfit: '70000', stopLoss: '60000', tpslMode: 'Full' },
    buy('BTCUSDT', { quantity: 0.01, order_type: 'market', take_profits: [{ price: 70000 }], stop_loss: { price: 60000 }, ...MR }),
  ),
  alert(
    'Bybit spot market buy counts quote',
    { category: 'spot', symbol: 'ETHUSDT', side: 'Buy', orderType: 'Market', qty: '200' },
    buy('ETHUSDT', { notional: 200, order_type: 'market', ...MR }),
  ),
  alert(
    'Bybit spot base coin',
    { category: 'spot', symbol: 'ETHUSDT', side: 'Buy', orderType: 'Market', qty: '0.5', marketUnit: 'baseCoin' },
    buy('ETHUSDT', { quantity: 0.5, order_type: 'market', ...MR }),
  ),
  alert(
    'Bybit spot quote coin',
    { category: 'spot', symbol: 'ETHUSDT', side: 'Buy', orderType: 'Market', qty: '200', marketUnit: 'quoteCoin' },
    buy('ETHUSDT', { notional: 200, order_type: 'market', ...MR }),
  ),
  alert(
    'Bybit reduce only',
    { ...by, side: 'Sell', reduceOnly: true, closeOnTrigger: false },
    sell('BTCUSDT', { quantity: 0.01, accept_actions: ['sell', 'close_long', 'close'], extra: { reduce_only: 1 }, ...MR }),
  ),
  alert('Bybit hedge sell on long', { ...by, side: 'Sell', positionIdx: 1 }, closeLong('BTCUSDT', { quantity: 0.01, ...MR })),
  alert('Bybit hedge buy on short', { ...by, side: 'Buy', positionIdx: 2 }, closeShort('BTCUSDT', { quantity: 0.01, ...MR })),
  alert(
    'Bybit trigger up',
    { ...by, triggerPrice: '68000', triggerDirection: 1 },
    buy('BTCUSDT', { quantity: 0.01, order_type: 'stop', stop_price: 68000, ...MR }),
  ),
  report('Bybit trigger down buy', { ...by, triggerPrice: '58000', triggerDirection: 2 }),
  alert(
    'Bybit close whole',
    { ...by, side: 'Sell', qty: '0', reduceOnly: true, closeOnTrigger: true },
    closeLong('BTCUSDT', { accept_actions: ['close_long', 'close', 'sell'], ...MR }),
  ),
  alert(
    'Bybit inverse counts dollars',
    { category: 'inverse', symbol: 'BTCUSD', side: 'Buy', orderType: 'Market', qty: '100' },
    buy('BTCUSD', { quantity: 100, ...CT }),
  ),
  // Binance
  alert('Binance hedge sell of a long', bn, closeLong('BTCUSDT', { quantity: 0.01, order_type: 'market', position_side: 'long', ...MR })),
  alert('Binance both', { ...bn, positionSide: 'BOTH' }, sell('BTCUSDT', { quantity: 0.01, order_type: 'market' })),
  report('Binance close position at a stop', {
    symbol: 'BTCUSDT',
    side: 'SELL',
    type: 'STOP_MARKET',
    stopPrice: '60000',
    closePosition: 'true',
    timestamp: 1796220000000,
  }),
  alert(
    'Binance stop market',
    { symbol: 'BTCUSDT', side: 'BUY', type: 'STOP_MARKET', stopPrice: '68000', quantity: '0.01' },
    buy('BTCUSDT', { quantity: 0.01, order_type: 'stop', stop_price: 68000 }),
  ),
  alert(
    'Binance STOP is a stop limit',
    { symbol: 'BTCUSDT', side: 'BUY', type: 'STOP', stopPrice: '68000', price: '68100', quantity: '0.01', timeInForce: 'GTC' },
    buy('BTCUSDT', { quantity: 0.01, order_type: 'stop_limit', stop_price: 68000, limit_price: 68100, ...MR }),
  ),
  report('Binance take profit market', {
    symbol: 'BTCUSDT',
    side: 'SELL',
    type: 'TAKE_PROFIT_MARKET',
    stopPrice: '70000',
    quantity: '0.01',
    reduceOnly: 'true',
  }),
  alert(
    'Binance trailing stop',
    {
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'TRAILING_STOP_MARKET',
      callbackRate: '1.0',
      activationPrice: '70000',
      quantity: '0.01',
      reduceOnly: 'true',
    },
    sell('BTCUSDT', {
      quantity: 0.01,
      order_type: 'trailing_stop',
      trailing: { percent: 1, activation_price: 70000 },
      accept_actions: ['sell', 'close_long'],
      ...MR,
    }),
  ),
  alert(
    'Binance spot quote quantity',
    { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quoteOrderQty: '50', timestamp: 1796220000000 },
    buy('BTCUSDT', { notional: 50, order_type: 'market' }),
  ),
  alert(
    'Binance form limit',
    'symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=9000&recvWindow=5000&timestamp=1796220000000',
    buy('BTCUSDT', { quantity: 1, order_type: 'limit', limit_price: 9000 }),
  ),
  report('Binance futures trade update', {
    e: 'ORDER_TRADE_UPDATE',
    E: 1796220000000,
    T: 1796220000000,
    o: {
      s: 'BTCUSDT',
      c: 'TEST',
      S: 'SELL',
      o: 'MARKET',
      f: 'GTC',
      q: '0.001',
      p: '0',
      ap: '64000',
      x: 'TRADE',
      X: 'FILLED',
      i: 8886774,
      l: '0.001',
      z: '0.001',
      L: '64000',
    },
  }),
  report('Binance execution report', {
    e: 'executionReport',
    E: 1796220000000,
    s: 'ETHBTC',
    c: 'x',
    S: 'BUY',
    o: 'LIMIT',
    f: 'GTC',
    q: '1.00000000',
    p: '0.10264410',
    x: 'NEW',
    X: 'NEW',
    i: 4293153,
  }),
  report('Binance order answer', {
    symbol: 'BTCUSDT',
    orderId: 28,
    orderListId: -1,
    clientOrderId: '6gCrw2kRUAF9CvJDGP16IP',
    transactTime: 1796220000000,
    price: '0.00000000',
    origQty: '10.00000000',
    executedQty: '10.00000000',
    cummulativeQuoteQty: '10.00000000',
    status: 'FILLED',
    timeInForce: 'GTC',
    type: 'MARKET',
    side: 'SELL',
  }),
  report(
    'Binance price protect take profit limit form',
    'symbol=ETHUSDT&side=SELL&type=TAKE_PROFIT&stopPrice=4100&price=4090&quantity=0.4&timeInForce=GTC',
  ),
  // Kraken
  alert(
    'Kraken form limit',
    'nonce=163245617&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25',
    buy('XBTUSD', { quantity: 1.25, order_type: 'limit', limit_price: 37500 }),
  ),
  alert(
    'Kraken stop-loss order',
    { nonce: 163245617, ordertype: 'stop-loss', type: 'sell', volume: '1.25', pair: 'XBTUSD', price: '36000' },
    sell('XBTUSD', { quantity: 1.25, order_type: 'stop', stop_price: 36000, ...MR }),
  ),
  alert(
    'Kraken stop-loss-limit',
    { ordertype: 'stop-loss-limit', type: 'sell', volume: '1.25', pair: 'XBTUSD', price: '36000', price2: '35900' },
    sell('XBTUSD', { quantity: 1.25, order_type: 'stop_limit', stop_price: 36000, limit_price: 35900, ...MR }),
  ),
  report('Kraken take-profit order', { ordertype: 'take-profit', type: 'sell', volume: '1.25', pair: 'XBTUSD', price: '50000' }),
  alert(
    'Kraken volume in quote',
    { ordertype: 'market', type: 'buy', volume: '50', pair: 'XBTUSD', oflags: 'viqc' },
    buy('XBTUSD', { notional: 50, order_type: 'market', ...MR }),
  ),
  report('Kraken validate only', { ordertype: 'market', type: 'buy', volume: '0.1', pair: 'XBTUSD', validate: true }),
  alert(
    'Kraken conditional close',
    { ordertype: 'limit', type: 'buy', volume: '1.25', pair: 'XBTUSD', price: '37500', close: { ordertype: 'stop-loss', price: '36000' } },
    buy('XBTUSD', { quantity: 1.25, order_type: 'limit', limit_price: 37500, stop_loss: { price: 36000 }, ...MR }),
  ),
  alert(
    'Kraken conditional close, bracketed names',
    'ordertype=limit&type=buy&volume=1.25&pair=XBTUSD&price=37500&close[ordertype]=stop-loss&close[price]=36000',
    buy('XBTUSD', { quantity: 1.25, order_type: 'limit', limit_price: 37500, stop_loss: { price: 36000 }, ...MR }),
  ),
  alert(
    'Kraken relative price',
    { ordertype: 'trailing-stop', type: 'sell', volume: '1.25', pair: 'XBTUSD', price: '+5%' },
    sell('XBTUSD', { quantity: 1.25, order_type: 'trailing_stop', trailing: { percent: 5 }, ...MR }),
  ),
  alert(
    'Kraken futures',
    { orderType: 'mkt', symbol: 'PF_XBTUSD', side: 'sell', size: 0.1, reduceOnly: true },
    sell('PF_XBTUSD', { quantity: 0.1, accept_actions: ['sell', 'close_long', 'close'], extra: { reduce_only: 1 }, ...MR }),
  ),
  // KuCoin, Bitget, MEXC
  alert(
    'KuCoin market funds',
    { clientOid: '5c52e11203aa677f33e493fb', side: 'buy', symbol: 'BTC-USDT', type: 'market', funds: '20' },
    buy('BTC-USDT', { notional: 20, order_type: 'market', ...MR }),
  ),
  alert(
    'KuCoin limit',
    { clientOid: '5c52e11203aa677f33e493fb', side: 'sell', symbol: 'BTC-USDT', type: 'limit', price: '64000', size: '0.002' },
    sell('BTC-USDT', { quantity: 0.002, order_type: 'limit', limit_price: 64000 }),
  ),
  alert(
    'KuCoin futures lots',
    { clientOid: '5c52', side: 'sell', symbol: 'XBTUSDTM', leverage: '5', type: 'market', size: 10 },
    sell('XBTUSDTM', { quantity: 10, leverage: 5, ...CT }),
  ),
  report('KuCoin futures stop that closes', {
    clientOid: '5c52',
    side: 'sell',
    symbol: 'XBTUSDTM',
    type: 'market',
    stop: 'down',
    stopPrice: '60000',
    stopPriceType: 'TP',
    closeOrder: true,
  }),
  alert(
    'Bitget preset stops',
    {
      ...bg,
      orderType: 'limit',
      price: '2000',
      force: 'gtc',
      reduceOnly: 'NO',
      presetStopSurplusPrice: '2300',
      presetStopLossPrice: '1800',
    },
    buy('ETHUSDT', {
      quantity: 1.5,
      order_type: 'limit',
      limit_price: 2000,
      take_profits: [{ price: 2300 }],
      stop_loss: { price: 1800 },
      ...MR,
    }),
  ),
  alert('Bitget hedge close long is side buy', { ...bg, side: 'buy', tradeSide: 'close' }, closeLong('ETHUSDT', { quantity: 1.5, ...MR })),
  alert(
    'Bitget old names',
    { symbol: 'BTCUSDT_UMCBL', marginCoin: 'USDT', side: 'close_long', orderType: 'market', size: '0.01' },
    closeLong('BTCUSDT_UMCBL', { quantity: 0.01, ...MR }),
  ),
  alert(
    'Bitget spot market buy counts quote',
    { symbol: 'ETHUSDT', side: 'buy', orderType: 'market', force: 'gtc', size: '100' },
    buy('ETHUSDT', { quantity: 100, ...MR }),
  ),
  alert(
    'MEXC contract open long',
    { symbol: 'BTC_USDT', price: 0, vol: 1, side: 1, type: 5, openType: 1, leverage: 20 },
    buy('BTC_USDT', { quantity: 1, leverage: 20, ...CT }),
  ),
  alert(
    'MEXC contract close short',
    { symbol: 'BTC_USDT', price: 0, vol: 1, side: 2, type: 5, openType: 1, leverage: 20 },
    closeShort('BTC_USDT', { quantity: 1, leverage: 20, ...CT }),
  ),
  alert(
    'MEXC contract open short',
    { symbol: 'BTC_USDT', price: 65000, vol: 1, side: 3, type: 1, openType: 1, leverage: 20 },
    sell('BTC_USDT', { quantity: 1, leverage: 20, order_type: 'limit', limit_price: 65000, ...CT }),
  ),
  alert(
    'MEXC contract close long',
    { symbol: 'BTC_USDT', price: 0, vol: 1, side: 4, type: 5, openType: 1 },
    closeLong('BTC_USDT', { quantity: 1, ...CT }),
  ),
  alert(
    'MEXC spot quote',
    { symbol: 'MXUSDT', side: 'BUY', type: 'MARKET', quoteOrderQty: '30' },
    buy('MXUSDT', { notional: 30, order_type: 'market' }),
  ),
  // Hyperliquid, Deribit, BingX, Delta, CoinDCX
  report('Hyperliquid wire', {
    action: { type: 'order', orders: [{ a: 4, b: true, p: '1100', s: '0.2', r: false, t: { limit: { tif: 'Gtc' } } }], grouping: 'na' },
    nonce: 1796220000000,
  }),
  alert(
    'Hyperliquid SDK',
    { coin: 'ETH', is_buy: false, sz: 0.2, limit_px: 1100, order_type: { limit: { tif: 'Gtc' } }, reduce_only: true },
    sell('ETH', {
      quantity: 0.2,
      order_type: 'limit',
      limit_price: 1100,
      accept_actions: ['sell', 'close_long'],
      extra: { reduce_only: 1 },
      ...MR,
    }),
  ),
  report('Hyperliquid SDK stop', {
    coin: 'ETH',
    is_buy: true,
    sz: 0.2,
    limit_px: 3300,
    order_type: { trigger: { triggerPx: '3200', isMarket: true, tpsl: 'sl' } },
    reduce_only: true,
  }),
  report('Deribit buy', {
    jsonrpc: '2.0',
    id: 5275,
    method: 'private/buy',
    params: { instrument_name: 'ETH-PERPETUAL', amount: 40, type: 'market', label: 'market0000234' },
  }),
  alert(
    'BingX with quoted take profit',
    {
      symbol: 'BTC-USDT',
      side: 'SELL',
      positionSide: 'SHORT',
      type: 'MARKET',
      quantity: 5,
      takeProfit: '{"type": "TAKE_PROFIT_MARKET", "stopPrice": 31968.0,"price": 31968.0,"workingType":"MARK_PRICE"}',
    },
    sell('BTC-USDT', { quantity: 5, order_type: 'market', take_profits: [{ price: 31968 }], position_side: 'short', ...MR }),
  ),
  alert(
    'Delta reduce only',
    { product_symbol: 'BTCUSD', size: 10, side: 'sell', order_type: 'market_order', reduce_only: 'true' },
    sell('BTCUSD', { quantity: 10, accept_actions: ['sell', 'close_long', 'close'], extra: { reduce_only: 1 }, ...CT }),
  ),
  alert(
    'CoinDCX limit',
    { side: 'buy', order_type: 'limit_order', market: 'SNTBTC', price_per_unit: '0.03244', total_quantity: 400, timestamp: 1796220000000 },
    buy('SNTBTC', { quantity: 400, order_type: 'limit', limit_price: 0.03244, ...MR }),
  ),
  alert(
    'KuCoin futures, a small number of lots',
    { clientOid: '5c52', side: 'sell', symbol: 'XBTUSDTM', leverage: '5', type: 'market', size: 2 },
    sell('XBTUSDTM', { quantity: 2, leverage: 5, ...CT }),
  ),
  alert(
    'Gate spot, a small sum of quote',
    { currency_pair: 'BTC_USDT', type: 'market', account: 'spot', side: 'buy', amount: '5', time_in_force: 'ioc' },
    buy('BTC_USDT', { notional: 5, order_type: 'market', ...MR }),
  ),
  alert(
    'Bitget spot, a small sum of quote',
    { symbol: 'ETHUSDT', side: 'buy', orderType: 'market', force: 'gtc', size: '5' },
    buy('ETHUSDT', { notional: 5, order_type: 'market', ...MR }),
  ),
  alert('Gate contract with a side', { contract: 'BTC_USDT', side: 'buy', size: 5 }, buy('BTC_USDT', { quantity: 5, ...CT })),
  report('Binance take profit that reduces', {
    symbol: 'BTCUSDT',
    side: 'SELL',
    type: 'TAKE_PROFIT',
    price: '70000',
    quantity: '0.01',
    reduceOnly: true,
  }),
  report('Bybit change of an order', {
    category: 'linear',
    symbol: 'BTCUSDT',
    side: 'Buy',
    orderType: 'Limit',
    orderId: 'c6f055d9-7f21-4079-913d-e6523a9cfffa',
    qty: '0.2',
    price: '60000',
  }),
];
