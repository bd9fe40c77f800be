// Owns: taking back an entry that waits (delay): by a person, by its sender, or by all that cancels entries.

import { shortId } from '../../model/ids.ts';
import type { Signal, SignalState } from '../../model/signal.ts';
import { record, type Draft } from '../draft.ts';
import { isParked } from '../alerts/parked.ts';
import { toReplace } from './to-replace.ts';
import type { State } from '../state.ts';
import { waitsForFlat } from '../alerts/supersede-cards.ts';

/** No entry of it was made yet, and nobody was asked; of a reverse the exit may be under way. */
export const isWaiting = (state: State, signal: Signal): boolean =>
  (signal.state === 'received' && signal.entry !== null) ||
  isParked(signal) ||
  toReplace(state, signal) !== null ||
  waitsForFlat(state, signal);

export const waitingEntries = (state: State): readonly Signal[] =>
  [...state.activeSignals].flatMap((id) => state.signals.get(id) ?? []).filter((signal) => isWaiting(state, signal));

/** A card that nobody has answered: its sender may take the alert back. */
export const isAsked = (signal: Signal): boolean => signal.state === 'awaiting_approval';

/** The entry without an order that a sender means: the id of its alert, the short form of it, or the name that the alert gave. */
export function findWaiting(state: State, id: string): Signal | null {
  const text = id.toLowerCase();
  const pending = [...state.activeSignals]
    .flatMap((each) => state.signals.get(each) ?? [])
    .filter((signal) => isAsked(signal) || isWaiting(state, signal));
  const byId = pending.filter((signal) => signal.id === text || signal.id === `sg_${text}` || shortId(signal.id) === text);
  const matches = byId.length > 0 ? byId : pending.filter(({ reading }) => reading.kind === 'order' && reading.orderId === id);
  const [only] = matches;
  return only !== undefined && matches.length === 1 ? only : null;
}

/** `state`: `declined` by a person, `superseded` by the sender. Of a reverse the exit was made: only its entry is dropped. */
export function cancelWaiting(draft: Draft, signal: Signal, state: SignalState & ('declined' | 'superseded'), who: string): void {
  if (signal.state === 'working')
    record(draft, { type: 'signal_entry_withdrawn', signalId: signal.id, detail: `cancelled by ${who} before its time` });
  else if (signal.orderIds.length === 0)
    record(draft, { type: 'signal_changed', signalId: signal.id, state, error: null, detail: `cancelled by ${who} before its time` });
  else {
    record(draft, { type: 'signal_entry_withdrawn', signalId: signal.id, detail: `cancelled by ${who} before its time` });
    record(draft, { type: 'signal_changed', signalId: signal.id, state: 'completed', error: null, detail: 'the entry was cancelled' });
  }
}
