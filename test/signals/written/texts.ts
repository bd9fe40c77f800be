// Owns: alerts as text: TradingView's own sentence in several languages, lines, pairs, posts of channels, and talk that is none.

import { buy, close, closeLong, closeShort, noOrder, orRefused, sell, type WrittenAlert } from './written-alert.ts';

const tp = (...prices: number[]): { price: number }[] => prices.map((price) => ({ price }));

export const TEXTS: readonly WrittenAlert[] = [
  {
    name: 'TradingView in Japanese, with words between',
    body: 'Chandelier Exit Strategy [vls] (,100,20,2,20, 1.5): USDJPY で buy @ 100 の注文が約定しました。新しいストラテジーポジションは 0 です',
    expect: orRefused(closeShort('USDJPY', { quantity: 100, position_target: 'flat' })),
  },
  {
    name: 'TradingView in traditional Chinese',
    body: 'SuperTrend + QQE 策略 - 過濾版 (15, 20, 1.3, 8, EMA, close): 訂單buy @ 2已成交TXF1!。新策略倉位是2',
    expect: orRefused(buy('TXF1!', { quantity: 2, position_target: 'long', position_size: 2 })),
  },
  {
    name: 'TradingView without the name of the strategy',
    body: 'order sell @ 5 filled on SOLUSDT. New strategy position is -5',
    expect: orRefused(sell('SOLUSDT', { quantity: 5, position_target: 'short', position_size: -5 })),
  },
  {
    name: 'TradingView in German',
    body: 'Turtle (20, 10): Order buy @ 3 ausgeführt auf LTCUSDT. Neue Strategieposition ist 3',
    expect: orRefused(buy('LTCUSDT', { quantity: 3, position_target: 'long', position_size: 3 })),
  },
  {
    name: 'TradingView in French',
    body: 'Turtle (20, 10): ordre sell @ 3 exécuté sur LTCUSDT. La nouvelle position de la stratégie est 0',
    expect: orRefused(closeLong('LTCUSDT', { quantity: 3, position_target: 'flat' })),
  },
  {
    name: 'TradingView in Portuguese',
    body: 'Turtle (20, 10): ordem buy @ 3 executada em LTCUSDT. A nova posição da estratégia é 3',
    expect: orRefused(buy('LTCUSDT', { quantity: 3, position_target: 'long', position_size: 3 })),
  },
  {
    name: 'TradingView in Turkish',
    body: 'Turtle (20, 10): LTCUSDT üzerinde buy @ 3 emri gerçekleşti. Yeni strateji pozisyonu 3',
    expect: orRefused(buy('LTCUSDT', { quantity: 3, position_target: 'long', position_size: 3 })),
  },
  {
    name: 'TradingView in Korean',
    body: 'Turtle (20, 10): LTCUSDT에서 buy @ 3 주문이 체결되었습니다. 새 전략 포지션은 3입니다',
    expect: orRefused(buy('LTCUSDT', { quantity: 3, position_target: 'long', position_size: 3 })),
  },
  {
    name: 'TradingView in Vietnamese',
    body: 'Turtle (20, 10): lệnh sell @ 3 được khớp trên LTCUSDT. Vị thế chiến lược mới là -3',
    expect: orRefused(sell('LTCUSDT', { quantity: 3, position_target: 'short', position_size: -3 })),
  },
  {
    name: 'symbol, action, price, quantity: four values of which two may be exchanged',
    body: 'AAPL,buy,150.25,10',
    expect: orRefused(buy('AAPL', { quantity: 10, signal_price: 150.25 })),
  },
  {
    name: 'a cheap coin: the price before the quantity',
    body: 'buy,DOGEUSDT,0.12,5000',
    expect: orRefused(buy('DOGEUSDT', { signal_price: 0.12, quantity: 5000 })),
  },
  {
    name: 'a cheap share: the price before the quantity',
    body: 'TSLX,buy,2.5,150',
    expect: orRefused(buy('TSLX', { signal_price: 2.5, quantity: 150 })),
  },
  {
    name: 'a line with the price of an index',
    body: 'BUY BANKNIFTY 52100',
    expect: buy('BANKNIFTY', { signal_price: 52100, no_quantity: true }),
  },
  {
    name: 'a line in small letters with an at',
    body: 'sell ethusdt @ 3,310.5 qty=0.4',
    expect: sell('ethusdt', { signal_price: 3310.5, quantity: 0.4 }),
  },
  { name: 'a line with a dollar sign on the ticker', body: 'BUY $TSLA @ 240.5', expect: orRefused(buy('TSLA', { signal_price: 240.5 })) },
  {
    name: 'a callout with everything on one line',
    body: 'LONG BTC @ 28000 x10 SL 25000 TP 30000, 31000',
    expect: orRefused(
      buy('BTC', {
        leverage: 10,
        signal_price: 28000,
        stop_loss: { price: 25000 },
        take_profits: tp(30000, 31000),
        position_side: 'long',
        accept_any_price_role: true,
      }),
    ),
  },
  { name: 'an option callout', body: 'BTO SPY 430c 9/15 @ 2.35', expect: noOrder },
  { name: 'sell to close a pair', body: 'STC BTC/USDT @ 26952', expect: closeLong('BTC/USDT', { signal_price: 26952 }) },
  { name: 'what was bought already', body: 'Bought BTC at 28000, SL 27000', expect: noOrder },
  { name: 'tradingview price crossing', body: 'BTCUSDT Crossing 61,000.00', expect: { ...noOrder, symbol: 'BTCUSDT' } },
  {
    name: 'an emoji alert with labels',
    body: '🚀 LONG SIGNAL\n💰 Pair: SOLUSDT\n📍 Entry: 141.20\n🎯 TP1: 145\n🎯 TP2: 150\n🛑 SL: 137.5\n⏱ Timeframe: 15m',
    expect: orRefused(
      buy('SOLUSDT', {
        signal_price: 141.2,
        take_profits: tp(145, 150),
        stop_loss: { price: 137.5 },
        position_side: 'long',
        accept_any_price_role: true,
        no_quantity: true,
      }),
    ),
  },
  {
    name: 'an emoji alert in bold',
    body: '**🔴 SHORT** | **ETHUSDT.P**\nEntry: `3310`\nStop Loss: `3380`\nTake Profit: `3100`',
    expect: orRefused(
      sell('ETHUSDT.P', {
        stop_loss: { price: 3380 },
        take_profits: tp(3100),
        position_side: 'short',
        signal_price: 3310,
        accept_any_price_role: true,
      }),
    ),
  },
  {
    name: 'a post with targets in one line',
    body: '#SOL/USDT\nBuy: 140 - 138\nSell: 145 - 150 - 160\nStop: 132\nLeverage: 5x',
    expect: orRefused(
      buy('SOL/USDT', {
        leverage: 5,
        order_type: 'limit',
        limit_price: 140,
        entries: [140, 138],
        take_profits: tp(145, 150, 160),
        stop_loss: { price: 132 },
      }),
    ),
  },
  {
    name: 'a post whose numbers are a breakout',
    body: '#SOL/USDT\nEnter above 145\nTarget 150 160\nStop 138',
    expect: orRefused(buy('SOL/USDT', { order_type: 'stop', stop_price: 145, take_profits: tp(150, 160), stop_loss: { price: 138 } })),
  },
  {
    name: 'a post that says that targets were reached',
    body: '#SOL/USDT LONG\nTarget 1: 145 ✅\nTarget 2: 150 ✅\nProfit: 24.5% 🔥',
    expect: noOrder,
  },
  {
    name: 'Cornix: all take-profit targets achieved',
    body: 'Binance Futures\n#SOL/USDT All take-profit targets achieved 😎\nProfit: 41.2% 📈\nPeriod: 3 Hours 4 Minutes ⏰',
    expect: noOrder,
  },
  { name: 'Cornix: entry target 1', body: 'Binance Futures\n#SOL/USDT Entry 1 ✅\nAverage Entry Price: 141.2 💵', expect: noOrder },
  { name: 'Cornix: stoploss', body: 'Binance Futures\n#SOL/USDT Stoploss ⛔\nLoss: 12% 📉', expect: noOrder },
  { name: 'Cornix: cancelled', body: '#SOL/USDT Cancelled ❌\nTarget achieved before entering the entry zone', expect: noOrder },
  { name: 'a close in a channel', body: 'Close #SOL/USDT', expect: orRefused(close('SOL/USDT', {})) },
  { name: 'move the stop', body: 'SOL/USDT: move SL to entry', expect: noOrder },
  {
    name: 'gold in pips',
    body: 'XAUUSD BUY NOW 2351\nSL 2344\nTP1 2355\nTP2 2360\nTP3 2370',
    expect: orRefused(
      buy('XAUUSD', { stop_loss: { price: 2344 }, take_profits: tp(2355, 2360, 2370), signal_price: 2351, accept_any_price_role: true }),
    ),
  },
  {
    name: 'gold, a limit in words',
    body: 'GOLD SELL LIMIT 2360\nSL: 2368\nTP: 2340',
    expect: orRefused(sell('GOLD', { order_type: 'limit', limit_price: 2360, stop_loss: { price: 2368 }, take_profits: tp(2340) })),
  },
  {
    name: 'gold with an open target',
    body: 'XAUUSD SELL 2360/2363\nSL 2368\nTP 2355\nTP 2350\nTP open',
    expect: orRefused(sell('XAUUSD', { entries: [2360, 2363], stop_loss: { price: 2368 }, take_profits: tp(2355, 2350) })),
  },
  {
    name: 'pips instead of prices',
    body: 'EURUSD BUY 1.0821\nSL 30 pips\nTP 60 pips',
    expect: orRefused(
      buy('EURUSD', { stop_loss: { pips: 30 }, take_profits: [{ pips: 60 }], signal_price: 1.0821, accept_any_price_role: true }),
    ),
  },
  { name: 'two signals in one post', body: 'BUY EURUSD 1.08\nSL 1.07\nTP 1.1\n\nSELL GBPUSD 1.26\nSL 1.27\nTP 1.24', expect: noOrder },
  { name: 'an opinion', body: 'I think BTC will long from 58000, stop below 57000', expect: noOrder },
  { name: 'a plan with a condition', body: 'If BTCUSDT breaks 62000 we go LONG, SL 60500, TP 66000', expect: noOrder },
  { name: 'waiting', body: 'SOLUSDT LONG setup forming, wait for confirmation\nEntry: 141\nSL: 137', expect: noOrder },
  {
    name: 'pairs with ampersands',
    body: 'action=buy&symbol=LTCUSDT&qty=1.5&secret=a-made-up-secret',
    expect: orRefused(buy('LTCUSDT', { quantity: 1.5 })),
  },
  {
    name: 'pairs with pipes',
    body: 'action: sell | ticker: LTCUSDT | price: 81.5 | qty: 2',
    expect: orRefused(sell('LTCUSDT', { quantity: 2, signal_price: 81.5 })),
  },
  {
    name: 'pairs with commas',
    body: 'symbol=LTCUSDT, side=buy, qty=2, price=81.5',
    expect: orRefused(buy('LTCUSDT', { quantity: 2, signal_price: 81.5 })),
  },
  {
    name: 'pairs in lines with a flat position',
    body: 'ticker: LTCUSDT\naction: sell\ncontracts: 2\nposition_size: 0',
    expect: orRefused(closeLong('LTCUSDT', { quantity: 2, position_target: 'flat', position_size: 0 })),
  },
  {
    name: 'pairs: an exit under a direction',
    body: 'ticker=LTCUSDT;direction=long;event=exit;price=81.5',
    expect: orRefused(closeLong('LTCUSDT', { signal_price: 81.5 })),
  },
  {
    name: 'entry long with an exchange and an interval',
    body: 'ENTRY LONG BYBIT:LTCUSDT.P 15m',
    expect: orRefused(buy('BYBIT:LTCUSDT.P', { no_quantity: true, position_side: 'long' })),
  },
  {
    name: 'an exit with a reason',
    body: 'EXIT LONG LTCUSDT @ 84.2 (take profit)',
    expect: orRefused(closeLong('LTCUSDT', { signal_price: 84.2 })),
  },
  {
    name: 'jubot',
    body: 'ENTRY LONG e=bitmex s=xbtusd q=10% l=5 tf=10800',
    expect: orRefused(buy('xbtusd', { percent: 10, leverage: 5, position_side: 'long', exchange: 'bitmex' })),
  },
  {
    name: 'linkmytrading',
    body: 'ALPHA(BTCUSDT){\ntype=market,side=buy,amount=0.001;\nwait(3s);\ntype=limit,position=0,offset=1%,reduceOnly=true\n}',
    expect: noOrder,
  },
  { name: 'a terminal line', body: 'market buy 10 BTC with post', expect: noOrder },
  {
    name: 'JSON with a trailing comma',
    body: '{"action":"buy","symbol":"LTCUSDT","quantity":2,}',
    expect: orRefused(buy('LTCUSDT', { quantity: 2 })),
  },
  {
    name: 'JSON in curly quotes',
    body: '{“action”: “buy”, “symbol”: “LTCUSDT”, “quantity”: “2”}',
    expect: orRefused(buy('LTCUSDT', { quantity: 2 })),
  },
  {
    name: 'JSON behind a word',
    body: 'Alert: {"action":"buy","symbol":"LTCUSDT","quantity":2}',
    expect: orRefused(buy('LTCUSDT', { quantity: 2 })),
  },
  {
    name: 'a list of two orders',
    body: [
      { action: 'buy', symbol: 'LTCUSDT', quantity: 2 },
      { action: 'sell', symbol: 'ETHUSDT', quantity: 0.1 },
    ],
    expect: {
      kind: 'order',
      action: 'multi',
      side: null,
      symbol: null,
      legs: [buy('LTCUSDT', { quantity: 2 }), sell('ETHUSDT', { quantity: 0.1 })],
    },
  },
];
