// Owns: what a person with many bots sends as a text: the sentence of TradingView in its languages, lines and posts of documented
// senders with their other fields, commands and spellings, and what looks like an order and is none.

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

const one = (body: string, expect: WrittenAlert['expect']): WrittenAlert => alert(body, body, expect);
const none = (body: string, symbol: string | null = null): WrittenAlert => report(body, body, symbol);
const half = { percent: 50, percent_of: 'position' };
const noSymbol = { needs_default_symbol: true, accept_kinds: ['order', 'reject'] };
const long = (n: number): object => ({ quantity: n, position_target: 'long', position_size: n });
const flat = (n: number): object => ({ quantity: n, position_target: 'flat', position_size: 0 });
const steps = (...legs: WrittenAlert['expect'][]): WrittenAlert['expect'] => ({
  ...noOrder,
  kind: 'order',
  action: 'multi',
  accept_kinds: ['reject'],
  legs,
});

const SENTENCES: readonly WrittenAlert[] = [
  one('Supertrend (10, 3): orden buy @ 2 ejecutada en SOLUSDT. La nueva posición de la estrategia es 2', buy('SOLUSDT', long(2))),
  one('Supertrend (10, 3): ordre sell @ 2 exécuté sur SOLUSDT. La nouvelle position de la stratégie est 0', closeLong('SOLUSDT', flat(2))),
  one('Supertrend (10, 3): ordem buy @ 2 executada em SOLUSDT. A nova posição da estratégia é 2', buy('SOLUSDT', long(2))),
  one('Supertrend (10, 3): Order buy @ 2 ausgeführt auf SOLUSDT. Neue Strategieposition ist 2', buy('SOLUSDT', long(2))),
  one(
    'Supertrend (10, 3): ordine sell @ 2 eseguito su SOLUSDT. La nuova posizione della strategia è -2',
    sell('SOLUSDT', { quantity: 2, position_target: 'short', position_size: -2 }),
  ),
  one('Supertrend (10, 3): ордер buy @ 2 исполнен на SOLUSDT. Новая позиция стратегии: 2', buy('SOLUSDT', long(2))),
  one('Supertrend (10, 3): SOLUSDT üzerinde buy @ 2 emri gerçekleşti. Yeni strateji pozisyonu 2', buy('SOLUSDT', long(2))),
  one('Supertrend (10, 3): SOLUSDTで注文 sell @ 2 が約定しました。新しいストラテジーポジションは 0 です', closeLong('SOLUSDT', flat(2))),
  one('Supertrend (10, 3): 주문 buy @ 2 체결됨 SOLUSDT. 새로운 전략 포지션은 2', buy('SOLUSDT', long(2))),
  one('Supertrend (10, 3): 订单 sell @ 2 已在 SOLUSDT 成交。新策略仓位为 0', closeLong('SOLUSDT', flat(2))),
  one('Supertrend (10, 3): lệnh buy @ 2 đã khớp trên SOLUSDT. Vị thế chiến lược mới là 2', buy('SOLUSDT', long(2))),
  one('Supertrend (10, 3): zlecenie buy @ 2 zrealizowane na SOLUSDT. Nowa pozycja strategii to 2', buy('SOLUSDT', long(2))),
  one(
    'Supertrend (10, 3): order sell @ 4 filled on SOLUSDT.P. New strategy position is -2',
    sell('SOLUSDT.P', { quantity: 4, position_target: 'short', position_size: -2, accept_actions: ['reverse'] }),
  ),
  one('Supertrend (10, 3): order sell @ 1 filled on SOLUSDT. New strategy position is 1', {
    ...closeLong('SOLUSDT', { quantity: 1, position_size: 1, position_target: 'long' }),
    accept_actions: ['sell', 'close'],
  }),
  one('Supertrend (10, 3): order buy @ 1,250.5 filled on DOGEUSDT. New strategy position is 1,250.5', buy('DOGEUSDT', long(1250.5))),
  none('Supertrend (10, 3): order buy @ NaN filled on SOLUSDT. New strategy position is NaN'),
  none('Supertrend (10, 3): order buy @ 2 cancelled on SOLUSDT.'),
  none('SOLUSDT Crossing Up 182.50', 'SOLUSDT'),
  none('Alert on SOLUSDT: Any alert() function call'),
];

const LINES: readonly WrittenAlert[] = [
  // WunderTrading
  one('EXIT-LONG_BYBIT_NEARUSDT_Owl_1H_7be01a55-9d0c-4c7e-8f11-2a90c4d1e6b3', closeLong('NEARUSDT')),
  one('EXIT-ALL_BYBIT_NEARUSDT_Owl_1H_7be01a55-9d0c-4c7e-8f11-2a90c4d1e6b3', close('NEARUSDT')),
  one('ENTER-SHORT_BYBIT_NEARUSDT_Owl_1H_7be01a55-9d0c-4c7e-8f11-2a90c4d1e6b3', sell('NEARUSDT', { position_side: 'short' })),
  // Alertatron
  one('KeysB(ETHUSD) { market(position=0); }', close('ETHUSD')),
  one('KeysB(ETHUSD) { market(position=-40); }', orRefused(sell('ETHUSD', { position_target: 'short', position_size: -40 }))),
  one('KeysB(ETHUSD) { cancel(which=all); }', cancel('ETHUSD')),
  one('KeysB(ETHUSD) { limit(side=sell, amount=40, offset=@3500, reduceOnly=true); }', {
    ...orRefused(closeLong('ETHUSD', { quantity: 40, order_type: 'limit', limit_price: 3500 })),
    accept_actions: ['sell', 'close'],
  }),
  one('KeysB(ETHUSD) { stopMarket(side=sell, amount=100%p, offset=2%); }', noOrder),
  none('KeysB(ETHUSD) { balance(); }'),
  one('KeysB(ETHUSD) { cancel(which=all); market(side=buy, amount=40); }', steps(cancel('ETHUSD'), buy('ETHUSD', { quantity: 40 }))),
  one('KeysB(ETHUSD) { limit(side=buy, amount=40, offset=1%); }', orRefused(buy('ETHUSD', { quantity: 40, order_type: 'limit' }))),
  // Autoview
  // `p` is a distance from the market, `fp` a price
  one('e=kraken s=xbtusd b=sell q=0.2 p=61000 t=post', noOrder),
  one('e=kraken s=xbtusd b=sell q=0.2 fp=61000 t=post', sell('xbtusd', { quantity: 0.2, order_type: 'limit', limit_price: 61000 })),
  one('e=bybit s=ltcusdt c=position b=short q=50% t=market', closeShort('ltcusdt', { percent: 50 })),
  one('e=bybit s=ltcusdt c=position', close('ltcusdt')),
  one('e=bybit s=ltcusdt c=order b=buy', cancel('ltcusdt')),
  one(
    'e=bybit s=ltcusdt b=long q=2 l=5 fp=88.4',
    orRefused(buy('ltcusdt', { quantity: 2, leverage: 5, order_type: 'limit', limit_price: 88.4 })),
  ),
  one('e=bybit s=ltcusdt b=long u=120USDT t=market', orRefused(buy('ltcusdt', { notional: 120 }))),
  one('e=bybit s=ltcusdt b=buy q=2 t=market d=1', noOrder),
  // PineConnector
  // the unit of `price`, `sl` and `tp` is in the settings of the receiver
  one(
    '60700112233,buylimit,GBPUSD,price=1.2601,risk=0.2,sl=1.2570,tp=1.2660',
    buy('GBPUSD', { order_type: 'limit', extra: { entry_raw: 1.2601 }, stop_loss: { raw: 1.257 }, take_profits: [{ raw: 1.266 }] }),
  ),
  one(
    '60700112233,sellstop,GBPUSD,price=1.2550,vol_lots=0.3',
    sell('GBPUSD', { quantity: 0.3, quantity_unit: 'lots', order_type: 'stop', extra: { entry_raw: 1.255 } }),
  ),
  one('60700112233,closelong,GBPUSD', closeLong('GBPUSD')),
  one('60700112233,closelongpct,GBPUSD,vol_pct_cap=50', orRefused(closeLong('GBPUSD', { percent: 50 }))),
  one('60700112233,closeshortvol,GBPUSD,vol_lots=0.1', orRefused(closeShort('GBPUSD', { quantity: 0.1, quantity_unit: 'lots' }))),
  one('60700112233,closelongshort,GBPUSD', close('GBPUSD')),
  one('60700112233,closeshortbuy,GBPUSD,vol_lots=0.1', {
    ...orRefused(buy('GBPUSD', { quantity: 0.1, quantity_unit: 'lots' })),
    accept_actions: ['reverse'],
  }),
  one('60700112233,cancelshort,GBPUSD', cancel('GBPUSD')),
  one('60700112233,newsltplong,GBPUSD,sl_price=1.2580', modify('GBPUSD', sl(1.258))),
  none('60700112233,eaoff,GBPUSD'),
  one('60700112233,closeall,GBPUSD', { ...orRefused(close('GBPUSD')) }),
  one(
    '60700112233,buy,GBPUSD,vol_lots=0.2,sl_price=1.2570,tp_price=1.2660,comment="asia"',
    buy('GBPUSD', { quantity: 0.2, quantity_unit: 'lots', ...sl(1.257), take_profits: tp(1.266) }),
  ),
  // frostybot
  one('trade:main:long symbol=ADA/USDT size=500 maxsize=1500', orRefused(buy('ADA/USDT', { notional: 500 }))),
  one('trade:main:sell symbol=ADA/USDT quote=300 price=0.92', sell('ADA/USDT', { notional: 300, order_type: 'limit', limit_price: 0.92 })),
  one('trade:main:close symbol=ADA/USDT', close('ADA/USDT')),
  one('trade:main:close symbol=ADA/USDT size=50%', close('ADA/USDT', { percent: 50 })),
  one('trade:main:cancelall symbol=ADA/USDT', cancel('ADA/USDT')),
  one('trade:main:stoploss symbol=ADA/USDT stoptrigger=0.81', { ...modify('ADA/USDT', sl(0.81)) }),
  none('trade:main:positions symbol=ADA/USDT'),
  // CrossTrade
  one('key=k; command=CLOSEPOSITION; account=Sim101; instrument=MCL 04-26;', close('MCL 04-26')),
  one('key=k; command=CLOSEPOSITION; account=Sim101; instrument=MCL 04-26; percent=0.5;', close('MCL 04-26', half)),
  one('key=k; command=CANCELALLORDERS; account=Sim101;', cancel(null)),
  one(
    'key=k; command=PLACE; account=Sim101; instrument=MCL 04-26; action=SELL; qty=1; order_type=LIMIT; limit_price=71.25; tif=GTC; take_profit=70; stop_loss=72;',
    sell('MCL 04-26', { quantity: 1, order_type: 'limit', limit_price: 71.25, ...sl(72), take_profits: tp(70), time_in_force: 'gtc' }),
  ),
  one(
    'key=k; command=PLACE; account=Sim101; instrument=MCL 04-26; action=BUY; qty=1; order_type=STOPMARKET; stop_price=72.1; tif=DAY;',
    buy('MCL 04-26', { quantity: 1, order_type: 'stop', stop_price: 72.1 }),
  ),
  one('key=k; command=REVERSEPOSITION; account=Sim101; instrument=MCL 04-26; action=SELL; qty=2; order_type=MARKET; tif=DAY;', {
    ...orRefused(sell('MCL 04-26', { quantity: 2 })),
    action: 'reverse',
    accept_actions: ['sell'],
  }),
  one('key=k; command=FLATTENEVERYTHING;', { ...close(null), ...noSymbol }),
  one(
    'key=k; command=CHANGE; account=Sim101; order_id=x1; stop_price=71.9;',
    modify(null, { accept_kinds: ['reject', 'status', 'order'] }),
  ),
  // whook, key and value
  one('main AVAX/USDT sell 15 x3', sell('AVAX/USDT', { quantity: 15, leverage: 3 })),
  one('main AVAX/USDT buy 2% x5', orRefused(buy('AVAX/USDT', { percent: 2, leverage: 5 }))),
  one('main AVAX/USDT close', close('AVAX/USDT')),
  one('main AVAX/USDT limit:buy:31.5 10', noOrder),
  one('action=sell;symbol=AVAXUSDT;reduce=true;qty=4', { ...closeLong('AVAXUSDT', { quantity: 4 }), accept_actions: ['close', 'sell'] }),
  one('symbol=AVAXUSDT|side=long|qty=4|tp1=33|tp2=35|sl=29', buy('AVAXUSDT', { quantity: 4, take_profits: tp(33, 35), ...sl(29) })),
  one(
    'symbol: AVAXUSDT\nside: short\nsize_usd: 300\nleverage: 4\nsl: 34\ntp: 28',
    sell('AVAXUSDT', { notional: 300, leverage: 4, ...sl(34), take_profits: tp(28) }),
  ),
  // `pct` may be a statistic of the trade: nothing makes less of an exit by a guess
  one('action=close symbol=AVAXUSDT pct=25', orRefused(close('AVAXUSDT'))),
  one('close long tradesymbol=AUDUSD', closeLong('AUDUSD')),
  one('closeshort tradesymbol=AUDUSD', closeShort('AUDUSD')),
  one('secret|swing|close|AVAXUSDT', orRefused(close('AVAXUSDT'))),
  one('secret exit AVAXUSD', orRefused(close('AVAXUSD'))),
];

const POSTS: readonly WrittenAlert[] = [
  one(
    '#AVAX/USDT\nExchanges: Bybit USDT\nSignal Type: Breakout (Long)\nLeverage: Cross (5X)\n\nEntry Zone: 31.2 - 31.8\n\nTake-Profit Targets:\n1) 32.5 - 50%\n2) 34 - 50%\n\nStop Targets:\n1) 29.9\n\nTrailing Configuration:\nStop: Moving Target - Trigger: Target (1)',
    orRefused(
      buy('AVAX/USDT', {
        entries: [31.2, 31.8],
        leverage: 5,
        take_profits: [
          { price: 32.5, share: 50 },
          { price: 34, share: 50 },
        ],
        ...sl(29.9),
      }),
    ),
  ),
  one(
    '#INJ/USDT LONG\nLeverage: 10x\nEntry: Market\nTP1: 27 TP2: 29 TP3: 32\nSL: 23.5',
    buy('INJ/USDT', { leverage: 10, take_profits: tp(27, 29, 32), ...sl(23.5) }),
  ),
  one('Close #INJ/USDT', close('INJ/USDT')),
  one('Cancel #INJ/USDT', cancel('INJ/USDT')),
  none('#INJ/USDT Take-Profit target 1 ✅\nProfit: 24.2%\nPeriod: 3 Hours 11 Minutes', 'INJ/USDT'),
  none('#INJ/USDT Stop Target Hit ⛔\nLoss: 41%', 'INJ/USDT'),
  none('#INJ/USDT All entry targets achieved\nAverage Entry Price: 25.2', 'INJ/USDT'),
  none('#INJ/USDT Cancelled ❌\nTarget achieved before entering the entry zone', 'INJ/USDT'),
  one('INJUSDT\nMove SL to entry', modify('INJUSDT')),
  one('INJUSDT: move stop loss to 24.8', modify('INJUSDT', sl(24.8))),
  one('Close half of INJUSDT', orRefused(close('INJUSDT', half))),
  one('INJUSDT close 50% now, let the rest run', orRefused(close('INJUSDT', half))),
  one('Close all INJUSDT longs', closeLong('INJUSDT')),
  one('exit INJUSDT short @ 22.10', closeShort('INJUSDT', { signal_price: 22.1, accept_any_price_role: true })),
  one(
    'XAUUSD SELL LIMIT 2412\nSL 2420\nTP1 2400\nTP2 2390',
    sell('XAUUSD', { order_type: 'limit', limit_price: 2412, ...sl(2420), take_profits: tp(2400, 2390) }),
  ),
  one(
    'USDJPY BUY STOP @ 151.80 sl 151.30 tp 152.90',
    buy('USDJPY', { order_type: 'stop', stop_price: 151.8, ...sl(151.3), take_profits: tp(152.9) }),
  ),
  one('SELL US30 NOW\nSL: 43400\nTP: 42900\nTP: open', orRefused(sell('US30', { ...sl(43400), take_profits: tp(42900) }))),
  one(
    '🟢 LONG SIGNAL 🟢\nPair: FETUSDT\nEntry: 1.42\nStop Loss: 1.35\nTake Profit: 1.55\nRisk: 1%',
    buy('FETUSDT', { ...at(1.42), ...sl(1.35), take_profits: tp(1.55) }),
  ),
  one('Strategy: Trend | BUY 3 MNQ @ 21450.25', orRefused(buy('MNQ', { quantity: 3, ...at(21450.25) }))),
  one('Bought 3 contracts? No: BUY 3 MNQ', noOrder),
  one('long FETUSDT 5x 200 USDT', orRefused(buy('FETUSDT', { leverage: 5, notional: 200 }))),
  one('buy 0.5 eth', orRefused(buy('eth', { quantity: 0.5 }))),
  // a number without a label is no size of an entry
  one('SELL 100 AAPL LIMIT 240.50 DAY', orRefused(sell('AAPL', { quantity: 100, order_type: 'limit', limit_price: 240.5 }))),
  one('BUY TO COVER 100 AAPL', closeShort('AAPL', { quantity: 100 })),
  one('SELL TO CLOSE 100 AAPL @ MKT', closeLong('AAPL', { quantity: 100 })),
  one('sell to close NVDA', closeLong('NVDA')),
  one('SELL TO CLOSE 100 AAPL LIMIT 240.50', closeLong('AAPL', { quantity: 100, order_type: 'limit', limit_price: 240.5 })),
  one('buy to cover', noOrder),
  one('close longs', noOrder),
  one('close all positions', noOrder),
  one('Exit my INJUSDT position', close('INJUSDT')),
  one('cancel all orders on INJUSDT', cancel('INJUSDT')),
  none('Close all longs and shorts INJUSDT'),
  none('Close the chart and buy INJUSDT'),
  one('SELL SHORT 100 AAPL', orRefused(sell('AAPL', { quantity: 100 }))),
  one('flatten ES1!', close('ES1!')),
  one('reverse to short NQ1! qty 1', { ...orRefused(sell('NQ1!', { quantity: 1 })), action: 'reverse', accept_actions: ['sell'] }),
  one(
    'buy,FETUSDT,qty=120,tp=1.6,sl=1.3,trail=1%',
    orRefused(buy('FETUSDT', { quantity: 120, take_profits: tp(1.6), ...sl(1.3), trailing: { percent: 1 } })),
  ),
  one('FETUSDT,close_long,100%', orRefused(closeLong('FETUSDT', { percent: 100 }))),
  one('/forceexit 12', noOrder),
  one('/forcelong XRP/USDT', orRefused(buy('XRP/USDT'))),
  none('Buy Order filled for FETUSDT: 120 @ 1.42', 'FETUSDT'),
  none('Filled: SELL 120 FETUSDT @ 1.55, PnL +15.6 USDT', 'FETUSDT'),
  none('ERROR: could not buy FETUSDT: insufficient balance', 'FETUSDT'),
  none('TEST ALERT - buy FETUSDT 10', 'FETUSDT'),
  none('this is a test, please ignore: sell FETUSDT', 'FETUSDT'),
  none('Buy FETUSDT if it breaks 1.50', 'FETUSDT'),
  none('Sell FETUSDT once RSI > 80', 'FETUSDT'),
  none('FETUSDT: buy above 1.50, sell below 1.30', 'FETUSDT'),
  none('Should we buy FETUSDT here?', 'FETUSDT'),
  none('Possible long on FETUSDT, wait for confirmation', 'FETUSDT'),
  none('FETUSDT buy/sell'),
  none("Don't sell FETUSDT yet", 'FETUSDT'),
  none('Buyers are strong on FETUSDT, volume 120k', 'FETUSDT'),
  none('Weekly report: 12 buys, 9 sells, FETUSDT +4.2%', 'FETUSDT'),
  none('Yesterday: BUY FETUSDT 1.40, closed at 1.50', 'FETUSDT'),
  none('FETUSDT whale alert: 2,000,000 bought', 'FETUSDT'),
  none('Paper trade: bought 10 FETUSDT', 'FETUSDT'),
  none('Open orders: BUY FETUSDT 120 @ 1.30 (pending)', 'FETUSDT'),
  none('Margin call: position LONG FETUSDT will be liquidated at 1.10', 'FETUSDT'),
  none('Stop loss for long FETUSDT was hit at 1.35', 'FETUSDT'),
  none('Long FETUSDT closed at 1.52 (+6%)', 'FETUSDT'),
  none('{{ticker}} {{strategy.order.action}} {{strategy.order.contracts}}'),
  none('long and short FETUSDT'),
];

export const MANY_BOTS_TEXTS = [SENTENCES, LINES, POSTS].flat();
