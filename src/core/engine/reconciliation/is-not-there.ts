// Owns: how much of a position is there, where people have been asked about a difference: what the venue does not hold is nothing to
// guard, a refusal says nothing of the stop then, and where nothing is reduce-only a stop for it would open the other side.

import { abs, add, isPositive, isZero, max, min, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { marketNamed, type AccountName, type Instant } from '../../model/ids.ts';
import { positionDiscrepancyKey } from '../../model/venues/discrepancy.ts';
import type { VenueTraits } from '../../model/account.ts';
import { hasOtherSide, type Position } from '../../model/position.ts';
import type { Side } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { bookedQtys, heldAlong } from '../../positions/reconcile-position.ts';
import { sharesOf } from '../entries/market-shares.ts';
import { ordersOf } from '../order-books.ts';
import type { State } from '../state.ts';

/** A difference stands as it was found: what was bought or sold since then has moved the books and the venue by the same. */
export function isNotThere(
  state: State,
  { account, instrument: { symbol }, qty }: Pick<Position, 'account' | 'instrument' | 'qty'>,
): boolean {
  const subject = state.discrepancies.get(positionDiscrepancyKey(account, symbol))?.subject;
  if (subject?.type !== 'position' || isPositive(subject.surplus) === isPositive(qty)) return false;
  const booked = bookedQtys(state.positions.values(), account).get(symbol) ?? ZERO;
  const along = heldAlong(subject.products, qty);
  const held = along === null ? add(booked, subject.surplus) : add(along, sub(booked, subject.booked));
  return isZero(held) || isPositive(held) !== isPositive(qty);
}

const isOlder = (a: Position, b: Position): boolean => {
  const [from, than] = [a.openedAt ?? 0, b.openedAt ?? 0];
  return from < than || (from === than && a.key < b.key);
};

/** What of it the venue holds, unsigned. Of several shares of one market what was opened last is missing first. */
function qtyThere(state: State, position: Position): Decimal {
  const { account, instrument, qty } = position;
  const booked = abs(qty);
  const subject = state.discrepancies.get(positionDiscrepancyKey(account, instrument.symbol))?.subject;
  if (subject?.type !== 'position' || isPositive(subject.surplus) === isPositive(qty)) return booked;
  if (isNotThere(state, position)) return ZERO;
  const shares = sharesOf(state, marketNamed(account, instrument.symbol)).filter((share) => !isZero(share.qty));
  const along = heldAlong(subject.products, qty);
  if (along !== null) return min(booked, abs(add(along, sub(sum(shares.map((share) => share.qty)), subject.booked))));
  // of those that point both ways nobody can tell which is smaller
  if (shares.some((share) => isPositive(share.qty) !== isPositive(qty))) return booked;
  const older = shares.filter((share) => isOlder(share, position));
  const left = sub(abs(add(sum(shares.map((share) => share.qty)), subject.surplus)), sum(older.map((share) => abs(share.qty))));
  return max(ZERO, min(booked, left));
}

/**
 * What guards more than that would open the other side: until the rest is seen there again nothing stands for it. Coins and delivered
 * shares have no other side, and where a stop is refused for want the books follow the refusal. Unsigned.
 */
export function qtyGuardable(state: State, position: Position, { reduceOnly, stopsHoldQuantity, opensBeyond }: VenueTraits): Decimal {
  const isRefused = reduceOnly || (stopsHoldQuantity && opensBeyond !== true);
  return isRefused || !isHeld(position) || !hasOtherSide(position) ? abs(position.qty) : qtyThere(state, position);
}

/** A list of positions may be from before the last fill: that is over by then. */
const SETTLED_MS = 60_000;

/** From when on a list that shows less of these markets than `adds` has made it says that it is gone. By our own clock: that of the venue may be another. */
export function settlesAt(state: State, account: AccountName, symbols: ReadonlySet<string>, adds: Side): Instant {
  const filledAt = ordersOf(state, account).flatMap(({ instrument, side, fills, updatedAt }) =>
    symbols.has(instrument.symbol) && side === adds && fills.length > 0 ? [updatedAt] : [],
  );
  return Math.max(0, ...filledAt) + SETTLED_MS;
}

/** The same of one position. */
export const isGoneFrom = (state: State, { account, instrument: { symbol }, qty }: Position): Instant =>
  settlesAt(state, account, new Set([symbol]), isPositive(qty) ? 'buy' : 'sell');
