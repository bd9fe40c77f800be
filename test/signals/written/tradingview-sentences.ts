// Owns: TradingView's own sentence in further forms, its price alerts, and the alerts of indicators and screeners that hold words of orders.

import { alert, buy, closeLong, closeShort, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

export const TRADINGVIEW_SENTENCES: readonly WrittenAlert[] = [
  alert('one order turns a long round', 'Supertrend (10, 3): order sell @ 0.7 filled on BTCUSDT.P. New strategy position is -0.35', {
    ...sell('BTCUSDT.P', { quantity: 0.7, position_target: 'short', position_size: -0.35 }),
    accept_actions: ['reverse'],
  }),
  alert('a part of a long is sold', 'Supertrend (10, 3): order sell @ 0.1 filled on ETHUSDT. New strategy position is 0.25', {
    ...closeLong('ETHUSDT', { quantity: 0.1, position_target: 'long', position_size: 0.25 }),
    accept_actions: ['close', 'sell'],
  }),
  alert('a part of a short is covered', 'NQ scalper: order buy @ 2 filled on NQ1!. New strategy position is -1', {
    ...closeShort('NQ1!', { quantity: 2, position_target: 'short', position_size: -1 }),
    accept_actions: ['close', 'buy'],
  }),
  alert('a short is covered', 'NQ scalper: order buy @ 3 filled on CME_MINI:ES1!. New strategy position is 0', {
    ...closeShort('CME_MINI:ES1!', { quantity: 3, position_target: 'flat', position_size: 0 }),
    accept_actions: ['close', 'buy'],
  }),
  alert(
    'the name of the strategy says buy and holds a colon',
    'Buy the Dip: v2 (14, close): order sell @ 1 filled on ES1!. New strategy position is -1',
    sell('ES1!', { quantity: 1, position_target: 'short', position_size: -1 }),
  ),
  alert(
    'the name of the strategy says where another was filled',
    'Order flow filled on gaps (5): order buy @ 4 filled on AAPL. New strategy position is 4',
    orRefused(buy('AAPL', { quantity: 4, position_target: 'long', position_size: 4 })),
  ),
  alert(
    'Spanish',
    'Cruce EMA (9, 21): orden buy @ 0.5 ejecutada en ETHUSDT. La nueva posición de la estrategia es 0.5',
    orRefused(buy('ETHUSDT', { quantity: 0.5, position_target: 'long', position_size: 0.5 })),
  ),
  alert(
    'Russian',
    'EMA (9, 21): заявка sell @ 0.5 исполнена по ETHUSDT. Новая позиция стратегии -0.5',
    orRefused(sell('ETHUSDT', { quantity: 0.5, position_target: 'short', position_size: -0.5 })),
  ),
  alert(
    'simplified Chinese',
    '双均线 (9, 21): 订单buy @ 0.5已成交ETHUSDT。新策略仓位是0.5',
    orRefused(buy('ETHUSDT', { quantity: 0.5, position_target: 'long', position_size: 0.5 })),
  ),
  alert(
    'thousands with a comma',
    'Swing: order buy @ 1,250 filled on RELIANCE. New strategy position is 1,250',
    orRefused(buy('RELIANCE', { quantity: 1250, position_target: 'long', position_size: 1250 })),
  ),
  alert(
    'the secret in a line of its own',
    'EMA: order buy @ 2 filled on AAPL. New strategy position is 2\nsecret=a-made-up-secret',
    orRefused(buy('AAPL', { quantity: 2, position_target: 'long', position_size: 2 })),
  ),
  alert(
    'in the content of a chat',
    { content: 'EMA: order sell @ 1 filled on MNQ1!. New strategy position is 0' },
    { ...closeLong('MNQ1!', { quantity: 1, position_target: 'flat', position_size: 0 }), accept_actions: ['close', 'sell'] },
  ),
  alert(
    'in a text beside a key',
    { text: 'EMA: order sell @ 1 filled on MNQ1!. New strategy position is -1', key: 'a-made-up-secret' },
    sell('MNQ1!', { quantity: 1, position_target: 'short', position_size: -1 }),
  ),
  // posts behind a name: their numbers are prices, and no contracts
  alert(
    'no sentence: a stop',
    'VIP Signal: BTCUSDT BUY @ 68000 stop 66000',
    buy('BTCUSDT', { signal_price: 68000, stop_loss: { price: 66000 } }),
  ),
  ...['Exit signal: BTCUSDT BUY @ 68000 stop 66000', 'VIP: BTCUSDT BUY @ 68000 66000', 'VIP: BTCUSDT BUY @ 68000 risk 1'].map((text) =>
    report(`no sentence: ${text}`, text),
  ),
  ...['Exited', 'Stopped', 'Closing'].map((word) => report(`${word}: no account`, `${word} BTCUSDT LONG 50%`)),
  report('a placeholder for the size', 'EMA: order buy @ {{strategy.order.contracts}} filled on ETHUSDT. New strategy position is 1'),
  report('a placeholder for the symbol', 'EMA: order buy @ 0.5 filled on {{ticker}}. New strategy position is 0.5'),
  report('no number', 'EMA: order buy @ NaN filled on ETHUSDT. New strategy position is NaN'),
  report(
    'two sentences for two symbols',
    'A: order buy @ 1 filled on AAPL. New strategy position is 1 A: order sell @ 1 filled on MSFT. New strategy position is -1',
  ),
  report('crossing down', 'ETHUSDT Crossing Down 3,300.00', 'ETHUSDT'),
  report('an indicator that crosses', 'AAPL, 15: RSI (14) crossing 70'),
  report('a screener', 'RSI crossing 70 on BTCUSDT', 'BTCUSDT'),
  report('greater than', 'NIFTY Greater Than 24,500.00', 'NIFTY'),
  report('moving up', 'Alert on BTCUSDT: Moving Up 2% within 10 bars'),
  report('entering a channel', 'BTCUSDT Entering Channel 66,000.00, 68,000.00', 'BTCUSDT'),
  report('exiting a channel', 'BTCUSDT Exiting Channel 66,000.00, 68,000.00', 'BTCUSDT'),
  report('a line called signal', 'MACD Crossing Up Signal on ETHUSDT, 60', 'ETHUSDT'),
  report('a long term line', 'Trend line crossing on SOLUSDT (long term support)'),
  report('short interest', 'Short interest of TSLA crossing 3%'),
  report('buyers', 'Volume of AAPL is 2x its average - buyers step in'),
  report('sellers', 'GOLD hit 2400! Sellers in control below 2395'),
  report('an alert whose name is buy', 'BUY LEVEL ETHUSDT Crossing 3,300.00'),
  report('a close of a candle', 'ETHUSDT 4h candle closed above 3300'),
  report('an indicator in JSON', { alert: 'RSI Overbought', ticker: 'BTCUSDT', rsi: 72.4, price: 67250 }),
  report('a condition in JSON', { symbol: 'BTCUSDT', condition: 'crossing_up', level: 67000, price: 67012.5 }),
  report('a price that went above', {
    type: 'price',
    message: 'ZCash (ZEC) went above 150.00 USD on Gemini.',
    currency: 'ZEC',
    direction: 'above',
    price: '150.00',
    target_currency: 'USD',
    exchange: 'Gemini',
  }),
  report('a change in percent', {
    type: 'percent_price',
    message: 'ZCash (ZEC) went up by 6.4% in the last 6 hours on Gemini.',
    currency: 'ZEC',
    direction: 'above',
    percent: '6.00',
    current_price: '63.20',
    window: '360',
  }),
  report('a coin that was listed', { type: 'new_coin', message: 'Ripple (XRP) was just listed on Coinbase Pro!', currency: 'XRP' }),
  report('a moving average that crossed, with what it would do', {
    symbol: 'AAPL',
    exchange: 'NASDAQ',
    message: 'MA Crossover: AAPL. Fast MA: 231.2, Slow MA: 230.9',
    value: '231.4',
    condition: 'MA Crossover',
  }),
  report('a direction to look for', {
    event: 'MSS_BULLISH',
    symbol: 'MNQ1!',
    timeframe: '5',
    price: 21450.25,
    time: '2026-03-02T09:20:01Z',
    action: 'LOOK_FOR_LONG',
  }),
  report('a sweep with a bias', { event: 'SWEEP_LOW', symbol: 'MNQ1!', price: 21400, bias: 'long' }),
  report('a setup that reached its target', { event: 'COMPLETE', symbol: 'MNQ1!', price: 21500, status: 'TARGET_REACHED', side: 'long' }),
  alert(
    'an entry by its event',
    { event: 'LONG_ENTRY', symbol: 'MNQ1!', timeframe: '5', price: 21450.25, time: '2026-03-02T09:20:01Z' },
    {
      ...buy('MNQ1!', { signal_price: 21450.25 }),
    },
  ),
  report('momentum', 'MOMENTUM_CHANGE|BTCUSDT|5|25.5|STRONG|19.0|WEAK|INCREASING'),
  report('a state', 'STATE_CHANGE|BTCUSDT|5|TRENDING_BULLISH|NEUTRAL|5/1'),
  report('a pulse of trends', 'TREND_PULSE|BTCUSDT|5|4|2|15:BULL->BEAR,60:SIDE->BEAR|MIXED_BEARISH'),
  report('a screener with its indicators', 'SCREENER_FULL_BULLISH|BTCUSDT|5|9|MACD,STOCH,RSI'),
  report('a strategy that is suspended', 'BTCEUR|15|SUSPEND_ROLLING_LOSS|ROLLING_LOSS'),
  alert(
    'an entry in pipes, whose 5 is the timeframe',
    'BULLISH_ENTRY|BTCUSDT|5|45000.50|BUY|HIGH|85|26.5|STRONG|44800.00|45100.00|45200.00|45300.00|5/1|TL_OK',
    orRefused(buy('BTCUSDT', { signal_price: 45000.5, ...sl(44800), take_profits: tp(45100, 45200, 45300), no_quantity: true })),
  ),
  alert(
    'an exit in pipes',
    'EXIT_BULLISH|BTCUSDT|5|45500.00|15',
    orRefused(closeLong('BTCUSDT', { signal_price: 45500, no_quantity: true })),
  ),
  alert('a pair, a timeframe, an entry', 'BTCEUR|15|LONG_ENTRY|EMA_RSI_CONFIRMED', orRefused(buy('BTCEUR', { no_quantity: true }))),
  alert('a pair, a timeframe, an exit', 'BTCEUR|15|EXIT_TP|TP_FIXED', {
    ...closeLong('BTCEUR', { no_quantity: true }),
    accept_kinds: ['order', 'reject', 'status'],
  }),
];
