// Owns: what the two ways of making prices have in common.

import type { Decimal } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { PriceSource } from '../../core/model/markets/instrument.ts';
import type { PricePoint } from './venue-state.ts';

export interface PriceRule {
  readonly source: PriceSource;
  /** The price of a symbol that no alert has named a price for; null = there is none. */
  opening(symbol: string): Decimal | null;
  /** The price at `now`, not yet rounded. A pure function of its arguments: a restart changes nothing. */
  last(symbol: string, point: PricePoint, now: Instant): Decimal;
  /** `point`, or the point to remember instead once walking from it takes too long (the price at `now` is the same). */
  reanchor(symbol: string, point: PricePoint, tick: Decimal, now: Instant): PricePoint;
}
