// Owns: orders of a contract that has ended, of which its venue may know nothing any more: what stood there is over, and what was held has been
// settled. Invariant: only what the venue has refused is read so; where it does not answer nobody knows anything.

import { type Decimal, isZero, ZERO } from '../../../core/model/decimal.ts';
import type { VenueOrderId } from '../../../core/model/ids.ts';
import type { OrderRequest } from '../../../core/model/order.ts';
import type { OrderSnapshot } from '../../../core/model/venues/report.ts';
import type { SubmitOutcome } from '../../broker.ts';
import { listPositions } from '../account/list-positions.ts';
import type { Connection } from '../connection.ts';
import { toQty } from '../markets/markets.ts';
import { venueEnded } from '../markets/venue-ended.ts';
import { inTime } from '../wire/in-time.ts';
import { type Dict, sizeOf } from '../wire/read-answer.ts';
import type { Wanted } from './find-order.ts';

/** How an order stands that was seen there; null: it never was, as far as is known. What it may have filled unseen is in the settlement. */
export function overWithContract(connection: Connection, wanted: Wanted, qty: Decimal | null): OrderSnapshot | null {
  const id = wanted.venueOrderId ?? wanted.seenAs;
  const day = venueEnded(connection, wanted.symbol);
  if (day === null || id === undefined) return null;
  const reason = `${wanted.symbol} ended on ${day}`;
  return { orderId: wanted.id, venueOrderId: id as VenueOrderId, status: 'expired', qty: qty ?? ZERO, fills: [], reason };
}

/** Something is held in a market that is on no list: it may be this one. */
const isUnlisted = ({ exchange }: Connection, { symbol, contracts }: Dict): boolean => {
  const size = sizeOf(contracts);
  return !Object.hasOwn(exchange.markets ?? {}, String(symbol)) && (size === null || !isZero(size));
};

/** Unsigned; null: the venue has not said it. */
async function heldOf(connection: Connection, { instrument: { symbol }, side }: OrderRequest): Promise<Decimal | null> {
  const positions = await inTime(connection.clock, listPositions(connection));
  if (positions === null || positions.some((position) => isUnlisted(connection, position))) return null;
  const listed = connection.markets.known(symbol);
  // where long and short are held apart, both are on the list
  const held = positions.find((position) => position['symbol'] === symbol && (position['side'] === 'short') === (side === 'buy'));
  if (held === undefined || listed === null) return ZERO;
  const size = sizeOf(held['contracts']);
  return size === null ? null : toQty(size, listed);
}

/** The refusal in words that people understand, with what is left of the position: the books follow it. Null: the contract lives. */
export async function refusedAtEnd(connection: Connection, request: OrderRequest): Promise<SubmitOutcome | null> {
  const { symbol } = request.instrument;
  const day = venueEnded(connection, symbol);
  if (day === null) return null;
  const reason = `${symbol} ended on ${day}: the venue has settled it, and nothing of it can be traded any more`;
  const there = request.reduceOnly ? await heldOf(connection, request) : null;
  return { type: 'rejected', reason, ...(there === null ? {} : { there }) };
}
