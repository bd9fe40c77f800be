// Owns: which order an id means that a sender or a person gives.

import { shortId, type OrderId, type SignalId } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import type { State } from './state.ts';

const onlyOne = <T>(found: readonly T[]): T | null => (found.length === 1 ? (found[0] ?? null) : null);

/** The entry of an alert, or what it made instead: senders have its id before there is an order. */
function orderOfSignal(state: State, id: string): Order | null {
  const orders = (state.signals.get(id.toLowerCase() as SignalId)?.orderIds ?? []).flatMap((each) => state.orders.get(each) ?? []);
  return onlyOne(orders.filter(({ role }) => role === 'entry')) ?? onlyOne(orders);
}

/** The entries that work under the name that their alerts gave them. */
export const findWorking = (state: State, name: string): readonly Order[] =>
  [...state.activeOrders]
    .flatMap((id) => state.orders.get(id) ?? [])
    .filter((order) => order.role === 'entry' && state.signals.get(order.signalId)?.reading.orderId === name);

/** The entry whose alert gave it this name. Names repeat: what works counts before what is over, and of several none. */
function orderOfName(state: State, name: string): Order | null {
  const entries = state.orders
    .valueSeq()
    .filter((order) => order.role === 'entry' && state.signals.get(order.signalId)?.reading.orderId === name)
    .toArray();
  const working = entries.filter(({ status }) => !TERMINAL_ORDER_STATUSES.has(status));
  return working.length > 0 ? onlyOne(working) : onlyOne(entries);
}

/** The order that a sender or a person means: our id, its short form, the venue's id, its alert's id, or the name in its alert. */
export function findOrder(state: State, id: string): Order | null {
  const exact = state.orders.get(id as OrderId);
  if (exact !== undefined) return exact;
  if (id.length < 4) return orderOfName(state, id);
  const matches = state.orders
    .valueSeq()
    .filter((order) => order.venueOrderId === id || shortId(order.id) === id)
    .toArray();
  if (matches.length > 0) return onlyOne(matches);
  return orderOfSignal(state, id) ?? orderOfName(state, id);
}
