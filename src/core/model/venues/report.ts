// Owns: what a broker says about one order. Reports may come late, twice and out of order; core sorts that out.

import type { Decimal } from '../decimal.ts';
import type { Instant, OrderId, VenueOrderId } from '../ids.ts';
import type { Instrument } from '../markets/instrument.ts';
import type { Dropped, Fill, PairLevels, VenuePrices } from '../order.ts';
import type { Side } from '../signal.ts';

/** What there is of what an order that leaves was to sell, base units, where it is less than that. Absent: it was not refused for that. */
export interface Want {
  /** All that the account has, unsigned. */
  readonly there?: Decimal;
  /** As much of it as no order holds; absent: nobody knows. Of coins: whichever of their markets sells them. */
  readonly free?: Decimal;
}

/** Nothing else of whatever says it. */
export const wantOf = ({ there, free }: Want): Want => ({
  ...(there === undefined ? {} : { there }),
  ...(free === undefined ? {} : { free }),
});

/** One piece of news about the order with this client order id. */
export type Report =
  | { readonly type: 'accepted'; readonly orderId: OrderId; readonly venueOrderId: VenueOrderId }
  /** The venue refused it for good; `reason` in the venue's words. `instrument`: as it is listed now, where it has changed. `there`, `free`: {@link Want}. */
  | ({
      readonly type: 'rejected';
      readonly orderId: OrderId;
      readonly reason: string;
      readonly instrument?: Instrument;
    } & Want)
  | {
      readonly type: 'filled';
      readonly orderId: OrderId;
      readonly venueOrderId: VenueOrderId;
      readonly fill: Fill;
      /** From a venue that may show its trades late. */
      readonly inAll?: FilledInAll;
    }
  | { readonly type: 'canceled'; readonly orderId: OrderId; readonly reason: string }
  | { readonly type: 'expired'; readonly orderId: OrderId }
  /**
   * The venue changed the quantity (an OCO sibling filled, or a modify of ours). Total quantity, base units. `levels`: of a pair.
   * `dropped`: what it has less than was asked for.
   */
  | { readonly type: 'amended'; readonly orderId: OrderId; readonly qty: Decimal; readonly levels?: PairLevels; readonly dropped?: Dropped }
  /** The venue has it and works it only later (its session is over); `reason` says until when. */
  | { readonly type: 'waits'; readonly orderId: OrderId; readonly reason: string }
  /** The cancel was refused; the order lives on (or is already terminal, which another report says). */
  | { readonly type: 'cancel_rejected'; readonly orderId: OrderId; readonly reason: string };

/** What all executions of an order come to that the venue knows of: quantity, and what was paid for it. */
export interface FilledInAll {
  readonly qty: Decimal;
  readonly paid: Decimal;
}

/** The whole truth about one order as the venue knows it, from a look-up. */
export interface OrderSnapshot {
  readonly orderId: OrderId;
  readonly venueOrderId: VenueOrderId;
  readonly status: 'open' | 'filled' | 'canceled' | 'rejected' | 'expired';
  readonly qty: Decimal;
  /** Of an order of the type `oco`. */
  readonly levels?: PairLevels;
  /** Of any other, where the venue says them. */
  readonly prices?: VenuePrices;
  /** Not in `qty`. Of an order that is open only. */
  readonly dropped?: Dropped;
  readonly fills: readonly Fill[];
  readonly reason: string | null;
}

/** A position as the venue has it: the sum over all strategies, signed, base units. */
export interface VenuePosition {
  readonly symbol: string;
  readonly qty: Decimal;
  /** What it was entered at on average, quote currency, where the venue says so. */
  readonly entryPrice?: Decimal | null;
  /** As OrderTerms.productType, where the venue keeps products apart; null: as several. */
  readonly productType?: string | null;
  /** As which, where it is held as several. */
  readonly products?: readonly HeldAs[];
  readonly at: Instant;
}

/** Signed, base units. What is held as one product is not closed by an order of another one: that opens the other side. */
export interface HeldAs {
  readonly productType: string;
  readonly qty: Decimal;
}

/** An order that is open at the venue, whoever has placed it. Quantities in base units. */
export interface VenueOrder {
  /** Ours, by its client order id; null = somebody else's. */
  readonly orderId: OrderId | null;
  readonly venueOrderId: VenueOrderId;
  readonly symbol: string;
  readonly side: Side;
  /** In the venue's words. */
  readonly type: string;
  readonly qty: Decimal;
  readonly qtyFilled: Decimal;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  readonly reduceOnly: boolean;
  /** As OrderTerms.productType, where the venue keeps products apart. */
  readonly productType?: string | null;
  readonly at: Instant;
}

/** One trade of the account as the venue lists it, whoever has placed its order. Base units. */
export interface VenueFill extends Fill {
  /** Ours, by its client order id; null = somebody else's, or the venue does not say. */
  readonly orderId: OrderId | null;
  readonly venueOrderId: VenueOrderId | null;
  readonly symbol: string;
  readonly side: Side;
}

/** Every trade of the symbol (null: of any) in this time is in the list. */
export interface ListedSpan {
  readonly symbol: string | null;
  readonly from: Instant;
  readonly to: Instant;
}

export interface FillList {
  readonly fills: readonly VenueFill[];
  readonly spans: readonly ListedSpan[];
}

/** Money of an account as if everything that is held had been paid for in full: it moves by trades, fees and by what comes and goes. */
export interface VenueCash {
  readonly currency: string;
  readonly amount: Decimal;
  /** Nobody has seen whether it is the money that trades move. */
  readonly isUnproven?: true;
}
