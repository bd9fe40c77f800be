// Owns: the extremes of the last moments by market: a trailing stop moves once a second at most, and the peak between two moves
// counts. What is older has been acted on.

import { max, min } from '../core/model/decimal.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Quote } from '../core/model/markets/instrument.ts';
import { seenOnce, type SeenPrice } from '../core/positions/evaluate-exits.ts';
import { TRAIL_MOVE_MS } from '../core/positions/move-stop.ts';
import { UNWATCHED_PRICES_MAX } from './price-watch.ts';

/** A peak within the second of rest, and the commit of the move before it. */
const WINDOW_MS = 2 * TRAIL_MOVE_MS;

export interface PriceRanges {
  /** The price with the extremes of the moments before it. */
  see(account: AccountName, quote: Quote): SeenPrice;
}

export function createPriceRanges(): PriceRanges {
  const known = new Map<string, SeenPrice>();
  return {
    see(account, quote) {
      const market = `${account}:${quote.symbol}`;
      const before = known.get(market);
      const isOver = before === undefined || quote.at - before.since >= WINDOW_MS || quote.at < before.since;
      const { last } = quote;
      const seen = isOver
        ? seenOnce(quote)
        : { quote, last, high: max(before.high, last), low: min(before.low, last), since: before.since };
      // markets that nobody looks at any more make room: it goes to the end of the line once per window
      if (isOver) known.delete(market);
      known.set(market, seen);
      const oldest = known.keys().next().value;
      if (known.size > UNWATCHED_PRICES_MAX && oldest !== undefined) known.delete(oldest);
      return seen;
    },
  };
}
