// Owns: the sums over the fills of one signal that its card tells: averages, fees, slippage, result.

import { abs, add, type Decimal, div, isPositive, isZero, lt, mul, neg, sub, sum, ZERO } from '../../core/model/decimal.ts';
import { qtyMoved, quoteFee } from '../../core/model/money/fee-of-fill.ts';
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
  /** Quote currency, after the fees that were paid in it or in the coins that were bought. */
  readonly gain: Decimal;
  /** The same before any fee. */
  readonly gross: Decimal;
  /** What was paid in other currencies, by currency: not in `gain`. */
  readonly feesApart: ReadonlyMap<string, Decimal>;
  /** Everything that the entry opened is closed. */
  readonly complete: boolean;
}

const quoteFees = (orders: readonly Order[]): Decimal => sum(orders.flatMap((order) => order.fills.map((fill) => quoteFee(order, fill))));

/** What was paid in other currencies than that of the result. */
export function feesApart(orders: readonly Order[]): ReadonlyMap<string, Decimal> {
  const isApart = (order: Order) => (fill: Order['fills'][number]) => isZero(quoteFee(order, fill));
  return sumFees(orders.map((order) => ({ ...order, fills: order.fills.filter(isApart(order)) })));
}

/** What entry and exits of one signal came to; null while nothing of it is closed. */
export function tradeResult(entries: readonly Order[], exits: readonly Order[]): TradeResult | null {
  const first = entries[0];
  const opened = sumFills(entries);
  const closed = sumFills(exits);
  if (first === undefined || opened.average === null || closed.average === null) return null;
  const move = mul(sub(closed.average, opened.average), closed.qty);
  const gross = first.side === 'buy' ? move : neg(move);
  const held = abs(sum(entries.flatMap((order) => order.fills.map((fill) => qtyMoved(order, fill)))));
  // of coins that paid a fee less than a step may be left, which nobody can sell
  const left = sub(held, closed.qty);
  const complete = !isPositive(left) || lt(left, first.instrument.stepSize);
  // While a part is open only the fees of the closed part count.
  const entryFee = complete ? quoteFees(entries) : mul(quoteFees(entries), div(closed.qty, held));
  const gain = sub(gross, add(entryFee, quoteFees(exits)));
  return { qty: closed.qty, exitAverage: closed.average, gain, gross, feesApart: feesApart([...entries, ...exits]), complete };
}
