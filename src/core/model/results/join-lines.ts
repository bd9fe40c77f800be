// Owns: results of several lines as one, in one currency. What has no rate stands apart, under its own currency.
// Lines that ran side by side are joined by the day (or month) that they are kept by. How their sum ran within one is known
// where it was kept for just these lines; else its fall is counted from the end of one day to the end of the next.

import { add, mul, ONE, ZERO, type Decimal } from '../decimal.ts';
import { convertCurve, convertResult } from '../money/exchange-rate.ts';
import { measure, type Performance } from './performance.ts';
import { addToCurve, FLAT_CURVE, type ResultCurve } from './result-curve.ts';
import { joinResults, newResult, type Result, type ResultLine } from './result.ts';

/** One line, with what it came to by day, in order, and what is open on it now. */
export interface LineResults {
  readonly line: ResultLine;
  readonly results: readonly (readonly [period: string, result: Result])[];
  readonly open: OpenResult;
}

export interface OpenResult {
  /** Of positions whose price is known. */
  readonly gain: Decimal;
  readonly positions: number;
  /** Of those: without a price, so that nobody knows their gain. */
  readonly unpriced: number;
}

export const NOTHING_OPEN: OpenResult = { gain: ZERO, positions: 0, unpriced: 0 };

export interface JoinedResults {
  readonly currency: string;
  readonly numbers: Performance;
  readonly open: OpenResult;
  /** Fees in other currencies: in no sum. */
  readonly otherFees: Readonly<Record<string, Decimal>>;
  /** False: the drawdown is counted from day to day. */
  readonly isExact: boolean;
  /** In no sum: nothing says what it is worth. */
  readonly apart: readonly { readonly currency: string; readonly realized: Decimal; readonly open: Decimal }[];
}

/** How the sum of all lines of a period ran, in their currency; null: it was not kept for just these. */
export type JointOf = (period: string, lines: readonly Result[]) => ResultCurve | null;

/** Null: unknown. */
export type RateOf = (currency: string) => Decimal | null;

export const addOpen = (a: OpenResult, b: OpenResult): OpenResult => ({
  gain: add(a.gain, b.gain),
  positions: a.positions + b.positions,
  unpriced: a.unpriced + b.unpriced,
});

const inOrder = ({ results }: LineResults, line: ResultLine): Result =>
  results.reduce((so, [, each]) => joinResults(so, each), newResult(line));

function apartOf(lines: readonly LineResults[]): JoinedResults['apart'] {
  const sums = new Map<string, { realized: Decimal; open: Decimal }>();
  for (const each of lines) {
    const { currency } = each.line;
    const known = sums.get(currency) ?? { realized: ZERO, open: ZERO };
    const { curve } = inOrder(each, each.line);
    sums.set(currency, { realized: add(known.realized, curve.net), open: add(known.open, each.open.gain) });
  }
  return [...sums].map(([currency, sum]) => ({ currency, ...sum }));
}

interface Besides {
  readonly result: Result;
  readonly isExact: boolean;
}

/** Those of one period, side by side, in `currency`. */
function besides(period: string, results: readonly Result[], priceOf: RateOf, currency: string, jointOf: JointOf): Besides | null {
  const [first] = results;
  if (first === undefined) return null;
  const priced = results.flatMap((result) => {
    const price = priceOf(result.currency);
    return price === null ? [] : [price === ONE ? result : convertResult(result, price, currency)];
  });
  const joined = priced.reduce(joinResults);
  if (results.length === 1) return { result: joined, isExact: true };
  const price = results.every((each) => each.currency === first.currency) ? priceOf(first.currency) : null;
  const curve = price === null ? null : jointOf(period, results);
  if (curve === null || price === null) return { result: { ...joined, curve: addToCurve(FLAT_CURVE, joined.curve.net) }, isExact: false };
  return { result: { ...joined, curve: price === ONE ? curve : convertCurve(curve, price) }, isExact: true };
}

export function joinLines(lines: readonly LineResults[], currency: string, rateOf: RateOf, jointOf: JointOf = () => null): JoinedResults {
  const priceOf = (own: string): Decimal | null => (own === currency ? ONE : rateOf(own));
  const byPeriod = new Map<string, Result[]>();
  let open = NOTHING_OPEN;
  for (const each of lines) {
    const price = priceOf(each.line.currency);
    if (price === null) continue;
    open = addOpen(open, { ...each.open, gain: mul(each.open.gain, price) });
    for (const [period, result] of each.results) byPeriod.set(period, [...(byPeriod.get(period) ?? []), result]);
  }
  const inOrderOfTime = [...byPeriod].sort(([a], [b]) => (a < b ? -1 : 1));
  const periods = inOrderOfTime.flatMap(([period, results]) => besides(period, results, priceOf, currency, jointOf) ?? []);
  const first: ResultLine = lines[0]?.line ?? { strategy: '' as never, account: '' as never, mode: 'paper', currency };
  const total = periods.reduce((so, { result }) => joinResults(so, result), newResult({ ...first, currency }));
  return {
    currency,
    numbers: measure(total),
    open,
    otherFees: total.otherFees,
    isExact: periods.every(({ isExact }) => isExact),
    apart: apartOf(lines.filter(({ line }) => priceOf(line.currency) === null)),
  };
}
