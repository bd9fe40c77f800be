// Owns: an order as the read endpoints show it: snake_case, decimals as strings.

import { cleanText } from '../../core/model/clean-text.ts';
import type { Order } from '../../core/model/order.ts';
import type { Part } from '../../core/model/signal.ts';
import type { FormatInstant } from '../format-instant.ts';

/**
 * `part`: what its signal is within an alert of several orders, null where it is the alert itself. Readers know the alert by
 * the id that its sender was answered, and its legs by the numbers of that answer, from 1.
 */
export function presentOrder(order: Order, part: Part | null, formatInstant: FormatInstant): Record<string, unknown> {
  return {
    id: order.id,
    signal_id: part?.parent ?? order.signalId,
    leg: part?.leg ?? order.leg + 1,
    role: order.role,
    strategy: order.strategy,
    account: order.account,
    mode: order.mode,
    venue_order_id: order.venueOrderId,
    symbol: order.instrument.symbol,
    side: order.side,
    type: order.type,
    quantity: order.qty,
    filled_quantity: order.qtyFilled,
    average_price: order.averagePrice,
    limit_price: order.limitPrice,
    stop_price: order.stopPrice,
    reduce_only: order.reduceOnly,
    status: order.status,
    created_at: formatInstant(order.createdAt),
    submitted_at: order.submittedAt === null ? null : formatInstant(order.submittedAt),
    updated_at: formatInstant(order.updatedAt),
    ...(order.error === null
      ? {}
      : { error: { code: order.error.code, message: cleanText(order.error.message), remedy: order.error.remedy } }),
  };
}
