// Owns: how much of a currency is free: the balance less the margin of what is open less what resting orders would cost.
//
// Resting limit orders that may open something lock what they would cost at their limit, fee included, whatever position
// they meet. Reduce-only orders and waiting stops lock nothing: getting out is never blocked by another way out.
// Margin is the cost of the position (no leverage); open profits and losses count when they are realised. A short that
// has more than doubled can therefore leave less than nothing: the account is in debt and can only close.

import { ZERO, abs, add, type Decimal, isNegative, isPositive, isZero, lt, min, mul, sub, sum } from '../../core/model/decimal.ts';
import type { Balance } from '../../core/model/account.ts';
import type { BookedPosition } from '../../core/model/money/funds.ts';
import type { Instrument } from '../../core/model/markets/instrument.ts';
import type { Side } from '../../core/model/signal.ts';
import { balanceOf, feeOf, holdingOf } from './apply-execution.ts';
import type { PaperTuning } from './tuning.ts';
import type { Listing, PaperState, VenueOrder } from './venue-state.ts';

/** What one open order locks of `currency`. */
function lockedBy(order: VenueOrder, listing: Listing, currency: string, tuning: PaperTuning): Decimal {
  if (order.reduceOnly || order.limitPrice === null || (order.stopPrice !== null && order.triggeredAt === null)) return ZERO;
  const { kind, base, quote } = listing.instrument;
  const remaining = sub(order.qty, order.qtyFilled);
  if (kind === 'spot' && order.side === 'sell') return currency === base ? remaining : ZERO;
  if (currency !== quote) return ZERO;
  const value = mul(remaining, order.limitPrice);
  return add(value, feeOf(value, tuning.feeRates[kind]));
}

/** Free amount of a currency or spot base. */
function freeOf(state: PaperState, currency: string, tuning: PaperTuning): Decimal {
  const taken: Decimal[] = [];
  for (const [symbol, holding] of Object.entries(state.holdings)) {
    const instrument = state.listings[symbol]?.instrument;
    if (instrument !== undefined && instrument.kind !== 'spot' && instrument.quote === currency) taken.push(abs(holding.cost));
  }
  for (const order of state.openOrders) {
    const listing = state.listings[order.symbol];
    if (listing !== undefined) taken.push(lockedBy(order, listing, currency, tuning));
  }
  return sub(balanceOf(state, currency), sum(taken));
}

export const balancesOf = (state: PaperState, tuning: PaperTuning): readonly Balance[] =>
  Object.entries(state.balances).map(([currency, total]) => ({ currency, free: freeOf(state, currency, tuning), total }));

/** What is open on margin, at the average price of all that was entered of it, whoever has. */
export const bookedOf = (state: PaperState): readonly BookedPosition[] =>
  Object.entries(state.holdings).flatMap(([symbol, { qty, cost }]) => {
    const instrument = state.listings[symbol]?.instrument;
    return instrument === undefined || instrument.kind === 'spot' ? [] : [{ symbol, quote: instrument.quote, qty, cost }];
  });

/** Signed position of a symbol as the venue has it; of spot, coins that were sold through another market are gone. */
export function positionOf(state: PaperState, symbol: string): Decimal {
  const { qty } = holdingOf(state, symbol);
  const instrument = state.listings[symbol]?.instrument;
  return instrument?.kind === 'spot' ? min(qty, balanceOf(state, instrument.base)) : qty;
}

/** How much an order on `side` can take off the position of the other side; "0" when there is none. */
export function reducible(state: PaperState, symbol: string, side: Side, tuning: PaperTuning): Decimal {
  const position = positionOf(state, symbol);
  if (isZero(position) || isNegative(position) !== (side === 'buy')) return ZERO;
  const instrument = state.listings[symbol]?.instrument;
  if (instrument?.kind !== 'spot') return abs(position);
  const free = freeOf(state, instrument.base, tuning);
  return isNegative(free) ? ZERO : min(position, free);
}

/**
 * Why the step from `before` to `after` cannot be paid for; null = it can. Taking a margin position down is always paid
 * for: a loss that is more than the balance is a loss all the same.
 */
export function lackOf(before: PaperState, after: PaperState, instrument: Instrument, tuning: PaperTuning): string | null {
  if (onlyReduces(before, after, instrument)) return null;
  for (const currency of [instrument.quote, instrument.base]) {
    const freeBefore = freeOf(before, currency, tuning);
    const freeAfter = freeOf(after, currency, tuning);
    const needed = sub(freeBefore, freeAfter);
    if (isNegative(freeAfter) && isPositive(needed))
      return `insufficient balance: ${needed} ${currency} needed, ${freeBefore} ${currency} free`;
  }
  return null;
}

/** The position got smaller and did not turn round. */
function onlyReduces(before: PaperState, after: PaperState, instrument: Instrument): boolean {
  const from = holdingOf(before, instrument.symbol).qty;
  const to = holdingOf(after, instrument.symbol).qty;
  const turned = !isZero(to) && isNegative(to) !== isNegative(from);
  return instrument.kind !== 'spot' && !turned && lt(abs(to), abs(from));
}
