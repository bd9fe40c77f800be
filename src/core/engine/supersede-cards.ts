// Owns: an exit or an opposite entry withdraws what is still waiting for the same strategy and symbol.

import type { PositionKey, SignalId } from '../model/ids.ts';
import type { Side } from '../model/signal.ts';
import { record, type Draft } from './draft.ts';

/** `side`: only entries of the other side are withdrawn; null (an exit): all of them. Signals that close first are left alone. */
export function supersedeCards(draft: Draft, key: PositionKey, side: Side | null, by: SignalId | null, why: string): void {
  for (const id of draft.state.activeSignals) {
    const signal = draft.state.signals.get(id);
    if (signal === undefined || signal.id === by || signal.positionKey !== key || signal.entry === null) continue;
    if (signal.state !== 'awaiting_approval' && signal.state !== 'received') continue;
    if (side !== null && signal.entry.side === side) continue;
    record(draft, { type: 'signal_changed', signalId: id, state: 'superseded', error: null, detail: why });
  }
}
