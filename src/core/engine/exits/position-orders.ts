// Owns: questions about the orders of one position that more than one decision asks.

import { abs, isPositive, neg, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { type Instant, makeOrderId, type OrderId, type OrderRole, type PositionKey, type SignalId } from '../../model/ids.ts';
import type { Order, OrderStatus } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import type { Side, Signal } from '../../model/signal.ts';
import { qtyLeft } from '../../model/qty-left.ts';
import type { State } from '../state.ts';

/** Orders of the position that are not terminal, oldest first. */
export function activeOrdersOf(state: State, key: PositionKey): readonly Order[] {
  const ids = state.activeOrdersOf.get(key);
  if (ids === undefined) return [];
  const orders = ids.toArray().flatMap((id) => state.orders.get(id) ?? []);
  return orders.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
}

export const isProtective = (role: OrderRole): boolean => role === 'stop_loss' || role === 'take_profit';
export const isExit = (role: OrderRole): boolean => role === 'exit' || role === 'emergency_exit';

/** What working exits (not stops and targets) will still close. */
export const qtyBeingClosed = (orders: readonly Order[]): Decimal => sum(orders.filter((order) => isExit(order.role)).map(qtyLeft));

/** What working entries may still add, signed; `side`: of the other side only what cannot be taken back (at market) counts. */
export function qtyUnderWay(state: State, key: PositionKey, side: Side | null = null): Decimal {
  const entries = activeOrdersOf(state, key).filter((order) => order.role === 'entry' && order.cancel === null);
  const counted = entries.filter((order) => side === null || order.side === side || order.type === 'market');
  return sum(counted.map((order) => (order.side === 'buy' ? qtyLeft(order) : neg(qtyLeft(order)))));
}

export const closingSide = (position: Position): Side => (isPositive(position.qty) ? 'sell' : 'buy');
export const qtyHeld = (position: Position): Decimal => abs(position.qty);

/** Orders that a signal has made for one purpose, in the order in which they were made. */
export const ordersOfRole = (state: State, signal: Signal, role: OrderRole): readonly Order[] =>
  signal.orderIds.flatMap((id) => state.orders.get(id) ?? []).filter((order) => order.role === role);

/** As many as its digits in an order id can name. */
const SEQUENCES = 0x1000;

/** The id of the next order of this role; the same question gives the same id until that order exists. */
export function nextOrderId(state: State, signalId: SignalId, role: OrderRole): OrderId {
  const signal = state.signals.get(signalId);
  if (signal === undefined) throw new Error(`no signal ${signalId} to make a ${role} order for`);
  const count = ordersOfRole(state, signal, role).length;
  // a stop that trails for weeks is ordered anew more often than three digits can count
  return makeOrderId(signalId, { account: 0, leg: Math.floor(count / SEQUENCES), role, sequence: count % SEQUENCES });
}

/** Orders of one stay in the market share one quantity at venues that can do it. */
export const ocoGroupOf = (position: Position): string => `${position.key}#${position.openedAt ?? 0}`;

/** Failed attempts in a row wait longer and longer: at once, 5 s, 10 s, then a minute, after ten attempts an hour. */
function backoffMs(failures: number): number {
  if (failures <= 1) return 0;
  if (failures === 2) return 5_000;
  if (failures === 3) return 10_000;
  return failures <= 10 ? 60_000 : 3_600_000;
}

const FAILED: ReadonlySet<OrderStatus> = new Set<OrderStatus>(['rejected', 'lost', 'expired', 'denied', 'test_mode']);

const hasFailed = ({ status, cancel }: Order): boolean => FAILED.has(status) || (status === 'canceled' && cancel === null);

/** When an attempt ended. What is taken for lost is looked up for a day, and that is no news of it. */
const endedAt = ({ status, inquiry, updatedAt }: Order): Instant => (status === 'lost' && inquiry !== null ? inquiry.since : updatedAt);

/** The last of these orders of one exit that is over, or left again after it was refused: its refusal counts until it is. */
export const lastEnded = (own: readonly Order[], works: (order: Order) => boolean): Order | undefined =>
  own.findLast((order) => !works(order) || isRefusedBefore(order));

const isRefusedBefore = ({ repeats = 0, there = null, free = null }: Order): boolean => repeats > 0 && (there !== null || free !== null);

/** For want of what it was to sell. */
export const isRefusedForWant = (order: Order, works: boolean): boolean => (works ? isRefusedBefore(order) : order.status === 'rejected');

/** When the last of them was made; null: there is none. */
export function attemptedAt(orders: readonly Order[]): Instant | null {
  const last = orders.at(-1);
  if (last === undefined) return null;
  return (last.repeats ?? 0) > 0 ? (last.submittedAt ?? last.updatedAt) : last.createdAt;
}

/** The last attempts are all lost, and one of them was made after another was: whoever was told of that one has heard nothing new since. */
export function isSilenceTold(orders: readonly Order[]): boolean {
  const failed = orders.filter(hasFailed).slice(-failuresOf(orders).failures);
  const lost = failed.slice(failed.findLastIndex(({ status }) => status !== 'lost') + 1);
  const isOneMore = ({ id, createdAt, repeats = 0 }: Order): boolean =>
    repeats > 0 || lost.some((other) => other.id !== id && endedAt(other) <= createdAt);
  return lost.some(isOneMore);
}

/** Whether the last attempts of `orders` ended without effect, and until when the next one waits. */
export function failuresOf(orders: readonly Order[]): {
  readonly failures: number;
  readonly waitUntil: number;
  readonly failedAt: number;
} {
  let failures = 0;
  let lastAt = 0;
  for (const order of orders) {
    const failed = hasFailed(order);
    const times = (order.repeats ?? 0) + (failed ? 1 : 0);
    failures = failed || order.qtyFilled === ZERO ? failures + times : 0;
    if (failed) lastAt = endedAt(order);
  }
  return { failures, waitUntil: failures === 0 ? 0 : lastAt + backoffMs(failures), failedAt: lastAt };
}
