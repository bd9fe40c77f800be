// Owns: the trades of the day at Dhan, whoever has placed their orders. Its trade book begins anew each morning.

import type { Instant, OrderId, VenueOrderId } from '../../core/model/ids.ts';
import type { FillList } from '../../core/model/venues/report.ts';
import type { Read } from './dhan-client.ts';
import { indianDay, readIndianTime } from './indian-time.ts';
import { symbolAt } from './portfolio.ts';
import type { OrderReader } from './read-orders.ts';
import type { ScripList } from './scrip-list.ts';
import type { VenueTrade } from './venue-entry.ts';

export interface ListFillsOptions {
  readonly reader: OrderReader;
  readonly list: ScripList | null;
  readonly now: Instant;
  readonly orderOf: (venueOrderId: string) => OrderId | null;
  /** An order that has the correlation id of one of ours. */
  readonly heard: (orderId: OrderId, venueOrderId: string) => void;
}

const dayBegins = (now: Instant): Instant => readIndianTime(`${indianDay(now)} 00:00:00`) ?? now;

/** Times of trades are whole seconds. */
const wholeSecond = (at: Instant): Instant => Math.floor(at / 1000) * 1000;

/** A trade says nothing of ours: that its order is, stands in the book (a slice that came after the others). */
async function ownersOf({ reader, orderOf, heard }: ListFillsOptions, trades: readonly VenueTrade[]): Promise<Read<typeof orderOf>> {
  if (trades.every(({ venueOrderId }) => orderOf(venueOrderId) !== null)) return { type: 'ok', value: orderOf };
  const book = await reader.book();
  if (book.type !== 'ok') return book;
  const owners = new Map<string, OrderId>();
  for (const { venueOrderId, orderId } of book.value) {
    if (orderId === null || orderOf(venueOrderId) !== null) continue;
    owners.set(venueOrderId, orderId);
    heard(orderId, venueOrderId);
  }
  return { type: 'ok', value: (venueOrderId) => orderOf(venueOrderId) ?? owners.get(venueOrderId) ?? null };
}

export async function listFills(options: ListFillsOptions, since: Instant): Promise<Read<FillList>> {
  const { reader, list, now } = options;
  const trades = await reader.trades();
  if (trades.type !== 'ok') return trades;
  const from = wholeSecond(Math.max(since, dayBegins(now)));
  const listed = trades.value.filter(({ fill }) => fill.at >= from);
  const owners = await ownersOf(options, listed);
  if (owners.type !== 'ok') return owners;
  const fills = listed.map(({ venueOrderId, side, segment, securityId, tradingSymbol, fill }) => ({
    ...fill,
    orderId: owners.value(venueOrderId),
    venueOrderId: venueOrderId as VenueOrderId,
    symbol: symbolAt(list, segment, securityId, tradingSymbol),
    side,
  }));
  return { type: 'ok', value: { fills, spans: [{ symbol: null, from, to: now }] } };
}
