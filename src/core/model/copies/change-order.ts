// Owns: an order with some fields changed (why not by a spread: complete-copy.ts).

import type { CompleteCopy } from './complete-copy.ts';
import type { Order } from '../order.ts';
import { USUAL_TERMS } from '../order-terms.ts';

const copyOrder = (order: Order): CompleteCopy<Order> => ({
  id: order.id,
  account: order.account,
  instrument: order.instrument,
  side: order.side,
  type: order.type,
  qty: order.qty,
  limitPrice: order.limitPrice,
  stopPrice: order.stopPrice,
  trail: order.trail,
  terms: order.terms,
  reduceOnly: order.reduceOnly,
  ocoGroup: order.ocoGroup,
  signalId: order.signalId,
  leg: order.leg,
  strategy: order.strategy,
  positionKey: order.positionKey,
  mode: order.mode,
  role: order.role,
  status: order.status,
  venueOrderId: order.venueOrderId,
  qtyFilled: order.qtyFilled,
  averagePrice: order.averagePrice,
  fills: order.fills,
  inquiry: order.inquiry,
  retry: order.retry,
  cancel: order.cancel,
  modify: order.modify,
  error: order.error,
  there: order.there ?? null,
  free: order.free ?? null,
  takenOver: order.takenOver ?? false,
  doubted: order.doubted ?? false,
  besideToldAt: order.besideToldAt ?? null,
  stands: order.stands ?? null,
  moved: order.moved ?? 0,
  repeats: order.repeats ?? 0,
  idTaken: order.idTaken ?? false,
  dropped: order.dropped ?? null,
  life: order.life ?? null,
  outcome: order.outcome ?? null,
  createdAt: order.createdAt,
  submittedAt: order.submittedAt,
  updatedAt: order.updatedAt,
});

export const changeOrder = (order: Order, changes: Partial<Order>): Order => Object.assign(copyOrder(order), changes);

/** An order of an older journal or checkpoint, with the fields that have come since. */
export const completeOrder = (order: Order): Order =>
  (order.terms as Order['terms'] | undefined) === undefined ? { ...order, trail: null, terms: USUAL_TERMS } : order;
