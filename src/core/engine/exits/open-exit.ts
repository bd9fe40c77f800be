// Owns: opening an exit intent for a signal.

import type { Decimal } from '../../model/decimal.ts';
import type { PositionKey, SignalId } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Exit } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import { takeBackLate } from '../cancel-order.ts';
import { record, type Draft } from '../draft.ts';
import { tellStillNotShown } from '../open-inquiry.ts';
import { activeOrdersOf, isProtective } from './position-orders.ts';
import type { State } from '../state.ts';

/** Orders that work, and those that have ended while it is still being asked how much of them had filled; what is lost was given up. */
function ordersToLeave(state: State, key: PositionKey): readonly Order[] {
  const ended = [...state.inquiries]
    .flatMap((id) => state.orders.get(id) ?? [])
    .filter((order) => order.positionKey === key && order.status !== 'lost');
  return [...activeOrdersOf(state, key), ...ended].filter((order) => !isProtective(order.role));
}

/** There is something to leave: a position, or an order that could make one. */
export function hasAnything(state: State, key: PositionKey): boolean {
  const position = state.positions.get(key);
  return isHeld(position) || ordersToLeave(state, key).length > 0;
}

function targetWords(target: Exit['target']): string {
  if (target.type !== 'reduce') return target.type === 'flat' ? 'everything' : 'what was opened';
  const percent = target.late?.percent ?? null;
  return percent === null ? target.qty : `${target.qty} and ${percent} % of what the entries under way fill`;
}

/** False: there is nothing to leave. */
export function openExit(draft: Draft, signalId: SignalId, target: Exit['target'], limitPrice: Decimal | null, reason: string): boolean {
  const signal = draft.state.signals.get(signalId);
  if (signal === undefined || signal.positionKey === null) throw new Error(`signal ${signalId} has no position to leave`);
  const key = signal.positionKey;
  if (target.type === 'flat') takeBackLate(draft, key, `${reason}: closing the position`);
  if (!hasAnything(draft.state, key)) return false;
  const orders = ordersToLeave(draft.state, key);
  // what is there now came before this exit, also when the clock was set back since
  const createdAt = Math.max(draft.now, ...orders.map((order) => order.createdAt));
  const exit: Exit = { id: `x_${signalId.slice(3)}`, signalId, positionKey: key, target, limitPrice, reason, createdAt };
  record(draft, {
    type: 'signal_changed',
    signalId,
    state: 'working',
    error: null,
    detail: `leaving: ${targetWords(target)}`,
  });
  record(draft, { type: 'exit_opened', exit });
  tellStillNotShown(draft, orders);
  return true;
}
