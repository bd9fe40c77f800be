// Owns: an exit or an opposite entry withdraws what is still waiting for the same strategy and symbol: entries without an
// answer or a price, and entries that wait behind an exit of their own (a reverse).

import type { PositionKey, SignalId } from '../model/ids.ts';
import type { Side, Signal } from '../model/signal.ts';
import { record, type Draft } from './draft.ts';
import type { State } from './state.ts';

/** The exit of a reverse is under way, its entry has not been made. */
const waitsForFlat = (state: State, signal: Signal): boolean =>
  signal.state === 'working' && signal.entry?.afterFlat === true && signal.orderIds.every((id) => state.orders.get(id)?.role !== 'entry');

/** `side`: only entries of the other side are withdrawn; null (an exit): all of them. */
export function supersedeCards(draft: Draft, key: PositionKey, side: Side | null, by: SignalId | null, why: string): void {
  for (const id of draft.state.activeSignals) {
    const signal = draft.state.signals.get(id);
    if (signal === undefined || signal.id === by || signal.positionKey !== key || signal.entry === null) continue;
    if (side !== null && signal.entry.side === side) continue;
    if (signal.state === 'awaiting_approval' || signal.state === 'received')
      record(draft, { type: 'signal_changed', signalId: id, state: 'superseded', error: null, detail: why });
    else if (waitsForFlat(draft.state, signal)) record(draft, { type: 'signal_entry_withdrawn', signalId: id, detail: why });
  }
}
