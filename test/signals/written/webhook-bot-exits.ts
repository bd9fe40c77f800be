// Owns: JSON of public webhook bots that leaves a position, or may: by its event, its comment, its reason.

import { close, closeLong, closeShort, noOrder, orRefused, sell, type WrittenAlert } from './written-alert.ts';

export const WEBHOOK_BOT_EXITS: readonly WrittenAlert[] = [
  {
    name: 'a dashboard: the action in data, flat in position, and the result',
    body: {
      symbol: 'ESTrend',
      signalType: 'exit',
      date: '2026-03-02T10:00:00Z',
      data: 'exit',
      position: 'flat',
      quantity: '2',
      price: '5230.25',
      entryPrice: '5200',
      pnl: '1500',
      token: 'a-made-up-secret',
    },
    expect: close('ESTrend', { quantity: 2, position_target: 'flat', accept_kinds: ['order', 'reject'] }),
  },
  {
    name: 'a dashboard: sell that leaves nothing',
    body: {
      symbol: 'ESTrend',
      date: '2026-03-02T10:00:00Z',
      data: 'sell',
      position: 'flat',
      quantity: '2',
      price: '5230.25',
      token: 'a-made-up-secret',
    },
    expect: closeLong('ESTrend', { quantity: 2, position_target: 'flat', signal_price: 5230.25 }),
  },
  {
    name: 'a dashboard: an entry by its type',
    body: {
      symbol: 'ESTrend',
      signalType: 'entry',
      date: '2026-03-02T10:00:00Z',
      data: 'sell',
      position: 'short',
      quantity: '2',
      price: '5230.25',
      token: 'a-made-up-secret',
    },
    expect: sell('ESTrend', { quantity: 2, position_target: 'short', signal_price: 5230.25 }),
  },
  {
    name: 'CloseLong of a part, the percent sign in front',
    body: { side: 'CloseLong', amount: '%50', symbol: 'BTCUSDT', passphrase: 'a-made-up-secret', leverage: '10' },
    expect: orRefused(closeLong('BTCUSDT', { percent: 50, percent_of: 'position', leverage: 10 })),
  },
  {
    name: 'SHORT_CLOSE',
    body: { secret: 'a-made-up-secret', symbol: 'BTCUSDT', action: 'SHORT_CLOSE', order_type: 'MARKET', quantity: '0.005' },
    expect: closeShort('BTCUSDT', { quantity: 0.005, order_type: 'market' }),
  },
  {
    name: 'an action sl is an exit or a change, never a long',
    body: { action: 'sl', side: 'long', symbol: 'BTCUSDT', size_type: 'percent', size: 100, tag: 'STOP_LOSS' },
    expect: orRefused(closeLong('BTCUSDT', { percent: 100, percent_of: 'position' })),
  },
  {
    name: 'an action tp of half',
    body: { action: 'tp', side: 'short', symbol: 'BTCUSDT', size_type: 'percent', size: 50 },
    expect: orRefused(closeShort('BTCUSDT', { percent: 50, percent_of: 'position' })),
  },
  {
    name: 'events: a first target',
    body: {
      v: 3,
      passphrase: 'a-made-up-secret',
      event: 'TP1',
      id: 'BTCUSDT.P_15_1_LONG',
      strategy: 'Q',
      symbol: 'BTCUSDT.P',
      side: 'LONG',
      price: 62000,
      closePct: 40,
    },
    expect: orRefused(closeLong('BTCUSDT.P', { percent: 40, percent_of: 'position', signal_price: 62000 })),
  },
  {
    name: 'events: a stop',
    body: {
      v: 3,
      passphrase: 'a-made-up-secret',
      event: 'SL',
      id: 'BTCUSDT.P_15_1_LONG',
      strategy: 'Q',
      symbol: 'BTCUSDT.P',
      side: 'LONG',
      price: 60000,
    },
    expect: orRefused(closeLong('BTCUSDT.P', { signal_price: 60000 })),
  },
  {
    name: 'events: break-even',
    body: { v: 3, passphrase: 'a-made-up-secret', event: 'BE', strategy: 'Q', symbol: 'BTCUSDT.P', side: 'LONG', price: 61500, sl: 61000 },
    expect: noOrder,
  },
  {
    name: 'events: exit of a short',
    body: {
      secret: 'a-made-up-secret',
      signal_id: 'x',
      action: 'exit',
      side: 'short',
      symbol: 'BTCUSDT.P',
      price: 67210.5,
      reason: 'opposite',
    },
    expect: closeShort('BTCUSDT.P', { signal_price: 67210.5 }),
  },
  {
    name: 'events: invalidated',
    body: { secret: 'a-made-up-secret', event: 'INVALIDATED', side: 'LONG', symbol: 'BTCUSDT.P', entry: 61000 },
    expect: noOrder,
  },
  {
    name: 'a close under a comment alone stays a sell with its name',
    body: { symbol: 'BTCUSDT', action: 'sell', contracts: 1, comment: 'TP1 long' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'a sell whose id is Long Exit',
    body: { symbol: 'BTCUSDT', action: 'sell', contracts: 1, order_id: 'Long Exit' },
    expect: closeLong('BTCUSDT', { quantity: 1 }),
  },
  {
    name: 'a sell whose comment is XL',
    body: { symbol: 'BTCUSDT', action: 'sell', contracts: 1, comment: 'Exit L' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'a message with the exit in words',
    body: { symbol: 'BTCUSDT', action: 'sell', contracts: 1, message: 'Close Long position' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'an alert_message with the exit in one word',
    body: { symbol: 'BTCUSDT', action: 'buy', contracts: 1, alert_message: 'exit_short' },
    expect: closeShort('BTCUSDT', { quantity: 1 }),
  },
  {
    name: 'a reason',
    body: { symbol: 'BTCUSDT', action: 'sell', qty: 1, reason: 'stop loss' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'an exit_reason',
    body: { symbol: 'BTCUSDT', action: 'sell', qty: 1, exit_reason: 'trailing stop' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'an exit price',
    body: { symbol: 'BTCUSDT', action: 'sell', qty: 1, exit_price: 62000 },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'signal_type exit',
    body: { symbol: 'BTCUSDT', action: 'sell', qty: 1, signal_type: 'exit' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'order_type exit',
    body: { symbol: 'BTCUSDT', action: 'sell', qty: 1, order_type: 'exit' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'trade_type close',
    body: { symbol: 'BTCUSDT', action: 'sell', qty: 1, trade_type: 'close' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'intent close',
    body: { symbol: 'BTCUSDT', side: 'sell', qty: 1, intent: 'close' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'order_kind exit',
    body: { symbol: 'BTCUSDT', side: 'sell', qty: 1, alert_type: 'EXIT_LONG' },
    expect: closeLong('BTCUSDT', { quantity: 1 }),
  },
  {
    name: 'purpose: take_profit',
    body: { symbol: 'BTCUSDT', side: 'sell', qty: 1, purpose: 'take_profit' },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'is_entry false',
    body: { symbol: 'BTCUSDT', side: 'sell', qty: 1, is_entry: false },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
  {
    name: 'entry false as a switch',
    body: { symbol: 'BTCUSDT', side: 'sell', qty: 1, entry: false },
    expect: orRefused(closeLong('BTCUSDT', { quantity: 1 })),
  },
];
