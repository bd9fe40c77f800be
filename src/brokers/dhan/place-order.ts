// Owns: placing one order at Dhan exactly once. Its correlation id is a label there and stops nobody from sending the same
// order twice, so whatever may be at Dhan already is looked up before anything is sent again.
//
// A quantity above the freeze limit of its exchange goes as one request to Dhan's slicing endpoint, with one correlation
// id: it is sent once or not at all, and a look-up by that id finds every slice. Several orders of our own would each need
// their own commit and could stop half-way.

import type { OrderId } from '../../core/model/ids.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import { type SubmitOutcome, TOO_LATE } from '../broker.ts';
import { joinIds, splitIds } from './combine-slices.ts';
import { type Answer, type DhanClient, unavailable } from './dhan-client.ts';
import type { OrderFollower } from './follow-orders.ts';
import { orderFields, type Product } from './order-fields.ts';
import type { Counted } from './scrip.ts';
import { statusOf } from './venue-entry.ts';
import { objectsOf, textOf } from './wire-json.ts';

export interface PlaceOrderOptions {
  readonly client: DhanClient;
  readonly follower: OrderFollower;
  readonly product: Product;
  /** The book of the day was read: whatever was sent before this start is known. */
  readonly isBookRead: () => boolean;
}

/** `isLate`: nothing is sent for it any more. */
export type PlaceOrder = (request: OrderRequest, scrip: Counted, isLate: () => boolean) => Promise<SubmitOutcome>;

/** Ids whose fate is open; a day has far fewer. */
const DOUBTS_MAX = 1_000;

interface Slice {
  readonly id: string;
  readonly isRejected: boolean;
}

/** Null: no answer to an order. */
function slicesOf(body: unknown): readonly Slice[] | null {
  const slices = objectsOf(body)?.map((each) => ({
    id: textOf(each, 'orderId'),
    isRejected: statusOf(textOf(each, 'orderStatus')) === 'rejected',
  }));
  return slices === undefined || slices.length === 0 || slices.some(({ id }) => id === '') ? null : slices;
}

export function createPlaceOrder({ client, follower, product, isBookRead }: PlaceOrderOptions): PlaceOrder {
  const underWay = new Set<OrderId>();
  /** Sent, and nobody knows what came of it. */
  const doubts = new Set<OrderId>();

  /** Not a refusal: the order is there, and whoever asked twice has to look how it stands. */
  const duplicate = (id: OrderId): SubmitOutcome => ({
    type: 'ambiguous',
    reason: `duplicate client order id ${id}: Dhan may have this order already, it is not sent again`,
  });

  /** Null: it is surely not there. */
  async function foundAtDhan(id: OrderId): Promise<SubmitOutcome | null> {
    const sighting = await follower.lookUp(id, []);
    if (sighting.type === 'not_found') return null;
    if (sighting.type === 'found') return duplicate(id);
    return { ...sighting, reason: `before it is sent again it must be looked up, which failed: ${sighting.reason}` };
  }

  async function whyRejected(id: OrderId, slices: readonly Slice[]): Promise<SubmitOutcome> {
    follower.refused(
      id,
      slices.map((slice) => slice.id),
    );
    const sighting = await follower.lookUp(id, []);
    const reason = sighting.type === 'found' ? sighting.order.reason : null;
    return { type: 'rejected', reason: reason ?? 'rejected by Dhan; it did not say why' };
  }

  function settle(
    request: OrderRequest,
    answer: Answer & { readonly type: 'ok' },
    isSliced: boolean,
  ): Promise<SubmitOutcome> | SubmitOutcome {
    const { id } = request;
    const slices = slicesOf(answer.body);
    if (slices === null) {
      doubts.add(id);
      return { type: 'ambiguous', reason: 'Dhan answered without the id of an order' };
    }
    if (slices.every(({ isRejected }) => isRejected)) return whyRejected(id, slices);
    const ids = slices.map((slice) => slice.id);
    follower.taken(id, ids, request.qty, isSliced);
    void follower.refresh(id);
    return { type: 'accepted', venueOrderId: joinIds(ids) };
  }

  function settleFailure(id: OrderId, answer: Exclude<Answer, { type: 'ok' }>): SubmitOutcome {
    if (answer.type === 'refused') return { type: 'rejected', reason: answer.reason };
    if (answer.type === 'unsent') return { type: 'unavailable', reason: answer.reason };
    if (doubts.size >= DOUBTS_MAX) doubts.clear();
    doubts.add(id);
    return answer.type === 'busy' ? unavailable(answer) : { type: 'ambiguous', reason: answer.reason };
  }

  /** A request for several orders may be refused when some of them are placed. */
  async function settleRefusedSlices(request: OrderRequest, reason: string): Promise<SubmitOutcome> {
    const { id } = request;
    doubts.add(id);
    follower.expectsNoMore(id);
    const sighting = await follower.lookUp(id, []);
    if (sighting.type === 'unavailable') return { type: 'ambiguous', reason: `${reason}; ${sighting.reason}` };
    doubts.delete(id);
    if (sighting.type === 'not_found') return { type: 'rejected', reason };
    follower.taken(id, splitIds(sighting.order.venueOrderId), request.qty, true);
    void follower.refresh(id);
    return { type: 'accepted', venueOrderId: sighting.order.venueOrderId };
  }

  async function send(request: OrderRequest, scrip: Counted, isLate: () => boolean): Promise<SubmitOutcome> {
    const { id } = request;
    const worded = orderFields(request, scrip, product);
    if ('refusal' in worded) return { type: 'rejected', reason: worded.refusal };
    if (follower.isKnown(id)) return duplicate(id);
    if (doubts.has(id) || !isBookRead()) {
      const found = await foundAtDhan(id);
      if (found !== null) return found;
    }
    if (isLate()) return TOO_LATE;
    if (worded.isSliced) follower.expects(id, request.qty);
    const answer = await client.send('POST', worded.isSliced ? '/orders/slicing' : '/orders', worded.fields);
    if (answer.type === 'refused' && worded.isSliced) return settleRefusedSlices(request, answer.reason);
    if (answer.type !== 'ok') return settleFailure(id, answer);
    doubts.delete(id);
    return settle(request, answer, worded.isSliced);
  }

  return async (request, scrip, isLate) => {
    if (underWay.has(request.id)) return duplicate(request.id);
    underWay.add(request.id);
    try {
      return await send(request, scrip, isLate);
    } finally {
      underWay.delete(request.id);
    }
  };
}
