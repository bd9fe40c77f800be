// Owns: the port that every venue implements. A broker classifies each failure once: rejected (the venue refused, nothing
// happened), unavailable (provably nothing was sent or placed), ambiguous (nobody knows: look up, never resend).

import type { BookedPosition } from '../core/model/money/funds.ts';
import type { Balance, VenueTraits } from '../core/model/account.ts';
import type { Candle, Timeframe } from '../core/model/time/candle.ts';
import type { AccountName, Instant, OrderId, SignalId, VenueOrderId } from '../core/model/ids.ts';
import type { Decimal } from '../core/model/decimal.ts';
import type { Instrument, Quote } from '../core/model/markets/instrument.ts';
import type { Approved, OrderRequest, PairLevels } from '../core/model/order.ts';
import type { FillList, OrderSnapshot, Report, VenueCash, VenueOrder, VenuePosition, Want } from '../core/model/venues/report.ts';

/**
 * What an adapter has to ask before an order may take long; whoever waits for it gives up after half a minute, looks for the order, and
 * sends another one when it is not there. So none leaves later than this after it was asked for.
 */
export const SEND_WITHIN_MS = 12_000;

export const TOO_LATE = { type: 'unavailable', reason: 'what had to be asked before it took too long: it was not sent' } as const;

/** Provably nothing has happened. `retryAfterMs`: the venue says that it turns requests away for so long. */
export interface Unavailable {
  readonly type: 'unavailable';
  readonly reason: string;
  readonly retryAfterMs?: number;
}

export type SubmitOutcome =
  | { readonly type: 'accepted'; readonly venueOrderId: VenueOrderId }
  /**
   * `instrument`: as the venue lists it now, where the order was made for another step, tick or minimum. The want: of an order that
   * leaves and was refused for it.
   */
  | ({ readonly type: 'rejected'; readonly reason: string; readonly instrument?: Instrument } & Want)
  | Unavailable
  /** `idTaken`: the venue says that it has this id already. */
  | { readonly type: 'ambiguous'; readonly reason: string; readonly idTaken?: true };

export type CancelOutcome =
  /** The order is canceled now (or was terminal already; a report says how). */
  | { readonly type: 'canceled' }
  | { readonly type: 'rejected'; readonly reason: string }
  | Unavailable
  | { readonly type: 'ambiguous'; readonly reason: string };

export type ModifyOutcome =
  | { readonly type: 'modified'; readonly qty: Decimal; readonly levels?: PairLevels }
  /** `anew`: never in place, however often it is asked for: only another order can have that size. */
  | { readonly type: 'rejected'; readonly reason: string; readonly anew?: true }
  | Unavailable
  | { readonly type: 'ambiguous'; readonly reason: string };

export type Lookup = { readonly type: 'found'; readonly order: OrderSnapshot } | { readonly type: 'not_found' } | Unavailable;

export type Priced =
  | { readonly type: 'priced'; readonly instrument: Instrument; readonly quote: Quote }
  | { readonly type: 'unknown_symbol'; readonly nearest: readonly string[] }
  | { readonly type: 'unavailable'; readonly reason: string };

/** `demo`: made up, as the prices of the account are. */
export type Candles =
  | { readonly type: 'ok'; readonly candles: readonly Candle[]; readonly source: 'demo' | 'venue' }
  /** `lasting`: asking again will not help. */
  | { readonly type: 'unavailable' | 'unknown_symbol'; readonly reason: string; readonly lasting?: true };

/** The price in an alert, for accounts whose prices come from alerts. */
export interface PriceHint {
  readonly price: string;
  readonly at: Instant;
  /** Which alert: several may come in one millisecond. Absent: it is only explained. */
  readonly of?: SignalId;
  /** It is the limit of an order: it counts where the account has no price of the symbol at all. */
  readonly onlyIfNone?: true;
}

/** One thing that was looked at: a key, a permission, the clock, an address rule, what the venue can do. */
export interface VenueFinding {
  readonly check: string;
  /** `unknown`: it could not be looked at. */
  readonly state: 'ok' | 'warning' | 'failed' | 'unknown';
  readonly detail: string;
  /** What mends it; null where nothing is to be mended. */
  readonly remedy: string | null;
  /** When what was looked at (a token) ends; null = it does not, or nobody knows. */
  readonly expiresAt: Instant | null;
}

/** None of these throws for anything that a venue or a network does. */
export interface Broker {
  readonly account: AccountName;
  /** Known when the broker is made, without the venue being asked. */
  readonly traits: VenueTraits;
  /** Opens streams; every piece of news about our orders goes to `onReport`, in the order in which it arrived. */
  start(onReport: (report: Report) => void): Promise<void>;
  stop(): Promise<void>;
  /**
   * Instrument and price now. `hint` is the price in the alert, for accounts whose prices come from alerts; with `explain`
   * the answer is the same, and the venue remembers nothing of it.
   */
  price(symbol: string, hint: PriceHint | null, use?: 'explain'): Promise<Priced>;
  /**
   * The newest `count` closed candles, oldest first; fewer where the venue has no more. Changes nothing. `hint` as for
   * {@link price}, before the price was asked for.
   */
  candles(symbol: string, timeframe: Timeframe, count: number, hint?: PriceHint | null): Promise<Candles>;
  /** One attempt, no retry inside. `hint`: the price in the alert that ends a position, as for {@link price}: exits ask for no price first. */
  submit(request: Approved<OrderRequest>, hint?: PriceHint | null): Promise<SubmitOutcome>;
  /** `id` null: somebody else's order, which its `venueOrderId` names. */
  cancel(order: {
    readonly id: OrderId | null;
    readonly venueOrderId: VenueOrderId | null;
    readonly symbol: string;
  }): Promise<CancelOutcome>;
  /**
   * A new total quantity for an open order, in place: never a moment without it. One attempt. The result comes as a report
   * `amended`, too. `levels`: where the legs of a pair (`oco`) are to stand; other orders have none.
   */
  modify(
    order: { readonly id: OrderId; readonly venueOrderId: VenueOrderId | null; readonly symbol: string },
    qty: Decimal,
    levels?: PairLevels | null,
  ): Promise<ModifyOutcome>;
  /** `venueOrderId`: names an order that was taken over and is not known under our id; the answer carries `id` all the same. */
  lookUp(order: {
    readonly id: OrderId;
    readonly symbol: string;
    readonly venueOrderId?: VenueOrderId | null;
    /** Under which id of the venue's one of ours was seen: a venue may forget ours, and show none in its lists. */
    readonly seenAs?: VenueOrderId | null;
  }): Promise<Lookup>;
  /** `booked`: what is open on margin by the venue's own books, where its balances do not hold the result of that. */
  balances(): Promise<
    | { readonly type: 'ok'; readonly balances: readonly Balance[]; readonly booked?: readonly BookedPosition[] }
    | { readonly type: 'unavailable'; readonly reason: string }
  >;
  positions(): Promise<
    { readonly type: 'ok'; readonly positions: readonly VenuePosition[] } | { readonly type: 'unavailable'; readonly reason: string }
  >;
  /**
   * Everything that is open on the account, orders of others too. `symbols`: only these are asked about; what is of other
   * markets may be left out, where a shorter question costs less.
   */
  openOrders(
    symbols?: readonly string[],
  ): Promise<{ readonly type: 'ok'; readonly orders: readonly VenueOrder[] } | { readonly type: 'unavailable'; readonly reason: string }>;
  /**
   * Trades of the account since then, those of others too, of these symbols at least. Absent: the venue lists none, or nobody but
   * us can trade there.
   */
  readonly fills?: (
    symbols: readonly string[],
    since: Instant,
  ) => Promise<{ readonly type: 'ok'; readonly list: FillList } | { readonly type: 'unavailable'; readonly reason: string }>;
  /** Absent: what the venue says of its money does not tell what trades have moved. */
  readonly cash?: () => Promise<
    { readonly type: 'ok'; readonly cash: VenueCash } | { readonly type: 'unavailable'; readonly reason: string }
  >;
  /**
   * Prices of a symbol as they come, until the answer is called; a stream that breaks is opened again. Where the venue has
   * no stream nothing comes: whoever needs prices asks for them all the same.
   */
  watch(symbol: string, onQuote: (quote: Quote) => void): () => void;
  /** Looks at keys, permissions, clocks and abilities; changes nothing. */
  examine(): Promise<readonly VenueFinding[]>;
}
