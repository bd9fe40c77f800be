// Owns: which posts talk about a trade instead of opening one: of results, doubts, conditions, trials and what is over; and which lines
// below a signal may not be passed over, for with them it is another trade or none.

/** A post that tells how it went, asks, or thinks aloud. */
const TALK =
  /\?|(?<!take[ -]?)\bprofits? ?[:=+]|(?<!~)~~(?=[\p{L}\d#$])|(?<![\p{L}\d~])~(?=[\p{L}\d#$])[^~\n]{0,200}\S~(?![\p{L}\d~])|\b(?:clos(?:ed|ing)|hit|reached|achieved|done|smashed|crushed|secured|banked|opened|filled|stopped|booked|running|result|pnl|updated?|cancel(?:s|l?ed|l?ing)?|maybe|think|could|would|might|should|later|if|when|unless|provided|assuming|as long as|in case|crossing|scanner|detected|yesterday|congrat\w*|thanks|guys|we|our|i|my|was|were|has|have|wait\w*|avoid\w*|ignore\w*|skip\w*|don['’]?t|never|invalid\w*|deleted?|removed?|expired|missed|too late|repost\w*|recap|backtest\w*|paper trad\w*|demo|alerts? only|signals? only|no trade|last (?:week|month|night)|won|wins?(?![ -]?(?:rate|ratio|%))|loss(?:es)?(?= ?[❌✖])|pending|retest\w*|confirm(?:s|ed|ation)?|(?:after|on) (?:the )?(?:\w{1,8} )?(?:candles?|close|break\w*)|examples?(?= ?:)|tutorial|test (?:signal|buy|sell|long|short|order|alert|trade)|old signal|outdated|void|paused|executed|reduce[ _-]?only|hypothetical\w*|simulat\w*|watch ?list|hedg(?:e|ed|ing)|opposite|exit (?:now|all|here|immediately|(?:the )?(?:trade|position))|close (?:all|now|here|half|everything|(?:the |your )?(?:trade|position))|(?:a|for|only|just) test(?:ing)?\b|(?:do |is )?not (?:yet|now|enter|buy|sell|open|take|trade|valid|active|activated|triggered|filled))\b/iu;
/** `Join our channel` says nothing of the trade, though it talks. */
const INVITES = /\b(join|subscribe to|follow|visit|check|sent from) (?:our|my)\b|\bhave a (?:good|great|nice|blessed|profitable) /gi;
/** A number that is ticked off behind: `TP1: 145 ✅`. In front of a label a tick is an ornament. */
const TICKED = /\d ?[%)]? ?[✅☑✔]/u;
/** `60k`: thousands, and in the language of some channels satoshis. */
const ABBREVIATED = /\d ?k\b/i;

/** Whether a post in English words tells, asks or thinks aloud: it is no signal, whatever else stands in it. */
export const isTalk = (english: string): boolean =>
  TALK.test(english.replaceAll(INVITES, '$1')) || TICKED.test(english) || ABBREVIATED.test(english);

/** Said below many signals, and nothing about the trade. */
export const HARMLESS =
  /\bnot (?:a |an )?(?:financial|investment|trading) advice\b|\b(?:only )?(?:for )?education(?:al)?(?: purposes?)?(?: only)?\b|\breg(?:istration)?\.? (?:no|number)\b|\bbe (?:careful|patient|safe|disciplined)\b|\bnext (?:one|call|signal|setup)\b|\bno leverage\b|\bset (?:and|&) forget\b|\bdouble (?:top|bottom)\b|\b(?:vip|premium|members?|subscribers?)(?: channel)? only\b|\b(?:long|short|mid|medium)[- ]term\b|\bcheck (?:it |this |us )?out\b/gi;
/** There is no stop, and the last target is left open; and what is to be done with the stop later, which is told and not followed. */
const SAID_OF_LEVELS =
  /^(?:no (?:sl|stop(?:[- ]?loss)?)|(?:sl|stop(?:[- ]?loss)?|(?:tps?|targets?) ?\d?) ?:? ?(?:open|hold|runner|moon|none|manual(?:ly)?))$|^(?:(?:please )?(?:move|shift|bring|set|trail)\b.{0,40}\b(?:after|once|at|upon|on) (?:tp|target)|(?:after|once|upon) (?:tp|target)|be after (?:tp|target)|(?:book|take|secure) (?:some |partials? )?profits? (?:at|on|after) (?:each |every |all )?(?:tp|target)s? ?\d?$|(?:(?:please|always|strictly|must|use|follow|keep|respect|trade|with|a|your|the|proper|strict) ){1,4}(?:sl|stop[- ]?loss)$|(?:sl|stop[- ]?loss) (?:is )?(?:a )?(?:must|mandatory|compulsory|required)$)/i;
/** Words with which a line below a signal withdraws it, turns it, bounds it, or tells how it went. */
const STEERS = new RegExp(
  String.raw`\b(?:${[
    'no|not|nothing|never|forget|stay (?:out|away|flat)|only|instead|correction|typo|edit(?:ed)?|mistake|other side|revers\\w+|flip|fade',
    'long|short|buy|sell|exit(?:ed|ing)?|close|out (?:at|of|here|now)|book|partials?|secure',
    'tomorrow|tonight|next (?:day|week|month|session)|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|until|till|before',
    'at (?:the )?(?:market )?open|over|ended|finished|touched|trigger(?:s|ed)?|activat\\w+|active|already|so far|complete[d]?',
    'breakout|break(?:s|ing)?|sl|stop(?:[- ]?loss)?|tps?|tp ?\\d|targets?|profits?|roi|pnl|gains?|half|double|quarter|size|lots?|contracts?|units',
    'risk[- ]?free|reduc\\w+|retract\\w*|withdr\\w+|wrong|sorry|abort\\w*|flat|flattened|cut|kill|drop|unfilled|break ?even|be|all in|wallet|bullish|bearish',
    'shares|qty|quantity|dca|averag\\w+|ladder\\w*|pyramid\\w*|just (?:an|my)|sample|mock|virtual|sandbox|demo|paper|practice|old|stop[- ]limit',
  ].join('|')})\b|p ?& ?l|[+-] ?\d[\d.]{0,6} ?%`,
  'i',
);

/** What lines are about that senders put below every signal: who they are, courtesies, warnings, what they saw in the chart. */
const SAYS_NOTHING = new RegExp(
  String.raw`https?:|www\.|t\.me|[@#]\w|^\d{1,2} [a-z]{3,9},? \d{4}$|^(?:(?:new|fresh|live|hot|free|sure|option|equity|stock|cash|btst|futures?|fno) )*(?:trade|call|signal|alert|setup)s?$|\blet.?s (?:go|ride|trade|win)\b|\b(?:${[
    'join|subscribe|follow|like|share|visit|contact|channel|groups?|community|telegram|discord|twitter|youtube|vip|premium|signals?|alerts?|powered|by|via|team',
    'academy|good|happy|enjoy|luck|hello|hi|morning|evening|cheers|advice|disclaimer|dyor|nfa|risks?|education\\w*|research|responsib\\w+|capital',
    'manag\\w+|careful\\w*|safe\\w*|chart|analysis|setup|trade ideas?|reasons?|patterns?|trend\\w*|[esw]?ma|rsi|macd|cross|isolated|support|resistance|volume',
    'divergence|candles?|fib\\w*|indicators?|strategy|momentum|scalp\\w*|swing|intraday|time ?frame|weekly|daily|\\d{1,3}[mhdw]|[hm]\\d{1,2}|margin',
    'thank you|sent from|great|nice|(?:short|mid|medium|long)[- ]term|positional|btst|sebi|patien(?:t|ce)|confidence|volatil\\w+|fundamental\\w*',
    'whatsapp|next (?:one|call|signal|setup)|day[- ]trade|no leverage|set (?:and|&) forget|auto[- ]?trade|analyst|cornix|stay tuned|take care|all the best|god bless|wish\\w*|probability|trade smart',
    'spot|futures?|perp\\w*|crypto\\w*|forex|markets?|exchange|binance|bybit|okx|kucoin|bitget|mexc|bingx|kraken|coinbase|oanda|utc|gmt|statistics|author',
  ].join('|')})\b`,
  'i',
);

/**
 * Whether a line that nobody reads may not be passed over: it has a word that turns the trade, or none that is known to say nothing
 * of it. There are more ways to take a signal back than words in any list.
 */
export const steers = (line: string): boolean =>
  !SAID_OF_LEVELS.test(line) && (STEERS.test(line.replaceAll(HARMLESS, ' ')) || NO_PLAIN_NUMBER.test(line) || !SAYS_NOTHING.test(line));
/** Digits of another alphabet, and styled ones: a price that was not read. */
const NO_PLAIN_NUMBER = /(?!\d)\p{N}/u;
/** A line of nothing but these tells that it went well, is over or waits. */
const MARKS_ALONE = /^[ \t]*(?:[✅☑✔❌✖🚫⛔⏳⌛]\ufe0f?[ \t]*)+$/mu;
/** The same beside the side itself; in front of the stop it is an ornament. */
const MARKED_SIDE = /^(?=.{0,300}\b(?:buy|sell|long|short)\b).{0,300}[❌✖🚫⏳⌛](?!\ufe0f?[ \t]{0,4}(?:sl|s\/l|stop|invalid))/imu;
export const isMarkedOff = (text: string): boolean => MARKS_ALONE.test(text) || MARKED_SIDE.test(text);
