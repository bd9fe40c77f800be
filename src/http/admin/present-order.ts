// Owns: an order as the read endpoints show it: snake_case, decimals as strings.

import { cleanText } from '../../core/model/clean-text.ts';
import type { Order } from '../../core/model/order.ts';
import type { FormatInstant } from '../format-instant.ts';

export function presentOrder(order: Order, formatInstant: FormatInstant): Record<string, unknown> {
  return {
    id: order.id,
    signal_id: order.signalId,
    leg: order.leg,
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
