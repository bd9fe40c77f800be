// Owns: exits in the words of home-made bots: a close with the side of an order beside it, a stop or a target that was reached, positions
// that are opened and closed in two words. What may be where a level is to be set stays refused.

import { alert, buy, close, closeLong, closeShort, report, sell, type WrittenAlert } from './written-alert.ts';

const eth = (fields: object): object => ({ symbol: 'ETHUSDT', ...fields });
const pair = (fields: object): object => ({ bot_id: '31', base_asset: 'BTC', quote_asset: 'USDT', ...fields });

export const EXITS_IN_ACTIONS: readonly WrittenAlert[] = [
  alert('close and sell', eth({ action: 'close', side: 'sell' }), close('ETHUSDT')),
  alert('close and buy, a part', eth({ action: 'close', side: 'buy', qty: 0.5 }), close('ETHUSDT', { quantity: 0.5 })),
  alert('exit with its price', eth({ action: 'exit', side: 'sell', price: 3200 }), close('ETHUSDT', { signal_price: 3200 })),
  alert('exit as a type', eth({ type: 'exit', side: 'sell', reason: 'stop loss' }), close('ETHUSDT')),
  alert('close, sell, and the position', eth({ action: 'close', side: 'sell', position: 'long' }), closeLong('ETHUSDT')),
  report('a sell whose order says close', eth({ action: 'sell', order: 'close' })),
  report('a buy whose signal says exit', eth({ action: 'buy', signal: 'exit', qty: 1 })),

  ...['sl_hit', 'stopped_out', 'stop_loss', 'trailing_stop_hit', 'TP_HIT', 'take_profit', 'exit_sl'].map((action) =>
    alert(`left: ${action}`, eth({ action, price: 3100 }), close('ETHUSDT', { signal_price: 3100 })),
  ),
  alert('a stop of a long', eth({ action: 'sl_hit', side: 'long', price: 3100 }), closeLong('ETHUSDT', { signal_price: 3100 })),
  ...['stop_loss_long', 'long_sl', 'take_profit_long', 'exit_tp_long'].map((action) =>
    alert(action, eth({ action }), closeLong('ETHUSDT')),
  ),
  alert('a stop of a short', eth({ action: 'short_sl_hit' }), closeShort('ETHUSDT')),
  report('a stop at its level', eth({ action: 'stop_loss', stop_price: 3100 })),
  report('a target at its level', eth({ action: 'take_profit', take_profit: 3400 })),
  ...[
    { value: 3100 },
    { percent: 2 },
    { offset: '2' },
    { pips: 20 },
    { points: 200 },
    { amount: 2, unit: 'percent' },
    { distance: 100 },
  ].map((more) => report(`where to set it, or how far: ${JSON.stringify(more)}`, eth({ action: 'stop_loss', ...more }))),
  report('a trailing stop to set', eth({ action: 'trailing_stop', callback_rate: 1 })),
  alert(
    'a stop with its result',
    eth({ action: 'stop_loss', side: 'long', price: 3100, entry_price: 3200, exit_price: 3100, pnl: -12, pnl_percent: -1.2, trade_id: 7 }),
    closeLong('ETHUSDT', { signal_price: 3100 }),
  ),
  report('a stop that waits', eth({ action: 'stop_loss', type: 'stop', price: 3100 })),
  report('a stop of what', eth({ action: 'stop', price: 3100 })),
  report('the stop is closed', eth({ action: 'close_stop' })),
  report('a stop that moved', eth({ action: 'sl_update', price: 3100 })),
  report('the report of a bot', eth({ type: 'tp_hit', side: 'buy', price: 3100 })),
  report('an event of a bot', eth({ event: 'sl_hit', side: 'buy', price: 3100 })),

  report('a first target without a size', eth({ action: 'tp1_exit', side: 'long', price: 3100 })),
  report('what leaves at a target, or stays', eth({ action: 'tp1', side: 'long', size: 3 })),
  alert(
    'so much at the first target',
    eth({ action: 'tp1_exit', side: 'long', qty: 0.3, price: 3100 }),
    closeLong('ETHUSDT', { quantity: 0.3, signal_price: 3100 }),
  ),
  alert('half at the first target', eth({ action: 'tp1_hit', qty_percent: 50 }), close('ETHUSDT', { percent: 50, percent_of: 'position' })),

  alert('a position is opened', pair({ action: 'open-position', position_side: 'LONG' }), buy('BTC/USDT')),
  alert('a short is opened', pair({ action: 'open-position', position_side: 'SHORT', leverage: 5 }), sell('BTC/USDT', { leverage: 5 })),
  alert('and closed', pair({ action: 'close-position', position_side: 'LONG' }), closeLong('BTC/USDT')),
  report('a position without its side', pair({ action: 'open-position' })),
  alert('more of what is held', eth({ action: 'dca', side: 'long', amount_usdt: 200 }), {
    kind: 'order',
    action: 'add',
    side: 'buy',
    symbol: 'ETHUSDT',
    notional: 200,
  }),

  // what names a kind of bot or of message beside an exit holds it back as little as any other name
  ...['type', 'signal_type', 'signal', 'order', 'alert_type', 'operation', 'trade', 'direction', 'event', 'command', 'message'].flatMap(
    (name) =>
      ['dca', 'pyramid', 'open_position', 'new_position', 'open trade'].map((word) =>
        alert(`a close beside ${name}: ${word}`, eth({ action: 'close', [name]: word }), close('ETHUSDT')),
      ),
  ),
  alert('a sell that leaves nothing, by a bot of that kind', eth({ action: 'sell', position_size: 0, type: 'dca' }), closeLong('ETHUSDT')),
  alert('a buy by a bot of that kind', eth({ action: 'buy', type: 'DCA', qty: 1 }), buy('ETHUSDT', { quantity: 1 })),
  report('what a trader has opened', eth({ event: 'new_position', side: 'long', entry_price: 3000, size: 0.5 })),
  report('a limit in the words of a bot', pair({ action: 'open-position', side: 'long', open_order_price: '42000' })),
  report('half the size of a bot', pair({ action: 'open-position', side: 'long', position_size: '0.5' })),

  ...['be_hit', 'breakeven_triggered', 'breakeven_reached', 'trail_triggered', 'trailing_reached'].map((action) =>
    report(`left, or the stop is moved: ${action}`, eth({ action, price: 3100 })),
  ),
  ...['be_exit', 'exit_be', 'trail_hit', 'trailing_exit', 'tsl_triggered', 'trailing_sl_hit'].map((action) =>
    alert(`left by it: ${action}`, eth({ action }), close('ETHUSDT')),
  ),
  ...[
    { to: 'breakeven' },
    { move_to: 'be' },
    { move_to_breakeven: true },
    { breakeven: true },
    { op: 'modify' },
    { command: 'add' },
    { event: 'move' },
    { comment: 'move sl to 3100' },
    { message: 'SL to breakeven' },
  ].map((more) => report(`the stop is set: ${JSON.stringify(more)}`, eth({ action: 'sl', ...more }))),
  ...[
    { breakeven: false },
    { op: 'exit' },
    { comment: 'SL long' },
    { passphrase: '12345' },
    { account: '12345' },
    { strategy: 'Move fast' },
  ].map((more) => alert(`the stop was reached: ${JSON.stringify(more)}`, eth({ action: 'sl', ...more }), close('ETHUSDT'))),

  ...[
    { tp: 1 },
    { target: 1 },
    { tp_number: 2 },
    { level: 1 },
    { tp: 'TP1' },
    { comment: 'TP1' },
    { new_sl: 3000 },
    { remaining: 0.5 },
    { remaining_percent: 50 },
  ].map((more) => report(`one target of several: ${JSON.stringify(more)}`, eth({ action: 'tp_hit', ...more }))),
  alert('nothing remains', eth({ action: 'tp_hit', remaining: 0, price: 3400 }), close('ETHUSDT')),
  alert('the target of it all', eth({ action: 'tp_hit', tp: 3400 }), close('ETHUSDT', { take_profits: [{ price: 3400 }] })),
  alert('so much at one of several', eth({ action: 'tp_hit', tp_number: 1, percent: 50 }), close('ETHUSDT', { percent: 50 })),
  report('a target of a strategy', { strategy_order_action: 'tp1_hit', symbol: 'ETHUSDT' }),
  report('a target of a strategy, in its names', { strategy: { order: { action: 'tp1' } }, symbol: 'ETHUSDT' }),

  alert('close, buy, and it was short', eth({ action: 'close', side: 'buy', prev_market_position: 'short' }), closeShort('ETHUSDT')),
  alert('close, buy, and it was long', eth({ action: 'close', side: 'buy', prev_market_position: 'long' }), closeLong('ETHUSDT')),
  alert('the side of the position that is named', eth({ action: 'close', side: 'buy', position_side: 'long' }), closeLong('ETHUSDT')),
  alert('the side of the order beside it', eth({ action: 'close', side: 'buy', position_side: 'short' }), closeShort('ETHUSDT')),
  alert('a stop of a share whose name is a number', { symbol: '7203', action: 'sl' }, close('7203')),
  alert('an exit without levels', eth({ event: 'exit', side: 'sell', sl: 0, tp: '' }), close('ETHUSDT')),
  report('at the close of a bar', eth({ event: 'close', side: 'buy', qty: 1, sl: 2900, tp: 3400 })),
];
