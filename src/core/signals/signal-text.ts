// Owns: signals as people post them in channels: a market and a side, and under it labelled lines (entry, targets, stop,
// leverage, size), in any order and with any decoration. What tells of results, asks or chats is no signal: a text counts
// only where every line has its place. Invariant: a number counts as what its label says; a bare one is a price, never a size.

import { translatePost } from './foreign-words.ts';
import { writtenLeverage } from './posted-leverage.ts';
import { areUnlike, postedLevels, type PostedLevel, PRICE_WORD } from './posted-levels.ts';
import { isSymbolShaped } from './read-symbol.ts';
import { inText } from './in-text.ts';
import { readNumber } from './read-number.ts';
import { COMMAND_TEXT_MAX, linesOf } from './word-fields.ts';

export interface SignalText {
  /** The words that say the side, as written, lower case: one, or several that contradict each other. */
  readonly sides: readonly string[];
  readonly symbols: readonly string[];
  readonly entries: readonly string[];
  /** Of the entries, percent of the order; null where none of them says one. */
  readonly entryShares: readonly (string | null)[];
  /** A price in the line of the market that no label explains: where it stands now. */
  readonly price: string | null;
  readonly targets: readonly PostedLevel[];
  readonly stops: readonly PostedLevel[];
  readonly leverage: string | null;
  readonly marginMode: 'isolated' | 'cross' | null;
  readonly exchange: string | null;
  /** Percent of the equity. */
  readonly sizePercent: string | null;
  /** Percent of the equity that a stop-out may cost. */
  readonly riskPercent: string | null;
  readonly atMarket: boolean;
  /** `SELL STOP 188.5`: the entry waits for its price to be passed; `BUY LIMIT`: to be reached. */
  readonly orderKind: 'limit' | 'stop' | null;
  /** A number whose comma may be read in two ways; with it nothing is. */
  readonly unclear: string | null;
  /** A number such as `1,085`: thousands, unless prices of this market have decimals there. */
  readonly grouped: string | null;
  /** Lines that were passed over, and those of them that begin with no word that is known. */
  readonly unread: readonly string[];
  readonly unknown: readonly string[];
  /** In words of another language, whose numbers have their points and commas the other way round. */
  readonly isForeign: boolean;
  /** What follows is how Cornix is to trail. */
  readonly isTrailing: boolean;
  /** A number of the post has points between its thousands and a comma for its decimals: so do the others. */
  readonly hasPointGroups: boolean;
}

type Section = 'entry' | 'target' | 'stop' | 'leverage' | 'exchange' | 'size' | 'risk' | 'side' | 'symbol' | 'other';
/**
 * The number of a label (`TP1: …`, `TP 2) …`), never the price behind it: it is glued to the label or ends in a separator,
 * and a point counts as one only where no digit follows. `TP 30.4` and `SL 1.0921` have none.
 */
const INDEX = String.raw`(?:\d{1,2}(?= ?[:=)-]| ?\.(?!\d)| +\$?\d)| \d{1,2}(?= ?[:=)]| ?\.(?!\d)))?`;
/** After a label comes a separator, a number, or nothing. */
const END = String.raw`(?= ?[:=)-]| ?\.(?!\d)| +[@$]?\d| *$)`;
const label = (words: string): RegExp => new RegExp(`^(?:${words})${INDEX}${END}`, 'i');

const LABELS: readonly (readonly [Section, RegExp])[] = [
  ['target', label('take[ -]?profits?(?: targets?)?|tps?|targets?|tgts?|profit targets?')],
  ['stop', label('stop[ -]?loss(?:es)?|stop targets?|stop|sl')],
  [
    'entry',
    label(
      'entry(?: (?:targets?|zone|prices?|points?|range|area|orders?))?|entries|(?:buy|sell|long|short)(?:ing)? (?:zone|range|area|between)|enter(?: (?:at|zone|between))?',
    ),
  ],
  ['leverage', /^(?:leverage|lev)\b/i],
  ['exchange', /^exchanges?(?= ?[:=])/i],
  ['size', /^(?:position size|size|allocation|amount(?: per trade)?|(?:use|invest)(?: up to)?(?= \d{1,2}(?:\.\d)? ?% of))(?= ?[:=]| +\d)/i],
  ['risk', /^risk(?= ?[:=]? ?\d{1,3}(?:\.\d{1,4})? ?% *$)/i],
  ['side', /^(?:signal type|trade type|type|direction|position|side|action)(?= ?[:=])/i],
  ['symbol', /^(?:symbol|pair|coin|ticker|asset|instrument)(?= ?[:=])/i],
  ['other', /^(?:trailing configuration|time ?frame|tf|strategy|risk|note|date|time|setup|timeframe|published by|accuracy)\b/i],
];
const ANY_SIDE = /long|short|buy|sell|(?:enter|entry) (?:above|below)/i;
/** A breakout: the entry waits until the price has passed it. `Buy below` is a wish for a better price, and is not read so. */
const BREAKOUT = /^(?:(enter|entry|buy|long) above|(enter|entry|sell|short) below) ?:? ?\$?(\d[\d.,]*)$/i;
const SIDE_WORD = /\b(long|short|buy|sell)\b/gi;
/** Digits with points and commas, the last of which may be the sentence's. */
const NUMBER = /\d(?:[\d.,]*\d)?/g;
/** A decimal point or none; thousands between commas; a decimal comma that cannot be anything else. */
const PLAIN = /^\d{1,15}(?:\.\d{1,12})?$/;
/** `67.250` and `1,085`: thousands in one language, decimals in the other. */
const TURNED = /^[1-9]\d{0,2}[.,]\d{3}$/;
const THOUSANDS = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,12})?$/;
/** A post that tells how it went, asks, or thinks aloud. */
const TALK =
  /\?|\b(?:clos(?:ed|ing)|hit|reached|achieved|done|filled|stopped|booked|running|profits? ?[:=+]|result|pnl|update|cancel|maybe|think|could|would|might|should|later|if|when|crossing|scanner|detected|yesterday|congrat\w*|thanks|guys|we|our|i|my|was|were|has|have|wait\w*|avoid\w*|ignore\w*|skip\w*|don['’]?t|never|invalid\w*|deleted?|removed?|expired|(?:do |is )?not (?:yet|now|enter|buy|sell|open|take|trade|valid))\b/i;
/** Lines of other posts, and how many of them a signal may carry. */
const UNREAD_MAX = 4;
const UNREAD_LENGTH_MAX = 80;

/** What a line that is plain already has none of. */
const DECORATION = /[^\w .,:;/%$#@()+=&-]| {2}/;

/** Without emoji and ornaments; white space is one blank. */
function plainLine(line: string): string {
  const plain = DECORATION.test(line) ? line.replaceAll(/[^\p{L}\p{N}\s.,:;/%$#@()+=&_-]/gu, ' ').replaceAll(/[\s\u00a0]+/g, ' ') : line;
  return plain.replaceAll(/^[\s.,:;&+=_-]+|[\s,;&+=_]+$/g, '');
}

/** The number that `written` is; where its comma may be read in two ways, the draft keeps it. */
function plainNumber(draft: Draft, written: string): string {
  if (draft.hasPointGroups && /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(written)) return written.replaceAll('.', '');
  if (draft.isForeign && TURNED.test(written)) draft.unclear ??= written;
  if (PLAIN.test(written)) return written;
  if (THOUSANDS.test(written)) {
    if (/^\d+,\d{3}$/.test(written)) draft.grouped = written;
    return written.replaceAll(',', '');
  }
  const number = readNumber(written);
  if (number.type === 'number') return number.value;
  draft.unclear ??= written.slice(0, 40);
  return '0';
}

const numbersIn = (draft: Draft, text: string): string[] => (text.match(NUMBER) ?? []).map((written) => plainNumber(draft, written));

/** The levels of a line, and of lists of them. */
const levelsIn = (draft: Draft, text: string): PostedLevel[] =>
  postedLevels(text).map((level) => ({ ...level, value: plainNumber(draft, level.value) }));

/** A percent where a price belongs is left to a person: `2 % below`. */
function putEntries(draft: Draft, text: string): void {
  for (const { value, isPercent, share } of levelsIn(draft, text)) {
    if (isPercent) draft.unclear ??= `${value}%`;
    draft.entries.push(value);
    draft.entryShares.push(share);
  }
}

type Draft = { -readonly [Name in keyof SignalText]: SignalText[Name] extends readonly (infer Item)[] ? Item[] : SignalText[Name] };

/** The number of a list item: `1) 62000`, `2. 63100`; behind a dash only where one number follows, for `80 - 79 - 78` are three. */
const LIST_ITEM = /^\(?\d{1,2} ?(?:[):]|\.(?=[ $])|-(?= ?\$?\d[\d.,]*$)) ?(?=\$?\d)/;
/** A line that opens or guards the trade in words that are not understood: what was read without it is another trade. */
const DECISIVE =
  /\b(?:enter|entry|entries|buy|sell|long|short|above|below|breakout|limit|stop|sl|tp|target|leverage|cancel|wait)\b[^a-z]{0,20}\d/i;

/** The label of a line and what stands behind it. */
function readLabel(line: string): { readonly section: Section; readonly rest: string } | null {
  for (const [section, pattern] of LABELS) {
    const written = pattern.exec(line)?.[0];
    if (written !== undefined)
      return {
        section,
        rest: line
          .slice(written.length)
          .replace(/^[ :=)-]+|^\.(?!\d)/, '')
          .trim(),
      };
  }
  return null;
}

/** `5x`, `x5`, `Isolated (10X)`. False: the text says nothing of it. */
function readLeverage(draft: Draft, text: string): boolean {
  const { times, mode } = writtenLeverage(text);
  draft.marginMode = mode ?? draft.marginMode;
  draft.leverage ??= times;
  return times !== null || mode !== null;
}

function putSection(draft: Draft, section: Section, rest: string): void {
  if (section === 'entry') {
    if (/\b(?:market|now|cmp)\b/i.test(rest)) draft.atMarket = true;
    putEntries(draft, rest);
  } else if (section === 'target') draft.targets.push(...levelsIn(draft, rest));
  else if (section === 'stop') draft.stops.push(...levelsIn(draft, rest));
  else if (section === 'leverage') readLeverage(draft, /^\d{1,3}$/.test(rest) ? `${rest}x` : rest);
  else if (section === 'exchange') draft.exchange = rest;
  else if (section === 'size') putSize(draft, rest);
  else if (section === 'risk') draft.riskPercent = /^(\d{1,3}(?:\.\d{1,4})?) ?%/.exec(rest)?.[1] ?? null;
  else if (section === 'side') putSides(draft, rest);
  else if (section === 'symbol') putMarket(draft, rest);
}

/** `5%`, `1% Risk`. A size in anything else is not known here, and the post is another trade without it. */
function putSize(draft: Draft, rest: string): void {
  const [, percent, behind = ''] = /^(\d{1,3}(?:\.\d{1,4})?) ?%(.*)$/.exec(rest) ?? [];
  if (percent === undefined) draft.unknown.push(`size ${rest}`);
  else if (/\brisk\b/i.test(behind)) draft.riskPercent = percent;
  else draft.sizePercent = percent;
}

/** A type that names no side says how the order is made, or what the post is. */
function putSides(draft: Draft, rest: string): void {
  const sides = sidesIn(rest);
  draft.sides.push(...sides);
  if (sides.length === 0) draft.unread.push(rest);
}

/** `$DOGE/USDT (5x)`: the market, and the leverage behind it. */
function putMarket(draft: Draft, rest: string): void {
  const [name = '', ...others] = rest.split(' ');
  const behind = others.join(' ');
  if (behind !== '' && !/^\(?[\dx -]{2,9}\)?$/i.test(behind)) return;
  putSymbol(draft, name);
  readLeverage(draft, behind);
}

const sidesIn = (text: string): string[] => (text.match(SIDE_WORD) ?? []).map((word) => word.toLowerCase());

function putSymbol(draft: Draft, word: string): void {
  const symbol = word.replace(/^[#$]/, '').replace(/[.,:;]$/, '');
  if (isSymbolShaped(symbol) && !draft.symbols.includes(symbol)) draft.symbols.push(symbol);
}

/** Written like a market by itself: a pair, a perpetual, a hash tag, a name that ends in a currency. */
const isMarket = (word: string): boolean =>
  (/^[#$][A-Z0-9]{2,20}(?:\/[A-Z]{2,8})?$/.test(word) && /[A-Z]/.test(word)) ||
  (isSymbolShaped(word) &&
    word === word.toUpperCase() &&
    /[A-Z]{2}/.test(word) &&
    (/[/:]|\.P$/.test(word) || /[A-Z](?:USDT?|USDC|EUR|GBP|JPY|CHF|BTC|ETH|PERP)$/.test(word)));

/** Words that may stand in the line of the market and say nothing that is traded. */
const FILLERS: ReadonlySet<string> = new Set(
  'on at now in the futures future spot perp perpetual signal setup trade new entry crypto forex market order cmp regular vip free'.split(
    ' ',
  ),
);

const NO_NAME =
  /^(?:LONG|SHORT|BUY|SELL|LIMIT|STOP|ENTRY|TARGET|ABOVE|BELOW|WITH|FROM|AND|FOR|NOT|DON|MKT|LMT|STP|GTC|DAY|IOC|FOK|QTY|LOTS?)$/;
/** The name of what sent it (`SQUEEZE`, `BB_20`), beside a market that is written like one. */
const TAG = /^(?:[A-Z]{3,31}|[A-Z][A-Z0-9]{0,20}_[A-Z0-9_]{1,30})$/;
/** What says another thing than to trade it now, or that it is another instrument. */
const NO_TAG =
  /^(?:NOT|DONT|AVERAGE|AVG|AVERAGING|WATCH|WATCHING|WATCHLIST|POSSIBLE|POTENTIAL|EXPECT[A-Z]*|PREPARE|UPCOMING|ABOVE|BELOW|LIMIT|STOP|PENDING|EXIT|BOOK|MOVE|LMT|MKT|STP|CALL|PUT|FUT|FUTURE|OPTION|WEEKLY|MONTHLY|SHARES?|LOTS?|CONTRACTS?|UNITS?|COINS?)$/;
const MONEY = /^(?:USD[TC]?|EUR|GBP|INR|JPY|dollars?|bucks|euros?)$/i;
/** `BUY LIMIT`, `Sell Stop`: the word that follows the side says how the order waits. */
const KIND = /\b(?:buy|sell|long|short) (limit|stop)\b/i;

/** The line of the market: `#BTC/USDT SHORT`, `GOLD Buy 2391- 2389`, `Short ETHUSDC 5x`. False: it holds something else. */
function readHeadline(draft: Draft, line: string, isLone: boolean): boolean {
  const words = line.split(' ').map((word) => (/^[\w/.]+$/.test(word) ? word : word.replace(/^\(|[,:;)]+$/g, '')));
  const sides = words.filter((word) => /^(?:long|short|buy|sell)$/i.test(word));
  const markets = words.filter(isMarket);
  const names =
    markets.length > 0
      ? markets
      : words
          .filter((word) => sides.length === 1 && /^[A-Z]{3,12}$/.test(word) && !NO_NAME.test(word) && !FILLERS.has(word.toLowerCase()))
          .slice(0, 1);
  if (names.length === 0 && sides.length === 0) return false;
  const kind = KIND.exec(line)?.[1] ?? '';
  const isSaid = (word: string): boolean => sides.includes(word) || names.includes(word) || word === kind || word === '';
  const rest = words.filter((word) => !isSaid(word) && !FILLERS.has(word.toLowerCase()));
  const numbers = rest.filter((word) => PRICE_WORD.test(word) || word === '-' || word === '@');
  const others = rest.filter((word) => !numbers.includes(word));
  const tags = others.filter((word) => !readLeverage(draft, word));
  if (tags.some((word) => !isLone || markets.length === 0 || !TAG.test(word) || NO_TAG.test(word))) return false;
  // `BUY AAPL 10 230.5` may be for 10 or at 10
  if (words.some((word, i) => numbers.includes(word) && areUnlike(word, words[i + 1] ?? ''))) return false;
  // `BUY BTCUSDT 100 USDT` may be for 100 or at 100
  if (numbers.length > 0 && others.some((word) => MONEY.test(word))) return false;
  // `BUY 100 AAPL`: the number in front of the name may be shares or a price
  if (isLone && words.some((word, i) => numbers.includes(word) && sides.includes(words[i - 1] ?? '') && names.includes(words[i + 1] ?? '')))
    return false;
  draft.sides.push(...sides.map((word) => word.toLowerCase()));
  for (const name of names) putSymbol(draft, name);
  if (/\b(?:at|@) ?(?:market|cmp|now)\b/i.test(line) || /\bmarket\b/i.test(line)) draft.atMarket = true;
  const prices = numbers.flatMap((word) => numbersIn(draft, word));
  const isZone = numbers.some((word) => /[-/]/.test(word)) && prices.length === 2;
  if (kind !== '') draft.orderKind = kind.toLowerCase() === 'limit' ? 'limit' : 'stop';
  if (isZone || kind !== '') {
    // the borders of a zone have no order of their own
    draft.entries.push(...prices.toSorted((a, b) => Number(a) - Number(b)));
    draft.entryShares.push(...prices.map(() => null));
  } else draft.price ??= prices[0] ?? null;
  return true;
}

function emptyDraft(isForeign: boolean, hasPointGroups: boolean): Draft {
  return {
    sides: [],
    symbols: [],
    entries: [],
    entryShares: [],
    price: null,
    targets: [],
    stops: [],
    leverage: null,
    marginMode: null,
    exchange: null,
    sizePercent: null,
    riskPercent: null,
    atMarket: false,
    orderKind: null,
    unclear: null,
    grouped: null,
    unread: [],
    unknown: [],
    isForeign,
    isTrailing: false,
    hasPointGroups,
  };
}

function readBreakout(draft: Draft, line: string): boolean {
  const [, above, below, price] = BREAKOUT.exec(line) ?? [];
  if (price === undefined) return false;
  draft.sides.push(above === undefined ? 'short' : 'long');
  draft.orderKind = 'stop';
  putEntries(draft, price);
  return above !== undefined || below !== undefined;
}

/** More prices than this in one line are no targets. */
const LINE_TARGETS_MAX = 10;

/** `Sell 62500 63500` under a buy names its targets; `Buy` under a sell as well. */
function readOtherSide(draft: Draft, line: string): boolean {
  const [, word = '', rest = ''] = /^(buy|sell) ?:? ?(\$?\d.*)$/i.exec(line) ?? [];
  const prices = rest.split(/[ ;-]+|, /).filter((part) => part !== '');
  if (prices.length > LINE_TARGETS_MAX || !prices.every((part) => /^\$?\d[\d,.]*$/.test(part))) return false;
  const other = word.toLowerCase() === 'sell' ? ['buy', 'long'] : ['sell', 'short'];
  if (word === '' || !draft.sides.some((side) => other.includes(side))) return false;
  draft.targets.push(...levelsIn(draft, rest));
  return true;
}

function readLines(lines: readonly string[], isForeign: boolean): Draft {
  const draft = emptyDraft(isForeign, isForeign && lines.some((line) => /\d\.\d{3},\d/.test(line)));
  let section: Section | null = null;
  for (const line of lines) {
    // what was passed over already is too much for a signal
    if (draft.unread.length > UNREAD_MAX) return draft;
    if (readBreakout(draft, line)) continue;
    if (/^trailing configuration\b/i.test(line)) draft.isTrailing = true;
    else if (draft.isTrailing && FOLLOWS.test(line)) continue;
    const label = readLabel(line);
    if (label !== null) {
      section = label.section;
      const zone = section === 'entry' ? /^(buy|sell|long|short)/i.exec(line)?.[1] : undefined;
      if (zone !== undefined) draft.sides.push(zone.toLowerCase());
      putSection(draft, section, label.rest);
      if (section === 'other') draft.unread.push(line);
    } else if (section !== null && LIST_ITEM.test(line)) putSection(draft, section, line.replace(LIST_ITEM, ''));
    else if (section !== null && /^\$?\d/.test(line) && !/[A-Za-z]{2}/.test(line)) putSection(draft, section, line);
    else if (!readOtherSide(draft, line) && !readHeadline(draft, line, lines.length === 1)) {
      draft.unread.push(line);
      draft.unknown.push(line);
    }
  }
  return draft;
}

/** Lines of the trailing configuration of Cornix: how stop and targets follow, which is told as not read. One of the entry is read as an entry, and refused. */
const FOLLOWS = /^(?:stop|take-profit) ?: ?(?:moving|percentage|breakeven|without|none|trailing|by)\b|^-? ?trigger ?:/i;

/** One line alone is a signal only where it says more than a side and a name, and nothing with feeling. */
function isPlainLine(draft: Draft, text: string): boolean {
  const says =
    draft.price !== null || draft.entries.length > 0 || draft.leverage !== null || draft.atMarket || /\bon (?:futures|spot)\b/i.test(text);
  const isNamed = draft.symbols.every((symbol) => isMarket(symbol) || draft.price !== null || draft.entries.length > 0);
  return draft.unread.length === 0 && says && isNamed && !text.includes('!');
}

const MAY_HOLD_LABEL = /\b(?:sl|stop ?loss|tps?\d{0,2}|take ?profits?|targets?|tgts?)\b/i;
/** Where a stop or target follows in the same line: `BUY GOLD 2340 SL 2330 TP 2360`. */
const INLINE_LABEL =
  /(?<=[\d)%]|\b(?:now|market|cmp)) ?[/,;-]? (?=(?:sl|stop ?loss|tps?\d{0,2}|take ?profits?|targets?|tgts?)\b ?\d{0,2} ?[:=@-]? ?\$?\d)/i;

/** A line in words that nobody here knows, which gives a number a name: it may be the stop in another language. */
const UNKNOWN_LABEL = /^\p{L}[\p{L} .-]{0,40}(?: ?[:=] ?| )[$€]?\d/u;

/** The signal that `text` is, or null where it is something else that people post. */
export function readSignalText(text: string): SignalText | null {
  if (text.length > COMMAND_TEXT_MAX || text.includes('{') || /\S\||\|\S/.test(text)) return null;
  const translated = translatePost(text);
  const english = translated === null ? text : translated.text;
  return english === null || !ANY_SIDE.test(english) || TALK.test(english) ? null : readPost(english, translated !== null);
}

function readPost(text: string, isForeign: boolean): SignalText | null {
  const lines = linesOf(text)
    .flatMap((line) => (line.includes('|') ? line.split('|') : line))
    .map(plainLine)
    .flatMap((line) => (MAY_HOLD_LABEL.test(line) ? line.split(INLINE_LABEL) : line))
    .filter((line) => line !== '');
  if (lines.length === 0 || lines.length > 60) return null;
  const draft = readLines(lines, isForeign);
  if (draft.unread.some((line) => DECISIVE.test(line)) || draft.unknown.some((line) => UNKNOWN_LABEL.test(line))) return null;
  const isQuiet = draft.unread.length <= UNREAD_MAX && draft.unread.every((line) => line.length <= UNREAD_LENGTH_MAX);
  const isComplete = draft.symbols.length > 0 && draft.sides.length > 0;
  const hasLevels = draft.targets.length + draft.stops.length + draft.entries.length > 0;
  const isSignal = lines.length === 1 ? isPlainLine(draft, text) : hasLevels || draft.sizePercent !== null;
  return isQuiet && isComplete && isSignal ? draft : null;
}

/** The same for a body: two dialects ask. */
export const signalIn = inText(readSignalText);
