// Owns: the end of an entry that is refused after its receipt.

import { isZero, ZERO } from '../model/decimal.ts';
import type { Denial } from '../model/denial.ts';
import type { Signal } from '../model/signal.ts';
import { record, type Draft } from './draft.ts';

/** Denied as a whole only where nothing of it was done: of a reverse that has closed, the entry behind it is refused. */
export function refuseSignal(draft: Draft, signal: Signal, error: Denial): void {
  const hasClosed = signal.orderIds.some((id) => !isZero(draft.state.orders.get(id)?.qtyFilled ?? ZERO));
  record(draft, { type: 'signal_changed', signalId: signal.id, state: hasClosed ? 'completed' : 'denied', error, detail: '' });
}
