// Owns: one order of ours out of what stands at Dhan under its correlation id: usually one entry, several where the
// quantity went over the freeze limit and Dhan has sliced it. Never a state in which a slice is forgotten.

import { type Decimal, gte, isPositive, sub, sum } from '../../core/model/decimal.ts';
import type { OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { Dropped } from '../../core/model/order.ts';
import type { OrderSnapshot } from '../../core/model/venues/report.ts';
import type { VenueEntry, VenueTrade } from './venue-entry.ts';

const BETWEEN = '+';

/** The ids of all slices in one; Dhan's are digits. */
export const joinIds = (ids: readonly string[]): VenueOrderId => [...ids].sort().join(BETWEEN) as VenueOrderId;
export const splitIds = (id: string): readonly string[] => id.split(BETWEEN);

function statusOf(entries: readonly VenueEntry[]): OrderSnapshot['status'] {
  const has = (status: OrderSnapshot['status']): boolean => entries.some((entry) => entry.status === status);
  const all = (status: OrderSnapshot['status']): boolean => entries.every((entry) => entry.status === status);
  if (has('open')) return 'open';
  const hasFilled = entries.some(({ qtyFilled }) => isPositive(qtyFilled));
  if (all('filled') || (all('rejected') && !hasFilled)) return entries[0]?.status ?? 'open';
  if (has('expired')) return 'expired';
  // some have filled, or were canceled, and others were refused: what is left of it will not come
  return 'canceled';
}

/** All that Dhan says was filled is among the trades (more of them may have come since). Until it is, nobody can say how the order stands. */
export const isComplete = (entries: readonly VenueEntry[], trades: readonly VenueTrade[]): boolean =>
  entries.every(({ venueOrderId, qtyFilled }) =>
    gte(sum(trades.filter((trade) => trade.venueOrderId === venueOrderId).map(({ fill }) => fill.qty)), qtyFilled),
  );

/** Null: it has none, or each slice has its own. */
function priceIn(entries: readonly VenueEntry[], name: 'price' | 'triggerPrice'): Decimal | null {
  const [price = null, ...more] = new Set(entries.map((entry) => entry[name]));
  return more.length === 0 ? price : null;
}

function reasonOf(entries: readonly VenueEntry[]): string | null {
  const reasons = [...new Set(entries.map(({ reason }) => reason).filter((reason) => reason !== null))];
  return reasons.length === 0 ? null : reasons.join('; ');
}

/** What has ended unfilled while other slices stand: nobody may take it for a part of the order that guards or leaves. */
function droppedOf(entries: readonly VenueEntry[]): Dropped | null {
  const ended = entries.filter(({ status }) => status !== 'open');
  const qty = sum(ended.map((entry) => sub(entry.qty, entry.qtyFilled)));
  if (ended.length === entries.length || !isPositive(qty)) return null;
  return { qty, reason: reasonOf(ended) ?? 'a slice of it was canceled at Dhan' };
}

/** `entries`: at least one. */
export function combineSlices(orderId: OrderId, entries: readonly VenueEntry[], trades: readonly VenueTrade[]): OrderSnapshot {
  const dropped = droppedOf(entries);
  const asked = sum(entries.map(({ qty }) => qty));
  return {
    orderId,
    venueOrderId: joinIds(entries.map(({ venueOrderId }) => venueOrderId)),
    status: statusOf(entries),
    qty: dropped === null ? asked : sub(asked, dropped.qty),
    prices: { stopPrice: priceIn(entries, 'triggerPrice'), limitPrice: priceIn(entries, 'price') },
    fills: trades.map(({ fill }) => fill),
    reason: reasonOf(entries),
    ...(dropped === null ? {} : { dropped }),
  };
}
