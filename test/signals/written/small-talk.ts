// Owns: small talk around a signal, and lines that are made of the same friendly words and take it back: below it, beside its levels, and
// beside everything else that has a label.

import { alert, at, buy, report, sell, sl, tp, type WrittenAlert } from './written-alert.ts';

const SIGNAL = buy('SOLUSDT', { ...at(140), ...sl(134), take_profits: tp(150) });
const posted = (line: string): string => `LONG SOLUSDT\nEntry: 140\nSL: 134\nTP: 150\n\n${line}`;
const pairs = (line: string): string => `Symbol: BTCUSDT\nSide: BUY\nEntry: 64000\nSL: 63000\nTP: 66000\n${line}`;
/** Parted by bars; none of these lines has one itself. */
const listed = (text: string): readonly string[] => text.split('|').map((line) => line.trim());

const SAYS_NOTHING: readonly string[] = listed(`
  Good luck traders! | GL everyone | Good luck to all of you 🍀 | Best of luck guys | Happy trading everyone 😊 | Happy profits 💰 |
  Happy weekend all | Have a nice day traders | Have a great trading week ahead | Good morning everyone ☀️ | Hello traders 👋 |
  Hey guys | Hi team | Welcome to all new members | Thanks for your support ❤️ | Thank you for following us | Thank you all |
  Let's go 🚀🚀 | LET'S GOOO | Let's make some money 💵 | Let's ride this one | Not financial advice! |
  This is not financial advice. Do your own research. | ⚠️ NFA / DYOR | NFA, DYOR | DYOR 🙏 |
  Disclaimer: for educational purposes only | Only for educational purpose | Trading involves risk | Trading crypto is risky |
  Past performance is not a guarantee of future results | We are not SEBI registered |
  Not SEBI registered, consult your financial advisor | Consult your financial advisor before investing | Trade at your own risk ⚠️ |
  Never risk more than you can afford to lose | Invest only what you can afford to lose | Use proper risk management |
  Always use risk management | Please manage your risk | Manage your risk accordingly guys | Money management is key 🔑 |
  Follow proper money management | Risk management first! | Use proper lot size | Use your own lot size | Respect your risk |
  Protect your capital | Stay safe | Stay disciplined 💪 | Stay tuned for updates | Stay patient and disciplined | Be patient |
  Trust the process 🙌 | Trust the system | Patience pays | Patience is key | Discipline is key | Consistency is key |
  Plan your trade, trade your plan | Trade safe | Trade smart | Trade responsibly | Quality over quantity | Let it run 🚀 |
  Let profits run | Let your winners run | Join our VIP channel | Join VIP @goldsignals_vip | JOIN NOW 👉 https://t.me/abc |
  Join us on Telegram: https://t.me/xyz | 👉 Join our free Telegram group | Join the premium group for more signals |
  For more signals join @abc_signals | For VIP contact @admin_vip | Contact admin for VIP | Contact us on WhatsApp |
  Follow us on Twitter @abcde | Follow me on TradingView | Follow for more | Subscribe to our YouTube channel | Like and share ❤️ |
  Like, share and subscribe | React with ❤️ if you like it | React 🔥 if you are in | Leave a like | Turn on notifications 🔔 |
  Share with your friends | Chart in comments 👇 | Chart below 👇 | Chart attached | See chart |
  Chart: https://www.tradingview.com/x/abc/ | Link in bio | More signals in VIP | More signals coming soon | Next signal coming soon |
  #crypto #bitcoin #trading | #forex #forexsignals #xauusd | #BTC #ETH | #nifty50 #banknifty | @GoldMasterFX | Signal by @trader_joe |
  Signal by Trader Joe | By CryptoWolf | Powered by AlphaBot | Provided by Green Pips Academy | Analyst: Marco | — Team Alpha |
  Source: TradingView | Sent from my iPhone | via Telegram | New signal 🚨 | 🔥 NEW SIGNAL 🔥 | VIP SIGNAL | FREE SIGNAL 🎁 |
  Premium signal | Today's signal | Today's free trade | Signal of the day | Trade of the day | Trade alert 🚨 | Scalp trade |
  Scalping setup | Swing trade | Swing setup | Intraday trade | Intraday call | BTST call | Positional | Here is today's setup: |
  Here is the setup | New setup from our team | New trade idea | Chart looks great | Chart looks bullish |
  15m chart looking bullish 📈 | Strong support zone | RSI oversold | RSI divergence | Bullish divergence on 4h | EMA cross 1h |
  Golden cross | Double bottom | Volume is high | High volatility | High risk | High risk trade | Low risk | Low risk setup |
  Risk: medium | Confidence: high | Good risk reward | Nice RR | Based on price action | Price action setup | SMC setup |
  Gold is hot 🔥 | Market is hot | BTC is moving | God bless | God bless you all | Cheers 🍻 | Enjoy | Enjoy the ride | Take care |
  All the best | Inshallah | Wish you all green pips | Wishing you lots of pips | Be quick ⚡ | Set and forget | Exchange: Binance |
  Binance Futures | Bybit | Cross | Timeframe: 1H | Timeframe 4h | TF: 15m | Spread may vary | Prices may vary by broker |
  Use stop loss | Always use a stop loss | SL is a must | Strictly follow SL | Move SL to entry after TP1 | Book partial at TP1 |
  Take partial profits at TP1 | Suerte a todos | Mucha suerte | No es consejo financiero | Viel Erfolg | Viel Glück allen |
  Keine Anlageberatung | Boa sorte | Não é recomendação de investimento | Bonne chance à tous | Ceci n'est pas un conseil financier |
  Buona fortuna | Non è un consiglio finanziario | Всем удачи | Не является инвестиционной рекомендацией | Соблюдаем риск-менеджмент |
  Bol şans | Yatırım tavsiyesi değildir | Jai Shree Ram 🙏
`);
const TURNS: readonly string[] = listed(`
  Signal dead | This signal is gone | Setup is gone | Chart looks bad now | Good thing I passed on this | Momentum died |
  Free signal, binned | Good night, binning this | Like I said, scrap it | Team scrapped this | Market turned, scrapped |
  Trend turned against us, bailing | Good traders stay home here | Enjoy the weekend, nothing doing | Watching from the sidelines |
  Sidelines are good here | Signal pulled | Pulled by the team | Analyst pulled the plug | VIP got a better one | Better setup coming |
  Chart says the opposite | Hands off this market | Let it go | Let this one go | Let it cool first | Crypto is asleep, rest |
  Rest today, enjoy | Great trade, thank you all | Nice trade everyone, on to the next one | Good run everyone |
  Great call by the team | Risk is too high here | Risky, I'd rather sit | Happy to sit out | Stay patient, better price coming |
  Patience, cheaper soon | Good price is lower | Enjoy it tomorrow | Join at a better price | Join after London |
  Follow me on the retrace | Follow the other channel signal | Scalp: in and out | Swing it to the 200 EMA |
  Trend is your friend, so other way | Chart flipped | Volume faded | Support gave way | Support is gone | RSI says nope |
  Strategy off today | Strategy disabled | Bot off | Signals off until Monday | Free for all, but small | Good luck, tiny | Full send |
  Go heavy | Go light | Use a third | Margin 3x the usual | Risk everything | Risk a little | Trust me, mirror it |
  Take the mirror trade | Good short, in fact | Please unsee | Please disregard | Please bin | Kindly ignore | Kindly pass |
  Have fun elsewhere | Forex closed today | Markets are shut | Exchange down | Binance delisted it |
  Chart in comments shows it failed | Invalidated by the news | By mistake | Sent from the wrong group | Posted by accident |
  Signal by accident | Market order, no, limit | Spot, not futures | Futures for pros, spot for the rest |
  Good example of a bad trade | Great for the archive | Free lesson: how we lost | Analysis only | Chart practice |
  Education: how a signal looks | Premium had it at 120 | Join VIP, they had this earlier | Members took this in the morning |
  Happy with the result | Happy we got out | Money in the bank | Cashed, thank you | Cash is a position, stay safe | Chart changed |
  Trend changed | Trend is over | Good level to give up | Stay in cash | Stay liquid | Good luck to those still in |
  Still in from the morning, good luck | Hold from here | Hold on | Hold your horses | Easy now | Not so fast | Careful, wait |
  Careful: fake | Fake signal | Scam signal | Hacked channel | Channel was hacked | Signal under review | Chart under review | Draft |
  Signal draft | Rumor | Good night | Take a break | Take it easy here | Take it or leave it | Leave it | Leave this | Leave it alone |
  See you at the bottom | See you on the other side | Good bye | Bye | Cheers, I am out | Trade voided | Trade is off | All off | Off |
  Undo | Rollback | Recall | Recalled signal | Signal withdrawn by the team | Team says pass | We say pass | Hard pass |
  Chart: broken | Setup broken | Broken structure | Structure lost | Thesis broken | Reversal confirmed | The trend bent |
  Take profit was the plan | All the best to the losers | Trade at support | At support | From support | Support zone first |
  Get in at support | Join at the channel top | Get in here | Follow the trend | Follow trend | Good luck to the ones still in | Idea |
  Trade plan for next week | Next | Next trade | Calls | Options trade | Option alert | Puts | Double | Triple | Double up |
  Double risk | High leverage | No risk | Low leverage | Volume zero | Very low | Market closed | Spot only | Futures only |
  Trade safe, no trade | Stay safe and out | Stay out | Stay flat | Stay away | Be out | Be flat | Keep cash | Keep out |
  Keep it closed | Keep your money | Keep your stop at 130 | Use your own stop | Use tight stop | Use low risk | Use less risk |
  Manage half | Manage your exit | Control the exit | Respect the stop at 132 | Protect your profits | Protect profits | Let it close |
  Let it stop | Let them out | Let the trade close | Let winners close | Check the new signal | Check new levels in the channel |
  Check the updated chart | Check chart for new entry | See chart for entry | See chart for SL | SL in chart |
  Full details and new SL in VIP | DM for stop | Contact admin for entry | Entry in VIP | TP in comments | New entry in comments |
  View in VIP for the real one | Join VIP for the real entry | Like this if you closed | React if you are out | If you are out |
  If you are in profit | If you are in, hold | Welcome back to cash | Hello from the sidelines | Thanks, we are done |
  Thank you for the ride | Thanks for the trade | Thanks for trading with us, out | Happy to be out | Have a good rest |
  Have a nice exit | Enjoy your exit | Take care of the exit | Take care: reversed | God help us | By Friday | By Close | By Mistake |
  Join Late | Follow Later | Join Tomorrow | Via Limit | By March | Signal by Accident | Sent by Error | Posted By Mistake |
  Analyst: Out | Source: Old chart | Chart: Old | Chart by Yesterday | Type: Closed | Risk: none | Risk: zero | Risk: double |
  Risk: half | Risk level: extreme, skip | Trend: over | Trend: down | Trend: bearish | Setup: gone | Setup: off | Setup: dead |
  Setup is off | Strategy: off | Strategy: none | Strategy paused today | Strategy is off | Timeframe: later | Timeframe: tomorrow |
  TF: none | Time: tomorrow | Time is up | Time to leave | Date: tomorrow | Date: old | Posted in error | Published by error |
  Posted last week | Posted for the archive | Signal ID: void | Accuracy lost | Bearish divergence | Bearish engulfing candle |
  Bears strong | Downtrend strong | #closed | #cancelled | #dead | #void | #old | #exit | #short | #oldsignals | #nosignal | #notrade |
  #paper | #options | @close | @breakeven | @open_tomorrow | @cancel_this | @exit_now | Trading halted | Trading suspended |
  Trading involves waiting | Not trading advice taken | No advice today, closed | Not advice: closed | Educational trade |
  Education only, not live | For info only | For information only | Information only | For reference only | Demo only | VIP only |
  Members only | Signals for members only | Premium only | Free trial | Trial | Learning trade | Learning account | Practice |
  Free trade is over | Live trade closed | Live signal is off | Hot signal cooled | Alert removed | New signal replaces this |
  New signal soon replaces it | New trade instead | New levels | New setup, old one gone | New plan | New plan: short |
  Better luck next time | Good luck next time | Best luck next time everyone | Next time | Lets wait | Lets see | Lets skip |
  Lets close | Lets get out | Lets go short | Lets go flat | Lets win it back | Here we go again | To the moon and back | Peace out |
  Cheers and out | Amen, it is over | Market is hot, stay out | Market is volatile, stand aside | Price is moving away |
  Gold is moving against us | Price is hot, wait for the dip | Market looks weak | Chart looks weak | Chart looks like a trap | Trap |
  Bull trap | Fake breakout | Liquidity grab first | Liquidity sweep first | Sweep first | Sweep the low first | Candle first |
  Candle close needed | Daily candle close | 4h candle | Volume needed | Confluence missing | Pattern failed | Pattern invalid |
  Support lost | Resistance holds | Resistance rejected it | Rejected | Momentum lost | Structure changed
`);
/** In front of them stands a mark. */
const CROSSED_OUT: readonly string[] = ['❌ Free signal', '⏳ Trade idea', '🚫 Good luck', '~Good luck~'];
const BESIDE: readonly ((line: string) => string)[] = [
  (line) => `LONG SOLUSDT\nEntry: 140\nSL: 134\nTP: 150 ${line}`,
  (line) => `LONG SOLUSDT\nEntry: 140\nSL: 134, ${line}\nTP: 150`,
  (line) => `BUY GOLD 2640 SL 2634 TP 2650. ${line}`,
  (line) => `LONG SOLUSDT\nLeverage: 5x ${line}\nEntry: 140\nSL: 134\nTP: 150`,
  (line) => `LONG SOLUSDT\nEntry: 140\nSize: 2% ${line}\nSL: 134\nTP: 150`,
  (line) => `LONG SOLUSDT\nExchange: Binance, ${line}\nEntry: 140\nSL: 134\nTP: 150`,
  (line) => `Pair: SOLUSDT\nSignal Type: Long (${line})\nEntry: 140\nSL: 134\nTP: 150\nGood luck`,
  (line) => `LONG SOLUSDT\nTimeframe: 4h, ${line}\nEntry: 140\nSL: 134\nTP: 150`,
  (line) => `LONG SOLUSDT\nStrategy: EMA cross. ${line}\nEntry: 140\nSL: 134\nTP: 150`,
];
const NOT_BESIDE: ReadonlySet<string> = new Set(['Entry in VIP', '#short', '4h candle', 'Very low', '@close', '@breakeven']);
const TURNED_BESIDE = TURNS.filter((line) => !NOT_BESIDE.has(line));
/** Each line in one of the places, one after the other. */
const turnedBeside = TURNED_BESIDE.map((line, i) => (BESIDE[i % BESIDE.length] ?? posted)(line));

/** Said beside a level, a leverage, an exchange and the like, and no more than that. */
const LABELLED: readonly string[] = listed(`
  Exchange: Binance Futures | Exchanges: Binance, Bybit | Exchange: NSE | Signal Type: Regular | Type: Swing | Direction: LONG 📈 |
  Position: LONG (Isolated) | Action: BUY NOW | Timeframe: 4H chart | TF: H1 | Timeframe: 15m/1h | Date: 29 Nov 2026 | Time: 2:30 PM EST |
  Published: 29.11.2026 | Posted by @abcde | Strategy: Breakout v2 | Setup: bull flag | Risk/Reward: 1:3 | Risk Reward Ratio 1:2 | Accuracy: 85% |
  Broker: IC Markets | Exchange: Exness | Pattern: Bull flag | Volume: High | Chart: attached | Manage accordingly |
  Date & Time: 28/11 14:30 | Type: Market execution | Good luck & stay safe | Owner: @somebody
`);
const LEVELS: readonly string[] = [
  'Entry: around 140\nSL: 134 strict\nTP: 150 (+7.1%)',
  'Entry: 140 (CMP)\nSL: 134 (600 pips)\nTP: 150 (long term)',
  'Entry: 140 USDT\nSL: 134 below support\nTP: 150 good luck',
  'Entry: 140\nSL: 134 (tight)\nTP: 150 ✨ moon',
  'Entry: 140 or lower\nSL: 134 fixed\nTP: 150 (previous high)',
  'Entry: 140 (exact)\nSL: 134 must\nTP: 150 (move SL to BE)',
  'Entry: 140 region\nSL: 134\nTP: 150 (ATH)',
];

const TONGUES: readonly (readonly [signal: string, harmless: readonly string[], turns: readonly string[]])[] = [
  [
    'COMPRA XAUUSD\nEntrada: 2650\nStop: 2640\nObjetivo: 2670',
    [
      'Suerte a todos',
      'Mucha suerte',
      'No es consejo financiero',
      'Gestiona tu riesgo',
      'Buenos días a todos',
      'Únete a nuestro canal VIP',
    ],
    ['Suerte la próxima', 'Suerte, ya salimos', 'Buena suerte sin nosotros'],
  ],
  [
    'KAUF XAUUSD\nEinstieg: 2650\nStop: 2640\nZiel: 2670',
    ['Viel Erfolg!', 'Viel Glück allen', 'Keine Anlageberatung', 'Guten Morgen zusammen', 'Auf eigenes Risiko', 'Vielen Dank'],
    ['Viel Erfolg beim nächsten', 'Danke, das war es', 'Guten Morgen, wir sind raus'],
  ],
  [
    'ACHAT XAUUSD\nEntrée: 2650\nStop: 2640\nObjectif: 2670',
    ['Bonne chance à tous', "Ceci n'est pas un conseil financier", 'Gérez votre risque', 'Bonjour à tous'],
    ['Bonne chance la prochaine fois', 'Bonjour, on sort'],
  ],
  [
    'ACQUISTO XAUUSD\nIngresso: 2650\nStop: 2640\nObiettivo: 2670',
    ['Buona fortuna a tutti', 'Non è un consiglio finanziario', 'Buon trading'],
    ['Buona fortuna la prossima volta', 'Grazie, siamo fuori'],
  ],
  [
    'COMPRA XAUUSD\nEntrada: 2650\nStop: 2640\nAlvo: 2670',
    ['Boa sorte', 'Bons trades', 'Não é recomendação de investimento'],
    ['Boa sorte na próxima', 'Obrigado, saímos'],
  ],
  [
    'ПОКУПКА XAUUSD\nВход: 2650\nСтоп: 2640\nЦель: 2670',
    [
      'Всем удачи! 🚀',
      'Не является инвестиционной рекомендацией',
      'Соблюдаем риск-менеджмент 👌',
      'Всем привет',
      'Подписывайтесь на канал',
    ],
    ['Удачи в следующий раз', 'Всем спасибо, вышли', 'Сигнал мёртв'],
  ],
  [
    'XAUUSD AL\nGiriş: 2650\nStop: 2640\nHedef: 2670',
    ['Bol şans', 'Hayırlı kazançlar 🙏', 'Yatırım tavsiyesi değildir', 'YATIRIM TAVSİYESİ DEĞİLDİR', 'Kolay gelsin'],
    ['Bol şans bir dahaki sefere', 'Çıktık arkadaşlar', 'İPTAL', 'KIRILIRSA GİRİN'],
  ],
  ['做多 XAUUSD\n入场: 2650\n止损: 2640\n目标: 2670', ['祝大家好运', '仅供参考', '注意风险', '不构成投资建议'], ['下次好运', '已离场']],
  ['شراء XAUUSD\nالدخول: 2650\nوقف: 2640\nالهدف: 2670', ['بالتوفيق للجميع', 'ليست نصيحة مالية'], ['خرجنا', 'الصفقة انتهت']],
];

const entered = buy('XAUUSD', { ...at(2650), ...sl(2640), take_profits: tp(2670) });

export const SMALL_TALK: readonly WrittenAlert[] = [
  ...SAYS_NOTHING.map((line) => alert(`no more: ${line}`, posted(line), SIGNAL)),
  ...SAYS_NOTHING.filter((line) => !/\n|^Book|^Take partial|^Move/.test(line)).map((line) =>
    alert(`no more, above: ${line}`, `${line}\n\nLONG SOLUSDT\nEntry: 140\nSL: 134\nTP: 150`, SIGNAL),
  ),
  ...[...TURNS, ...CROSSED_OUT].map((line) => report(`turned: ${line}`, posted(line))),
  ...turnedBeside.map((text) => report(`turned beside: ${text}`, text)),
  ...LABELLED.map((line) => alert(`labelled: ${line}`, `LONG SOLUSDT\n${line}\nEntry: 140\nSL: 134\nTP: 150`, SIGNAL)),
  ...LEVELS.map((levels) => alert(`levels: ${levels}`, `LONG SOLUSDT\n${levels}`, SIGNAL)),
  ...TONGUES.flatMap(([signal, harmless, turns]) => [
    ...harmless.map((line) => alert(line, `${signal}\n${line}`, entered)),
    ...turns.map((line) => report(line, `${signal}\n${line}`)),
  ]),
  alert('many remarks', posted('Good luck\nNFA\nJoin our VIP channel\nTrade safe\nManage your risk\nLet it run\nThank you all'), SIGNAL),
  alert(
    'a sentence behind the order',
    'Long BTCUSDT @ market, SL 94800, TP 99000, 5x. Good luck!',
    buy('BTCUSDT', { order_type: 'market', ...sl(94800), take_profits: tp(99000), leverage: 5 }),
  ),
  alert(
    'a chart behind the order',
    'GER40 long 19310, sl 19260, tp 19420. Chart: https://example.org/c/123',
    buy('GER40', { ...at(19310), ...sl(19260), take_profits: tp(19420) }),
  ),
  alert(
    'leverage at the end of a line',
    'Quick scalp ⚡ BTCUSDT short 97500 tp 97100 sl 97800 20x',
    sell('BTCUSDT', { ...at(97500), ...sl(97800), take_profits: tp(97100), leverage: 20 }),
  ),
  alert(
    'a tag in brackets is no JSON',
    '[SIGNAL] BNBUSDT | LONG | Entry 655 | TP 668 | SL 647 | Lev 5x',
    buy('BNBUSDT', { ...at(655), ...sl(647), take_profits: tp(668), leverage: 5 }),
  ),
  alert(
    'a risk between two is the lower',
    'LONG SOLUSDT\nEntry: 140\nSL: 134\nTP: 150\nRisk 1-2% per trade',
    buy('SOLUSDT', { ...at(140), ...sl(134), take_profits: tp(150), extra: { risk_percent: 1 } }),
  ),
  report('a risk between two the wrong way round', posted('Risk 2-1% per trade')),
  alert(
    'the type says that it waits for its price to be passed',
    'Pair: SOLUSDT\nType: Buy Stop\nEntry: 145\nSL: 134\nTP: 150\nGood luck',
    buy('SOLUSDT', { order_type: 'stop', stop_price: 145, ...sl(134), take_profits: tp(150) }),
  ),
  alert(
    'capitals of Turkish',
    'ALIM: AVAXUSDT\nGİRİŞ: 41.20\nHEDEF 1: 42.50\nSTOP: 39.80\nKALDIRAÇ: 5x',
    buy('AVAXUSDT', { ...at(41.2), ...sl(39.8), take_profits: tp(42.5), leverage: 5 }),
  ),
  ...[
    [
      'Note: signal dead',
      'Remark: pulled by the team',
      'Verdict: pass',
      'Our view: stay flat',
      'Advice: hands off',
      'Outlook: poor',
      'Trend: down',
    ],
    [
      'Warning: old one',
      'Plan: rest today',
      'Info: better price coming',
      'Conclusion: too risky',
      'Situation: support is gone',
      'Notes: scrap it',
    ],
  ]
    .flat()
    .map((line) => report(`pairs: ${line}`, pairs(line))),
  ...['Note: Good luck', 'Trend: Bullish', 'Trend: up', 'Note: strong support zone', 'Warning: high risk', 'Disclaimer: NFA'].map((line) =>
    alert(`pairs, and no more: ${line}`, pairs(line), buy('BTCUSDT', { ...at(64000), ...sl(63000), take_profits: tp(66000) })),
  ),
  ...['Kindly ignore', 'Please disregard', 'Wrong one', 'Old signal', 'Example', 'Cancelled', 'Signal dead'].map((label) =>
    report(`in front: ${label}`, `${label}: BUY BTCUSDT @ 64000`),
  ),
  alert(
    'a metal by its name and by its pair',
    '🔥🔥 GOLD SIGNAL 🔥🔥\n\nXAUUSD BUY 2632\n\nTP1: 2637\nTP2: 2642\nSL: 2626\n\n📌 Use proper lot size\n\n@GoldKingsFX',
    buy('XAUUSD', { ...at(2632), ...sl(2626), take_profits: tp(2637, 2642) }),
  ),
  report('two metals', 'GOLD SIGNAL\nXAGUSD BUY 30.4\nTP: 31\nSL: 30'),
  ...['Here is our next trade:', 'New call 📢', '👍 Give a thumbs up if you are in!'].map((line) =>
    alert(`no more: ${line}`, posted(line), SIGNAL),
  ),
  ...[
    'never mind',
    'We got out at entry',
    'Moved to tomorrow morning',
    'Scratch that',
    'Entering on the next dip',
    'Stand by',
    'went great 🎉',
  ].map((line) => report(`turned: ${line}`, posted(line))),
  report('of the other side', 'SHORT SOLUSDT\nEntry: 140\nSL: 146\nTP: 130\nChart looks bullish'),
  report('of both sides', 'BUY SOLUSDT\nEntry: 140\nSL: 134\nTP: 150\nBearish divergence'),
];
