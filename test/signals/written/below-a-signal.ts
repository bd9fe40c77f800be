// Owns: one line more below a whole signal, as people add it: with most of them it is another trade, or none, and some say nothing.

import { alert, at, buy, report, sl, tp, type WrittenAlert } from './written-alert.ts';

const posted = (line: string): string => `LONG SOLUSDT\nEntry: 140\nSL: 134\nTP: 150\n${line}`;
const named = (line: string): string => `Symbol: BTCUSDT\nSide: BUY\nEntry: 64000\nSL: 63000\nTP: 66000\n${line}`;

/** Parted by bars; none of these lines has one itself. */
const listed = (text: string): readonly string[] => text.split('|').map((line) => line.trim());

/** Below a post. */
const TURNS: readonly string[] = listed(`
  Done for the day | Nice move so far | Took this one off | We took profits | Got stopped | Scratch | Position flat |
  Flat now | Flattened | Cut it | Cut here | Cutting this | Kill this trade | Drop it | Abort | Aborted | Withdrawn |
  Retracted | Signal retracted | Wrong pair, sorry | Sorry wrong side | Should be LONG | Meant BTCUSDT | Read as BUY |
  It's a buy | Bullish actually | Changed my mind | Removed | Outdated | Too late | Late already | Passed | Done |
  Ran away | Entry missed | No fill | Unfilled | Filled | Filled at 3205 | Entry hit | In at 3205 |
  In the trade since 10:00 | Running +1R | +2R | 1R banked | 2R hit | 50 pips | +50 pips | Up 50 pips | 100 points done |
  Risk free | Risk free now | SL at entry | SL in profit | Stop moved | Breakeven | BE now | Free ride | Only 1 left |
  Last call | Tomorrow's plan | Plan for Monday | Weekend trade | London session only | NY open | Wait for the candle |
  Pending | Limit only | Stop order | Buy back at 3000 | Reduce size | Reduced risk | Use 1/2 size | Half risk | Risk half |
  Low size | Tiny | Full size | Max size | All in | 5% of wallet | Margin 5% | Margin $50 | Invest $100 | $100 | 100 USDT |
  Hedge | Hedge mode | Paired with BTC long | Long BTC against it | vs BTC | Target 2 tomorrow | TP2 later | TP soon |
  SL soon | SL later | SL to follow | Stop tight | SL is mine | Use your own SL | Own stop | Stop as you like | DM for SL |
  SL for VIP only | TP in VIP | Preview | Teaser | Sneak peek | Idea | Opinion | What if | Scenario 2 | Alternative |
  If not filled cancel | Cancel at 3100 | Valid today | Valid till 20:00 | Expires tonight | Signal is not live yet |
  No entry yet | Not a signal | Just an idea | Idea only | For study only, do not take it | Paper account only |
  On the demo account | Trade is over | Trade ended | Finished | Target touched | TP touched | SL triggered | Stopped |
  Activated | Trade active | Already in | Already open | In profit now | Up 40% | +40% so far | ROI: 40% | ROI +40% |
  Gain: 40% | Profit 40% | Profits booked | P&L +40% | Exit at cost | Exited | Exit manually | Out at breakeven |
  Closed at 148 | We are out | Book profits here | Book 50% here | Take partials here | Move SL to 140 | SL to BE |
  Trail SL | Cancel this | Do nothing today | Forget this one | Please ignore | Stay out | Stay away | Skip |
  Do not follow | Not for today | Only for tomorrow | Tomorrow | Next week | From Monday on | At the open |
  At market open tomorrow | After 15:00 | Before the news | Enter at 15:00 | Until Friday | Good till Friday |
  Valid for 4 hours | Expires in 4h | Breakout only | On breakout | On retest | On the break of 141 | Retest needed |
  Trigger: 141 | Activation: 141 | Trigger above 141 | Enter with a stop order | Stop limit order | Reversed |
  Reverse this | Take the opposite | Fade this | Other side please | Flip to short at 134 | Then short | Short below 134 |
  And short BTCUSDT | Hedge with BTCUSDT short | Also ETHUSDT | ETHUSDT too | Same for ETHUSDT | Double size | Half size |
  Half position | Quarter size | Size 2x | Small lot | Use 0.1 lot | Qty 10 | Quantity 10 |
  10 contracts | Risk: $100 | Max risk 2% | DCA at 136 | DCA 136, 130 | Average at 136 | Add more at 136 | Ladder entries |
  Add 136 | Second entry 136 | 2nd entry: 136 | Re-entry 136 | Stop is on 4h close | SL on candle close | Hard SL 130 |
  Emergency SL 130 | SL2: 130 | New SL: 130 | SL changed to 130 | Invalidation 130 | Invalid below 130 | TP2 at market |
  TP moved to 160 | Target extended to 160 | Time stop 4 hours | Close by Friday | Close before FOMC | Close at 22:00 |
  Correction: SHORT | Correction: SL 130 | Typo: SL 130 | Update: entry 138 | Edit: TP 160 | Old post | Reposting |
  Copy of yesterday | Sample | Mock trade | Quiz: what would you do | What do you think | Agree? | Simulation | Backtested |
  Virtual | Sandbox | Expired | Old | Signal from last week | Shared 3 days ago | Result soon | Performance: 3 of 4 |
  1/3 targets | 2 targets down | First target ✅ | ✅✅✅ | ❌ | 🚫 | ⛔ do not enter | ⏳ | ⌛ waiting | ❗ only if BTC holds 60000
`);
const SAYS_NOTHING: readonly string[] = listed(`
  Cross | No stop | No SL! | Full details in VIP | Chart idea | Trade idea | Analysis | Good luck all | Enjoy | Let's go |
  Follow for more | Like and share | Free signal | VIP signal | Weekly chart | H4 chart | Scalping | Intraday |
  Manage your risk | Trade at your own risk | Happy trading | Not financial advice | NFA DYOR | Good luck | Trade safe |
  #crypto #signals | Powered by Example Signals | Join our channel | Risk: high | Risk level: medium | Timeframe: 4h |
  TF: 15m | Strategy: breakout | R:R 1:2 | RR 1.66 | Setup: pullback | Signal ID: 4711 | ID #4711 | Accuracy 80% |
  Date: 29.11.2026 | 29.11.2026 14:05 | 24h volume 1.2M | MA cross | Author: @someone | 🔥🔥🔥 | Exchange: Bybit |
  Market: Futures | Swing trade | Scalp | Use proper risk management | Educational purpose only |
  Chart: https://example.org/x/abc123 | Move SL to entry after TP1 | After TP1 move SL to entry | Margin: Isolated |
  Be careful, high volatility | 29 Nov 2026 | Short term | Mid term | Long term | Confidence: High | Thank you |
  Only for education purpose | SEBI Reg. No. INH00000 | BTST | Positional | Book partial profits at TP1 | Patience is key |
  Be patient | Whatsapp +91 98765 43210 | Next one coming soon | Strictly follow stop loss | Always use SL |
  Use stop loss | Trade with strict stop loss | SL is mandatory | Stop loss is a must | Fundamentals strong |
  Sent from my phone | Have a great day | Stay tuned | Take care | All the best | God bless | High probability |
  Free call | Educational only | Trade smart | Day trade | No leverage | Set and forget | Auto trade | Analyst: Joe |
  Pattern: double bottom
`);
/** Below names and values. */
const TURNS_PAIRS: readonly string[] = listed(`
  Status: closed | Status: Pending | Status: Waiting | Status: TP1 hit | State: open | Result: +3% | Result: win |
  Outcome: loss | Note: do not enter until retest | Note: only if BTC holds 62000 | Notes: cancelled |
  Comment: closed at 66000 | Comment: this is a test | Remark: wait for confirmation | Info: just watching | Valid: no |
  Valid until: Friday | Trigger: 65000 | Trigger price: 65000 | Stop: BE | Update: TP1 hit | Update: move SL to entry |
  Exit: 66000 | Exit price: 66000 | Closed at: 66000 | PNL: +40% | Profit: 40% | Profit: $400 | ROE: 40% | ROI: 40% |
  Realized: 400 | Closed: yes | Type: Update | Type: Closed | Type: Limit Order cancelled | Mode: paper |
  Account type: demo | Time: expired | Hit: TP1 | Achieved: TP1 | TP hit: 1 | Filled: 64000 | Avg entry: 64010 |
  Average price: 64010 | Entry filled: 64010 | Executed: yes | Opened: 2 hours ago | Direction now: SHORT | New side: SELL |
  Correction: SELL | Opposite: yes | SL2: 62000 | Second SL: 62000 | New SL: 63500 | SL type: close of candle | SL: BE |
  Lot: small | Size: half | Size: double | Qty: max | Quantity: all in | Entry type: on breakout |
  Entry when: 4h close above | Confirmation: 4h close | Order: buy stop at 65000 | Delay: 15 minutes | Start: tomorrow |
  When: tomorrow | At: 15:00 | DCA: 62000 | Add at: 62000 | Second entry: 62000 | Hedge: SHORT | Pair 2: ETHUSDT |
  Symbols: BTCUSDT, ETHUSDT | Also: ETHUSDT | Trade: no | Approved: no | Tradable: false | Active: no | Cancelled: true |
  Invalid: yes | Signal: EXIT | Bias: bearish exit now | Order type: bracket | Max price: 64100 | Do not buy above: 64100
`);
const SAYS_NOTHING_IN_PAIRS: readonly string[] = listed(`
  Note: not financial advice | Timeframe: 4h | RSI: 35 | Confidence: 85% | Win rate: 70% | Risk: high | RR: 1:2 |
  Strategy: breakout | Margin: isolated | Date: 29.11.2026 | ID: 4711 | Signal ID: 4711 | Current price: 64010 |
  High: 64100 | ATR: 250 | Support: 63000 | Chart: https://example.org/x/abc?tf=15 | Author: @someone |
  Comment: breakout of the range | Comment: My long entry if RSI is low | Type: Swing | Setup: pullback |
  Reason: RSI oversold | Confirmed: true | Strategy: TP 3 SL 2 system
`);

export const BELOW_A_SIGNAL: readonly WrittenAlert[] = [
  ...TURNS.map((line) => report(`post: ${line}`, posted(line))),
  ...SAYS_NOTHING.map((line) =>
    alert(`post, and no more: ${line}`, posted(line), buy('SOLUSDT', { ...at(140), ...sl(134), take_profits: tp(150) })),
  ),
  ...TURNS_PAIRS.map((line) => report(`pairs: ${line}`, named(line))),
  ...SAYS_NOTHING_IN_PAIRS.map((line) =>
    alert(`pairs, and no more: ${line}`, named(line), buy('BTCUSDT', { ...at(64000), ...sl(63000), take_profits: tp(66000) })),
  ),
];
