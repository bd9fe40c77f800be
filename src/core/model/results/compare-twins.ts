// Owns: a trade on a venue beside the same trade on paper: what filled, at which price, how late. Pure.

import { abs, add, decimal, div, HUNDRED, isZero, mul, neg, sub, sum, ZERO, type Decimal } from '../decimal.ts';
import type { Instant } from '../ids.ts';
import type { Order } from '../order.ts';
import type { Side } from '../signal.ts';

/** Orders of one part of an alert: those that its own strategy sent, without stops and targets. */
export interface TwinPart {
  readonly receivedAt: Instant;
  readonly orders: readonly Order[];
}

export interface Filled {
  readonly side: Side;
  readonly qty: Decimal;
  readonly averagePrice: Decimal;
  /** From the alert to the first fill, ms. */
  readonly delayMs: number;
}

export interface TwinTrade {
  readonly at: Instant;
  readonly symbol: string;
  readonly real: Filled | null;
  readonly paper: Filled | null;
  /** How much worse the real price was, percent of the paper one; below zero it was better. Null: one of the two has no fill. */
  readonly worsePercent: Decimal | null;
}

export interface TwinSummary {
  readonly compared: number;
  readonly averageWorsePercent: Decimal | null;
  /** Filled on paper, and not at the venue, and the other way round. */
  readonly onlyPaper: number;
  readonly onlyReal: number;
  readonly averageDelayMs: { readonly real: number; readonly paper: number } | null;
}

function filledOf({ orders, receivedAt }: TwinPart): Filled | null {
  const [first] = orders;
  const fills = orders.filter((order) => order.side === first?.side).flatMap((order) => order.fills);
  const qty = sum(fills.map((fill) => fill.qty));
  if (first === undefined || isZero(qty)) return null;
  const value = sum(fills.map((fill) => mul(fill.qty, fill.price)));
  return {
    side: first.side,
    qty,
    averagePrice: div(value, qty),
    delayMs: Math.max(0, Math.min(...fills.map((fill) => fill.at)) - receivedAt),
  };
}

function worsePercent(real: Filled | null, paper: Filled | null): Decimal | null {
  if (real === null || paper === null || real.side !== paper.side || isZero(paper.averagePrice)) return null;
  const dearer = div(mul(sub(real.averagePrice, paper.averagePrice), HUNDRED), abs(paper.averagePrice));
  return real.side === 'buy' ? dearer : neg(dearer);
}

/** Null: neither has an order. */
export function compareTwins(real: TwinPart, paper: TwinPart): TwinTrade | null {
  const [order] = [...real.orders, ...paper.orders];
  if (order === undefined) return null;
  const [filledReal, filledPaper] = [filledOf(real), filledOf(paper)];
  return {
    at: real.receivedAt,
    symbol: order.instrument.symbol,
    real: filledReal,
    paper: filledPaper,
    worsePercent: worsePercent(filledReal, filledPaper),
  };
}

const average = (values: readonly number[]): number => Math.round(values.reduce((total, each) => total + each, 0) / values.length);

export function summarizeTwins(trades: readonly TwinTrade[]): TwinSummary {
  const both = trades.flatMap(({ real, paper, worsePercent: worse }) =>
    real === null || paper === null || worse === null ? [] : [{ real, paper, worse }],
  );
  const total = both.reduce((so, { worse }) => add(so, worse), ZERO);
  return {
    compared: both.length,
    averageWorsePercent: both.length === 0 ? null : div(total, decimal(both.length)),
    onlyPaper: trades.filter(({ real, paper }) => real === null && paper !== null).length,
    onlyReal: trades.filter(({ real, paper }) => real !== null && paper === null).length,
    averageDelayMs:
      both.length === 0
        ? null
        : { real: average(both.map(({ real }) => real.delayMs)), paper: average(both.map(({ paper }) => paper.delayMs)) },
  };
}
