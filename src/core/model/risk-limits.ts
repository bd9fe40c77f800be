// Owns: the limits that config.yaml may set on a strategy, on an account and over all of them, in core's words.

import type { Decimal } from './decimal.ts';
import type { Instant } from './ids.ts';

/** Its keys in config.yaml. */
export const LIMIT_NAMES = [
  'max_exposure',
  'max_exposure_per_symbol',
  'max_open_positions',
  'max_leverage',
  'allowed_symbols',
  'denied_symbols',
  'trading_window',
  'daily_loss',
  'daily_profit_lock',
  'daily_trades',
  'orders_per_minute',
  'cooldown',
  'drawdown',
] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Refuses the entry; holds back all entries until the day is over or a person says so; until a person says so. */
export type BreachAction = 'deny' | 'pause' | 'kill';
/** What becomes of what is held: all is closed; what has no stop-loss is closed; nothing is. */
export type WindDown = 'flatten_all' | 'keep_protected' | 'keep_all';

/** Money in the quote currency of the account (over all: of the first one), or percent of its equity. */
export type LimitAmount = { readonly money: Decimal } | { readonly percent: Decimal };

/** When entries may be made. */
export interface TradingWindow {
  /** 0 Sunday … 6 Saturday; empty = every day. Where it lasts over midnight, the day on which it begins. */
  readonly days: readonly number[];
  /** Minutes of the day; `to` excluded and, where it lies before `from`, on the next day. */
  readonly from: number;
  readonly to: number;
  /** Null: TIMEZONE. */
  readonly timeZone: string | null;
  /** The market has to be open too; null = whatever it is. */
  readonly calendar: string | null;
}

export interface ProfitStep {
  readonly at: LimitAmount;
  readonly floor: LimitAmount;
}

export interface Limits {
  /** Value of all that is held and ordered, quote currency. */
  readonly maxExposure: Decimal | null;
  readonly maxExposurePerSymbol: Decimal | null;
  readonly maxOpenPositions: number | null;
  /** Of an alert, and of exposure ÷ equity. */
  readonly maxLeverage: Decimal | null;
  /** Symbols, `*` for anything. Null: all are. */
  readonly allowedSymbols: readonly string[] | null;
  readonly deniedSymbols: readonly string[] | null;
  /** One of them has to be open. */
  readonly tradingWindow: readonly TradingWindow[] | null;
  /** Realised today and open. */
  readonly dailyLoss: LimitAmount | null;
  /** When the result of today has reached `at` of a step and falls back to its `floor`; rising. */
  readonly dailyProfitLock: readonly ProfitStep[] | null;
  /** Entries of a day. */
  readonly dailyTrades: number | null;
  /** Entry orders in any 60 seconds: more is a loop of alerts, not trading. */
  readonly ordersPerMinute: number | null;
  /** After so many losing stops in a row entries wait for so long. */
  readonly cooldown: { readonly stops: number; readonly forMs: number } | null;
  /** From the highest sum of results. */
  readonly drawdown: LimitAmount | null;
  readonly onBreach: Readonly<Partial<Record<LimitName, BreachAction>>>;
  /** Null: nothing is closed by a pause; a kill closes what has no stop-loss. */
  readonly windDown: WindDown | null;
}

export const NO_LIMITS: Limits = {
  maxExposure: null,
  maxExposurePerSymbol: null,
  maxOpenPositions: null,
  maxLeverage: null,
  allowedSymbols: null,
  deniedSymbols: null,
  tradingWindow: null,
  dailyLoss: null,
  dailyProfitLock: null,
  dailyTrades: null,
  ordersPerMinute: null,
  cooldown: null,
  drawdown: null,
  onBreach: {},
  windDown: null,
};

const COUNTED = ['maxExposure', 'maxExposurePerSymbol', 'maxLeverage', 'dailyLoss', 'dailyProfitLock', 'drawdown'] as const;

/** Whether some of them are sums of money: of several currencies they need rates. */
export const countsMoney = (limits: Limits): boolean => COUNTED.some((name) => limits[name] !== null);

/** What a limit looks at: one strategy on one account, one account, or all accounts at venues, or all on paper. */
export type ScopeKey = string & { readonly scope: true };

/** A limit that was reached and holds back entries. */
export interface Breach {
  /** `${limit}@${scope}`. */
  readonly key: string;
  readonly limit: LimitName;
  readonly scope: ScopeKey;
  readonly action: 'pause' | 'kill';
  readonly windDown: WindDown;
  /** What was compared with what. */
  readonly detail: string;
  readonly at: Instant;
  /** When it ends by itself; null = a person has to end it. */
  readonly until: Instant | null;
  /** A person let entries pass again: the limit is not judged again until `until`. */
  readonly liftedBy: string | null;
}

/** Whose pause is to end: a limit by its name, of whichever scope, or of the strategy or account `of`. */
export interface NamedLimit {
  readonly limit: LimitName;
  readonly of: string | null;
}

/** What limits remember of one scope beside its results (result.ts). */
export interface RiskLedger {
  /** "2026-11-28" in TIMEZONE: the day that `lockSteps` is about. */
  readonly day: string;
  /** So many steps of the profit lock the result of that day has reached. */
  readonly lockSteps: number;
  /** Positions that ended at their stop with a loss, since one ended otherwise. */
  readonly stopsInRow: number;
  readonly stoppedAt: Instant | null;
  /** The highest sum of results, what is open included; null = it begins with the next look. */
  readonly peak: Decimal | null;
  /** What it was counted in; null, in older journals = in the currency of its limit. */
  readonly peakIn: string | null;
  /** Entry orders of the last minute. */
  readonly made: readonly Instant[];
}
