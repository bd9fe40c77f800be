// Owns: what the paper venue remembers: one plain JSON value, which is all that survives the process.
//
// Invariants: an order id stands once, in openOrders or in finishedOrders; openOrders are in the order of their arrival,
// finishedOrders in the order in which they ended; 0 <= qtyFilled <= qty; the listing of a symbol does not change while
// an order or a position of it is open; balances, less the open cost of margin holdings, equal the opening balances
// less the value of all fills less all fees, exactly.

import type { Decimal } from '../../core/model/decimal.ts';
import type { AccountName, Instant, OrderId, SignalId, VenueOrderId } from '../../core/model/ids.ts';
import type { Instrument } from '../../core/model/markets/instrument.ts';
import type { Fill } from '../../core/model/order.ts';
import type { OrderType } from '../../core/model/order-terms.ts';
import type { Side } from '../../core/model/signal.ts';

export const PAPER_SCHEMA = 1;

export interface VenueOrder {
  readonly id: OrderId;
  readonly venueOrderId: VenueOrderId;
  readonly symbol: string;
  readonly side: Side;
  readonly type: Exclude<OrderType, 'trailing_stop' | 'oco'>;
  /** As submitted, base units. */
  readonly qtyAsked: Decimal;
  /** What is wanted in all now: less than asked after a sibling of the group has filled. */
  readonly qty: Decimal;
  readonly qtyFilled: Decimal;
  readonly limitPrice: Decimal | null;
  readonly stopPrice: Decimal | null;
  /** When the stop became a market order; null = still waiting (and for other types). */
  readonly triggeredAt: Instant | null;
  readonly reduceOnly: boolean;
  readonly ocoGroup: string | null;
  readonly status: 'open' | 'filled' | 'canceled';
  readonly fills: readonly Fill[];
  /** Why it was canceled. */
  readonly reason: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/**
 * What is held of one symbol, signed, base units. Perpetuals and equities are margin holdings: `cost` (signed, quote
 * currency) is what the open quantity was bought or sold for and stays inside the balance as margin. Of spot symbols the
 * coins themselves are balances; `qty` is what was bought through this symbol and is still there.
 */
export interface Holding {
  readonly qty: Decimal;
  readonly cost: Decimal;
}

/** Where the price of a symbol stood at `anchorAt`, after `step` steps of its walk. */
export interface PricePoint {
  readonly anchor: Decimal;
  readonly anchorAt: Instant;
  readonly step: number;
  /** `at` of the newest alert that named a price; null = none did. */
  readonly hintAt: Instant | null;
  /** Alerts of that very millisecond whose prices have counted, the newest last. Absent: of an older version. */
  readonly hintsOf?: readonly SignalId[];
}

export interface Listing {
  readonly instrument: Instrument;
  /** The price that tick and step were derived from. */
  readonly derivedFrom: Decimal;
  readonly price: PricePoint;
}

export interface PaperState {
  readonly schema: typeof PAPER_SCHEMA;
  readonly account: AccountName;
  /** Number of the next venue order. */
  readonly nextOrder: number;
  /** Currency (or spot base) → everything of it, locked parts included. */
  readonly balances: Readonly<Record<string, Decimal>>;
  readonly holdings: Readonly<Record<string, Holding>>;
  readonly listings: Readonly<Record<string, Listing>>;
  readonly openOrders: readonly VenueOrder[];
  readonly finishedOrders: readonly VenueOrder[];
}

/** A venue that has seen nothing yet. `balances`: currency → amount. */
export const openingState = (account: AccountName, balances: Readonly<Record<string, Decimal>>): PaperState => ({
  schema: PAPER_SCHEMA,
  account,
  nextOrder: 1,
  balances,
  holdings: {},
  listings: {},
  openOrders: [],
  finishedOrders: [],
});
