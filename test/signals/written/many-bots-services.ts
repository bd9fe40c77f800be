// Owns: what a person with many bots sends as JSON to the services of bots, with their other fields, commands and spellings.

import {
  alert,
  buy,
  cancel,
  close,
  closeLong,
  closeShort,
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
const noSymbol = { needs_default_symbol: true, accept_kinds: ['order', 'reject'] };

const commas = (more: object): object => ({
  secret: 's3',
  max_lag: '300',
  timestamp: '2026-03-02T09:20:01Z',
  tv_exchange: 'BYBIT',
  tv_instrument: 'SUIUSDT.P',
  bot_uuid: '9f1c0c0e-3b7d-4a52-9c39-8f6e2d1a77b1',
  ...more,
});
const dca = (more: object): object => ({ message_type: 'bot', bot_id: 5512, email_token: 't', delay_seconds: 0, ...more });
const okx = (more: object): object => ({
  instrument: 'ETH-USDT-SWAP',
  signalToken: 'k',
  timestamp: '2026-03-02T09:20:01Z',
  maxLag: '60',
  ...more,
});
export const MANY_BOTS_SERVICES: readonly WrittenAlert[] = [
  // TradersPost
  one({ ticker: 'NVDA', action: 'buy', quantityType: 'dollar_amount', quantity: 1500 }, buy('NVDA', { notional: 1500 })),
  one({ ticker: 'NVDA', action: 'exit', quantity: 3 }, close('NVDA', { quantity: 3 })),
  one({ ticker: 'NVDA', action: 'exit', quantityType: 'percent_of_position', quantity: 50 }, close('NVDA', half)),
  one(
    { ticker: 'AMZN', action: 'add', quantity: 5, price: 212.4 },
    {
      ...buy('AMZN', { quantity: 5, signal_price: 212.4 }),
      action: 'add',
      side: null,
      accept_actions: ['buy'],
      accept_kinds: ['order', 'reject'],
    },
  ),
  one(
    { ticker: 'MES1!', action: 'sell', orderType: 'stop', stopPrice: 5990.25, quantity: 1 },
    sell('MES1!', { quantity: 1, order_type: 'stop', stop_price: 5990.25 }),
  ),
  one(
    { ticker: 'IWM', action: 'buy', orderType: 'stop_limit', stopPrice: 221.5, limitPrice: 221.9, quantity: 8 },
    buy('IWM', { quantity: 8, order_type: 'stop_limit', stop_price: 221.5, limit_price: 221.9 }),
  ),
  one(
    { ticker: 'QQQ', action: 'buy', quantity: 2, takeProfit: { amount: 4 }, stopLoss: { type: 'stop', amount: 2 } },
    buy('QQQ', { quantity: 2, take_profits: [{ amount: 4 }], stop_loss: { amount: 2 } }),
  ),
  one({ ticker: 'QQQ', action: 'buy', quantity: 2, cancelAfter: 60, extras: { note: 'am' } }, buy('QQQ', { quantity: 2 })),
  one(
    { ticker: 'QQQ', action: 'buy', quantity: 3, stopLoss: { type: 'trailing_stop', trailPrice: 3.5 } },
    orRefused(buy('QQQ', { quantity: 3, trailing: { amount: 3.5 } })),
  ),
  one(
    { ticker: 'META', action: 'sell', sentiment: 'flat', quantity: 6, signalPrice: 640 },
    closeLong('META', { quantity: 6, signal_price: 640, position_target: 'flat' }),
  ),
  one(
    { ticker: 'META', action: 'buy', quantityType: 'fixed_quantity', quantity: 6, timeInForce: 'day' },
    buy('META', { quantity: 6, time_in_force: 'day' }),
  ),
  // still short after it: a part of the short is bought back
  one(
    { ticker: 'META', action: 'buy', sentiment: 'bearish', quantity: 6, orderType: 'market' },
    orRefused(closeShort('META', { quantity: 6, position_target: 'short' })),
  ),
  one(
    { ticker: 'META', action: 'sell', sentiment: 'short', takeProfit: { limitPrice: 600 }, stopLoss: { stopPrice: 655 } },
    sell('META', { position_target: 'short', take_profits: tp(600), ...sl(655) }),
  ),
  // 3Commas
  one(
    commas({ action: 'enter_long', order: { amount: '30', currency_type: 'quote' } }),
    buy('SUIUSDT.P', { notional: 30, position_side: 'long' }),
  ),
  one(
    commas({ action: 'enter_short', order: { amount: '12', currency_type: 'base' } }),
    sell('SUIUSDT.P', { quantity: 12, position_side: 'short' }),
  ),
  one(
    commas({ action: 'enter_long', order: { amount: '10', currency_type: 'margin_percent' } }),
    orRefused(buy('SUIUSDT.P', { percent: 10, position_side: 'long' })),
  ),
  one(commas({ action: 'exit_long', order: { amount: '50', currency_type: 'position_percent' } }), closeLong('SUIUSDT.P', half)),
  one(commas({ action: 'exit_short', order: { amount: '4', currency_type: 'base' } }), closeShort('SUIUSDT.P', { quantity: 4 })),
  one(
    commas({ action: 'enter_long', order: { amount: '5', currency_type: 'base', order_type: 'limit', price: '2.41' } }),
    buy('SUIUSDT.P', { quantity: 5, order_type: 'limit', limit_price: 2.41, position_side: 'long' }),
  ),
  one(commas({ action: 'disable', trigger_price: '2.5' }), { ...noOrder, symbol: 'SUIUSDT.P' }),
  one(
    commas({ action: 'enter_long', stop_loss: { enabled: true, breakeven: false, trigger_price_percent: -2 } }),
    buy('SUIUSDT.P', { position_side: 'long', stop_loss: { percent: 2 } }),
  ),
  one(dca({ action: 'close_at_market_price', pair: 'USDT_ADA' }), close('USDT_ADA')),
  one(dca({ action: 'close_at_market_price_all' }), { ...close(null), ...noSymbol }),
  one(dca({ action: 'cancel', pair: 'USDT_ADA' }), cancel('USDT_ADA')),
  none(dca({ action: 'stop_bot' })),
  none(dca({ action: 'start_bot' })),
  one(dca({ pair: 'USDT_LINK' }), { ...buy('USDT_LINK'), accept_kinds: ['order', 'reject'] }),
  // WunderTrading
  one({ code: 'Exit-Long', pair: 'AVAXUSDT', orderType: 'market' }, closeLong('AVAXUSDT')),
  one({ code: 'EXIT-ALL', pair: 'AVAXUSDT' }, close('AVAXUSDT')),
  one(
    { code: 'Enter-Short', pair: 'AVAXUSDT', orderType: 'limit', price: 31.5, amountPerTradeType: 'base', amountPerTrade: 3 },
    sell('AVAXUSDT', { quantity: 3, order_type: 'limit', limit_price: 31.5, position_side: 'short' }),
  ),
  one(
    {
      code: 'Enter-Long',
      pair: 'AVAXUSDT',
      amountPerTradeType: 'quote',
      amountPerTrade: 90,
      stopLoss: { price: 28.4 },
      takeProfits: [
        { price: 33, portfolio: 0.4 },
        { price: 35, portfolio: 0.6 },
      ],
    },
    buy('AVAXUSDT', {
      notional: 90,
      ...sl(28.4),
      take_profits: [
        { price: 33, share: 40 },
        { price: 35, share: 60 },
      ],
    }),
  ),
  // OKX
  one(
    okx({ action: 'EXIT_LONG', investmentType: 'percentage_position', amount: '50', orderType: 'market' }),
    closeLong('ETH-USDT-SWAP', half),
  ),
  one(okx({ action: 'EXIT_SHORT', investmentType: 'percentage_position', amount: '100' }), closeShort('ETH-USDT-SWAP', { percent: 100 })),
  one(
    okx({ action: 'ENTER_SHORT', investmentType: 'contract', amount: '3', orderType: 'market' }),
    orRefused(sell('ETH-USDT-SWAP', { quantity: 3, quantity_unit: 'contracts', position_side: 'short' })),
  ),
  one(
    okx({ action: 'ENTER_LONG', investmentType: 'margin', amount: '150', orderType: 'market' }),
    orRefused(buy('ETH-USDT-SWAP', { notional: 150 })),
  ),
  one(
    okx({ action: 'ENTER_LONG', investmentType: 'percentage_investment', amount: '20', orderType: 'limit', orderPriceOffset: '0.1' }),
    orRefused(buy('ETH-USDT-SWAP', { percent: 20, order_type: 'limit' })),
  ),
  // Finandy, Hoox, AlgoWay
  one(
    { name: 'Hook 3', secret: 's', symbol: 'NEARUSDT', side: 'sell', positionSide: 'long', close: { type: 'market', amount: '50%' } },
    orRefused({ ...closeLong('NEARUSDT', half) }),
  ),
  one(
    { name: 'Hook 3', secret: 's', symbol: 'NEARUSDT', side: 'buy', open: { amountType: 'sumUsd', amount: '100', leverage: 10 } },
    orRefused(buy('NEARUSDT', { notional: 100, leverage: 10 })),
  ),
  one(
    {
      name: 'Hook 3',
      secret: 's',
      symbol: 'NEARUSDT',
      side: 'buy',
      tp: {
        orders: [
          { ofs: 1, piece: 50 },
          { ofs: 2, piece: 50 },
        ],
      },
      sl: { price: 4.1 },
    },
    orRefused(
      buy('NEARUSDT', {
        ...sl(4.1),
        take_profits: [
          { percent: 1, share: 50 },
          { percent: 2, share: 50 },
        ],
      }),
    ),
  ),
  one({ apiKey: 'k', exchange: 'mexc', action: 'CLOSE_LONG', symbol: 'WIFUSDT', quantity: 20 }, closeLong('WIFUSDT', { quantity: 20 })),
  one(
    { apiKey: 'k', exchange: 'mexc', action: 'SHORT', symbol: 'WIFUSDT', quantity: 20, leverage: 3, price: 1.9, orderType: 'LIMIT' },
    sell('WIFUSDT', { quantity: 20, leverage: 3, order_type: 'limit', limit_price: 1.9 }),
  ),
  one({ platform_name: 'bitget', order_action: 'closeshort', ticker: 'XRPUSDT.P' }, closeShort('XRPUSDT.P')),
  one({ platform_name: 'dxtrade', order_action: 'flat', ticker: 'GER40' }, close('GER40')),
  one(
    {
      platform_name: 'tradelocker',
      order_action: 'sell',
      ticker: 'GER40',
      order_contracts: '0.5',
      sl_price: '18300',
      tp1_price: '18000',
      tp2_price: '17800',
    },
    orRefused(sell('GER40', { quantity: 0.5, ...sl(18300), take_profits: tp(18000, 17800) })),
  ),
  alert(
    'WunderTrading: an orderType that closes, and no amount',
    { code: 'MYBOT-A', orderType: 'closeLong', pair: 'ADAUSDT' },
    closeLong('ADAUSDT', { strategy: 'MYBOT-A' }),
  ),
  alert(
    'WunderTrading: an orderType that opens, and no amount',
    { code: 'MYBOT-A', orderType: 'openShort', pair: 'ADAUSDT', stopLoss: 2 },
    sell('ADAUSDT', { strategy: 'MYBOT-A', stop_loss: { percent: 2 }, position_side: 'short' }),
  ),
  alert(
    'WunderTrading: code and orderType that want the same',
    { code: 'EXIT-ALL', orderType: 'closeLong', pair: 'ADAUSDT' },
    closeLong('ADAUSDT'),
  ),
  ...[
    ['ENTER-SHORT', 'openLong'],
    ['EXIT-LONG', 'openLong'],
    ['ENTER-LONG', 'closeLong'],
    ['EXIT-SHORT', 'closeLong'],
    ['MYBOT-A', 'closeLong?'],
    ['MYBOT-A', 'notOpenLong'],
  ].map(([code, orderType]) =>
    report(`WunderTrading: code ${code} and orderType ${orderType}`, {
      code,
      orderType,
      pair: 'ADAUSDT',
      amountPerTrade: 50,
      amountPerTradeType: 'quote',
    }),
  ),
];
