// Owns: what can be traded, and at which prices and quantities.

import type { Decimal } from '../decimal.ts';
import type { Instant } from '../ids.ts';
import { QUOTE_FRESH_MS } from '../limits.ts';

export type InstrumentKind = 'spot' | 'swap' | 'future' | 'equity' | 'option';

/** So many digits of a price count, wherever its point stands. */
export interface PriceDigits {
  readonly count: number;
  /** Whole prices are taken however many digits they have. */
  readonly wholeAlways: boolean;
}

/** One instrument at one venue. */
export interface Instrument {
  /** The venue-independent name: `BTC/USDT` (spot), `BTC/USDT:USDT` (perpetual), `AAPL`. */
  readonly symbol: string;
  readonly kind: InstrumentKind;
  readonly base: string;
  readonly quote: string;
  /** Smallest price difference (quote currency). */
  readonly tickSize: Decimal;
  /** The venue counts digits of a price: the tick is that of the price at which it was learnt. Absent: it holds for every price. */
  readonly priceDigits?: PriceDigits;
  /** Smallest quantity difference (base units). */
  readonly stepSize: Decimal;
  readonly qtyMin: Decimal;
  readonly qtyMax: Decimal | null;
  /** Of one order that takes the market; absent or null: the same (and in older journals). */
  readonly marketQtyMax?: Decimal | null;
  /** Smallest order value (quote currency). */
  readonly notionalMin: Decimal;
  readonly canShort: boolean;
  /** Base units of one contract, where the venue counts in contracts and says so; absent: it does not (and in older journals). */
  readonly contractSize?: Decimal;
  /** Units of one lot, where its venue lists contracts in lots; absent: it does not (and in older journals). */
  readonly lotSize?: Decimal;
  /** A size without a unit counts lots of it, as its venue and its senders do; absent: units (and in older journals). */
  readonly countsLots?: true;
  /** Units that one of the venue's quantity is, where those are lots; absent: one (and in older journals). */
  readonly venueUnit?: Decimal;
  /** Why nothing of it is entered, with what mends it; what is held of it is followed and left. Absent: it is entered. */
  readonly notEntered?: string;
}

/** Where a price comes from. `demo` prices are made up and are called so wherever they are shown. */
export type PriceSource = 'demo' | 'signal' | 'venue';

export interface Quote {
  readonly symbol: string;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly last: Decimal;
  readonly at: Instant;
  readonly source: PriceSource;
}

/** Young enough to decide with. To either side: what seems to come was heard before the clock was set back, and nobody knows when. */
export const isFresh = ({ at }: Quote, now: Instant): boolean => Math.abs(now - at) <= QUOTE_FRESH_MS;

/** What can be traded, and what it costs now. */
export interface PricedInstrument {
  readonly instrument: Instrument;
  readonly quote: Quote;
}
