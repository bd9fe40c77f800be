// Owns: the journal as the life of plans: each event with the books before and after it, and what a person, an alert or an
// entry wanted of a plan, which may loosen what nothing else may.

import type { Event } from '../../src/core/engine/event.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { evolve } from '../../src/core/engine/evolve.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { Instant, PositionKey } from '../../src/core/model/ids.ts';
import { isZero, ZERO } from '../../src/core/model/decimal.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { Reading } from '../../src/core/model/signal.ts';
import type { Batch } from './simulated-disk.ts';

export interface Moment {
  readonly event: Event;
  readonly before: State;
  readonly after: State;
  readonly at: Instant;
  /** The whole commit, and the place of the event in it. */
  readonly batch: readonly Event[];
  readonly index: number;
  /** Of a plan: the stay that the one before it was made for. */
  readonly madeFor: string | null;
}

export type PlanSet = Event & { readonly type: 'plan_set' };
export type PlanMoment = Moment & { readonly event: PlanSet };

function stayOf(position: Position | undefined): string | null {
  if (position === undefined || position.qty === '0') return null;
  return `${position.qty.startsWith('-') ? 'short' : 'long'} since ${position.openedAt ?? 0}`;
}

interface History {
  readonly moments: Moment[];
  readonly stays: Map<PositionKey, string | null>;
  state: State;
  batches: number;
}

/** A journal only grows, and many checks go through it: each batch of it is gone through once. */
const histories = new WeakMap<readonly Batch[], History>();

function live(history: History, { events, at }: Batch): void {
  const { moments, stays } = history;
  for (const [index, event] of events.entries()) {
    const before = history.state;
    history.state = evolve(before, event, at);
    const key = event.type === 'plan_set' ? event.positionKey : null;
    const madeFor = key === null ? null : (stays.get(key) ?? null);
    moments.push({ event, before, after: history.state, at, batch: events, index, madeFor });
    if (key !== null) stays.set(key, stayOf(history.state.positions.get(key)));
  }
}

function historyOf(batches: readonly Batch[]): History {
  const history = histories.get(batches) ?? { moments: [], stays: new Map(), state: emptyState(), batches: 0 };
  histories.set(batches, history);
  for (const batch of batches.slice(history.batches)) live(history, batch);
  history.batches = batches.length;
  return history;
}

export const momentsOf = (batches: readonly Batch[]): readonly Moment[] => historyOf(batches).moments;

/** What all of them made. */
export const stateAfter = (batches: readonly Batch[]): State => historyOf(batches).state;

/** A person or an alert changed the plan, or a person cancelled an order of it. */
export function isWished({ batch, index }: Moment): boolean {
  const next = batch[index + 1];
  if (next?.type === 'notification_raised') return next.notification.groupKey.startsWith('unprotected:');
  return next?.type === 'signal_changed' && next.detail.startsWith('plan changed');
}

const isFirstOf = (order: Order, { signals, orders }: State): boolean =>
  signals
    .get(order.signalId)
    ?.orderIds.every((id) => id === order.id || orders.get(id)?.role !== 'entry' || isZero(orders.get(id)?.qtyFilled ?? ZERO)) ?? true;

/** What the alerts of entries say that have filled just before: in the same commit, since the plan before. */
export function entriesBefore({ batch, index, after }: Moment, key: PositionKey): readonly Reading[] {
  const isPlan = (event: Event): boolean => event.type === 'plan_set' && event.positionKey === key;
  const since = batch.slice(0, index).findLastIndex(isPlan) + 1;
  return batch.slice(since, index).flatMap((event) => {
    const order = event.type === 'order_filled' ? after.orders.get(event.orderId) : undefined;
    // an alert brings its plan with the first fill of its first entry, where it enters and does not leave the other side
    const isEntry = order?.role === 'entry' && order.positionKey === key && order.fills.length === 1 && isFirstOf(order, after);
    const long = !(after.positions.get(key)?.qty.startsWith('-') ?? false);
    const brings = isEntry && long === (order.side === 'buy');
    const signal = brings ? after.signals.get(order.signalId) : undefined;
    return signal === undefined ? [] : [signal.reading];
  });
}

/** The plan was made for the stay in the market that is still there, on the same side. */
export const isSameStay = ({ after, madeFor }: Moment, key: PositionKey): boolean =>
  madeFor !== null && madeFor === stayOf(after.positions.get(key));
