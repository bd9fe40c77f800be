// Owns: how long an entry waits before it is worked: as long as its sender wishes (delay), and as long as an exit may still
// come that was sent before it (coalesce_ms). The wait is part of the signal, so it survives whatever happens to the process.

import { isPositive } from '../../model/decimal.ts';
import type { Instant } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import type { Strategy } from '../../model/settings.ts';
import type { EntryWait, Reading, Signal } from '../../model/signal.ts';
import { activeOrdersOf } from '../exits/position-orders.ts';
import { qtyLeft } from '../../model/qty-left.ts';
import type { State } from '../state.ts';
import { isBeingClosed } from '../exits/tend-exits.ts';
import { entriesOfLane } from '../groups/leg-status.ts';

/** Null: it is worked at once. */
export function waitOf(now: Instant, reading: Pick<Reading, 'delayMs'>, strategy: Pick<Strategy, 'coalesceMs'>): EntryWait | null {
  if (reading.delayMs !== null) return { until: now + Math.max(reading.delayMs, strategy.coalesceMs), why: 'delay' };
  return strategy.coalesceMs > 0 ? { until: now + strategy.coalesceMs, why: 'order' } : null;
}

/** From when on it may be worked. */
export const workableFrom = (signal: Signal): Instant => signal.wait?.until ?? 0;

/** The first of those of its lane: all of them are sized before one goes, and none waits for the delay of another. */
function laneWorkableFrom(state: State, { part }: Signal): Instant {
  const parent = part === null ? undefined : state.signals.get(part.parent);
  if (part === null || parent === undefined) return 0;
  const waiting = entriesOfLane(state, parent, part.lane).filter((child) => child.state === 'received');
  return waiting.length === 0 ? 0 : Math.min(...waiting.map(workableFrom));
}

/** From when on its price is owed. */
export function pricedFrom(state: State, signal: Signal): Instant {
  if (signal.wait === null || signal.part === null) return workableFrom(signal);
  return signal.part.stage === 'sizing' ? laneWorkableFrom(state, signal) : 0;
}

/** Its alert cancels what was there before it (a leg): until that can fill no more, the entry might come on top of it. */
const followsCancel = (state: State, { part }: Signal): boolean =>
  part !== null && (state.signals.get(part.parent)?.reading.legs ?? []).some(({ kind }) => kind === 'cancel');

/**
 * Where the alert says what is held after it, what is held before it counts: as long as an exit works, or an entry of the share is being taken back or asked about, nobody
 * can tell what is missing to it.
 */
export function waitsForBook(state: State, signal: Signal): boolean {
  const { entry, positionKey: key } = signal;
  if (entry === null || key === null) return false;
  const isCounted = entry.target !== undefined || entry.cap !== undefined;
  if (!isCounted && !followsCancel(state, signal)) return false;
  const mayFill = (order: Order | undefined): boolean =>
    order?.role === 'entry' && order.positionKey === key && order.status !== 'lost' && isPositive(qtyLeft(order));
  const isAsked = state.inquiries.some((id) => mayFill(state.orders.get(id)));
  if (isAsked || (isCounted && isBeingClosed(state, key))) return true;
  return activeOrdersOf(state, key).some((order) => mayFill(order) && order.cancel !== null);
}

/** Since when it has waited for its price. */
export const waitingSince = (state: State, signal: Signal): Instant => Math.max(signal.updatedAt, pricedFrom(state, signal));
