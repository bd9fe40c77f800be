// Owns: GET /performance, and the part of GET /stats that tells of results. Money is text, exact to the last place.

import type { JoinedResults } from '../../core/model/results/join-lines.ts';
import type { PerformanceReport } from '../../core/model/results/performance-report.ts';
import type { ExchangeRates } from '../../core/model/money/exchange-rate.ts';
import type { FormatInstant } from '../format-instant.ts';

function joinedJson({ currency, numbers, open, otherFees, isExact, apart }: JoinedResults): Record<string, unknown> {
  return {
    currency,
    realized_pnl: numbers.realized,
    unrealized_pnl: open.gain,
    open_positions: open.positions,
    open_positions_without_price: open.unpriced,
    fees: numbers.fees,
    other_fees: otherFees,
    entries: numbers.entries,
    trades: numbers.trades,
    won: numbers.won,
    lost: numbers.lost,
    even: numbers.even,
    written_off: numbers.writtenOff,
    win_rate_percent: numbers.winRate,
    expectancy: numbers.expectancy,
    expectancy_r: numbers.expectancyR,
    profit_factor: numbers.profitFactor,
    average_win: numbers.averageWin,
    average_loss: numbers.averageLoss,
    largest_win: numbers.largestWin,
    largest_loss: numbers.largestLoss,
    max_drawdown: numbers.drawdown,
    max_drawdown_by: isExact ? 'fill' : 'day',
    average_slippage_percent: numbers.slippagePercent,
    slippage: numbers.slippageMoney,
    average_delay_ms: numbers.delayMs,
    average_exit_slippage_percent: numbers.exitSlippagePercent,
    exit_slippage: numbers.exitSlippageMoney,
    average_exit_delay_ms: numbers.exitDelayMs,
    not_converted: apart.map((each) => ({ currency: each.currency, realized_pnl: each.realized, unrealized_pnl: each.open })),
  };
}

const portfolioJson = (portfolio: PerformanceReport['portfolio']): readonly Record<string, unknown>[] =>
  portfolio.map((row) => ({ mode: row.mode, ...joinedJson(row) }));

export interface PerformanceParts {
  readonly period: string;
  readonly report: PerformanceReport;
  readonly rates: ExchangeRates;
  readonly timeZone: string;
  readonly formatInstant: FormatInstant;
}

/** Without the rows of a table. */
export const presentTotals = ({ report, rates, formatInstant }: PerformanceParts): Record<string, unknown> => ({
  portfolio: portfolioJson(report.portfolio),
  strategies: report.strategies.map((row) => ({
    strategy: row.strategy,
    mode: row.mode,
    accounts: row.accounts,
    paper_twin: row.isTwin,
    ...joinedJson(row),
  })),
  accounts: report.accounts.map((row) => ({ account: row.account, mode: row.mode, ...joinedJson(row) })),
  rates: [...rates.values()].map(({ from, to, price, at, source }) => ({ from, to, price, at: formatInstant(at), source })),
});

export const presentPerformance = (parts: PerformanceParts): Record<string, unknown> => ({
  period: parts.period,
  since: parts.report.window.from === '' ? null : parts.report.window.from,
  time_zone: parts.timeZone,
  ...presentTotals(parts),
  by_time: parts.report.rows.map(({ label, portfolio }) => ({ period: label, portfolio: portfolioJson(portfolio) })),
});
