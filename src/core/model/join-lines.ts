// Owns: results of several lines as one, in one currency. What has no rate stands apart, under its own currency.
// Lines that ran side by side are joined by the day (or month) that they are kept by: within one nobody knows any more which
// moved first, so the fall of their sum is counted from the end of one to the end of the next.

import { add, mul, ONE, ZERO, type Decimal } from './decimal.ts';
import { convertResult } from './exchange-rate.ts';
import { measure, type Performance } from './performance.ts';
import { addToCurve, FLAT_CURVE } from './result-curve.ts';
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

/** Those of one period, side by side. */
const besides = (results: readonly Result[]): Result => {
  const joined = results.reduce(joinResults);
  return results.length === 1 ? joined : { ...joined, curve: addToCurve(FLAT_CURVE, joined.curve.net) };
};

export function joinLines(lines: readonly LineResults[], currency: string, rateOf: RateOf): JoinedResults {
  const priceOf = (own: string): Decimal | null => (own === currency ? ONE : rateOf(own));
  const byPeriod = new Map<string, Result[]>();
  let open = NOTHING_OPEN;
  for (const each of lines) {
    const price = priceOf(each.line.currency);
    if (price === null) continue;
    open = addOpen(open, { ...each.open, gain: mul(each.open.gain, price) });
    for (const [period, result] of each.results)
      byPeriod.set(period, [...(byPeriod.get(period) ?? []), price === ONE ? result : convertResult(result, price, currency)]);
  }
  const periods = [...byPeriod].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, results]) => results);
  const first: ResultLine = lines[0]?.line ?? { strategy: '' as never, account: '' as never, mode: 'paper', currency };
  const total = periods.reduce((so, results) => joinResults(so, besides(results)), newResult({ ...first, currency }));
  return {
    currency,
    numbers: measure(total),
    open,
    otherFees: total.otherFees,
    isExact: periods.every((results) => results.length === 1),
    apart: apartOf(lines.filter(({ line }) => priceOf(line.currency) === null)),
  };
}
