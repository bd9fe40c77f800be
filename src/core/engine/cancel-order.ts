// Owns: asking for the end of one order, whatever it is doing right now.

import type { PositionKey } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import { mayArrive } from '../orders/may-arrive.ts';
import { record, type Draft } from './draft.ts';

/** Never sent: canceled at once. At the venue: owed to the venue. Unknown or given up: owed as soon as it is known to be there. Nothing of it is made anew. */
export function requestCancel(draft: Draft, order: Order, reason: string): void {
  if (order.life?.next != null) record(draft, { type: 'order_life_turned', orderId: order.id, next: null });
  if ((TERMINAL_ORDER_STATUSES.has(order.status) && !mayArrive(order)) || order.cancel !== null) return;
  if (order.status === 'initialized') record(draft, { type: 'order_canceled', orderId: order.id, reason });
  else record(draft, { type: 'order_cancel_requested', orderId: order.id, reason });
}

/** Entries that were given up and may come yet: whoever gets out wants none of them. Null: of every position. */
export function takeBackLate(draft: Draft, key: PositionKey | null, reason: string): void {
  for (const id of draft.state.inquiries) {
    const order = draft.state.orders.get(id);
    const isMeant = order?.role === 'entry' && (key === null || order.positionKey === key);
    if (isMeant && mayArrive(order)) requestCancel(draft, order, reason);
  }
}
