// Owns: exits that say a price, a part or a level beside what they close: none of it holds them back where it is clear what they are.

import { alert, close, closeLong, closeShort, report, type WrittenAlert } from './written-alert.ts';

const AT = { signal_price: 68000 };
const part = (percent: number) => ({ percent, percent_of: 'position' });

export const EXITS_BESIDE_PRICES: readonly WrittenAlert[] = [
  alert('long at a price', 'Exit long BTCUSDT at 68000', closeLong('BTCUSDT', AT)),
  alert('long by a sign', 'Close long BTCUSDT @ 68000', closeLong('BTCUSDT', AT)),
  alert('short behind the market', 'close BTCUSDT short at $68,000', closeShort('BTCUSDT', AT)),
  alert('at a price', 'close BTCUSDT at 68000', close('BTCUSDT', AT)),
  alert('near a price', 'Exit my BTCUSDT position near 68000!', close('BTCUSDT', AT)),
  alert('in thousands', 'Close BTC long at 68k', closeLong('BTC')),
  alert('at market', 'Exit long BTCUSDT at market', closeLong('BTCUSDT')),
  alert('at once, and at a price', 'Close BTCUSDT now at 68000', close('BTCUSDT', AT)),
  alert('at a price, and at once', 'Exit #BTC at 68k now', close('BTC')),
  alert('with profit', 'Book profit in RELIANCE at 2550', close('RELIANCE', { signal_price: 2550 })),
  alert('by a limit', 'close BTCUSDT limit 50000', close('BTCUSDT', { order_type: 'limit', limit_price: 50000 })),
  alert('by a limit in thousands', 'Close BTCUSDT limit 68.5k', close('BTCUSDT', { order_type: 'limit', limit_price: 68500 })),
  alert('the price below', 'Exit long BTCUSDT\nPrice: 68000', closeLong('BTCUSDT', AT)),
  alert('the exit price below', 'Close BTCUSDT\nExit price: 68000', close('BTCUSDT', AT)),
  alert('the market above', 'BTCUSDT\nClose long', closeLong('BTCUSDT')),
  alert('half of the market above', '#BTCUSDT\nClose half', close('BTCUSDT', part(50))),
  alert('a part at a price', 'Close 50% of BTCUSDT at 68000', close('BTCUSDT', { ...part(50), ...AT })),
  alert('a part here', '#BTCUSDT close half position here', close('BTCUSDT', part(50))),
  alert('a part taken off', 'Take 25% off BTCUSDT', close('BTCUSDT', part(25))),
  alert('a part of a long that is sold', 'sell half of my BTCUSDT', closeLong('BTCUSDT', part(50))),
  alert('all of a long that is sold', 'SELL ALL BTCUSDT', closeLong('BTCUSDT')),
  alert('all of a long that is sold, at a price', 'sell everything of my #BTCUSDT at 68000', closeLong('BTCUSDT', AT)),
  alert('all of a short that is covered', 'cover all TSLA shares', closeShort('TSLA')),
  alert('by a limit behind a colon', 'CLOSE BTCUSDT LIMIT: 50000', close('BTCUSDT', { order_type: 'limit', limit_price: 50000 })),
  alert('a part of a short that is covered', 'cover 1/3 of TSLA', closeShort('TSLA', part(33.33))),
  ...['sell half', 'close 1/3', 'Take 25% off', 'close half now', 'take half off the position here'].map((text) =>
    alert(`${text}: of the market of its strategy`, text, {
      ...close(null),
      needs_default_symbol: true,
      accept_actions: ['close_long', 'close'],
      accept_kinds: ['reject'],
    }),
  ),
  // done already, or to be waited for
  ...['Close half at TP1', 'Close half of BTCUSDT at TP1', 'exit BTCUSDT at target 2', 'close BTCUSDT on SL'].map((text) =>
    report(text, text),
  ),
  // how many, or the price; half of the account, or of what is held
  ...['close BTCUSDT 68000', 'Sell 50% BTCUSDT', 'Sell 50%', 'sell half of my BTCUSDT short', 'exit BTCUSDT at 50%'].map((text) =>
    report(text, text),
  ),
  ...['sell all', 'sell all BTCUSDT short', 'sell all in BTCUSDT', 'sell all day'].map((text) => report(text, text)),
  ...['Exit SL at 68000', 'Close TP1 at 68000', 'UPDATE\nClose half', 'close half of TP1 at 68000'].map((text) => report(text, text)),
  // a part, and all of it; a question, and what is waited for
  ...['Close half of BTCUSDT\nClose all', '❓ Close BTCUSDT', '⏳ Close BTCUSDT'].map((text) => report(text, text)),
  // what leaves names no market here, and is no entry of a market that is called EXIT
  ...['EXIT', 'CLOSE', 'COVER', 'FLAT'].flatMap((verb) =>
    [`${verb} LONG @ 68000`, `${verb} SHORT limit\nPrice: 68000`].map((text) => report(text, text)),
  ),
  // the close of a bar, a gain, what somebody did
  ...[
    'BTCUSDT close at 68000',
    'Take half profit',
    'Closed half of BTCUSDT at 68000',
    'close half and move SL to entry',
    'close at 68000',
  ].map((text) => report(text, text)),
];
