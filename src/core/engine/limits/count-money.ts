// Owns: money of several kinds as a sum in the one currency of a limit. Invariant: no sum rather than a wrong one; what has no
// rate, or an old one, is said by its pair.

import type { AccountMode } from '../../model/account.ts';
import { add, isZero, mul, round, ZERO, type Decimal } from '../../model/decimal.ts';
import { rateKey, type ExchangeRate, type ExchangeRates } from '../../model/money/exchange-rate.ts';
import type { Instant } from '../../model/ids.ts';
import { RATE_FRESH_MS } from '../../model/limits.ts';
import { madeUp } from '../../model/markets/price-origin.ts';

export interface Money {
  readonly amount: Decimal;
  readonly currency: string;
}

export interface Sum {
  /** In the currency of the scope. */
  readonly money: Decimal;
  /** It was counted at these. */
  readonly rates: readonly ExchangeRate[];
}

/** A sum that nobody can make. */
export interface NoRate {
  readonly missing: readonly MissingRate[];
}

export interface MissingRate {
  readonly from: string;
  readonly to: string;
  /** Of the one that is too old; null = none is known. */
  readonly ageMs: number | null;
}

/** Where sums are made, and with what. */
export interface RateGround {
  readonly scope: { readonly currency: string; readonly rateMode: AccountMode };
  readonly rates: ExchangeRates;
  readonly now: Instant;
}

export const isUncounted = (counted: object): counted is NoRate => 'missing' in counted;

/** One unit of `from` in the currency of the scope. */
function rateOf({ scope, rates, now }: RateGround, from: string): ExchangeRate | MissingRate {
  const { currency: to, rateMode: mode } = scope;
  const known = rates.get(rateKey({ mode, from, to }));
  if (known === undefined) return { from, to, ageMs: null };
  const ageMs = now - known.at;
  return ageMs > RATE_FRESH_MS ? { from, to, ageMs } : known;
}

/** Nothing is nothing in every currency. */
export function sumMoney(ground: RateGround, amounts: Iterable<Money>): Sum | NoRate {
  const found = new Map<string, ExchangeRate | MissingRate>();
  let money = ZERO;
  for (const { amount, currency } of amounts) {
    if (isZero(amount)) continue;
    if (currency === ground.scope.currency) {
      money = add(money, amount);
      continue;
    }
    const rate = found.get(currency) ?? rateOf(ground, currency);
    found.set(currency, rate);
    if ('price' in rate) money = add(money, mul(amount, rate.price));
  }
  const missing = [...found.values()].flatMap((rate) => ('price' in rate ? [] : [rate]));
  return missing.length > 0 ? { missing } : { money, rates: [...found.values()].flatMap((rate) => ('price' in rate ? [rate] : [])) };
}

/** Whether what will be earned in it can be counted. Null: it can. */
export function uncountedCurrency(ground: RateGround, currency: string): NoRate | null {
  if (currency === ground.scope.currency) return null;
  const rate = rateOf(ground, currency);
  return 'price' in rate ? null : { missing: [rate] };
}

export function joinRates(...lists: readonly (readonly ExchangeRate[])[]): readonly ExchangeRate[] {
  return [...new Map(lists.flat().map((rate) => [`${rate.from}/${rate.to}`, rate])).values()];
}

/** "45 s", "12 min". */
const ageShown = (ms: number): string => (ms < 60_000 ? `${Math.max(0, Math.floor(ms / 1_000))} s` : `${Math.floor(ms / 60_000)} min`);

/** A rate below a millionth keeps all of its digits. */
const priceShown = (price: Decimal): Decimal => (isZero(round(price, 6)) ? price : round(price, 8));

/** "1 INR = 0.01190476 USDT, 45 s old". */
const rateShown = ({ from, to, price, at, source }: ExchangeRate, now: Instant): string =>
  `1 ${from} = ${priceShown(price)} ${to}${madeUp(source)}, ${ageShown(now - at)} old`;

/** "; at 1 INR = 0.01190476 USDT, 45 s old"; nothing where all is of one kind. */
export const ratesShown = (rates: readonly ExchangeRate[], now: Instant): string =>
  rates.length === 0 ? '' : `; at ${rates.map((rate) => rateShown(rate, now)).join(' and ')}`;

const missingShown = ({ from, to, ageMs }: MissingRate): string =>
  ageMs === null ? `no rate of ${from}/${to} is known` : `the rate of ${from}/${to} is ${ageShown(ageMs)} old`;

/** "no rate of INR/USDT is known". */
export const noRateShown = ({ missing }: NoRate): string => missing.map(missingShown).join(' and ');

export const noRateRemedy = ({ missing }: NoRate): string =>
  `Let an account see the price of ${missing.map(({ from, to }) => `${from}/${to}`).join(' and ')} (some venue has to trade that pair), or set the limit on each account or strategy in its own currency. Exits pass all the time.`;

/** "; fee of 0.0012 BNB not counted: no rate"; nothing where there is none. */
export const feesApartShown = (fees: readonly Money[]): string =>
  fees.length === 0 ? '' : `; fee of ${fees.map(({ amount, currency }) => `${amount} ${currency}`).join(' and ')} not counted: no rate`;
