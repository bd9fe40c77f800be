// Owns: whether an alert believes in another position than the book of its strategy has: one before it was missed, or worked
// otherwise. What waits for an answer or is under way counts as if it were done: it is no missed alert.

import {
  abs,
  add,
  decimal,
  floorToStep,
  gt,
  isPositive,
  isZero,
  lt,
  max,
  min,
  mul,
  neg,
  sub,
  sum,
  ZERO,
  type Decimal,
} from '../../model/decimal.ts';
import type { PositionKey } from '../../model/ids.ts';
import { sizesInUnits } from '../../model/markets/lots-counted.ts';
import { unitsAsked } from '../../model/markets/unit-size.ts';
import type { Position } from '../../model/position.ts';
import type { Reading, Side, Signal } from '../../model/signal.ts';
import type { ActionPlan } from './action-plan.ts';
import { isNewer } from './arrivals.ts';
import { lotAt } from './lot-at.ts';
import { believedOf, isTargetOrder, targetOf } from './plan-target.ts';
import { activeOrdersOf, qtyUnderWay } from '../exits/position-orders.ts';
import { qtyLeft } from '../../model/qty-left.ts';
import type { Route } from './route-alert.ts';
import { canBeTakenBack } from './supersede-cards.ts';
import { activeSignalsOf, isOpenEntry } from '../share-signals.ts';
import type { State } from '../state.ts';
import { qtyLeaving } from '../exits/tend-exits.ts';

export interface Disagreement {
  /** What the alert says that is held after it, signed; null where it says only the side, or sizes that are not ours. */
  readonly target: Decimal | null;
  readonly says: Reading['positionTarget'];
  /** What is held after it by our book, with all that is under way; and what is held now. */
  readonly after: Decimal;
  readonly held: Decimal;
}

/** Sizes of senders are rounded down to our steps, entry by entry: so much of them may be missing without a missed alert. */
const ROUNDED_STEPS_MAX = decimal(5);

const wordOf = (qty: Decimal): 'long' | 'short' | 'flat' => (isZero(qty) ? 'flat' : isPositive(qty) ? 'long' : 'short');

function isSame(said: Decimal, booked: Decimal, position: Position | undefined): boolean {
  const difference = abs(sub(said, booked));
  const step = position?.instrument.stepSize ?? null;
  if (step === null || isZero(difference)) return isZero(difference);
  if (wordOf(said) !== wordOf(booked) && !lt(difference, step)) return false;
  const isExact = floorToStep(said, step) === said;
  return isExact ? lt(difference, step) : !gt(difference, mul(step, ROUNDED_STEPS_MAX));
}

const signed = (side: Side, qty: Decimal): Decimal => (side === 'buy' ? qty : neg(qty));

interface Expected {
  /** What the share comes to when all is done that was asked for. */
  readonly all: Decimal;
  /** The same without what waits for a price or an answer. */
  readonly booked: Decimal;
  /** The same when an exit has withdrawn what waits: cards, and orders that can be taken back. */
  readonly withoutWaiting: Decimal;
}

/** Entries that wait for a price or an answer, signed; `keeps`: those that count. Null where nobody can tell yet. */
function qtyWaiting(state: State, key: PositionKey, lot: Decimal | null, keeps: (signal: Signal) => boolean): Decimal | null {
  const cards: Decimal[] = [];
  for (const signal of activeSignalsOf(state, key)) {
    if (signal.entry === null || !isOpenEntry(signal) || !keeps(signal)) continue;
    const qty = signal.proposal?.qty ?? signal.entry.qty ?? unitsAsked(sizesInUnits(signal.reading, lot));
    if (qty === null) return null;
    cards.push(signed(signal.entry.side, qty));
  }
  return sum(cards);
}

/** `sentAt`: of the alert; what was sent later than it, it does not withdraw. */
function expectedQty(state: State, key: PositionKey, sentAt: Reading['sentAt'], lot: Decimal | null): Expected | null {
  const isLater = (signal: Signal | undefined): boolean => isNewer(signal?.reading.sentAt ?? null, sentAt);
  const [waiting, waitingLater] = [qtyWaiting(state, key, lot, () => true), qtyWaiting(state, key, lot, isLater)];
  if (waiting === null || waitingLater === null) return null;
  const held = state.positions.get(key)?.qty ?? ZERO;
  const leaving = qtyLeaving(state, key);
  const staying = isPositive(held) ? sub(held, leaving) : add(held, leaving);
  const kept = activeOrdersOf(state, key)
    .filter((order) => order.role === 'entry' && order.cancel === null)
    .filter((order) => !canBeTakenBack(order) || isLater(state.signals.get(order.signalId)))
    .map((order) => signed(order.side, qtyLeft(order)));
  const booked = add(staying, qtyUnderWay(state, key));
  return { all: add(booked, waiting), booked, withoutWaiting: sum([staying, ...kept, waitingLater]) };
}

/** What leaves never turns a position around, nor makes one of nothing. */
const reduced = (held: Decimal, qty: Decimal): Decimal => (isPositive(held) ? max(ZERO, sub(held, qty)) : min(ZERO, add(held, qty)));

function afterPlan(expected: Decimal, { exit, entry }: ActionPlan, reading: Reading): Decimal | null {
  const left = exit === null ? expected : exit.type === 'flat' ? ZERO : reduced(expected, exit.qty);
  if (entry === null) return left;
  const qty = entry.qty ?? unitsAsked(reading);
  if (qty === null) return null;
  return entry.side === 'buy' ? add(left, qty) : sub(left, qty);
}

/** Whether what was held before is another position than the alert believes. */
function disagreesBefore(reading: Reading, expected: Decimal, position: Position | undefined): boolean {
  const believed = believedOf(reading);
  if (believed !== null) return !isSame(believed, expected, position);
  return reading.previousPosition !== null && reading.previousPosition !== wordOf(expected);
}

/** Most alerts name neither what was held nor what is to be: then there is nothing to agree with, and nothing to add up. */
const saysNothing = ({ positionTarget, positionSize, sizeAfter, previousPosition, previousSize }: Reading): boolean =>
  positionTarget === null && positionSize === null && sizeAfter === null && previousPosition === null && previousSize === null;

/** `plan`: what is done about the alert, judged before it is done. Null: the two agree, or nobody can tell. */
export function findDisagreement(state: State, { key, symbol, account }: Route, written: Reading, plan: ActionPlan): Disagreement | null {
  if (saysNothing(written)) return null;
  const lot = lotAt(state, key, symbol, account);
  const reading = sizesInUnits(written, lot);
  const position = state.positions.get(key);
  const expected = expectedQty(state, key, reading.sentAt, lot);
  if (expected === null) return null;
  const { all, booked, withoutWaiting } = expected;
  const beyond = isTargetOrder(reading) && plan.exit === null && plan.entry === null ? targetOf(reading) : null;
  // what is under way leads beyond the target: it can only be closed when it has filled
  if (beyond !== null && !isSame(beyond, booked, position))
    return { target: beyond, says: reading.positionTarget, after: booked, held: position?.qty ?? ZERO };
  // an exit withdraws what waits, and may close more than the alert wants: what it leads to counts, whatever was believed before
  if (plan.exit === null && !disagreesBefore(reading, all, position)) return null;
  const target = targetOf(reading);
  const after = afterPlan(plan.exit === null ? all : withoutWaiting, plan, reading);
  const agreesAfter =
    after !== null &&
    (target !== null ? isSame(target, after, position) : reading.positionTarget === null || wordOf(after) === reading.positionTarget);
  if (agreesAfter) return null;
  return { target, says: reading.positionTarget, after: after ?? all, held: position?.qty ?? ZERO };
}
