// Owns: fields of home-made senders that make another order of an entry, or none: what it waits for, a size left empty or counted in
// money, targets that only say how far, and the trades of everybody.

import { alert, buy, close, modify, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const order = (more: object): object => ({ symbol: 'LTCUSDT', action: 'buy', ...more });
const far = (...percents: number[]): { percent: number }[] => percents.map((percent) => ({ percent }));

const TRADE = { symbol: 'LTCUSDT', side: 'sell', event: 'trade', trade_id: 'T-1', qty: 2, reduce_only: true };

export const FIELDS_THAT_TURN: readonly WrittenAlert[] = [
  ...[
    'at 90',
    'rsi 30',
    'close above 90',
    'price crosses 90',
    'retest of 90',
    '4h close > 90',
    'breakout confirmed',
    '17:30',
    '9:15-15:00',
  ].map((when) => report(`when: ${when}`, order({ when }))),
  alert('when it was', order({ when: '2026-03-02T09:20:01Z' }), buy('LTCUSDT')),
  ...[90, { price: 90 }].map((when) => report(`when: ${JSON.stringify(when)}`, order({ when }))),
  report('a size of a bridge that is empty', 'SELL,GBPUSD,VOLUME=,COMMENT=trend'),
  report('the same in JSON', order({ volume: ' ' })),
  alert('an exit needs none', 'CLOSE,GBPUSD,VOLUME=,COMMENT=trend', close('GBPUSD')),
  ...[
    { qty: '75', usd_order: 'true' },
    { qty: 75, usd_order: true },
    { quantity: 75, quantity_in_usdt: true },
    { amount: 75, amount_in_quote: true },
  ].map((more) => alert(`money by a switch: ${JSON.stringify(more)}`, order(more), buy('LTCUSDT', { notional: 75 }))),
  ...[75, '75'].map((usd_order) => report(`an amount where the switch is: ${JSON.stringify(usd_order)}`, order({ usd_order }))),
  ...['yes', 'on'].map((is_percent) => alert(`percent: ${is_percent}`, order({ qty: 5, is_percent }), buy('LTCUSDT', { percent: 5 }))),
  alert('the switch is off', order({ qty: '75', usd_order: 'false' }), buy('LTCUSDT', { quantity: 75 })),
  // how far, and what leaves there
  alert(
    'targets by how far',
    order({ sl_pct: 1, tp1_pct: 1.5, tp2_pct: 3 }),
    buy('LTCUSDT', { stop_loss: { percent: 1 }, take_profits: far(1.5, 3) }),
  ),
  alert('one by how far', order({ side: 'sell', action: 'sell', tp1_percent: '2%' }), sell('LTCUSDT', { take_profits: far(2) })),
  alert(
    'parts beside their prices',
    order({ sl: 80, tp1: 95, tp1_pct: 40, tp2: 99, tp2_pct: 60 }),
    buy('LTCUSDT', {
      ...sl(80),
      take_profits: [
        { price: 95, share: 40 },
        { price: 99, share: 60 },
      ],
    }),
  ),
  ...[{ tp1_pct: 50, tp2_pct: 50 }, { tp1_pct: 50, tp2_pct: 30 }, { tp1_percent: 100 }, { tp1_pct: 0.02 }].map((more) =>
    report(`parts of nothing: ${JSON.stringify(more)}`, order(more)),
  ),
  alert('an exit beside them', { symbol: 'LTCUSDT', action: 'close', tp1_pct: 50, tp2_pct: 50 }, close('LTCUSDT')),
  alert(
    'a target that is moved, and a part of it',
    { symbol: 'LTCUSDT', action: 'modify', sl: 80, tp: 99, tp1_pct: 50 },
    { ...modify('LTCUSDT', { ...sl(80), take_profits: tp(99) }), accept_kinds: [] },
  ),
  alert('numbers that say nothing', order({ tp1_pct: 0, tp2_pct: null, tp: 99 }), buy('LTCUSDT', { take_profits: tp(99) })),
  report('a target on the side of the stop', order({ tp1: 165, tp2: 5, sl: 131 })),
  // the trades of everybody
  report('a trade on the tape', { type: 'trade', symbol: 'LTCUSDT', side: 'sell', price: 90, size: 4, trade_id: 812 }, 'LTCUSDT'),
  report('the stream of trades', { channel: 'trades', data: [{ symbol: 'LTCUSDT', side: 'sell', price: 90, size: 4 }] }, 'LTCUSDT'),
  report('what a position pays', { type: 'funding', symbol: 'LTCUSDT', side: 'long', rate: 0.0001 }, 'LTCUSDT'),
  alert('a channel that is called so', order({ channel: 'trades', action: 'sell' }), sell('LTCUSDT')),
  alert('a trade that only reduces', TRADE, sell('LTCUSDT', { quantity: 2 })),
  alert('a type that says only that it is one', { type: 'trade', symbol: 'LTCUSDT', action: 'sell', trade_id: 'T-1' }, sell('LTCUSDT')),
  // what is there already, or is not to be
  ...[
    { pending: true },
    { queued: 'true' },
    { liquidation: true },
    { update: true },
    { amend: true, order_id: '7' },
    { qty: 2, qty_filled: 2 },
    { type: 'pnl' },
    { text: 'Backtest result' },
    { stop_limit: 93 },
    { risk: '1R' },
  ].map((more) => report(JSON.stringify(more), order(more))),
  ...[{ pending: false }, { update: false }, { risk: 'low' }].map((more) => alert(JSON.stringify(more), order(more), buy('LTCUSDT'))),
  // how many, or the minutes of a chart
  ...['Long LTCUSDT, 5, stop 80, target 99', 'BUY LTCUSDT, 15'].map((line) => report(line, line)),
  alert(
    'a price behind a comma',
    'Long LTCUSDT, 91, stop 80, target 99',
    buy('LTCUSDT', { signal_price: 91, ...sl(80), take_profits: tp(99) }),
  ),
  alert('a chart behind a comma', 'LTCUSDT, 15: BUY', buy('LTCUSDT')),
];
