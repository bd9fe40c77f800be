// Owns: what money of one kind is worth in another, and results in another currency. What has no rate is never added.

import type { Account, AccountMode } from '../account.ts';
import { mul, type Decimal } from '../decimal.ts';
import type { Instant } from '../ids.ts';
import { RATE_FRESH_MS } from '../limits.ts';
import type { PriceSource } from '../markets/instrument.ts';
import type { Result } from '../results/result.ts';
import type { ResultCurve } from '../results/result-curve.ts';

/** One unit of `from` in `to`. */
export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  readonly price: Decimal;
  readonly at: Instant;
  readonly source: PriceSource;
}

/** `mode`: prices that are made up are good for paper, and for nothing else. */
export interface WantedRate {
  readonly mode: AccountMode;
  readonly from: string;
  readonly to: string;
}

export type ExchangeRates = ReadonlyMap<string, ExchangeRate>;
export const rateKey = ({ mode, from, to }: WantedRate): string => `${mode}|${from}|${to}`;
export const NO_RATES: ExchangeRates = new Map();

/** Null: nobody knows, or it is too old to count money at. */
function freshRate(rates: ExchangeRates, wanted: WantedRate, now: Instant): ExchangeRate | null {
  const known = rates.get(rateKey(wanted));
  return known === undefined || now - known.at > RATE_FRESH_MS ? null : known;
}

/** What a market's money is worth in the money of an account, where those are two; null: they are one, or nobody knows. */
export const rateOfMarket = (
  { rates, now }: { readonly rates: ExchangeRates; readonly now: Instant },
  { mode, quoteCurrency: to }: Pick<Account, 'mode' | 'quoteCurrency'>,
  from: string,
): ExchangeRate | null => (from === to ? null : freshRate(rates, { mode, from, to }, now));

export const convertCurve = ({ net, peak, low, drawdown }: ResultCurve, price: Decimal): ResultCurve => ({
  net: mul(net, price),
  peak: mul(peak, price),
  low: mul(low, price),
  drawdown: mul(drawdown, price),
});

/** All that happened before counts at this price too. */
export function convertResult(result: Result, price: Decimal, currency: string): Result {
  const of = (amount: Decimal): Decimal => mul(amount, price);
  const { curve, slippage } = result;
  return {
    ...result,
    currency,
    curve: convertCurve(curve, price),
    fees: of(result.fees),
    grossProfit: of(result.grossProfit),
    grossLoss: of(result.grossLoss),
    largestWin: of(result.largestWin),
    largestLoss: of(result.largestLoss),
    slippage: { ...slippage, money: of(slippage.money) },
  };
}
