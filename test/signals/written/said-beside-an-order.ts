// Owns: what stands beside a side and says that it closes: TradingView's own sentence in a text, the position in a word and in a number,
// switches of leaving, names of orders; and the same where it says nothing, or may mean two things.

import { alert, buy, close, closeLong, closeShort, report, sell, type WrittenAlert } from './written-alert.ts';

const told = (side: string, position: string): string =>
  `Keltner (20): order ${side} @ 0.4 filled on LTCUSDT. New strategy position is ${position}`;
const sold = (more: object): object => ({ symbol: 'LTCUSDT', side: 'sell', quantity: 0.4, ...more });
const bought = (more: object): object => ({ symbol: 'LTCUSDT', side: 'buy', quantity: 0.4, ...more });
const LEFT = closeLong('LTCUSDT', { quantity: 0.4 });
const COVERED = closeShort('LTCUSDT', { quantity: 0.4 });

export const SAID_BESIDE_AN_ORDER: readonly WrittenAlert[] = [
  // the sentence of TradingView as the text of an order
  alert('the sentence says flat, in message', sold({ message: told('sell', '0') }), LEFT),
  alert('the sentence says flat, in text', sold({ text: told('sell', '0') }), LEFT),
  alert('the sentence says flat, in comment', bought({ comment: told('buy', '0') }), COVERED),
  alert('a part is sold', sold({ message: told('sell', '0.6') }), LEFT),
  alert('a short is opened', sold({ message: told('sell', '-0.4') }), sell('LTCUSDT', { quantity: 0.4, position_target: 'short' })),
  alert('a long is opened', bought({ message: told('buy', '0.4') }), buy('LTCUSDT', { quantity: 0.4, position_target: 'long' })),
  alert(
    'Russian, without the name of a strategy, around the order in an object',
    {
      type: 'note',
      text: 'sell @ 0.4 исполнилась по LTCUSDT. Новая позиция стратегии 0',
      trade: { side: 'sell', symbol: 'LTCUSDT', quantity: '0.4' },
    },
    LEFT,
  ),
  alert(
    'Japanese, where the symbol stands in front',
    sold({ text: '【1h】Keltner (20): LTCUSDT で sell @ 0.4 の注文が約定しました。新しいストラテジーポジションは 0 です' }),
    LEFT,
  ),
  alert(
    'a close is one whatever the sentence tells',
    { symbol: 'LTCUSDT', action: 'close', message: told('buy', '0.4') },
    close('LTCUSDT'),
  ),
  report('the sentence tells of the other side', sold({ message: told('buy', '0.4') })),
  report('the sentence and the position disagree', sold({ market_position: 'short', message: told('sell', '0') })),
  report('a part without how much', { symbol: 'LTCUSDT', side: 'sell', message: told('sell', '0.6') }),
  alert('a text that only looks like it', bought({ comment: 'buy @ 68.4 looks fine' }), buy('LTCUSDT', { quantity: 0.4 })),
  ...['buy @ 68.4 LTCUSDT momentum above 0', 'Signal: buy @ 68.4 on LTCUSDT, stop 0', 'buy @ 68.4 LTCUSDT delta -5'].map((comment) =>
    alert(`a number that is no position: ${comment}`, bought({ comment }), buy('LTCUSDT', { quantity: 0.4 })),
  ),
  alert('a score', sold({ message: 'sell @ 68.4 LTCUSDT score 85' }), sell('LTCUSDT', { quantity: 0.4 })),
  ...['VIP: BUY @ 68.4 on LTCUSDT, momentum over 0.5', 'VIP: SELL @ 68.4 on LTCUSDT, momentum under 0'].map((text) =>
    report(`a price, and no contracts: ${text}`, text),
  ),
  // the position in a word and as its size
  alert('flat and 0', sold({ market_position: 'flat', position: 0 }), LEFT),
  alert('flat and a target of 0', sold({ market_position: 'flat', target_position: '0' }), LEFT),
  alert('a part stays', sold({ market_position: 'long', position: 0.6 }), LEFT),
  alert('a part of a short stays', bought({ market_position: 'short', position: -0.6 }), COVERED),
  alert(
    'turned',
    sold({ market_position: 'short', target_position: '-0.2' }),
    sell('LTCUSDT', { quantity: 0.4, position_target: 'short' }),
  ),
  report('the word and the sign disagree', bought({ market_position: 'long', position: -0.4 })),
  report('how much is ordered, or held', { symbol: 'LTCUSDT', side: 'buy', market_position: 'long', position: 0.4 }),
  report('a sentiment in a number is a score', bought({ market_position: 'long', sentiment: 0.8 })),
  report('two sizes of one position', sold({ market_position: 'flat', position: 0, position_size: 2 })),
  // switches of leaving
  ...['close_trade', 'exit_trade', 'closeLong', 'exit_long', 'squareoff', 'sell_all'].map((name) =>
    report(`${name} beside a sell`, sold({ [name]: true })),
  ),
  ...['closeTrade', 'close_short', 'exitShort', 'cover'].map((name) => report(`${name} beside a buy`, bought({ [name]: true }))),
  alert('a switch that is off', sold({ close_trade: false }), sell('LTCUSDT', { quantity: 0.4 })),
  alert('close_trade alone', { symbol: 'LTCUSDT', close_trade: true }, close('LTCUSDT')),
  alert('exit alone', { symbol: 'LTCUSDT', exit: true }, close('LTCUSDT')),
  alert('exit_long alone', { symbol: 'LTCUSDT', exit_long: 1 }, closeLong('LTCUSDT')),
  alert('exitShort alone', { symbol: 'LTCUSDT', exitShort: 'true' }, closeShort('LTCUSDT')),
  // a template has fields that are empty, and an order its name
  ...[{ stop_loss: 0, take_profit: '' }, { stop_price: null }, { order_id: 'Long' }].map((more) =>
    alert(`exit_long beside ${JSON.stringify(more)}`, { symbol: 'LTCUSDT', exit_long: true, ...more }, closeLong('LTCUSDT')),
  ),
  alert('exit_long: yes', { symbol: 'LTCUSDT', exit_long: 'yes' }, closeLong('LTCUSDT')),
  report('exit_long beside a stop', { symbol: 'LTCUSDT', exit_long: true, stop_loss: 61.5 }),
  report('closePosition beside the number of an order', { symbol: 'LTCUSDT', closePosition: true, orderId: 22542179 }),
  alert('both sides leave', { symbol: 'LTCUSDT', exit_long: 1, exit_short: 1 }, close('LTCUSDT')),
  report('one leaves and the other enters', { symbol: 'LTCUSDT', enter_long: 1, exit_short: 1 }),
  alert(
    'a switch beside the price of the entry',
    { symbol: 'LTCUSDT', close_position: true, entry: 61.5, is_long: true },
    close('LTCUSDT'),
  ),
  report('an exit that may be its price', { symbol: 'LTCUSDT', exit: 1 }),
  report('a bar that is closed', { symbol: 'LTCUSDT', is_close: true, price: 68.4 }),
  // whether it opens or closes, beside the position that it names
  ...['direction', 'side', 'action'].map((name) =>
    alert(`${name}: long that leaves`, { symbol: 'LTCUSDT', [name]: 'long', entry_exit: 'exit' }, closeLong('LTCUSDT')),
  ),
  alert('a short that leaves', { symbol: 'LTCUSDT', side: 'SHORT', in_out: 'OUT' }, closeShort('LTCUSDT')),
  ...['exit', 'is_exit'].flatMap((name) => [
    alert(`${name} beside what is held`, { symbol: 'LTCUSDT', side: 'long', [name]: true }, closeLong('LTCUSDT')),
    alert(`${name} beside the side of the order`, { symbol: 'LTCUSDT', side: 'buy', [name]: true }, closeShort('LTCUSDT')),
    alert(`${name} that is off`, sold({ [name]: false }), sell('LTCUSDT', { quantity: 0.4 })),
    report(`${name} beside an action`, { symbol: 'LTCUSDT', action: 'buy', [name]: true }),
  ]),
  alert('is_exit: yes', { symbol: 'LTCUSDT', side: 'sell', is_exit: 'yes' }, closeLong('LTCUSDT')),
  ...[{ entry: true }, { is_entry: 'true' }, { take_profit: 70, stop_loss: 60, price: 65 }].map((more) =>
    report(`exit beside ${Object.keys(more).join(', ')}`, { symbol: 'LTCUSDT', side: 'buy', quantity: 0.4, exit: true, ...more }),
  ),
  report('one that enters and leaves', { symbol: 'LTCUSDT', action: 'enter_long', entry_exit: 'exit' }),
  // names and words
  alert('an order called Close', sold({ comment: 'Close' }), LEFT),
  alert('an id close', bought({ order_id: 'close' }), COVERED),
  alert('a text exit', sold({ text: 'exit' }), LEFT),
  alert('a source that is a price', sold({ source: 'close' }), sell('LTCUSDT', { quantity: 0.4 })),
  ...['role', 'mode', 'event_name'].map((name) => report(`${name}: exit`, sold({ [name]: 'exit' }))),
  ...[
    { entry_exit: 'exit' },
    { in_out: 'out' },
    { alert_name: 'Exit long' },
    { alert_name: 'TP1 hit' },
    { name: 'Long exit' },
    { title: 'Close Long' },
    { message: 'close all longs' },
  ].map((more) => alert(`closes by ${JSON.stringify(more)}`, sold(more), LEFT)),
  alert('in', sold({ in_out: 'in' }), sell('LTCUSDT', { quantity: 0.4 })),
  ...[{ alert_name: 'Exit Bot' }, { strategy: 'Exit Bot' }, { name: 'Exit Master v2' }].map((more) =>
    alert(`a strategy called so: ${JSON.stringify(more)}`, sold(more), sell('LTCUSDT', { quantity: 0.4 })),
  ),
  report('an exit of the other side', sold({ alert_name: 'Exit short' })),
  // what is held decides: a sell that may be the report of a target opens nothing
  ...[{ is_tp: true }, { is_sl: 'true' }, { tp_hit: 1 }, { sl_hit: '1' }].map((more) => report(JSON.stringify(more), sold(more))),
  alert('a target that was not reached', sold({ tp_hit: 0 }), sell('LTCUSDT', { quantity: 0.4 })),
  ...['entry_exit', 'in_out'].map((name) => alert(`${name} alone`, { symbol: 'LTCUSDT', [name]: 'exit' }, close('LTCUSDT'))),
  report('an exit at a price, or its plan', bought({ text: 'Exit at 70' })),
  report('exit among tags', sold({ tags: ['TREND', 'EXIT'] })),
  alert('what was before', sold({ last_signal: 'exit' }), sell('LTCUSDT', { quantity: 0.4 })),
  // what is to be held, or is
  report('position: flat alone', { symbol: 'LTCUSDT', position: 'flat' }),
  report('sentiment: flat alone', { symbol: 'LTCUSDT', sentiment: 'flat' }),
  // the market that a channel trades at
  alert('SPOT EXIT', 'SPOT EXIT LTCUSDT @ 68', close('LTCUSDT', { signal_price: 68 })),
  alert('EXIT SPOT', 'EXIT SPOT LTCUSDT @ 68', close('LTCUSDT', { signal_price: 68 })),
  alert('FUTURES CLOSE', 'FUTURES CLOSE LTCUSDT', close('LTCUSDT')),
  alert('EXIT LONG behind', 'LTCUSDT EXIT LONG', closeLong('LTCUSDT')),
  alert('close short behind', 'LTCUSDT: close short', closeShort('LTCUSDT')),
  // a name and a word, parted by blanks
  alert('a close in one line', 'Symbol: LTCUSDT Action: CLOSE Price: 68', close('LTCUSDT', { signal_price: 68 })),
  alert('a buy in one line', 'Symbol: LTCUSDT Action: BUY Quantity: 0.4', buy('LTCUSDT', { quantity: 0.4 })),
  report('words behind a value', 'Symbol: LTCUSDT Action: BUY maybe later Price: 68'),
  report('a close of the market', 'SPOT CLOSE'),
  report('an exchange that closes', 'NYSE close long'),
  report('how many, or the price', 'INFY buy 12'),
  report('a phase of leaving', sold({ phase: 'exiting' })),
  report('a type inside an object', sold({ meta: { type: 'exit' } })),
  ...[{ notify: ['entry', 'exit'] }, { meta: { prev_signal: 'exit' } }].map((more) =>
    alert(`an entry beside ${JSON.stringify(more)}`, bought(more), buy('LTCUSDT', { quantity: 0.4 })),
  ),
  // names of alerts that are those of an entry, with the stop and target that it brings
  ...['Long Entry TP SL', 'Long TP/SL', 'TP SL', 'Stop Loss Take Profit'].map((name) =>
    alert(`an entry called ${name}`, bought({ alert_name: name }), buy('LTCUSDT', { quantity: 0.4 })),
  ),
  alert(
    'an entry called by its trailing stop',
    bought({ title: 'Trailing Stop Long', trailing_stop_percent: 2 }),
    buy('LTCUSDT', { quantity: 0.4, trailing: { percent: 2 } }),
  ),
  alert('an order called TP/SL', sold({ comment: 'TP/SL' }), LEFT),
  alert('an order of a long that is called so', bought({ order_id: 'Long TP/SL' }), buy('LTCUSDT', { quantity: 0.4 })),
  // the name of the alert, and an exit in it
  ...['Exit long on RSI', 'EXIT LONG LTC', 'Long exit alert', 'Close Long LTCUSDT'].map((name) =>
    alert(`an alert called ${name}`, sold({ name }), LEFT),
  ),
  ...['Close all', 'close!', 'Flat', 'Time exit', 'EOD exit', 'Stopped out'].map((comment) =>
    alert(`an order called ${comment}`, sold({ comment }), LEFT),
  ),
  ...['Enter short / exit long', 'Exit long & go short'].map((comment) =>
    alert(`an order called ${comment}`, sold({ comment }), sell('LTCUSDT', { quantity: 0.4 })),
  ),
  ...['Chandelier Exit', 'Entry/Exit', 'No exit', 'close long-term MA', 'Close long EMA', 'Long exit 70k'].map((comment) =>
    alert(`an entry called ${comment}`, bought({ comment }), buy('LTCUSDT', { quantity: 0.4 })),
  ),
];
