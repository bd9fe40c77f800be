// Owns: requests of exchanges, pasted as alerts: signed sizes, contracts, orders that wait.
// What each means is by the sender's own documents; where nobody can tell, it may be refused.

import { alert, buy, close, closeLong, report, sell, type WrittenAlert } from './written-alert.ts';

const T = '2026-11-29T14:00:00Z';
const cb = (cfg: object, side = 'BUY', more: object = {}): object => ({
  client_order_id: '0000-00000-000000',
  product_id: 'BTC-USD',
  side,
  order_configuration: cfg,
  ...more,
});
const ga = { contract: 'BTC_USDT', size: -10, price: '0', tif: 'ioc', text: 't-my-id', reduce_only: false };
const MR = { accept_kinds: ['order', 'reject'] };
/** Contracts of the venue. */
const CT = { quantity_unit: 'contracts', ...MR };
const ok = { instId: 'BTC-USDT-SWAP', tdMode: 'isolated', side: 'sell', posSide: 'long', ordType: 'market', sz: '2' };

export const NATIVE_EXCHANGES: readonly WrittenAlert[] = [
  // Coinbase Advanced
  alert('Coinbase market quote', cb({ market_market_ioc: { quote_size: '100' } }), buy('BTC-USD', { notional: 100, order_type: 'market' })),
  alert(
    'Coinbase market base sell',
    cb({ market_market_ioc: { base_size: '0.002' } }, 'SELL'),
    sell('BTC-USD', { quantity: 0.002, order_type: 'market' }),
  ),
  alert(
    'Coinbase limit',
    cb({ limit_limit_gtc: { base_size: '0.001', limit_price: '91000.00', post_only: false } }),
    buy('BTC-USD', { quantity: 0.001, order_type: 'limit', limit_price: 91000 }),
  ),
  alert(
    'Coinbase limit post only',
    cb({ limit_limit_gtc: { base_size: '0.001', limit_price: '91000.00', post_only: true } }),
    buy('BTC-USD', { quantity: 0.001, order_type: 'limit', limit_price: 91000, ...MR }),
  ),
  alert(
    'Coinbase stop limit',
    cb(
      {
        stop_limit_stop_limit_gtc: {
          base_size: '0.01',
          limit_price: '85000',
          stop_price: '85200',
          stop_direction: 'STOP_DIRECTION_STOP_DOWN',
        },
      },
      'SELL',
    ),
    sell('BTC-USD', { quantity: 0.01, order_type: 'stop_limit', limit_price: 85000, stop_price: 85200 }),
  ),
  report('Coinbase bracket', cb({ trigger_bracket_gtc: { base_size: '0.01', limit_price: '99000', stop_trigger_price: '84000' } }, 'SELL')),
  alert(
    'Coinbase leverage',
    cb({ market_market_ioc: { base_size: '0.01' } }, 'BUY', { leverage: '3', margin_type: 'ISOLATED' }),
    buy('BTC-USD', { quantity: 0.01, leverage: 3, order_type: 'market', ...MR }),
  ),
  report(
    'Coinbase two configurations',
    cb({ market_market_ioc: { quote_size: '100' }, limit_limit_gtc: { base_size: '0.001', limit_price: '91000' } }),
  ),
  alert(
    'Coinbase attached bracket',
    cb({ market_market_ioc: { quote_size: '100' } }, 'BUY', {
      attached_order_configuration: { trigger_bracket_gtc: { limit_price: '99000', stop_trigger_price: '84000' } },
    }),
    buy('BTC-USD', { notional: 100, take_profits: [{ price: 99000 }], stop_loss: { price: 84000 }, ...MR }),
  ),
  report(
    'Coinbase stop direction against the side of the price',
    cb(
      {
        stop_limit_stop_limit_gtc: {
          base_size: '0.01',
          limit_price: '99000',
          stop_price: '98800',
          stop_direction: 'STOP_DIRECTION_STOP_UP',
        },
      },
      'SELL',
    ),
  ),
  report('Coinbase order update', {
    channel: 'user',
    timestamp: T,
    events: [
      {
        type: 'update',
        orders: [
          { order_id: 'x1', product_id: 'BTC-USD', order_side: 'BUY', status: 'FILLED', cumulative_quantity: '0.01', avg_price: '91000' },
        ],
      },
    ],
  }),
  // Gate
  alert('Gate signed sell', ga, sell('BTC_USDT', { quantity: 10, ...CT })),
  alert(
    'Gate signed buy limit',
    { ...ga, size: 5, price: '64000.5', tif: 'gtc' },
    buy('BTC_USDT', { quantity: 5, order_type: 'limit', limit_price: 64000.5, ...CT }),
  ),
  alert(
    'Gate reduce only',
    { ...ga, size: 5, reduce_only: true },
    buy('BTC_USDT', { quantity: 5, accept_actions: ['buy', 'close_short', 'close'], ...CT }),
  ),
  alert('Gate close', { contract: 'ETH_USDT', size: 0, close: true, price: '0', tif: 'ioc' }, close('ETH_USDT', { ...MR })),
  alert(
    'Gate auto_size close long',
    { contract: 'ETH_USDT', size: 0, auto_size: 'close_long', reduce_only: true, price: '0', tif: 'ioc' },
    closeLong('ETH_USDT', { accept_actions: ['close_long', 'close'], ...MR }),
  ),
  alert(
    'Gate spot market buy counts quote',
    { text: 't-123456', currency_pair: 'BTC_USDT', type: 'market', account: 'spot', side: 'buy', amount: '50', time_in_force: 'ioc' },
    buy('BTC_USDT', { notional: 50, order_type: 'market', ...MR }),
  ),
  alert(
    'Gate spot limit',
    {
      text: 't-123456',
      currency_pair: 'BTC_USDT',
      type: 'limit',
      account: 'spot',
      side: 'sell',
      amount: '0.01',
      price: '65000',
      time_in_force: 'gtc',
    },
    sell('BTC_USDT', { quantity: 0.01, order_type: 'limit', limit_price: 65000, ...MR }),
  ),
  // BitMEX
  alert('BitMEX signed sell', { symbol: 'XBTUSD', orderQty: -100, ordType: 'Market' }, sell('XBTUSD', { quantity: 100, ...CT })),
  alert(
    'BitMEX signed buy limit',
    { symbol: 'XBTUSD', orderQty: 100, ordType: 'Limit', price: 61000.5 },
    buy('XBTUSD', { quantity: 100, order_type: 'limit', limit_price: 61000.5, ...CT }),
  ),
  alert(
    'BitMEX stop limit reduce only',
    { symbol: 'XBTUSD', side: 'Sell', orderQty: 100, ordType: 'StopLimit', stopPx: 60000, price: 59950, execInst: 'LastPrice,ReduceOnly' },
    sell('XBTUSD', {
      quantity: 100,
      order_type: 'stop_limit',
      stop_price: 60000,
      limit_price: 59950,
      accept_actions: ['sell', 'close_long'],
      extra: { reduce_only: 1 },
      ...CT,
    }),
  ),
  alert('BitMEX close', { symbol: 'XBTUSD', execInst: 'Close' }, close('XBTUSD', MR)),
  report('BitMEX side against sign', { symbol: 'XBTUSD', side: 'Buy', orderQty: -100, ordType: 'Market' }),
  report('BitMEX market if touched', { symbol: 'XBTUSD', side: 'Sell', orderQty: 100, ordType: 'MarketIfTouched', stopPx: 70000 }),
  // OKX
  alert('OKX swap sell on the long side', ok, closeLong('BTC-USDT-SWAP', { quantity: 2, position_side: 'long', ...CT })),
  alert(
    'OKX swap sell on the short side',
    { ...ok, posSide: 'short' },
    sell('BTC-USDT-SWAP', { quantity: 2, position_side: 'short', ...CT }),
  ),
  alert(
    'OKX spot market buy counts quote',
    { instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'market', sz: '100' },
    buy('BTC-USDT', { notional: 100, order_type: 'market', ...MR }),
  ),
  alert(
    'OKX spot market buy in base',
    { instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'market', sz: '0.01', tgtCcy: 'base_ccy' },
    buy('BTC-USDT', { quantity: 0.01, order_type: 'market', ...MR }),
  ),
  alert(
    'OKX spot limit',
    { instId: 'BTC-USDT', tdMode: 'cash', side: 'buy', ordType: 'limit', px: '64000', sz: '0.05' },
    buy('BTC-USDT', { quantity: 0.05, order_type: 'limit', limit_price: 64000, ...MR }),
  ),
  alert(
    'OKX attached stops',
    { ...ok, side: 'buy', attachAlgoOrds: [{ tpTriggerPx: '70000', tpOrdPx: '-1', slTriggerPx: '60000', slOrdPx: '-1' }] },
    buy('BTC-USDT-SWAP', { quantity: 2, take_profits: [{ price: 70000 }], stop_loss: { price: 60000 }, position_side: 'long', ...CT }),
  ),
  report('OKX order push', {
    arg: { channel: 'orders', instType: 'SWAP', instId: 'BTC-USDT-SWAP' },
    data: [
      { instId: 'BTC-USDT-SWAP', side: 'buy', ordType: 'market', sz: '2', state: 'filled', fillPx: '64000', accFillSz: '2', ordId: '3127' },
    ],
  }),
  report('OKX close-position body', { instId: 'BTC-USDT-SWAP', mgnMode: 'cross', posSide: 'long' }),
  report('Coinbase until a time', cb({ limit_limit_gtd: { base_size: '0.01', limit_price: '91000', end_time: T } })),
  report('Coinbase slices', cb({ twap_limit_gtd: { base_size: '1', limit_price: '91000', number_buckets: '10' } })),
  report('Coinbase field that is not known', cb({ market_market_ioc: { base_size: '1', reduce_only: true } })),
  report('Gate size 0', { ...ga, size: 0 }),
  report('Gate iceberg', { ...ga, iceberg: 5 }),
  report('Gate close with a size', { ...ga, close: true }),
  alert(
    'BitMEX with a side',
    { symbol: 'XBTUSD', side: 'Buy', orderQty: 100, ordType: 'Market' },
    buy('XBTUSD', { quantity: 100, order_type: 'market', ...CT }),
  ),
  report('BitMEX trailing peg', {
    symbol: 'XBTUSD',
    side: 'Sell',
    orderQty: 100,
    ordType: 'Stop',
    pegPriceType: 'TrailingStopPeg',
    pegOffsetValue: -50,
    stopPx: 60000,
  }),
  report('BitMEX all or none', { symbol: 'XBTUSD', side: 'Sell', orderQty: 100, ordType: 'Limit', price: 70000, execInst: 'AllOrNone' }),
  alert(
    'FIX order of shares',
    { symbol: 'MSFT', side: 'Buy', orderQty: 5, ordType: 'Limit', price: 409.5 },
    buy('MSFT', { quantity: 5, order_type: 'limit', limit_price: 409.5 }),
  ),
  report('Coinbase without a size', cb({ market_market_ioc: {} })),
];
