// Owns: the questions about orders: the book and the trades of the day, one order with its trades, an order by its
// correlation id. "Not there" is said only after both ways of looking have found nothing.

import type { Instant, OrderId } from '../../core/model/ids.ts';
import type { OrderSnapshot } from '../../core/model/venues/report.ts';
import type { Unavailable } from '../broker.ts';
import { combineSlices, isComplete } from './combine-slices.ts';
import { correlationId } from './correlation-id.ts';
import { type DhanClient, type Read, unavailable } from './dhan-client.ts';
import { isEmptyList, isMissing } from './explain-refusal.ts';
import { countAll, type WireUnits } from './lot-units.ts';
import { isSuperLeg, readSuperOrders } from './super-orders.ts';
import { entryInUnits, readEntry, readTrade, tradeInUnits, type VenueEntry, type VenueTrade } from './venue-entry.ts';
import { isObject, type JsonObject, objectsOf } from './wire-json.ts';

export type Sighting =
  | { readonly type: 'found'; readonly order: OrderSnapshot; readonly entries: readonly VenueEntry[] }
  | { readonly type: 'not_found' }
  | Unavailable;

export interface OrderReader {
  book(): Promise<Read<readonly VenueEntry[]>>;
  trades(): Promise<Read<readonly VenueTrade[]>>;
  /** By Dhan's own ids; empty where one of them is not there. */
  entries(venueIds: readonly string[]): Promise<Read<readonly VenueEntry[]>>;
  /** The same with the trades, as the order that we call `orderId`. */
  byIds(orderId: OrderId, venueIds: readonly string[]): Promise<Sighting>;
  /** By our id, wherever it stands. */
  byOrderId(orderId: OrderId): Promise<Sighting>;
}

/** Null: no list of things that `read` can read. */
function listOf<T>(body: unknown, read: (object: JsonObject) => T | null): readonly T[] | null {
  const objects = objectsOf(body);
  if (objects === null) return null;
  const things = objects.map(read);
  return things.every((thing) => thing !== null) ? things : null;
}

const BOOK = '/orders';
const TRADES = '/trades';
const STRANGE = { type: 'unavailable', reason: 'Dhan answered with something that is no list of orders' } as const;

export function createOrderReader(client: DhanClient, units: WireUnits, now: () => Instant): OrderReader {
  const tradeOf = (object: JsonObject): VenueTrade | null => readTrade(object, now());

  async function list<T>(path: string, read: (object: JsonObject) => T | null): Promise<Read<readonly T[]>> {
    const answer = await client.get(path);
    const isNothing = path === BOOK || path === TRADES ? isEmptyList : isMissing;
    if (answer.type === 'refused' && isNothing(answer)) return { type: 'ok', value: [] };
    if (answer.type !== 'ok') return unavailable(answer);
    // an object without an id stands for "none" in one of the documented shapes
    const body = isObject(answer.body) && Object.keys(answer.body).length === 0 ? [] : answer.body;
    const value = listOf(body, read);
    return value === null ? STRANGE : { type: 'ok', value };
  }

  /** In units of the price; `isMeant`: only these are asked for, and nobody waits for what others are. */
  async function entriesAt(path: string, isMeant: (entry: VenueEntry) => boolean = () => true): Promise<Read<readonly VenueEntry[]>> {
    const read = await list(path, readEntry);
    return read.type === 'ok' ? countAll(read.value.filter(isMeant), units, entryInUnits) : read;
  }

  async function tradesAt(path: string): Promise<Read<readonly VenueTrade[]>> {
    const read = await list(path, tradeOf);
    return read.type === 'ok' ? countAll(read.value, units, tradeInUnits) : read;
  }

  async function tradesOf(entries: readonly VenueEntry[]): Promise<Read<readonly VenueTrade[]>> {
    const traded = entries.filter(({ qtyFilled }) => qtyFilled !== '0');
    const answers = await Promise.all(traded.map(({ venueOrderId }) => tradesAt(`/trades/${venueOrderId}`)));
    const all: VenueTrade[] = [];
    for (const answer of answers) {
      if (answer.type !== 'ok') return answer;
      all.push(...answer.value);
    }
    return { type: 'ok', value: all };
  }

  async function combined(orderId: OrderId, entries: readonly VenueEntry[]): Promise<Sighting> {
    const trades = await tradesOf(entries);
    if (trades.type !== 'ok') return trades;
    if (!isComplete(entries, trades.value))
      return { type: 'unavailable', reason: `Dhan says that order ${orderId} has filled further than its trades say: asked again later` };
    return { type: 'found', order: combineSlices(orderId, entries, trades.value), entries };
  }

  /** A leg that is neither open nor cancelled is in no list. */
  async function superLegs(venueIds: readonly string[]): Promise<Read<readonly VenueEntry[]>> {
    const open = await readSuperOrders(client, units);
    return open.type === 'ok' ? { type: 'ok', value: open.value.filter(({ venueOrderId }) => venueIds.includes(venueOrderId)) } : open;
  }

  async function entries(venueIds: readonly string[]): Promise<Read<readonly VenueEntry[]>> {
    if (venueIds.some(isSuperLeg)) return superLegs(venueIds);
    const answers = await Promise.all(venueIds.map((id) => entriesAt(`/orders/${encodeURIComponent(id)}`)));
    const all: VenueEntry[] = [];
    for (const [index, answer] of answers.entries()) {
      if (answer.type !== 'ok') return answer;
      const entry = answer.value.find(({ venueOrderId }) => venueOrderId === venueIds[index]);
      if (entry === undefined) return { type: 'ok', value: [] };
      all.push(entry);
    }
    return { type: 'ok', value: all };
  }

  return {
    book: () => entriesAt(BOOK),
    trades: () => tradesAt(TRADES),
    entries,
    async byIds(orderId, venueIds) {
      const found = await entries(venueIds);
      if (found.type !== 'ok') return found;
      return found.value.length === 0 ? { type: 'not_found' } : combined(orderId, found.value);
    },
    async byOrderId(orderId) {
      const isOurs = (entry: VenueEntry): boolean => entry.orderId === orderId;
      for (const path of [BOOK, `/orders/external/${correlationId(orderId)}`]) {
        const ours = await entriesAt(path, isOurs);
        if (ours.type !== 'ok') return ours;
        if (ours.value.length > 0) return combined(orderId, ours.value);
      }
      return { type: 'not_found' };
    },
  };
}
