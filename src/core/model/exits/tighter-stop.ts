// Owns: which of two stops is the tighter one, and how a stop is rounded. Invariant: what moves a stop by rule (trailing, break-even, lock)
// goes through here, so that it never loosens.

import { add, eq, floorToStep, max, min, type Decimal } from '../decimal.ts';

/** Null: there is none. */
export function tighterStop(long: boolean, a: Decimal | null, b: Decimal | null): Decimal | null {
  if (a === null || b === null) return a ?? b;
  return long ? max(a, b) : min(a, b);
}

/** To the tick that lies further from the price: a stop that was asked for at a distance never stands nearer. */
export function stopTick(long: boolean, price: Decimal, tick: Decimal): Decimal {
  const below = floorToStep(price, tick);
  return long || eq(below, price) ? below : add(below, tick);
}
