// Owns: putting signals and orders into the state so that the derived indexes always agree with the entities.

import { Set } from 'immutable';
import type { OrderId } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import { TERMINAL_SIGNAL_STATES, type Signal } from '../model/signal.ts';
import type { State } from './state.ts';

/** Signals with a card: those that were asked for or worked. */
const hasCard = (signal: Signal): boolean => signal.state === 'awaiting_approval' || signal.state === 'working' || signal.cards.length > 0;

/** `news`: readers of the card should see the change. */
export function putSignal(state: State, signal: Signal, news: boolean): State {
  const next = news ? { ...signal, revision: signal.revision + 1 } : signal;
  const finished = TERMINAL_SIGNAL_STATES.has(next.state);
  const wasFinished = state.finishedSignals.has(next.id);
  return {
    ...state,
    signals: state.signals.set(next.id, next),
    activeSignals: finished ? state.activeSignals.delete(next.id) : state.activeSignals.add(next.id),
    finishedSignals:
      finished === wasFinished
        ? state.finishedSignals
        : finished
          ? state.finishedSignals.add(next.id)
          : state.finishedSignals.delete(next.id),
    staleCards: news && hasCard(next) ? state.staleCards.add(next.id) : state.staleCards,
  };
}

export function putOrder(state: State, order: Order): State {
  const active = !TERMINAL_ORDER_STATUSES.has(order.status);
  const siblings = state.activeOrdersOf.get(order.positionKey) ?? Set<OrderId>();
  const left = active ? siblings.add(order.id) : siblings.delete(order.id);
  return {
    ...state,
    orders: state.orders.set(order.id, order),
    inquiries: order.inquiry === null ? state.inquiries.delete(order.id) : state.inquiries.add(order.id),
    activeOrders: active ? state.activeOrders.add(order.id) : state.activeOrders.delete(order.id),
    activeOrdersOf: left.isEmpty() ? state.activeOrdersOf.delete(order.positionKey) : state.activeOrdersOf.set(order.positionKey, left),
  };
}
