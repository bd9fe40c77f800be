// Owns: what an entry that was made and is not sent waits for, in words: people see an order that nothing seems to happen to.

import { shortId } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import { ordersOfRole } from '../exits/position-orders.ts';
import { exitsOf } from '../exits/tend-exits.ts';
import type { State } from '../state.ts';

/** Null: it waits for nothing but its turn, or does not wait. */
export function heldBackBy(state: State, { status, role, positionKey }: Pick<Order, 'status' | 'role' | 'positionKey'>): string | null {
  if (status !== 'initialized' || role !== 'entry') return null;
  const exits = exitsOf(state, positionKey);
  const exit = exits.find(({ limitPrice }) => limitPrice !== null) ?? exits[0];
  if (exit === undefined) return null;
  if (exit.limitPrice === null) return 'an exit of its position that is under way';
  const signal = state.signals.get(exit.signalId);
  const order = signal === undefined ? undefined : ordersOfRole(state, signal, 'exit').findLast(({ id }) => state.activeOrders.has(id));
  return `the exit of its position that rests at ${exit.limitPrice}${order === undefined ? '' : ` (/cancel ${shortId(order.id)} takes it back)`}`;
}
