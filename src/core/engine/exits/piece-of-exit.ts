// Owns: how much of an exit goes out in one order. A position may be larger than one order may be (it was bought in several, or at
// a limit): then it leaves in pieces, one beside the other. What the venue refuses for its size is tried in halves.

import { decimal, div, floorToStep, gt, isPositive, lt, max, min, sub, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import type { Instrument } from '../../model/markets/instrument.ts';
import type { Order } from '../../model/order.ts';
import { qtyMaxOf } from '../../model/markets/qty-max-of.ts';
import { isRefusedForWant, lastEnded } from './position-orders.ts';
import { qtyLeft } from '../../model/qty-left.ts';

/** Pieces of one exit that work at a time: all of them are made in one commit. */
const PIECES_MAX = 10;

/** How venues say that an order is too large. Who is wrong about that sends the same quantity in two orders. */
const FOR_ITS_SIZE = /max|lot_?size|exceed|upper limit|too (?:large|big|much|high)/i;
const TWO = decimal(2);

/** Where it says how much is free, it was no matter of its size. */
const isRefusedForSize = ({ status, error, free = null }: Order): boolean =>
  status === 'rejected' && free === null && FOR_ITS_SIZE.test(error?.message ?? '');

/** Half of the least that was refused: the instrument of a position is as old as the position, and its limits may be others now. */
function halfOfRefused(own: readonly Order[], { stepSize, qtyMin }: Instrument): Decimal | null {
  const [first, ...more] = own.filter(isRefusedForSize).map(({ qty }) => qty);
  if (first === undefined) return null;
  const half = floorToStep(div(more.reduce(min, first), TWO), stepSize);
  return lt(half, qtyMin) ? null : half;
}

/** As much as was free when it was refused for want of coins; zero: no order can be made of it. */
function partFree(order: Order, works: boolean): Decimal {
  const { free = null, instrument } = order;
  const { stepSize, qtyMin } = instrument;
  const whole = free === null || !isRefusedForWant(order, works) ? ZERO : floorToStep(free, stepSize);
  return lt(whole, qtyMin) ? ZERO : whole;
}

/** The last attempt was refused for want of coins, and some are there: each time it is less, so there is nothing to wait for. */
export function isFreeInPart(own: readonly Order[]): boolean {
  const last = own.at(-1);
  return last !== undefined && isPositive(partFree(last, false));
}

/**
 * What was free when the last one that is over was refused for want of coins: that much goes at once, and what is left of the exit
 * is tried when it is out.
 */
function freeSinceWant(own: readonly Order[], working: readonly Order[]): Decimal | null {
  const works = (order: Order): boolean => working.includes(order);
  const last = lastEnded(own, works);
  const free = last === undefined ? ZERO : partFree(last, works(last));
  return isPositive(free) ? max(ZERO, sub(free, sum(working.map(qtyLeft)))) : null;
}

/** `qty`: what the exit still has to send; `own`: its orders so far, `working`: those of them that are active. */
export function pieceOfExit(
  qty: Decimal,
  type: 'market' | 'limit',
  instrument: Instrument,
  own: readonly Order[],
  working: readonly Order[],
): Decimal {
  const bounds = [qtyMaxOf(instrument, type), halfOfRefused(own, instrument), freeSinceWant(own, working)].filter(
    (bound) => bound !== null,
  );
  const [first, ...more] = bounds;
  if (first === undefined) return qty;
  const most = more.reduce(min, first);
  if (!gt(qty, most)) return qty;
  return working.length < PIECES_MAX ? floorToStep(most, instrument.stepSize) : ZERO;
}
