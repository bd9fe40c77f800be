// Owns: reading signals back from the journal: which there were, and one that has left the live state, as it was at its end: its own events from the journal, evolved once more.

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

/** Newest first; null where `before` is no cursor of ours. */
export async function readSignalIds(
  history: SignalHistory<Event>,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly ids: readonly SignalId[]; readonly next: string | null } | null> {
  const found = await history.readAlerts(page);
  if (found === null) return null;
  return { ids: found.alerts.flatMap(({ event }) => (event.type === 'signal_received' ? [event.signal.id] : [])), next: found.next };
}
