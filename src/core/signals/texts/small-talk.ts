// Owns: what people add to a signal that says nothing of the trade: greetings, wishes, disclaimers, invitations, names, and words about
// the chart. A line counts only where every part of it is known whole, for there are more ways to take a signal back than words in any
// list, and most of them are made of friendly words: `Good run everyone`, `Let it go`, `Join at a better price`.
// Invariants: no part here has a number that may be a price, a size or a time of the trade; work linear in the length of the line.

import { KNOWN_COINS } from '../symbols/currencies.ts';
import { isSmallTalkInTongues } from './small-talk-tongues.ts';
import { TALK, WITHDRAWS } from './talk-words.ts';

/** A longer line is an essay. Characters. */
const LINE_MAX = 160;

const one = (words: string): string => `(?:${words})`;
const whole = (...forms: readonly string[]): RegExp => new RegExp(`^(?:${forms.join('|')})$`);

/** Whom it is said to. */
const WHO = `(?: ${one('to|you|all|everyone|everybody|guys|traders?|friends?|team|fam|family|members?|folks|people|boys|ladies|gentlemen|community|legends?|champs?|my|dear|fellow|our|the|vip|of|ya|u|bro|bros|mates?|sir')}){0,6}`;
const HARM = one('very|so|really|truly|super');
const NICE = one('good|great|nice|lovely|wonderful|blessed|profitable|successful|green|awesome|amazing|happy|relaxing');
const TIME_OF_DAY = one('day|week|weekend|evening|morning|afternoon|night|session|trading day|trading week|time|sunday|one');

const WISHES = whole(
  `(?:i )?(?:wish(?:ing)? (?:you )?${WHO.replace('{0,6}', '{0,3}')} ?)?(?:(?:good|best of|lots of|much|all the) luck|gl)(?: and (?:happy|safe) trading)?${WHO}`,
  `wish(?:ing)? you${WHO} (?:lots of |many |some )?(?:green |big )?(?:pips|profits?|success|luck)`,
  `all the best(?: (?:with|for|in) (?:your|this|the) (?:trading|trades?|journey))?${WHO}`,
  `happy ${one('trading|profits|pips|weekend|sunday|new year|holidays|diwali|hunting|earning|learning')}${WHO}`,
  `(?:have|wishing you|wish you) a ${NICE} ${TIME_OF_DAY}(?: ahead)?${WHO}`,
  `(?:${one('gm|hello|hi|hey|hiya|welcome|greetings|namaste|salam|good morning|good evening|good afternoon|good day|dear')})(?: back)?(?: to all new members)?${WHO}`,
  `(?:may )?(?:god|allah|the lord) bless(?: us)?${WHO}|in sha ?allah|inshallah|amen`,
  `take care${WHO}|cheers${WHO}|much love${WHO}|love you${WHO}|peace|blessings`,
  `(?:thanks|thank you|thx|many thanks|big thanks)(?: ${HARM} much| a lot)?${WHO}(?: for ${one('being here|being with us|(?:all )?(?:of )?your (?:love|support|trust|patience|loyalty)|the (?:love|support|trust)|following(?: us)?|joining(?: us)?|reading|trusting us|supporting us')})?`,
  `(?:please )?enjoy(?: the ride| your (?:day|weekend|sunday))?${WHO}`,
  `lets (?:go+|ride(?: this one)?|trade|win|roll|do (?:it|this)|get (?:it|this|some pips)|catch (?:it|some pips)|make (?:some )?(?:money|pips|profits?)|grow(?: together)?|crush it|print)${WHO}`,
  'lfg+|to the moon|bismillah|yalla|here we go+',
);

const DISCLAIMERS = whole(
  '(?:(?:this|it) is |thats |its )?(?:(?:strictly|definitely) )?(?:not|no)(?: an?| any)? (?:financial|investment|trading|finance|invest)(?: or (?:financial|investment|trading))? advi[cs]e',
  '(?:nfa|dyor)(?: ?/? ?(?:nfa|dyor))?',
  '(?:please |always |remember to ){0,2}do your own (?:research|analysis|due diligence|dd)(?: always| first| before (?:investing|trading|you invest))?',
  '(?:only |purely |strictly |just ){0,2}(?:for )?(?:education(?:al)?|educative|learning)(?: and (?:informational|learning))?(?: purposes?)?(?: only)?',
  '(?:only |purely |strictly |just ){0,2}for (?:informational?|information and education) purposes?(?: only)?',
  '(?:please )?(?:trade|invest|use|enter)? ?(?:it )?(?:at|on) your own (?:risk|discretion|responsibility)',
  '(?:trading|crypto|forex|futures|leverage|margin trading|trading (?:crypto|forex|futures|options|cfds))(?: trading)? (?:is|are|involves|carries|comes with|has)(?: an?)?(?: very| high| significant| substantial| considerable| level of| degree of){0,3} ?risks?(?:y)?',
  'past (?:performance|results?) (?:is|are|does|do) not (?:a )?(?:guarantee|indicative|indicate)(?: of| for)? ?(?:future (?:results|performance|returns))?',
  '(?:please )?consult (?:your|a|with your|with a)(?: own)?(?: certified)? ?(?:financial |investment )?advis[oe]r(?: before (?:investing|trading|taking (?:any )?(?:trades?|positions?)))?',
  'sebi (?:un|non )?registered(?: analyst| advisor)?|(?:we are |i am |im )?not (?:an? )?sebi registered(?: analyst| advisor)?|(?:prices?|spreads?) (?:may|can) (?:vary|differ)(?: by broker| between brokers| slightly)?|sebi reg(?:istration)? ?(?:no|number)?',
  '(?:always |please |only ){0,2}(?:risk|invest|trade|use|trade with|invest with)(?: only| just)?(?: the)?(?: money| what| funds| capital)?(?: that)?(?: you| u) (?:can|are able to) afford to lose',
  '(?:never|dont) (?:risk|invest)(?: money| funds)?(?: more)?(?: than| that| what)?(?: you)? (?:can(?:not|t)? afford to lose)',
  'disclaimer|(?:market|trading) risks apply|capital (?:is )?at risk|subject to market risks?|dont be greedy|no greed|no fomo|high risk high reward|(?:your )?capital is your responsibility',
);

const CARE = one('(?:risk|money|capital|lot|position|trade|risk and money|money and risk)(?: size)?');
const MANAGING = whole(
  `(?:(?:and|please|always|kindly|pls|plz|remember to|make sure to|dont forget to|only|do|just|so) ){0,4}${one('use|apply|follow|keep|practice|practise|respect|maintain|mind|do|with|have|trade with|stick to|follow strict')}(?: (?:a|the|your|our|proper|good|strict|correct|solid|sound|right|appropriate|own|wise|strong|healthy)){0,4} ${CARE} ?(?:management|mgmt|mm|rules?|control|discipline)${WHO}`,
  `(?:(?:and|please|always|kindly|pls|plz|remember to|make sure to|dont forget to) ){0,3}(?:manage|control|mind|watch|know|calculate|respect|protect)(?: (?:your|the|ur)){0,1} (?:risks?|capital|money|lot size|position size|account)(?: (?:properly|well|carefully|accordingly|wisely|first|strictly|always|please|at all times)){0,3}${WHO}`,
  'manage accordingly',
  `(?:proper |strict |good )?(?:risk|money) management(?: is)?(?: the)?(?: key| everything| a must| important| crucial| first| mandatory| applies)?${WHO}`,
  '(?:(?:and|please|always) ){0,2}(?:stay|be|keep|remain|trade)(?: (?:patient|disciplined|safe|safely|calm|focused|humble|tuned(?: for (?:more|updates|more updates|more signals|the next one))?|blessed|sharp|positive|healthy|consistent|careful|carefully|smart|smartly|wise|wisely|responsibly|strong|quick|fast|ready to learn|with (?:care|discipline|caution|confidence))|(?: and| but)){1,4}',
  'trust (?:the|our|your) (?:process|system|plan|setup|analysis)|patien(?:ce|t) (?:is (?:the )?(?:key|a virtue|everything|power)|pays(?: off)?|and discipline|wins)|discipline (?:is (?:key|everything)|pays(?: off)?|wins)|consistency is (?:the )?key',
  'plan your trade(?: and|,)? ?(?:trade your plan)?|trade (?:the|your) plan|quality over quantity|set and forget|slow and steady(?: wins the race)?',
  'let (?:it|them|profits?|your profits?|winners?|your winners?|the winners?|the profits?|the trade) run|let the market (?:do its (?:work|thing|job)|work)',
  '(?:good|great|nice|excellent|solid|decent|amazing|perfect) (?:rr|r r|risk reward|risk to reward)(?: ratio)?(?: here| on this one| setup)?',
  'use (?:(?:a|the|your|your own|proper|correct|appropriate|right|suitable) ){1,2}lot ?sizes?|react with|if you (?:like|love|enjoy) (?:it|this|us)',
  '(?:high|higher|good|great) (?:probability|confidence|conviction|accuracy|win ?rate)(?: setup| trade| signal| call)?',
  'here(?:s| is) (?:our|my|the) next (?:trade|signal|setup|call|one)|if (?:you are|youre|u r) in(?: with (?:us|me))?',
);

/** What an invitation may begin with, and what else may stand in it. */
const INVITES: ReadonlySet<string> = new Set(
  `join subscribe follow like share visit check contact dm message click tap register signup comment react vote invite get access for
  more full free link links channel group telegram whatsapp discord twitter instagram youtube facebook website chart screenshot see view learn
  premium vip membership`.split(/\s+/),
);
const INVITED: ReadonlySet<string> = new Set(
  `${[...INVITES].join(' ')} our my us me the this these here now to in on at and or your a an of below bio pinned paid community page
  site platform app bot signals signal alerts alert updates trades trade setups setup calls ideas analysis friends friend family today with you if love
  wants post message emoji button bell notifications notification exclusive daily weekly team admin any questions question info information details help
  comments replies thread description profile story live is are x fb ig yt tiktok server room club academy course mentorship
  every unlimited lifetime crypto forex trading traders stocks success winning accurate subscribers member members please pls kindly guys everyone
  earn grow stay connected direct directly attached image photo pic picture tradingview tv`.split(/\s+/),
);
/** In an invitation without these it may be about the trade itself: `Follow this`, `Get in here`, `Use this`. */
const PLACES =
  /\b(?:channels?|groups?|telegram|whatsapp|discord|twitter|instagram|youtube|facebook|tiktok|website|site|page|community|premium|vip|bio|comments?|replies|membership|members?|subscribe|subscribers|links?|admin|dm|chart|bot|app|server|room|club|academy|course|mentorship|post|emoji|react|like|share|vote|follow (?:us|me|for)|more|tradingview|tv|screenshot|image)\b/;
/** `Join here`, `Follow us`. */
const SHORT_INVITES = whole(
  'last (?:chance|call) to join(?: (?:our|the))? (?:vip|premium)(?: channel| group)?|(?:please |kindly ){0,1}check (?:it|us|this|me|him) ?(?:out)?|(?:hit|smash|press) the (?:like|bell|like button|bell icon|subscribe button)|support (?:us|me|the channel)|(?:leave|drop|give)(?: it)? an? (?:like|comment|reaction|thumbs up|heart)(?: if (?:you are|youre|u r) in| if you like it)?|turn on (?:your )?notifications|(?:dm|contact|message)(?: me| us| admin)? for (?:vip|premium|access|vip access|premium access|details|info|more info|membership)',
  '(?:join|follow|contact|message|visit|invite|like|share|subscribe|register|sign up)(?: (?:us|me|here|now|today|for free|with us|and|share|like|comment)){0,4}',
);

/** What a heading is made of. A call alone is also an option. */
const HEADING: ReadonlySet<string> = new Set(
  `new fresh live hot free sure shot sureshot vip premium paid elite pro crypto forex fx futures stock stocks equity cash btst stbt intraday
  scalp scalping swing day spot trading trade trades signal signals alert alerts setup setups call calls positional technical chart analysis idea
  ideas plan daily weekly today todays s of the a our your my from by team analysts analyst desk room channel group club academy bot opportunity
  here is heres one and for strategy quick auto copy member members momentum community traders everyone you guys high
  quality special exclusive bonus details parameters proposal 4 all`.split(/\s+/),
);
const HEADS =
  /\b(?:trades?|signals?|alerts?|setups?|scalp(?:ing)?|swing|intraday|btst|stbt|positional|analysis)\b|\b(?:trade|trading|chart|setup|signal) (?:ideas?|plan)\b|\b(?:free|sure|sureshot|shot|vip|premium|intraday|btst|live|todays|new|fresh) calls?\b/;
/**
 * What is seen in a chart. No word of place is among them, for `at support` and `from the trendline` say where to enter.
 */
const SEEN: ReadonlySet<string> = new Set(
  `ema sma ma wma hma vwap rsi macd cross crossover golden bollinger band bands fib fibs fibonacci support resistance trend trendline line lines
  channel double triple bottom top head shoulders flag wedge triangle pennant cup handle divergence oversold overbought momentum volume
  volatility volatile strong strength good nice clean great very high low medium moderate daily weekly monthly hourly candle candles candlestick
  engulfing hammer doji pin bar order block orderblock fvg gap liquidity sweep swept demand supply zone area ichimoku cloud supertrend stochastic adx
  atr price action smc ict chart charts pattern patterns setup fundamentals fundamental technicals technical structure market of the with and a
  is are looks look looking confluence multiple key levels higher lows highs timeframe timeframes tf ascending descending inverse range accumulation
  distribution analysis swing intraday scalp`.split(/\s+/),
);
const SEEN_CORE =
  /\b(?:[eshw]?ma|vwap|rsi|macd|bollinger|fib\w*|support|resistance|trend(?:line)?|flag|wedge|triangle|pennant|divergence|over(?:sold|bought)|momentum|volume|volatil\w+|engulfing|hammer|doji|(?:order )block|orderblock|fvg|liquidity|demand|supply|ichimoku|supertrend|stochastic|adx|atr|(?:price )action|smc|ict|charts?|patterns?|fundamentals?|technicals?|structure|confluence|double (?:top|bottom)|cup and handle|shoulders|analysis|golden cross)\b/;
const FRAME = /^(?:\d{1,3}(?:m|min|h|d|w)|[mhdw]\d{1,2})$/;
/** `RSI oversold on 4h` */
const ON_FRAME = / (?:on|in) (?:the )?(?:\d{1,3}(?:m|min|h|d|w)|[mhdw]\d{1,2}|daily|weekly)(?: charts?| timeframes?| tf)?$/;
/** A subject is needed, for `looking good` alone may be about what runs. */
const AGREES: Readonly<Record<'buy' | 'sell', ReadonlySet<string>>> = {
  buy: new Set(['bullish', 'bull', 'bulls', 'uptrend', 'upside', 'upward']),
  sell: new Set(['bearish', 'bear', 'bears', 'downtrend', 'downside', 'downward']),
};

/** What is named in front of a colon. What stands behind it must be known as well. */
const LABEL =
  /^(?:reason|pattern|chart|link|source|author|analyst|channel|owner|broker|platform|telegram|discord|twitter|instagram|youtube|website|risk(?: level)?|confidence|probability|conviction|market|margin(?: mode| type)?|session|style|trade type|note|disclaimer|warning|ps|nb|tip|timeframe|time frame|tf|strategy|setup|indicator|trend|bias|market bias|volatility|category|sector|segment|volume|provider|admin|contact|join|follow|dm) ?: /i;
const VALUES = whole(
  '(?:very )?(?:high|low|medium|moderate|mid|normal|average|strong|good)',
  'attached|below|in (?:the )?comments|isolated|cross|crossed|futures?|spot|perpetuals?|crypto(?:currency)?|forex|fx|stocks?|equity|commodit(?:y|ies)|indices|metals?',
);
const ALONE = whole(
  '(?:very )?(?:high|low|medium|moderate) risk(?: trade| signal| setup)?|isolated|cross|educational|btst',
  'scalp(?:ing)?|swing(?: trade)?|intraday|positional|day ?trad(?:e|ing)|(?:short|mid|medium|long)(?: to (?:mid|medium|long))? term|auto ?trad(?:e|ing)',
  '(?:binance|bybit|okx|kucoin|bitget|mexc|bingx)(?: (?:futures|spot|usdt|perpetual|perp)){0,2}|kraken|coinbase|oanda|gate ?io|htx|huobi|nse|bse|nasdaq|nyse',
  'no leverage|next (?:one|call|signal|setup|trade)(?: is)? coming(?: soon)?|more (?:signals |setups |trades |calls )?(?:to come|coming(?: soon)?)|(?:more|updates) soon',
  '(?:the )?(?:market|price|gold|silver|oil|btc|bitcoin|eth|ethereum|crypto|alts|altcoins)s? (?:is|are|looks|look) (?:hot|on fire|moving|alive|volatile)(?: today| right now| now)?',
  'forwarded from(?: vip| premium)?|cornix(?: ready| friendly| compatible)?|sent from my (?:phone|iphone|ipad|android|mobile)|via telegram',
);

/** Who it is from, in a name of up to four words as it is written: `Powered by Wolf Signals`, `Analyst: Joe`. */
const FROM =
  /^(?:(?:signals?|trading signals?|alerts?|analysis|setup|trade|powered|posted|published|provided|shared|sent|sponsored|brought to you|chart|idea|call)s? (?:by|via|from)|by|via|author|analyst|owner|broker|platform|source|provider|channel|admin|signature|credits?|team|join|follow) ?:? ?(?<name>\p{Lu}[\p{L}\d.&]{1,20}(?: (?:\p{Lu}[\p{L}\d.&]{0,20}|of|the|and|v?\d(?:\.\d{1,2})?)){0,3})$/iu;
const NAME_IS_WRITTEN = /^\p{Lu}[\p{L}\d.&]*(?: (?:\p{Lu}[\p{L}\d.&]*|of|the|and|v?\d[\d.]*))*$/u;
/** What is no name, though written with a capital. */
const NO_PERSON =
  /\b(?:mistake|error|accident|accidentally|wrong|now|market|mkt|tomorrow|tonight|today|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|next|later|late|early|soon|after|before|below|above|lower|higher|better|only|not|no|if|when|once|wait\w*|here|cmp|close\w*|open\w*|exit\w*|hold\w*|paus\w*|cancel\w*|delet\w*|remov\w*|nothing|nobody|none|away|hand|tester|trail\w*|ladder\w*|dca|grid|papertrad\w*|easter|entry|stop\w*|sl|tp\w*|targets?|old|demo|paper|test|last|previous|other|long|short|buy\w*|sell\w*|cancel\w*|void|half|double|small|big|breakout|retest|dip|pullback|london|new|york|asia|this|that|these|those|it|another|support|resistance|[es]ma|vwap|dips?|breakeven|break|even|be|cost|january|february|march|april|may|june|july|august|september|october|november|december|christmas|noon|midnight|eod|eow|expiry|opposite|inverse|reverse|instead|again|back|dead|off|out|up|down|fill\w*|profit\w*|loss\w*|limit|level|zone|price|candle)\b/i;

const TAKEN_BACK = new RegExp(`\\b(?:${WITHDRAWS})\\b`, 'i');
const isName = (words: string): boolean => ![NO_PERSON, TALK, TAKEN_BACK].some((form) => form.test(words));

/** Of a date; any word in its place may be a level: `2% stop 3270`. */
const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
/** Numbers that are none of the trade. */
const NUMBERED = whole(
  '24h volume \\$?[\\d.]{1,8} ?[kmb]?',
  '(?:whatsapp|telegram|phone|tel|mobile|contact) ?:? ?\\+?\\d[\\d ()-]{6,20}',
  'sebi (?:reg(?:istration|d)?\\.?|ra|ria)? ?(?:no|number)?\\.? ?:? ?[a-z]{2,4}\\d{5,12}',
  '(?:signal|trade|alert|id|ticket|no|nr|number)(?: (?:id|no|nr|number))?[ .:]{0,3}# ?\\d{1,6}',
  '(?:free |vip |premium )?signal[ .:]{0,3}(?:no|nr|number)?[ .:]{0,3}\\(?\\d{1,3}\\)?',
  `\\d{1,2} (?:${MONTHS}),? \\d{4}`,
);

const URL = /(?:https?:\/\/|www\.|\bt\.me\/|\bbit\.ly\/)[^\s]{1,200}/gi;
const HANDLE = /(?<![\p{L}\d@_.])@(?<name>[A-Za-z]\w{3,31})\b/gu;
const HASHTAG = /(?<![\p{L}\d])#(?<name>[\p{L}\d_]{2,30})/gu;
const KNOWN_TAG =
  /^(?:(?:free|vip|best|daily|gold|silver|crypto|currency|cryptocurrency|forex|fx|binance|bybit|okx|bitget|kucoin|mexc|trading|traders?|premium|btc|bitcoin|eth|ethereum|spot|futures|stocks?|stockmarket|swing|scalp(?:ing|er)?|day|intraday|telegram|pro|india|nifty\d*|banknifty|xauusd|eurusd|gbpusd|usdjpy|nas100|us30|oil|indices|sp500|signals?|analysis|technical|price|action|smart|money|defi|blockchain|invest(?:ing|ment)?|altcoins?|usdt|perp|nfa|dyor|smc|ict|club|academy|community|team|setups?)_?)+$/i;

/** Marks that cross out or put off, beside any words. */
const TAKES_BACK = /[❌✖🚫⛔⏳⌛~]/u;
const CROSSES_OUT = /[❌✖🚫⛔⏳⌛]\ufe0f?/gu;

/** Which of the market's sides the post names: words about the chart may agree with it. */
function sideOfPost(post: string): 'buy' | 'sell' | null {
  const buys = /\b(?:buy|long)\b/i.test(post);
  const sells = /\b(?:sell|short)\b/i.test(post);
  return buys === sells ? null : buys ? 'buy' : 'sell';
}

const isKnownTag = (name: string): boolean => KNOWN_TAG.test(name) || KNOWN_COINS.has(name.toUpperCase());
/** `@market` says where to enter. */
const isAddress = (name: string): boolean => isName(name.replaceAll('_', ' '));

const MAY_ADDRESS = /[@#]|http|www|t\.me|bit\.ly/i;

/** The line without addresses, names of channels and tags; null where one of them may say something. */
function withoutAddresses(line: string): string | null {
  if (!MAY_ADDRESS.test(line)) return line;
  const tags = [...line.matchAll(HASHTAG)].map((tag) => tag.groups?.['name'] ?? '');
  const handles = [...line.matchAll(HANDLE)].map((handle) => handle.groups?.['name'] ?? '');
  if (!tags.every((tag) => isKnownTag(tag) || /^\d/.test(tag)) || !handles.every(isAddress)) return null;
  return line
    .replaceAll(URL, ' . ')
    .replaceAll(HANDLE, ' . ')
    .replaceAll(HASHTAG, (tag, name: string) => (/^\d/.test(name) ? tag : ' . '));
}

const PARTING =
  /[,;!|•·"“”«»()[\]{}]|\.(?= |\.|$)|:(?= |$)| [-–—]+ |(?:\p{Extended_Pictographic}|[\u{1F1E6}-\u{1F1FF}➖═─]|\u200d|\ufe0f|\u20e3)+/gu;
const wordsOfClause = (clause: string): readonly string[] => clause.split(' ');
const everyWord = (clause: string, known: ReadonlySet<string>): boolean => wordsOfClause(clause).every((word) => known.has(word));

function isSeen(clause: string, post: string): boolean {
  if (!SEEN_CORE.test(clause)) return false;
  const side = sideOfPost(post);
  const agrees = side === null ? null : AGREES[side];
  return wordsOfClause(clause).every((word) => SEEN.has(word) || FRAME.test(word) || agrees?.has(word) === true);
}

/** `Trend: up` */
function agreesWith(clause: string, post: string): boolean {
  const side = sideOfPost(post);
  return side !== null && (AGREES[side].has(clause) || clause === (side === 'buy' ? 'up' : 'down'));
}
const isInvitation = (clause: string): boolean =>
  SHORT_INVITES.test(clause) || (INVITES.has(wordsOfClause(clause)[0] ?? '') && PLACES.test(clause) && everyWord(clause, INVITED));
const FORMS: readonly RegExp[] = [WISHES, DISCLAIMERS, MANAGING, ALONE, NUMBERED];

function isKnownClause(clause: string, post: string): boolean {
  return (
    FORMS.some((form) => form.test(clause)) ||
    isSmallTalkInTongues(clause) ||
    (HEADS.test(clause) && everyWord(clause, HEADING)) ||
    isInvitation(clause) ||
    isSeen(clause.replace(/^based on /, '').replace(ON_FRAME, ''), post)
  );
}

const AND = / (?:and|&) /;
/** `Good luck and trade safe`: both are known. */
const isKnownPart = (clause: string, post: string): boolean =>
  isKnownClause(clause, post) || (AND.test(clause) && clause.split(AND).every((part) => isKnownClause(part, post)));

/** Nothing in it is spelled in a second way. */
const IS_SPELLED = /^[a-z0-9#&+$:.,() ]*$/;
const spell = (lower: string): string =>
  lower
    .replaceAll('\u0307', '')
    .replaceAll(/['’`´]/g, '')
    .replaceAll(/(?<=\p{L})[-/](?=\p{L})/gu, ' ')
    .replaceAll(/[^\p{L}\p{M}\p{N}#&+$:.,()/ ]/gu, ' ');

function plain(clause: string): string {
  const lower = clause.toLowerCase();
  return (IS_SPELLED.test(lower) ? lower : spell(lower)).replaceAll(/ +/g, ' ').replaceAll(/^[ .:,&+-]+|[ .:,&+-]+$/g, '');
}

function isFromSomeone(clause: string): boolean {
  const name = FROM.exec(clause)?.groups?.['name'];
  return name !== undefined && NAME_IS_WRITTEN.test(name) && isName(name) && !(name.length > 3 && name === name.toUpperCase());
}

/** Whether the line, below or above the signal of `post`, is known to say nothing of the trade. A line without a word is none of these. */
export function isSmallTalk(line: string, post: string): boolean {
  if (line.length > LINE_MAX || !/\p{L}{2}/u.test(line) || TAKES_BACK.test(line)) return false;
  const rest = withoutAddresses(line)?.trim().replace(/[.!]$/, '');
  if (rest === undefined) return false;
  if (NUMBERED.test(plain(rest)) || isFromSomeone(rest)) return true;
  const isLabelled = LABEL.test(rest);
  return rest
    .replace(LABEL, '')
    .split(PARTING)
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\p{N}]/u.test(clause))
    .every((clause) => {
      if (isFromSomeone(clause)) return true;
      const said = plain(clause);
      return isKnownPart(said, post) || (isLabelled && (VALUES.test(said) || agreesWith(said, post)));
    });
}

/** Whether such a line is crossed out. In front of a warning the mark is an ornament: `🚫 Not financial advice`. */
export function isCrossedOut(line: string, post: string): boolean {
  const words = line.replaceAll(CROSSES_OUT, ' ').trim();
  if (words === line || !isSmallTalk(words, post)) return false;
  return !LABEL.test(words) && ![DISCLAIMERS, MANAGING].some((form) => form.test(plain(words)));
}
