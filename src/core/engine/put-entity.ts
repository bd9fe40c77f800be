// Owns: putting signals, orders and positions into the state so that the derived indexes always agree with the entities. An index is
// looked at only where an entity crosses its border: most events leave a signal and an order as alive as they were.

import { type OrderedSet, Set } from 'immutable';
import { changeSignal } from '../model/copies/change-signal.ts';
import { marketOf, type OrderId, type PositionKey, type SignalId } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import { TERMINAL_SIGNAL_STATES, type Signal } from '../model/signal.ts';
import { changeState } from './change-state.ts';
import { isParked } from './alerts/parked.ts';
import type { State } from './state.ts';

/** Signals with a card: those that were asked for or worked, and those that wait as their sender wishes. */
const hasCard = (signal: Signal): boolean =>
  signal.part === null &&
  (signal.state === 'awaiting_approval' ||
    signal.state === 'working' ||
    signal.wait?.why === 'delay' ||
    signal.wait?.why === 'condition' ||
    signal.cards.length > 0);

/** One of those that people cannot have more of than they can answer; parts of an alert stand for it only together. */
export const isWaitingEntry = ({ part, wait, state }: Signal): boolean =>
  part === null && wait?.condition === undefined && (state === 'awaiting_approval' || state === 'received');

export const isBeingPriced = ({ state, entry, wait }: Signal): boolean => state === 'received' && entry !== null && wait === null;

const isFinished = (signal: Signal): boolean => TERMINAL_SIGNAL_STATES.has(signal.state);

const isUntraded = (signal: Signal): boolean =>
  isFinished(signal) && signal.orderIds.length === 0 && signal.group === null && signal.part === null;

/** At its end, if it was not in it. */
const withIf = (set: OrderedSet<SignalId>, id: SignalId, isIn: boolean): OrderedSet<SignalId> => (isIn ? set.add(id) : set.delete(id));

/** The share that an active signal is of. */
const shareOf = (signal: Signal | undefined): PositionKey | null =>
  signal === undefined || isFinished(signal) ? null : signal.positionKey;

function indexOf({ activeSignalsOf: index }: State, before: Signal | undefined, signal: Signal): State['activeSignalsOf'] {
  const [old, now] = [shareOf(before), shareOf(signal)];
  if (old === now) return index;
  const left = old === null ? undefined : index.get(old)?.delete(signal.id);
  const without = old === null ? index : left === undefined || left.isEmpty() ? index.delete(old) : index.set(old, left);
  return now === null ? without : without.set(now, (without.get(now) ?? Set<SignalId>()).add(signal.id));
}

/** `news`: readers of the card should see the change. */
export function putSignal(state: State, signal: Signal, news: boolean): State {
  const next = put(state, signal, news);
  // the life of a part is told on the card of its alert
  const parent = signal.part === null || !news ? undefined : next.signals.get(signal.part.parent);
  return parent === undefined ? next : put(next, parent, true);
}

function put(state: State, signal: Signal, news: boolean): State {
  const { id } = signal;
  const { activeSignals, finishedSignals, finishedUntraded, staleCards } = state;
  const before = state.signals.get(id);
  const finished = isFinished(signal);
  const untraded = isUntraded(signal);
  const wasUntraded = before !== undefined && isUntraded(before);
  const waits = isParked(signal);
  const priced = isBeingPriced(signal);
  const isSame = before !== undefined && isFinished(before) === finished;
  const waited = before !== undefined && isWaitingEntry(before);
  return changeState(state, {
    signals: state.signals.set(id, news ? changeSignal(signal, { revision: signal.revision + 1 }) : signal),
    activeSignals: isSame ? activeSignals : finished ? activeSignals.delete(id) : activeSignals.add(id),
    activeSignalsOf: indexOf(state, before, signal),
    beingPriced:
      priced === state.beingPriced.has(id) ? state.beingPriced : priced ? state.beingPriced.add(id) : state.beingPriced.delete(id),
    entriesWaiting: state.entriesWaiting + Number(isWaitingEntry(signal)) - Number(waited),
    parked: waits === state.parked.has(id) ? state.parked : waits ? state.parked.add(id) : state.parked.delete(id),
    finishedSignals: isSame ? finishedSignals : withIf(finishedSignals, id, finished),
    finishedUntraded: untraded === wasUntraded ? finishedUntraded : withIf(finishedUntraded, id, untraded),
    staleCards: news && hasCard(signal) ? staleCards.add(id) : staleCards,
  });
}

const isActive = (order: Order): boolean => !TERMINAL_ORDER_STATUSES.has(order.status);

export function putOrder(state: State, order: Order): State {
  const { id } = order;
  const { inquiries } = state;
  const before = state.orders.get(id);
  const isAsked = order.inquiry !== null;
  const known = changeState(state, {
    orders: state.orders.set(id, order),
    inquiries: isAsked === ((before?.inquiry ?? null) !== null) ? inquiries : isAsked ? inquiries.add(id) : inquiries.delete(id),
  });
  return before !== undefined && isActive(before) === isActive(order) ? known : indexed(known, order);
}

function indexed(state: State, order: Order): State {
  const { id, positionKey } = order;
  const active = isActive(order);
  const siblings = state.activeOrdersOf.get(positionKey) ?? Set<OrderId>();
  const left = active ? siblings.add(id) : siblings.delete(id);
  return changeState(state, {
    activeOrders: active ? state.activeOrders.add(id) : state.activeOrders.delete(id),
    activeOrdersOf: left.isEmpty() ? state.activeOrdersOf.delete(positionKey) : state.activeOrdersOf.set(positionKey, left),
  });
}

export function putPosition(state: State, position: Position): State {
  const { key } = position;
  const positions = state.positions.set(key, position);
  if (state.positions.has(key)) return changeState(state, { positions });
  const market = marketOf(key);
  const shares = state.positionsOf.get(market) ?? Set<PositionKey>();
  return changeState(state, { positions, positionsOf: state.positionsOf.set(market, shares.add(key)) });
}

export function dropPositions(state: State, keys: readonly PositionKey[]): State {
  let { positionsOf } = state;
  for (const key of keys) {
    const market = marketOf(key);
    const left = positionsOf.get(market)?.delete(key) ?? Set<PositionKey>();
    positionsOf = left.isEmpty() ? positionsOf.delete(market) : positionsOf.set(market, left);
  }
  return changeState(state, { positions: state.positions.deleteAll(keys), positionsOf });
}
