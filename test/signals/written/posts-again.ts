// Owns: posts in further shapes: entries in words, lists with strokes, shares, two coins, hash tags, disclaimers, and more that is no signal.

import { alert, at, buy, close, closeLong, orRefused, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const btc = (more = {}): ReturnType<typeof buy> => orRefused(buy('BTCUSDT', more));
const eth = (more = {}): ReturnType<typeof buy> => orRefused(sell('ETHUSDT', more));

export const POSTS_AGAIN: readonly WrittenAlert[] = [
  alert(
    'targets with strokes',
    'LONG BTCUSDT\nEntry: 60000\nTP: 61000 / 62000 / 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(61000, 62000, 63000) }),
  ),
  alert(
    'targets with strokes and no blanks',
    'LONG BTCUSDT\nEntry: 60000\nTP: 61000/62000/63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(61000, 62000, 63000) }),
  ),
  alert(
    'targets with dashes and no blanks',
    'LONG BTCUSDT\nEntry: 60000\nTP: 61000-62000-63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(61000, 62000, 63000) }),
  ),
  alert(
    'targets with semicolons',
    'SHORT ETHUSDT\nEntry: 3400\nTP: 3300; 3200\nSL: 3480',
    eth({ ...at(3400), ...sl(3480), take_profits: tp(3300, 3200) }),
  ),
  alert(
    'targets with arrows',
    'SHORT ETHUSDT\nEntry: 3400\nTP: 3300 → 3200 → 3100\nSL: 3480',
    eth({ ...at(3400), ...sl(3480), take_profits: tp(3300, 3200, 3100) }),
  ),
  alert(
    'targets with parts',
    'SHORT ETHUSDT\nEntry: 3400\nTP1: 3300 (40%)\nTP2: 3200 (60%)\nSL: 3480',
    eth({
      ...at(3400),
      ...sl(3480),
      take_profits: [
        { price: 3300, share: 40 },
        { price: 3200, share: 60 },
      ],
    }),
  ),
  alert(
    'targets with how far they are',
    'SHORT ETHUSDT\nEntry: 3400\nTP1: 3332 (2%)\nTP2: 3264 (4%)\nSL: 3468 (2%)',
    eth({ ...at(3400), ...sl(3468), take_profits: tp(3332, 3264) }),
  ),
  alert(
    'at market in the entry',
    'LONG BTCUSDT\nEntry: Market\nTP: 63000\nSL: 58000',
    btc({ order_type: 'market', ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'now in the entry',
    'LONG BTCUSDT\nEntry: now (60000)\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert('CMP in the headline', 'BUY BTCUSDT CMP 60000\nTP 63000\nSL 58000', btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) })),
  alert('around', 'LONG BTCUSDT\nEntry: around 60000\nTP: 63000\nSL: 58000', btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) })),
  alert(
    'an upper end only',
    'LONG BTCUSDT\nEntry: up to 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  report('a breakout in words', 'LONG BTCUSDT\nEntry: on breakout of 60500\nTP: 63000\nSL: 58000'),
  alert(
    'above in the entry',
    'LONG BTCUSDT\nEntry above 60500\nTP: 63000\nSL: 58000',
    btc({ order_type: 'stop', stop_price: 60500, ...sl(58000), take_profits: tp(63000) }),
  ),
  report('a retest', 'LONG BTCUSDT after retest of 60000\nTP: 63000\nSL: 58000'),
  alert(
    'two kinds of leverage',
    'LONG BTCUSDT\nLeverage: 5x-10x\nEntry: 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000), leverage: 5 }),
  ),
  alert(
    'isolated',
    'LONG BTCUSDT\nLeverage: Isolated 10x\nEntry: 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000), leverage: 10 }),
  ),
  alert(
    'leverage as a bare number',
    'LONG BTCUSDT\nLev: 10\nEntry: 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000), leverage: 10 }),
  ),
  alert(
    'a share of the account',
    'LONG BTCUSDT\nSize: 2%\nEntry: 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000), percent: 2 }),
  ),
  report('money to use', 'LONG BTCUSDT\nUse 100 USDT\nEntry: 60000\nTP: 63000\nSL: 58000'),
  report('lots in a line', 'LONG XAUUSD\nLot size 0.05\nEntry: 2391\nSL: 2380'),
  alert('no stop', 'LONG BTCUSDT\nEntry: 60000\nTP: 63000\nSL: none', btc({ ...at(60000), take_profits: tp(63000), no_stop_loss: true })),
  alert(
    'a stop at entry minus percent',
    'LONG BTCUSDT\nEntry: 60000\nTP: 5%\nSL: 3%',
    btc({ ...at(60000), stop_loss: { percent: 3 }, take_profits: [{ percent: 5 }] }),
  ),
  report('a mental stop', 'LONG BTCUSDT\nEntry: 60000\nTP: 63000\nMental stop 58000'),
  report('a trailing stop', 'LONG BTCUSDT\nEntry: 60000\nTP: 63000\nTrailing stop: 2%'),
  alert(
    'a break-even rule',
    'LONG BTCUSDT\nEntry: 60000\nTP1: 62000\nBE after TP1: 60000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(62000) }),
  ),
  report('a second entry in words', 'LONG BTCUSDT\nEntry: 60000\nAverage: 58500\nTP: 63000\nSL: 57000'),
  report('a hedge', 'LONG BTCUSDT\nEntry: 60000\nHedge short at 58000\nTP: 63000'),
  alert(
    'blanks in numbers',
    'LONG BTCUSDT\nEntry: 60 000\nTP: 63 000\nSL: 58 000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'points between thousands',
    'LONG BTCUSDT\nEntry: 60.000,5\nTP: 63.000,5\nSL: 58.000,5',
    btc({ ...at(60000.5), ...sl(58000.5), take_profits: tp(63000.5) }),
  ),
  alert(
    'a comma as the decimal sign',
    'SHORT XRPUSDT\nEntry: 0,52\nTP: 0,48\nSL: 0,55',
    orRefused(sell('XRPUSDT', { ...at(0.52), ...sl(0.55), take_profits: tp(0.48) })),
  ),
  alert(
    'rupees',
    'BUY RELIANCE @ ₹2950\nTarget: ₹3010\nSL: ₹2910',
    orRefused(buy('RELIANCE', { ...at(2950), ...sl(2910), take_profits: tp(3010) })),
  ),
  alert(
    'a company and its exchange',
    'BUY NSE:RELIANCE 2950\nTGT 3010\nSL 2910',
    orRefused(buy('NSE:RELIANCE', { ...at(2950), ...sl(2910), take_profits: tp(3010) })),
  ),
  alert(
    'a hash tag for the side',
    '#BTCUSDT #LONG\nEntry: 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'a quote currency behind a blank',
    'LONG BTC / USDT\nEntry: 60000\nTP: 63000\nSL: 58000',
    orRefused(buy('BTC/USDT', { ...at(60000), ...sl(58000), take_profits: tp(63000) })),
  ),
  alert(
    'a dollar sign',
    '$BTC LONG\nEntry: 60000\nTP: 63000\nSL: 58000',
    orRefused(buy('BTC', { ...at(60000), ...sl(58000), take_profits: tp(63000) })),
  ),
  report('two coins', 'LONG BTCUSDT, ETHUSDT\nSL 5%\nTP 10%'),
  report('a coin against a coin', 'Long ETHBTC short BTCUSDT\nEntry: 0.05'),
  alert(
    'the exchange in brackets',
    'LONG BTCUSDT (Bybit)\nEntry: 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'the timeframe in the headline',
    'BTCUSDT LONG 15m\nEntry: 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'a risk in words',
    'LONG BTCUSDT (high risk)\nEntry: 60000\nTP: 63000\nSL: 58000',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'a reason below',
    'LONG BTCUSDT\nEntry: 60000\nTP: 63000\nSL: 58000\nReason: EMA cross',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'a time below',
    'LONG BTCUSDT\nEntry: 60000\nTP: 63000\nSL: 58000\n02/03/2026 09:20',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'a link below',
    'LONG BTCUSDT\nEntry: 60000\nTP: 63000\nSL: 58000\nhttps://example.com/x',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'a sum of money at the end',
    'LONG BTCUSDT\nEntry: 60000\nTP: 63000\nSL: 58000\nRR: 1.5',
    btc({ ...at(60000), ...sl(58000), take_profits: tp(63000) }),
  ),
  alert(
    'a sell under a sell of the same coin',
    'SELL XAUUSD 2391\nSELL XAUUSD 2393\nSL 2399\nTP 2380',
    orRefused(sell('XAUUSD', { ...at(2391), entries: [2391, 2393], ...sl(2399), take_profits: tp(2380) })),
  ),
  report('buy and sell levels of a day', 'XAUUSD\nBuy above 2395 TP 2405\nSell below 2385 TP 2375'),
  report('pivots', 'BTCUSDT pivots\nR1: 61000\nS1: 59000\nBuy above R1, sell below S1'),
  report('support and resistance', 'BTCUSDT long term\nSupport: 58000\nResistance: 63000'),
  report('open interest', 'BTCUSDT\nLong liquidations: 12,000,000\nShort liquidations: 3,000,000'),
  report('a survey of traders', 'BTCUSDT: 64% long, 36% short'),
  report('a funding post', 'BTCUSDT funding 0.01%, longs pay shorts, target 62000?'),
  report('a signal that is paused', 'PAUSED: LONG BTCUSDT\nEntry: 60000\nSL: 58000'),
  report('a signal that is void', 'VOID - LONG BTCUSDT\nEntry: 60000\nSL: 58000'),
  report('a signal that is old', 'OLD SIGNAL\nLONG BTCUSDT\nEntry: 60000\nSL: 58000'),
  report('a signal for the archive', 'Recap: LONG BTCUSDT\nEntry: 60000\nTP: 63000\nSL: 58000\nOutcome: win'),
  report('a performance table', 'LONG BTCUSDT +5%\nSHORT ETHUSDT -2%\nLONG SOLUSDT +9%'),
  report('an entry that is in profit', 'LONG BTCUSDT\nEntry: 60000\nNow: 62000 (+3.3%)'),
  report('a trade in profit with leverage', 'LONG BTCUSDT 20x\nEntry: 60000\nMark price: 62000\nROI: +66%'),
  report('a share card', 'BTCUSDT Perp Long 20X +66.6%\nEntry Price 60000\nLast Price 62000'),
  report('out', 'Out of BTCUSDT long at 62000'),
  report('half out', 'Took half off BTCUSDT long at 62000, stop at 60000'),
  report('closed early', 'Closing BTCUSDT long early at 61000'),
  alert('close in a channel with its side', 'Close BTCUSDT long', { ...closeLong('BTCUSDT'), accept_kinds: ['order', 'reject'] }),
  alert('close now', 'CLOSE BTCUSDT NOW', orRefused(close('BTCUSDT'))),
  report('close half', 'Close half of BTCUSDT'),
  report('move the stop', 'BTCUSDT long: move stop to 60500'),
  report('add a target', 'BTCUSDT long: new TP 64000'),
  report('keep', 'Keep holding BTCUSDT long from 60000, SL 58000'),
  report('who is in', 'Who is long BTCUSDT from 60000? SL 58000, TP 63000'),
  report('teaser', 'Next signal in 5 minutes! LONG or SHORT? 60000 key level'),
  report('a promise', 'VIP got LONG BTCUSDT 60000, TP 63000 done'),
  report('a bot that asks', 'Confirm: LONG BTCUSDT @ 60000? Reply YES'),
  report('a bot that was refused', 'Rejected: LONG BTCUSDT\nEntry: 60000\nSL: 58000\nReason: margin'),
  report('a bot that waits', 'Pending: LONG BTCUSDT\nEntry: 60000\nSL: 58000\nwaiting for fill'),
  report('a market order that a person reports', 'Longed BTCUSDT at 60000'),
];
