// Owns: whether an order goes on with an entry that has filled before: the rest of a limit order that follows the price, or went
// to market. Whoever counts entries has counted it.

import type { Order } from '../../model/order.ts';
import { ordersOfRole } from '../exits/position-orders.ts';
import type { State } from '../state.ts';

export function continuesEntry(state: State, { id, signalId, leg, life }: Order): boolean {
  if (life?.replaces !== true) return false;
  const signal = state.signals.get(signalId);
  return (
    signal !== undefined && ordersOfRole(state, signal, 'entry').some((each) => each.id !== id && each.leg === leg && each.fills.length > 0)
  );
}
