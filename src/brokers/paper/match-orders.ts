// Owns: matching. Pure: venue state + quote → new state + reports. Orders are matched in the order of their arrival; what
// one order does (its fill, the money, its group) is one change, never half of it.

import { type Decimal, div, floorToStep, gte, isZero, lte, max, min, mul, roundToTick, add, sub } from '../../core/model/decimal.ts';
import type { FillId, Instant, OrderId } from '../../core/model/ids.ts';
import type { Instrument, Quote } from '../../core/model/markets/instrument.ts';
import type { Fill } from '../../core/model/order.ts';
import type { Report } from '../../core/model/venues/report.ts';
import { applyExecution, feeOf } from './apply-execution.ts';
import { type Change, cancelOpen, fillOpen, findOpen, qtyRemaining, replaceOpen, shareWithGroup } from './change-order.ts';
import { lackOf, reducible } from './free-balance.ts';
import { quoteUnit } from './instruments.ts';
import type { Market } from './market.ts';
import { observeMarket } from './observe-market.ts';
import type { PaperTuning } from './tuning.ts';
import type { PaperState, VenueOrder } from './venue-state.ts';

/** One step of the market: every symbol that has open orders moves to its price at `now`. */
export function matchEverything(state: PaperState, market: Market, now: Instant): Change {
  const reports: Report[] = [];
  let next = state;
  for (const symbol of new Set(state.openOrders.map((order) => order.symbol))) {
    const observed = observeMarket(next, market, symbol, null, now);
    if (observed.type !== 'priced') continue;
    const change = matchOrders(observed.state, observed.quote, market.tuning);
    next = change.state;
    reports.push(...change.reports);
  }
  return { state: next, reports };
}

/** Matches every open order of the quote's symbol once; `matched` has been already. */
export function matchOrders(state: PaperState, quote: Quote, tuning: PaperTuning, matched: OrderId | null = null): Change {
  const reports: Report[] = [];
  let next = state;
  for (const { id, symbol } of state.openOrders) {
    if (symbol !== quote.symbol || id === matched) continue;
    const change = matchOrder(next, id, quote, tuning, 'resting');
    next = change.state;
    reports.push(...change.reports);
  }
  return { state: next, reports };
}

/** `arriving` orders take what the market offers; `resting` limits wait at their price and fill there. */
export function matchOrder(state: PaperState, id: OrderId, quote: Quote, tuning: PaperTuning, manner: 'arriving' | 'resting'): Change {
  const found = findOpen(state, id);
  const instrument = state.listings[quote.symbol]?.instrument;
  if (found === null || instrument === undefined) return { state, reports: [] };
  const order = trigger(found, quote);
  const triggered = order === found ? state : replaceOpen(state, order);
  const price = executionPrice(order, instrument, quote, tuning, manner);
  return price === null ? { state: triggered, reports: [] } : execute(triggered, order, instrument, price, quote.at, tuning);
}

/** A stop becomes a market order when the last price touches it, and stays one. */
function trigger(order: VenueOrder, quote: Quote): VenueOrder {
  if (order.stopPrice === null || order.triggeredAt !== null) return order;
  const touched = order.side === 'sell' ? lte(quote.last, order.stopPrice) : gte(quote.last, order.stopPrice);
  return touched ? { ...order, triggeredAt: quote.at, updatedAt: quote.at } : order;
}

/** Ask or bid with slippage: what a market order gets now. */
export function marketPrice(side: 'buy' | 'sell', instrument: Instrument, quote: Quote, tuning: PaperTuning): Decimal {
  const best = side === 'buy' ? quote.ask : quote.bid;
  const slip = mul(best, tuning.slippage);
  return max(instrument.tickSize, roundToTick(side === 'buy' ? add(best, slip) : sub(best, slip), instrument.tickSize));
}

/** Null = not now. */
function executionPrice(
  order: VenueOrder,
  instrument: Instrument,
  quote: Quote,
  tuning: PaperTuning,
  manner: 'arriving' | 'resting',
): Decimal | null {
  if (order.stopPrice !== null && order.triggeredAt === null) return null;
  if (order.limitPrice === null) return marketPrice(order.side, instrument, quote, tuning);
  const crossed = order.side === 'buy' ? lte(quote.ask, order.limitPrice) : gte(quote.bid, order.limitPrice);
  if (!crossed) return null;
  if (manner === 'resting') return order.limitPrice;
  const taken = marketPrice(order.side, instrument, quote, tuning);
  return order.side === 'buy' ? min(taken, order.limitPrice) : max(taken, order.limitPrice);
}

function execute(state: PaperState, order: VenueOrder, instrument: Instrument, price: Decimal, now: Instant, tuning: PaperTuning): Change {
  const liquid = sliceAt(price, instrument, tuning);
  const open = order.reduceOnly ? reducible(state, order.symbol, order.side, tuning) : qtyRemaining(order);
  if (isZero(open)) return cancelOpen(state, order, 'reduce-only: no position to reduce', now);
  const qty = min(min(qtyRemaining(order), open), liquid);
  const value = mul(qty, price);
  const fee = feeOf(value, tuning.feeRates[instrument.kind]);
  const fill: Fill = { id: fillIdOf(order), qty, price, fee, feeCurrency: instrument.quote, at: now };
  const filled = fillOpen(applyExecution(state, instrument, { side: order.side, qty, price, fee }), order, fill);
  const unpaid = lackOf(state, filled.state, instrument, tuning);
  if (unpaid !== null) return cancelOpen(state, order, unpaid, now);
  const shared = shareWithGroup(filled.state, order, qty, now);
  const closed = endClippedOrder(shared.state, order, now, tuning);
  return { state: closed.state, reports: [...filled.reports, ...shared.reports, ...closed.reports] };
}

/** Deterministic: the same execution told again after a restart has the same id. */
const fillIdOf = (order: VenueOrder): FillId => `${order.venueOrderId}-${order.fills.length + 1}` as FillId;

/** The largest quantity that fills in one step: a whole number of steps, at least one. */
function sliceAt(price: Decimal, instrument: Instrument, tuning: PaperTuning): Decimal {
  const worth = mul(tuning.liquidityPerStep, quoteUnit(instrument.quote));
  return max(instrument.stepSize, floorToStep(div(worth, price), instrument.stepSize));
}

/** A reduce-only order that asked for more than there was ends with the position. */
function endClippedOrder(state: PaperState, order: VenueOrder, now: Instant, tuning: PaperTuning): Change {
  const rest = order.reduceOnly ? findOpen(state, order.id) : null;
  if (rest === null || !isZero(reducible(state, order.symbol, order.side, tuning))) return { state, reports: [] };
  return cancelOpen(state, rest, 'reduce-only: the position is closed, nothing more to reduce', now);
}
