// Owns: performance as it is answered: of a time, per strategy, per account and over the portfolio.

import type { AccountMode } from '../account.ts';
import type { AccountName, StrategyName } from '../ids.ts';
import type { JoinedResults } from './join-lines.ts';
import type { ResultWindow } from './result-window.ts';

export interface StrategyPerformance extends JoinedResults {
  readonly strategy: StrategyName;
  readonly mode: AccountMode;
  readonly accounts: readonly AccountName[];
  /** It trades on paper what the strategy trades elsewhere. */
  readonly isTwin: boolean;
}

export interface PerformanceReport {
  readonly window: ResultWindow;
  readonly portfolio: readonly (JoinedResults & { readonly mode: AccountMode })[];
  readonly strategies: readonly StrategyPerformance[];
  readonly accounts: readonly (JoinedResults & { readonly account: AccountName; readonly mode: AccountMode })[];
  /** The portfolio by day, week, month or year, the newest first. */
  readonly rows: readonly { readonly label: string; readonly portfolio: PerformanceReport['portfolio'] }[];
}
