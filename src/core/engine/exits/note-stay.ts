// Owns: counting the entries of a stay in the market as they fill. An order counts once, and so does a signal that has made
// several: layers, and orders that followed the price.

import { isPositive } from '../../model/decimal.ts';
import type { Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import { changeState } from '../change-state.ts';
import { ordersOfRole } from './position-orders.ts';
import type { State } from '../state.ts';

function isFirstFill(state: State, order: Order): boolean {
  if (order.fills.length !== 1) return false;
  const signal = state.signals.get(order.signalId);
  return signal === undefined || ordersOfRole(state, signal, 'entry').every(({ id, fills }) => id === order.id || fills.length === 0);
}

/** `state`: with the fill of `order` in it; `before`: the position without it. */
export function noteStay(state: State, order: Order, before: Position | undefined): State {
  const { positionKey: key } = order;
  const position = state.positions.get(key);
  const known = state.stays.get(key);
  if (!isHeld(position)) return known === undefined ? state : changeState(state, { stays: state.stays.delete(key) });
  const long = isPositive(position.qty);
  if (order.role !== 'entry' || (order.side === 'buy') !== long) return state;
  const openedAt = position.openedAt ?? order.updatedAt;
  const lastPrice = order.averagePrice ?? position.entryPrice ?? order.fills[0]?.price;
  if (lastPrice === undefined) return state;
  const isOpened = !isHeld(before) || isPositive(before.qty) !== long;
  const isNext = isOpened || isFirstFill(state, order);
  // what was held before anything was counted has been entered once at least
  const entries = isOpened ? 1 : (known?.entries ?? 1) + (isNext ? 1 : 0);
  const signalId = isNext ? order.signalId : (known?.signalId ?? order.signalId);
  return changeState(state, { stays: state.stays.set(key, { openedAt, entries, lastPrice, signalId }) });
}
