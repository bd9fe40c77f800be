// Owns: a halt that comes of a fault takes back the entries that rest at venues: they would open on books that are not trusted.

import { requestCancel } from '../cancel-order.ts';
import type { Draft } from '../draft.ts';

/** How many were asked back. Those that were not sent need nothing: the halt refuses them. */
export function withdrawRestingEntries(draft: Draft, reason: string): number {
  const resting = [...draft.state.activeOrders]
    .flatMap((id) => draft.state.orders.get(id) ?? [])
    .filter((order) => order.role === 'entry' && order.status !== 'initialized' && order.cancel === null)
    .filter((order) => draft.state.signals.has(order.signalId));
  for (const order of resting) requestCancel(draft, order, reason);
  return resting.length;
}

export const withdrawnWords = (count: number): string => (count === 0 ? '' : ` ${count} entry order(s) at the venue are being cancelled.`);
