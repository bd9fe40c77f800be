// Owns: the line of a post that names the market and the side: `#BTC/USDT SHORT`, `GOLD Buy 2391- 2389`, `Short ETHUSDC 5x`.
// Invariant: a number in it is a price, and where it may be a size the line is not understood.

import { lt, parseDecimal } from '../../model/decimal.ts';
import { floorOf } from './price-floors.ts';
import { STATE_CURRENCIES } from '../symbols/currencies.ts';
import { numbersIn, putLots, putQuantity, putSymbol, readLeverage, type PostDraft } from './posted-draft.ts';
import { areUnlike, PRICE_WORD } from './posted-levels.ts';
import { steers } from './posted-talk.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';

/** Indices as brokers call them. */
const INDICES = /^(?:US|NAS|USTEC|SPX|SP|NDX|GER|DE|DAX|UK|FRA|EU|EUSTX|STOXX|JP|JPN|HK|AUS|CHINA|CN)\d{2,4}$/i;
/** `Usdjpy`, `eur/jpy`: two currencies of states, and metals, in letters of any case. */
function isCurrencyPair(word: string): boolean {
  const name = word.length > 8 ? '' : word.toUpperCase().replace('/', '');
  if (name === 'GOLD' || name === 'SILVER') return true;
  const [base, quote] = [name.slice(0, 3), name.slice(3)];
  return name.length === 6 && STATE_CURRENCIES.has(quote) && (STATE_CURRENCIES.has(base) || base === 'XAU' || base === 'XAG');
}

/** What is traded in lots: two currencies, a metal, an index as brokers call it. */
export const isLots = (word: string): boolean => isCurrencyPair(word) || INDICES.test(word);

/**
 * `ethusdt`, `eth/usdt`, `Btcusdt.p`, `1000pepeusdt`: in small letters only what ends in a dollar; words end in eth and eur, and have bars
 * in them, and `100usdt` is money.
 */
const SMALL_BASE = String.raw`\d{0,7}[a-z][a-z0-9]{1,14}`;
const IN_SMALL = new RegExp(
  String.raw`(?<![\p{L}\p{N}_./:@-])${SMALL_BASE}(?:[/_-]?usd[tc](?:\.p|[-_]?perp)?|\/(?:usd|btc|eth|eur))(?![\p{L}\p{N}_/@-]|[.:][\p{L}\p{N}])`,
  'giu',
);

export interface Spelled {
  readonly text: string;
  /** How the sender wrote a market. */
  readonly written: ReadonlyMap<string, string>;
}

/** Markets in small letters as everybody else writes them. */
export function spellMarkets(text: string): Spelled {
  const written = new Map<string, string>();
  const spelled = text.replaceAll(IN_SMALL, (market) => {
    written.set(market.toUpperCase(), market);
    return market.toUpperCase();
  });
  return { text: spelled, written };
}

/** Written like a market by itself: a pair, a perpetual, a hash tag, a name that ends in a currency. */
export const isMarket = (word: string): boolean =>
  INDICES.test(word) ||
  isCurrencyPair(word) ||
  (/^[#$](?:[A-Z0-9]{2,20}|[A-Z0-9]{1,20}\/[A-Z]{2,8})$/.test(word) && /[A-Z]/.test(word)) ||
  (isSymbolShaped(word) &&
    word === word.toUpperCase() &&
    /[A-Z]{2}/.test(word) &&
    (/[/:]|\.P$/.test(word) || /[A-Z][-_]?(?:USDT?|USDC|EUR|GBP|JPY|CHF|BTC|ETH|PERP)$/.test(word)));

/** Words that may stand in the line of the market and say nothing that is traded. */
const FILLERS: ReadonlySet<string> = new Set(
  'on at from now in the futures future spot perp perpetual signal alert setup trade new entry chart cash crypto forex market order cmp regular vip free scalp scalping swing intraday quick'.split(
    ' ',
  ),
);

/** `EXIT LONG @ 68000` leaves something, and names no market. */
const NO_NAME =
  /^(?:EXIT(?:S|ED|ING)?|CLOSE[SD]?|CLOSING|COVER(?:S|ED|ING)?|FLAT|FLATTEN|REDUCED?|TRIM|REVERSE|HALF|HOLD|TAKE|ADD|FAILED|WRONG|LONG|SHORT|BUY|SELL|LIMIT|STOP|ENTRY|TARGET|ABOVE|BELOW|WITH|FROM|AND|FOR|NOT|DON|MKT|LMT|STP|GTC|DAY|IOC|FOK|QTY|LOTS?|PAIR|SYMBOL|TICKER|ASSET|INSTRUMENT|DIRECTION|SIDE|TYPE|ACTION|POSITION|SIGNAL|TRADE|PRICE|STATUS|LEVERAGE|EXCHANGE|RISK)$/;
/** The name of what sent it (`SQUEEZE`, `BB_20`), beside a market that is written like one. */
const TAG = /^(?:[A-Z]{3,31}|[A-Z][A-Z0-9]{0,20}_[A-Z0-9_]{1,30})$/;
/** What says another thing than to trade it now, or that it is another instrument. */
const NO_TAG =
  /^(?:OUT|BIAS|IDEA|ZONE|LIQ|LIQUIDAT[A-Z]*|REKT|RATIO|FUNDING|SIZE|SIZED|WHALES?|TRADERS?|POLL|TEST|TESTING|DEMO|PAPER|EXAMPLE|SAMPLE|OLD|EXPIRED|PROFITS?|LOSS|LOSSES|GAINS?|ROI|PNL|TARGETS?|HOLD|HOLDING|ADD|ADDED|ADDING|RE_?ENTRY|REENTER|ACTIVE|ACTIVATED|TRIGGERED|HALF|DOUBLE|QUARTER|TODAY|TOMORROW|TONIGHT|LATER|OVER|ENDED|FINISHED|OPENED|OPEN|CLOSE|RUNNING|ALREADY|REVERSED?|FLIP|HEDGE|AGAINST|VERSUS|UPDATE|UPDATED|RESULTS?|RECAP|REPORT|STATS|SIGNALLED|ONLY|IF|WHEN|UNLESS|UNTIL|BEFORE|AFTER|DONT|AVERAGE|AVG|AVERAGING|WATCH|WATCHING|WATCHLIST|POSSIBLE|POTENTIAL|EXPECT[A-Z]*|PREPARE|UPCOMING|ABOVE|BELOW|LIMIT|STOP|PENDING|EXIT|BOOK|MOVE|LMT|MKT|STP|CALL|PUT|FUT|FUTURE|OPTION|WEEKLY|MONTHLY|SHARES?|LOTS?|CONTRACTS?|UNITS?|COINS?)$/;
/** Minutes of a chart, behind the price. */
const TIMEFRAMES: ReadonlySet<string> = new Set('1 2 3 4 5 10 15 20 30 45 60 90 120 180 240 360 480 720 1440'.split(' '));
const MONEY = /^(?:USD[TC]?|EUR|GBP|INR|JPY|dollars?|bucks|euros?)$/i;
/** `BUY LIMIT`, `Sell Stop`: the word that follows the side says how the order waits. */
const KIND =
  /\b(?:buy|sell|long|short) (limit|stop)\b|\b(limit) (?:buy|sell|long|short)\b|\b(?:buy|sell|long|short) [A-Z\d/.:]{3,24} (limit)(?= [@$]?\d|$)/i;

/** `LONG SOLUSDT 5x entry: 140`: where it is entered, and no price of the chart. */
const NAMED_ENTRY = /\bentry ?[:=@]? ?@? ?\$?\d/i;

/** `Open Long`, as an exchange calls it. */
const OPENS = /^open (?=(?:long|short)\b)/i;
/** The same market in another word: `XAUUSD (Gold)`. */
const CALLED =
  /(?<=\bXAUU?SD?\S{0,6} )\(gold\)|(?<=\bXAGU?SD?\S{0,6} )\(silver\)|(?<=\bBTC\S{0,8} )\(bitcoin\)|(?<=\bETH\S{0,8} )\(ethereum\)/gi;
/** `(Confidence: 75%)` */
const RATED = /\((?:confidence|conf|probability|score|accuracy)[ :=]{1,3}\d{1,3}(?:\.\d)? ?(?:%|\/ ?\d{1,3})?\)/gi;
/** `(Bybit)`, `(high risk)`: in brackets, and no number in it. */
const REMARK = /\((?![^()]{0,60}\b(?:long|short|buy|sell)\b)[^()\d]{1,60}\)/gi;
/** `5x leverage`, `lev 5x`: the word says no more than the sign. */
const TIMES_NAMED = /(?<=\b\d{1,3} ?x) (?:leverage|lev)\b|\b(?:leverage|lev) (?=(?:\d{1,3} ?x|x ?\d{1,3})\b)/gi;
/** `100 shares of`, in front of a name or behind it. */
const COUNTED = /(?<![\d.,-])(\d{1,7}(?:\.\d{1,8})?) (?:shares?|units?)(?: of)?(?= |$)/i;
const HASHED_SIDE = /^#(?=(?:long|short|buy|sell|gold|silver)$)/i;
const TIMEFRAME = /^\d{1,3}(?:m|min|h|d|w)$/i;
/** `SELL BTCUSDT 15m`, `BTCUSDT (4H) BUY`: the chart beside the market or the side. `5M` may be millions, and behind `in` it is a time to wait. */
const FRAME = /^[([]?(?:(?:1|2|3|5|10|15|30|45)m(?:in)?|(?:1|2|3|4|6|8|12)[hH]|[1-3][DdWw])[)\],:]*$/;
const BARE_SIDE = /^(?:buy|sell|signal)$/i;
/** `1. BUY BTCUSDT`: the number of a list. */
const LISTED = /^\d{1,2}[.)] (?=[#$]?[A-Za-z])/;
/** `BTCUSDT, 60: buy`, `BTCUSDT (15) buy`: TradingView's name of a chart and its minutes, and no price. */
const CHART =
  /(?<=[A-Z0-9]{2}|[A-Z0-9](?:\.P|!)) ?(?:, ?|[([])(?:1|2|3|4|5|10|15|20|30|45|60|90|120|180|240|360|480|720|1440)[)\]]?:?(?= (?![-–/]|to )|$)/;

/** `BUY XAUUSD 0.1 lots` */
const LOTS = /(?<![\d.,-])(\d{1,4}(?:\.\d{1,3})?) ?lots?(?= |$)/i;

/** `Long BTCUSDT, 5`: how many, or the minutes; TradingView writes the side behind its chart. */
const MAY_COUNT = /^(?:buy|sell|long|short) \S+, (\d{1,4})$/i;

/** Whether a line is one of a list, or names a chart: written by hand or by TradingView, and no talk. */
export const isOfListOrChart = (line: string): boolean => LISTED.test(line) || CHART.test(line) || namesFrame(line);

/** Any word more may make another thing of it: `BTCUSDT 1h LAST BUY`. */
function namesFrame(line: string): boolean {
  const words = line.split(' ').map((word) => word.replace(/[,:;]+$/, ''));
  const beside = words.map((word) => isMarket(word) || BARE_SIDE.test(word));
  return (
    /\b(?:buy|sell)\b/i.test(line) &&
    words.every((word, i) => beside[i] === true || FRAME.test(word) || FILLERS.has(word.toLowerCase())) &&
    words.some((word, i) => FRAME.test(word) && (i === 0 || beside[i - (/^on$/i.test(words[i - 1] ?? '') ? 2 : 1)] === true))
  );
}

/** Less than the market has cost for years: how many, or the minutes of a chart. */
function isTooLow(price: string | null, names: readonly string[]): boolean {
  const floors = names.flatMap((name) => floorOf(name.replace(/^[#$]/, '').toUpperCase()) ?? []);
  return floors.some((floor) => lt(parseDecimal(price ?? '') ?? floor, floor));
}

/** `BUY WALL BTCUSDT`, `BTCUSDT LONG BIAS`: behind the side a word in capitals makes another thing of it; a name with a bar does not. */
function standsBehindSide(words: readonly string[], tags: ReadonlySet<string>): boolean {
  const said = words.filter((word) => word !== '' && !FILLERS.has(word.toLowerCase()));
  return said.some((word, i) => tags.has(word) && !/[_\d]/.test(word) && /^(?:long|short|buy|sell)$/i.test(said[i - 1] ?? ''));
}

/** A market, or a word in capitals that is none of the words of a post. */
export const isName = (word: string): boolean =>
  isMarket(word) || (/^[A-Z]{3,12}$/.test(word) && !NO_NAME.test(word) && !NO_TAG.test(word) && !FILLERS.has(word.toLowerCase()));

/** The line of the market: `#BTC/USDT SHORT`, `GOLD Buy 2391- 2389`, `Short ETHUSDC 5x`. False: it holds something else. */
export function readHeadline(draft: PostDraft, written: string, isLone: boolean): boolean {
  const line = written.replace(OPENS, '').replaceAll(CALLED, ' ');
  if ((line.match(REMARK) ?? []).some((remark) => steers(remark, line))) return false;
  const lots = LOTS.exec(line)?.[1];
  const count = isLone ? undefined : COUNTED.exec(line)?.[1];
  const words = (count === undefined ? line : line.replace(COUNTED, ' '))
    .replace(LOTS, ' ')
    .replaceAll(TIMES_NAMED, ' ')
    .replace(LISTED, '')
    .replace(CHART, ' ')
    .replaceAll(RATED, ' ')
    .replaceAll(REMARK, ' ')
    .split(' ')
    .map((word) => word.replace(HASHED_SIDE, ''))
    .map((word) => (/^[\w/.]+$/.test(word) ? word : word.replace(/^\(|[,:;)]+$/g, '')));
  const sides = words.filter((word) => /^(?:long|short|buy|sell)$/i.test(word));
  const markets = words.filter(isMarket);
  const names =
    markets.length > 0
      ? markets
      : words
          .filter((word) => sides.length === 1 && /^[A-Z]{3,12}$/.test(word) && !NO_NAME.test(word) && !FILLERS.has(word.toLowerCase()))
          .slice(0, 1);
  if (names.length === 0 && sides.length === 0) return false;
  const waits = KIND.exec(line);
  const kind = waits?.[1] ?? waits?.[2] ?? waits?.[3] ?? '';
  const isSaid = (word: string): boolean => sides.includes(word) || names.includes(word) || word === kind || word === '';
  const rest = words.filter((word) => !isSaid(word) && !FILLERS.has(word.toLowerCase()) && !TIMEFRAME.test(word));
  const numbers = rest.filter((word) => PRICE_WORD.test(word) || word === '-' || word === '@');
  const others = rest.filter((word) => !numbers.includes(word));
  const tags = others.filter((word) => !readLeverage(draft, word));
  if (standsBehindSide(words, new Set(tags))) return false;
  if (tags.some((word) => !isLone || markets.length === 0 || !TAG.test(word) || NO_TAG.test(word))) return false;
  // `BUY AAPL 10 230.5` may be for 10 or at 10
  if (words.some((word, i) => numbers.includes(word) && areUnlike(word, words[i + 1] ?? ''))) return false;
  // `BUY BTCUSDT 100 USDT` may be for 100 or at 100
  if (numbers.length > 0 && others.some((word) => MONEY.test(word))) return false;
  // `BUY 100 AAPL`: the number in front of the name may be shares or a price
  const inFront = words.find(
    (word, i) => numbers.includes(word) && sides.includes(words[i - 1] ?? '') && names.includes(words[i + 1] ?? ''),
  );
  if (isLone && inFront !== undefined) return false;
  draft.inFront ??= inFront ?? null;
  const prices = numbers.flatMap((word) => numbersIn(draft, word));
  const isZone = numbers.some((word) => /[-/]/.test(word)) && prices.length === 2;
  // two prices are an entry and what nobody names: a stop, a target
  if (prices.length > 0 && (draft.price !== null || draft.entries.length > 0)) return false;
  if (TIMEFRAMES.has(MAY_COUNT.exec(line)?.[1] ?? '') || (isLone && isTooLow(prices[0] ?? null, names))) return false;
  if (kind === '' && prices.slice(isZone ? 2 : 1).some((price) => !TIMEFRAMES.has(price))) return false;
  if (lots !== undefined) putLots(draft, lots);
  if (count !== undefined) putQuantity(draft, count);
  draft.sides.push(...sides.map((word) => word.toLowerCase()));
  for (const name of names) putSymbol(draft, name);
  if (/\b(?:at|@) ?(?:market|cmp|now)\b/i.test(line) || /\bmarket\b/i.test(line)) draft.atMarket = true;
  if (kind !== '') draft.orderKind = kind.toLowerCase() === 'limit' ? 'limit' : 'stop';
  if (isZone || kind !== '' || NAMED_ENTRY.test(line)) {
    // the borders of a zone have no order of their own
    draft.entries.push(...prices.toSorted((a, b) => Number(a) - Number(b)));
    draft.entryShares.push(...prices.map(() => null));
  } else draft.price ??= prices[0] ?? null;
  return true;
}
