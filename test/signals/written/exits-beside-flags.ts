// Owns: exits beside fields that deny the side of an entry or say that nothing is to be traded, and entries below secrets that begin or
// end like a word of a post.

import { alert, buy, closeLong, closeShort, report, sell, type WrittenAlert } from './written-alert.ts';

/** What a strategy says of its position after the order, or of the one that it leaves. */
const AFTER_A_LONG: readonly object[] = [
  { is_long: false, is_short: false },
  { is_short: false },
  { is_long: true },
  { long: false, short: false },
  { signal: 1 },
  { direction: 1 },
];
const AFTER_A_SHORT: readonly object[] = [{ is_long: false, is_short: false }, { is_short: true }, { signal: -1 }, { direction: -1 }];
const NOT_FOR_ENTRIES: readonly object[] = [
  { tags: ['demo'] },
  { source: 'demo' },
  { bar_closed: false },
  { comment: '[test]' },
  { comment: 'for testing' },
];

export const EXITS_BESIDE_FLAGS: readonly WrittenAlert[] = [
  ...AFTER_A_LONG.flatMap((flags) => [
    alert(
      `flat afterwards, with ${JSON.stringify(flags)}`,
      { action: 'sell', symbol: 'BTCUSDT', market_position: 'flat', ...flags },
      closeLong('BTCUSDT', { side: 'sell' }),
    ),
    alert(
      `a size of nothing afterwards, with ${JSON.stringify(flags)}`,
      { action: 'sell', symbol: 'BTCUSDT', position_size: 0, ...flags },
      closeLong('BTCUSDT', { side: 'sell' }),
    ),
  ]),
  ...AFTER_A_SHORT.map((flags) =>
    alert(
      `a short that is left, with ${JSON.stringify(flags)}`,
      { action: 'buy', symbol: 'BTCUSDT', market_position: 'flat', ...flags },
      closeShort('BTCUSDT', { side: 'buy' }),
    ),
  ),
  report('an entry beside the other side', { action: 'sell', symbol: 'BTCUSDT', is_short: false }, 'BTCUSDT'),
  report('an entry that stays one', { action: 'buy', symbol: 'BTCUSDT', market_position: 'long', signal: -1 }, 'BTCUSDT'),
  ...NOT_FOR_ENTRIES.flatMap((fields) => [
    alert(
      `what only reduces, with ${JSON.stringify(fields)}`,
      { action: 'sell', symbol: 'BTCUSDT', quantity: 1, reduce_only: true, ...fields },
      sell('BTCUSDT', { quantity: 1 }),
    ),
    report(`an entry with ${JSON.stringify(fields)}`, { action: 'sell', symbol: 'BTCUSDT', quantity: 1, ...fields }, 'BTCUSDT'),
  ]),
  ...['Made-Up-Proof-99!', 'made.up.2.proof.9?', 'tp_x83hfk29dk20', 'hit-9f8e7d6c5b4a'].flatMap((secret) => [
    alert(`an entry below ${secret}`, `${secret}\nbuy BTCUSDT q=1`, buy('BTCUSDT', { quantity: 1 })),
    alert(`an entry behind ${secret}`, `${secret} | trend | buy | BTCUSDT`, buy('BTCUSDT')),
  ]),
  report('a word with a point', 'Congratulations!\nbuy BTCUSDT q=1'),
  alert('an account in a word of a sentence', 'up1 BTCUSDT close 50%', { ...closeLong('BTCUSDT'), action: 'close', percent: 50 }),
];
