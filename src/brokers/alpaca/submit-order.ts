// Owns: one attempt to place an order. A refusal that is not of the known kind is checked by the client id: the venue has
// been seen to refuse and to execute.

import { within } from '../../clock.ts';
import { abs, isNegative, isPositive, isZero, lt, ZERO } from '../../core/model/decimal.ts';
import type { VenueOrderId } from '../../core/model/ids.ts';
import { ANSWER_MS_MAX } from '../../core/model/limits.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import type { Want } from '../../core/model/venues/report.ts';
import type { SubmitOutcome, Unavailable } from '../broker.ts';
import type { AlpacaClient } from './alpaca-client.ts';
import { classifyFailure, type Failure, isNotFound } from './classify-failure.ts';
import type { Executions } from './executions.ts';
import { inspectOrder, ordersIn } from './find-order.ts';
import type { OrderNews } from './order-news.ts';
import { isOrder, legsOf, priceOf, sizeOf } from './read-order.ts';
import { sayClosed } from './session.ts';
import { positionSymbol } from './venue-symbol.ts';
import { writeOrder } from './write-order.ts';

export interface Venue {
  readonly client: AlpacaClient;
  readonly executions: Executions;
  readonly news: OrderNews;
}

const CODES = { refused: 40310000, field: 40010001, rule: 42210000 } as const;
const KNOWN: ReadonlySet<number> = new Set(Object.values(CODES));

/** Null: nobody has answered yet. */
const heldOf = ({ client }: Venue, symbol: string) =>
  within(client.clock, ANSWER_MS_MAX, client.positions.getOpenPosition({ symbolOrAssetId: positionSymbol(symbol) }), () => null);

interface Refused extends Want {
  readonly reason: string;
}

const NOTHING: Refused = { reason: 'reduce-only: no position to reduce', there: ZERO };

/**
 * Alpaca has no reduce-only. It never sells more than is held while something is held; from nothing it would open the
 * other side. So that is looked at; where it cannot be, getting out comes first. Coins cannot be sold short at all: the
 * venue refuses that itself, and their exits need not wait for the answer.
 */
async function refuseReduce(venue: Venue, request: OrderRequest): Promise<Refused | null> {
  const { symbol, kind } = request.instrument;
  if (!request.reduceOnly || (kind === 'spot' && request.side === 'sell')) return null;
  try {
    const held = await heldOf(venue, symbol);
    // what cannot be read says nothing, as what is not answered
    if (held === null || priceOf(held.qty) === null) return null;
    const qty = sizeOf(held.qty, held.assetClass);
    if (isZero(qty)) return NOTHING;
    if (request.side === 'sell' ? !isPositive(qty) : !isNegative(qty))
      return { reason: `reduce-only: the position of ${symbol} is ${qty}`, there: ZERO };
    return lt(abs(qty), request.qty) ? { reason: `reduce-only: the position of ${symbol} is only ${qty}`, there: abs(qty) } : null;
  } catch (error) {
    return isNotFound(error) ? NOTHING : null;
  }
}

/**
 * How many are there is asked when the venue refuses to sell so many: coins are not looked at beforehand, and of shares an order of
 * ours may hold a part. Pairs of one coin are positions of their own here, so nothing is said of what is free of it.
 */
async function withWhatIsThere(venue: Venue, request: OrderRequest, reason: string): Promise<SubmitOutcome> {
  const refusal = { type: 'rejected', reason } as const;
  const { symbol, kind } = request.instrument;
  if (!request.reduceOnly || !/insufficient|not enough/i.test(reason)) return refusal;
  try {
    const held = await heldOf(venue, symbol);
    if (held === null || priceOf(held.qty) === null) return refusal;
    const qty = sizeOf(held.qty, held.assetClass);
    // of the other side nothing can be taken: whatever is sold of a short makes it larger
    if (request.side === 'sell' ? isNegative(qty) : isPositive(qty)) return { ...refusal, there: ZERO };
    const there = abs(qty);
    if (kind === 'spot') return lt(there, request.qty) ? { ...refusal, there } : refusal;
    if (priceOf(held.qtyAvailable) === null) return refusal;
    const free = abs(sizeOf(held.qtyAvailable, held.assetClass));
    return lt(free, request.qty) ? { ...refusal, there, free } : refusal;
  } catch (error) {
    return isNotFound(error) ? { ...refusal, there: ZERO } : refusal;
  }
}

const isDuplicate = (failure: Failure & { type: 'rejected' }): boolean => /client_order_id must be unique/i.test(failure.reason);

async function explain({ client }: Venue, request: OrderRequest, reason: string): Promise<string> {
  const closed = request.instrument.kind === 'spot' ? null : await sayClosed(client);
  return closed === null ? reason : `${reason} (${closed})`;
}

async function settle(venue: Venue, request: OrderRequest, failure: Failure): Promise<SubmitOutcome> {
  if (failure.type !== 'rejected') return failure;
  // an earlier attempt may have placed it: whoever sends an id once only must look
  if (isDuplicate(failure))
    return { type: 'ambiguous', reason: `duplicate client order id ${request.id}: ${failure.reason}`, idTaken: true };
  const { status, code, reason } = failure;
  const isRefusal = status === 401 || (code !== null && KNOWN.has(code));
  if (isRefusal && (request.again !== true || status === 401))
    return withWhatIsThere(venue, request, await explain(venue, request, reason));
  const there = await lookFor(venue, request);
  if (there?.type === 'accepted') return there;
  // its id is tried again: nothing is lost by calling it refused
  if (there !== null && !isRefusal) return { type: 'ambiguous', reason: `${reason}; ${there.reason}` };
  const why = await explain(venue, request, reason);
  return isRefusal && there === null ? withWhatIsThere(venue, request, why) : { type: 'rejected', reason: why };
}

/** Whether the venue has it, whatever it has refused; null: it has not. */
async function lookFor(venue: Venue, { id }: OrderRequest): Promise<(SubmitOutcome & { type: 'accepted' }) | Unavailable | null> {
  const found = await inspectOrder(venue.client, venue.executions, id);
  if (found.type === 'unavailable') return found;
  if (found.type === 'not_found') return null;
  venue.news.learn(id, ordersIn(found.tracked));
  venue.news.tell(found.order);
  return { type: 'accepted', venueOrderId: found.order.venueOrderId };
}

/** What left before may be there, and have closed what is not there any more. */
async function refuse(venue: Venue, request: OrderRequest, refused: Refused): Promise<SubmitOutcome> {
  const there = request.again === true ? await lookFor(venue, request) : null;
  if (there?.type === 'accepted') return there;
  return there === null ? { type: 'rejected', ...refused } : { type: 'rejected', reason: refused.reason };
}

/**
 * Out of hours an order at market is taken and stands until the session: who wants out has to know, and who gets in at whatever the
 * opening brings, too. Asked when it is placed already.
 */
async function sayWaits({ client, news }: Venue, { id, type, instrument }: OrderRequest): Promise<void> {
  if (type !== 'market' || instrument.kind === 'spot') return;
  const closed = await sayClosed(client);
  if (closed !== null) news.waits(id, closed);
}

export async function submitOrder(venue: Venue, request: OrderRequest): Promise<SubmitOutcome> {
  const written = writeOrder(request);
  if (written.type === 'refused') return refuse(venue, request, { reason: written.reason });
  const refused = await refuseReduce(venue, request);
  if (refused !== null) return refuse(venue, request, refused);
  try {
    const order = await venue.client.orders.postOrder({ postOrderRequest: written.body });
    if (!isOrder(order) || order.clientOrderId !== request.id)
      return { type: 'ambiguous', reason: `Alpaca's answer to order ${request.id} is no order` };
    venue.news.learn(request.id, [order, ...legsOf(order)]);
    venue.news.accepted(request.id, order.id);
    void sayWaits(venue, request);
    return { type: 'accepted', venueOrderId: order.id as VenueOrderId };
  } catch (error) {
    return settle(venue, request, classifyFailure(error));
  }
}
