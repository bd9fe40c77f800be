// Owns: when the work of a signal is over, and how it ended.

import { ZERO } from '../model/decimal.ts';
import type { SignalId } from '../model/ids.ts';
import type { Order } from '../model/order.ts';
import type { Signal, SignalState } from '../model/signal.ts';
import type { Denial } from '../model/denial.ts';
import { isHeld } from '../positions/is-held.ts';
import { record, type Draft } from './draft.ts';
import { isProtective } from './exits/position-orders.ts';
import { isMoving } from './entries/to-replace.ts';

interface Outcome {
  readonly state: SignalState;
  readonly error: Denial | null;
  readonly detail: string;
}

function outcomeOf(orders: readonly Order[]): Outcome {
  const filled = orders.filter((order) => order.qtyFilled !== ZERO);
  const last = orders.at(-1);
  if (filled.length > 0)
    return {
      state: 'completed',
      // of a reverse the exit may have filled and the entry failed
      error: last?.qtyFilled === ZERO ? last.error : null,
      detail: filled.map((order) => `${order.qtyFilled} at ${order.averagePrice ?? '?'}`).join(', '),
    };
  if (last === undefined) return { state: 'completed', error: null, detail: 'nothing was left to do' };
  if (last.status === 'test_mode') return { state: 'completed', error: null, detail: 'live trading is switched off: nothing was sent' };
  if (last.status === 'denied') return { state: 'denied', error: last.error, detail: 'not sent' };
  if (last.status === 'canceled' || last.status === 'expired')
    return { state: 'completed', error: null, detail: `order ${last.status} without a fill` };
  return { state: 'failed', error: last.error, detail: `order ${last.status}` };
}

/** An order that another one has replaced moves no more. */
const lastOfLevel = (orders: readonly Order[], { leg, role }: Order): Order | undefined =>
  orders.findLast((order) => order.role === role && order.leg === leg);

export function tendSignal(draft: Draft, id: SignalId): void {
  const signal = draft.state.signals.get(id);
  if (signal?.state !== 'working' || signal.group !== null) return;
  const orders = signal.orderIds.flatMap((orderId) => draft.state.orders.get(orderId) ?? []).filter((order) => !isProtective(order.role));
  if (orders.some((order) => draft.state.activeOrders.has(order.id))) return;
  if (orders.some((order) => isMoving(draft.state, signal, order) && order === lastOfLevel(orders, order))) return;
  if (signal.exitId !== null && draft.state.exits.has(signal.exitId)) return;
  if (signal.entry?.afterFlat === true && !orders.some((order) => order.role === 'entry')) {
    reopenWhenFlat(draft, signal);
    return;
  }
  const outcome = outcomeOf(orders);
  record(draft, { type: 'signal_changed', signalId: id, ...outcome });
}

/** The second half of a reverse: the exit is done; if that made it flat, the entry is sized, asked for and sent like any other. */
function reopenWhenFlat(draft: Draft, signal: Signal): void {
  const position = signal.positionKey === null ? undefined : draft.state.positions.get(signal.positionKey);
  if (isHeld(position)) {
    record(draft, {
      type: 'signal_changed',
      signalId: signal.id,
      state: 'completed',
      error: null,
      detail: 'the position did not become flat: the entry behind it was dropped',
    });
    return;
  }
  record(draft, { type: 'signal_changed', signalId: signal.id, state: 'received', error: null, detail: 'flat: now the entry' });
}
