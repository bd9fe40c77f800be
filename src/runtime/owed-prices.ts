// Owns: prices that were heard and could not be acted on: a command of their market was on its way to the disk, or could not be
// stored. A level is reached by one price, whatever the next one is. Of each market the extremes and the newest are kept, in the
// order in which they came: nothing between them reaches anything more. Each is told with the newest: what it means for a target
// depends on what leaving gets by now.

import { gte, lte } from '../core/model/decimal.ts';
import type { SeenPrice } from '../core/positions/evaluate-exits.ts';

export interface OwedPrices {
  add(market: string, seen: SeenPrice): void;
  /** In the order in which they came; they are owed no more. */
  take(market: string): readonly SeenPrice[];
  /** What was taken and is owed still, before all that has come since. */
  putBack(market: string, prices: readonly SeenPrice[]): void;
}

/** What is opened later has nothing to do with it. */
const late = (seen: SeenPrice): SeenPrice => ({ ...seen, isLate: true });

/** A stop is reached by the last price, a target by what leaving would get: the extremes of both are kept. */
function extremesOf(prices: readonly SeenPrice[]): readonly SeenPrice[] {
  const [first] = prices;
  if (first === undefined) return [];
  const best = (isBetter: (each: SeenPrice, so: SeenPrice) => boolean): SeenPrice =>
    prices.reduce((so, each) => (isBetter(each, so) ? each : so), first);
  const kept = new Set([
    best((each, so) => lte(each.last, so.last)),
    best((each, so) => gte(each.last, so.last)),
    best((each, so) => gte(each.quote.bid, so.quote.bid)),
    best((each, so) => lte(each.quote.ask, so.quote.ask)),
    prices.at(-1),
  ]);
  return prices.filter((each) => kept.has(each));
}

export function createOwedPrices(): OwedPrices {
  const owed = new Map<string, readonly SeenPrice[]>();
  const keep = (market: string, prices: readonly SeenPrice[]): void => {
    if (prices.length > 0) owed.set(market, extremesOf(prices));
  };
  return {
    add: (market, seen) => keep(market, [...(owed.get(market) ?? []), late(seen)]),
    take(market) {
      const prices = owed.get(market) ?? [];
      owed.delete(market);
      const newest = prices.at(-1)?.quote;
      return newest === undefined ? [] : prices.map((seen) => ({ ...seen, newest }));
    },
    putBack: (market, prices) => keep(market, [...prices.map(late), ...(owed.get(market) ?? [])]),
  };
}
