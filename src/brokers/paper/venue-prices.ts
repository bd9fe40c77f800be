// Owns: prices of accounts with `prices: ccxt:…` or `prices: alpaca`: what a real venue quotes in public, with its ticks and
// steps. Nothing is ever ordered there. The last price of a symbol is kept, since matching is one step without waiting.

import type { Instrument, Quote } from '../../core/model/markets/instrument.ts';
import type { Broker, Candles, Priced } from '../broker.ts';
import type { Timeframe } from '../../core/model/time/candle.ts';

export type PriceFeed = Pick<Broker, 'price' | 'candles'>;

export interface ListedPrice {
  readonly instrument: Instrument;
  readonly quote: Quote;
}

export interface VenuePrices {
  /** Asks the venue now. */
  refresh(symbol: string): Promise<Priced>;
  /** What it has last said; null = nothing yet. */
  latest(symbol: string): ListedPrice | null;
  candles(symbol: string, timeframe: Timeframe, count: number): Promise<Candles>;
}

/** More symbols than a paper account trades; the one that was asked for longest ago goes. */
const KEPT_MAX = 500;

export function createVenuePrices(feed: PriceFeed): VenuePrices {
  const known = new Map<string, ListedPrice>();
  return {
    async refresh(symbol) {
      const priced = await feed.price(symbol, null);
      if (priced.type !== 'priced') return priced;
      known.delete(symbol);
      known.set(symbol, { instrument: priced.instrument, quote: priced.quote });
      const [oldest] = known.keys();
      if (known.size > KEPT_MAX && oldest !== undefined) known.delete(oldest);
      return priced;
    },
    latest: (symbol) => known.get(symbol) ?? null,
    candles: (symbol, timeframe, count) => feed.candles(symbol, timeframe, count),
  };
}
