// Owns: the sums over the fills of one signal that its card tells: averages, fees, slippage, result.

import { add, type Decimal, div, isPositive, isZero, mul, neg, sub, sum, ZERO } from '../../core/model/decimal.ts';
import type { Order } from '../../core/model/order.ts';

export interface FillSum {
  readonly qty: Decimal;
  /** Volume-weighted; null while nothing filled. Quote currency. */
  readonly average: Decimal | null;
}

export function sumFills(orders: readonly Order[]): FillSum {
  const fills = orders.flatMap((order) => order.fills);
  const qty = sum(fills.map((fill) => fill.qty));
  const value = sum(fills.map((fill) => mul(fill.qty, fill.price)));
  return { qty, average: isZero(qty) ? null : div(value, qty) };
}

/** What was paid, by currency, in the order of the first payment. */
export function sumFees(orders: readonly Order[]): ReadonlyMap<string, Decimal> {
  const fees = new Map<string, Decimal>();
  for (const fill of orders.flatMap((order) => order.fills)) {
    if (!isZero(fill.fee)) fees.set(fill.feeCurrency, add(fees.get(fill.feeCurrency) ?? ZERO, fill.fee));
  }
  return fees;
}

export interface TradeResult {
  readonly qty: Decimal;
  readonly exitAverage: Decimal;
  /** Quote currency, after the fees that were paid in it. */
  readonly gain: Decimal;
  /** Everything that the entry opened is closed. */
  readonly complete: boolean;
}

/** What entry and exits of one signal came to; null while nothing of it is closed. */
export function tradeResult(entries: readonly Order[], exits: readonly Order[]): TradeResult | null {
  const first = entries[0];
  const opened = sumFills(entries);
  const closed = sumFills(exits);
  if (first === undefined || opened.average === null || closed.average === null) return null;
  const move = mul(sub(closed.average, opened.average), closed.qty);
  const gross = first.side === 'buy' ? move : neg(move);
  const complete = !isPositive(sub(opened.qty, closed.qty));
  // While a part is open only the fees of the closed part count.
  const share = complete ? opened.qty : closed.qty;
  const entryFee = mul(sumFees(entries).get(first.instrument.quote) ?? ZERO, div(share, opened.qty));
  const exitFee = sumFees(exits).get(first.instrument.quote) ?? ZERO;
  return { qty: closed.qty, exitAverage: closed.average, gain: sub(gross, add(entryFee, exitFee)), complete };
}
