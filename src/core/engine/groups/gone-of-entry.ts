// Owns: how much of what an entry has filled is not held any more: its stop, a target or a close had it. What leaves a share leaves
// the oldest of it first, so that the newest of all that was entered is what is still there; what was closed again has left by itself.

import { abs, isPositive, min, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Instant, OrderId, SignalId } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import type { Signal } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { ordersOfRole, qtyHeld } from '../exits/position-orders.ts';
import { qtyLeaving } from '../exits/tend-exits.ts';
import { ordersOf } from '../order-books.ts';
import type { State } from '../state.ts';

interface Entered {
  readonly at: Instant;
  readonly madeAt: Instant;
  readonly orderId: OrderId;
  readonly signalId: SignalId;
  readonly qty: Decimal;
}

/** Newest first. */
function entriesLike(state: State, { positionKey, account, side }: Order): readonly Entered[] {
  const orders = ordersOf(state, account).filter(
    (order) => order.positionKey === positionKey && order.role === 'entry' && order.side === side,
  );
  const all = orders.flatMap(({ id, signalId, createdAt, fills }) =>
    fills.map(({ at, qty }) => ({ at, madeAt: createdAt, orderId: id, signalId, qty })),
  );
  return all.sort((a, b) => b.at - a.at || b.madeAt - a.madeAt || (a.orderId < b.orderId ? 1 : -1));
}

/** What closing it again has closed of it. */
function undoneOf(state: State, id: SignalId): Decimal {
  const parent = state.signals.get(state.signals.get(id)?.part?.parent ?? id);
  const undoing = (parent?.group?.children ?? [])
    .flatMap((child) => state.signals.get(child) ?? [])
    .filter(({ part }) => part?.unwinds === id);
  return sum(undoing.flatMap((signal) => ordersOfRole(state, signal, 'exit')).map(({ qtyFilled }) => qtyFilled));
}

/** How much of the entry is in the newest `held` of all that was entered. */
function stillOf(state: State, own: Order, held: Decimal): Decimal {
  const undone = new Map<SignalId, Decimal>();
  let left = held;
  let still = ZERO;
  for (const { signalId, qty } of entriesLike(state, own)) {
    const closedAgain = undone.get(signalId) ?? undoneOf(state, signalId);
    const gone = min(qty, closedAgain);
    undone.set(signalId, sub(closedAgain, gone));
    const there = min(sub(qty, gone), left);
    left = sub(left, there);
    if (signalId === own.signalId) still = sum([still, there]);
  }
  return still;
}

/** What exits at market that are open have not closed yet; what closes an entry again takes of that alone. */
const staying = (state: State, position: Position): Decimal =>
  sub(
    qtyHeld(position),
    qtyLeaving(state, position.key, ({ limitPrice, target }) => limitPrice === null && target.type !== 'undo'),
  );

/** Opened after the last that was heard of the entries, so that it is none of theirs, even where orders are not at hand any more. */
export const isOpenedSince = ({ openedAt }: Position, entries: readonly Order[]): boolean =>
  openedAt !== null && entries.every(({ updatedAt }) => openedAt > updatedAt);

/** Base units, unsigned; what fills later is all there. */
export function goneOfEntry(state: State, signal: Signal): Decimal {
  const own = ordersOfRole(state, signal, 'entry');
  const filled = sum(own.map(({ qtyFilled }) => qtyFilled));
  const [first] = own;
  const position = signal.positionKey === null ? undefined : state.positions.get(signal.positionKey);
  if (first === undefined || !isHeld(position) || isPositive(position.qty) !== (first.side === 'buy')) return filled;
  if (isOpenedSince(position, own)) return filled;
  return sub(filled, min(filled, stillOf(state, first, abs(staying(state, position)))));
}
