// Owns: what a price means for targets. One that is acted on at once is what leaving gets. One that was heard while nothing could
// be stored is over: a target that it has touched counts as reached, as a stop does, as long as leaving now gets nearly as much;
// where the market is further away, nothing is sold below what was meant, and the target stays and is watched on. It is no limit
// order at its level then: that would wait for the same price, and at venues that lock what orders would sell, or have no
// reduce-only ones, it would stand in the place of the stop.

import { add, decimal, gt, gte, lt, lte, max, min, percentOf, sub, type Decimal } from '../model/decimal.ts';
import type { Instant } from '../model/ids.ts';
import { isFresh, type Quote } from '../model/markets/instrument.ts';

/** Percent. What an order at market loses on its way to a venue anyway. */
const NEAR = decimal('0.1');

export interface Touch {
  /** What leaving at that price would have got. */
  readonly price: Decimal;
  /** What it gets now; null: that is not known. */
  readonly now: Decimal | null;
  /** Targets up to here count as reached; null: none. */
  readonly counts: Decimal | null;
}

/** `newest`: what was heard last, where `quote` is acted on late. */
export function touchOf({ quote, newest }: { readonly quote: Quote; readonly newest?: Quote }, short: boolean, at: Instant): Touch {
  const leaving = ({ bid, ask }: Quote): Decimal => (short ? ask : bid);
  const price = leaving(quote);
  if (newest === undefined) return { price, now: price, counts: price };
  if (!isFresh(newest, at)) return { price, now: null, counts: null };
  const now = leaving(newest);
  const near = percentOf(now, NEAR);
  return { price, now, counts: short ? max(price, sub(now, near)) : min(price, add(now, near)) };
}

/** ", 46995 since" where leaving now gets less than the target. */
export const sinceWords = ({ now }: Touch, target: Decimal, short: boolean): string =>
  now !== null && (short ? gt(now, target) : lt(now, target)) ? `, ${now} since` : '';

/** It was touched, and the market is too far from it by now. */
export const isGone = ({ price, counts }: Touch, target: Decimal, short: boolean): boolean => {
  const reaches = (at: Decimal): boolean => (short ? lte(at, target) : gte(at, target));
  return reaches(price) && (counts === null || !reaches(counts));
};
