// Owns: the numbers that people judge a strategy by, counted from its results. A number that cannot be told is null, never zero:
// nobody has a win rate before the first round trip, or a profit factor before the first loss.

import { decimal, div, HUNDRED, isZero, mul, round, sub, type Decimal } from '../decimal.ts';
import { NO_DELAY, NO_SLIPPAGE, tradesOf, type Result } from './result.ts';

export interface Performance {
  /** By fills, after fees. */
  readonly realized: Decimal;
  readonly fees: Decimal;
  readonly entries: number;
  /** Round trips that have ended. */
  readonly trades: number;
  readonly won: number;
  readonly lost: number;
  readonly even: number;
  readonly writtenOff: number;
  /** Percent of all round trips, those that came out even among them. */
  readonly winRate: Decimal | null;
  /** What a round trip brings on average: (win rate × average win) − (loss rate × average loss). */
  readonly expectancy: Decimal | null;
  /** The same in units of what was risked (Van Tharp: the mean of the R-multiples), over those with a stop at their entry. */
  readonly expectancyR: Decimal | null;
  /** Gross profit ÷ gross loss. */
  readonly profitFactor: Decimal | null;
  readonly averageWin: Decimal | null;
  readonly averageLoss: Decimal | null;
  readonly largestWin: Decimal;
  readonly largestLoss: Decimal;
  /** The deepest fall of the sum of results from its highest point before. */
  readonly drawdown: Decimal;
  /** How much worse entries filled than their alerts said: percent on average, and money in all. */
  readonly slippagePercent: Decimal | null;
  readonly slippageMoney: Decimal | null;
  /** From the receipt of an alert to the first fill, on average. */
  readonly delayMs: number | null;
  /** The same of exits, against their level or the price in their alert. */
  readonly exits: number;
  readonly exitSlippagePercent: Decimal | null;
  readonly exitSlippageMoney: Decimal | null;
  readonly exitDelayMs: number | null;
}

const MONEY_PLACES = 8;
const RATIO_PLACES = 4;
const per = (amount: Decimal, count: number, places: number): Decimal | null =>
  count === 0 ? null : round(div(amount, decimal(count)), places);

const averageOf = ({ count, sumMs }: Result['delay']): number | null => (count === 0 ? null : Math.round(sumMs / count));

export function measure(result: Result): Performance {
  const { won, lost, even, grossProfit, grossLoss, multiples, slippage, delay } = result;
  const { exitSlippage = NO_SLIPPAGE, exitDelay = NO_DELAY } = result;
  const trades = tradesOf(result);
  return {
    realized: result.curve.net,
    fees: result.fees,
    entries: result.entries,
    trades,
    won,
    lost,
    even,
    writtenOff: result.writtenOff,
    winRate: per(mul(decimal(won), HUNDRED), trades, 2),
    expectancy: per(sub(grossProfit, grossLoss), trades, MONEY_PLACES),
    expectancyR: per(multiples.sum, multiples.count, RATIO_PLACES),
    profitFactor: isZero(grossLoss) ? null : round(div(grossProfit, grossLoss), RATIO_PLACES),
    averageWin: per(grossProfit, won, MONEY_PLACES),
    averageLoss: per(grossLoss, lost, MONEY_PLACES),
    largestWin: result.largestWin,
    largestLoss: result.largestLoss,
    drawdown: result.curve.drawdown,
    slippagePercent: per(slippage.percents, slippage.count, RATIO_PLACES),
    slippageMoney: slippage.count === 0 ? null : slippage.money,
    delayMs: averageOf(delay),
    exits: Math.max(exitSlippage.count, exitDelay.count),
    exitSlippagePercent: per(exitSlippage.percents, exitSlippage.count, RATIO_PLACES),
    exitSlippageMoney: exitSlippage.count === 0 ? null : exitSlippage.money,
    exitDelayMs: averageOf(exitDelay),
  };
}
