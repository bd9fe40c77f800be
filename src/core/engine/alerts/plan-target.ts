// Owns: what a target position asks for. A target is what is to be held after the order; where an alert names one and no size
// of its own, what is missing to it is closed, opened, or both. Where it names a size too, the size is worked, and the entry
// never goes beyond the target: what the alert says that is held afterwards, and more, is held already.

import { abs, add, floorToStep, gt, isNegative, isPositive, isZero, neg, sub, ZERO, type Decimal } from '../../model/decimal.ts';
import { deny, type Denial } from '../../model/denial.ts';
import { unitsAsked } from '../../model/markets/unit-size.ts';
import type { InstrumentKind } from '../../model/markets/instrument.ts';
import type { Position, WantedExit } from '../../model/position.ts';
import type { Reading, Side } from '../../model/signal.ts';
import type { ActionPlan } from './action-plan.ts';

const FLAT: WantedExit = { type: 'flat' };

const sideOf = (qty: Decimal): Side => (isPositive(qty) ? 'buy' : 'sell');
const isOpposite = (a: Decimal, b: Decimal): boolean => !isZero(a) && !isZero(b) && isPositive(a) !== isPositive(b);

/** "long 2", "short 0.5", "flat". */
export const describeQty = (qty: Decimal): string => (isZero(qty) ? 'flat' : `${isPositive(qty) ? 'long' : 'short'} ${abs(qty)}`);

/** Its sizes are ours: it names the quantity itself, and no rule of ours changes it. */
const hasOwnSizes = (reading: Reading): boolean =>
  reading.quantity !== null && reading.quantityUnit === null && reading.riskPercent === null && reading.riskAmount === null;

const hasNoSize = ({ quantity, notional, percent, riskPercent, riskAmount }: Reading): boolean =>
  [quantity, notional, percent, riskPercent, riskAmount].every((size) => size === null);

/** A target position is all that it says of its size. */
export const isTargetOrder = (reading: Reading): boolean =>
  (reading.action === 'buy' || reading.action === 'sell') && reading.positionSize !== null && hasNoSize(reading);

/** `size` with the sign of the position that `word` names; null where the word names none. */
function signed(word: Reading['positionTarget'], size: Decimal | null): Decimal | null {
  if (word === 'flat') return ZERO;
  if (word === null || size === null) return null;
  return word === 'long' ? size : neg(size);
}

/** What is to be held afterwards by the words of the alert, signed, base units; null where it does not say so in sizes of ours. */
export function targetOf(reading: Reading): Decimal | null {
  if (reading.positionTarget === 'flat') return ZERO;
  if (isTargetOrder(reading)) return reading.positionSize;
  if (!hasOwnSizes(reading)) return null;
  const fromFlat = reading.previousPosition === 'flat' ? signed(reading.positionTarget, reading.quantity) : null;
  return reading.positionSize ?? signed(reading.positionTarget, reading.sizeAfter) ?? fromFlat;
}

/** What the alert believes was held before it, likewise. */
export function believedOf(reading: Reading): Decimal | null {
  if (reading.previousPosition === 'flat') return ZERO;
  if (!hasOwnSizes(reading) && !isTargetOrder(reading)) return null;
  if (reading.previousSize !== null) return reading.previousSize;
  const target = targetOf(reading);
  if (target === null || reading.quantity === null || reading.previousPosition !== null) return null;
  if (reading.action === 'buy') return sub(target, reading.quantity);
  return reading.action === 'sell' ? sub(target, neg(reading.quantity)) : null;
}

/** What is missing to `target` from what is held and under way, unsigned; null where nothing is, or more than it is there. */
export function missingTo(target: Decimal, at: Decimal): Decimal | null {
  const missing = sub(target, at);
  return isZero(missing) || isOpposite(missing, target) ? null : abs(missing);
}

const isThere = (target: Decimal, at: Decimal): Denial =>
  deny('AT_TARGET', `the alert wants ${describeQty(target)}, and ${describeQty(at)} is held or under way`);

export interface Holding {
  readonly kind: InstrumentKind;
  /** Signed: what working entries may still add. */
  readonly underWay: Decimal;
  /** Signed: what will be held when the exits that are open are done. */
  readonly staying: Decimal;
}

export function planTarget(reading: Reading, position: Position | undefined, { kind, underWay, staying: held }: Holding): ActionPlan {
  const target = reading.positionSize ?? ZERO;
  if (reading.quantityUnit !== null)
    return { exit: null, entry: null, remark: deny('UNSUPPORTED', `a target position in ${reading.quantityUnit} is not supported`) };
  if (isZero(target)) return { exit: FLAT, entry: null, remark: null };
  const takesOff = reading.action !== sideOf(target) && reading.side !== sideOf(target);
  if (takesOff && (isZero(held) || isOpposite(held, target))) return takesOffNothing(target, held);
  if (isOpposite(held, target)) return turn(target, kind);
  if (position !== undefined && gt(abs(held), abs(target))) return reduce(target, held, position);
  if (takesOff) return { exit: null, entry: null, remark: isThere(target, held) };
  const missing = missingTo(target, add(held, underWay));
  if (missing === null) return { exit: null, entry: null, remark: isThere(target, add(held, underWay)) };
  if (isNegative(target) && kind === 'spot')
    return { exit: null, entry: null, remark: deny('SHORT_ON_SPOT', `a spot market cannot be ${describeQty(target)}`) };
  return { exit: null, entry: { side: sideOf(target), qty: missing, afterFlat: false, target }, remark: null };
}

/** A sell that leaves a long, a buy that leaves a short: there has to be one, and none is opened or turned. */
function takesOffNothing(target: Decimal, held: Decimal): ActionPlan {
  const remark = deny(
    'NOTHING_TO_CLOSE',
    `the alert leaves ${describeQty(target)} of what is held, and the strategy is ${describeQty(held)}`,
  );
  return { exit: null, entry: null, remark };
}

function turn(target: Decimal, kind: InstrumentKind): ActionPlan {
  if (isNegative(target) && kind === 'spot')
    return { exit: FLAT, entry: null, remark: deny('SHORT_ON_SPOT', `closed; a spot market cannot be ${describeQty(target)}`) };
  return { exit: FLAT, entry: { side: sideOf(target), qty: abs(target), afterFlat: true, target }, remark: null };
}

function reduce(target: Decimal, held: Decimal, { instrument }: Position): ActionPlan {
  const surplus = floorToStep(sub(abs(held), abs(target)), instrument.stepSize);
  return isZero(surplus)
    ? { exit: null, entry: null, remark: isThere(target, held) }
    : { exit: { type: 'reduce', qty: surplus }, entry: null, remark: null };
}

/** The plan with an entry that ends where the alert says that the position ends. `expected`: signed, held when all that is open is done. */
export function capToTarget(plan: ActionPlan, reading: Reading, position: Position | undefined, expected: Decimal): ActionPlan {
  const { entry } = plan;
  const target = targetOf(reading);
  if (entry === null || entry.target !== undefined || target === null || isZero(target)) return plan;
  if (entry.side !== sideOf(target)) return plan;
  const at = entry.afterFlat ? ZERO : expected;
  const missing = missingTo(target, at) ?? ZERO;
  const room = position === undefined ? missing : floorToStep(missing, position.instrument.stepSize);
  if (isZero(room)) return { ...plan, entry: null, remark: plan.remark ?? isThere(target, at) };
  const wanted = entry.qty ?? unitsAsked(reading);
  if (wanted === null) return plan;
  const cap = { target, qty: wanted };
  return { ...plan, entry: gt(wanted, missing) ? { ...entry, qty: missing, cap } : { ...entry, cap } };
}
