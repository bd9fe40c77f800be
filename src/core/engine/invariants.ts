// Owns: what must be true of every state. Asserted before each commit on what it touched, and on everything after a load.

import { abs, add, eq, gt, isNegative, neg, sum, ZERO, type Decimal } from '../model/decimal.ts';
import { marketOf, signalOfOrder, type OrderId, type PositionKey, type SignalId } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import { TERMINAL_SIGNAL_STATES, type Signal } from '../model/signal.ts';
import { qtyMoved } from '../model/money/fee-of-fill.ts';
import type { Event } from './event.ts';
import { activeOrdersOf, isExit, isProtective } from './exits/position-orders.ts';
import { qtyLeft } from '../model/qty-left.ts';
import { isBeingPriced, isWaitingEntry } from './put-entity.ts';
import type { State } from './state.ts';
import { isCut } from '../positions/stop-cover.ts';

export interface Violation {
  readonly invariant: string;
  readonly detail: string;
  /** It was broken before the command that was judged. */
  readonly isOld?: true;
}

type Check<T> = (state: State, subject: T) => string | null;

const ORDER_CHECKS: Readonly<Record<string, Check<Order>>> = {
  'the fills of an order add up to what it has filled': (_, order) =>
    eq(sum(order.fills.map((fill) => fill.qty)), order.qtyFilled) ? null : `order ${order.id}: fills do not add up to ${order.qtyFilled}`,
  'each fill is counted once': (_, order) =>
    new Set(order.fills.map((fill) => fill.id)).size === order.fills.length ? null : `order ${order.id} has a fill twice`,
  'quantities are above zero': (_, order) =>
    isNegative(order.qty) || (order.qty === ZERO && !TERMINAL_ORDER_STATUSES.has(order.status))
      ? `order ${order.id} has quantity ${order.qty}`
      : null,
  'every order belongs to a signal that knows it': (state, order) =>
    state.signals.get(order.signalId)?.orderIds.includes(order.id) === true ? null : `order ${order.id} is unknown to ${order.signalId}`,
  'the index of active orders is right': (state, order) =>
    state.activeOrders.has(order.id) !== TERMINAL_ORDER_STATUSES.has(order.status)
      ? null
      : `order ${order.id} (${order.status}) is wrongly indexed`,
  'the index of inquiries is right': (state, order) =>
    state.inquiries.has(order.id) === (order.inquiry !== null) ? null : `order ${order.id} is wrongly indexed as asked about`,
  'what leaves a position is reduce-only': (_, order) =>
    order.role === 'entry' || order.reduceOnly ? null : `${order.role} ${order.id} is not reduce-only`,
  'nothing was sent that was denied': (_, order) =>
    (order.status === 'denied' || order.status === 'test_mode') && (order.venueOrderId !== null || order.fills.length > 0)
      ? `order ${order.id} is ${order.status} and yet at the venue`
      : null,
};

const entryOrders = (state: State, signal: Signal): readonly Order[] =>
  signal.orderIds.flatMap((id) => state.orders.get(id) ?? []).filter((order) => order.role === 'entry');

const SIGNAL_CHECKS: Readonly<Record<string, Check<Signal>>> = {
  'each level of a signal has one entry, and at most one that lives': (state, signal) => {
    const entries = entryOrders(state, signal);
    const alive = entries.filter(({ id }) => state.activeOrders.has(id)).map(({ leg }) => leg);
    const firsts = entries.filter(({ life }) => life?.replaces !== true).map(({ leg }) => leg);
    if (new Set(alive).size < alive.length) return `signal ${signal.id} has two living entries of one level`;
    return new Set(firsts).size < firsts.length
      ? `signal ${signal.id} has ${entries.length} entries, and none in the place of another`
      : null;
  },
  'nothing is sent before the answer': (state, signal) =>
    signal.state === 'awaiting_approval' && entryOrders(state, signal).length > 0
      ? `signal ${signal.id} waits for approval and has an entry`
      : null,
  'a withdrawn signal has no entry': (state, signal) =>
    (signal.state === 'declined' || signal.state === 'expired' || signal.state === 'superseded') && entryOrders(state, signal).length > 0
      ? `signal ${signal.id} is ${signal.state} and has an entry`
      : null,
  'the index of active signals is right': (state, signal) =>
    state.activeSignals.has(signal.id) !== TERMINAL_SIGNAL_STATES.has(signal.state)
      ? null
      : `signal ${signal.id} (${signal.state}) is wrongly indexed`,
  'the index of entries that are priced is right': (state, signal) =>
    state.beingPriced.has(signal.id) === isBeingPriced(signal) ? null : `signal ${signal.id} (${signal.state}) is wrongly indexed`,
  'the index of signals by share is right': (state, { id, state: signalState, positionKey: key }) =>
    key === null || (state.activeSignalsOf.get(key)?.has(id) ?? false) !== TERMINAL_SIGNAL_STATES.has(signalState)
      ? null
      : `signal ${id} (${signalState}) is wrongly indexed under ${key}`,
  'an open card can be answered': (_, signal) =>
    signal.state === 'awaiting_approval' && (signal.approval === null || (signal.proposal === null && signal.group === null))
      ? `card of ${signal.id} has no question`
      : null,
};

const POSITION_CHECKS: Readonly<Record<string, Check<PositionKey>>> = {
  // and beside it what the venue has left of one of which it has dropped a part
  'one stop and one target at most': (state, key) => {
    const roles = activeOrdersOf(state, key).filter((order) => isProtective(order.role) && order.cancel === null && !isCut(order));
    return new Set(roles.map((order) => order.role)).size === roles.length ? null : `${key} has two orders of one protective role`;
  },
  'the index of markets is right': (state, key) =>
    (state.positionsOf.get(marketOf(key))?.has(key) ?? false) === state.positions.has(key) ? null : `${key} is wrongly indexed`,
  'a flat position has no plan': (state, key) => {
    const position = state.positions.get(key);
    return position?.qty === ZERO && position.plan !== null ? `${key} is flat and has a plan` : null;
  },
  'an entry price belongs to a quantity': (state, key) => {
    const position = state.positions.get(key);
    return position !== undefined && (position.qty === ZERO) !== (position.entryPrice === null)
      ? `${key}: quantity ${position.qty}, entry ${position.entryPrice}`
      : null;
  },
};

/** By name, listed once: they run before every commit. */
type CheckList<T> = readonly (readonly [invariant: string, check: Check<T>])[];
const ALL_ORDER_CHECKS: CheckList<Order> = Object.entries(ORDER_CHECKS);
const ALL_SIGNAL_CHECKS: CheckList<Signal> = Object.entries(SIGNAL_CHECKS);
const ALL_POSITION_CHECKS: CheckList<PositionKey> = Object.entries(POSITION_CHECKS);

function run<T>(checks: CheckList<T>, state: State, subject: T, found: Violation[]): void {
  for (const [invariant, check] of checks) {
    const detail = check(state, subject);
    if (detail !== null) found.push({ invariant, detail });
  }
}

function checkScope(state: State, signals: Iterable<SignalId>, orders: Iterable<OrderId>, keys: Iterable<PositionKey>): Violation[] {
  const found: Violation[] = [];
  for (const id of signals) {
    const signal = state.signals.get(id);
    if (signal !== undefined) run(ALL_SIGNAL_CHECKS, state, signal, found);
  }
  for (const id of orders) {
    const order = state.orders.get(id);
    if (order !== undefined) run(ALL_ORDER_CHECKS, state, order, found);
  }
  for (const key of keys) run(ALL_POSITION_CHECKS, state, key, found);
  return found;
}

function checkCount(state: State): Violation[] {
  const waiting = state.signals.count(isWaitingEntry);
  return waiting === state.entriesWaiting
    ? []
    : [{ invariant: 'the count of waiting entries is right', detail: `${waiting} entries wait, ${state.entriesWaiting} are counted` }];
}

/** Everything, after a load. */
export const checkState = (state: State): readonly Violation[] => [
  ...checkScope(state, state.signals.keys(), state.orders.keys(), state.positions.keys()),
  ...checkCount(state),
];

/** The fills of one batch move positions by exactly their sum. */
function checkPositionMoves(before: State, after: State, events: readonly Event[]): Violation[] {
  const moves = new Map<PositionKey, Decimal>();
  const move = (key: PositionKey, signed: Decimal): void => void moves.set(key, add(moves.get(key) ?? ZERO, signed));
  for (const event of events) {
    if (event.type === 'share_taken') {
      // what went beyond the share comes back to it: its own fills have made it what it gives up here
      const went = add(before.positions.get(event.positionKey)?.qty ?? ZERO, moves.get(event.positionKey) ?? ZERO);
      const back = isNegative(went) ? event.qty : neg(event.qty);
      move(event.positionKey, back);
      move(event.from, neg(back));
    }
    if (event.type === 'share_adopted') move(event.share.key, event.qty);
    const order = event.type === 'order_filled' ? after.orders.get(event.orderId) : undefined;
    if (event.type !== 'order_filled' || order === undefined) continue;
    move(order.positionKey, qtyMoved(order, event.fill));
  }
  return [...moves].flatMap(([key, moved]) => {
    const expected = add(before.positions.get(key)?.qty ?? ZERO, moved);
    const qty = after.positions.get(key)?.qty ?? ZERO;
    return eq(qty, expected) ? [] : [{ invariant: 'positions move by their fills', detail: `${key} is ${qty}, fills make it ${expected}` }];
  });
}

/** A halted engine makes no entries. */
function checkHalt(before: State, after: State, events: readonly Event[]): Violation[] {
  if (before.tradingState !== 'halted' || after.tradingState !== 'halted') return [];
  const entry = events.find((event) => event.type === 'order_initialized' && event.order.role === 'entry');
  return entry === undefined ? [] : [{ invariant: 'no entry while halted', detail: 'an entry was made while trading is halted' }];
}

/** A new entry together with those alive, and what the ended ones have filled, is at most what was proposed; and it has no twin that may still fill. */
function checkNewEntries(after: State, events: readonly Event[]): Violation[] {
  return events.flatMap((event) => {
    if (event.type !== 'order_initialized' || event.order.role !== 'entry') return [];
    const signal = after.signals.get(event.order.signalId);
    if (signal?.proposal == null) return [];
    const entries = entryOrders(after, signal);
    const total = sum(entries.map((order) => (after.activeOrders.has(order.id) ? order.qty : order.qtyFilled)));
    const twin = entries.find(
      ({ id, leg, inquiry, status }) => id !== event.order.id && leg === event.order.leg && (inquiry !== null || status === 'lost'),
    );
    const found: Violation[] = [];
    if (gt(total, signal.proposal.qty))
      found.push({
        invariant: 'entries never exceed what was proposed',
        detail: `entries of ${signal.id} add up to ${total}, proposed is ${signal.proposal.qty}`,
      });
    if (twin !== undefined)
      found.push({
        invariant: 'an entry that may still fill is not made anew',
        detail: `entry ${twin.id} is ${twin.status} and unclear, and ${event.order.id} takes its place`,
      });
    return found;
  });
}

/** A new exit at market together with those under way closes at most what is held. */
function checkNewExits(after: State, events: readonly Event[]): Violation[] {
  return events.flatMap((event) => {
    const order =
      event.type === 'order_initialized' ? event.order : event.type === 'order_repeated' ? after.orders.get(event.orderId) : undefined;
    if (order === undefined || !isExit(order.role) || order.type !== 'market') return [];
    const key = order.positionKey;
    const held = abs(after.positions.get(key)?.qty ?? ZERO);
    const closing = sum(
      activeOrdersOf(after, key)
        .filter((order) => isExit(order.role) && order.type === 'market')
        .map(qtyLeft),
    );
    return gt(closing, held)
      ? [{ invariant: 'exits never exceed the position', detail: `exits of ${key} add up to ${closing}, held is ${held}` }]
      : [];
  });
}

/** Marks what was broken before: the command that only meets it must not be held back by it, least of all an exit. */
function markOld(found: readonly Violation[], before: () => readonly Violation[]): readonly Violation[] {
  if (found.length === 0) return found;
  const known = before();
  const isKnown = (each: Violation): boolean => known.some((old) => old.invariant === each.invariant && old.detail === each.detail);
  return found.map((each) => (isKnown(each) ? { ...each, isOld: true } : each));
}

/** What these events touched. */
export function checkTransaction(before: State, after: State, events: readonly Event[]): readonly Violation[] {
  const signals = new Set<SignalId>();
  const orders = new Set<OrderId>();
  for (const event of events) {
    if (event.type === 'order_initialized') orders.add(event.order.id);
    else if ('orderId' in event) orders.add(event.orderId);
    else if (event.type === 'signal_received') signals.add(event.signal.id);
    else if ('signalId' in event) signals.add(event.signalId);
  }
  for (const id of orders) signals.add(signalOfOrder(id));
  const keys = new Set([...orders].flatMap((id) => after.orders.get(id)?.positionKey ?? []));
  for (const event of events) {
    if (event.type === 'share_taken') keys.add(event.from);
    if (event.type === 'share_adopted') keys.add(event.share.key);
  }
  return [
    ...markOld(checkScope(after, signals, orders, keys), () => checkScope(before, signals, orders, keys)),
    ...checkPositionMoves(before, after, events),
    ...checkHalt(before, after, events),
    ...checkNewExits(after, events),
    ...checkNewEntries(after, events),
  ];
}
