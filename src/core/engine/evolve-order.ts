// Owns: what order events make of the state: the order, its signal's timeline, and by fills the position.

import { completeOrder } from '../model/copies/change-order.ts';
import { changeSignal } from '../model/copies/change-signal.ts';
import type { Instant } from '../model/ids.ts';
import { applyOrderEvent } from '../orders/apply-order-event.ts';
import type { OrderEvent } from '../orders/order-event.ts';
import { applyFill } from '../positions/apply-fill.ts';
import { describeOrderEvent } from './describe-event.ts';
import { withLine } from './evolve-signal.ts';
import { noteStay } from './exits/note-stay.ts';
import { putOrder, putPosition, putSignal } from './put-entity.ts';
import type { State } from './state.ts';

export function evolveOrder(state: State, event: OrderEvent, at: Instant): State {
  const before = event.type === 'order_initialized' ? event.order : state.orders.get(event.orderId);
  if (before === undefined || (event.type !== 'order_initialized' && !state.orders.has(event.orderId))) {
    throw new Error(`${event.type} for unknown order ${event.type === 'order_initialized' ? event.order.id : event.orderId}`);
  }
  const order = event.type === 'order_initialized' ? completeOrder(event.order) : applyOrderEvent(before, event, at);
  const signal = state.signals.get(order.signalId);
  if (signal === undefined) throw new Error(`order ${order.id} belongs to unknown signal ${order.signalId}`);
  const knowing = signal.orderIds.includes(order.id) ? signal : changeSignal(signal, { orderIds: [...signal.orderIds, order.id] });
  const told = putSignal(putOrder(state, order), withLine(knowing, describeOrderEvent(event, order), at), true);
  if (event.type !== 'order_filled') return told;
  const held = told.positions.get(order.positionKey);
  const position = applyFill(held, order, event.fill, at);
  return noteStay(putPosition(told, position), order, held);
}
