// Owns: reading signals back from the journal: which there were, and one that has left the live state, as it was at its end: its own events from the journal, evolved once more.

import { emptyState } from '../core/engine/empty-state.ts';
import type { Event } from '../core/engine/event.ts';
import { evolve } from '../core/engine/evolve.ts';
import type { State } from '../core/engine/state.ts';
import type { SignalId } from '../core/model/ids.ts';
import { lifeOf, type History, type SignalLife } from '../store/search-signals.ts';
import type { SignalEvents, SignalHistory } from '../store/signal-history.ts';

/** Its own life and that of its orders; positions and messages belong to more than one signal. */
const isOwn = (event: Event): boolean =>
  (event.type.startsWith('signal_') ||
    event.type.startsWith('approval_') ||
    event.type.startsWith('order_') ||
    event.type.startsWith('group_') ||
    event.type.startsWith('lane_') ||
    event.type.startsWith('part_') ||
    event.type === 'trade_told' ||
    event.type === 'card_shown') &&
  event.type !== 'signals_retired';

/** Null: the journal does not know it. */
function lifeFrom(id: SignalId, told: readonly SignalEvents<Event>[]): SignalLife | null {
  let state = emptyState();
  for (const { at, events } of told) {
    for (const event of events.filter(isOwn)) state = evolve(state, event, at);
  }
  return lifeOf(state, id);
}

const SIGNAL_EVENTS: ReadonlySet<Event['type']> = new Set(['signals_retired', 'signal_received']);

/** Whether the journal still has the beginning of what this event goes on with: older months may have been taken away. */
function isKnown(state: State, event: Event): boolean {
  if (SIGNAL_EVENTS.has(event.type)) return true;
  if (event.type === 'order_initialized') return state.signals.has(event.order.signalId);
  if ('orderId' in event) return state.orders.has(event.orderId);
  return 'signalId' in event && typeof event.signalId === 'string' && state.signals.has(event.signalId);
}

/** Every signal that has left the live state, when it did, in one walk through the journal; memory holds what had not left by then. */
async function* walkRetiredSignals(history: SignalHistory<Event>): AsyncGenerator<SignalLife> {
  let state = emptyState();
  for await (const records of history.walk()) {
    for (const { at, events } of records) {
      for (const event of events) {
        if (event.type === 'signals_retired') yield* livesOf(state, event.signalIds);
        if ((isOwn(event) || event.type === 'signals_retired') && isKnown(state, event)) state = evolve(state, event, at);
      }
    }
  }
}

const livesOf = (state: State, ids: readonly SignalId[]): readonly SignalLife[] => ids.flatMap((id) => lifeOf(state, id) ?? []);

/** Newest first; null where `before` is no cursor of ours. */
async function readSignalIds(
  history: SignalHistory<Event>,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly ids: readonly SignalId[]; readonly next: string | null } | null> {
  const found = await history.readAlerts(page);
  if (found === null) return null;
  return { ids: found.alerts.flatMap(({ event }) => (event.type === 'signal_received' ? [event.signal.id] : [])), next: found.next };
}

async function readRetiredSignals(history: SignalHistory<Event>, ids: readonly SignalId[]): Promise<ReadonlyMap<SignalId, SignalLife>> {
  const told = await history.readEventsOf(ids);
  return new Map(
    ids.flatMap((id) => {
      const life = lifeFrom(id, told.get(id) ?? []);
      return life === null ? [] : [[id, life] as const];
    }),
  );
}

/** What http and the chat may ask of the journal. */
export const openHistory = (history: SignalHistory<Event>): History => ({
  readSignal: async (id) => lifeFrom(id, await history.readSignalEvents(id)),
  readSignals: (ids) => readRetiredSignals(history, ids),
  readIds: (page) => readSignalIds(history, page),
  retired: () => walkRetiredSignals(history),
});
