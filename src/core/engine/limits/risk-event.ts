// Owns: what can happen to the memory that limits are judged by.

import type { Decimal } from '../../model/decimal.ts';
import type { AccountName, Instant } from '../../model/ids.ts';
import type { Breach, ScopeKey } from '../../model/risk-limits.ts';

/** What is known of the money of an account, a breach and its end. */
export type RiskEvent =
  | { type: 'time_zone_set'; timeZone: string }
  | { type: 'equity_noted'; account: AccountName; day: string; equity: Decimal }
  | { type: 'profit_lock_armed'; scope: ScopeKey; steps: number }
  /** `peak` null: it begins anew with the next look. `currency`: what it was counted in. */
  | { type: 'peak_set'; scope: ScopeKey; peak: Decimal | null; currency?: string }
  | { type: 'limit_breached'; breach: Breach }
  /** A person lets entries pass again; the limit is not judged before `until`. */
  | { type: 'breach_lifted'; key: string; by: string; until: Instant }
  | { type: 'breach_ended'; key: string; by: string | null };
