// Owns: what has been read of a posted signal so far, and how its numbers, levels, sides and symbols get into it.
// Invariant: a number that may be read in two ways is kept as unclear, never guessed.

import { writtenLeverage } from './posted-leverage.ts';
import { postedLevels, type PostedLevel } from './posted-levels.ts';
import { readNumber } from '../fields/read-number.ts';
import { isSymbolShaped } from '../symbols/read-symbol.ts';

export interface SignalText {
  /** The words that say the side, as written, lower case: one, or several that contradict each other. */
  readonly sides: readonly string[];
  readonly symbols: readonly string[];
  readonly entries: readonly string[];
  /** Of the entries, percent of the order; null where none of them says one. */
  readonly entryShares: readonly (string | null)[];
  /** A price in the line of the market that no label explains: where it stands now. */
  readonly price: string | null;
  /** The same, where it stands between the side and the name: it may be how many, unless a level in money shows that it is none. */
  readonly inFront: string | null;
  readonly targets: readonly PostedLevel[];
  readonly stops: readonly PostedLevel[];
  readonly leverage: string | null;
  readonly marginMode: 'isolated' | 'cross' | null;
  readonly exchange: string | null;
  /** Percent of the equity. */
  readonly sizePercent: string | null;
  /** A size in coins, in money or of nothing that is said: `0.01`, `0.01 BTC`, `$500`. Its reader knows what it may count. */
  readonly size: string | null;
  /** Lots, where the post says so. */
  readonly lots: string | null;
  /** How many; of what is traded in lots nobody can say whether it is units. */
  readonly quantity: string | null;
  /** Percent that the stop stays behind the market. */
  readonly trailingPercent: string | null;
  /** Percent of the equity that a stop-out may cost. */
  readonly riskPercent: string | null;
  readonly atMarket: boolean;
  /** `SELL STOP 188.5`: the entry waits for its price to be passed; `BUY LIMIT`: to be reached. */
  readonly orderKind: 'limit' | 'stop' | null;
  /** A number whose comma may be read in two ways; with it nothing is. */
  readonly unclear: string | null;
  /** A number such as `1,085`: thousands, unless prices of this market have decimals there. */
  readonly grouped: string | null;
  /** A number such as `1.085` in another language: decimals of a rate, and elsewhere perhaps thousands. */
  readonly pointed: string | null;
  /** Lines that were passed over, and those of them that begin with no word that is known. */
  readonly unread: readonly string[];
  readonly unknown: readonly string[];
  /** Lines that are known to say nothing of the trade. */
  readonly remarks: readonly string[];
  /** In words of another language, whose numbers have their points and commas the other way round. */
  readonly isForeign: boolean;
  /** What follows is how Cornix is to trail. */
  readonly isTrailing: boolean;
  /** A number of the post has points between its thousands and a comma for its decimals: so do the others. */
  readonly hasPointGroups: boolean;
  /** Each of its prices is written with one comma, and none with a point: `38,50`, `39,90`, `37,10`. */
  readonly hasDecimalCommas: boolean;
}

/** Digits with points and commas, the last of which may be the sentence's. */
const NUMBER = /\d(?:[\d.,]*\d)?/g;
/** A decimal point or none; thousands between commas; a decimal comma that cannot be anything else. */
const PLAIN = /^\d{1,15}(?:\.\d{1,12})?$/;
/** `67.250` and `1,085`: thousands in one language, decimals in the other. */
const TURNED = /^[1-9]\d{0,2}[.,]\d{3}$/;
const THOUSANDS = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,12})?$/;
const SIDE_WORD = /\b(long|short|buy|sell)\b/gi;
/** With three digits behind the comma it may part thousands. */
const DECIMAL_COMMA = /^\d{1,7},(?:\d{1,2}|\d{4,8})$/;
/** Prices: no number of a list or a label, no leverage, no percent, none that is a part of a name. */
const PRICES = /(?<![\p{L}\d.,#])\d(?:[\d.,]*\d)?(?![\p{L}\d]| ?[%)xX:.])/gu;
const COMMAS_MIN = 3;

/** In a list without blanks (`60,65`) a comma parts levels; where every price of a post has one, it is a decimal comma. */
export function hasDecimalCommas(lines: readonly string[]): boolean {
  const prices = lines.flatMap((line) => line.match(PRICES) ?? []).filter((price) => price.length > 1);
  return prices.length >= COMMAS_MIN && prices.every((price) => DECIMAL_COMMA.test(price));
}

/** The number that `written` is; where its comma may be read in two ways, the draft keeps it. */
function plainNumber(draft: PostDraft, written: string): string {
  if (draft.hasPointGroups && /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(written)) return written.replaceAll('.', '');
  if (draft.hasDecimalCommas && DECIMAL_COMMA.test(written)) return written.replace(',', '.');
  if (draft.isForeign && TURNED.test(written)) draft[written.includes('.') ? 'pointed' : 'unclear'] ??= written;
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

export const numbersIn = (draft: PostDraft, text: string): string[] =>
  (text.match(NUMBER) ?? []).map((written) => plainNumber(draft, written));

/** The levels of a line, and of lists of them. */
export const levelsIn = (draft: PostDraft, text: string): PostedLevel[] =>
  postedLevels(text).map((level) => ({ ...level, value: plainNumber(draft, level.value) }));

/** A percent where a price belongs is left to a person: `2 % below`. */
export function putEntries(draft: PostDraft, text: string): void {
  for (const { value, unit, share } of levelsIn(draft, text)) {
    if (unit === 'percent') draft.unclear ??= `${value}%`;
    draft.entries.push(value);
    draft.entryShares.push(share);
  }
}

export type PostDraft = {
  -readonly [Name in keyof SignalText]: SignalText[Name] extends readonly (infer Item)[] ? Item[] : SignalText[Name];
};

/** `5x`, `x5`, `Isolated (10X)`. False: the text says nothing of it. */
export function readLeverage(draft: PostDraft, text: string): boolean {
  const { times, mode } = writtenLeverage(text);
  // two that differ are none
  if (mode !== null && draft.marginMode !== null && mode !== draft.marginMode) draft.unknown.push('words 0');
  draft.marginMode ??= mode;
  if (times !== null && draft.leverage !== null && Number(times) !== Number(draft.leverage)) draft.unknown.push('words 0');
  draft.leverage ??= times;
  return times !== null || mode !== null;
}

export const sidesIn = (text: string): string[] => (text.match(SIDE_WORD) ?? []).map((word) => word.toLowerCase());

export function putSymbol(draft: PostDraft, word: string): void {
  const symbol = word.replace(/^[#$]/, '').replace(/[.,:;]$/, '');
  if (isSymbolShaped(symbol) && !draft.symbols.includes(symbol)) draft.symbols.push(symbol);
}

export function emptyDraft(isForeign: boolean, hasPointGroups: boolean, hasDecimalCommas: boolean): PostDraft {
  return {
    hasDecimalCommas,
    sides: [],
    symbols: [],
    entries: [],
    entryShares: [],
    price: null,
    inFront: null,
    targets: [],
    stops: [],
    leverage: null,
    marginMode: null,
    exchange: null,
    sizePercent: null,
    size: null,
    lots: null,
    quantity: null,
    trailingPercent: null,
    riskPercent: null,
    atMarket: false,
    orderKind: null,
    unclear: null,
    grouped: null,
    pointed: null,
    unread: [],
    unknown: [],
    remarks: [],
    isForeign,
    isTrailing: false,
    hasPointGroups,
  };
}

/** `0.05 lots`, alone in a line. */
export const LOTS_LINE = /^\d{1,4}(?:\.\d{1,3})? ?lots?$/i;
/** `0.05`, `0.05 lots` */
const LOTS = /^(\d{1,4}(?:\.\d{1,3})?)(?: ?(lots?))?$/i;

/** `0.01`, `0.01 BTC`, `$500`, `500$` */
const SIZE = /^(?:\$ ?\d{1,9}(?:\.\d{1,8})?|\d{1,9}(?:\.\d{1,8})?(?: ?(?:\$|[A-Z]{2,6}))?)$/i;

/** `5%`, `1% Risk`, `0.05 lots`. A size in anything else is not known here, and the post is another trade without it. */
export function putSize(draft: PostDraft, rest: string, isInLots: boolean): void {
  const [, percent, behind = ''] = /^(\d{1,3}(?:\.\d{1,4})?) ?%(.*)$/.exec(rest) ?? [];
  const [, lots, unit] = LOTS.exec(rest) ?? [];
  const size = isInLots ? undefined : SIZE.exec(rest)?.[0];
  if (lots !== undefined && (isInLots || unit !== undefined)) putLots(draft, lots);
  else if (size !== undefined && (draft.size ?? size) === size) draft.size = size;
  else if (percent === undefined || isInLots) draft.unknown.push(`size ${rest}`);
  else if (/\brisk\b/i.test(behind)) draft.riskPercent = percent;
  else if (draft.sizePercent !== null && draft.sizePercent !== percent) draft.unknown.push(`size ${rest}`);
  else draft.sizePercent = percent;
}

/** `10`, `10 shares`, `0.05 lots` */
export function putQuantity(draft: PostDraft, rest: string): void {
  const [, number, unit = ''] = /^(\d{1,7}(?:\.\d{1,8})?)(?: ?(shares?|contracts?|units?|lots?))?$/i.exec(rest) ?? [];
  if (number !== undefined && /^lot/i.test(unit)) putLots(draft, number);
  else if (number === undefined || (draft.quantity !== null && draft.quantity !== number)) draft.unknown.push(`size ${rest}`);
  else draft.quantity = number;
}

/** Two sizes that differ are none. */
export function putLots(draft: PostDraft, lots: string): void {
  if (draft.lots !== null && draft.lots !== lots) draft.unknown.push(`size ${lots}`);
  draft.lots = lots;
}

/** A stop or a target behind the leverage that has no place of its own is none that may be lost. */
export function putLeverage(draft: PostDraft, rest: string): void {
  readLeverage(draft, /^\d{1,3}(?: ?(?:-|to) ?\d{1,3})?$/.test(rest) ? `${rest}x` : rest);
  // a percent beside it is a size, or a risk
  if (/\b(?:sl|stop|tps?|targets?|trail\w*|entry|size|qty)\b|\d ?%/i.test(rest)) draft.unknown.push('words 0');
}

/** `1%`, and of `1-2% per trade` the lower one. */
export function putRisk(draft: PostDraft, rest: string): void {
  const [, percent = null, high = null] = /^(\d{1,3}(?:\.\d{1,4})?)(?: ?%? ?(?:-|to) ?(\d{1,3}(?:\.\d{1,4})?))? ?%/.exec(rest) ?? [];
  const differs = draft.riskPercent !== null && draft.riskPercent !== percent;
  if (differs || (high !== null && Number(percent) > Number(high))) draft.unknown.push('words 0');
  draft.riskPercent = percent;
}
