// Owns: whether people have been asked about a position of which the venue holds nothing: as long as that is so there is nothing to
// guard, and a refusal says nothing of the stop.

import { add, isPositive, isZero, ZERO } from '../../model/decimal.ts';
import type { Instant } from '../../model/ids.ts';
import { positionDiscrepancyKey } from '../../model/venues/discrepancy.ts';
import type { VenueTraits } from '../../model/account.ts';
import { hasOtherSide, type Position } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import { bookedQtys } from '../../positions/reconcile-position.ts';
import { ordersOf } from '../order-books.ts';
import type { State } from '../state.ts';

/** A difference stands as it was found: what was bought or sold since then has moved the books and the venue by the same. */
export function isNotThere(
  state: State,
  { account, instrument: { symbol }, qty }: Pick<Position, 'account' | 'instrument' | 'qty'>,
): boolean {
  const subject = state.discrepancies.get(positionDiscrepancyKey(account, symbol))?.subject;
  if (subject?.type !== 'position' || isPositive(subject.surplus) === isPositive(qty)) return false;
  const held = add(bookedQtys(state.positions.values(), account).get(symbol) ?? ZERO, subject.surplus);
  return isZero(held) || isPositive(held) !== isPositive(qty);
}

/**
 * What guards it would open the other side: until it is seen there again nothing stands for it. Coins and delivered shares have no
 * other side, and where a stop is refused for want the books follow the refusal.
 */
export function wouldOpenOther(state: State, position: Position, { reduceOnly, stopsHoldQuantity, opensBeyond }: VenueTraits): boolean {
  const isRefused = reduceOnly || (stopsHoldQuantity && opensBeyond !== true);
  return !isRefused && isHeld(position) && hasOtherSide(position) && isNotThere(state, position);
}

/** A list of positions may be from before the last fill: that is over by then. */
const SETTLED_MS = 60_000;

/** From when on a list that does not show it says that it is gone. */
export function settlesAt(state: State, { account, instrument: { symbol }, qty }: Position): Instant {
  const adds = isPositive(qty) ? 'buy' : 'sell';
  const filledAt = ordersOf(state, account).flatMap(({ instrument, side, fills, updatedAt }) =>
    instrument.symbol === symbol && side === adds && fills.length > 0 ? [updatedAt] : [],
  );
  return Math.max(0, ...filledAt) + SETTLED_MS;
}
