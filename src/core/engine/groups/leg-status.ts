// Owns: how far one part of an alert is, as the others of its lane see it. Derived from its orders; never stored.

import { isZero } from '../../model/decimal.ts';
import type { SignalId } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import { TERMINAL_SIGNAL_STATES, type Part, type Signal } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { ordersOfRole } from '../exits/position-orders.ts';
import { isMoving } from '../entries/to-replace.ts';
import { isOpenedSince } from './gone-of-entry.ts';
import type { State } from '../state.ts';

/** A signal that is a part of another. */
export type Child = Signal & { readonly part: Part };
/** `waits`: no order of it was made. `done`: filled, or resting where the alert asks for an order that rests. */
export type LegStatus = 'waits' | 'under_way' | 'done' | 'failed';

export const childrenOf = (state: State, signal: Signal): readonly Child[] =>
  (signal.group?.children ?? []).flatMap((id) => {
    const child = state.signals.get(id);
    return child?.part == null ? [] : [child as Child];
  });

/** By the list of an alert's parts, which is another one when parts come to it: a part never changes its lane. */
const idsByLane = new WeakMap<readonly SignalId[], ReadonlyMap<number, readonly SignalId[]>>();

/** An alert to a hundred accounts asks for each of its lanes again and again. */
function idsOfLane(state: State, children: readonly SignalId[], lane: number): readonly SignalId[] {
  const known = idsByLane.get(children);
  if (known !== undefined) return known.get(lane) ?? [];
  const lanes = new Map<number, SignalId[]>();
  for (const id of children) {
    const part = state.signals.get(id)?.part;
    // not there yet: nothing is remembered
    if (part == null) return children;
    const ids = lanes.get(part.lane) ?? [];
    ids.push(id);
    lanes.set(part.lane, ids);
  }
  idsByLane.set(children, lanes);
  return lanes.get(lane) ?? [];
}

/** The parts of one lane that the alert wants to open something with. */
export const entriesOfLane = (state: State, parent: Signal, lane: number): readonly Child[] =>
  idsOfLane(state, parent.group?.children ?? [], lane).flatMap((id) => {
    const child = state.signals.get(id);
    if (child?.part == null || child.part.lane !== lane || !child.part.enters || child.part.unwinds !== null) return [];
    return [child as Child];
  });

export const entryOrder = (state: State, child: Signal): Order | null => ordersOfRole(state, child, 'entry').at(-1) ?? null;

function statusOfOrder(order: Order): LegStatus {
  switch (order.status) {
    case 'filled':
    case 'test_mode':
      return 'done';
    case 'accepted':
    case 'partially_filled':
    case 'pending_modify':
      return order.type === 'market' ? 'under_way' : 'done';
    case 'initialized':
    case 'submitted':
    case 'pending_cancel':
      return 'under_way';
    case 'lost':
    case 'denied':
    case 'rejected':
      return 'failed';
    case 'canceled':
    case 'expired':
      // how much of it had filled is still being asked: it may turn out to be all
      return order.inquiry === null ? 'failed' : 'under_way';
  }
}

export function legStatus(state: State, child: Signal): LegStatus {
  const orders = ordersOfRole(state, child, 'entry');
  const levels = new Map(orders.map((order) => [order.leg, order]));
  // one that follows the price rested before, which was enough
  const statuses = [...levels.values()].map((order) => (isMoving(state, child, order) ? 'done' : statusOfOrder(order)));
  if (statuses.includes('under_way')) return 'under_way';
  if (statuses.length > 0) return statuses.includes('done') ? 'done' : 'failed';
  return child.entry === null || TERMINAL_SIGNAL_STATES.has(child.state) ? 'failed' : 'waits';
}

/** Its order has filled in part, or may still: closing the rest of the alert has to count with it. */
export function isExposed(state: State, child: Signal): boolean {
  const sent = ordersOfRole(state, child, 'entry').filter(({ status }) => status !== 'initialized');
  return sent.some((order) => !isZero(order.qtyFilled) || mayFill(state, order));
}

/** What of its entries is there is all that there will be. */
export const isFilledUp = (state: State, child: Child): boolean =>
  !ordersOfRole(state, child, 'entry').some((order) => mayFill(state, order));

/** It works, or it has ended and is asked about; what is lost was given up, and is told when it appears. */
const mayFill = (state: State, { id, status }: Order): boolean =>
  state.activeOrders.has(id) || (state.inquiries.has(id) && status !== 'lost');

/** Whatever the entries of the lane have opened is closed, and none of them can fill any more. */
export function isMoot(state: State, parent: Signal, lane: number): boolean {
  return entriesOfLane(state, parent, lane).every((child) => {
    if (!isExposed(state, child)) return true;
    const orders = ordersOfRole(state, child, 'entry');
    const position = child.positionKey === null ? undefined : state.positions.get(child.positionKey);
    // what was opened after all of it is none of it
    return isFilledUp(state, child) && (!isHeld(position) || isOpenedSince(position, orders));
  });
}

/** "leg 2 (ETH/USDT)", "account alpaca", or both where the alert has several of each. */
export function nameOfPart(state: State, child: Child): string {
  const siblings = state.signals.get(child.part.parent);
  const parts = siblings === undefined ? [] : childrenOf(state, siblings).filter(({ part }) => part.unwinds === null);
  const lanes = new Set(parts.map(({ part }) => part.lane)).size;
  const legs = new Set(parts.map(({ part }) => part.leg)).size;
  const leg = `leg ${child.part.leg} (${child.symbol ?? child.reading.symbol ?? 'no symbol'})`;
  if (lanes > 1) return legs > 1 ? `${leg} on ${child.account ?? 'no account'}` : `account ${child.account ?? 'unknown'}`;
  return leg;
}
