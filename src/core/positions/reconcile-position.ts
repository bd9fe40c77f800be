// Owns: comparing what the books hold with what a venue holds. Signed, base units, the sum over all shares of an instrument.
// Invariant: while an order of the instrument is in flight there is no difference: its report comes before any verdict.

import { add, isZero, sub, ZERO, type Decimal } from '../model/decimal.ts';
import type { AccountName } from '../model/ids.ts';
import { TERMINAL_ORDER_STATUSES, type Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import type { VenuePosition } from '../model/venues/report.ts';

export interface PositionPair {
  readonly symbol: string;
  readonly booked: Decimal;
  readonly held: Decimal;
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
    return { symbol, booked: booked.get(symbol) ?? ZERO, held: known?.qty ?? ZERO, venue: known };
  });
}

/** What the venue has more than the books (below zero: less). */
export const surplusOf = ({ booked, held }: Pick<PositionPair, 'booked' | 'held'>): Decimal => sub(held, booked);

export const differs = (pair: Pick<PositionPair, 'booked' | 'held'>): boolean => !isZero(surplusOf(pair));

/** It may have moved the position without our knowing: it is on its way, it takes whatever price there is, or it is being asked about. */
export function isInFlight(order: Order): boolean {
  if (TERMINAL_ORDER_STATUSES.has(order.status)) return order.inquiry !== null && order.status !== 'lost';
  return order.status === 'initialized' || order.status === 'submitted' || order.inquiry !== null || order.type === 'market';
}
