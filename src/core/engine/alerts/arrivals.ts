// Owns: the order of alerts of one share. The times in the alerts decide where both have one, else the order in which they
// come. An entry that was sent before an exit, or before an entry of the other side, does not open behind it.

import { isZero } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { Instant, PositionKey } from '../../model/ids.ts';
import { CLOCK_AHEAD_MAX_MS } from '../../model/limits.ts';
import { oppositeSide, type Side, type Signal } from '../../model/signal.ts';
import { record, type Draft } from '../draft.ts';
import { NOTHING_CAME } from './note-arrival.ts';
import { isOpenEntry } from '../share-signals.ts';
import type { Arrivals, State } from '../state.ts';

/** Later than the other, where both say when they were sent. */
export const isNewer = (sentAt: Instant | null, other: Instant | null): boolean => sentAt !== null && other !== null && sentAt > other;

/** The time that an alert counts as sent: what claims to come from further ahead than clocks run was sent when it came, at the latest. */
const believed = (sentAt: Instant, receivedAt: Instant): Instant => (sentAt > receivedAt + CLOCK_AHEAD_MAX_MS ? receivedAt : sentAt);
/** The same of an alert that came earlier; null where it says no time. */
export const sentAtOf = ({ reading: { sentAt }, receivedAt }: Signal): Instant | null =>
  sentAt === null ? null : believed(sentAt, receivedAt);

/** What was decided about an alert counts for what comes after it. */
export function rememberArrival(draft: Draft, positionKey: PositionKey, kind: keyof Arrivals, sentAt: Instant | null): void {
  if (sentAt === null) return;
  const known = draft.state.arrivals.get(positionKey)?.[kind] ?? null;
  const counted = believed(sentAt, draft.now);
  if (known === null || counted > known) record(draft, { type: 'arrival_noted', positionKey, kind, sentAt: counted });
}

/** Why this entry comes too late to open, or null. */
export function refuseOvertaken(state: State, key: PositionKey, side: Side, sentAt: Instant | null): Denial | null {
  const { exit, buy, sell } = state.arrivals.get(key) ?? NOTHING_CAME;
  const opposite = side === 'buy' ? sell : buy;
  if (sentAt === null) return null;
  const seconds = (newer: Instant): string => `${Math.ceil((newer - sentAt) / 1000)} s later`;
  if (exit !== null && exit > sentAt) return deny('OVERTAKEN', `an exit that was sent ${seconds(exit)} came before this ${side}`);
  if (opposite !== null && opposite > sentAt)
    return deny('OVERTAKEN', `a ${oppositeSide(side)} that was sent ${seconds(opposite)} came before this ${side}`);
  return null;
}

/** Since when there is what is held of this share; null where it is flat. */
function heldSince(state: State, key: PositionKey): Instant | null {
  const position = state.positions.get(key);
  return position === undefined || isZero(position.qty) ? null : position.openedAt;
}

/** It works, or is part of what is held now: what it had opened and has been closed since is no reason to ask anybody. */
function hasEntered(state: State, signal: Signal, since: Instant | null): boolean {
  return signal.orderIds.some((id) => {
    const order = state.orders.get(id);
    if (order?.role !== 'entry') return false;
    return state.activeOrders.has(id) || (!isZero(order.qtyFilled) && since !== null && order.updatedAt >= since);
  });
}

/** An entry of this share that was sent after `sentAt` and is wanted, under way, or in the market; it came earlier. */
export function newerEntry(state: State, key: PositionKey, sentAt: Instant | null): Signal | null {
  const { buy, sell } = state.arrivals.get(key) ?? NOTHING_CAME;
  if (!isNewer(buy, sentAt) && !isNewer(sell, sentAt)) return null;
  const since = heldSince(state, key);
  const counts = (signal: Signal): boolean =>
    signal.positionKey === key && isNewer(sentAtOf(signal), sentAt) && (hasEntered(state, signal, since) || isOpenEntry(signal));
  return state.signals.find(counts) ?? null;
}
