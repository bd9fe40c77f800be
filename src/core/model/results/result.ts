// Owns: what the trades of one strategy on one account came to within a time, in one currency, and how such results are added.
// Invariants: `curve.net` is what was realised by fills, after fees; what was won less what was lost by round trips is the
// same as soon as nothing is open and no trade stands apart. Everything is a sum: two results that follow each other make one.

import type { AccountMode } from '../account.ts';
import { add, div, isNegative, isPositive, max, neg, round, sub, ZERO, type Decimal } from '../decimal.ts';
import type { AccountName, StrategyName } from '../ids.ts';
import { addFees, lessFees, worthOfFees } from '../money/fees-apart.ts';
import { TRADES_APART_MAX } from '../limits.ts';
import type { ClosedTrade, FeesApart } from './open-trade.ts';
import type { CompleteCopy } from '../copies/complete-copy.ts';
import { addToCurve, FLAT_CURVE, joinCurves, type ResultCurve } from './result-curve.ts';

/** What results are counted apart by: money of one kind, made by one strategy in one place. */
export interface ResultLine {
  readonly strategy: StrategyName;
  readonly account: AccountName;
  /** An account that went from paper to live has two lines. */
  readonly mode: AccountMode;
  /** The quote currency of what was traded: all sums are in it. */
  readonly currency: string;
}

/** `writtenOff`: the books followed the venue. */
export type TradeApart = ClosedTrade & { readonly writtenOff: boolean };

export interface Result extends ResultLine {
  readonly curve: ResultCurve;
  /** In `currency`; already deducted from `curve`. */
  readonly fees: Decimal;
  /** By currency: fees that were paid in others; not deducted. */
  readonly otherFees: Readonly<Record<string, Decimal>>;
  /** Entry orders that have filled, at least in part. */
  readonly entries: number;
  /** Round trips, from flat to flat, counted where they ended. */
  readonly won: number;
  readonly lost: number;
  readonly even: number;
  /** Round trips that are over and none of those yet: some of their fees were paid in other currencies, whose worth is not known. */
  readonly tradesApart?: readonly TradeApart[];
  /** Of those: ended because the books followed the venue; at which price it was left, nobody has said. */
  readonly writtenOff: number;
  /** Sums of round trips after fees; `grossLoss` is not below zero. */
  readonly grossProfit: Decimal;
  readonly grossLoss: Decimal;
  readonly largestWin: Decimal;
  /** Not below zero. */
  readonly largestLoss: Decimal;
  /** Round trips in units of what was risked on each, where a stop was known at its entry. */
  readonly multiples: { readonly count: number; readonly sum: Decimal };
  /** How much worse entries filled than at the price in their alert. */
  readonly slippage: Slippage;
  /** From the receipt of an alert to the first fill of its entry. */
  readonly delay: Delay;
  /** The same of exits: against the level of a stop or target, or the price in their alert. Absent in older books: nobody counted. */
  readonly exitSlippage?: Slippage;
  /** From the receipt of an alert, or the moment a level was seen to be reached, to the first fill of its exit. */
  readonly exitDelay?: Delay;
}

/** Sum of percents, and money (currency of the line). */
interface Slippage {
  readonly count: number;
  readonly percents: Decimal;
  readonly money: Decimal;
}
interface Delay {
  readonly count: number;
  readonly sumMs: number;
}

export const NO_SLIPPAGE: Slippage = { count: 0, percents: ZERO, money: ZERO };
export const NO_DELAY: Delay = { count: 0, sumMs: 0 };

const joinSlippage = (a: Slippage, b: Slippage): Slippage => ({
  count: a.count + b.count,
  percents: add(a.percents, b.percents),
  money: add(a.money, b.money),
});
const joinDelay = (a: Delay, b: Delay): Delay => ({ count: a.count + b.count, sumMs: a.sumMs + b.sumMs });

export const lineKey = ({ strategy, account, mode, currency }: ResultLine): string => `${strategy}|${account}|${mode}|${currency}`;

export const newResult = ({ strategy, account, mode, currency }: ResultLine): Result => ({
  strategy,
  account,
  mode,
  currency,
  curve: FLAT_CURVE,
  fees: ZERO,
  otherFees: {},
  entries: 0,
  won: 0,
  lost: 0,
  even: 0,
  tradesApart: [],
  writtenOff: 0,
  grossProfit: ZERO,
  grossLoss: ZERO,
  largestWin: ZERO,
  largestLoss: ZERO,
  multiples: { count: 0, sum: ZERO },
  slippage: NO_SLIPPAGE,
  delay: NO_DELAY,
  exitSlippage: NO_SLIPPAGE,
  exitDelay: NO_DELAY,
});

const copyResult = (result: Result): CompleteCopy<Result> => ({
  strategy: result.strategy,
  account: result.account,
  mode: result.mode,
  currency: result.currency,
  curve: result.curve,
  fees: result.fees,
  otherFees: result.otherFees,
  entries: result.entries,
  won: result.won,
  lost: result.lost,
  even: result.even,
  tradesApart: result.tradesApart ?? [],
  writtenOff: result.writtenOff,
  grossProfit: result.grossProfit,
  grossLoss: result.grossLoss,
  largestWin: result.largestWin,
  largestLoss: result.largestLoss,
  multiples: result.multiples,
  slippage: result.slippage,
  delay: result.delay,
  exitSlippage: result.exitSlippage ?? NO_SLIPPAGE,
  exitDelay: result.exitDelay ?? NO_DELAY,
});

/** With some fields changed (why not by a spread: complete-copy.ts). */
export const changeResult = (result: Result, changes: Partial<Result>): Result => Object.assign(copyResult(result), changes);

/** Of one R, and of one percent: enough for any table, and they do not grow with every trade. */
const RATIO_PLACES = 8;

export const ratio = (a: Decimal, b: Decimal): Decimal => round(div(a, b), RATIO_PLACES);

/** Money that was realised and paid, fees in other currencies apart. */
export const addCash = (known: Result, realized: Decimal, fees: Decimal): Result =>
  changeResult(known, { curve: addToCurve(known.curve, sub(realized, fees)), fees: add(known.fees, fees) });

export const addOtherFees = (known: Result, fees: FeesApart): Result => changeResult(known, { otherFees: addFees(known.otherFees, fees) });

/** A fee that stood apart becomes one of the line's own currency: `money`. */
export function countOtherFee(known: Result, currency: string, fee: Decimal, money: Decimal): Result {
  return changeResult(addCash(known, ZERO, money), { otherFees: lessFees(known.otherFees, { [currency]: fee }) });
}

function keepApart(known: Result, trades: readonly TradeApart[]): Result {
  const tooMany = trades.slice(0, Math.max(0, trades.length - TRADES_APART_MAX));
  const kept = changeResult(known, { tradesApart: trades.slice(tooMany.length) });
  return tooMany.reduce((so, trade) => countTrade(so, trade, trade.writtenOff), kept);
}

/** One with fees apart counts when their worth is known. */
export const addTrade = (known: Result, trade: ClosedTrade, writtenOff: boolean): Result =>
  trade.feesApart === undefined
    ? countTrade(known, trade, writtenOff)
    : keepApart(known, [...(known.tradesApart ?? []), { ...trade, writtenOff }]);

/** `price`: of one unit of `currency`. Trades whose last fee it is are counted. */
export function valueTrades(known: Result, currency: string, price: Decimal): Result {
  const trades = known.tradesApart ?? [];
  const valued = trades.map((trade) => {
    const worth = worthOfFees(trade, currency, price);
    return worth === null ? trade : { ...worth.trade, net: sub(trade.net, worth.money) };
  });
  const apart = changeResult(known, { tradesApart: valued.filter(({ feesApart }) => feesApart !== undefined) });
  const counted = valued.filter(({ feesApart }) => feesApart === undefined);
  return counted.reduce((so, trade) => countTrade(so, trade, trade.writtenOff), apart);
}

/** For whoever asks now: what stands apart before its fees. */
export const withTradesApart = ({ tradesApart = [], ...known }: Result): Result =>
  tradesApart.reduce((so: Result, trade) => countTrade(so, trade, trade.writtenOff), known);

function countTrade(known: Result, { net, risk }: ClosedTrade, writtenOff: boolean): Result {
  const loss = isNegative(net) ? neg(net) : ZERO;
  const profit = isPositive(net) ? net : ZERO;
  const { multiples } = known;
  return changeResult(known, {
    won: known.won + (isPositive(net) ? 1 : 0),
    lost: known.lost + (isNegative(net) ? 1 : 0),
    even: known.even + (net === ZERO ? 1 : 0),
    writtenOff: known.writtenOff + (writtenOff ? 1 : 0),
    grossProfit: add(known.grossProfit, profit),
    grossLoss: add(known.grossLoss, loss),
    largestWin: max(known.largestWin, profit),
    largestLoss: max(known.largestLoss, loss),
    multiples: risk === null ? multiples : { count: multiples.count + 1, sum: add(multiples.sum, ratio(net, risk)) },
  });
}

/** Of both, `later` after `earlier`; the line is that of `earlier`. */
export function joinResults(earlier: Result, later: Result): Result {
  const joined: Result = {
    ...earlier,
    curve: joinCurves(earlier.curve, later.curve),
    fees: add(earlier.fees, later.fees),
    otherFees: addFees(earlier.otherFees, later.otherFees),
    entries: earlier.entries + later.entries,
    won: earlier.won + later.won,
    lost: earlier.lost + later.lost,
    even: earlier.even + later.even,
    tradesApart: [],
    writtenOff: earlier.writtenOff + later.writtenOff,
    grossProfit: add(earlier.grossProfit, later.grossProfit),
    grossLoss: add(earlier.grossLoss, later.grossLoss),
    largestWin: max(earlier.largestWin, later.largestWin),
    largestLoss: max(earlier.largestLoss, later.largestLoss),
    multiples: { count: earlier.multiples.count + later.multiples.count, sum: add(earlier.multiples.sum, later.multiples.sum) },
    slippage: joinSlippage(earlier.slippage, later.slippage),
    delay: joinDelay(earlier.delay, later.delay),
    exitSlippage: joinSlippage(earlier.exitSlippage ?? NO_SLIPPAGE, later.exitSlippage ?? NO_SLIPPAGE),
    exitDelay: joinDelay(earlier.exitDelay ?? NO_DELAY, later.exitDelay ?? NO_DELAY),
  };
  return keepApart(joined, [...(earlier.tradesApart ?? []), ...(later.tradesApart ?? [])]);
}

export const tradesOf = ({ won, lost, even }: Pick<Result, 'won' | 'lost' | 'even'>): number => won + lost + even;
