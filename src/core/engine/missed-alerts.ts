// Owns: whether an alert believes in another position than the book of its strategy has: one before it was missed, or worked
// otherwise. What waits for an answer or is under way counts as if it were done: it is no missed alert.

import { abs, add, decimal, floorToStep, gt, isPositive, isZero, lt, mul, neg, sub, sum, ZERO, type Decimal } from '../model/decimal.ts';
import type { PositionKey } from '../model/ids.ts';
import type { Position } from '../model/position.ts';
import type { Reading, Signal } from '../model/signal.ts';
import type { ActionPlan } from './action-plan.ts';
import { believedOf, targetOf } from './plan-target.ts';
import { qtyUnderWay } from './position-orders.ts';
import type { State } from './state.ts';
import { exitsOf, qtyToIssue } from './tend-exits.ts';

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

const isOpenCard = (signal: Signal, key: PositionKey): boolean =>
  signal.positionKey === key && signal.entry !== null && (signal.state === 'awaiting_approval' || signal.state === 'received');

/** What the share comes to when all is done that was asked for; null where nobody can tell yet. */
function expectedQty(state: State, key: PositionKey, position: Position | undefined): Decimal | null {
  const cards: Decimal[] = [];
  for (const id of state.activeSignals) {
    const signal = state.signals.get(id);
    if (signal === undefined || signal.entry === null || !isOpenCard(signal, key)) continue;
    const qty = signal.proposal?.qty ?? signal.entry.qty ?? signal.reading.quantity;
    if (qty === null) return null;
    cards.push(signal.entry.side === 'buy' ? qty : neg(qty));
  }
  const exits = exitsOf(state, key);
  const leavesAll = exits.some((exit) => exit.target.type === 'flat');
  if (leavesAll) return sum(cards);
  const held = position?.qty ?? ZERO;
  const leaving = sum(exits.map((exit) => (exit.target.type === 'reduce' ? exit.target.qty : qtyToIssue(state, exit, position))));
  return sum([held, isPositive(held) ? neg(leaving) : leaving, qtyUnderWay(state, key), ...cards]);
}

function afterPlan(expected: Decimal, { exit, entry }: ActionPlan, reading: Reading): Decimal | null {
  const left =
    exit === null ? expected : exit.type === 'flat' ? ZERO : isPositive(expected) ? sub(expected, exit.qty) : add(expected, exit.qty);
  if (entry === null) return left;
  const qty = entry.qty ?? reading.quantity;
  if (qty === null) return null;
  return entry.side === 'buy' ? add(left, qty) : sub(left, qty);
}

/** Whether what was held before is another position than the alert believes. */
function disagreesBefore(reading: Reading, expected: Decimal, position: Position | undefined): boolean {
  const believed = believedOf(reading);
  if (believed !== null) return !isSame(believed, expected, position);
  return reading.previousPosition !== null && reading.previousPosition !== wordOf(expected);
}

/** `plan`: what is done about the alert, judged before it is done. Null: the two agree, or nobody can tell. */
export function findDisagreement(state: State, key: PositionKey, reading: Reading, plan: ActionPlan): Disagreement | null {
  const position = state.positions.get(key);
  const expected = expectedQty(state, key, position);
  if (expected === null || !disagreesBefore(reading, expected, position)) return null;
  const target = targetOf(reading);
  const after = afterPlan(expected, plan, reading);
  const agreesAfter =
    after !== null &&
    (target !== null ? isSame(target, after, position) : reading.positionTarget === null || wordOf(after) === reading.positionTarget);
  if (agreesAfter) return null;
  return { target, says: reading.positionTarget, after: after ?? expected, held: position?.qty ?? ZERO };
}
