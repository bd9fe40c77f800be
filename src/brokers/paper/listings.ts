// Owns: the list of symbols of the venue: adding one, making room, and what comes into being with a symbol's currency.

import { isZero, mul } from '../../core/model/decimal.ts';
import { quoteUnit } from './instruments.ts';
import type { Market } from './market.ts';
import { LISTINGS_MAX } from './paper-limits.ts';
import type { Listing, PaperState } from './venue-state.ts';

/** While an order or a position hangs on a symbol, its tick and step stay as they are. */
export function isInUse(state: PaperState, symbol: string): boolean {
  const held = state.holdings[symbol];
  return (held !== undefined && !isZero(held.qty)) || state.openOrders.some((order) => order.symbol === symbol);
}

/** Puts the listing in place; when there are too many, the oldest that is not in use goes. */
export function withListing(state: PaperState, listing: Listing): PaperState {
  const listings = { ...state.listings, [listing.instrument.symbol]: listing };
  const symbols = Object.keys(listings);
  if (symbols.length > LISTINGS_MAX) {
    const oldest = symbols.find((symbol) => symbol !== listing.instrument.symbol && !isInUse(state, symbol));
    if (oldest !== undefined) delete listings[oldest];
  }
  return { ...state, listings };
}

/**
 * The demo account trades any symbol in its quote currency. Where the account has none of that currency, the venue opens
 * a balance of about the same worth as the one it was opened with, once: demo money, like the prices.
 */
export function lendCurrency(state: PaperState, currency: string, market: Market): PaperState {
  if (market.lentUnits === null || state.balances[currency] !== undefined) return state;
  return { ...state, balances: { ...state.balances, [currency]: mul(market.lentUnits, quoteUnit(currency)) } };
}
