// Owns: signals as people post them in channels: a market and a side, and under it labelled lines (entry, targets, stop,
// leverage, size), in any order and with any decoration. What tells of results, asks or chats is no signal: a text counts
// only where every line has its place. Invariant: a number counts as what its label says; a bare one is a price, never a size.

import { translatePost } from '../order/foreign-words.ts';
import { inText } from './in-text.ts';
import { joinPairs } from '../symbols/join-pair.ts';
import {
  emptyDraft,
  hasDecimalCommas,
  levelsIn,
  numbersIn,
  putEntries,
  LOTS_LINE,
  putLeverage,
  putRisk,
  putQuantity,
  putSize,
  putSymbol,
  readLeverage,
  sidesIn,
  type PostDraft,
  type SignalText,
} from './posted-draft.ts';
import { readBreakout } from './posted-breakout.ts';
import { isMarginMode } from './posted-leverage.ts';
import { areUnlike, mayBeRange, postedPips, PRICE_WORD, type PostedLevel } from './posted-levels.ts';
import { isMarket, isOfListOrChart, readHeadline, spellMarkets, type Spelled } from './posted-headline.ts';
import { hasArrow, pointsAnywhere, waitsForPrice, withColons } from './posted-arrows.ts';
import { isUnclearLevel, withoutDistance } from './level-words.ts';
import { LIST_ITEM, mayCount, SEVERAL_COUNTED, withoutListNumbers } from './list-numbers.ts';
import { partsOf, spellMarks, type PostLine } from './posted-lines.ts';
import { readLabel, type Section } from './post-labels.ts';
import { isMarkedOff, isTalk, steers } from './posted-talk.ts';
import { readTrailing } from './posted-trailing.ts';
import { setApart, type SetApart } from './set-apart.ts';
import { isToldLabel, saysNoMore } from './told-label.ts';
import { isUnclearBehind } from './ticket-line.ts';
import { COMMAND_TEXT_MAX } from './word-fields.ts';

const ANY_SIDE = /long|short|buy|sell|(?:enter|entry) (?:above|below)/i;
/** `Entry: 60000 🟢 62000 🔴 58000`: a mark between two numbers stands for a label that nobody knows. */
const MARK_BETWEEN = /\d[^\p{L}\d\n\p{Extended_Pictographic}]{0,4}\p{Extended_Pictographic}[^\p{L}\d\n]{0,4}\d/u;
/** `_old signal_`: Markdown around words. */
const UNDERLINES = /(?<![\p{L}\p{N}_])_{1,2}(?=[^\s_])|(?<=[^\s_])_{1,2}(?![\p{L}\p{N}_])/gu;
/** Lines of other posts, and how many of them a signal may carry. */
const UNREAD_MAX = 4;
const UNREAD_LENGTH_MAX = 80;

/** A line that opens or guards the trade in words that are not understood: what was read without it is another trade. */
const DECISIVE =
  /\b(?:enter|entry|entries|buy|sell|long|short|above|below|breakout|limit|stop|sl|tp|target|leverage|cancel|wait)\b[^a-z]{0,20}\d/i;

/** What has to happen before the entry. */
const WAITS = /\b(?:above|below|over|under|break(?:s|out|ing)?|retest|pullback|confirmation|after|once|close)\b/i;

/** The levels in `rest`, as its label means them; where words give a number another meaning the post is not understood. */
function levelText(draft: PostDraft, rest: string): string {
  const text = withoutDistance(withoutListNumbers(rest));
  if (isUnclearLevel(text, draft.isForeign) || SEVERAL_COUNTED.test(rest)) draft.unknown.push('words 0');
  return text;
}

/** Said in the place of a price: at once, and that there is none. */
const NO_LEVEL =
  /^(?:(?:at |@ ?)?(?:the )?(?:current )?(?:market|mkt|now|cmp)(?: price)?|no|none|nil|n\/?a|mental|manual(?:ly)?|open|without|[-–—xX]*)[.!]*$/i;

function putSection(draft: PostDraft, section: Section, written: string): void {
  const pips = postedPips(written);
  if (pips !== null && (section === 'stop' || section === 'target')) {
    draft[section === 'stop' ? 'stops' : 'targets'].push(pips);
    return;
  }
  const rest = holdsLevels(section) ? levelText(draft, written) : written;
  // `SL: below the low`: a stop that nobody can place
  if ((section === 'entry' || section === 'stop') && !/\d/.test(rest) && !NO_LEVEL.test(rest.trim())) draft.unknown.push('words 0');
  if (isBounded(section) && !saysNoMore(section, rest, '')) draft.unknown.push(rest);
  if (isBounded(section) && section !== 'leverage') readLeverage(draft, rest);
  if (section === 'entry') {
    if (WAITS.test(rest)) draft.unknown.push('words 0');
    if (/\b(?:market|now|cmp)\b/i.test(rest)) draft.atMarket = true;
    putEntries(draft, rest);
  } else if (section === 'target') draft.targets.push(...levelsIn(draft, rest));
  else if (section === 'stop') draft.stops.push(...levelsIn(draft, rest));
  else if (section === 'leverage') putLeverage(draft, rest);
  else if (section === 'exchange') draft.exchange = rest;
  else if (section === 'trailing') draft.trailingPercent = /^[\d.]+/.exec(rest)?.[0] ?? null;
  else if (section === 'size' || section === 'lots') putSize(draft, rest, section === 'lots');
  else if (section === 'quantity') putQuantity(draft, rest);
  else if (section === 'risk') putRisk(draft, rest);
  else if (section === 'side') putSides(draft, rest);
  else if (section === 'symbol') putMarket(draft, rest);
  else if (section === 'price' && !putPrice(draft, rest)) draft.unknown.push('words 0');
}

const isBounded = (section: Section): section is 'leverage' | 'size' | 'side' | 'exchange' =>
  section === 'leverage' || section === 'size' || section === 'side' || section === 'exchange';

/** A type that names no side says how the order is made, or what the post is. */
function putSides(draft: PostDraft, rest: string): void {
  const sides = sidesIn(rest);
  draft.sides.push(...sides);
  const kind = /\b(?:long|short|buy|sell) (limit|stop)\b/i.exec(rest)?.[1]?.toLowerCase();
  if (kind === 'limit' || kind === 'stop') draft.orderKind = kind;
  if (sides.length > 0) return;
  draft.unread.push(rest);
  // `Position: 5%` is how much
  if (/\d/.test(rest)) draft.unknown.push('words 0');
}

/** `$DOGE/USDT (5x)`, `DOGE/USDT LONG`: the market, and behind it the side and the leverage. */
function putMarket(draft: PostDraft, rest: string): void {
  const [name = '', ...others] = rest.split(' ');
  const side = /^(?:long|short|buy|sell)$/i.exec(others[0] ?? '')?.[0];
  const behind = others.slice(side === undefined ? 0 : 1).join(' ');
  if (behind !== '' && !/^\(?[\dx. -]{2,12}\)?$/i.test(behind)) return;
  putSymbol(draft, name);
  readLeverage(draft, behind);
  if (side !== undefined) draft.sides.push(side.toLowerCase());
}

/** More prices than this in one line are no targets. */
const LINE_TARGETS_MAX = 10;

/** `Sell 62500 63500` under a buy names its targets; `Buy` under a sell as well. */
function readOtherSide(draft: PostDraft, line: string): boolean {
  const [, word = '', rest = ''] = /^(buy|sell) ?:? ?(\$?\d.*)$/i.exec(line) ?? [];
  const prices = rest.split(/[ ;-]+|, /).filter((part) => part !== '');
  if (prices.length > LINE_TARGETS_MAX || !prices.every((part) => /^\$?\d[\d,.]*$/.test(part))) return false;
  const other = word.toLowerCase() === 'sell' ? ['buy', 'long'] : ['sell', 'short'];
  if (word === '' || !draft.sides.some((side) => other.includes(side))) return false;
  draft.targets.push(...levelsIn(draft, rest));
  return true;
}

/** Where the next numbers belong. */
interface Place {
  section: Section | 'headline' | null;
  /** The label stood alone: its values follow, one in a line. */
  isList: boolean;
  /** The label stood alone, and none of its values has come yet. */
  lacks: boolean;
  /** The number that the last label of each kind carried: `TP 1 62000`. */
  readonly counted: Map<Section, number>;
}

const NUMBERS_ALONE = /^[@$]? ?\d/;
/** When it was posted. */
const DATE_LINE = /^\d{1,2}([-/.])\d{1,2}\1 ?20\d\d\b|^20\d\d([-/.])\d{1,2}\2\d{1,2}\b|^\d{1,2}:\d{2}\b/;
const LEVERAGE_LINE =
  /^(?:(?:cross|isolated) )?\(?(?:\d{1,3}(?:\.\d{1,2})? ?x|x ?\d{1,3})\)?(?: (?:cross|isolated))?$|^(?:cross|isolated)(?: margin)?$/i;
const AT_MARKET = /^(?:(buy|sell|long|short) )?(?:at )?(?:the )?(?:(?:current )?(?:market|now|cmp)(?: price)?|current price)$/i;
const holdsLevels = (section: Place['section']): section is 'entry' | 'target' | 'stop' =>
  section === 'entry' || section === 'target' || section === 'stop';

const isNumbersAlone = (text: string): boolean => NUMBERS_ALONE.test(text) && !/[A-Za-z]{2}/.test(text);

/** What stands behind the label, without its number where that stands behind a blank: `1 62000`, or `1` with the price in the next line. */
function withoutIndex(draft: PostDraft, place: Place, section: Section, rest: string, next: string): string {
  const [, index, price] = /^([1-9])(?: +(?:- +)?[@$]?(\d[\d.,]*))?(?!\d)/.exec(rest) ?? [];
  if (index === undefined || !holdsLevels(section) || (price === undefined && rest !== index)) return rest;
  const before = place.counted.get(section) ?? 0;
  if (Number(index) !== before + 1 || (price === undefined && !isNumbersAlone(next))) return rest;
  place.counted.set(section, before + 1);
  const behind = rest.slice(index.length).replace(/^[ -]+/, '');
  // `TP 1 2`: the second target, or the first at 2
  const isLow = price !== undefined && !price.includes('.') && Number(price.replaceAll(',', '')) < 10 * Number(index);
  if (price !== undefined && (isLow || mayBeRange(rest, price, next))) draft.unclear ??= rest.slice(0, 20);
  return behind;
}

/** A stake (`$100`); and below the target of a buy a lower number with no label may be its stop. */
function isNoNextTarget({ sides: [side] }: PostDraft, { value: last, unit }: PostedLevel, numbers: string): boolean {
  const next = Number(/^[@$]? ?(\d[\d,]*(?:\.\d+)?)/.exec(numbers)?.[1]?.replaceAll(',', ''));
  if (unit === 'pips' || areUnlike(last, numbers)) return true;
  return side === 'buy' || side === 'long' ? next < Number(last) : side !== undefined && next > Number(last);
}

/** Puts the numbers of a line where its place says. False: nobody says what they are, and the post is not understood. */
function putNumbers(draft: PostDraft, place: Place, { text, isMarked }: PostLine): boolean {
  const isItem = LIST_ITEM.test(text);
  const numbers = isItem ? text.replace(LIST_ITEM, '') : text;
  if (place.section === 'headline') return !isItem && !isMarked && putPrice(draft, numbers);
  if (!holdsLevels(place.section) || (isMarked && !place.isList)) return false;
  // under an entry with its price a bare number may be a target, or the stop
  if (place.section !== 'target' && !place.isList && !isItem) return false;
  const last = draft.targets.at(-1);
  if (place.section === 'target' && !isItem && last !== undefined && isNoNextTarget(draft, last, numbers)) return false;
  // how far the price above is, what it gains, or the part that leaves there
  if (place.section === 'target' && last?.unit === 'price' && /^[+-]?\d[\d.]* ?%$/.test(numbers)) return false;
  const levels = { entry: draft.entries, target: draft.targets, stop: draft.stops }[place.section];
  if (!isItem && mayCount(text, levels.length)) draft.unclear ??= text.slice(0, 20);
  place.lacks = false;
  putSection(draft, place.section, numbers);
  return true;
}

/** The price in the line below the market and the side. */
function putPrice(draft: PostDraft, text: string): boolean {
  if (
    draft.price !== null ||
    draft.entries.length > 0 ||
    !PRICE_WORD.test(text.replace(/^([@$]) /, '$1').replace(/(?<=\d) ?- ?(?=\d)/, '-'))
  )
    return false;
  const prices = numbersIn(draft, text);
  if (draft.orderKind !== null || prices.length > 1) putEntries(draft, text);
  else draft.price = prices[0] ?? null;
  return true;
}

/** A labelled line. False: the label before it has no value, and the post is a table, or broken. */
function putLabelled(
  draft: PostDraft,
  place: Place,
  line: string,
  label: NonNullable<ReturnType<typeof readLabel>>,
  next: string,
): boolean {
  const { section } = label;
  if (place.lacks && place.section !== section) return false;
  if (label.index !== null) place.counted.set(section, label.index);
  const rest = withoutIndex(draft, place, section, label.rest, next);
  Object.assign(place, { section, isList: rest === '', lacks: rest === '' && holdsLevels(section) });
  const zone = section === 'entry' ? /^(buy|sell|long|short)/i.exec(line)?.[1] : undefined;
  if (zone !== undefined) draft.sides.push(zone.toLowerCase());
  putSection(draft, section, rest);
  if (section === 'other') putTold(draft, line);
  return true;
}

function putTold(draft: PostDraft, line: string): void {
  draft.unread.push(line);
  // `Risk: $100` is a size, and `Risk free` tells of one that runs
  const isRisk = /^risk\b(?!.{0,12}reward)/i.test(line);
  if (isRisk && /\d/.test(line)) draft.unknown.push('words 0');
  else if (!draft.isTrailing && !isToldLabel(line)) draft.unknown.push(line);
}

/** A line that is neither labelled nor of numbers. */
function putOther(draft: PostDraft, place: Place, line: string, isLone: boolean): void {
  const market = place.section === 'entry' && place.lacks ? AT_MARKET.exec(line) : null;
  if (market !== null) {
    draft.atMarket = true;
    if (market[1] !== undefined) draft.sides.push(market[1].toLowerCase());
    place.lacks = false;
  } else if (LEVERAGE_LINE.test(line)) readLeverage(draft, line);
  else if (LOTS_LINE.test(line)) putSize(draft, line, true);
  else if (!readOtherSide(draft, line)) {
    const isHeadline = readHeadline(draft, line, isLone);
    // what follows a line that is not understood belongs to it
    if (!place.lacks) place.section = isHeadline ? 'headline' : null;
    if (isHeadline) return;
    draft.unread.push(line);
    draft.unknown.push(line);
  }
}

/** Null: numbers stand where nobody says what they are, or a label has no value. */
function readLines(lines: readonly PostLine[], isLone: boolean, isForeign: boolean): PostDraft | null {
  const texts = lines.map(({ text }) => text);
  const hasGroups = isForeign && texts.some((text) => /\d\.\d{3},\d/.test(text));
  const draft = emptyDraft(isForeign, hasGroups, isForeign && !hasGroups && hasDecimalCommas(texts));
  const place: Place = { section: null, isList: false, lacks: false, counted: new Map() };
  for (const [i, line] of lines.entries()) {
    const { text } = line;
    if (line.saysNothing === true) {
      draft.remarks.push(text);
      // what follows it belongs to nothing above it
      if (!place.lacks) place.section = null;
      continue;
    }
    // what was passed over already is too much for a signal
    if (draft.unread.length > UNREAD_MAX) return draft;
    if (readBreakout(draft, text)) continue;
    if (readTrailing(draft, text, lines[i - 1]?.text ?? '', lines[i + 1]?.text ?? '')) continue;
    const label = readLabel(text);
    if (label !== null) {
      if (!putLabelled(draft, place, text, label, lines[i + 1]?.text ?? '')) return null;
    } else if (DATE_LINE.test(text)) draft.unread.push(text);
    else if (!isNumbersAlone(text) || LEVERAGE_LINE.test(text)) putOther(draft, place, text, isLone);
    else if (!putNumbers(draft, place, line)) return null;
  }
  return place.lacks ? null : draft;
}

/** One line alone is a signal only where it says more than a side and a name, and nothing with feeling. */
function isPlainLine(draft: PostDraft, text: string): boolean {
  const says =
    draft.price !== null ||
    draft.entries.length > 0 ||
    draft.leverage !== null ||
    draft.atMarket ||
    (draft.stops.length > 0 && draft.targets.length > 0) ||
    isOfListOrChart(text) ||
    /\bon (?:futures|spot)\b/i.test(text);
  const isNamed = draft.symbols.every((symbol) => isMarket(symbol) || draft.price !== null || draft.entries.length > 0);
  return draft.unread.length === 0 && says && isNamed && !text.includes('!');
}

/** A line in words that nobody here knows, which gives a number a name: it may be the stop in another language. */
const UNKNOWN_LABEL = /^\p{L}[\p{L} .-]{0,40}(?: ?[:=] ?| )[$€]?\d/u;

/** Whether an arrow points at a number of which nobody says what it is. */
export const isUnclearArrow = (text: string): boolean =>
  text.length <= COMMAND_TEXT_MAX && hasArrow(text) && ANY_SIDE.test(text) && pointsAnywhere(text, readLabel);

/** A post in the words that are read here. */
interface Post {
  readonly text: string;
  readonly remarks: SetApart['remarks'];
  readonly isForeign: boolean;
  readonly written: Spelled['written'];
}

function postOf(text: string): Post | null {
  if (text.length > COMMAND_TEXT_MAX || text.includes('{') || /\S\||\|\S/.test(text)) return null;
  if (isUnclearArrow(text) || waitsForPrice(text) || isUnclearBehind(text)) return null;
  const spelled = spellMarkets(text.replaceAll(UNDERLINES, ' '));
  const apart = setApart(withColons(spelled.text), isPlaced);
  if (apart.isCrossedOut) return null;
  const words = joinPairs(apart.text);
  const translated = translatePost(words);
  const english = translated === null ? words : translated.text;
  const { remarks } = apart;
  return english === null ? null : { text: english, remarks, isForeign: translated !== null, written: spelled.written };
}

/** The signal that `text` is, or null where it is something else that people post. */
export function readSignalText(text: string): SignalText | null {
  const post = postOf(text);
  if (post === null || !ANY_SIDE.test(post.text) || isTalk(post.text) || isMarkedOff(post.text)) return null;
  const marked = spellMarks(post.text);
  const signal = MARK_BETWEEN.test(marked) ? null : readPost(marked, post.remarks, post.isForeign);
  return signal && { ...signal, symbols: signal.symbols.map((symbol) => post.written.get(symbol) ?? symbol) };
}

/** The numbers of the lines of which a post with levels takes nothing, whatever they say. */
export function linesUnread(text: string): readonly number[] {
  const post = postOf(text);
  if (post === null) return [];
  const lines = spellMarks(post.text).split('\n');
  const draft = readLines(
    lines.flatMap((line, number) => withRemark(line, post.remarks.get(number))),
    false,
    post.isForeign,
  );
  if (draft === null || draft.targets.length + draft.stops.length + draft.entries.length === 0) return [];
  const unread = new Set([...draft.unread, ...draft.unknown]);
  return lines.flatMap((line, number) => (partsOfLine(line).some((part) => unread.has(part.text)) ? [number] : []));
}

/** A label that is read makes more of a line than its words say. */
const isPlaced = (line: string): boolean => partsOf(line).some(({ text }) => (readLabel(text)?.section ?? 'other') !== 'other');

/** Another market in a line that is passed over: `Same for ETHUSDT`. */
const namesOther = (line: string, { symbols }: PostDraft): boolean =>
  line.split(/[ ,;]+/).some((word) => !/^[#$]/.test(word) && isMarket(word) && !symbols.includes(word));

type Remarks = SetApart['remarks'];

const partsOfLine = (line: string): PostLine[] => (line.includes('|') ? line.split('|') : [line.trim()]).flatMap(partsOf);

/** A line, and behind it what was set apart from it. */
function withRemark(line: string, remark: string | undefined): readonly PostLine[] {
  const parts = partsOfLine(line);
  return remark === undefined ? parts : [...parts, { text: remark, isMarked: false, saysNothing: true }];
}

const LONE_TAG = /^\P{L}*#([A-Z\d]{5,20})\P{L}*$/u;
/** `⚡ #BTCUSDT ⚡`: a tag that is a market names it where nothing else does. */
function putTagged(draft: PostDraft): void {
  const tagged = draft.remarks.filter((line) => isMarket(LONE_TAG.exec(line)?.[1] ?? ''));
  const [line = '', ...others] = tagged;
  if (draft.symbols.length > 0 || line === '' || others.length > 0) return;
  putSymbol(draft, LONE_TAG.exec(line)?.[1] ?? '');
  draft.remarks.splice(draft.remarks.indexOf(line), 1);
}

function readPost(text: string, remarks: Remarks, isForeign: boolean): SignalText | null {
  const all = text.split('\n').flatMap((line, number) => withRemark(line, remarks.get(number)));
  const lines = all.filter((line) => line.saysNothing !== true && !isMarginMode(line.text));
  if (lines.length === 0 || all.length > 60) return null;
  const draft = readLines(all, lines.length === 1, isForeign);
  if (draft === null || draft.unread.some((line) => DECISIVE.test(line)) || draft.unknown.some((line) => UNKNOWN_LABEL.test(line)))
    return null;
  putTagged(draft);
  if (draft.unknown.some((line) => steers(line, text) || namesOther(line, draft))) return null;
  // a line in another language may say that the signal is over, or what it waits for
  if (isForeign && draft.unknown.some((line) => /\p{L}{3}/u.test(line))) return null;
  const isQuiet = draft.unread.length <= UNREAD_MAX && draft.unread.every((line) => line.length <= UNREAD_LENGTH_MAX);
  const isComplete = draft.symbols.length > 0 && draft.sides.length > 0;
  const hasLevels = draft.targets.length + draft.stops.length + draft.entries.length > 0;
  const isSignal = lines.length === 1 ? isPlainLine(draft, text) : hasLevels || (draft.sizePercent ?? draft.size) !== null;
  return isQuiet && isComplete && isSignal ? draft : null;
}

/** The same for a body: two dialects ask. */
export const signalIn = inText(readSignalText);
