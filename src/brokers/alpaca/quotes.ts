// Owns: the price of a symbol now: the venue's latest quote and trade in one question. A quote stands until the next one,
// so its time is that of the answer; only what lies between bid and ask is the price of today.

import { type Decimal, isPositive, lt, max, min, parseDecimal, roundToTick } from '../../core/model/decimal.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { Instrument, Quote } from '../../core/model/markets/instrument.ts';
import type { Priced } from '../broker.ts';
import type { AlpacaClient } from './alpaca-client.ts';
import { type Assets, tickOf } from './assets.ts';
import { unavailable } from './classify-failure.ts';
import type { AssetKind } from './venue-symbol.ts';

interface Snapshot {
  readonly latestQuote?: { readonly bp?: number; readonly ap?: number } | undefined;
  readonly latestTrade?: { readonly p?: number } | undefined;
}

const priceOf = (value: number | undefined): Decimal | null => {
  const price = value === undefined ? null : parseDecimal(String(value));
  return price !== null && isPositive(price) ? price : null;
};

/** Null: neither a trade nor a quote. One side of the book may be empty (a zero there). */
export function quoteFrom(
  instrument: Instrument,
  bid: Decimal | null,
  ask: Decimal | null,
  last: Decimal | null,
  at: Instant,
): Quote | null {
  const known = last ?? bid ?? ask;
  if (known === null) return null;
  const tick = instrument.kind === 'equity' ? tickOf(known) : instrument.tickSize;
  const low = roundToTick(bid ?? min(known, ask ?? known), tick);
  const high = roundToTick(ask ?? max(known, low), tick);
  if (lt(high, low)) return null;
  return {
    symbol: instrument.symbol,
    bid: low,
    ask: high,
    last: min(high, max(low, roundToTick(known, tick))),
    at,
    source: 'venue',
  };
}

async function snapshotOf(client: AlpacaClient, kind: AssetKind, symbol: string): Promise<Snapshot | undefined> {
  if (kind === 'equity') return client.stocks.stockSnapshotSingle({ symbol });
  if (kind === 'spot') return (await client.crypto.cryptoSnapshots({ loc: 'us', symbols: symbol })).snapshots[symbol];
  return (await client.options.optionSnapshots({ symbols: symbol })).snapshots[symbol];
}

export async function askPrice(client: AlpacaClient, assets: Assets, symbol: string): Promise<Priced> {
  const listed = await assets.find(symbol);
  if (listed.type === 'unknown') return { type: 'unknown_symbol', nearest: listed.nearest };
  if (listed.type === 'unavailable') return listed;
  try {
    const { latestQuote, latestTrade } = (await snapshotOf(client, listed.kind, symbol)) ?? {};
    const [bid, ask, last] = [priceOf(latestQuote?.bp), priceOf(latestQuote?.ap), priceOf(latestTrade?.p)];
    const quote = quoteFrom(listed.instrument, bid, ask, last, client.clock.now());
    if (quote === null) return { type: 'unavailable', reason: `Alpaca has neither a quote nor a trade of ${symbol}` };
    const { instrument } = listed;
    return {
      type: 'priced',
      instrument: instrument.kind === 'equity' ? { ...instrument, tickSize: tickOf(quote.last) } : instrument,
      quote,
    };
  } catch (error) {
    return unavailable(error);
  }
}
