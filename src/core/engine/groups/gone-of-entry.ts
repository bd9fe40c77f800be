// Owns: how much of what an entry has filled is not held any more: its stop, a target or a close had it. What leaves a share leaves
// the oldest of it first, so what was entered behind is still there, and is none of this entry's.

import { isPositive, max, min, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Side, Signal } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { ordersOfRole, qtyHeld } from '../exits/position-orders.ts';
import { ordersOf } from '../order-books.ts';
import type { State } from '../state.ts';

/** What entries of other alerts have filled there after all of this one. */
function enteredBehind(state: State, { id, positionKey, account }: Signal, side: Side, lastAt: number): Decimal {
  if (account === null) return ZERO;
  const others = ordersOf(state, account).filter(
    (order) => order.positionKey === positionKey && order.role === 'entry' && order.side === side && order.signalId !== id,
  );
  return sum(others.flatMap(({ fills }) => fills.filter(({ at }) => at > lastAt).map(({ qty }) => qty)));
}

/** Base units, unsigned; what fills later is all there. */
export function goneOfEntry(state: State, signal: Signal): Decimal {
  const own = ordersOfRole(state, signal, 'entry');
  const filled = sum(own.map(({ qtyFilled }) => qtyFilled));
  const [first] = own;
  const position = signal.positionKey === null ? undefined : state.positions.get(signal.positionKey);
  if (first === undefined || !isHeld(position) || isPositive(position.qty) !== (first.side === 'buy')) return filled;
  const lastAt = Math.max(0, ...own.flatMap(({ fills }) => fills.map(({ at }) => at)));
  const left = max(ZERO, sub(qtyHeld(position), enteredBehind(state, signal, first.side, lastAt)));
  return sub(filled, min(filled, left));
}
