// Owns: how a strategy enters beyond the words of its alerts (`entries:` in config.yaml), in core's words.

import type { Decimal } from './decimal.ts';
import type { Distance } from './exits/exit-plan.ts';

/** Percent of a price, or average true ranges. */
export type PriceStep = Pick<Distance, 'percent' | 'atr'>;

/** What holds for entries into a position that is held already, or that another entry is on its way to. */
export interface Pyramiding {
  /** Entries of one stay in the market, the first one included, as TradingView counts them. Null: as many as come. */
  readonly max: number | null;
  /** From the price of the last entry, to either side. */
  readonly minSpacing: PriceStep | null;
  /** The nth entry is its size times this to the power of n - 1; at most 1. */
  readonly shrink: Decimal | null;
  /** Nothing is added to a position that leaving now would not win with. */
  readonly onlyInProfit: boolean;
}

/** A limit order that does not fill follows the price. */
export interface Reprice {
  readonly everyMs: number;
  readonly times: number;
}

export interface EntryRules {
  readonly pyramiding: Pyramiding;
  /** An entry is refused where the price has run away from that of its alert by more, in the direction that costs. */
  readonly priceGuard: PriceStep | null;
  /** What of a limit entry has not filled by then is taken back. */
  readonly limitLifetimeMs: number | null;
  readonly reprice: Reprice | null;
  /** What becomes of the rest at the end of its life. */
  readonly fallback: 'cancel' | 'market';
  /** An entry that waits for a price or a time is dropped after this, where its alert does not say it. */
  readonly conditionExpiryMs: number;
}

const DAY_MS = 24 * 3_600_000;

export const NO_ENTRY_RULES: EntryRules = {
  pyramiding: { max: null, minSpacing: null, shrink: null, onlyInProfit: false },
  priceGuard: null,
  limitLifetimeMs: null,
  reprice: null,
  fallback: 'cancel',
  conditionExpiryMs: 7 * DAY_MS,
};
