// Owns: how one order changes with one event. Asserts the state machine: an illegal step is a programmer's error.

import { changeOrder } from '../model/copies/change-order.ts';
import { add, div, gte, max, mul, sum, ZERO, type Decimal } from '../model/decimal.ts';
import type { Instant } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order, type OrderStatus, type PairLevels } from '../model/order.ts';
import { areSameLevels } from '../model/exits/pair-levels.ts';
import type { OrderEvent } from './order-event.ts';
import { mayArrive } from './may-arrive.ts';
import { mayFollow } from './order-machine.ts';

/** The status of an order with these fills that the venue still works. */
const workingStatus = (order: Order): OrderStatus => (order.qtyFilled === ZERO ? 'accepted' : 'partially_filled');

const NOTHING_OWED = { inquiry: null, modify: null, retry: null };

function to(order: Order, status: OrderStatus, at: Instant, change: Partial<Order> = {}): Order {
  if (!mayFollow(order.status, status)) throw new Error(`order ${order.id}: ${order.status} cannot become ${status}`);
  const { inquiry, modify, retry } = TERMINAL_ORDER_STATUSES.has(status) ? NOTHING_OWED : order;
  return changeOrder(changeOrder(order, { status, updatedAt: at, inquiry, modify, retry }), change);
}

/** The first news of an order may be a fill: a cancel that was asked for before it is owed from now on. */
const filledInPart = ({ cancel }: Order): OrderStatus => (cancel === null ? 'partially_filled' : 'pending_cancel');

function withFill(order: Order, { venueOrderId, fill }: OrderEvent & { type: 'order_filled' }, at: Instant): Order {
  const fills = [...order.fills, fill];
  const qtyFilled = add(order.qtyFilled, fill.qty);
  const paid = sum(fills.map((each) => mul(each.price, each.qty)));
  // a fill answers whether the order is there; whether an ended one has more fills is still asked
  const inquiry = TERMINAL_ORDER_STATUSES.has(order.status) ? order.inquiry : null;
  const next = changeOrder(order, { venueOrderId, fills, qtyFilled, averagePrice: div(paid, qtyFilled), inquiry, updatedAt: at });
  // while a new quantity is under way, nobody knows which of the two holds: the order is over when both are reached
  const total = order.modify === null ? order.qty : max(order.qty, order.modify.qty);
  if (gte(qtyFilled, total)) return to(next, 'filled', at);
  // an order whose cancel is under way, or that has ended with a remainder, keeps its status: the fill is late news
  if (order.status === 'pending_cancel' || order.status === 'pending_modify' || TERMINAL_ORDER_STATUSES.has(order.status)) {
    return order.status === 'lost' ? to(next, filledInPart(order), at) : next;
  }
  return to(next, filledInPart(order), at);
}

/** An order that the venue has now, for the first time or again; a cancel that was asked for meanwhile is owed now. */
function accepted(order: Order, event: OrderEvent & { type: 'order_accepted' }, at: Instant): Order {
  const known = { venueOrderId: event.venueOrderId, inquiry: null, retry: null, doubted: false };
  if (order.cancel !== null) return to(order, 'pending_cancel', at, { ...known });
  return to(order, workingStatus(order), at, known);
}

/** Kept when the order has ended: it tells our cancels from the venue's own. */
const requested = (reason: string, at: Instant): Order['cancel'] => ({ requestedAt: at, attempts: 0, nextAt: at, reason });

function cancelRequested(order: Order, reason: string, at: Instant): Order {
  const cancel = requested(reason, at);
  if (order.status === 'submitted') return changeOrder(order, { cancel, updatedAt: at });
  // nothing has been heard of it: when it ended stays as it is
  if (mayArrive(order)) return changeOrder(order, { cancel });
  return to(order, 'pending_cancel', at, { cancel, modify: null });
}

function cancelRefused(order: Order, event: OrderEvent & { type: 'order_cancel_refused' }, at: Instant): Order {
  if (order.cancel === null) return order;
  const refusal = event.isPlain === true ? event.reason : null;
  if (event.nextAt !== null) return changeOrder(order, { cancel: { ...order.cancel, nextAt: event.nextAt, refusal }, updatedAt: at });
  return to(order, order.status === 'pending_cancel' ? workingStatus(order) : order.status, at, { cancel: null });
}

const modifyAsked = (order: Order, { qty, levels }: OrderEvent & { type: 'order_modify_requested' }, at: Instant): Order['modify'] => ({
  since: order.status === 'pending_modify' ? (order.modify?.since ?? order.updatedAt) : at,
  qty,
  ...(levels === undefined ? {} : { levels }),
  attempts: 0,
  nextAt: at,
});

function modifyRefused(order: Order, event: OrderEvent & { type: 'order_modify_refused' }, at: Instant): Order {
  if (order.modify === null) return order;
  if (event.nextAt !== null) return changeOrder(order, { modify: { ...order.modify, nextAt: event.nextAt }, updatedAt: at });
  return to(order, order.status === 'pending_modify' ? workingStatus(order) : order.status, at, { modify: null });
}

/** What was asked of the venue is what it says now. */
export const isChanged = ({ modify }: Order, qty: Decimal, levels: PairLevels | undefined): boolean =>
  modify !== null && modify.qty === qty && (modify.levels === undefined || areSameLevels(modify.levels, levels));

/** What the venue changed, by our wish or by its own; nothing left means that the venue is done with it. */
function amended(order: Order, { qty, levels, prices, byHand, dropped }: OrderEvent & { type: 'order_amended' }, at: Instant): Order {
  const reached = isChanged(order, qty, levels);
  const status = reached && order.status === 'pending_modify' ? workingStatus(order) : order.status;
  const moved = (order.moved ?? 0) + (byHand === true ? 1 : 0);
  const next = changeOrder(order, {
    qty,
    // a venue that says the same once more need not say why
    dropped: dropped ?? (qty === order.qty ? (order.dropped ?? null) : null),
    ...levels,
    ...prices,
    ...(prices === undefined ? {} : { stands: prices }),
    moved,
    status,
    modify: reached || order.modify === null ? null : { ...order.modify, since: at },
    doubted: reached ? false : (order.doubted ?? false),
    updatedAt: at,
  });
  return gte(order.qtyFilled, qty) && order.qtyFilled !== ZERO ? to(next, 'filled', at) : next;
}

const repeatsOf = ({ repeats = 0 }: Order): number => repeats;

/** Of the attempt before stays how often it was made, and what it was refused for: that goes for this one, too. */
function repeated(order: Order, { qty, limitPrice, stopPrice = null }: OrderEvent & { type: 'order_repeated' }, at: Instant): Order {
  const anew = { inquiry: null, retry: null, cancel: null, error: null, submittedAt: null, doubted: false, dropped: null };
  return to(order, 'initialized', at, { ...anew, qty, limitPrice, stopPrice, repeats: repeatsOf(order) + 1 });
}

/** It ends before it leaves. What has left once may arrive all the same: it stays lost, and is looked for. */
function unsent(order: Order, status: OrderStatus, reason: string, at: Instant, change: Partial<Order> = {}): Order {
  if (order.status !== 'initialized' || repeatsOf(order) === 0) return to(order, status, at, change);
  return to(order, 'lost', at, { ...change, inquiry: { since: at, attempts: 0, nextAt: at, reason } });
}

/** Pure; `order_initialized` makes an order and is not handled here. */
export function applyOrderEvent(order: Order, event: Exclude<OrderEvent, { type: 'order_initialized' }>, at: Instant): Order {
  switch (event.type) {
    case 'order_denied':
      return unsent(order, 'denied', event.denial.message, at, { error: event.denial });
    case 'order_test_mode':
      return unsent(order, 'test_mode', 'live trading is off', at);
    case 'order_repeated':
      return repeated(order, event, at);
    case 'order_submitted':
      return to(order, 'submitted', at, { submittedAt: at });
    case 'order_unsent':
      return to(order, 'initialized', at, { retry: { attempts: event.attempts, nextAt: event.nextAt }, submittedAt: null });
    case 'order_unknown':
      return changeOrder(order, { inquiry: event.inquiry, updatedAt: at, ...(event.idTaken === true ? { idTaken: true } : {}) });
    case 'order_doubted':
      return changeOrder(order, { doubted: true });
    case 'order_beside_told':
      return changeOrder(order, { besideToldAt: at });
    case 'order_stands':
      return changeOrder(order, { stands: event.prices });
    case 'order_known':
      return changeOrder(order, { inquiry: null, doubted: false, updatedAt: at });
    case 'order_accepted':
      return accepted(order, event, at);
    case 'order_rejected':
      return to(order, 'rejected', at, { error: event.denial, there: event.there ?? null, free: event.free ?? null });
    case 'order_filled':
      return withFill(order, event, at);
    case 'order_amended':
      return amended(order, event, at);
    case 'order_canceled':
      return unsent(order, 'canceled', event.reason, at, order.status === 'initialized' ? { cancel: requested(event.reason, at) } : {});
    case 'order_expired':
      return to(order, 'expired', at);
    case 'order_lost':
      return to(order, 'lost', at, { error: event.denial, ...(order.status === 'initialized' ? { repeats: repeatsOf(order) - 1 } : {}) });
    case 'order_modify_requested':
      return to(order, 'pending_modify', at, { modify: modifyAsked(order, event, at) });
    case 'order_modify_sent':
      return order.modify === null
        ? order
        : changeOrder(order, { modify: { ...order.modify, attempts: order.modify.attempts + 1, nextAt: event.nextAt } });
    case 'order_modify_refused':
      return modifyRefused(order, event, at);
    case 'order_life_turned':
      return order.life == null ? order : changeOrder(order, { life: { ...order.life, next: event.next } });
    case 'order_cancel_requested':
      return cancelRequested(order, event.reason, at);
    case 'order_cancel_sent':
      return order.cancel === null
        ? order
        : changeOrder(order, { cancel: { ...order.cancel, attempts: order.cancel.attempts + 1, nextAt: event.nextAt } });
    case 'order_cancel_refused':
      return cancelRefused(order, event, at);
  }
}
