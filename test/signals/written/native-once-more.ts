// Owns: requests of exchanges, brokers and bots that were refused though they say all that an order is, and their neighbours.

import { alert, buy, close, closeLong, closeShort, noOrder, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const kucoin = (more: object): object => ({ clientOid: 'c-1', side: 'buy', symbol: 'ADA-USDT', type: 'market', ...more });
const tradier = (more: string): string => `class=equity&symbol=KO&quantity=7&duration=day&${more}`;
const leg = (instruction: string, more: object = {}, instrument: object = { symbol: 'KO', assetType: 'EQUITY' }): object => ({
  instruction,
  quantity: 7,
  instrument,
  ...more,
});
const schwab = (legs: readonly object[], more: object = {}): object => ({
  orderType: 'MARKET',
  session: 'NORMAL',
  duration: 'DAY',
  orderStrategyType: 'SINGLE',
  orderLegCollection: legs,
  ...more,
});
const octo = (more: object): object => ({ EXCHANGE: 'kraken', SYMBOL: 'ADAUSDT', SIGNAL: 'BUY', ...more });
const dcx = (more: object): object => ({ side: 'buy', market: 'ADAINR', order_type: 'market_order', total_quantity: 40, ...more });
const dcxFuture = (more: object): object => ({
  timestamp: 1780000000,
  order: { side: 'sell', pair: 'B-ADA_USDT', order_type: 'market_order', total_quantity: 40, leverage: 5, ...more },
});
const bitget = (more: object): object => ({
  symbol: 'ADAUSDT',
  productType: 'USDT-FUTURES',
  marginCoin: 'USDT',
  size: '40',
  side: 'buy',
  tradeSide: 'open',
  orderType: 'limit',
  price: '0.8',
  ...more,
});
const htx = (more: object): object => ({
  contract_code: 'ADA-USDT',
  direction: 'buy',
  offset: 'open',
  volume: 12,
  lever_rate: 5,
  order_price_type: 'opponent',
  ...more,
});
const mexc = (side: number, more: object = {}): object => ({
  symbol: 'ADA_USDT',
  vol: 12,
  side,
  type: 5,
  openType: 1,
  leverage: 5,
  ...more,
});
const lots = { quantity: 12, quantity_unit: 'contracts', order_type: 'market', leverage: 5 };
const paisa = (more: object): object => ({ OrderType: 'B', Exchange: 'N', ExchangeType: 'C', Price: 0, Qty: 7, StopLossPrice: 0, ...more });

export const NATIVE_ONCE_MORE: readonly WrittenAlert[] = [
  // KuCoin and Coinbase: money of an order at market
  alert('KuCoin: funds of a buy', kucoin({ funds: '150' }), buy('ADA-USDT', { notional: 150, order_type: 'market' })),
  alert('KuCoin: funds of a sell', kucoin({ side: 'sell', funds: 150 }), sell('ADA-USDT', { notional: 150, order_type: 'market' })),
  alert('Coinbase: funds', { product_id: 'ADA-USD', side: 'buy', type: 'market', funds: '99.5' }, buy('ADA-USD', { notional: 99.5 })),
  report('KuCoin: funds and a size', kucoin({ funds: '150', size: '40' })),
  report('KuCoin: funds of a limit', kucoin({ type: 'limit', price: '0.8', funds: '150' })),
  alert(
    'KuCoin: a size counts units',
    kucoin({ type: 'limit', price: '0.8', size: '150' }),
    buy('ADA-USDT', { quantity: 150, order_type: 'limit', limit_price: 0.8 }),
  ),
  report('KuCoin: no funds', kucoin({ funds: 'abc' })),
  // Tradier
  alert('Tradier: a stop', tradier('side=buy&type=stop&stop=71.5'), buy('KO', { quantity: 7, order_type: 'stop', stop_price: 71.5 })),
  alert(
    'Tradier: a stop limit',
    tradier('side=buy&type=stop_limit&stop=71.5&price=71.6'),
    buy('KO', { quantity: 7, order_type: 'stop_limit', stop_price: 71.5, limit_price: 71.6 }),
  ),
  alert('Tradier: covers', tradier('side=buy_to_cover&type=market'), { ...closeShort('KO', { quantity: 7 }), side: 'buy' }),
  report('Tradier: a stop without its price', tradier('side=buy&type=stop')),
  report('a stop that may be the stop-loss', { symbol: 'KO', side: 'buy', quantity: 7, type: 'limit', price: 70, stop: 71.5 }),
  // Schwab
  alert('Schwab: at market', schwab([leg('BUY')]), buy('KO', { quantity: 7, order_type: 'market' })),
  alert(
    'Schwab: a limit that stays, before and after the session',
    schwab([leg('BUY')], { orderType: 'LIMIT', price: '70.1', duration: 'GOOD_TILL_CANCEL', session: 'SEAMLESS' }),
    buy('KO', { quantity: 7, order_type: 'limit', limit_price: 70.1 }),
  ),
  alert(
    'Schwab: a stop limit',
    schwab([leg('SELL_SHORT')], { orderType: 'STOP_LIMIT', price: 68.9, stopPrice: 69 }),
    sell('KO', { quantity: 7, order_type: 'stop_limit', limit_price: 68.9, stop_price: 69, position_side: 'short' }),
  ),
  alert('Schwab: sells what is held', schwab([leg('SELL')]), {
    ...sell('KO', { quantity: 7 }),
    accept_actions: ['close_long'],
  }),
  alert('Schwab: covers', schwab([leg('BUY_TO_COVER')]), { ...closeShort('KO', { quantity: 7 }), side: 'buy' }),
  alert('Schwab: a buy that closes', schwab([leg('BUY', { positionEffect: 'CLOSING' })]), {
    ...closeShort('KO', { quantity: 7 }),
    side: 'buy',
  }),
  alert('Schwab: in a wrapper', { order: schwab([leg('BUY')]) }, buy('KO', { quantity: 7 })),
  alert('Schwab: dollars', schwab([leg('BUY', { quantity: 500, quantityType: 'DOLLARS' })]), buy('KO', { notional: 500 })),
  report('Schwab: two legs', schwab([leg('BUY'), leg('SELL_SHORT')])),
  report('Schwab: no leg', schwab([])),
  report('Schwab: an option', schwab([leg('BUY_TO_OPEN', {}, { symbol: 'KO    261218C00070000', assetType: 'OPTION' })])),
  report('Schwab: triggers another', schwab([leg('BUY')], { orderStrategyType: 'TRIGGER', childOrderStrategies: [schwab([leg('SELL')])] })),
  report('Schwab: ends at a time', schwab([leg('BUY')], { orderType: 'LIMIT', price: 70, cancelTime: '2026-12-04' })),
  report('Schwab: stands for a week', schwab([leg('BUY')], { orderType: 'LIMIT', price: 70, duration: 'END_OF_WEEK' })),
  report('Schwab: has filled', schwab([leg('BUY')], { status: 'FILLED', filledQuantity: 7 }), 'KO'),
  report('Schwab: buys all shares', schwab([leg('BUY', { quantityType: 'ALL_SHARES' })])),
  // OctoBot in JSON
  alert(
    'OctoBot: a limit with stop and targets',
    octo({ ORDER_TYPE: 'LIMIT', VOLUME: 40, PRICE: 0.8, STOP_PRICE: 0.75, TAKE_PROFIT_PRICE_1: '0.85', TAKE_PROFIT_PRICE_2: '0.9' }),
    buy('ADAUSDT', { quantity: 40, order_type: 'limit', limit_price: 0.8, take_profits: tp(0.85, 0.9), ...sl(0.75) }),
  ),
  alert('OctoBot: a price at market informs', octo({ VOLUME: '40', PRICE: 0.8 }), buy('ADAUSDT', { quantity: 40, signal_price: 0.8 })),
  alert('OctoBot: a part of the account', octo({ VOLUME: '2%' }), buy('ADAUSDT', { percent: 2, percent_of: 'equity' })),
  alert(
    'OctoBot: a stop order',
    octo({ VOLUME: 40, ORDER_TYPE: 'STOP', STOP_PRICE: 0.85 }),
    buy('ADAUSDT', { quantity: 40, order_type: 'stop', stop_price: 0.85 }),
  ),
  report('OctoBot: a price as an offset', octo({ ORDER_TYPE: 'LIMIT', VOLUME: 40, PRICE: '-5%' })),
  report('OctoBot: a trail that is not read', octo({ VOLUME: 40, TRAILING_PROFILE: 'filled_take_profit' })),
  alert('another sender in capitals', octo({ QTY: 40 }), buy('ADAUSDT', { quantity: 40 })),
  report('another sender in capitals, and contrary', octo({ ACTION: 'SELL', QTY: 40 })),
  // CoinDCX
  alert('CoinDCX: at market', dcx({}), buy('ADAINR', { quantity: 40, order_type: 'market' })),
  alert(
    'CoinDCX: a limit',
    dcx({ order_type: 'limit_order', price_per_unit: '71.2', timestamp: 1780000000 }),
    buy('ADAINR', { quantity: 40, order_type: 'limit', limit_price: 71.2 }),
  ),
  report('CoinDCX: a limit without its price', dcx({ order_type: 'limit_order' })),
  alert('CoinDCX: a future', dcxFuture({}), sell('ADA_USDT', { quantity: 40, order_type: 'market', leverage: 5 })),
  alert(
    'CoinDCX: a future at market, as documented',
    dcxFuture({ price: '0.79', stop_price: '0.79', notification: 'email_notification' }),
    sell('ADA_USDT', { quantity: 40, order_type: 'market', leverage: 5, signal_price: 0.79 }),
  ),
  alert(
    'CoinDCX: a future with its stop',
    dcxFuture({ order_type: 'stop_limit', price: '0.74', stop_price: '0.75' }),
    sell('ADA_USDT', { quantity: 40, order_type: 'stop_limit', limit_price: 0.74, stop_price: 0.75, leverage: 5 }),
  ),
  report('CoinDCX: a trigger beside an order at market', dcxFuture({ stop_price: '0.75' })),
  report('CoinDCX: takes profit', dcxFuture({ order_type: 'take_profit_market', stop_price: '0.75' })),
  report('CoinDCX: its answer', dcx({ id: 'x', status: 'open', remaining_quantity: 40 }), 'ADAINR'),
  // Bitget
  alert(
    'Bitget: presets',
    bitget({ presetStopSurplusPrice: '0.9', presetStopLossPrice: '0.75', force: 'gtc' }),
    buy('ADAUSDT', { quantity: 40, order_type: 'limit', limit_price: 0.8, take_profits: tp(0.9), ...sl(0.75) }),
  ),
  alert(
    'Bitget: presets of the first version, and post only',
    bitget({ presetTakeProfitPrice: 0.9, presetStopLossPrice: 0.75, force: 'post_only' }),
    buy('ADAUSDT', { quantity: 40, order_type: 'limit', limit_price: 0.8, take_profits: tp(0.9), ...sl(0.75), time_in_force: 'post_only' }),
  ),
  report('Bitget: a preset that is no number', bitget({ presetStopLossPrice: 'abc' })),
  report('Bitget: a preset on the wrong side', bitget({ presetStopLossPrice: 0.85 })),
  alert(
    'Bitget: an empty preset',
    bitget({ presetStopSurplusPrice: '', presetStopLossPrice: '0.75' }),
    buy('ADAUSDT', { quantity: 40, order_type: 'limit', limit_price: 0.8, ...sl(0.75) }),
  ),
  // MEXC
  alert('MEXC: opens a long', mexc(1), buy('ADA_USDT', { ...lots, position_side: 'long' })),
  alert('MEXC: closes a short', mexc(2), { ...closeShort('ADA_USDT', lots), side: 'buy' }),
  alert(
    'MEXC: opens a short with a limit',
    mexc(3, { type: 1, price: 0.8, stopLossPrice: 0.85, takeProfitPrice: 0.7 }),
    sell('ADA_USDT', { ...lots, order_type: 'limit', limit_price: 0.8, take_profits: tp(0.7), ...sl(0.85), position_side: 'short' }),
  ),
  alert('MEXC: closes a long', mexc(4), { ...closeLong('ADA_USDT', lots), side: 'sell' }),
  report('MEXC: an unknown side', mexc(5)),
  report('MEXC: an unknown type', mexc(1, { type: 6 })),
  report('MEXC: a limit without its price', mexc(1, { type: 1 })),
  report('MEXC: its answer', mexc(1, { orderId: '7', state: 3, dealVol: 12 }), 'ADA_USDT'),
  // HTX
  alert('HTX: opens a long', htx({}), buy('ADA-USDT', { ...lots, position_side: 'long' })),
  alert(
    'HTX: opens a short with a limit',
    htx({ direction: 'sell', order_price_type: 'limit', price: 0.8, sl_trigger_price: 0.85, tp_trigger_price: 0.7 }),
    sell('ADA-USDT', { ...lots, order_type: 'limit', limit_price: 0.8, take_profits: tp(0.7), ...sl(0.85), position_side: 'short' }),
  ),
  alert('HTX: closes a long', htx({ direction: 'sell', offset: 'close' }), { ...closeLong('ADA-USDT', lots), side: 'sell' }),
  alert('HTX: closes a short', htx({ offset: 'close', order_price_type: 'some_day' }), { ...closeShort('ADA-USDT', lots), side: 'buy' }),
  alert('HTX: one way', htx({ offset: 'both', direction: 'sell' }), sell('ADA-USDT', lots)),
  report('HTX: an offset that is not known', htx({ offset: 'half' })),
  report('HTX: an unknown type', htx({ order_price_type: 'some_day' })),
  report('HTX: a limit without its price', htx({ order_price_type: 'limit' })),
  report('HTX: of nothing', htx({ volume: 0 })),
  report('HTX: waits for a trigger', htx({ trigger_type: 'ge', trigger_price: 0.9, order_price: 0.91 })),
  report('HTX: its answer', htx({ order_id: 7, status: 6, trade_volume: 12 }), 'ADA-USDT'),
  // 5paisa
  alert('5paisa: a code alone', paisa({ ScripCode: 3787 }), buy('3787', { quantity: 7, order_type: 'market' })),
  alert(
    '5paisa: short names',
    { Exch: 'N', ExchType: 'C', ScripCode: '3787', OrderType: 'SELL', Qty: 7, Price: 250 },
    sell('3787', { quantity: 7, order_type: 'limit', limit_price: 250 }),
  ),
  alert('5paisa: a name beside the code', paisa({ ScripCode: 3787, ScripData: 'WIPRO_EQ' }), buy('WIPRO_EQ', { quantity: 7 })),
  report('5paisa: a code of 0', paisa({ ScripCode: 0 })),
  // options in words
  report('an option without its expiry', 'BUY NIFTY 24500 CE\nEntry 120\nSL 90'),
  report('an option in a field', { action: 'buy', symbol: 'NIFTY 24500 CE', quantity: 75 }),
  alert('an option in full', 'BUY NFO:NIFTY-2026-12-29-24500-CE qty=75', buy('NFO:NIFTY-2026-12-29-24500-CE', { quantity: 75 })),
  alert('the nearest one', 'CLOSE NFO:NIFTY-NEAR-24500-CE', close('NFO:NIFTY-NEAR-24500-CE')),
  alert('an exit of an option in words', 'EXIT NIFTY 24500 CE', orRefused({ ...noOrder, kind: 'reject' })),
];
