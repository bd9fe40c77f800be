// Owns: opening an exit intent for a signal.

import { isZero, type Decimal } from '../model/decimal.ts';
import type { SignalId } from '../model/ids.ts';
import type { Exit } from '../model/position.ts';
import { record, type Draft } from './draft.ts';
import { activeOrdersOf, isProtective } from './position-orders.ts';

/** False: there is nothing to leave: no position and no order that could make one. */
export function openExit(draft: Draft, signalId: SignalId, target: Exit['target'], limitPrice: Decimal | null, reason: string): boolean {
  const signal = draft.state.signals.get(signalId);
  if (signal === undefined || signal.positionKey === null) throw new Error(`signal ${signalId} has no position to leave`);
  const key = signal.positionKey;
  const position = draft.state.positions.get(key);
  const orders = activeOrdersOf(draft.state, key).filter((order) => !isProtective(order.role));
  if ((position === undefined || isZero(position.qty)) && orders.length === 0) return false;
  const exit: Exit = { id: `x_${signalId.slice(3)}`, signalId, positionKey: key, target, limitPrice, reason, createdAt: draft.now };
  record(draft, {
    type: 'signal_changed',
    signalId,
    state: 'working',
    error: null,
    detail: `leaving: ${target.type === 'flat' ? 'everything' : target.qty}`,
  });
  record(draft, { type: 'exit_opened', exit });
  return true;
}
