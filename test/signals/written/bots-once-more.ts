// Owns: JSON and lines of bots and bridges with what is rare in them: Zignaly, Altrady, TV-Hub, OctoBot, Gunbot, Hummingbot, freqtrade,
// TradersPost, 3Commas, Pipsender, TradingConnector, and what people nest.

import {
  alert,
  at,
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

const KEY = 'a-made-up-secret';
const zig = (more: object): object => ({
  key: KEY,
  exchange: 'binance',
  pair: 'avaxusdt',
  type: 'entry',
  orderType: 'market',
  signalId: 'x1',
  ...more,
});
const altrady = (more: object): object => ({ api_key: 'k', api_secret: KEY, exchange: 'BINA', symbol: 'BINA_USDT_AVAX', ...more });
const hub = (more: object): object => ({ exchange: 'binance-futures', pair: 'AVAXUSDT', token: KEY, apiKey: 'main', ...more });
const octo = (...lines: string[]): string => ['EXCHANGE=BINANCE', 'SYMBOL=AVAXUSDT', ...lines].join('\n');
const post = (more: object): object => ({ ticker: 'AMD', action: 'buy', quantity: 4, ...more });
const avax = (more = {}): ReturnType<typeof buy> => orRefused(buy('AVAXUSDT', more));
const zigBuy = (more = {}): ReturnType<typeof buy> => orRefused(buy('avaxusdt', more));
const amd = (more = {}): ReturnType<typeof buy> => orRefused(buy('AMD', { quantity: 4, ...more }));
const link = (side: typeof buy): ReturnType<typeof buy> =>
  orRefused(side('EURUSD', { no_quantity: true, stop_loss: { raw: 40 }, take_profits: [{ raw: 60 }] }));
const nested = (more: object): object => ({ order: { symbol: 'AVAXUSDT', side: 'buy', qty: 8 }, ...more });

export const BOTS_ONCE_MORE: readonly WrittenAlert[] = [
  // Zignaly
  alert(
    'Zignaly: an entry',
    zig({ positionSizePercentage: '10', stopLossPercentage: '-5', takeProfitPercentage1: '10', takeProfitAmountPercentage1: '100' }),
    zigBuy({ percent: 10, stop_loss: { percent: 5 }, take_profits: [{ percent: 10, share: 100 }] }),
  ),
  report('Zignaly: buys more later', zig({ DCATargetPercentage1: '-5', DCAAmountPercentage1: '50', side: 'long' })),
  report('Zignaly: an entry that ends', zig({ orderType: 'limit', limitPrice: '24.5', buyTTL: '300', side: 'long' })),
  report('Zignaly: a stop limit by its own name', zig({ buyStopPrice: '25.5', limitPrice: '25.6', orderType: 'stop-limit', side: 'long' })),
  report(
    'Zignaly: a trail from a trigger',
    zig({ side: 'long', trailingStopTriggerPercentage: '4', trailingStopDistancePercentage: '-3' }),
  ),
  report('Zignaly: several orders', zig({ orderType: 'multi', side: 'long' })),
  // told, and not followed: the stop stays where it is
  alert(
    'Zignaly: a stop that follows targets',
    zig({ side: 'long', stopLossFollowsTakeProfit: true, takeProfitPercentage1: '10' }),
    zigBuy({ take_profits: [{ percent: 10 }] }),
  ),
  alert('Zignaly: an exit', zig({ type: 'exit' }), orRefused(close('avaxusdt'))),
  report(
    'Zignaly: sells a part of what is left',
    zig({ type: 'update', side: 'sell', reduceTargetPercentage: '2', reduceAvailablePercentage: '50' }),
  ),
  report('Zignaly: the market is not to be traded', zig({ type: 'disableMarket' })),
  report('Zignaly: stop', zig({ type: 'stop', side: 'long' })),
  alert('Zignaly: cancels the entry', zig({ type: 'cancelEntry' }), cancel('avaxusdt')),
  // Altrady
  report('Altrady: for a test', altrady({ side: 'long', test: true })),
  alert(
    'Altrady: opens with money',
    altrady({ side: 'long', action: 'open', test: false, quote_amount: 100, signal_price: 25 }),
    orRefused(buy('BINA_USDT_AVAX', { notional: 100, signal_price: 25 })),
  ),
  report(
    'Altrady: buys more later',
    altrady({ side: 'long', action: 'open', dca_orders: [{ price_percentage: 2, quantity_percentage: 100 }] }),
  ),
  report(
    'Altrady: a stop that cools down',
    altrady({ side: 'long', action: 'open', stop_loss: { stop_percentage: 2, cool_down_amount: 5, cool_down_time_frame: 'minute' } }),
  ),
  report(
    'Altrady: an entry that ends',
    altrady({ side: 'long', action: 'open', order_type: 'limit', signal_price: 24, entry_expiration: { time: 30, price: 26 } }),
  ),
  report('Altrady: starts the bot', altrady({ action: 'start_bot' })),
  report('Altrady: starts the bot and opens', altrady({ action: 'start_and_open', side: 'long' })),
  alert('Altrady: closes', altrady({ action: 'close', side: 'long' }), orRefused(closeLong('BINA_USDT_AVAX'))),
  // TV-Hub
  alert(
    'TV-Hub: sells at market',
    hub({ isSell: true, isMarket: true, units: 8 }),
    orRefused(sell('AVAXUSDT', { quantity: 8, order_type: 'market' })),
  ),
  alert('TV-Hub: a percentage of the balance', hub({ isBuy: true, isMarket: true, units: 2, unitsPercent: 2 }), noOrder),
  report('TV-Hub: after a delay', hub({ isBuy: true, isMarket: true, delay: 10, units: 8 })),
  report('TV-Hub: no second entry', hub({ isBuy: true, isMarket: true, preventPyramiding: true, units: 8 })),
  report('TV-Hub: the testnet', { ...hub({ isBuy: true, isMarket: true, units: 8 }), exchange: 'binance-futures-testnet' }),
  report('TV-Hub: both sides', hub({ isBuy: true, isSell: true, isMarket: true })),
  report('TV-Hub: at market and as a limit', hub({ isSell: true, isMarket: true, isLimit: true, price: 31 })),
  report('TV-Hub: not at market, and nothing else', hub({ isSell: true, isMarket: false })),
  alert('TV-Hub: an exit that is not at market', hub({ isClose: true, isMarket: false }), close('AVAXUSDT')),
  report('TV-Hub: no side', hub({ isBuy: false, isSell: false, isMarket: true })),
  report('TV-Hub: a buy that closes, for either side', hub({ isBuy: true, isClose: true, closeLong: true, closeShort: true })),
  report('TV-Hub: DCA', hub({ isBuy: true, isMarket: true, units: 8, dca: { orderCount: 3, maximumPercent: 5 } })),
  alert('TV-Hub: buys and closes the other side before', hub({ isBuy: true, isMarket: true, units: 8, closeCurrentPosition: true }), {
    ...noOrder,
    kind: 'order',
    action: 'multi',
    accept_kinds: ['reject'],
    symbol: 'AVAXUSDT',
    legs: [close('AVAXUSDT'), buy('AVAXUSDT', { quantity: 8 })],
  }),
  report('TV-Hub: stop at break-even', hub({ isStopLossBreakEven: true, isBuy: true })),
  // OctoBot
  alert(
    'OctoBot: a limit',
    octo('SIGNAL=BUY', 'ORDER_TYPE=LIMIT', 'VOLUME=8', 'PRICE=24.5'),
    avax({ quantity: 8, order_type: 'limit', limit_price: 24.5 }),
  ),
  alert('OctoBot: a percentage of what is available', octo('SIGNAL=BUY', 'VOLUME=12a%'), avax({ percent: 12, percent_of: 'available' })),
  report('OctoBot: a percentage of the pair', octo('SIGNAL=BUY', 'VOLUME=12s%')),
  report('OctoBot: a limit as an offset', octo('SIGNAL=BUY', 'ORDER_TYPE=LIMIT', 'VOLUME=8', 'PRICE=-5%')),
  alert('OctoBot: only reduces', octo('SIGNAL=SELL', 'VOLUME=8', 'REDUCE_ONLY=true'), {
    ...orRefused(closeLong('AVAXUSDT', { quantity: 8 })),
    accept_actions: ['close', 'sell'],
  }),
  alert(
    'OctoBot: stop and target',
    octo('SIGNAL=BUY', 'VOLUME=8', 'STOP_PRICE=22', 'TAKE_PROFIT_PRICE=30'),
    avax({ quantity: 8, ...sl(22), take_profits: tp(30) }),
  ),
  alert('OctoBot: cancels', octo('SIGNAL=CANCEL'), cancel('AVAXUSDT')),
  report('OctoBot: cancels one side', octo('SIGNAL=CANCEL', 'PARAM_SIDE=buy', 'VOLUME=8', 'ACTION=BUY')),
  // Gunbot, TradeBridge, Pipsender, TradingConnector, LinkMyTrading
  report('Gunbot: a subject line with an amount and a rate', 'BUY_BINANCE_USDT-AVAX_100_24.5'),
  report('Gunbot: a stop-loss of its own', 'STOPLOSS_BINANCE_USDT-AVAX'),
  alert('Gunbot: a subject line', 'SELL_BINANCE_USDT-AVAX', orRefused(sell('USDT-AVAX'))),
  alert(
    'TradeBridge: lots and pips',
    `BUY,EURUSD,VOLUME=0.30,SL=50,TP=100,KEY=${KEY}`,
    orRefused(buy('EURUSD', { quantity: 0.3, quantity_unit: 'lots', stop_loss: { pips: 50 }, take_profits: [{ pips: 100 }] })),
  ),
  report('TradeBridge: a trail from a start', `BUY,EURUSD,VOLUME=0.30,SL=50,TRAIL=20,TRAILSTART=30,KEY=${KEY}`),
  // the size of the strategy counts, and the number of `risk` is told
  alert('TradingLink: break-even', '70c3ecab,EURUSD,buy,tp=60,sl=40,risk=0.05,betrigger=30,beoffset=2', link(buy)),
  alert('TradingLink: a size that only its settings know', '70c3ecab,EURUSD,buy,tp=60,sl=40,risk=0.05', link(buy)),
  alert(
    'TradingLink: prices',
    '70c3ecab,EURUSD,sell,tp=1.07$,sl=1.09$,risk=0.05',
    orRefused(sell('EURUSD', { no_quantity: true, ...sl(1.09), take_profits: tp(1.07) })),
  ),
  report('TradingConnector: a part', 'closepart tradesymbol=EURUSD closevol=50'),
  alert(
    'TradingConnector: buy with a break-even',
    'buy tradesymbol=EURUSD lotsize=0.3 slprice=1.07 betrigger=50',
    orRefused(buy('EURUSD', { quantity: 0.3, quantity_unit: 'lots', ...sl(1.07) })),
  ),
  report(
    'LinkMyTrading: a wait',
    'ALPHA(AVAXUSDT){type=market,side=buy,amount=8;wait(3s);type=limit,position=0,offset=1%,reduceOnly=true}',
  ),
  // freqtrade, Hummingbot, Jesse, Capitalise
  alert(
    'freqtrade: what forces an entry',
    { pair: 'AVAX/USDT', side: 'long', ordertype: 'market', stakeamount: 100, entry_tag: 'tv' },
    orRefused(buy('AVAX/USDT', { notional: 100, order_type: 'market' })),
  ),
  alert('freqtrade: what forces an exit of a trade', { tradeid: '12', ordertype: 'market', amount: 0.5 }, noOrder),
  report('Hummingbot: an executor with barriers', {
    type: 'position_executor',
    connector_name: 'binance_perpetual',
    trading_pair: 'AVAX-USDT',
    side: 'BUY',
    amount: '8',
    leverage: 20,
    triple_barrier_config: { stop_loss: 0.03, take_profit: 0.02, time_limit: 2700 },
  }),
  report('Hummingbot: an executor that buys more later', {
    type: 'dca_executor',
    trading_pair: 'AVAX-USDT',
    side: 'BUY',
    amounts_quote: [10, 20],
    prices: [25, 24],
  }),
  report('Jesse: a position is opened', 'Opened long position: AVAX-USDT, qty: 8, entry: 25.1'),
  alert(
    'an order whose status is active',
    { event: 'order', symbol: 'AVAX-USDT', side: 'buy', type: 'LIMIT', qty: 8, price: 24.5, status: 'ACTIVE' },
    orRefused(buy('AVAX-USDT', { quantity: 8, order_type: 'limit', limit_price: 24.5 })),
  ),
  report('Capitalise: a strategy in words', 'Buy 4 shares of AMD when the price is above 180 and sell at 5% profit'),
  report('Capitalise: a switch', { strategyId: 's1', action: 'activate', symbol: 'AMD' }),
  report('Option Alpha: opens a spread', { symbol: 'SPY', action: 'open', position: 'short put spread', qty: 1 }),
  // TradersPost, SignalStack, CrossTrade
  alert(
    'TradersPost: a part of the position',
    post({ action: 'exit', quantityType: 'percent_of_position', quantity: 50 }),
    orRefused(close('AMD', { percent: 50, percent_of: 'position' })),
  ),
  report('TradersPost: money at risk', post({ quantityType: 'risk_dollar_amount', quantity: 100, stopLoss: { type: 'trailing_stop' } })),
  alert('TradersPost: waits, which is read', post({ delay: 10 }), amd()),
  alert(
    'TradersPost: a trail as the order',
    post({ action: 'sell', orderType: 'trailing_stop', trailPercent: 2 }),
    orRefused(sell('AMD', { quantity: 4, order_type: 'trailing_stop', trailing: { percent: 2 } })),
  ),
  report('TradersPost: a trailing stop as the stop-loss without a trigger', post({ stopLoss: { type: 'trailing_stop', trailTicks: 20 } })),
  alert(
    'TradersPost: after hours',
    post({ orderType: 'limit', limitPrice: 180, extendedHours: true }),
    amd({ order_type: 'limit', limit_price: 180 }),
  ),
  alert(
    'SignalStack: money',
    { symbol: 'AMD', action: 'buy', quantity: 500, quantity_type: 'cash' },
    orRefused(buy('AMD', { notional: 500 })),
  ),
  alert(
    'SignalStack: a part of the equity',
    { symbol: 'AMD', action: 'buy', quantity: 5, quantity_type: 'percent_of_equity' },
    orRefused(buy('AMD', { percent: 5, percent_of: 'equity' })),
  ),
  alert(
    'SignalStack: a stop',
    { symbol: 'AMD', action: 'sell', quantity: 4, stop_price: 170 },
    orRefused(sell('AMD', { quantity: 4, order_type: 'stop', stop_price: 170 })),
  ),
  // 3Commas and those that post to its like
  alert(
    '3Commas: starts a deal later, which is read',
    { message_type: 'bot', bot_id: 8812734, email_token: KEY, delay_seconds: 60, pair: 'USDT_AVAX' },
    orRefused(buy('USDT_AVAX')),
  ),
  report('3Commas: a share of the margin', {
    secret: KEY,
    max_lag: '300',
    timestamp: '2026-03-02T09:20:01Z',
    trigger_price: '25',
    tv_exchange: 'BINANCE',
    tv_instrument: 'AVAXUSDT',
    action: 'enter_long',
    bot_uuid: 'u',
    order: { amount: '50', currency_type: 'unknown_percent' },
  }),
  alert(
    '3Commas: funds are added',
    {
      action: 'add_funds_in_quote',
      message_type: 'bot',
      bot_id: 8812734,
      email_token: KEY,
      delay_seconds: 0,
      pair: 'USDT_AVAX',
      volume: 100,
      side: 'buy',
    },
    { ...orRefused(buy('USDT_AVAX', { notional: 100 })), accept_actions: ['add'] },
  ),
  report('a bot by its switch', { bot: 'b1', command: 'pause', symbol: 'AVAXUSDT', side: 'long' }),
  alert(
    'an order by mode reverse',
    { stub: 'dev', direction: 'short', symbol: 'AVAX-PERP', size: '50', mode: 'reverse' },
    { ...orRefused(sell('AVAX-PERP', { notional: 50 })), accept_actions: ['reverse'] },
  ),
  report('an order by mode overflow', { stub: 'dev', direction: 'short', symbol: 'AVAX-PERP', size: '50', mode: 'overflow' }),
  report('an entry switch that is off', {
    account: 'main',
    symbol: 'AVAXUSDT',
    positionSide: 'LONG',
    leverage: 5,
    amount: 100,
    entry: false,
    side: 'BUY',
  }),
  alert(
    'a stop-loss that was hit',
    { action: 'sl', side: 'long', symbol: 'AVAXUSDT', size_type: 'percent', size: 100, tag: 'STOP_LOSS' },
    closeLong('AVAXUSDT', { percent: 100, percent_of: 'position' }),
  ),
  alert(
    'sides and switches of a schema with its money',
    {
      alert_id: 'A-L-1',
      event_type: 'ENTRY',
      asset: 'AVAX',
      side: 'LONG',
      entry: 25,
      sl: 22,
      tp1: 28,
      tp2: 32,
      tp1_pct: 50,
      qty: 8,
      leverage: 5,
      risk_usd: 10,
      notional_usdc: 200,
      margin_usdc: 40,
    },
    orRefused(buy('AVAX', { quantity: 8, leverage: 5, ...at(25), ...sl(22), take_profits: [{ price: 28, share: 50 }, { price: 32 }] })),
  ),
  // nested
  report('rules beside a nested order', nested({ rules: { only_if: 'rsi < 30' } })),
  report('a trial beside a nested order', nested({ meta: { dryRun: true } })),
  report('a delay beside a nested order', nested({ execution: { delay_seconds: 30 } })),
  report('an end beside a nested order', { order: { symbol: 'AVAXUSDT', side: 'buy', qty: 8, type: 'limit', price: 24, expires_in: 60 } }),
  alert(
    'a nested order that only reduces',
    { order: { symbol: 'AVAXUSDT', side: 'sell', qty: 8, reduce_only: true } },
    { ...orRefused(closeLong('AVAXUSDT', { quantity: 8 })), accept_actions: ['close', 'sell'] },
  ),
  alert(
    'an action in an object',
    { symbol: 'AVAXUSDT', signal: { type: 'entry', side: 'short' }, qty: 8 },
    orRefused(sell('AVAXUSDT', { quantity: 8 })),
  ),
  alert('an exit in an object', { symbol: 'AVAXUSDT', signal: { type: 'exit', side: 'short' } }, orRefused(closeShort('AVAXUSDT'))),
  alert(
    'entry and exit in objects',
    { symbol: 'AVAXUSDT', side: 'long', entry: { type: 'limit', price: 24.5 }, exit: { stop: 22, target: 30 }, qty: 8 },
    avax({ quantity: 8, order_type: 'limit', limit_price: 24.5, ...sl(22), take_profits: tp(30) }),
  ),
  report('a long order and a short one', { orders: { long: { symbol: 'AVAXUSDT', qty: 8 }, short: { symbol: 'AVAXUSDT', qty: 8 } } }),
  report('an entry order and the exit order that waits', {
    symbol: 'AVAXUSDT',
    orders: [
      { side: 'buy', qty: 8 },
      { side: 'sell', qty: 8, type: 'stop', stop_price: 22, reduce_only: true, condition: 'after_fill' },
    ],
  }),
  alert(
    'an entry and its protection in a list',
    { alerts: [{ symbol: 'AVAXUSDT', action: 'sell', qty: 8 }] },
    orRefused(sell('AVAXUSDT', { quantity: 8 })),
  ),
  report('a reply of a server with the order', { ok: true, order: { symbol: 'AVAXUSDT', side: 'buy', qty: 8 } }),
  report('an order that was sent', { sent: true, symbol: 'AVAXUSDT', side: 'buy', qty: 8 }),
  report('an order with what is filled', { symbol: 'AVAXUSDT', side: 'buy', qty: 8, executedQty: '8' }),
  report('an order with its commission', { symbol: 'AVAXUSDT', side: 'buy', qty: 8, commission: '0.02' }),
  report('an order with its number at the exchange and its average', {
    symbol: 'AVAXUSDT',
    side: 'buy',
    qty: 8,
    exchange_order_id: '91',
    avg_price: 25.1,
  }),
  report('a subject that says filled', { subject: 'Filled: Buy 8 AVAXUSDT', symbol: 'AVAXUSDT', side: 'buy', qty: 8 }),
  report('a notification in its type', { notification: 'Order executed', symbol: 'AVAXUSDT', side: 'buy', qty: 8 }),
  report('an order that works', { symbol: 'AVAXUSDT', side: 'buy', qty: 8, order_status: 'working' }),
  report('a trade that is closed', { symbol: 'AVAXUSDT', side: 'buy', qty: 8, closed: true, pnl: 12 }),
  report('an order that is an example', { sample: true, symbol: 'AVAXUSDT', side: 'buy', qty: 8 }),
];
