// Owns: a signal that has left the live state, as it was at its end: its own events from the journal, evolved once more.

import { emptyState } from '../core/engine/empty-state.ts';
import type { Event } from '../core/engine/event.ts';
import { evolve } from '../core/engine/evolve.ts';
import type { SignalId } from '../core/model/ids.ts';
import type { Order } from '../core/model/order.ts';
import type { Signal } from '../core/model/signal.ts';
import type { SignalHistory } from '../store/signal-history.ts';

/** Its own life and that of its orders; positions and messages belong to more than one signal. */
const isOwn = (event: Event): boolean =>
  (event.type.startsWith('signal_') ||
    event.type.startsWith('approval_') ||
    event.type.startsWith('order_') ||
    event.type === 'card_shown') &&
  event.type !== 'signals_retired';

/** Null: the journal does not know it. */
export async function readRetiredSignal(
  history: SignalHistory<Event>,
  id: SignalId,
): Promise<{ signal: Signal; orders: readonly Order[] } | null> {
  let state = emptyState();
  for (const { at, events } of await history.readSignalEvents(id)) {
    for (const event of events.filter(isOwn)) state = evolve(state, event, at);
  }
  const signal = state.signals.get(id);
  if (signal === undefined) return null;
  return { signal, orders: signal.orderIds.flatMap((orderId) => state.orders.get(orderId) ?? []) };
}
