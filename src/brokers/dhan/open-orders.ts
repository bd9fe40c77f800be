// Owns: everything that is open at a Dhan account: ordinary orders (our slices as the one order that they are) and the legs
// of super orders.

import { sum } from '../../core/model/decimal.ts';
import type { Instant, OrderId } from '../../core/model/ids.ts';
import type { VenueOrder } from '../../core/model/venues/report.ts';
import { joinIds } from './combine-slices.ts';
import type { DhanClient, Read } from './dhan-client.ts';
import type { WireUnits } from './lot-units.ts';
import { symbolAt } from './portfolio.ts';
import type { OrderReader } from './read-orders.ts';
import type { ScripList } from './scrip-list.ts';
import { leavesOnly, readSuperOrders } from './super-orders.ts';
import type { VenueEntry } from './venue-entry.ts';

export interface OpenOrdersOptions {
  readonly client: DhanClient;
  readonly reader: OrderReader;
  readonly list: ScripList | null;
  readonly units: WireUnits;
  readonly now: Instant;
  readonly orderOf: (venueOrderId: string) => OrderId | null;
}

export async function readOpenOrders({
  client,
  reader,
  list,
  units,
  now,
  orderOf,
}: OpenOrdersOptions): Promise<Read<readonly VenueOrder[]>> {
  const book = await reader.book();
  if (book.type !== 'ok') return book;
  const supers = await readSuperOrders(client, units);
  if (supers.type !== 'ok') return supers;
  const inBook = new Set(book.value.map(({ venueOrderId }) => venueOrderId));
  const open = [
    ...book.value.filter(({ status }) => status === 'open'),
    ...supers.value.filter(
      ({ status, venueOrderId }) =>
        status === 'open' && (!inBook.has(venueOrderId.split('/')[0] ?? '') || !venueOrderId.endsWith('/ENTRY_LEG')),
    ),
  ];
  const groups = new Map<string, VenueEntry[]>();
  for (const entry of open) {
    const key = entry.orderId ?? orderOf(entry.venueOrderId) ?? entry.venueOrderId;
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  const value: VenueOrder[] = [];
  for (const entries of groups.values()) {
    const [first] = entries;
    if (first === undefined) continue;
    value.push({
      orderId: first.orderId ?? orderOf(first.venueOrderId),
      venueOrderId: joinIds(entries.map(({ venueOrderId }) => venueOrderId)),
      symbol: symbolAt(list, first.segment, first.securityId, first.tradingSymbol),
      side: first.side,
      type: first.orderType,
      qty: sum(entries.map(({ qty }) => qty)),
      qtyFilled: sum(entries.map(({ qtyFilled }) => qtyFilled)),
      limitPrice: first.price,
      stopPrice: first.triggerPrice,
      reduceOnly: leavesOnly(first.venueOrderId),
      productType: first.productType === '' ? null : first.productType,
      at: first.at ?? now,
    });
  }
  return { type: 'ok', value };
}
