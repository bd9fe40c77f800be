// Owns: everything that can happen to one order.

import type { Decimal } from '../model/decimal.ts';
import type { Denial } from '../model/denial.ts';
import type { Instant, OrderId, VenueOrderId } from '../model/ids.ts';
import type { Dropped, Fill, Inquiry, Order, PairLevels, VenuePrices } from '../model/order.ts';

export type OrderEvent =
  | { type: 'order_initialized'; order: Order }
  | { type: 'order_denied'; orderId: OrderId; denial: Denial }
  | { type: 'order_submitted'; orderId: OrderId }
  | { type: 'order_unsent'; orderId: OrderId; reason: string; attempts: number; nextAt: Instant }
  /** `idTaken`: the venue says that it has this id already. */
  | { type: 'order_unknown'; orderId: OrderId; inquiry: Inquiry; idTaken?: true }
  /** It guards nothing as long as nobody knows whether the venue has it. */
  | { type: 'order_doubted'; orderId: OrderId }
  /** People were told that it may fill beside what leaves now. */
  | { type: 'order_beside_told'; orderId: OrderId }
  /** The venue says where it stands, for the first time. */
  | { type: 'order_stands'; orderId: OrderId; prices: VenuePrices }
  /** A look-up found it: nothing is unclear any more. */
  | { type: 'order_known'; orderId: OrderId }
  | { type: 'order_accepted'; orderId: OrderId; venueOrderId: VenueOrderId }
  /** `there`, `free`: of what it was to sell, as {@link Order}. */
  | { type: 'order_rejected'; orderId: OrderId; denial: Denial; there?: Decimal; free?: Decimal }
  | { type: 'order_filled'; orderId: OrderId; venueOrderId: VenueOrderId; fill: Fill }
  /** `byHand`: by somebody else than us. `dropped`: as {@link Order}. */
  | {
      type: 'order_amended';
      orderId: OrderId;
      qty: Decimal;
      levels?: PairLevels;
      prices?: VenuePrices;
      byHand?: true;
      dropped?: Dropped;
    }
  | { type: 'order_canceled'; orderId: OrderId; reason: string }
  | { type: 'order_expired'; orderId: OrderId }
  | { type: 'order_lost'; orderId: OrderId; denial: Denial }
  /** It was given up, and is to leave again under its id. `stopPrice`: absent in older journals, when only exits did. */
  | { type: 'order_repeated'; orderId: OrderId; qty: Decimal; limitPrice: Decimal | null; stopPrice?: Decimal | null }
  | { type: 'order_test_mode'; orderId: OrderId }
  | { type: 'order_modify_requested'; orderId: OrderId; qty: Decimal; levels?: PairLevels }
  | { type: 'order_modify_sent'; orderId: OrderId; nextAt: Instant }
  | { type: 'order_modify_refused'; orderId: OrderId; reason: string; nextAt: Instant | null }
  | { type: 'order_cancel_requested'; orderId: OrderId; reason: string }
  /** What follows when it is gone; null: nothing any more. */
  | { type: 'order_life_turned'; orderId: OrderId; next: 'limit' | 'market' | null }
  | { type: 'order_cancel_sent'; orderId: OrderId; nextAt: Instant }
  /** `isPlain`: the venue itself has said no, in these words. */
  | { type: 'order_cancel_refused'; orderId: OrderId; reason: string; nextAt: Instant | null; isPlain?: true };
