// Owns: what we ask a venue for (OrderRequest), what came of it (Order), and the single executions (Fill).

import type { Decimal } from './decimal.ts';
import type { AccountName, FillId, Instant, OrderId, OrderRole, PositionKey, SignalId, StrategyName, VenueOrderId } from './ids.ts';
import type { Instrument } from './markets/instrument.ts';
import type { AccountMode } from './account.ts';
import type { Denial } from './denial.ts';
import type { OrderTerms, OrderType, Trail } from './order-terms.ts';
import type { Side } from './signal.ts';

export type OrderStatus =
  | 'initialized'
  | 'submitted'
  | 'accepted'
  | 'partially_filled'
  | 'pending_cancel'
  | 'pending_modify'
  | 'filled'
  | 'canceled'
  | 'rejected'
  | 'expired'
  | 'denied'
  | 'lost'
  | 'test_mode';

/** What the venue is asked for. Quantities in base units, prices in quote currency. */
export interface OrderRequest {
  /** Sent as client order id. */
  readonly id: OrderId;
  readonly account: AccountName;
  readonly instrument: Instrument;
  readonly side: Side;
  readonly type: OrderType;
  readonly qty: Decimal;
  /** Set for `limit`, `stop_limit` and `oco` (its target). */
  readonly limitPrice: Decimal | null;
  /** The trigger; set for `stop`, `stop_limit` and `oco`. */
  readonly stopPrice: Decimal | null;
  /** Set for `trailing_stop`. */
  readonly trail: Trail | null;
  readonly terms: OrderTerms;
  readonly reduceOnly: boolean;
  /** Orders of one group share one quantity: what one fills, the venue takes from the others (where it can). */
  readonly ocoGroup: string | null;
  /** It left before and nobody has seen it: a refusal says nothing before the venue was asked whether it is there. Absent: it leaves for the first time. */
  readonly again?: true;
}

/** Where an order stands at the venue, as far as the venue says. */
export interface VenuePrices {
  readonly stopPrice: Decimal | null;
  readonly limitPrice: Decimal | null;
}

/** Where the two legs of an order of the type `oco` stand. */
export interface PairLevels {
  readonly stopPrice: Decimal;
  readonly limitPrice: Decimal;
}

export interface Fill {
  readonly id: FillId;
  readonly qty: Decimal;
  readonly price: Decimal;
  /** In `feeCurrency`; positive = paid. */
  readonly fee: Decimal;
  readonly feeCurrency: string;
  readonly at: Instant;
  /** No trade tells of it: it was made of what the venue says of the order. */
  readonly isMade?: true;
}

/** An order whose outcome nobody knows is looked up, never resent. */
export interface Inquiry {
  readonly since: Instant;
  readonly attempts: number;
  readonly nextAt: Instant;
  readonly reason: string;
}

/** How long a limit entry lives, and what becomes of what has not filled by then. */
export interface OrderLife {
  readonly endsAt: Instant;
  /** It follows the price then; null = it does not, or not any more. */
  readonly moveAt: Instant | null;
  readonly everyMs: number;
  readonly movesLeft: number;
  readonly fallback: 'cancel' | 'market';
  /** It is being taken back so that its rest is made anew as such an order. */
  readonly next: 'limit' | 'market' | null;
  /** It was made of the rest of another one. */
  readonly replaces: boolean;
  /** Its end is the last moment before the close of its market at which it may enter. Absent: it is not. */
  readonly atClose?: true;
  /** Its end follows its moves: one turn behind the last of them, and no later than this (null: whenever that is). Absent: it stays. */
  readonly followsUntil?: Instant | null;
}

/** What the fills of an order have closed, quote currency. */
export interface Outcome {
  /** Before fees. */
  readonly realized: Decimal;
  /** After all fees: what the round trip came to that ended by it; null: it goes on. */
  readonly net: Decimal | null;
}

/** A part of an order that has ended without a fill while the rest of it stands: a slice was refused, or taken away. Base units. */
export interface Dropped {
  readonly qty: Decimal;
  /** In the venue's words. */
  readonly reason: string;
}

export interface Cancel {
  readonly requestedAt: Instant;
  readonly attempts: number;
  readonly nextAt: Instant;
  readonly reason: string;
  /** Why the venue does not end it, in its words. Absent: it has not said. */
  readonly refusal?: string | null;
}

/** What is asked of the venue for an order that works there. */
export interface PendingModify {
  readonly qty: Decimal;
  readonly levels?: PairLevels;
  readonly attempts: number;
  readonly nextAt: Instant;
  /** When the venue had last said how it stands; wishes that replace each other meanwhile begin nothing anew. Absent in older journals. */
  readonly since?: Instant;
}

export interface Order extends Omit<OrderRequest, 'again'> {
  readonly signalId: SignalId;
  readonly leg: number;
  readonly strategy: StrategyName;
  readonly positionKey: PositionKey;
  readonly mode: AccountMode;
  readonly role: OrderRole;
  readonly status: OrderStatus;
  readonly venueOrderId: VenueOrderId | null;
  readonly qtyFilled: Decimal;
  readonly averagePrice: Decimal | null;
  readonly fills: readonly Fill[];
  readonly inquiry: Inquiry | null;
  /** Set while a send that provably did nothing waits for its next attempt. */
  readonly retry: { readonly attempts: number; readonly nextAt: Instant } | null;
  /** Someone asked for the cancel; cleared when the venue refused, kept when the order has ended. Owed to the venue from `nextAt` on while it is active. */
  readonly cancel: Cancel | null;
  /** A new total quantity (and other levels of a pair) that is owed to the venue from `nextAt` on. */
  readonly modify: PendingModify | null;
  readonly error: Denial | null;
  /** It was refused for want, and so much was there in all, unsigned. Absent in older journals. */
  readonly there?: Decimal | null;
  /** It was refused for want of coins, and so much of them no order held then, base units. Absent in older journals. */
  readonly free?: Decimal | null;
  /** It was placed by somebody else and is followed by a person's wish: only `venueOrderId` names it at the venue. */
  readonly takenOver?: boolean;
  /** People were told that nobody knows whether the venue has it. Absent in older journals: they were not. */
  readonly doubted?: boolean;
  /** When people were told last that it may fill beside what leaves. Absent in older journals: they were not. */
  readonly besideToldAt?: Instant | null;
  /** Where the venue first said that it stands, rounded or not: from there on it is moved by somebody. Absent: it has not said. */
  readonly stands?: VenuePrices | null;
  /** How often somebody else than us has changed it at the venue. Absent in older journals: never. */
  readonly moved?: number;
  /** How often it was given up and left again under its id. Absent in older journals: never. */
  readonly repeats?: number;
  /** The venue has said that it has this id already. Absent: it has not. */
  readonly idTaken?: boolean;
  /** What `qty` has less than was asked for; the venue does not make it whole again. Absent: it has all. */
  readonly dropped?: Dropped | null;
  /** Absent in older journals: it has no end of its own. */
  readonly life?: OrderLife | null;
  /** Null: it has closed nothing. Absent in older journals. */
  readonly outcome?: Outcome | null;
  readonly createdAt: Instant;
  readonly submittedAt: Instant | null;
  readonly updatedAt: Instant;
}

export const TERMINAL_ORDER_STATUSES: ReadonlySet<OrderStatus> = new Set<OrderStatus>([
  'filled',
  'canceled',
  'rejected',
  'expired',
  'denied',
  'lost',
  'test_mode',
]);

declare const approved: unique symbol;
/** The proof that something passed risk. Only core/risk/check-risk.ts makes one; Broker.submit accepts nothing else. */
export type Approved<T> = T & { readonly [approved]: true };
