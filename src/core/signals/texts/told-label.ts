// Owns: labelled lines of a post that tell something beside the trade (timeframe, date, strategy, accuracy): which of their values are known
// to be that and no more, and which words may stand beside a leverage, a size, a side or an exchange. `Strategy: off`, `Time: tomorrow` and `Posted by mistake` take the signal back.

import { KNOWN_COINS, STABLE_COINS, STATE_CURRENCIES } from '../symbols/currencies.ts';
import { withoutLeverage } from './posted-leverage.ts';
import { isSmallTalk } from './small-talk.ts';
import { WITHDRAWS } from './talk-words.ts';

const FRAME = String.raw`(?:\d{1,4} ?(?:m|min|mins|minutes?|h|hr|hrs|hours?|d|days?|w|weeks?)?|[mhdw]\d{1,3}|mn1?|daily|weekly|monthly|hourly|intraday|swing|scalp(?:ing)?|positional|(?:short|mid|medium|long)[ -]term)`;
const MONTH =
  'jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december';
const DAY = 'mon|tue|wed|thu|fri|sat|sun';
const ZONE = 'am|pm|utc|gmt|est|edt|cet|cest|ist|bst|msk|wib|sgt|pst|et';
const BACK = `off|disabled|inactive|gone|dead|broken|failed|fails|lost|none|nothing|nil|void|over|finished|ended|out|no|not|wait\\w*|old|paper|demo|test|stopped|off\\w*|mistake|error|accident|${WITHDRAWS}`;

/** By the first word of the label: what may stand behind it. */
const VALUES: readonly (readonly [label: RegExp, value: RegExp])[] = [
  [
    /^(?:time ?frame|tf|timeframe)(?: ?[:=#)-])? ?/i,
    new RegExp(`^${FRAME}(?: ?(?:[,/&+]|and|to|-) ?${FRAME}){0,4}(?: (?:chart|candles?|time ?frame|tf))?$`, 'i'),
  ],
  [
    /^(?:date|time|published|posted)(?: (?:on|at|date|time|& ?time))?(?: ?[:=#)-])? ?/i,
    new RegExp(
      `^(?=.*\\d)(?:[\\d.,:/()t+z -]|\\b(?:${MONTH}|${DAY}(?:\\w{0,6}day)?|${ZONE}|st|nd|rd|th|of|at)\\b|(?<=\\d)(?:st|nd|rd|th|am|pm|h|z)\\b){1,60}$`,
      'i',
    ),
  ],
  [/^(?:published|posted) ?by ?:? ?/i, /^[@#\w][\w .&-]{1,40}$/],
  [
    /^(?:strategy|setup|client(?= ?:))(?: (?:name|type|used))? ?[:=#)-] ?/i,
    new RegExp(`^(?!.*\\b(?:${BACK})\\b)(?!.*[.,;:] )[^ ]{1,40}(?: [^ ]{1,40}){0,5}$`, 'i'),
  ],
  [
    /^(?:r ?[:/]? ?r|risk ?[/:-]? ?(?:to ?)?reward)(?: ratio)?(?: ?[:=)-])? ?/i,
    /^\(?(?:~ ?)?[\d.]{1,6}(?: ?(?::|\/|to|r|x) ?[\d.]{0,6})?\)?$/i,
  ],
  [/^(?:current|live|market) price ?[:=] ?/i, /^[$€₹]?\d[\d.,]{0,15}$/],
  [
    /^accuracy(?: (?:rate|of(?: (?:this|the|our) (?:strategy|signals?|bot|indicator))?))?(?: ?[:=)-])? ?/i,
    /^\d{1,3}(?:\.\d{1,2})? ?%?\+?$/,
  ],
  [
    /^(?:(?:signal )?(?:confidence|probability|strength|quality|score|grade|rating)(?: (?:score|level|rate))?|(?:win|success)[ -]?rate) ?[:=-] ?/i,
    /^(?:\d{1,3}(?:\.\d{1,2})? ?(?:%|\/ ?\d{1,3})?\+?|[A-F][+-]?|(?:very )?(?:high|medium|moderate|low|strong|good))$/i,
  ],
  [/^(?:signal )?id ?[:=#)-]{0,2} ?/i, /^#?[\w-]*\d[\w-]*$/],
];
const BY_MISTAKE = new RegExp(`\\b(?:${BACK})\\b`, 'i');

/** Whether such a line tells what its label says, and nothing of the trade. */
export const isToldLabel = (line: string): boolean =>
  VALUES.some(([label, value]) => {
    const written = label.exec(line)?.[0];
    const rest = written === undefined ? '' : line.slice(written.length).trim();
    return rest !== '' && value.test(rest) && (/^strategy|^setup|^client/i.test(line) || !BY_MISTAKE.test(rest));
  });

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));
/** What may stand in a line of this label beside its number, side or name, and says no more. */
const BESIDE: Readonly<Record<'leverage' | 'size' | 'side' | 'exchange', ReadonlySet<string>>> = {
  leverage: words('x cross crossed isolated leverage lev margin max maximum up to recommended suggested times mode or and'),
  size: words(
    'lot lots risk of your the my account balance capital equity portfolio wallet deposit margin funds total per trade position available',
  ),
  side: words(
    `long short buy sell regular signal trade order position market limit stop now at the futures future spot perpetual swap swing scalp scalping
    intraday day cross isolated entry execution`,
  ),
  exchange: words(
    `binance bybit okx okex kucoin bitget mexc bingx kraken coinbase oanda gate gateio io htx huobi deribit bitmex bitfinex bitstamp phemex bitmart
    lbank xt weex blofin coinex whitebit hyperliquid dydx gmx woo woox poloniex gemini crypto com ftx delta coindcx wazirx coinswitch nse bse mcx nfo
    cds nasdaq nyse cme cboe amex arca lse xetra forex fx capital etoro alpaca ibkr interactive brokers exness ic icmarkets markets xm fbs octafx octa fxpro pepperstone vantage hfm deriv roboforex eightcap ftmo avatrade zerodha upstox angel dhan fyers metatrader mt4
    mt5 futures future spot usdt usd usdm usdt-m usdⓢ-m coin-m coinm m perpetual perp swap margin linear inverse all any exchange exchanges every us pro
    derivatives and or global isolated cross`,
  ),
};
const WORD = /\p{L}[\p{L}\d'’-]*/gu;

/** Whether a line of that label says no more than its label, or something that is known to say nothing. */
/** What a size counts: `500 USDT`, `0.01 BTC`. */
const isCurrency = (word: string): boolean => [STABLE_COINS, STATE_CURRENCIES, KNOWN_COINS].some((names) => names.has(word.toUpperCase()));

export function saysNoMore(label: keyof typeof BESIDE, rest: string, post: string): boolean {
  const more = (text: string): boolean =>
    (withoutLeverage(text).match(WORD) ?? []).some(
      (word) => !BESIDE[label].has(word.toLowerCase()) && !(label === 'size' && isCurrency(word)),
    );
  return !more(rest) || rest.split(/[,;()]|\. |\s-\s/).every((part) => !more(part) || isSmallTalk(part.trim(), post));
}
