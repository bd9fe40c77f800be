// Owns: what config.yaml says, in core's words. Read-only while the process runs.

import type { Account } from './account.ts';
import type { AtrRules } from './markets/atr.ts';
import type { Decimal } from './decimal.ts';
import type { EntryRules } from './entry-rules.ts';
import type { ProtectionRules } from './exits/exit-plan.ts';
import type { AccountName, StrategyName } from './ids.ts';
import type { ReadingRules } from './alerts/reading-rules.ts';
import type { NotificationRules } from './notification-rules.ts';
import type { Limits } from './risk-limits.ts';
import type { LegPolicy } from './signal.ts';
import type { TradingCalendar } from './time/trading-calendar.ts';

/** Who lets an entry pass: a person, a rule, or a rule below an order value (account's quote currency). */
export type ApprovalPolicy =
  | { readonly type: 'confirm' }
  | { readonly type: 'auto' }
  | { readonly type: 'auto_below'; readonly notional: Decimal };

/** One of several accounts of a strategy, with what holds there. */
export interface AccountShare {
  readonly name: AccountName;
  /** What sizes are multiplied with. */
  readonly scale: Decimal;
  /** They win over those of the strategy: venues name things differently. */
  readonly symbols: Readonly<Record<string, string>>;
  /** Null: as the strategy says, counted in the quote currency of this account. */
  readonly approval: ApprovalPolicy | null;
  readonly maxNotional: Decimal | null;
}

export interface LegRules {
  readonly onFailure: LegPolicy;
  /** Legs that are not done so long after the first was sent count as failed. */
  readonly timeoutMs: number;
}

/** How the trades of another bot are followed. `scale`: of the leader's amount; `stake`: always so much, quote currency of the account. */
export interface CopyRules {
  readonly enterOn: 'entry' | 'entry_fill';
  readonly scale: Decimal | null;
  readonly stake: Decimal | null;
}

export interface Strategy {
  readonly name: StrategyName;
  readonly account: AccountName;
  /** Where one alert goes to several accounts: all of them, `account` first. Empty: `account` alone. */
  readonly accounts: readonly AccountShare[];
  /** A paper account that trades the same, to compare; one of `accounts`. */
  readonly twin: AccountName | null;
  readonly legs: LegRules;
  readonly copy: CopyRules;
  /** Alias as written by the sender (upper case) → instrument symbol. */
  readonly symbols: Readonly<Record<string, string>>;
  readonly defaultQuantity: Decimal | null;
  /** Quote currency. */
  readonly defaultNotional: Decimal | null;
  /** Of the account's equity. */
  readonly defaultPercentEquity: Decimal | null;
  /** What a stop-out may cost, percent of the account's equity. */
  readonly riskPercent: Decimal | null;
  /** True: an order type that the alert does not name is `market`; false: `limit` at the price of the alert. */
  readonly useMarketOrders: boolean;
  readonly approval: ApprovalPolicy;
  readonly approvalTtlMs: number;
  /** Entries older than this are stale; null = no limit (paper, unless set). */
  readonly maxLagMs: number | null;
  /** Fields of its alerts whose values together name one alert (paths as written, `strategy.order.id`); empty = the ids that senders are known for. */
  readonly idFields: readonly string[];
  /** Entries wait so long for an exit that was sent before them and comes after them, ms; 0 = they do not wait. */
  readonly coalesceMs: number;
  /** What its alerts are about where they name no symbol; as a sender would write it. */
  readonly defaultSymbol: string | null;
  /** What its alerts mean beyond their own words. */
  readonly reading: ReadingRules;
  /** How its positions are guarded beyond what its alerts say. */
  readonly protection: ProtectionRules;
  /** How it enters beyond what its alerts say. */
  readonly entries: EntryRules;
  readonly atr: AtrRules;
  /** Largest value of one entry, quote currency; null only on paper. */
  readonly maxNotional: Decimal | null;
  /** On each of its accounts. Absent: none. */
  readonly limits?: Limits;
}

export interface Settings {
  readonly accounts: ReadonlyMap<AccountName, Account>;
  readonly strategies: ReadonlyMap<StrategyName, Strategy>;
  /** LIVE_TRADING: without it an order for a live account ends as `test_mode`. */
  readonly liveTrading: boolean;
  /** Entries per minute and sender. */
  readonly entriesPerMinuteMax: number;
  /** Errors and alarms are owed to a mailbox too. */
  readonly mail: boolean;
  /** TIMEZONE, an IANA name: in it days begin, and windows are meant that name no zone. */
  readonly timeZone: string;
  /** By name: ours, as config.yaml added to them. */
  readonly calendars: ReadonlyMap<string, TradingCalendar>;
  /** How loud messages are. Absent: all with a sound. */
  readonly notifications?: NotificationRules;
  /** Over all strategies: of the accounts at venues together, and of those on paper together. Absent: none. */
  readonly risk?: Limits;
}
