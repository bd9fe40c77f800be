// Owns: posts in the forms in which channels publish them: lists in one line, leverages with a point, labels said twice, and what
// Cornix is to do with the stop.

import { alert, buy, noOrder, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const LIMIT = { order_type: 'limit' } as const;
const long = (entry: number, ...targets: number[]): ReturnType<typeof buy> =>
  buy('ARBUSDT', { ...LIMIT, limit_price: entry, take_profits: tp(...targets), ...sl(0.8) });
const post = (...lines: string[]): string => ['LONG ARBUSDT', 'Entry: 0.9', ...lines].join('\n');
const short = (...lines: string[]): string => ['SHORT ARBUSDT', 'Entry: 2', 'SL: 2.2', ...lines].join('\n');
const sold = (...targets: number[]): ReturnType<typeof sell> =>
  sell('ARBUSDT', { ...LIMIT, limit_price: 2, take_profits: tp(...targets), ...sl(2.2) });
const held = ({ symbol = 'ARBUSDT' }): ReturnType<typeof buy> =>
  buy(symbol, { ...LIMIT, limit_price: 2, take_profits: tp(2.2), ...sl(1.7) });
const guarded = (line: string): string => post('TP: 1.1', 'SL: 0.8', line);

export const POSTS_PUBLISHED: readonly WrittenAlert[] = [
  ...['1) 1.1 2) 1.2 3) 1.3', '1. 1.1 2. 1.2 3. 1.3', '1: 1.1 2: 1.2 3: 1.3', '1- 1.1 2- 1.2 3- 1.3'].map((list) =>
    alert(`a list of targets in one line: ${list}`, post(`Targets: ${list}`, 'SL: 0.8'), long(0.9, 1.1, 1.2, 1.3)),
  ),
  alert('the list begins in its label', post('TP1: 1.1 2: 1.2 3: 1.3', 'SL: 0.8'), long(0.9, 1.1, 1.2, 1.3)),
  alert('prices between dashes are no list', post('Targets: 1 - 1.5 - 2 - 2.5', 'SL: 0.8'), noOrder),
  alert('nor are prices between commas', post('Targets: 1.1, 1.5, 2, 2.5', 'SL: 0.8'), long(0.9, 1.1, 1.5, 2, 2.5)),
  alert(
    'a list of entries and the stop in the same form',
    '#ARB/USDT SHORT\nEntry Targets: 1) 4.1 2) 4.3\nTargets: 1) 3.5 2) 3.2\nStop Targets: 1) 4.6',
    sell('ARB/USDT', {
      ...LIMIT,
      limit_price: 4.1,
      entries: [4.1, 4.3],
      take_profits: tp(3.5, 3.2),
      ...sl(4.6),
    }),
  ),
  alert('labels that count in two ways', post('Target 1 $1.7', 'Target 2. $1.8', 'Target 3  $1.9', 'SL: 0.8'), long(0.9, 1.7, 1.8, 1.9)),
  alert(
    'the number of a label behind a dash',
    'SHORT ARBUSDT\nEntry: 10\nTP-1: 9\nTP-2: 8\nSL: 11',
    sell('ARBUSDT', { ...LIMIT, limit_price: 10, take_profits: tp(9, 8), ...sl(11) }),
  ),
  alert('targets in letters', post('T1: 1.1 T2: 1.2', 'SL: 0.8'), long(0.9, 1.1, 1.2)),
  alert('a target at its price', post('TP1 @ 1.1', 'SL @ 0.8'), long(0.9, 1.1)),
  alert('numbers in front of the labels', post('✔️ 1/ Take Profit 1.1', '✔️ 2/ Take Profit 1.2', 'SL 0.8'), long(0.9, 1.1, 1.2)),
  alert('labels said twice', post('Take Profit 1 (TP1): 1.1', 'Stop Loss (SL): 0.8'), long(0.9, 1.1)),
  alert('marks behind their labels', post('TP✅1.1', 'SL🛑0.8'), long(0.9, 1.1)),
  alert('a bare number in brackets may be pips or a price', post('TP1: 1.1 (1000)', 'SL: 0.8'), noOrder),
  ...(
    [
      ['Leverage: 2.5x', 2.5],
      ['Leverage: Cross (5.0X)', 5],
      ['Leverage: 10x-20x', 10],
      ['Leverage: (10X_100X)', 10],
      ['Leverage: Cross 10× To 50×', 10],
      ['12.5x', 12.5],
    ] as const
  ).map(([line, leverage]) => alert(line, guarded(line), { ...long(0.9, 1.1), leverage })),
  alert('a leverage with a point beside the market', 'LONG ARBUSDT 12.5x\nEntry: 0.9\nTP: 1.1\nSL: 0.8', {
    ...long(0.9, 1.1),
    leverage: 12.5,
  }),
  alert('the side and the leverage in one label', 'Coin Name: ARBUSDT\nDirection: LONG 25x\nEntry: 0.9\nTP: 1.1\nSL: 0.8', {
    ...long(0.9, 1.1),
    leverage: 25,
  }),
  alert('the side behind the market', 'Coin: ARBUSDT LONG\nLEVERAGE:2x\nEntry: 0.9\nTarget: 1.1\nStoploss: 0.8', {
    ...long(0.9, 1.1),
    leverage: 2,
  }),
  alert(
    'a metal with a hash',
    '#Gold buy @ 2370\nSl: @ 2360\nTP: @ 2380',
    buy('Gold', { signal_price: 2370, take_profits: tp(2380), ...sl(2360) }),
  ),
  alert('a zone with underlines', 'XAUUSD BUY NOW\n4338__4334\nTP 4342\nSL 4324', {
    ...buy('XAUUSD', { take_profits: tp(4342), ...sl(4324) }),
    entries: [4334, 4338],
  }),
  ...[
    'Confidence: 87%',
    '📊 *Confidence:* 87%',
    'Probability: 95%',
    'Win rate: 80%',
    'Score: 87',
    'Signal Strength: 8/10',
    'Grade: A+',
    'Bias: Bullish',
    'Bybit USDT, Binance',
    'Signal details:',
  ].map((line) => alert(`says nothing of the trade: ${line}`, guarded(line), long(0.9, 1.1))),
  ...['Confidence: void', 'Score: cancelled', 'Grade: wait', 'Bias: Bearish', 'Bybit USDT, closed'].map((line) =>
    alert(`may take it back: ${line}`, guarded(line), noOrder),
  ),
  ...['Signal (12)', 'FREE SIGNAL 37', 'Signal . no 15', 'Strategy used: Range break', 'TRADE PARAMETERS'].map((line) =>
    alert(`a heading: ${line}`, `${line}\n${guarded('')}`, long(0.9, 1.1)),
  ),
  ...['Signal 1200', 'Signal (closed)', 'Strategy used: none, cancelled'].map((line) =>
    alert(`no heading: ${line}`, `${line}\n${guarded('')}`, noOrder),
  ),
  alert('a market between blanks and brackets', '[ EURCAD ] BUY\nSL 1.49\nTP 1.52', buy('EURCAD', { take_profits: tp(1.52), ...sl(1.49) })),
  alert(
    'a sign in a heading in brackets',
    '[SEÑAL ▲] EURCAD\nBUY\nSL 1.49\nTP 1.52',
    buy('EURCAD', { take_profits: tp(1.52), ...sl(1.49) }),
  ),
  alert('two markets in brackets', '[ EURCAD ] BUY\n[ EURCHF ] SELL\nSL 1.49\nTP 1.52', noOrder),
  alert('long dashes', 'BUY EURCAD – NOW\nSL — 1.49\nTP – 1.52', buy('EURCAD', { take_profits: tp(1.52), ...sl(1.49) })),
  alert(
    'a price glued to its side',
    'EURCAD Buy@1.5010\nSL 1.49\nTP 1.52',
    buy('EURCAD', { signal_price: 1.501, take_profits: tp(1.52), ...sl(1.49) }),
  ),
  alert(
    'the price alone in a line',
    'SELL EURCAD\nAt: 1.501\nSL 1.52\nTP 1.49',
    sell('EURCAD', { signal_price: 1.501, take_profits: tp(1.49), ...sl(1.52) }),
  ),
  alert('a time alone in a line', 'SELL EURCAD\nAt: 15:00\nSL 1.52\nTP 1.49', noOrder),
  alert(
    'the market as the entry, with the side',
    'EURCAD SELL\nEntry:\nSell at current price\nSL 1.52\nTP 1.49',
    sell('EURCAD', { order_type: 'market', take_profits: tp(1.49), ...sl(1.52) }),
  ),
  alert('the market as the entry, with another side', 'EURCAD BUY\nEntry:\nSell at current price\nSL 1.49\nTP 1.52', noOrder),
  alert(
    'rated in its first line',
    'EURCAD BUY (Confidence: 81%)\nSL 1.49\nTP 1.52',
    buy('EURCAD', { take_profits: tp(1.52), ...sl(1.49) }),
  ),
  alert('two currencies and a rate', 'Sell EUR CAD 1.5010', sell('EUR/CAD', { signal_price: 1.501 })),
  ...['Sell EUR CAD 100', 'Sell EUR CAD 0.5', 'Buy BTC USDT 0.1250'].map((line) =>
    alert(`two currencies and an amount: ${line}`, `${line}\nSL 1.49\nTP 1.52`, noOrder),
  ),
  ...[
    '1️⃣ TP1: 1.8',
    '1 TP1 1.8',
    '1 - TP1: 1.8',
    '1) TP: 1.8',
    '[1] 1.8',
    '(1) 1.8',
    '#1 1.8',
    'No.1 1.8',
    '1st: 1.8',
    '1 = 1.8',
    '1 @ 1.8',
    '1 $1.8',
    '1️⃣: 1.8',
    '1️⃣ - 1.8',
    '1️⃣ @ 1.8',
  ].map((line) => alert(`the number of a list: ${line}`, short('Targets:', line), sold(1.8))),
  ...['1 1.8', '1 / 1.8', '1, 1.8', '1 • 1.8', '1 > 1.8'].map((line) =>
    report(`a number of a list, or a price: ${line}`, short('Targets:', line)),
  ),
  ...[
    'Targets: TP1=1.8; TP2=1.6',
    'Targets: T1 1.8 T2 1.6',
    'Targets: 1=1.8 2=1.6',
    'Targets: [1] 1.8 [2] 1.6',
    'Targets: #1 1.8 #2 1.6',
    'Targets: 1️⃣: 1.8 2️⃣: 1.6',
    'TP1 1.8 TP2 1.6',
  ].map((line) => alert(`numbers in a line: ${line}`, short(line), sold(1.8, 1.6))),
  ...['TP 1 & 2: 1.8, 1.6', 'TP 1-2: 1.8, 1.6', 'TP: 1/1.8', 'TP: 1 / 1.8 / 1.6'].map((line) =>
    report(`numbers that may be prices: ${line}`, short(line)),
  ),
  alert('the part that leaves, behind its sign', short('TP: 1 @ 50%, 1.8 @ 50%'), noOrder),
  alert('the number of a list in front of the stop', 'LONG ARBUSDT\nEntry: 2\nTP: 2.2\n4 SL 1.7', held({})),
  alert('in brackets, in front of the stop', 'LONG ARBUSDT\nEntry: 2\nTP: 2.2\n[4] SL 1.7', held({})),
  alert('the number of the one entry', 'LONG ARBUSDT\nEntries: 1. 2\nTP: 2.2\nSL 1.7', held({})),
  ...['2.2 RR 1:2', '2.2 (R:R 1:1.5)', '2.2 (1:2)', '2.2 - Probability 85%', '2.2 [+10%]'].map((written) =>
    alert(`a target with a remark: ${written}`, `LONG ARBUSDT\nEntry: 2\nTP: ${written}\nSL: 1.7`, held({})),
  ),
  ...['2.2 / 10%', '2.2 = 10%', '2.2 | 10%', '2.2 (50% ROI)', '2.2 ($200)', '2.2 [0.2]', '2.2 (+10%) - 25%', '2.2, 10%'].map((written) =>
    report(`a target and what nobody names: ${written}`, `LONG ARBUSDT\nEntry: 2\nTP: ${written}\nSL: 1.7`),
  ),
  ...[
    'Valid Entry: 2',
    'Long entry: 2',
    'Entry: 2\nClient: VWAP Runner 1h',
    'Entry: 2\nCurrent price: 2.01',
    'Entry: 2\nAccuracy of this strategy - 72.00%',
    'Entry: 2\n(Signal Quality Score: 87/100 ⭐)',
  ].map((line) => alert(`a line of a bot: ${line}`, `LONG ARBUSDT\n${line}\nTP: 2.2\nSL: 1.7`, held({}))),
  report('entries of both sides', 'ARBUSDT\nLong entry: 2\nShort entry: 1.9\nTP: 2.2\nSL: 1.7'),
  alert('a blank behind the slash of a pair', 'PAIR: ARB/ USDT\nLONG\nEntry: 2\nTP: 2.2\nSL: 1.7', held({ symbol: 'ARB/USDT' })),
  alert('as an exchange calls it', '#ARBUSDT | Open Long\nEntry: 2\nTP: 2.2\nSL: 1.7', held({})),
  alert('the metal by both names', '*XAUUSD* (Gold)\nDirection: SHORT\nSL 4120\nTP 4080', {
    ...sell('XAUUSD', { take_profits: tp(4080), ...sl(4120) }),
  }),
  report('two markets, one in brackets', 'XAUUSD (Silver)\nDirection: SHORT\nSL 4120\nTP 4080'),
  ...['SHORT\nSHORT', 'BUY\nBUY', 'LONG\nBUY'].map((lines) => report(`a side twice is no market: ${lines}`, `${lines}\nTP: 2.2\nSL: 1.7`)),
  ...['Lev 10-20', 'Leverage: 10-20', 'Leverage 10 to 20'].map((line) =>
    alert(`a leverage with no sign: ${line}`, `LONG ARBUSDT\nEntry: 2\n${line}\nTP: 2.2\nSL: 1.7`, { ...held({}), leverage: 10 }),
  ),
  ...['Leverage: 20x (2% margin)', 'Leverage 10x / Margin 5%', 'Position: 5%', 'Entry: 2 ± 0.01', 'Entry: 2 / 0.01', 'Entry: 2 (1:2)'].map(
    (line) =>
      report(`a size or a distance: ${line}`, `LONG ARBUSDT\n${line.startsWith('Entry') ? '' : 'Entry: 2\n'}${line}\nTP: 2.2\nSL: 1.7`),
  ),
  ...['BUY ARBUSDT 2 SL 1.7 T1 2.2 T2 2.4', 'BUY ARBUSDT 2 T1 2.2 T2 2.4 SL 1.7', 'BUY ARBUSDT 2 SL 1.7 TGT1 2.2 TGT2 2.4'].map((line) =>
    alert(`counted targets in one line: ${line}`, line, buy('ARBUSDT', { signal_price: 2, take_profits: tp(2.2, 2.4), ...sl(1.7) })),
  ),
  ...['BUY ARBUSDT 2 RISK 1% TP 2.2 SL 1.7', 'BUY ARBUSDT 2 TP 2.2 SL 1.7 RISK 1%'].map((line) =>
    alert(`the risk in one line: ${line}`, line, buy('ARBUSDT', { signal_price: 2, take_profits: tp(2.2), ...sl(1.7) })),
  ),
  alert('a limit behind the market', 'BUY ARBUSDT LIMIT 2 TP 2.2 SL 1.7', held({})),
  ...['BUY ARBUSDT STOP 2 TP 2.2 SL 1.7', 'BUY ARBUSDT LIMIT TP 2.2 SL 1.7', 'BUY ARBUSDT 2 RISK 100 TP 2.2 SL 1.7'].map((line) =>
    report(`not one thing: ${line}`, line),
  ),
];
