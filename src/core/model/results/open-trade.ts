// Owns: a round trip that is under way: what a position has come to since it was flat, and what was risked on it.

import type { Decimal } from '../decimal.ts';
import type { Instant } from '../ids.ts';

/** By currency; never zero. */
export type FeesApart = Readonly<Record<string, Decimal>>;

export interface OpenTrade {
  readonly openedAt: Instant;
  /** Of what was closed of it, quote currency, fees not deducted. */
  readonly realized: Decimal;
  readonly fees: Decimal;
  /** Fees in other currencies whose worth is not known yet, by currency. Absent: none. */
  readonly feesApart?: FeesApart;
  /** Everything that was entered, base units, and what was paid for it. */
  readonly qtyEntered: Decimal;
  readonly valueEntered: Decimal;
  /** The stop that came with its entry; null: there was none. What is risked is counted to it, wherever the stop is later. */
  readonly stop: Decimal | null;
}

/** A round trip that is over. */
export interface ClosedTrade {
  /** After fees, quote currency. */
  readonly net: Decimal;
  /** What was risked: one R. Null: no stop was known at the entry, or it was on the wrong side. */
  readonly risk: Decimal | null;
  /** Not in `net` yet. Absent: none. */
  readonly feesApart?: FeesApart;
}
