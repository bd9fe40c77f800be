// Owns: signals as rooms for coins, currencies and Indian shares post them.

import { alert, at, buy, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

export const SAID_IN_ROOMS: readonly WrittenAlert[] = [
  alert(
    'cornix full',
    '⚡⚡ #BTC/USDT ⚡⚡\nExchanges: Binance Futures\nSignal Type: Regular (Long)\nLeverage: Cross (20X)\n\nEntry Targets:\n1) 64000\n2) 63500\n\nTake-Profit Targets:\n1) 65000 - 40%\n2) 66000 - 30%\n3) 68000 - 30%\n\nStop Targets:\n1) 62000',
    buy('BTC/USDT', {
      ...sl(62000),
      leverage: 20,
      entries: [64000, 63500],
      limit_price: 64000,
      order_type: 'limit',
      take_profits: [
        { price: 65000, share: 40 },
        { price: 66000, share: 30 },
        { price: 68000, share: 30 },
      ],
    }),
  ),
  alert(
    'cornix short',
    '#ETHUSDT SHORT\nLeverage: 10x\nEntry: 3200 - 3250\nTP: 3100, 3000, 2900\nSL: 3350',
    sell('ETHUSDT', {
      ...sl(3350),
      take_profits: tp(3100, 3000, 2900),
      leverage: 10,
      entries: [3200, 3250],
      limit_price: 3200,
      order_type: 'limit',
    }),
  ),
  alert(
    'cornix trailing',
    '#SOL/USDT LONG\nEntry 140\nTargets 145 150 160\nStop 134\nLeverage 5x trailing stop 1%',
    orRefused(buy('SOL/USDT', { ...at(140), ...sl(134), take_profits: tp(145, 150, 160), leverage: 5, trailing: { percent: 1 } })),
  ),
  alert(
    'post: emoji',
    '🚀🚀 LONG $AVAXUSDT 🚀🚀\n💰 Entry: 35.20\n🎯 TP1: 36.00\n🎯 TP2: 37.50\n🛑 SL: 33.90\n⚙️ Lev: 10x',
    buy('AVAXUSDT', { ...at(35.2), ...sl(33.9), take_profits: tp(36, 37.5), leverage: 10 }),
  ),
  alert(
    'post: decorated',
    '━━━━━━━━━━━━\n🔴 SELL 🔴 LINKUSDT\n━━━━━━━━━━━━\n➡️ Entry ➜ 14.20\n✅ Target 1 ➜ 13.90\n✅ Target 2 ➜ 13.50\n❌ Stop ➜ 14.80\n━━━━━━━━━━━━',
    sell('LINKUSDT', { ...at(14.2), ...sl(14.8), take_profits: tp(13.9, 13.5) }),
  ),
  alert(
    'post: markdown',
    '**COIN: DOTUSDT**\n*Direction:* `LONG`\n*Entry:* `6.50`\n*TP:* `7.00`\n*SL:* `6.20`',
    buy('DOTUSDT', { ...at(6.5), ...sl(6.2), take_profits: tp(7) }),
  ),
  alert(
    'post: lead in',
    'Good morning traders! Here is our second setup of the day.\nLONG ADAUSDT\nEntry: 0.4500\nSL: 0.4300\nTP: 0.4900',
    orRefused(buy('ADAUSDT', { ...at(0.45), ...sl(0.43), take_profits: tp(0.49) })),
  ),
  alert(
    'post: disclaimer',
    'SHORT BNBUSDT\nEntry: 610\nTP: 590\nSL: 622\nNot financial advice. Never risk more than 2% of your capital. Do not buy or sell without your own research.',
    orRefused(sell('BNBUSDT', { ...at(610), ...sl(622), take_profits: tp(590) })),
  ),
  alert(
    'post: past result',
    'LONG XRPUSDT\nEntry 0.62\nSL 0.60\nTP 0.66\nOur last call on ADAUSDT made 12% profit, TP3 hit!',
    orRefused(buy('XRPUSDT', { ...sl(0.6), take_profits: tp(0.66) })),
  ),
  report('post: two orders', 'LONG BTCUSDT entry 64000 sl 63000 tp 66000\nSHORT ETHUSDT entry 3200 sl 3300 tp 3000'),
  report('post: two sides', 'BTCUSDT\nLong above 65000 SL 64000 TP 67000\nShort below 63000 SL 64000 TP 61000'),
  report('post: long or short', 'BTCUSDT long or short? Entry 64000, SL 63000, TP 66000'),
  alert(
    'post: sl hidden',
    'BUY NEARUSDT\nCMP 5.10\nStoploss below 4.80\nTargets 5.40-5.80-6.20',
    orRefused(buy('NEARUSDT', { ...sl(4.8), take_profits: tp(5.4, 5.8, 6.2) })),
  ),
  alert(
    'post: sl close below',
    'BUY NEARUSDT 5.10\nSL: 4h close below 4.80\nTP 5.80',
    orRefused(buy('NEARUSDT', { ...sl(4.8), take_profits: tp(5.8) })),
  ),
  alert('post: mental sl', 'BUY NEARUSDT 5.10\nSL: mental\nTP 5.80', orRefused(buy('NEARUSDT', { take_profits: tp(5.8) }))),
  report('post: sl words', 'LONG OPUSDT 2.10\nSL: will be announced later\nTP 2.30'),
  alert(
    'post: margin',
    'LONG INJUSDT\nEntry 22\nMargin: 5%\nLeverage: 20x\nTP 23, 24\nSL 21',
    orRefused(buy('INJUSDT', { ...at(22), ...sl(21), take_profits: tp(23, 24), leverage: 20 })),
  ),
  alert(
    'post: size',
    'LONG INJUSDT\nEntry 22\nSize: 2% of portfolio\nTP 23\nSL 21',
    orRefused(buy('INJUSDT', { ...at(22), ...sl(21), take_profits: tp(23), percent: 2 })),
  ),
  alert(
    'post: open target',
    'BUY ETHUSDT\nEntry 3150\nTP1 3200\nTP2 3300\nTP3 OPEN\nSL 3080',
    buy('ETHUSDT', { ...at(3150), ...sl(3080), take_profits: tp(3200, 3300) }),
  ),
  report('post: wrong side exits', 'BUY ETHUSDT\nEntry 3150\nTP 3000\nSL 3300'),
  report('post: sl above long typo', 'LONG BTCUSDT @ 64000 SL 65000 TP 66000'),
  alert(
    'post: tp list commas',
    'LONG BTCUSDT Entry: 64,250 Targets: 65,000, 66,000, 67,500 SL: 63,100',
    buy('BTCUSDT', { ...at(64250), ...sl(63100), take_profits: tp(65000, 66000, 67500) }),
  ),
  alert(
    'post: tp tight slashes',
    'LONG BTCUSDT 64250 TP 65000/66000/67500 SL 63100',
    buy('BTCUSDT', { ...at(64250), ...sl(63100), take_profits: tp(65000, 66000, 67500) }),
  ),
  alert(
    'post: hash dollar',
    '$ETHUSDT #LONG Entry 3150 SL 3080 TP 3300',
    buy('ETHUSDT', { ...at(3150), ...sl(3080), take_profits: tp(3300) }),
  ),
  alert(
    'post: short term',
    'Short-term buy: MATICUSDT entry 0.72 SL 0.69 TP 0.78',
    orRefused(buy('MATICUSDT', { ...sl(0.69), take_profits: tp(0.78) })),
  ),
  alert(
    'post: long term',
    'Long term hold. SELL MATICUSDT 0.72 SL 0.75 TP 0.65',
    orRefused(sell('MATICUSDT', { ...sl(0.75), take_profits: tp(0.65) })),
  ),
  alert(
    'post: short squeeze',
    'BUY GMEUSDT 25 - short squeeze coming! SL 22 TP 40',
    orRefused(buy('GMEUSDT', { ...sl(22), take_profits: tp(40) })),
  ),
  alert(
    'post: oversold',
    'RSI oversold, buy LTCUSDT at 82 stop 79 target 90',
    orRefused(buy('LTCUSDT', { ...sl(79), take_profits: tp(90) })),
  ),
  alert(
    'post: buyers',
    'Sellers are exhausted, buyers in control. LONG LTCUSDT 82 SL 79 TP 90',
    orRefused(buy('LTCUSDT', { ...sl(79), take_profits: tp(90) })),
  ),
  alert(
    'currencies: gold now',
    'GOLD BUY NOW 2650-2647\nSL 2643\nTP1 2655\nTP2 2660',
    buy('GOLD', { ...sl(2643), take_profits: tp(2655, 2660), entries: [2647, 2650], limit_price: 2650, order_type: 'limit' }),
  ),
  alert(
    'currencies: xau at',
    'XAUUSD SELL @ 2668.50\nTP 1: 2665\nTP 2: 2660\nTP 3: 2650\nSL: 2675',
    sell('XAUUSD', { ...at(2668.5), ...sl(2675), take_profits: tp(2665, 2660, 2650) }),
  ),
  alert(
    'currencies: slash',
    'EUR/USD Sell Limit @ 1.0920\nStop Loss 1.0955\nTake Profit 1.0860',
    sell('EUR/USD', { ...sl(1.0955), take_profits: tp(1.086), limit_price: 1.092, order_type: 'limit' }),
  ),
  alert(
    'currencies: jpy',
    'USDJPY BUY 151.20 SL 150.80 (40 pips) TP 152.00 (80 pips)',
    buy('USDJPY', { ...at(151.2), ...sl(150.8), take_profits: tp(152) }),
  ),
  alert(
    'currencies: pending wait',
    'USDJPY BUY STOP 151.50 SL 151.10 TP 152.30 (pending, expires today)',
    orRefused(buy('USDJPY', { ...sl(151.1), take_profits: tp(152.3), stop_price: 151.5, order_type: 'stop' })),
  ),
  alert(
    'currencies: risk',
    'GBPJPY SELL 190.50\nSL 191.10\nTP 189.00\nRisk: 1%\nRR 1:2.5',
    orRefused(sell('GBPJPY', { ...sl(191.1), take_profits: tp(189), extra: { risk_percent: 1 } })),
  ),
  alert(
    'currencies: lot',
    'Pair: GBPJPY\nType: SELL\nLot: 0.05\nEntry: 190.50\nStop: 191.10\nTarget: 189.00',
    orRefused(sell('GBPJPY', { ...at(190.5), ...sl(191.1), take_profits: tp(189), quantity: 0.05, quantity_unit: 'lots' })),
  ),
  alert('currencies: us30', 'US30 BUY 42150 SL 42080 TP 42300', orRefused(buy('US30', { ...sl(42080), take_profits: tp(42300) }))),
  alert(
    'currencies: nas100',
    'SELL NAS100 20500 stoploss 20560 takeprofit 20400',
    orRefused(sell('NAS100', { ...sl(20560), take_profits: tp(20400) })),
  ),
  alert(
    'currencies: sl pips only',
    'EURUSD BUY NOW 1.0850, SL 25 pips, TP 50/75 pips',
    orRefused(buy('EURUSD', { stop_loss: { pips: 25 } })),
  ),
  alert(
    'currencies: lot per',
    'XAUUSD BUY 2650 SL 2640 TP 2670 use 0.01 lot per $100',
    orRefused(buy('XAUUSD', { ...sl(2640), take_profits: tp(2670) })),
  ),
  alert(
    'India: nifty ce',
    'BUY NIFTY 24500 CE ABOVE 120 SL 95 TGT 150/180',
    orRefused(buy(null, { ...sl(95), take_profits: tp(150, 180), stop_price: 120, order_type: 'stop' })),
  ),
  alert(
    'India: banknifty pe',
    'BANKNIFTY 52000 PE BUY @ 310 TARGET 350 400 SL 270',
    orRefused(buy(null, { ...sl(270), take_profits: tp(350, 400) })),
  ),
  alert('India: sell ce', 'SELL FINNIFTY 23500 CE 26NOV @ 85 SL 110 TGT 50', orRefused(sell(null, { ...sl(110), take_profits: tp(50) }))),
  alert(
    'India: equity',
    'BUY RELIANCE ABOVE 2950 SL 2920 TGT 3000/3050',
    orRefused(buy('RELIANCE', { ...sl(2920), take_profits: tp(3000, 3050), stop_price: 2950, order_type: 'stop' })),
  ),
  alert(
    'India: below',
    'SELL TATAMOTORS BELOW 940 SL 955 TARGET 920',
    orRefused(sell('TATAMOTORS', { ...sl(955), take_profits: tp(920), stop_price: 940, order_type: 'stop' })),
  ),
  alert('India: cmp', 'BUY INFY CMP 1850 SL 1820 TGT 1900', buy('INFY', { ...sl(1820), take_profits: tp(1900) })),
  alert('India: qty', 'BUY SBIN 820 QTY 100 SL 810 TGT 840', orRefused(buy('SBIN', { ...sl(810), take_profits: tp(840), quantity: 100 }))),
  alert('India: lots', 'BUY 2 LOTS NIFTY 24500 PE @ 95 SL 70 TGT 130', orRefused(buy(null, { ...sl(70), take_profits: tp(130) }))),
  alert(
    'India: range',
    'BUY HDFCBANK IN RANGE 1640-1645 SL 1625 TGT 1670,1690',
    orRefused(buy('HDFCBANK', { ...sl(1625), take_profits: tp(1670, 1690) })),
  ),
  alert('India: fut', 'BUY NIFTY NOV FUT @ 24480 SL 24400 TGT 24600', orRefused(buy(null, { ...sl(24400), take_profits: tp(24600) }))),
  alert('India: btst', 'BTST BUY ITC 465 SL 460 TGT 475', orRefused(buy('ITC', { ...sl(460), take_profits: tp(475) }))),
  report('India: watch', 'WATCH NIFTY 24500 CE, MAY BUY ABOVE 120'),
  report('India: update high', 'NIFTY 24500 CE 120 TO 178 HIGH MADE, BOOK PROFIT ENJOY'),
];
