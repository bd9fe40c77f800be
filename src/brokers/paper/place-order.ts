// Owns: what the venue does with an order that arrives: refuse it without effect, or take it and match it at once. Pure.

import { type Decimal, ZERO, eq, floorToStep, isPositive, isZero, lt, max, min, mul } from '../../core/model/decimal.ts';
import type { VenueOrderId } from '../../core/model/ids.ts';
import type { Instrument, Quote } from '../../core/model/markets/instrument.ts';
import type { OrderRequest } from '../../core/model/order.ts';
import { applyExecution, feeOf } from './apply-execution.ts';
import { type Change, findOrder } from './change-order.ts';
import { lackOf, reducible } from './free-balance.ts';
import { marketPrice, matchOrder } from './match-orders.ts';
import type { PaperTuning } from './tuning.ts';
import type { PaperState, VenueOrder } from './venue-state.ts';

export type Placed =
  | (Change & { readonly type: 'accepted'; readonly venueOrderId: VenueOrderId })
  | { readonly type: 'rejected'; readonly reason: string };

/** `quote`: of the order's symbol, which is listed in `state`. */
export function placeOrder(state: PaperState, request: OrderRequest, quote: Quote, tuning: PaperTuning): Placed {
  const refusal = refusalOf(state, request, quote, tuning);
  if (refusal !== null) return { type: 'rejected', reason: refusal };
  const order = openOrder(state, request, quote.at);
  const opened = withOrder(state, order);
  const matched = matchOrder(opened, order.id, quote, tuning, 'arriving');
  return {
    type: 'accepted',
    venueOrderId: order.venueOrderId,
    state: matched.state,
    reports: [{ type: 'accepted', orderId: order.id, venueOrderId: order.venueOrderId }, ...matched.reports],
  };
}

const withOrder = (state: PaperState, order: VenueOrder): PaperState => ({
  ...state,
  nextOrder: state.nextOrder + 1,
  openOrders: [...state.openOrders, order],
});

function openOrder(state: PaperState, request: OrderRequest, now: number): VenueOrder {
  const { type } = request;
  if (type === 'trailing_stop' || type === 'oco') throw new Error(`a ${type} order was refused before`);
  return {
    id: request.id,
    venueOrderId: `${state.account}-${state.nextOrder}` as VenueOrderId,
    symbol: request.instrument.symbol,
    side: request.side,
    type,
    qtyAsked: request.qty,
    qty: request.qty,
    qtyFilled: ZERO,
    limitPrice: type === 'limit' || type === 'stop_limit' ? request.limitPrice : null,
    stopPrice: type === 'stop' || type === 'stop_limit' ? request.stopPrice : null,
    triggeredAt: null,
    reduceOnly: request.reduceOnly,
    ocoGroup: request.ocoGroup,
    status: 'open',
    fills: [],
    reason: null,
    createdAt: now,
    updatedAt: now,
  };
}

/** Why the order is refused, in the venue's words; null = it is taken. */
function refusalOf(state: PaperState, request: OrderRequest, quote: Quote, tuning: PaperTuning): string | null {
  if (findOrder(state, request.id) !== null)
    return `duplicate client order id ${request.id}: the venue has seen it before, nothing was placed`;
  const instrument = state.listings[request.instrument.symbol]?.instrument;
  if (instrument === undefined) return `${request.instrument.symbol} is not listed`;
  return (
    shapeRefusal(request, instrument) ??
    (request.reduceOnly
      ? reduceOnlyRefusal(state, request, tuning)
      : (notionalRefusal(request, instrument, quote, tuning) ?? balanceRefusal(state, request, instrument, quote, tuning)))
  );
}

function shapeRefusal(request: OrderRequest, instrument: Instrument): string | null {
  const { stepSize, tickSize, qtyMin } = instrument;
  if (!isPositive(request.qty)) return `quantity ${request.qty} is not above 0`;
  if (lt(request.qty, qtyMin)) return `quantity ${request.qty} is below the minimum ${qtyMin}`;
  if (!eq(floorToStep(request.qty, stepSize), request.qty)) return `quantity ${request.qty} is not a multiple of the step ${stepSize}`;
  if (request.type === 'market') return null;
  if (request.type === 'trailing_stop') return 'trailing stop orders are not known here';
  if (request.type === 'oco') return 'a stop and a target are two orders here';
  return (
    (request.type === 'stop' ? null : priceRefusal('limit', request.limitPrice, tickSize)) ??
    (request.type === 'limit' ? null : priceRefusal('stop', request.stopPrice, tickSize))
  );
}

function priceRefusal(name: 'limit' | 'stop', price: Decimal | null, tickSize: Decimal): string | null {
  if (price === null || !isPositive(price)) return `a ${name} order needs a ${name} price above 0`;
  return eq(floorToStep(price, tickSize), price) ? null : `${name} price ${price} is not a multiple of the tick ${tickSize}`;
}

/** No minimum value for reduce-only orders: a small rest of a position can always be closed. */
function reduceOnlyRefusal(state: PaperState, request: OrderRequest, tuning: PaperTuning): string | null {
  return isZero(reducible(state, request.instrument.symbol, request.side, tuning)) ? 'reduce-only: no position to reduce' : null;
}

function notionalRefusal(request: OrderRequest, instrument: Instrument, quote: Quote, tuning: PaperTuning): string | null {
  const value = mul(request.qty, expectedPrice(request, instrument, quote, tuning));
  return lt(value, instrument.notionalMin)
    ? `order value ${value} ${instrument.quote} is below the minimum ${instrument.notionalMin} ${instrument.quote}`
    : null;
}

/** The price that an order is counted at when it arrives: its own, or what the market would give it. */
function expectedPrice(request: OrderRequest, instrument: Instrument, quote: Quote, tuning: PaperTuning): Decimal {
  const market = marketPrice(request.side, instrument, quote, tuning);
  if (request.limitPrice !== null && (request.type === 'limit' || request.type === 'stop_limit')) return request.limitPrice;
  if (request.stopPrice === null || request.type !== 'stop') return market;
  return request.side === 'buy' ? max(request.stopPrice, market) : min(request.stopPrice, market);
}

function balanceRefusal(
  state: PaperState,
  request: OrderRequest,
  instrument: Instrument,
  quote: Quote,
  tuning: PaperTuning,
): string | null {
  // A limit order locks what it needs while it rests, so it must be payable as a lock.
  if (request.type === 'limit') return lackOf(state, withOrder(state, openOrder(state, request, quote.at)), instrument, tuning);
  const price = expectedPrice(request, instrument, quote, tuning);
  const fee = feeOf(mul(request.qty, price), tuning.feeRates[instrument.kind]);
  const after = applyExecution(state, instrument, { side: request.side, qty: request.qty, price, fee });
  return lackOf(state, after, instrument, tuning);
}
