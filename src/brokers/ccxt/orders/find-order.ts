// Owns: finding one order at the venue by our id. Not found is said only when every place where it could stand was read.

import type { OrderId } from '../../../core/model/ids.ts';
import type { Unavailable } from '../../broker.ts';
import { classifyError, unavailable } from '../wire/classify-error.ts';
import { toClientId } from './client-id.ts';
import type { Connection } from '../connection.ts';
import { venueEnded } from '../markets/venue-ended.ts';
import { listEndedOrders, listOpenOrders } from './list-orders.ts';
import { type OrderView, readOrder } from './order-view.ts';

export type Found =
  | { readonly type: 'found'; readonly view: OrderView; readonly hasTrigger: boolean }
  | { readonly type: 'not_found' }
  | Unavailable;

export interface Wanted {
  readonly id: OrderId;
  readonly symbol: string;
  /** Of an order that is not known under our id. */
  readonly venueOrderId?: string;
  /** Under which id of the venue's it was seen, if it was: a list that leaves out ours has it all the same. */
  readonly seenAs?: string;
}

/** Whether what was asked is not there, as against not answered. */
const isAbsent = (error: unknown): boolean => classifyError(error).isNotFound;

type Place = { readonly hasTrigger: boolean; readonly look: () => Promise<OrderView | null> };

export async function findOrder(connection: Connection, wanted: Wanted): Promise<Found> {
  try {
    await connection.markets.find(wanted.symbol);
    for (const place of placesOf(connection, wanted)) {
      const view = await place.look();
      if (view !== null) return { type: 'found', view: { ...view, orderId: wanted.id }, hasTrigger: place.hasTrigger };
    }
    return { type: 'not_found' };
  } catch (error) {
    // a contract that has ended is refused as a whole
    const isOver = venueEnded(connection, wanted.symbol) !== null && classifyError(error).type === 'rejected';
    return isOver ? { type: 'not_found' } : unavailable(error);
  }
}

/** An order that was taken over stands in the lists only: the venue knows it under an id that is not ours. So does one whose id it has forgotten. */
function placesOf(connection: Connection, wanted: Wanted): readonly Place[] {
  if (!connection.gate.rules.lookUpById) return byLists(connection, wanted);
  const own = byOurId(connection, wanted);
  const isAnswer = wanted.venueOrderId === undefined && !connection.gate.rules.forgetsIds;
  return isAnswer ? own : [...own, ...byLists(connection, wanted)];
}

const DIGITS = /^\d+$/;

/** Where ids are numbers: it says whose it is, and it is not this one; some orders do not say. */
const isAnother = ({ clientId }: OrderView, asked: string): boolean => DIGITS.test(asked) && clientId !== null && clientId !== asked;

/** The venue is asked for the order itself: among plain orders, then among those with a trigger. */
function byOurId(connection: Connection, { id, symbol }: Wanted): readonly Place[] {
  const { exchange, gate, markets } = connection;
  const clientOrderId = toClientId(exchange.id, gate.market, id);
  const ask = async (params: Record<string, unknown>): Promise<OrderView | null> => {
    try {
      // Gate takes our id in the place of its own
      const own = exchange.id.startsWith('gate') ? clientOrderId : '';
      const view = readOrder(exchange.id, await exchange.fetchOrder(own, symbol, { ...params, clientOrderId }), markets.known);
      if (view === null) throw new Error(`${exchange.id} answered with something that is no order`);
      if (isAnother(view, clientOrderId)) throw new Error(`${exchange.id} answered with an order of another id than ${clientOrderId}`);
      return view;
    } catch (error) {
      if (isAbsent(error)) return null;
      throw error;
    }
  };
  const places: Place[] = [{ hasTrigger: false, look: () => ask({}) }];
  if (gate.rules.triggerLists.length > 0 && !gate.rules.forgetsIds) places.push({ hasTrigger: true, look: () => ask({ trigger: true }) });
  return places;
}

/** What narrows a list to one order, where the venue takes it. */
const NARROW: Readonly<Record<string, string>> = {
  bybit: 'orderLinkId',
  kraken: 'clientOrderId',
  krakenfutures: 'clientOrderId',
  deribit: 'clientOrderId',
};

function byLists(connection: Connection, { id, symbol, venueOrderId, seenAs }: Wanted): readonly Place[] {
  const { exchange, gate } = connection;
  const narrowBy = venueOrderId === undefined && Object.hasOwn(NARROW, exchange.id) ? NARROW[exchange.id] : undefined;
  const clientId = toClientId(exchange.id, gate.market, id);
  const params = narrowBy === undefined ? {} : { [narrowBy]: clientId };
  // a number is that of another order rather than the venue's own id is
  const pick = (views: readonly OrderView[]): OrderView | null =>
    views.find((view) => view.orderId === id || view.id === (venueOrderId ?? seenAs)) ??
    views.find((view) => view.clientId === clientId) ??
    null;
  const triggerPlaces = (gate.rules.endsTogether ? [] : gate.rules.triggerLists).flatMap((list): Place[] => [
    { hasTrigger: true, look: async () => pick(await listEndedOrders(connection, symbol, { ...list, ...params })) },
  ]);
  const isWaiting = (view: OrderView): boolean => view.stopPrice !== null;
  const open = async (): Promise<OrderView | null> => pick(await listOpenOrders(connection, symbol, params));
  return [
    { hasTrigger: false, look: async () => keep(await open(), (view) => !isWaiting(view) || gate.rules.triggerLists.length === 0) },
    ...(gate.rules.triggerLists.length === 0 ? [] : [{ hasTrigger: true, look: open }]),
    { hasTrigger: false, look: async () => pick(await listEndedOrders(connection, symbol, params)) },
    ...triggerPlaces,
  ];
}

const keep = (view: OrderView | null, when: (view: OrderView) => boolean): OrderView | null => (view !== null && when(view) ? view : null);
