// Owns: prices that were heard and could not be acted on: a command of their market was on its way to the disk, or could not be
// stored. A stop is reached by one price, whatever the next one is. Of each market the lowest, the highest and the newest are
// kept, in the order in which they came: nothing between them reaches anything more.

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

function extremesOf(prices: readonly SeenPrice[]): readonly SeenPrice[] {
  const [first] = prices;
  if (first === undefined) return [];
  const lowest = prices.reduce((so, each) => (lte(each.last, so.last) ? each : so), first);
  const highest = prices.reduce((so, each) => (gte(each.last, so.last) ? each : so), first);
  const newest = prices.at(-1);
  return prices.filter((each) => each === lowest || each === highest || each === newest);
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
      return prices;
    },
    putBack: (market, prices) => keep(market, [...prices.map(late), ...(owed.get(market) ?? [])]),
  };
}
