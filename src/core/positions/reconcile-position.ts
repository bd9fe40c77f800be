// Owns: comparing what the books hold with what a venue holds. Signed, base units, the sum over all shares of an instrument.
// Invariant: while an order of the instrument is in flight there is no difference: its report comes before any verdict.

import { add, isNegative, isPositive, isZero, ONE, sub, sum, ZERO, type Decimal } from '../model/decimal.ts';
import type { AccountName } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import type { HeldAs, VenuePosition } from '../model/venues/report.ts';

export interface PositionPair {
  readonly symbol: string;
  readonly booked: Decimal;
  readonly held: Decimal;
  readonly products?: readonly HeldAs[];
  /** As the venue has it; null where it has none. */
  readonly venue: VenuePosition | null;
}

/** What all shares of each instrument come to. */
export function bookedQtys(positions: Iterable<Position>, account: AccountName): ReadonlyMap<string, Decimal> {
  const booked = new Map<string, Decimal>();
  for (const position of positions) {
    if (position.account !== account) continue;
    const { symbol } = position.instrument;
    booked.set(symbol, add(booked.get(symbol) ?? ZERO, position.qty));
  }
  return booked;
}

/** Every instrument that either of the two holds. */
export function reconcilePositions(booked: ReadonlyMap<string, Decimal>, venue: readonly VenuePosition[]): readonly PositionPair[] {
  const held = new Map<string, VenuePosition>(venue.map((position) => [position.symbol, position]));
  return [...new Set([...booked.keys(), ...held.keys()])].map((symbol) => {
    const known = held.get(symbol) ?? null;
    const of = known?.products === undefined ? {} : { products: known.products };
    return { symbol, booked: booked.get(symbol) ?? ZERO, held: known?.qty ?? ZERO, ...of, venue: known };
  });
}

/**
 * Of what is held long as one product and short as another: what of it lies on the side of `qty`, signed. Null: it is not held so. The sum
 * over both says nothing of what is there, as an order of one product leaves the other.
 */
export function heldAlong(products: readonly HeldAs[] | undefined, qty: Decimal): Decimal | null {
  const isOpposed = products?.some((each) => isPositive(each.qty)) === true && products.some((each) => isNegative(each.qty));
  if (products === undefined || !isOpposed) return null;
  return sum(products.filter((each) => isPositive(each.qty) === isPositive(qty)).map((each) => each.qty));
}

type Compared = Pick<PositionPair, 'booked' | 'held' | 'products'>;

/** What the venue has more than the books (below zero: less). Of what cancels out, and is nobody's, the long side. */
export function surplusOf({ booked, held, products }: Compared): Decimal {
  const net = sub(held, booked);
  return isZero(net) && isZero(booked) ? (heldAlong(products, ONE) ?? net) : net;
}

export const differs = (pair: Compared): boolean => !isZero(surplusOf(pair));

/** It may have moved the position without our knowing: it is on its way, it takes whatever price there is, or it is being asked about. */
export function isInFlight(order: Order): boolean {
  if (TERMINAL_ORDER_STATUSES.has(order.status)) return order.inquiry !== null && order.status !== 'lost';
  return order.status === 'initialized' || order.status === 'submitted' || order.inquiry !== null || order.type === 'market';
}
