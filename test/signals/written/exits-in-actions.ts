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
];
