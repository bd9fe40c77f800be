// Owns: what a paper account's market is made of; fixed for the life of the broker.

import type { Decimal } from '../../core/model/decimal.ts';
import type { PriceHint } from '../broker.ts';
import type { PriceRule } from './price-rule.ts';
import type { PaperTuning } from './tuning.ts';
import type { VenuePrices } from './venue-prices.ts';

export interface Market {
  readonly rule: PriceRule;
  /** Set where prices are those of a real venue; `rule` is not asked then. */
  readonly venue: VenuePrices | null;
  readonly tuning: PaperTuning;
  /** What symbols that are not pairs are quoted in. */
  readonly quoteCurrency: string;
  /** What the venue lends of a currency that the account does not have, in quote units; null = nothing. */
  readonly lentUnits: Decimal | null;
}

/** The price in an alert, and when the alert came. */
export type Hint = PriceHint | null;
