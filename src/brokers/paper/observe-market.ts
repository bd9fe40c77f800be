// Owns: the step from "what does this symbol cost?" to a listing and a quote. Pure: what has to be remembered for the
// answer (a first listing, the price of a newer alert) is in the state that comes back.

import { add, type Decimal, decimal, div, isPositive, max, mul, parseDecimal, roundToTick, sub } from '../../core/model/decimal.ts';
import type { Instant, SignalId } from '../../core/model/ids.ts';
import type { Instrument, Quote } from '../../core/model/markets/instrument.ts';
import { deriveInstrument, isFarFrom, parseSymbol } from './instruments.ts';
import { isInUse, lendCurrency, withListing } from './listings.ts';
import type { Hint, Market } from './market.ts';
import type { ListedPrice } from './venue-prices.ts';
import { HINTS_KEPT_MAX } from './paper-limits.ts';
import type { Listing, PaperState, PricePoint } from './venue-state.ts';

export type Observed =
  | {
      readonly type: 'priced';
      readonly state: PaperState;
      readonly instrument: Instrument;
      readonly quote: Quote;
      /** An alert newer than any before has named this price. */
      readonly hinted: boolean;
    }
  | { readonly type: 'unknown_symbol' }
  | { readonly type: 'unavailable'; readonly reason: string };

const TWO = decimal('2');

/** Instrument and quote of `symbol` at `now`. The same alert asked for again moves nothing. */
export function observeMarket(state: PaperState, market: Market, symbol: string, hint: Hint, now: Instant): Observed {
  if (market.venue !== null) return observeVenue(state, market.venue.latest(symbol), symbol);
  const parts = parseSymbol(symbol, market.quoteCurrency);
  if (parts === null) return { type: 'unknown_symbol' };
  const known = state.listings[symbol];
  const opening = known === undefined ? market.rule.opening(symbol) : null;
  const isMoot = hint?.onlyIfNone === true && (known !== undefined || opening !== null);
  const hintPrice = isMoot ? null : newerPrice(known, hint);
  const price = hintPrice ?? known?.price.anchor ?? opening;
  if (price === null) {
    return { type: 'unavailable', reason: `no alert has named a price for ${symbol} yet: send one with a "price" in it` };
  }
  const outgrown = hintPrice !== null && known !== undefined && isFarFrom(price, known.derivedFrom) && !isInUse(state, symbol);
  const instrument = known === undefined || outgrown ? deriveInstrument(symbol, parts, price) : known.instrument;
  const derivedFrom = known === undefined || outgrown ? price : known.derivedFrom;
  const point = known?.price ?? { anchor: price, anchorAt: now, step: 0, hintAt: null };
  const moved =
    hintPrice === null || hint === null
      ? market.rule.reanchor(symbol, point, instrument.tickSize, now)
      : {
          anchor: max(instrument.tickSize, roundToTick(price, instrument.tickSize)),
          anchorAt: now,
          step: point.step,
          hintAt: hint.at,
          hintsOf: hintsOf(point, hint),
        };
  const listing: Listing = { instrument, derivedFrom, price: moved };
  const unchanged = known !== undefined && known.instrument === instrument && known.price === moved;
  return {
    type: 'priced',
    state: unchanged ? state : lendCurrency(withListing(state, listing), instrument.quote, market),
    instrument,
    quote: quoteOf(listing, market, now),
    hinted: hintPrice !== null,
  };
}

/** What the venue has last said. An instrument that orders or a position hang on stays as it was listed. */
function observeVenue(state: PaperState, listed: ListedPrice | null, symbol: string): Observed {
  if (listed === null) return { type: 'unavailable', reason: `the venue has given no price for ${symbol} yet` };
  const { quote } = listed;
  const known = state.listings[symbol];
  const instrument = known !== undefined && isInUse(state, symbol) ? known.instrument : listed.instrument;
  const point = { anchor: quote.last, anchorAt: quote.at, step: 0, hintAt: null };
  const isListed = known !== undefined && JSON.stringify(known.instrument) === JSON.stringify(instrument);
  return {
    type: 'priced',
    state: isListed ? state : withListing(state, { instrument, derivedFrom: quote.last, price: point }),
    instrument,
    quote,
    hinted: false,
  };
}

/** Bid and ask around the last price; all three are multiples of the tick, and none is below it. */
function quoteOf(listing: Listing, market: Market, now: Instant): Quote {
  const { symbol, tickSize } = listing.instrument;
  const last = max(tickSize, roundToTick(market.rule.last(symbol, listing.price, now), tickSize));
  const half = roundToTick(div(mul(last, market.tuning.spread), TWO), tickSize);
  return { symbol, bid: max(tickSize, sub(last, half)), ask: add(last, half), last, at: now, source: market.rule.source };
}

/** What has counted of the millisecond of this alert, with it. */
function hintsOf({ hintAt, hintsOf: known = [] }: PricePoint, { at, of }: NonNullable<Hint>): readonly SignalId[] {
  return [...(hintAt === at ? known : []), ...(of === undefined ? [] : [of])].slice(-HINTS_KEPT_MAX);
}

/** Of several alerts of one millisecond each counts when it is first asked for: in the order in which they came. */
function isNewer(known: Listing | undefined, { at, of }: NonNullable<Hint>): boolean {
  const { hintAt = null, hintsOf = [] } = known?.price ?? {};
  if (hintAt === null || at !== hintAt) return hintAt === null || at > hintAt;
  return of !== undefined && hintsOf.length > 0 && !hintsOf.includes(of);
}

/** The price of an alert that came after the last one that counted; null when there is none, or none that is a price. */
function newerPrice(known: Listing | undefined, hint: Hint): Decimal | null {
  if (hint === null || !isNewer(known, hint)) return null;
  const price = parseDecimal(hint.price);
  return price !== null && isPositive(price) ? price : null;
}
