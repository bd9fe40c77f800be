// Owns: what the writer of a simulated alert means by it, in his own words: the checks judge by this, not by what our parser
// or our core made of the bytes.

import type { AccountName, PositionKey, StrategyName } from '../../src/core/model/ids.ts';

export interface MeantOrder {
  readonly account: AccountName;
  readonly symbol: string;
  /** What it opens; null: it only leaves. */
  readonly opens: 'buy' | 'sell' | null;
  readonly key: PositionKey;
}

export interface Meaning {
  readonly strategy: StrategyName;
  readonly kind: 'entry' | 'close' | 'partial' | 'legs' | 'cancel' | 'leader';
  readonly orders: readonly MeantOrder[];
  /** The time that stands in it; null: none does. */
  readonly writtenAt: number | null;
  readonly delayMs: number;
  /** Every order of it is at market: it fills or it fails. */
  readonly atMarket: boolean;
  /** What is to be held afterwards, signed. */
  readonly target: number | null;
  /** The trade of the leader that it tells of. */
  readonly trade: { readonly id: string; readonly event: string } | null;
}
