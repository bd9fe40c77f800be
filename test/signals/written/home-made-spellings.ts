// Owns: the same few orders as people spell them: names with spaces and dashes, wrappers, units behind numbers, emojis, forms.

import { alert, at, buy, close, closeLong, closeShort, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const of = (fields: object): object => ({ symbol: 'ETHUSDT', action: 'buy', ...fields });
const eth = (more = {}): ReturnType<typeof buy> => buy('ETHUSDT', more);
const maybe = (more = {}): ReturnType<typeof buy> => orRefused(eth(more));

export const HOME_MADE_SPELLINGS: readonly WrittenAlert[] = [
  alert(
    'spaces in the names',
    { Symbol: 'ETHUSDT', Action: 'Sell', 'Order Type': 'Market', Quantity: '0.30' },
    sell('ETHUSDT', { quantity: 0.3, order_type: 'market' }),
  ),
  alert(
    'spaces in the names of levels',
    { 'stop loss': '3200', 'take profit': '3500', side: 'long', ticker: 'ETHUSDT', price: '3318.2' },
    eth({ signal_price: 3318.2, ...sl(3200), take_profits: tp(3500) }),
  ),
  alert(
    'dashes in the names',
    { 'stop-loss': 3200, 'take-profit': 3500, 'order-action': 'buy', ticker: 'ETHUSDT', 'order-contracts': '0.3' },
    eth({ quantity: 0.3, ...sl(3200), take_profits: tp(3500) }),
  ),
  alert(
    'names in Pascal case with numbers',
    { StopLoss: 3200, TakeProfit1: 3400, TakeProfit2: 3500, Side: 'BUY', Ticker: 'ETHUSDT' },
    eth({ ...sl(3200), take_profits: tp(3400, 3500) }),
  ),
  alert('everything in capitals', { ACTION: 'CLOSE_LONG', TICKER: 'ETHUSDT' }, closeLong('ETHUSDT')),
  alert(
    'names with dots',
    { 'order.action': 'sell', 'order.qty': '0.3', 'order.symbol': 'ETHUSDT' },
    orRefused(sell('ETHUSDT', { quantity: 0.3 })),
  ),
  alert('the coin behind the quantity', of({ qty: '0.3 ETH' }), maybe({ quantity: 0.3 })),
  alert('the currency behind the quantity', of({ qty: '100 USDT' }), maybe({ notional: 100 })),
  alert('percent behind the quantity', of({ quantity: '25 %' }), maybe({ percent: 25 })),
  alert('a dollar sign before the amount', of({ amount: '$250' }), maybe({ notional: 250 })),
  alert('a comma as the decimal sign', of({ qty: '0,3' }), maybe({ quantity: 0.3 })),
  alert('leverage with its x', of({ qty: 0.3, leverage: '10x' }), eth({ quantity: 0.3, leverage: 10 })),
  alert('leverage with the x before it', of({ qty: 0.3, leverage: 'x5' }), maybe({ quantity: 0.3, leverage: 5 })),
  alert('leverage with its mode', of({ qty: 0.3, leverage: 'Cross 20x' }), maybe({ quantity: 0.3, leverage: 20 })),
  alert('levels in percent', of({ sl: '2%', tp: '4%' }), eth({ stop_loss: { percent: 2 }, take_profits: [{ percent: 4 }] })),
  alert(
    'levels in percent with their signs',
    of({ sl: '-2%', tp: '+4%' }),
    maybe({ stop_loss: { percent: 2 }, take_profits: [{ percent: 4 }] }),
  ),
  alert(
    'levels in pips',
    { symbol: 'EURUSD', action: 'buy', sl: '50 pips', tp: '100 pips' },
    orRefused(buy('EURUSD', { stop_loss: { pips: 50 }, take_profits: [{ pips: 100 }] })),
  ),
  report('levels in ticks', { symbol: 'MES1!', action: 'buy', sl: '20 ticks', tp: '40 ticks' }),
  alert('empty levels', of({ qty: 0.3, stop_loss: '', take_profit: '' }), eth({ quantity: 0.3, no_stop_loss: true })),
  report('a level that is na', of({ qty: 0.3, sl: 'na', tp: 3500 })),
  alert('one level that is null', of({ qty: 0.3, tp: null, sl: 3200 }), eth({ quantity: 0.3, ...sl(3200) })),
  alert(
    'levels with value and type',
    of({ qty: 0.3, stop_loss: { value: 3200, type: 'price' }, take_profit: [{ value: 3400, type: 'price' }] }),
    maybe({ quantity: 0.3, ...sl(3200), take_profits: tp(3400) }),
  ),
  alert(
    'a stop with value and percent',
    of({ qty: 0.3, stop_loss: { value: 1.5, type: 'percent' } }),
    maybe({ quantity: 0.3, stop_loss: { percent: 1.5 } }),
  ),
  alert(
    'the type of the stop in a field of its own',
    of({ qty: 0.3, stop_loss: 1.5, stop_loss_type: 'percentage' }),
    maybe({ quantity: 0.3, stop_loss: { percent: 1.5 } }),
  ),
  report('the type of the stop is ticks', of({ qty: 0.3, sl: 100, sl_type: 'ticks' })),
  alert(
    'targets with their shares',
    of({
      targets: [
        { price: 3400, quantity_percent: 50 },
        { price: 3500, quantity_percent: 50 },
      ],
    }),
    maybe({
      take_profits: [
        { price: 3400, share: 50 },
        { price: 3500, share: 50 },
      ],
    }),
  ),
  alert(
    'shares under numbered names',
    of({ tp1: 3400, tp2: 3500, tp3: 3600, tp1_percent: 50, tp2_percent: 30, tp3_percent: 20 }),
    maybe({
      take_profits: [
        { price: 3400, share: 50 },
        { price: 3500, share: 30 },
        { price: 3600, share: 20 },
      ],
    }),
  ),
  alert(
    'two wrappers',
    { alert: { payload: { symbol: 'ETHUSDT', side: 'sell', qty: 0.3 } }, secret: 'a-made-up-secret' },
    orRefused(sell('ETHUSDT', { quantity: 0.3 })),
  ),
  alert(
    'data beside a secret',
    { data: { symbol: 'ETHUSDT', action: 'buy', quantity: 0.3 }, secret: 'a-made-up-secret' },
    eth({ quantity: 0.3 }),
  ),
  alert(
    'JSON as a text in a body',
    { body: '{"symbol":"ETHUSDT","action":"sell","qty":0.3}' },
    orRefused(sell('ETHUSDT', { quantity: 0.3 })),
  ),
  alert(
    'JSON as a text in a message',
    { message: '{"symbol":"ETHUSDT","action":"buy","qty":0.3}', secret: 'a-made-up-secret' },
    maybe({ quantity: 0.3 }),
  ),
  alert('JSON in JSON', '"{\\"symbol\\":\\"ETHUSDT\\",\\"action\\":\\"buy\\",\\"qty\\":0.3}"', maybe({ quantity: 0.3 })),
  alert(
    'an embed of Discord',
    {
      embeds: [
        {
          title: 'LONG ETHUSDT',
          fields: [
            { name: 'Entry', value: '3318.2' },
            { name: 'SL', value: '3200' },
          ],
        },
      ],
    },
    maybe({ ...at(3318.2), ...sl(3200) }),
  ),
  alert(
    'a post of Discord',
    { username: 'Bot', content: '**LONG** ETHUSDT\nEntry: 3318.2\nSL: 3200\nTP: 3500' },
    maybe({ ...at(3318.2), ...sl(3200), take_profits: tp(3500) }),
  ),
  alert(
    'a post of Telegram',
    { chat_id: '1', text: 'BUY ETHUSDT @ 3318.2\nSL 3200\nTP 3500' },
    maybe({ ...at(3318.2), ...sl(3200), take_profits: tp(3500) }),
  ),
  alert(
    'a form with a limit',
    'symbol=ETHUSDT&side=sell&quantity=0.3&type=limit&price=3400&secret=a-made-up-secret',
    sell('ETHUSDT', { quantity: 0.3, order_type: 'limit', limit_price: 3400 }),
  ),
  alert('a form that closes', 'ticker=ETHUSDT&action=close&secret=a-made-up-secret', close('ETHUSDT')),
  alert('a form with signs encoded', 'symbol=ETH%2FUSDT&side=buy&qty=0.3', buy('ETH/USDT', { quantity: 0.3 })),
  alert(
    'a form with JSON in it',
    'payload=%7B%22symbol%22%3A%22ETHUSDT%22%2C%22action%22%3A%22buy%22%2C%22qty%22%3A0.3%7D',
    maybe({ quantity: 0.3 }),
  ),
  alert('an emoji before the action', of({ action: '🟢 BUY', qty: 0.3 }), maybe({ quantity: 0.3 })),
  alert('an emoji behind the signal', { signal: 'LONG 🚀', ticker: 'ETHUSDT' }, maybe()),
  alert('an emoji alone', { signal: '🟢', ticker: 'ETHUSDT', price: 3318.2 }, maybe({ signal_price: 3318.2 })),
  alert('a hash before the symbol', of({ symbol: '#ETHUSDT', qty: 0.3 }), maybe({ quantity: 0.3 })),
  alert('a dollar sign before the symbol', { symbol: '$TSLA', action: 'buy', qty: 2 }, orRefused(buy('TSLA', { quantity: 2 }))),
  alert('spaces around everything', of({ symbol: ' ETHUSDT ', action: ' buy ', qty: ' 0.3 ' }), maybe({ quantity: 0.3 })),
  alert('an exponent', of({ qty: '1e-3' }), maybe({ quantity: 0.001 })),
  alert('a plus sign', of({ qty: '+0.3' }), maybe({ quantity: 0.3 })),
  alert('no digit before the point', of({ qty: '.5' }), maybe({ quantity: 0.5 })),
  report('hexadecimal', of({ qty: '0x10' })),
  report('an underscore in the number', of({ qty: '1_000' })),
  report('a list as the quantity', of({ qty: [1] })),
  report('digits of another script', of({ qty: '٣' })),
  report('a command behind the number', of({ qty: '0.3;2' })),
  report('two numbers', of({ qty: '0.3 0.4' })),
  report('a range of quantities', of({ qty: '1-2' })),
  alert('an empty quantity', of({ qty: '' }), maybe({ no_quantity: true })),
  alert('a null quantity', of({ qty: null }), maybe({ no_quantity: true })),
  report('a Cyrillic letter in the symbol', of({ symbol: 'ЕTHUSDT', qty: 0.3 })),
  report('a Greek letter in the action', of({ action: 'bυy', qty: 0.3 })),
  report('a Cyrillic letter in the action', of({ action: 'ѕell', qty: 0.3 })),
  alert(
    'a Cyrillic letter in a name, and another action',
    '{"symbol":"ETHUSDT","аction":"buy","action":"sell","qty":1}',
    orRefused(sell('ETHUSDT', { quantity: 1 })),
  ),
  report('the same name twice', '{"symbol":"ETHUSDT","action":"buy","action":"sell","qty":1}'),
  report('the same name twice, in another case', { symbol: 'ETHUSDT', action: 'buy', Action: 'sell', qty: 1 }),
  report('the same symbol twice, in another case', { symbol: 'ETHUSDT', Symbol: 'BTCUSDT', action: 'buy', qty: 1 }),
  alert(
    'values of indicators beside it',
    of({ qty: 0.3, rsi: 28.4, adx: 31, volume: 81234, vwap: 3310.2, interval: '60', bar_index: 12034, confidence: 88 }),
    eth({ quantity: 0.3 }),
  ),
  alert(
    'the volume of a bar with a fraction',
    { ticker: 'ETHUSDT', action: 'buy', close: 3318.2, volume: 81234.5, interval: '15' },
    eth({ signal_price: 3318.2, no_quantity: true }),
  ),
  alert(
    'the volume of a bar beside a score',
    of({ price: 3318.2, volume: 81234, atr: 32.1, score: 9 }),
    maybe({ signal_price: 3318.2, no_quantity: true }),
  ),
  alert('lengths of indicators', { symbol: 'ETHUSDT', side: 'buy', timeframe: 15, period: 14, length: 21 }, eth({ no_quantity: true })),
  alert('ids made of digits', of({ trade_id: 77, bar: 3, id: 12345 }), eth({ no_quantity: true })),
  alert('size in a word', of({ size: 'small' }), maybe({ no_quantity: true })),
  alert('switches for both sides', { symbol: 'ETHUSDT', long: true, short: false }, maybe()),
  alert('signals as numbers', { symbol: 'ETHUSDT', long_signal: 0, short_signal: 1 }, orRefused(sell('ETHUSDT'))),
  alert(
    'buy and sell as numbers, and the close of the bar',
    { symbol: 'ETHUSDT', buy: 1, sell: 0, close: 3318 },
    maybe({ signal_price: 3318 }),
  ),
  report('both switches off', { symbol: 'ETHUSDT', long: false, short: false }),
  alert('a direction as a number', { symbol: 'ETHUSDT', direction: -1 }, orRefused(sell('ETHUSDT'))),
  report('a signal of 0', { symbol: 'ETHUSDT', signal: 0, price: 3318 }),
  alert('a side in one letter', { symbol: 'ETHUSDT', side: 'B', qty: 0.3 }, maybe({ quantity: 0.3 })),
  alert('another side in one letter', { symbol: 'ETHUSDT', side: 'S', qty: 0.3 }, orRefused(sell('ETHUSDT', { quantity: 0.3 }))),
  alert('a position alone', { symbol: 'ETHUSDT', position: 'long', qty: 0.3 }, maybe({ quantity: 0.3, position_target: 'long' })),
  alert('a position alone that is flat', { symbol: 'ETHUSDT', position: 'flat' }, orRefused(close('ETHUSDT', { position_target: 'flat' }))),
  alert(
    'an index with a colon and a perpetual',
    { ticker: 'BYBIT:ETHUSDT.P', side: 'SHORT', leverage: 3 },
    sell('BYBIT:ETHUSDT.P', { leverage: 3, position_side: 'short' }),
  ),
  alert(
    'a symbol of two fields',
    { exchange: 'NSE', ticker: 'RELIANCE', transaction: 'BUY', qty: 5 },
    orRefused(buy('RELIANCE', { quantity: 5 })),
  ),
  alert('an order that is German', { symbol: 'ETHUSDT', aktion: 'kaufen', menge: 0.3 }, maybe({ quantity: 0.3 })),
  alert('an order that is Spanish', { simbolo: 'ETHUSDT', accion: 'comprar', cantidad: 0.3 }, maybe({ quantity: 0.3 })),
  alert('comments with a brace', of({ qty: 0.3, comment: 'a {b} "c"' }), eth({ quantity: 0.3 })),
  alert('comments in the JSON', '{"symbol":"ETHUSDT", // my pair\n"action":"buy","qty":0.3}', maybe({ quantity: 0.3 })),
  alert('single quotes', "{'symbol': 'ETHUSDT', 'action': 'close'}", orRefused(close('ETHUSDT'))),
  alert('names without quotes', '{symbol: "ETHUSDT", action: "sell", qty: 0.3}', orRefused(sell('ETHUSDT', { quantity: 0.3 }))),
  alert('the words in braces around a text', '{BUY ETHUSDT}', maybe()),
  alert('a post of lines with tabs', 'symbol:\tETHUSDT\naction:\tbuy\nqty:\t0.3', maybe({ quantity: 0.3 })),
  alert('YAML', 'symbol: ETHUSDT\nside: sell\nsize:\n  type: percent\n  value: 10\n', orRefused(sell('ETHUSDT', { percent: 10 }))),
  alert('XML', '<order><symbol>ETHUSDT</symbol><side>buy</side><qty>0.3</qty></order>', maybe({ quantity: 0.3 })),
  alert(
    'short back',
    { symbol: 'ETHUSDT', action: 'cover', qty: 0.3 },
    { ...closeShort('ETHUSDT', { quantity: 0.3 }), accept_kinds: ['reject'] },
  ),
  alert('the action as the operation', { ticker: 'ETHUSDT', operation: 'Sell', qty: 0.3 }, sell('ETHUSDT', { quantity: 0.3 })),
  report('an operation that says another thing than the side', { ticker: 'ETHUSDT', side: 'buy', operation: 'sell', qty: 0.3 }),
  report('an operation of a report', { ticker: 'ETHUSDT', operation: 'buy', qty: 0.3, status: 'filled' }, 'ETHUSDT'),
  ...(
    [
      ['a price', { price: '3318' }],
      ['a stop', { stop_loss: 3200 }],
      ['a volume of the bar', { volume: 1200 }],
      ['what reduces only', { reduce_only: true }],
    ] as const
  ).map(([name, beside]) => alert(`a close in words beside ${name}`, { message: 'close ETHUSDT', ...beside }, close('ETHUSDT'))),
  alert(
    "TradingView's sentence beside the price and the volume of the bar",
    { message: 'Turtle: order buy @ 3 filled on ETHUSDT. New strategy position is 3', price: '3318.2', volume: '1200' },
    buy('ETHUSDT', {
      quantity: 3,
      signal_price: 3318.2,
      position_target: 'long',
      position_size: 3,
      strategy: 'Turtle',
      order_type: 'market',
    }),
  ),
  ...[
    { reduce_only: true },
    { condition: 'price > 3400' },
    { notional: 500 },
    { time_in_force: 'ioc' },
    { order_type: 'limit' },
    { delay_seconds: 30 },
  ].map((beside) => report(`an order in words beside ${JSON.stringify(beside)}`, { message: 'BUY ETHUSDT qty=3', ...beside }, 'ETHUSDT')),
  alert(
    'the signal of 3Commas with a stop and a target in plain numbers',
    { tv_instrument: 'ETHUSDT', trigger_price: '3318', action: 'enter_long', bot_uuid: 'a', stop_loss: 3200, take_profit: '3500' },
    buy('ETHUSDT', { signal_price: 3318, position_side: 'long', ...sl(3200), take_profits: tp(3500) }),
  ),
  ...(
    [
      ['an order type that is none', { order_type: 'foo' }],
      ['a limit without a price', { order_type: 'limit' }],
      ['a limit that is no number', { limit_price: 'abc' }],
      ['a limit and a market order', { order_type: 'market', limit_price: 3300 }],
      ['a volume that is no number', { volume: 'NaN' }],
    ] as const
  ).map(([name, beside]) =>
    alert(`a close beside ${name}`, { symbol: 'ETHUSDT', action: 'close', ...beside }, close('ETHUSDT', { order_type: 'market' })),
  ),
  alert(
    'a sell that is called an exit and leaves nothing',
    { ticker: 'ETHUSDT', action: 'sell', event: 'exit', position_size: 0, qty: 2 },
    closeLong('ETHUSDT', { quantity: 2, position_target: 'flat', position_size: 0 }),
  ),
  ...[{ stop_loss: 'NaN' }, { leverage: 'abc' }, { order_type: 'foo' }, { enabled: false }, { max_lag: 'abc' }, { trailing_stop: 1 }].map(
    (beside) =>
      alert(
        `a sell that only reduces beside ${JSON.stringify(beside)}`,
        { symbol: 'ETHUSDT', action: 'sell', qty: 2, reduce_only: true, ...beside },
        { ...sell('ETHUSDT', { quantity: 2 }), accept_actions: ['close_long', 'close'] },
      ),
  ),
  report(
    'the report of a sell that only reduced',
    { symbol: 'ETHUSDT', side: 'SELL', qty: 2, reduceOnly: true, status: 'FILLED', executedQty: '2' },
    'ETHUSDT',
  ),
  alert(
    'an exit of TradersPost and why',
    { ticker: 'MNQ1!', action: 'exit', sentiment: 'flat', exit_reason: 'target' },
    close('MNQ1!', { position_target: 'flat' }),
  ),
];
