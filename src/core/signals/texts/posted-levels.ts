// Owns: prices in a line of a posted signal, with the percent beside them. Behind a price a percent is the part of the
// position that enters or leaves there, unless it says how far away the price is, which the price says itself.

import { abs, decimal, div, eq, gt, HUNDRED, isPositive, max, mul, parseDecimal, sub, sum, type Decimal } from '../../model/decimal.ts';

/** A price, or a distance in percent or pips, with the share of the position that enters or leaves there. */
export interface PostedLevel {
  readonly value: string;
  readonly unit: 'price' | 'percent' | 'pips';
  readonly share: string | null;
}

const PART = String.raw`\d{1,3}(?:\.\d{1,4})?`;
/** `62000 - 50%`, `62000: 50 %`, `62000 50%` */
const BESIDE = String.raw`(?: ?[-:] ?| )(${PART}) ?%(?![\d(])`;
/** `62000 (50%)`, `2% (50%)`; a sign, as in `62000 (+2.5%)`, says how far it is. */
const BEHIND = String.raw`( ?%)?(?: ?\( ?(?:[+-] ?${PART}|(${PART})) ?% ?\)| [+-] ?${PART} ?%)?`;
const LEVELS = new RegExp(String.raw`(\d(?:[\d.,]*\d)?)(?:${BESIDE}|${BEHIND})`, 'g');

export const postedLevels = (text: string): PostedLevel[] =>
  [...text.matchAll(LEVELS)].map(([, value = '', beside, percent, behind]) => ({
    value,
    unit: percent === undefined ? 'price' : 'percent',
    share: beside ?? behind ?? null,
  }));

/** `30 pips` and nothing more: how far from the entry. With a sign, or a word, it may be what has been won or lost. */
const PIPS = /^((?!0)\d{1,4}(?:\.\d)?) ?pips?$/i;

export function postedPips(text: string): PostedLevel | null {
  const value = PIPS.exec(text)?.[1];
  return value === undefined ? null : { value, unit: 'pips', share: null };
}

/** People round percents: this many points, or this part of them. */
const ROUNDED_POINTS = decimal('0.1');
const ROUNDED_PART = decimal('0.02');

const numberOf = (text: string | null): Decimal => parseDecimal(text ?? '') ?? decimal(0);

/** Whether the percent is how far this price is from the entry, by itself or times the leverage. */
function isDistance({ value, share }: PostedLevel, entry: Decimal, leverage: Decimal): boolean {
  const percent = mul(HUNDRED, div(abs(sub(numberOf(value), entry)), entry));
  return [percent, mul(percent, leverage)].some((far) => !gt(abs(sub(far, numberOf(share))), max(ROUNDED_POINTS, mul(far, ROUNDED_PART))));
}

/** The same levels; without their percents where those say how far each of them is from the entry. */
export function withoutDistances(levels: readonly PostedLevel[], entry: string | null, leverage: string | null): readonly PostedLevel[] {
  const from = numberOf(entry);
  const shared = levels.filter(({ share, unit }) => share !== null && unit === 'price');
  if (!isPositive(from) || shared.length === 0) return levels;
  if (eq(sum(shared.map(({ share }) => numberOf(share))), HUNDRED)) return levels;
  const areDistances = shared.every((level) => isDistance(level, from, numberOf(leverage ?? '1')));
  return areDistances ? levels.map((level) => ({ ...level, share: null })) : levels;
}

/** A price, or two with a dash between. */
export const PRICE_WORD = /^[@$]{0,2}\d[\d,.]*(?:[-/](?:\d[\d,.]*)?)?$/;

/** Whether two numbers beside each other cannot both be prices of one entry. */
export function areUnlike(first: string, second: string): boolean {
  if (!PRICE_WORD.test(first) || !PRICE_WORD.test(second) || /[-/]/.test(first + second)) return false;
  const [a, b] = [first, second].map((word) => Number(word.replaceAll(/[@$,]/g, '')));
  return a !== undefined && b !== undefined && (a > 2 * b || b > 2 * a);
}

/** `TP 1 - 1.5`: from 1 to 1.5, or the first at 1.5, unless the line below is of the second. */
export const mayBeRange = (written: string, price: string, next: string): boolean =>
  /^1 +-/.test(written) && !/\b2 +- /.test(next) && !areUnlike('1', price);
