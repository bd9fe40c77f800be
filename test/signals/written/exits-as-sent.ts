// Owns: exits in forms that public bots and scripts document, beside words that say nothing more, and what is no exit beside them.

import { alert, buy, close, closeLong, closeShort, report, sell, type WrittenAlert } from './written-alert.ts';

const LEFT = { symbol: 'LTCUSDT', action: 'close' };
const flat = { position_target: 'flat' };

export const EXITS_AS_SENT: readonly WrittenAlert[] = [
  // what is held afterwards, in a field of another name
  ...['direction', 'type', 'side', 'signal'].flatMap((name) => [
    alert(`${name}: flat behind a sell`, { ticker: 'LTCUSDT', action: 'sell', [name]: 'flat' }, closeLong('LTCUSDT')),
    alert(`${name}: flat behind a buy`, { ticker: 'LTCUSDT', action: 'buy', [name]: 'FLAT' }, closeShort('LTCUSDT')),
  ]),
  // beside a side that may be that of the position all of it is left, whichever side it is on
  ...['action', 'signal', 'event', 'command'].map((name) =>
    alert(`${name}: flat, and a side`, { symbol: 'LTCUSDT', [name]: 'flat', side: 'buy' }, close('LTCUSDT')),
  ),
  ...['direction', 'signal', 'event'].map((name) =>
    alert(`a close, and ${name}: flat`, { symbol: 'LTCUSDT', action: 'close', side: 'sell', [name]: 'flat' }, close('LTCUSDT')),
  ),
  alert(
    'a short that is left',
    { symbol: 'LTCUSDT', event: 'exit', position: 'short', side: 'sell', signal: 'flat' },
    closeShort('LTCUSDT'),
  ),
  report('a buy, and a close', { ticker: 'LTCUSDT', action: 'buy', type: 'exit' }),
  // what is asked for under signal, and the side of the order
  alert('a signal to close', { symbol: 'LTCUSDT', signal: 'close', side: 'sell' }, close('LTCUSDT')),
  alert('a trade signal to leave', { symbol: 'LTCUSDT', trade_signal: 'exit', direction: 'buy' }, close('LTCUSDT')),
  report('the close that it is computed of', { symbol: 'LTCUSDT', signal: 'close', side: 'buy', sl: 88, tp: 99 }),
  // the action as the type of the trade
  alert(
    'tradeType beside the position',
    { symbol: 'LTCUSDT', tradeType: 'sell', marketPosition: 'flat', previousMarketPosition: 'long' },
    closeLong('LTCUSDT', flat),
  ),
  alert('tradeType alone', { symbol: 'LTCUSDT', tradeType: 'sell', quantity: 2 }, sell('LTCUSDT', { quantity: 2 })),
  alert('tradeType that repeats', { ...LEFT, tradeType: 'buy' }, close('LTCUSDT')),
  report('tradeType of the other side', { symbol: 'LTCUSDT', action: 'buy', tradeType: 'short' }),
  report('tradeType beside an order in words', {
    text: 'EMA: order sell @ 1 filled on LTCUSDT. New strategy position is -1',
    tradeType: 'buy',
  }),
  report('tradeType that leaves beside one', {
    message: 'EMA: order buy @ 1 filled on LTCUSDT. New strategy position is 1',
    tradeType: 'close',
  }),
  alert(
    'tradeType beside a close in words',
    { text: 'EMA: order sell @ 1 filled on LTCUSDT. New strategy position is 0', tradeType: 'buy' },
    closeLong('LTCUSDT', { ...flat, quantity: 1 }),
  ),
  report('tradeType of another kind', { symbol: 'LTCUSDT', action: 'buy', tradeType: 'iron_condor' }),
  // which way the market is thought to go
  alert('bearish, and out', { symbol: 'LTCUSDT', signal_type: 'close_long', direction: 'bearish' }, closeLong('LTCUSDT')),
  alert('bullish, and in', { symbol: 'LTCUSDT', signal_type: 'open_long', direction: 'bullish' }, buy('LTCUSDT')),
  report('bullish, and nothing else', { symbol: 'LTCUSDT', direction: 'bullish', price: 91 }),
  report('bearish, and in', { symbol: 'LTCUSDT', signal_type: 'open_long', direction: 'bearish' }),
  report('sideways', { symbol: 'LTCUSDT', signal_type: 'open_long', direction: 'sideways' }),
  // percent as it is written in Turkish
  alert('all in percent', { ...LEFT, amount: '%100' }, close('LTCUSDT', { percent: 100 })),
  alert('half', { side: 'CloseShort', amount: '%50', symbol: 'LTCUSDT' }, closeShort('LTCUSDT', { percent: 50 })),
  alert('of an entry', { symbol: 'LTCUSDT', side: 'buy', qty: '%10' }, buy('LTCUSDT', { percent: 10 })),
  report('percent of money', { symbol: 'LTCUSDT', side: 'buy', qty: '%10 USDT' }),
  // comments in the JSON
  alert('a close with comments', '{\n "symbol": "LTCUSDT", // the market\n /* out */ "action": "close" // now\n}', close('LTCUSDT')),
  alert('a field in a comment', '{"symbol": "LTCUSDT", "action": "close_long"\n// , "quantity": 2\n}', closeLong('LTCUSDT')),
  report('a buy with comments', '{\n "symbol": "LTCUSDT", // the market\n "action": "buy",\n "quantity": 2 // coins\n}'),
  report('a comment without an end', '{"symbol": "LTCUSDT", "action": "close" /* out }'),
  report('a stroke', '{"symbol": "LTCUSDT", / "action": "close"}'),
  // PineConnector's commands with strokes
  alert('close_long', '70555000111,close_long,EURJPY', closeLong('EURJPY')),
  alert('close_all of a symbol', '70555000111,close_all,EURJPY', close('EURJPY')),
  alert('close_short_pct', '70555000111,close_short_pct,EURJPY,risk=25', closeShort('EURJPY', { percent: 25 })),
  alert('partial_close_pct', '70555000111,closelongpct,EURJPY,partial_close_pct=50', closeLong('EURJPY', { percent: 50 })),
  report('close_long_pct of nothing', '70555000111,close_long_pct,EURJPY'),
];
