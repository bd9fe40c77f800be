// Owns: exact decimal numbers. A Decimal is a *string* in one canonical plain form ("0.1", "-3", "1000000"): never an
// exponent, no trailing zeros, no "-0". It can therefore stand in state, journal and messages as it is, is equal when
// its text is equal, and can never reach a venue as "1e-7". The arithmetic is decimal.js at 40 significant digits, and
// small-decimal.ts where that gives the same.

import { Decimal as BigDecimal } from 'decimal.js';
import { addSmall, compareSmall, divSmall, floorSmall, mulSmall, subSmall } from './small-decimal.ts';

declare const decimalBrand: unique symbol;
/** An exact decimal number in canonical plain notation. Make one with {@link parseDecimal} or {@link decimal}. */
export type Decimal = string & { readonly [decimalBrand]: true };

const Exact = BigDecimal.clone({ precision: 40, rounding: BigDecimal.ROUND_HALF_EVEN });

/** Largest magnitude that anyone may mean (10^15) and most digits behind the point (18, as on-chain tokens have). */
const MAX_MAGNITUDE = new Exact('1e15');
const MAX_PLACES = 18;
/** Already canonical and within both limits, as most numbers of most senders are: no number needs to be made to see it. */
const CANONICAL = /^(?:0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,14})\.\d{0,17}[1-9])$/;
const PLAIN = /^[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?$/;

function canonical(value: BigDecimal): Decimal {
  const text = value.toFixed();
  return (text === '-0' ? '0' : text) as Decimal;
}

/** The number that `text` writes (digits, one point, optionally an exponent), or null: NaN, Infinity, 1e400 and "1.234.567" are null. */
export function parseDecimal(text: string): Decimal | null {
  const trimmed = text.trim();
  if (CANONICAL.test(trimmed)) return trimmed as Decimal;
  if (!PLAIN.test(trimmed)) return null;
  const value = new Exact(trimmed);
  if (!value.isFinite() || value.abs().gt(MAX_MAGNITUDE) || value.decimalPlaces() > MAX_PLACES) return null;
  return canonical(value);
}

/**
 * The same for numbers that a sender's program has computed: a binary fraction (0.1 / 93) has more digits than any venue
 * knows, and is rounded half-even to 18 places. Null also where nothing would be left of it.
 */
export function parseComputed(text: string): Decimal | null {
  const exact = parseDecimal(text);
  if (exact !== null || !PLAIN.test(text.trim())) return exact;
  const value = new Exact(text.trim());
  const rounded = value.toDecimalPlaces(MAX_PLACES);
  return rounded.isFinite() && !rounded.isZero() && rounded.abs().lte(MAX_MAGNITUDE) ? canonical(rounded) : null;
}

/** A Decimal from a literal of ours; throws on text that is none (a programmer's error, not a sender's). */
export function decimal(literal: string | number): Decimal {
  const parsed = parseDecimal(String(literal));
  if (parsed === null) throw new Error(`not a decimal number: ${JSON.stringify(literal)}`);
  return parsed;
}

export const ZERO = '0' as Decimal;
export const ONE = '1' as Decimal;
export const HUNDRED = '100' as Decimal;

/** The small way's answer is canonical, or null. */
const small = (text: string | null): Decimal | null => text as Decimal | null;

export const add = (a: Decimal, b: Decimal): Decimal => small(addSmall(a, b)) ?? canonical(new Exact(a).plus(b));
export const sub = (a: Decimal, b: Decimal): Decimal => small(subSmall(a, b)) ?? canonical(new Exact(a).minus(b));
export const mul = (a: Decimal, b: Decimal): Decimal =>
  small(mulSmall(a, b)) ?? canonical(new Exact(a).times(b).toDecimalPlaces(MAX_PLACES));
/** a / b rounded to 18 places; b must not be zero (asserted). */
export function div(a: Decimal, b: Decimal): Decimal {
  if (isZero(b)) throw new Error(`division of ${a} by zero`);
  return small(divSmall(a, b)) ?? canonical(new Exact(a).div(b).toDecimalPlaces(MAX_PLACES));
}
export const neg = (a: Decimal): Decimal => small(subSmall(ZERO, a)) ?? canonical(new Exact(a).negated());
export const abs = (a: Decimal): Decimal => (isNegative(a) ? neg(a) : a);
export const compare = (a: Decimal, b: Decimal): number => compareSmall(a, b) ?? new Exact(a).comparedTo(b);
export const eq = (a: Decimal, b: Decimal): boolean => a === b;
export const lt = (a: Decimal, b: Decimal): boolean => compare(a, b) < 0;
export const lte = (a: Decimal, b: Decimal): boolean => compare(a, b) <= 0;
export const gt = (a: Decimal, b: Decimal): boolean => compare(a, b) > 0;
export const gte = (a: Decimal, b: Decimal): boolean => compare(a, b) >= 0;
export const min = (a: Decimal, b: Decimal): Decimal => (lte(a, b) ? a : b);
export const max = (a: Decimal, b: Decimal): Decimal => (gte(a, b) ? a : b);
export const isZero = (a: Decimal): boolean => a === '0';
export const isPositive = (a: Decimal): boolean => a !== '0' && !a.startsWith('-');
export const isNegative = (a: Decimal): boolean => a.startsWith('-');
export const sum = (values: Iterable<Decimal>): Decimal => {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
};
/** `percent` percent of `a`: percentOf("200", "5") = "10". */
export const percentOf = (a: Decimal, percent: Decimal): Decimal => mul(a, div(percent, HUNDRED));

/** `qty` rounded down (towards zero) to a multiple of `step` (> 0). */
export const floorToStep = (qty: Decimal, step: Decimal): Decimal =>
  small(floorSmall(qty, step)) ?? canonical(new Exact(qty).div(step).trunc().times(step));
/** `price` rounded to the nearest multiple of `tick` (> 0); halves away from zero. */
export const roundToTick = (price: Decimal, tick: Decimal): Decimal =>
  canonical(new Exact(price).toNearest(tick, BigDecimal.ROUND_HALF_UP));
/** `value` rounded half-even to `places` digits behind the point. */
export const round = (value: Decimal, places: number): Decimal => canonical(new Exact(value).toDecimalPlaces(places));
/** For read endpoints that promise JSON numbers, and for nothing else: binary floating point is not exact. */
export const toNumber = (a: Decimal): number => Number(a);
