// Owns: which ended order of a signal is to be made anew, and which is on its way to it.

import type { Order } from '../../model/order.ts';
import type { Signal } from '../../model/signal.ts';
import { ordersOfRole } from '../exits/position-orders.ts';
import type { State } from '../state.ts';

/** Ended orders of a signal whose rest is to be made anew, and that nobody asks about any more. */
export function toReplace(state: State, signal: Signal): Order | null {
  if (signal.state !== 'working' || signal.entry === null) return null;
  const entries = ordersOfRole(state, signal, 'entry');
  const isReady = (order: Order, index: number): boolean =>
    order.life?.next != null &&
    order.status === 'canceled' &&
    order.inquiry === null &&
    !entries.slice(index + 1).some(({ leg }) => leg === order.leg);
  return entries.find(isReady) ?? null;
}

/** It will be replaced, or is on its way to be: nothing of it has failed. */
export const isMoving = (state: State, signal: Signal, order: Order): boolean =>
  order.life?.next != null &&
  signal.state === 'working' &&
  signal.entry !== null &&
  (state.activeOrders.has(order.id) || order.status === 'canceled');
