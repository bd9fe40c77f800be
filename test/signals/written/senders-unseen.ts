// Owns: alerts of senders that nobody here has seen, and small turns of what is read that make no order of it.

import { alert, at, buy, report, sl, tp, type WrittenAlert } from './written-alert.ts';

const KEY = 'a-made-up-secret';
const base = (more: object): object => ({ secret: KEY, symbol: 'ETHUSDT', action: 'buy', qty: 0.3, ...more });

export const SENDERS_UNSEEN: readonly WrittenAlert[] = [
  // the number of a target is no target
  alert(
    'targets with their number and a dash',
    '🟢 LONG\n💲 ADAUSDT\n📈 Entry : 0.6869 - 0.6925\n🎯 Target 1 - 0.7076\n🎯 Target 2 - 0.7228\n🛑 Stop Loss : 0.6526',
    buy('ADAUSDT', {
      order_type: 'limit',
      limit_price: 0.6925,
      entries: [0.6869, 0.6925],
      take_profits: tp(0.7076, 0.7228),
      ...sl(0.6526),
      position_side: 'long',
    }),
  ),
  report('from 1 to 1.5, or the first at 1.5', 'LONG ADAUSDT\nEntry: 0.9\nTP 1 - 1.5\nSL: 0.8'),
  // a chart has its minutes behind the name
  alert('chart of a perpetual', 'BYBIT:ADAUSDT.P, 15: Long signal', buy('BYBIT:ADAUSDT.P', { position_side: 'long' })),
  // records
  report('order stream of an exchange', {
    arg: { channel: 'orders' },
    data: [{ instId: 'ETH-USDT', side: 'buy', state: 'live', sz: '0.3', ordType: 'limit', px: '3300' }],
  }),
  report('event of a user stream', base({ event: 'ORDER_TRADE_UPDATE' })),
  report('how far it got', base({ lifecycle: 'filled' })),
  report('closed, as a number', base({ is_closed: 1 })),
  report('when it was cancelled', { order: base({}), cancelled_at: '2026-03-02T10:00:00Z' }),
  report('news', base({ category: 'news' })),
  // taken back, or never meant
  report('invalidated', base({ message: 'signal invalidated' })),
  report('void', base({ comment: 'VOID' })),
  report('the reason takes it back', base({ reason: 'signal cancelled' })),
  report('ignore this alert', base({ comment: 'please ignore this alert' })),
  report('hypothetical', base({ hypothetical: true })),
  report('cannot be traded', base({ tradeable: 0 })),
  report('valid later', base({ valid_from: '2030-01-01' })),
  report('a second action', base({ action2: 'sell' })),
  report('nothing of Pine for a symbol', base({ symbol: 'na' })),
  report('test for a symbol', base({ symbol: 'test' })),
  report('the sentence of an order that was not filled', 'EMA: order buy @ 3 not filled on ETHUSDT. New strategy position is 3'),
  report('the sentence of an order that was cancelled', 'EMA: order buy @ 3 cancelled on ETHUSDT. New strategy position is 0'),
  // levels of the other side
  report('stop of a short', base({ price: 3300, sl: 3400 })),
  report('target of a short', base({ price: 3300, tp: 3200 })),
  report('stop of a short in a line', 'BUY ETHUSDT qty=0.3 sl=3400 @ 3300'),
  alert('stop of a long', base({ price: 3300, sl: 3250 }), buy('ETHUSDT', { quantity: 0.3, ...at(3300), ...sl(3250) })),
];
