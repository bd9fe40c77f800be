// Owns: a limit as people see it.

import type { AccountMode } from './account.ts';
import type { Decimal } from './decimal.ts';
import type { DenialCode } from './denial.ts';
import type { ExchangeRate } from './money/exchange-rate.ts';
import type { AccountName } from './ids.ts';
import type { Breach, BreachAction, LimitName, WindDown } from './risk-limits.ts';

/** What bounds entries beside the limits of config.yaml (view-entry-limits.ts), as its key is called. */
export type EntryLimitName = 'max_notional' | 'max_lag' | 'price_guard' | 'pyramiding' | 'WEBHOOK_RATE_LIMIT' | 'open cards';

export interface LimitView {
  readonly limit: LimitName | EntryLimitName;
  readonly code: DenialCode;
  /** "strategy trend on binance". */
  readonly scope: string;
  readonly accounts: readonly { readonly name: AccountName; readonly mode: AccountMode }[];
  /** Empty: it is nothing that is used up. */
  readonly used: string;
  readonly of: string;
  /** Of the limit; null where that says nothing. */
  readonly percent: Decimal | null;
  /** It is counted at these: money of other currencies is in it. */
  readonly rates: readonly ExchangeRate[];
  /** Why it cannot be counted now; null: it can. */
  readonly uncounted: string | null;
  /** Every entry is refused now, whatever it is: the market is closed, the day is full, a cool-down runs. */
  readonly isClosed: boolean;
  readonly onBreach: BreachAction;
  readonly windDown: WindDown;
  /** It was reached; lifted: a person lets entries pass although it was. */
  readonly breached: Pick<Breach, 'at' | 'until' | 'detail' | 'liftedBy'> | null;
}
