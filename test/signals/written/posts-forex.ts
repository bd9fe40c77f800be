// Owns: posts of channels for currencies, metals and indices, in the many ways in which people write a side, an entry, a stop and targets.

import { alert, at, buy, noOrder, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

export const POSTS_FOREX: readonly WrittenAlert[] = [
  alert(
    'targets in lines',
    'XAUUSD BUY 1915\nTP 1920\nTP 1930\nSL 1907',
    buy('XAUUSD', { ...at(1915), ...sl(1907), take_profits: tp(1920, 1930) }),
  ),
  alert(
    'an index',
    'US30 BUY 34440\nTP 34480\nTP 34540\nTP 34600\nSL 34200',
    buy('US30', { ...at(34440), ...sl(34200), take_profits: tp(34480, 34540, 34600) }),
  ),
  alert(
    'five digits',
    'GBPUSD BUY 1.24900\nTP 1.25000\nTP 1.25300\nSL 1.24000',
    buy('GBPUSD', { ...at(1.249), ...sl(1.24), take_profits: tp(1.25, 1.253) }),
  ),
  alert(
    'a stop that is open',
    'XAUUSD BUY 1916\nTP 1920\nSL OPEN',
    orRefused(buy('XAUUSD', { ...at(1916), take_profits: tp(1920), no_stop_loss: true })),
  ),
  alert(
    'a zone with an at',
    'GOLD SELL NOW\nSELL @ 3326 - 3329\nSL ● 3332\nTP ● 3320\nTP 3316',
    orRefused(sell('GOLD', { ...at(3326), entries: [3326, 3329], ...sl(3332), take_profits: tp(3320, 3316) })),
  ),
  alert(
    'a zone with a long dash, and an open target in brackets',
    'Sell Gold 4605.5 – 4601.5\n\nStop Loss 4609.5\n\nTP1 4600\nTP2 4598\nTP3 Open (4594 / 4592)',
    orRefused(sell('Gold', { ...at(4605.5), entries: [4605.5, 4601.5], ...sl(4609.5), take_profits: tp(4600, 4598) })),
  ),
  alert(
    'equals signs and CMP',
    'GOLD BUY FROM CMP 1331 SL = 1327 TP = 1370',
    orRefused(buy('GOLD', { ...at(1331), ...sl(1327), take_profits: tp(1370) })),
  ),
  alert(
    'arrows and flags',
    '🇺🇸🇨🇭UsdChf↘️SELL➡️Now\n\n☑️At ➡️0.9541\n➖➖➖➖➖\n❌Sl➡️0.9565\n➖➖➖➖➖\n✅Tp➡️0.9480',
    orRefused(sell('UsdChf', { ...at(0.9541), ...sl(0.9565), take_profits: tp(0.948) })),
  ),
  alert(
    'the entry in a line of its own',
    'Buy NZDUSD\n0.7174\nSl 0.7124\nTp 0.7225',
    orRefused(buy('NZDUSD', { ...at(0.7174), ...sl(0.7124), take_profits: tp(0.7225) })),
  ),
  alert(
    'small letters',
    'Usdjpy buy now\n@  109.400\nSl  108.800\nTp 110.800',
    orRefused(buy('Usdjpy', { ...at(109.4), ...sl(108.8), take_profits: tp(110.8) })),
  ),
  alert(
    'a limit with an at',
    'Gold Buy limit\n@ 1336.00\nSl 1330.00\nTp 1350.00',
    orRefused(buy('Gold', { order_type: 'limit', limit_price: 1336, ...sl(1330), take_profits: tp(1350) })),
  ),
  alert(
    'ats everywhere',
    'EURJPY sell now\n@ 130.900\nsl @131.500\ntp @ 130.000',
    orRefused(sell('EURJPY', { ...at(130.9), ...sl(131.5), take_profits: tp(130) })),
  ),
  alert(
    'brackets',
    '[ GBPJPY ] ❗️🎄BUY  💯💯❗️\n\n‼️  [entry point] 🌻: [ 141.750 ]\n\n♨️  [stop loss] 🥀: [ 141.150 ]\n\n✅  [take profit] 🌹: [ 143.000 ]',
    orRefused(buy('GBPJPY', { ...at(141.75), ...sl(141.15), take_profits: tp(143) })),
  ),
  alert(
    'pips behind the levels',
    '#GBPJPY  - BUY NOW\nEn@143.50\n\nSL@142.00    - 150     -3%\n\nTP@146.50   +300     +6%',
    orRefused(buy('GBPJPY', { ...at(143.5), ...sl(142), take_profits: tp(146.5) })),
  ),
  alert('all in a line', 'AUDCHF SELL 0.766 SL 0.776 TP 0.75', sell('AUDCHF', { ...at(0.766), ...sl(0.776), take_profits: tp(0.75) })),
  alert(
    'target before stop',
    'BUY EURUSD 1.1686 TP 1.1725 SL 1.1646',
    buy('EURUSD', { ...at(1.1686), ...sl(1.1646), take_profits: tp(1.1725) }),
  ),
  alert(
    'a limit zone with numbered targets',
    'GBPJPY\nBUY LIMIT @ 150.70 - 150.66\nTP 1 151.01\nTP 2 151.35\nTP 3 151.75\nSL 150.11',
    orRefused(
      buy('GBPJPY', {
        order_type: 'limit',
        limit_price: 150.7,
        entries: [150.7, 150.66],
        ...sl(150.11),
        take_profits: tp(151.01, 151.35, 151.75),
      }),
    ),
  ),
  alert(
    'bearish and ordinals',
    '$$$ NEW TRADE $$$\nPair @ AUDNZD\nDirection @ Bearish\nEntry @ 1.09150 (market price)\nStop loss @ 1.09950\n1st target @ 1.08400\n2nd target @ 1.07150',
    orRefused(sell('AUDNZD', { ...at(1.0915), ...sl(1.0995), take_profits: tp(1.084, 1.0715) })),
  ),
  alert(
    'labels of a form',
    'Trade Direction: BUY\nForex Pair: USDCAD\nTimeframe: 1 Hour\nEntry Price: 1.25623\nTake Profit: 1.26423\nSafety Stop Loss: 1.24823\nSignal Expiry Time: 2017.10.06 20:31:32',
    orRefused(buy('USDCAD', { ...at(1.25623), ...sl(1.24823), take_profits: tp(1.26423) })),
  ),
  alert(
    'risk to reward behind the targets',
    'EURUSD filling the gap\nSell limit: 1.19380\nStop: 1.19885\nTarget 1: 1.18437 [Risk to reward ratio 1.84]\nTarget 2: 1.16922 [Risk to reward ratio 4.94]',
    orRefused(sell('EURUSD', { order_type: 'limit', limit_price: 1.1938, ...sl(1.19885), take_profits: tp(1.18437, 1.16922) })),
  ),
  alert(
    'a slash in the pair',
    'Sell eur/jpy @ 132.950\nTp:132.650\nSl:133.500',
    orRefused(sell('eur/jpy', { ...at(132.95), ...sl(133.5), take_profits: tp(132.65) })),
  ),
  alert(
    'short from',
    'Currency Pair USD/CAD\nShort from 1.2615\nTarget 1.2000\nStop/Loss 1.3000',
    orRefused(sell('USD/CAD', { ...at(1.2615), ...sl(1.3), take_profits: tp(1.2) })),
  ),
  alert(
    'dots in the labels',
    'Gbpjpy sell now @ 149.25\nS.l 149.75\nT.p 147',
    orRefused(sell('Gbpjpy', { ...at(149.25), ...sl(149.75), take_profits: tp(147) })),
  ),
  alert(
    'labels above their numbers',
    'GBPAUD BUY NOW AT 1.68015\nT.P 1\n1.68321\nT.P 2\n1.68632\nS.L\n1.67432',
    orRefused(buy('GBPAUD', { ...at(1.68015), ...sl(1.67432), take_profits: tp(1.68321, 1.68632) })),
  ),
  alert(
    'everything between dashes',
    '# GBPNZD - Sell Again @ 1.8941 - SL : 1.8975 - TP : 1.8860 - 1.8820 - 1.8780',
    orRefused(sell('GBPNZD', { ...at(1.8941), ...sl(1.8975), take_profits: tp(1.886, 1.882, 1.878) })),
  ),
  alert(
    'pips in brackets behind prices',
    'SELL USD/CHF from ( 0.9775-0.9785)/$\nS.L 0.9805 (25 Pip )\nT.P : 0.9670 (110 Pip )',
    orRefused(sell('USD/CHF', { ...at(0.9775), entries: [0.9775, 0.9785], ...sl(0.9805), take_profits: tp(0.967) })),
  ),
  alert(
    'two targets with an and',
    'Gold buy now at 1224\nStop loss at 1215\nTake Profit at 1243 & 1258',
    orRefused(buy('Gold', { ...at(1224), ...sl(1215), take_profits: tp(1243, 1258) })),
  ),
  alert(
    'a buy stop',
    'GBPAUD buy stop 1.7754\nTp 1.785\nSl 1.77',
    orRefused(buy('GBPAUD', { order_type: 'stop', stop_price: 1.7754, ...sl(1.77), take_profits: tp(1.785) })),
  ),
  alert(
    'a sell stop in a form',
    '*Trade Alert*\nPair: AUDUSD\nEntry Type: SELL STOP @0.78265\nDirection: SHORT @0.78265\nStop Loss: 0.78752\nTake Profit: 0.77309',
    orRefused(sell('AUDUSD', { order_type: 'stop', stop_price: 0.78265, ...sl(0.78752), take_profits: tp(0.77309) })),
  ),
  alert(
    'lots and a number of the signal',
    'forex center:\n🔴SELL AUDNZD @ 1.10780\n🔸stop loss @ 1.11881\n🔷 take profit@ 1.10445\nlot size: 0.01 at 500 usd\nSIGNAL NO:33',
    orRefused(sell('AUDNZD', { ...at(1.1078), ...sl(1.11881), take_profits: tp(1.10445) })),
  ),
  alert('an abbreviated range', 'EURJPY SELL NOW @ 134.30/35\nSL 134.51\nTP 131.50', noOrder),
  alert(
    'market in brackets, pips with their signs',
    'PAIR : EUR/JPY\nENTRY PRICE : 130.300\n\nDIRECTION : SHORT 📉\n\nSL : 130.700 (-40 pips)\nTP : 122.500 (+780 pips)',
    orRefused(sell('EUR/JPY', { ...at(130.3), ...sl(130.7), take_profits: tp(122.5) })),
  ),
  alert(
    'NEW SIGNAL with an advice on lots',
    '🔔🔔🔔 NEW SIGNAL 🔔🔔🔔\n\nGBPUSD SELL\n\nEntry Zone: 1.3682-1.3674\nStop loss: 1.3782\nTake Profit 1: 1.3662\nTake Profit 2: 1.3622\n\n⚠️ Please use 0.01 lot size for each 200 balance',
    orRefused(sell('GBPUSD', { ...at(1.3682), entries: [1.3682, 1.3674], ...sl(1.3782), take_profits: tp(1.3662, 1.3622) })),
  ),
  alert(
    'the side twice in the same words',
    'Buy XAUUSD .. Gold now !\nStop loss : 4014.427\nTake profit : 4055.964',
    orRefused(buy('XAUUSD', { ...sl(4014.427), take_profits: tp(4055.964) })),
  ),
  alert(
    'a pair in two words',
    'Buy EUR USD 1.1754\nSL 1.1680\nTP 1.1850',
    orRefused(buy('EUR/USD', { ...at(1.1754), ...sl(1.168), take_profits: tp(1.185) })),
  ),
  report('a digit that is a space', 'Sell Gbpnzd at cmp 1.7610\nTp1 1.7517\nTp2 1.7419\nSl 1 7786'),
  report('a target on the other side', 'Eurusd Sell Now  1.07940\nSl 1.08550\nTp 1.0900'),
  report('no pair', 'Buy now @ 84.430\n1st Tp @ 84.850\n2nd Tp @ 85.420\nSl @ 84.100'),
  report(
    'a setup plan with several limits',
    '1)  USDCAD (SETUP PLAN)\n\n👉 1st buy limit set at\n@ 1.24700 (lot size 0.01)\n\n👉 2nd buy limit set at\n@ 1.24000 (lot size 0.03)\n\n👉 TP SET 1.29000\n👉NO SL',
  ),
  report(
    'two sizes of two orders',
    'Sell euraud market@1.5224\nRisk 0.03/1000$\nAnd sell limit@1.5250\nRisk 0.05/1000$\nSl  1.5286\nTp  1.5166',
  ),
  report('a stop at the close of a candle', 'Gbpjpy buy limit 146.50 Tp 150.00-153.00 sL (daily close under 145.20)'),
  report('a stop that is not known yet', 'Signal no.1\nBuy Usd/Jpy @ 113.18\nTp - 114.02 & 114.85\nSl - ???'),
  report(
    'a pattern with a plan',
    'USDJPY:: bullish but is possible to retest 105.70-85 targeting 108.00-111.10, you can buy it from this area with sL 50 pips',
  ),
  report(
    'an entry when the market opens',
    'EURUSD bearish fib idea - daily timeframe\nSell limit: [Enter when market opens]\nStop: 1.17787\nTarget 1: 1.14553',
  ),
  report(
    'several signals',
    'BUY GBPUSD\n\nAt Price : 1.33400\nTake Profit : 1.34600\nStop Loss : 1.32200\n\nSELL USDCAD\n\nAt Price :1.28400\nTake Profit : 1.27200\nStop Loss : 1.29600',
  ),
  report(
    'an update with a target that was hit',
    '$$$ UPDATE $$$\nPair @ Gold\nDirection @ Bullish\n\n1st target @ 1263.01 hit for partial profit.\nWe move the stop loss to 1248.',
  ),
  report('a change of what is open', 'Symbol chart : EUR/NZD\nType : Modify buy\nPrice : 1.6780\nTp 1 : 1.6850\nSL : 1.6710'),
  report('pips that run', 'GOLD - 35+ pips profit running\n\nBook some profits...'),
  report('set break-even', 'XAUUSD BUY +60 pips ✅\nSet breakeven and enjoy TP2 1930'),
  report('close now with pips', 'Close XAUUSD buy now at +45 pips, reenter later at 1907'),
  report('hold', 'Hold GBPJPY buy, TP 151.75, SL 150.11 stays'),
  report('a re-entry if', 'XAUUSD re-buy only if 1h closes above 1920\nSL 1907\nTP 1940'),
  report('cancelled', '❌ CANCELLED ❌\nGBPUSD SELL LIMIT 1.2750\nSL 1.2800\nTP 1.2650'),
  report('deleted', 'Delete pending BUY LIMIT GOLD 1900 SL 1890 TP 1920'),
  report('not triggered', 'BUY LIMIT GOLD 1900\nSL 1890\nTP 1920\n\nNOT ACTIVATED ❌'),
  report('results of a week', 'Weekly results:\nXAUUSD BUY 1915 ✅ +50 pips\nGBPUSD SELL 1.2750 ❌ -30 pips\nUS30 BUY 34440 ✅ +100 pips'),
  report('a lesson', 'How to read our signals:\nXAUUSD BUY 1915\nTP 1920\nSL 1907\nBUY means you open a long position'),
  report('an ad', '🔥 VIP: XAUUSD BUY 1915 hit all TPs! Join now, DM @admin, 50% off today'),
  alert(
    'levels in pips below a price',
    'EURUSD BUY 1.0850\nSL 25 pips\nTP1 50 pips\nTP2: 90 PIPS',
    buy('EURUSD', { ...at(1.085), stop_loss: { pips: 25 }, take_profits: [{ pips: 50 }, { pips: 90 }] }),
  ),
  alert(
    'levels in pips in one line',
    'EURUSD SELL NOW 1.0850, SL 25 pips, TP 50 pips',
    sell('EURUSD', { ...at(1.085), stop_loss: { pips: 25 }, take_profits: [{ pips: 50 }] }),
  ),
  alert(
    'levels in pips at the market',
    'USDJPY BUY NOW\nSL: 30 pips\nTP: 60pips',
    buy('USDJPY', { stop_loss: { pips: 30 }, take_profits: [{ pips: 60 }] }),
  ),
  alert(
    'a stop as a price, and a target in pips',
    'USDJPY SELL LIMIT 151.20\nSL: 151.60\nTP: 60 pips',
    sell('USDJPY', { order_type: 'limit', limit_price: 151.2, ...sl(151.6), take_profits: [{ pips: 60 }] }),
  ),
  ...[
    'EURUSD BUY 1.0850\nSL 25 pips\nTP1 50 pips ✅',
    'EURUSD BUY 1.0850\nTP1 50 pips 🔥🔥\nSL 25 pips',
    'EURUSD BUY\nTP1 50 pips\nTP2 100 pips',
    'EURUSD BUY 1.0850\nSL -25 pips\nTP +50 pips',
    'EURUSD BUY 1.0850\nSL 25 pips\nTP +50 pips',
    'EURUSD BUY 1.0850 - 1.0840\nSL 25 pips\nTP 50 pips',
    'EURUSD BUY 1.0850\nSL 25 pips\nTP 50 pips hit',
    'EURUSD BUY 1.0850\nSL 25 pips below the low\nTP 50 pips',
    'EURUSD BUY 1.0850\nSL max 25 pips\nTP 50 pips',
    'EURUSD BUY 1.0850\nSL 25 points\nTP 50 points',
    'EURUSD BUY 1.0850\nSL 25 ticks\nTP 50 ticks',
    'EURUSD BUY 1.0850\nSL 0 pips\nTP 50 pips',
    'EURUSD BUY 1.0850\nSL 25 pips?\nTP 50 pips',
    'EURUSD BUY if it drops 25 pips\nSL 25 pips\nTP 50 pips',
    'EURUSD BUY 25 pips lower\nSL 25 pips\nTP 50 pips',
    'USDJPY BUY NOW\nSL 25-30 pips\nTP 152',
    'USDJPY BUY NOW\nSL 25 30 pips\nTP 152',
    'USDJPY BUY NOW\nSL 149\nTP 160-200 pips',
  ].map((post) => report(`pips that are no one distance: ${JSON.stringify(post)}`, post)),
];
