// Owns: pairs with a title above them and ornaments around them, levels behind the market in one line, alerts that a relay has wrapped
// once more, sizes that are left empty, and orders that undo each other.

import { alert, at, buy, close, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const ORDER = { symbol: 'LTCUSDT', action: 'sell', qty: 2 };
const SOLD = sell('LTCUSDT', { quantity: 2 });
const pairs = (mark: string): string => `${mark}Symbol: LTCUSDT\n${mark}Action: BUY\n${mark}Price: 92.5`;
const BOUGHT = buy('LTCUSDT', at(92.5));

export const ADORNED_AND_WRAPPED: readonly WrittenAlert[] = [
  ...['New Signal', '🚨 TRADE ALERT 🚨', 'TradingView Alert', '--- Signal ---', 'Entry signal'].map((title) =>
    alert(`under "${title}"`, `${title}\n${pairs('')}`, BOUGHT),
  ),
  ...['Exit Signal', 'Test Signal', 'Old Signal', 'Signal expired', 'Trade closed', 'Position update', 'New order'].map((title) =>
    report(`under "${title}"`, `${title}\n${pairs('')}`),
  ),
  ...['❌ Trade Alert ❌', '✅ Signal', '> Signal', '~~Signal~~', '⏸ Trading signal', 'Signal ❌', '"Signal"'].map((title) =>
    report(`under ${title}`, `${title}\n${pairs('')}`),
  ),
  ...['📊 ', '- ', '• ', '▪️'].map((mark) => alert(`behind ${mark}`, pairs(mark), BOUGHT)),
  ...['❌ ', '✅ ', '> ', '~~', '⏳ ', '// ', '# ', '❓ '].map((mark) => report(`behind ${mark}`, pairs(mark))),
  alert('in bold letters', '**Symbol:** LTCUSDT\n**Action:** `BUY`\n**Price:** 92.5', BOUGHT),
  // levels right behind the market
  alert('levels without signs', 'BUY LTCUSDT SL 90 TP 99', buy('LTCUSDT', { ...sl(90), take_profits: tp(99) })),
  alert('levels behind commas', 'Sell EURUSD, SL 1.0980, TP 1.0850', sell('EURUSD', { ...sl(1.098), take_profits: tp(1.085) })),
  report('one level may be news', 'SELL GOLD SL 2665'),
  report('the levels of the other side', 'BUY LTCUSDT SL 99 TP 90'),
  // wrapped once more
  alert('written into a string', JSON.stringify(JSON.stringify(ORDER)), SOLD),
  alert('in a form of one field', `payload=${encodeURIComponent(JSON.stringify(ORDER))}`, SOLD),
  alert('in a form, as it is', `data=${JSON.stringify(ORDER)}`, SOLD),
  report('a word in a string', '"buy"'),
  report('twice in strings', JSON.stringify(JSON.stringify(JSON.stringify(ORDER)))),
  // a size that is left empty
  ...['qty', 'size', 'amount', 'lots', 'contracts'].map((name) =>
    report(`${name} is left empty`, { ...ORDER, qty: undefined, [name]: ' ' }),
  ),
  report('no size in words', { ...ORDER, qty: undefined, amount: 'none' }),
  alert('no size is none', { symbol: 'LTCUSDT', action: 'sell', qty: null }, sell('LTCUSDT')),
  alert('empty beside a size', { ...ORDER, size: '' }, SOLD),
  alert('an empty cap', { ...ORDER, qty: '', risk_percent: 1 }, sell('LTCUSDT', { no_quantity: true })),
  alert('an empty cap of the ATR', { ...ORDER, qty: '', atr_sizing: true, atr: 5 }, sell('LTCUSDT', { no_quantity: true })),
  alert('a close of an empty size', { symbol: 'LTCUSDT', action: 'close', qty: '' }, close('LTCUSDT')),
  // they undo each other
  report('buys and sells', [ORDER, { ...ORDER, action: 'buy' }]),
  report('both books', 's=LTCUSDT b=long q=2 t=market | s=LTCUSDT b=short q=2 t=market'),
  alert('of two markets', [ORDER, { ...ORDER, action: 'buy', symbol: 'SOLUSDT' }], {
    ...SOLD,
    action: 'multi',
    legs: [SOLD, buy('SOLUSDT', { quantity: 2 })],
  }),
];
