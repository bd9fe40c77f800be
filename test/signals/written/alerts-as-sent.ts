// Owns: forms of alerts that public bots and scripts document, each with its neighbours: marks of trading without money, targets
// in short names, levels that are moved.

import type { Expectation } from '../corpus-case.ts';
import { alert, buy, close, modify, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const ORDER = { symbol: 'LTCUSDT', action: 'buy', qty: 2 };
const BOUGHT = buy('LTCUSDT', { quantity: 2 });
const moved = (more: Partial<Expectation>): Expectation => ({ ...modify('LTCUSDT', more), accept_kinds: ['order'] });
const LEFT = { symbol: 'LTCUSDT', action: 'close' };

export const ALERTS_AS_SENT: readonly WrittenAlert[] = [
  // without money
  ...['demo', 'demo_mode', 'is_demo', 'paperMode', 'isPaper', 'use_paper_trading', 'paper', 'testnet', 'sandbox'].map((name) =>
    report(`${name}: true`, { ...ORDER, [name]: true }),
  ),
  ...['demo', 'demo_mode', 'paper'].map((name) => alert(`${name}: false`, { ...ORDER, [name]: false }, BOUGHT)),
  alert('a close in demo mode', { ...LEFT, demo_mode: true }, close('LTCUSDT')),
  alert('the key is one of a test net', { ...ORDER, is_test_net: true }, BOUGHT),
  ...['📄 PAPER', '🧪 Testnet', '🟡 demo account', '[sandbox]'].map((mode) =>
    report(`mode ${mode}`, `Symbol: LTCUSDT\nSide: Buy\nQuantity: 2\nMode: ${mode}`),
  ),
  alert('mode 🔥 swing', 'Symbol: LTCUSDT\nSide: Buy\nQuantity: 2\nMode: 🔥 swing', BOUGHT),
  // targets in short names
  alert(
    't1 and t2',
    { symbol: 'LTCUSDT', side: 'buy', price: 91, sl: 88, t1: 94, t2: 99 },
    buy('LTCUSDT', { ...sl(88), take_profits: tp(94, 99) }),
  ),
  alert('t1 and t2 that are no targets, beside one', { ...ORDER, price: 91, tp: 99, t1: 9, t2: 21 }, { ...BOUGHT, take_profits: tp(99) }),
  alert('t2 beside distances', { ...ORDER, price: 91, tp1_percent: 2, t2: 21 }, { ...BOUGHT, take_profits: [{ percent: 2 }] }),
  report('t1 that may be a step to the target', { ...ORDER, price: 91, tp: 99, t1: 94 }),
  alert('t2 beside a stop that is moved', { symbol: 'LTCUSDT', action: 'modify', stop_loss: 88, t2: 21 }, moved(sl(88))),
  report('t1 that is no price', { symbol: 'LTCUSDT', side: 'buy', price: 91, sl: 88, t1: 5 }),
  alert(
    'tp, tp2 and tp3',
    { symbol: 'LTCUSDT', side: 'sell', price: 91, sl: 95, tp: 88, tp2: 85, tp3: 80 },
    sell('LTCUSDT', { ...sl(95), take_profits: tp(88, 85, 80) }),
  ),
  report('tp beyond tp2', { symbol: 'LTCUSDT', side: 'buy', price: 91, sl: 88, tp: 120, tp2: 99 }),
  report('tp beside tp1', { symbol: 'LTCUSDT', side: 'buy', price: 91, sl: 88, tp: 99, tp1: 94 }),
  alert('tp and tp2 of a close', { ...LEFT, tp: 99, tp2: 105 }, orRefused(close('LTCUSDT'))),
  // where a stop or a target is to be moved to
  alert('new_sl', { symbol: 'LTCUSDT', action: 'move_sl', new_sl: 91 }, moved(sl(91))),
  alert('new_sl among parameters', { symbol: 'LTCUSDT', action: 'move_sl', params: { new_sl: 91 } }, moved(sl(91))),
  alert('new_tp', { symbol: 'LTCUSDT', action: 'update_tp', new_tp: 99 }, moved({ take_profits: tp(99) })),
  report('new_sl beside another', { symbol: 'LTCUSDT', action: 'move_sl', sl: 88, new_sl: 91 }),
  report('new_sl of an entry', { ...ORDER, new_sl: 91 }),
];
