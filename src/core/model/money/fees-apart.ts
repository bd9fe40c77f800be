// Owns: fees of round trips in other currencies: they stand apart until a rate is known, and are part of what a trip came to
// from then on.

import { add, div, isZero, mul, sub, ZERO, type Decimal } from '../decimal.ts';
import type { ClosedTrade, FeesApart, OpenTrade } from '../results/open-trade.ts';

const isNone = (fees: FeesApart): boolean => Object.keys(fees).length === 0;

/** Both; what comes to nothing is none. */
export function addFees(a: FeesApart, b: FeesApart): FeesApart {
  const sums: Record<string, Decimal> = { ...a };
  for (const [currency, fee] of Object.entries(b)) {
    const total = add(sums[currency] ?? ZERO, fee);
    if (isZero(total)) Reflect.deleteProperty(sums, currency);
    else sums[currency] = total;
  }
  return sums;
}

/** The part of `fees` that `of` is of `whole`. */
export const partOfFees = (fees: FeesApart, of: Decimal, whole: Decimal): FeesApart =>
  Object.fromEntries(Object.entries(fees).map(([currency, fee]) => [currency, of === whole ? fee : mul(fee, div(of, whole))]));

export const lessFees = (a: FeesApart, b: FeesApart): FeesApart =>
  addFees(a, Object.fromEntries(Object.entries(b).map(([currency, fee]) => [currency, sub(ZERO, fee)])));

/** Of a trade with these fees. */
export function withFees<Trade extends OpenTrade | ClosedTrade>({ feesApart: _known, ...trade }: Trade, feesApart: FeesApart): Trade {
  return (isNone(feesApart) ? trade : { ...trade, feesApart }) as Trade;
}

/** What those in `currency` are worth at `price`, and the trade without them; null: it has none. */
export function worthOfFees<Trade extends OpenTrade | ClosedTrade>(
  trade: Trade,
  currency: string,
  price: Decimal,
): { readonly trade: Trade; readonly money: Decimal } | null {
  const { [currency]: fee, ...others } = trade.feesApart ?? {};
  return fee === undefined ? null : { trade: withFees(trade, others), money: mul(fee, price) };
}
