// Owns: a new total quantity for an open order, in place: the order keeps its id, its fills and its turn. Pure.

import { type Decimal, eq, floorToStep, isPositive, lte } from '../../core/model/decimal.ts';
import type { Instant, OrderId } from '../../core/model/ids.ts';
import { amendOpen, type Change, findOpen } from './change-order.ts';
import { lackOf } from './free-balance.ts';
import type { PaperTuning } from './tuning.ts';
import type { PaperState } from './venue-state.ts';

export type Modified = (Change & { readonly type: 'modified' }) | { readonly type: 'rejected'; readonly reason: string };

/** `qty`: the new total, what has filled included; base units. */
export function modifyOrder(state: PaperState, id: OrderId, qty: Decimal, now: Instant, tuning: PaperTuning): Modified {
  const rejected = (reason: string): Modified => ({ type: 'rejected', reason });
  const order = findOpen(state, id);
  const instrument = order === null ? undefined : state.listings[order.symbol]?.instrument;
  if (order === null || instrument === undefined) return rejected(`order ${id} is not open: there is nothing to modify`);
  if (!isPositive(qty) || !eq(floorToStep(qty, instrument.stepSize), qty)) {
    return rejected(`quantity ${qty} is not a multiple of the step ${instrument.stepSize} above 0`);
  }
  if (lte(qty, order.qtyFilled)) return rejected(`${order.qtyFilled} of order ${id} have filled already: cancel the rest instead`);
  const change = amendOpen(state, order, qty, now);
  const lack = order.reduceOnly ? null : lackOf(state, change.state, instrument, tuning);
  return lack === null ? { type: 'modified', ...change } : rejected(lack);
}
