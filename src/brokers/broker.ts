// Owns: the port that every venue implements. A broker classifies each failure once: rejected (the venue refused, nothing
// happened), unavailable (provably nothing was sent or placed), ambiguous (nobody knows: look up, never resend).

import type { Balance } from '../core/model/account.ts';
import type { AccountName, Instant, OrderId, VenueOrderId } from '../core/model/ids.ts';
import type { Decimal } from '../core/model/decimal.ts';
import type { Instrument, Quote } from '../core/model/instrument.ts';
import type { Approved, OrderRequest } from '../core/model/order.ts';
import type { OrderSnapshot, Report, VenuePosition } from '../core/model/report.ts';

export interface BrokerCapabilities {
  /** The venue keeps and triggers stop orders itself: protection survives this process. */
  readonly nativeStops: boolean;
  /** Orders of one ocoGroup share one quantity at the venue. */
  readonly oco: boolean;
  readonly reduceOnly: boolean;
  /** Working stops lock the position's quantity (they must be cancelled before a close). */
  readonly stopsHoldQuantity: boolean;
}

export type SubmitOutcome =
  | { readonly type: 'accepted'; readonly venueOrderId: VenueOrderId }
  | { readonly type: 'rejected'; readonly reason: string }
  | { readonly type: 'unavailable'; readonly reason: string }
  | { readonly type: 'ambiguous'; readonly reason: string };

export type CancelOutcome =
  /** The order is canceled now (or was terminal already; a report says how). */
  | { readonly type: 'canceled' }
  | { readonly type: 'rejected'; readonly reason: string }
  | { readonly type: 'unavailable'; readonly reason: string }
  | { readonly type: 'ambiguous'; readonly reason: string };

export type ModifyOutcome =
  | { readonly type: 'modified'; readonly qty: Decimal }
  | { readonly type: 'rejected'; readonly reason: string }
  | { readonly type: 'unavailable'; readonly reason: string }
  | { readonly type: 'ambiguous'; readonly reason: string };

export type Lookup =
  | { readonly type: 'found'; readonly order: OrderSnapshot }
  | { readonly type: 'not_found' }
  | { readonly type: 'unavailable'; readonly reason: string };

export type Priced =
  | { readonly type: 'priced'; readonly instrument: Instrument; readonly quote: Quote }
  | { readonly type: 'unknown_symbol'; readonly nearest: readonly string[] }
  | { readonly type: 'unavailable'; readonly reason: string };

/** None of these throws for anything that a venue or a network does. */
export interface Broker {
  readonly account: AccountName;
  readonly capabilities: BrokerCapabilities;
  /** Opens streams; every piece of news about our orders goes to `onReport`, in the order in which it arrived. */
  start(onReport: (report: Report) => void): Promise<void>;
  stop(): Promise<void>;
  /**
   * Instrument and price now. `hint` is the price in the alert, for accounts whose prices come from alerts; with `explain`
   * the answer is the same, and the venue remembers nothing of it.
   */
  price(symbol: string, hint: { readonly price: string; readonly at: Instant } | null, use?: 'explain'): Promise<Priced>;
  /** One attempt, no retry inside. */
  submit(request: Approved<OrderRequest>): Promise<SubmitOutcome>;
  cancel(order: { readonly id: OrderId; readonly venueOrderId: VenueOrderId | null; readonly symbol: string }): Promise<CancelOutcome>;
  /** A new total quantity for an open order, in place: never a moment without it. One attempt. The result comes as a report `amended`, too. */
  modify(
    order: { readonly id: OrderId; readonly venueOrderId: VenueOrderId | null; readonly symbol: string },
    qty: Decimal,
  ): Promise<ModifyOutcome>;
  lookUp(order: { readonly id: OrderId; readonly symbol: string }): Promise<Lookup>;
  balances(): Promise<
    { readonly type: 'ok'; readonly balances: readonly Balance[] } | { readonly type: 'unavailable'; readonly reason: string }
  >;
  positions(): Promise<
    { readonly type: 'ok'; readonly positions: readonly VenuePosition[] } | { readonly type: 'unavailable'; readonly reason: string }
  >;
}
