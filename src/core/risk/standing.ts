// Owns: what a strategy has in a market already when an entry of it is judged.

import type { Decimal } from '../model/decimal.ts';

export interface Standing {
  /** Entries of this stay in the market, filled or on their way, without the one that is judged. */
  readonly entries: number;
  /** What the last of them was filled at, and those on their way are ordered at. */
  readonly lastPrices: readonly Decimal[];
  /** Average price of what is held on the side of the entry; null where nothing is. */
  readonly entryPrice: Decimal | null;
  /** Where what is held on the side of the entry leaves; null: nowhere, or nothing is held. */
  readonly stopLoss: Decimal | null;
  /** The average true range; null where none is known. */
  readonly atr: Decimal | null;
}

export const NOTHING_STANDS: Standing = { entries: 0, lastPrices: [], entryPrice: null, stopLoss: null, atr: null };
