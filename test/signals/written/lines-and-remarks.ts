// Owns: words in front of an order, in brackets, in comments and behind its levels, which make it another one or none; and breakouts.

import { alert, at, buy, close, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const reports = (...texts: readonly string[]): WrittenAlert[] => texts.map((text) => report(text, text));
const breakout = (stop: number): { order_type: string; stop_price: number } => ({ order_type: 'stop', stop_price: stop });

export const LINES_AND_REMARKS: readonly WrittenAlert[] = [
  ...reports('CANCELLED\nlong BTCUSDT', 'Yesterday\nbuy BTCUSDT q=1', 'Closed:\nsell BTCUSDT', 'Example:\nbuy BTCUSDT q=0.1'),
  ...reports('#signals\nbuy BTCUSDT', 'Filled!\nbuy BTCUSDT q=0.1', 'Reminder\nlong BTCUSDT sl=100', 'UPDATE\nsell BTCUSDT'),
  ...reports('Backtest-2024\nbuy BTCUSDT q=1', 'https://t.me/abcdef\nbuy BTCUSDT', '@somechannel\nbuy BTCUSDT'),
  ...reports('result-2024 | trend | buy | BTCUSDT', 'Signal of 2024-11-29 | Example | buy | BTCUSDT', 'TP1 hit | Example | sell | BTCUSDT'),
  ...reports('closed12345,sell,EURUSD,risk=1', 'update_2024,buy,EURUSD,sl=1.08', 'Trade 12345,buy,EURUSD', 'BTCUSDT,sell,closed'),
  alert('an exit below a short password', 'abc123\nclose BTCUSDT', close('BTCUSDT')),
  alert('an order below a password', 'made-up-proof-99\nbuy BTCUSDT q=1', buy('BTCUSDT', { quantity: 1 })),
  ...reports('BUY BTCUSDT qty=0.1 sl=63000 comment="cancel this"', 'BUY BTCUSDT qty=0.1 comment="only if above 65000"'),
  ...reports('BUY BTCUSDT qty=0.1 comment="sl 63000"', 'BUY BTCUSDT qty=0.1 if above 65000', 'BUY BTCUSDT when RSI below 30'),
  alert('an exit with a comment', 'CLOSE BTCUSDT comment="only if above 65000"', close('BTCUSDT')),
  ...['tomorrow', 'idea', 'half size', 'paper', 'old', 'no entry', 'SELL', 'closed', 'cancelled', 'hit', 'missed'].map((word) =>
    report(`in brackets: ${word}`, `BUY BTCUSDT 64000 (${word})`),
  ),
  ...reports('BUY (not) BTCUSDT 64000', '🚫 BUY BTCUSDT 64000', '❌ BUY BTCUSDT 64000 SL 63000 TP 66000'),
  ...reports('⏳ BUY BTCUSDT 64000 SL 63000 TP 66000', 'BUY BTCUSDT @ 64000 ❌', 'BUY BTCUSDT 64000 SL 63000 TP 66000 ✅'),
  alert('a remark', 'BUY BTCUSDT 64000 (high risk)', orRefused(buy('BTCUSDT', at(64000)))),
  alert(
    'a mark in front of the stop',
    'SELL XAUUSD 2660\n❌ SL 2670\n✅ TP 2650',
    sell('XAUUSD', { ...at(2660), ...sl(2670), take_profits: tp(2650) }),
  ),
  ...reports('BUY BTCUSDT 64000 TP 66000 SL entry', 'BUY BTCUSDT 64000 TP 66000 SL trailing', 'BUY BTCUSDT 64000 TP 66000, SL below 63000'),
  ...reports('BUY BTCUSDT 64000 TP 66000 SL 1.5 ATR', 'BUY BTCUSDT 64000 SL 63000 TP 66000 only above 64500'),
  ...['WALL', 'PRESSURE', 'VOLUME', 'SIDE', 'LIQUIDITY', 'AREA', 'BACK', 'MORE', 'THE DIP', 'WALLS'].map((word) =>
    report(`behind the side: ${word}`, `BUY ${word} BTCUSDT 64000`),
  ),
  ...reports('TP1 BTCUSDT close 50%', 'CLOSE HALF PROFIT', 'Close 3% BTCUSDT profit'),
  alert(
    'a title above, a courtesy below',
    '🚨 NEW TRADE 🚨\nPair: BTC/USDT\nType: LONG\nEntry: 64000\nTP: 66000\nSL: 63000\nLeverage: 10x\n\nLet’s ride 🚀',
    buy('BTC/USDT', { ...at(64000), ...sl(63000), take_profits: tp(66000), leverage: 10 }),
  ),
  alert(
    'a stock in a line of its own',
    'STOCK: TATASTEEL\nBUY ABOVE: 145\nTARGET: 148, 152\nSL: 142',
    buy('TATASTEEL', { ...breakout(145), ...sl(142), take_profits: tp(148, 152) }),
  ),
  ...reports(
    '🚨 TRADE CLOSED 🚨\nPair: BTC/USDT\nType: LONG\nEntry: 64000\nSL: 63000',
    'LAST TRADE\nPair: BTC/USDT\nType: LONG\nEntry: 64000',
  ),
  ...['tomorrow', '(idea)', 'only', 'not yet active', 'on Monday', 'already', '(old)', 'over'].map((word) =>
    report(`behind a target: ${word}`, `BUY BTCUSDT 64000 SL 63000 TP 66000 ${word}`),
  ),
  ...reports('VERKAUFEN XAUUSD 2650 SL 2660 TP 2640 (Idee)', 'BUY BTCUSDT\nTP 66000\n63000', 'SELL BTCUSDT\nTP 63000\n66000'),
  ...reports('BUY BTCUSDT\nSL 63000 daily close\nTP 66000', 'BUY BTCUSDT\nTP 66000\n$100', 'BUY BTCUSDT\nSL 63000 mental\nTP 66000'),
  alert('targets in lines', 'BUY BTCUSDT\nTP 66000\n67000\nSL 63000', buy('BTCUSDT', { ...sl(63000), take_profits: tp(66000, 67000) })),
  alert('an alert to buy', 'BUY ALERT BTCUSDT 64000', orRefused(buy('BTCUSDT', at(64000)))),
  ...reports('Symbol: BTCUSDT | Side: BUY | Entry: 64000 | Result: +3%', 'Symbol: BTCUSDT, Side: BUY, Entry: 64000, Update: TP1 hit'),
  ...reports('Symbol: BTCUSDT; Side: BUY; Closed: yes', 'action=buy symbol=BTCUSDT result=win', 'action=buy;symbol=BTCUSDT;hit=tp1'),
  ...reports('Signal: LONG | Pair: BTC/USDT | Price: 67250 | Profit: 12%', 'action=buy;symbol=BTCUSDT;update=sl moved'),
  alert('a result that is none', 'action=buy;symbol=BTCUSDT;result=none', buy('BTCUSDT')),
  alert('no stop', 'BUY BTCUSDT 64000 TP 66000 no SL', orRefused(buy('BTCUSDT', { ...at(64000), take_profits: tp(66000) }))),
  alert(
    'a breakout',
    'BUY RELIANCE ABOVE 2950 SL 2920 TGT 3000/3050',
    buy('RELIANCE', { ...breakout(2950), ...sl(2920), take_profits: tp(3000, 3050) }),
  ),
  alert(
    'a breakout down',
    'SELL INFY BELOW 1450 SL 1470 TARGET 1400',
    sell('INFY', { ...breakout(1450), ...sl(1470), take_profits: tp(1400) }),
  ),
  alert('a breakout behind the market', 'BTCUSDT LONG ABOVE 65000\nSL 64000', buy('BTCUSDT', { ...breakout(65000), ...sl(64000) })),
  ...reports('BUY BTCUSDT BELOW 63000 SL 62000', 'RELIANCE BUY INFY ABOVE 100', 'BUY RELIANCE ABOVE 2950 SL 2980 TGT 3000'),
  ...reports('BTCUSDT LONG ABOVE 65000 SL 64000\nBTCUSDT SHORT BELOW 63000 SL 64000', 'BUY RELIANCE ABOVE 2950 CLOSE SL 2900'),
  ...reports('BUY NIFTY 24500 CE ABOVE 120 SL 95 TGT 150/180', 'BUY RELIANCE ABOVE 2950 TOMORROW SL 2900', 'WAIT BUY RELIANCE ABOVE 2950'),
  ...reports('LONG SOLUSDT\nEntry 140\nTP 150\nLeverage 5x trailing stop', 'LONG SOLUSDT\nEntry 15:00\nSL: 134\nTP: 150'),
  alert(
    'a stop behind the leverage',
    'LONG SOLUSDT\nEntry 140\nTP 150\nLeverage 5x stop 134',
    buy('SOLUSDT', { ...at(140), ...sl(134), take_profits: tp(150), leverage: 5 }),
  ),
  alert(
    'a target with its distance',
    'LONG SOLUSDT\nEntry 140\nTP 150 +7.1%\nSL 134 -4.3%',
    buy('SOLUSDT', { ...at(140), ...sl(134), take_profits: tp(150) }),
  ),
];
