// Owns: what a fill makes of the plan of its position. An alert brings its plan with the first fill of its first entry, and again
// when a late part of it opens the position anew: further levels, and orders that followed the price, find what has become of it
// since. A flat position has no plan, and one that has changed its side has none of the other side's.

import { abs, isPositive, type Decimal } from '../../model/decimal.ts';
import type { ExitPlan } from '../../model/exits/exit-plan.ts';
import type { PositionKey, SignalId } from '../../model/ids.ts';
import type { Fill, Order } from '../../model/order.ts';
import type { Position } from '../../model/position.ts';
import { isHeld } from '../../positions/is-held.ts';
import { withFill } from '../../positions/take-partials.ts';
import { record, type Draft } from '../draft.ts';
import { activeSignalsOf } from '../share-signals.ts';
import type { State } from '../state.ts';
import { planOfEntry } from './plan-of-entry.ts';
import { ordersOfRole } from './position-orders.ts';
import { qtyStaying } from './tend-exits.ts';

/** What a fill found. */
export interface BeforeFill {
  readonly position: Position | undefined;
  /** Held and not on its way out, unsigned. */
  readonly qtyStaying: Decimal;
  /** No entry of its alert has filled yet. */
  readonly isFirst: boolean;
}

const hasFilled = (state: State, signalId: SignalId): boolean => {
  const signal = state.signals.get(signalId);
  return signal !== undefined && ordersOfRole(state, signal, 'entry').some(({ fills }) => fills.length > 0);
};

export const beforeFill = (state: State, { positionKey: key, signalId, fills }: Order): BeforeFill => ({
  position: state.positions.get(key),
  qtyStaying: abs(qtyStaying(state, key)),
  isFirst: fills.length === 0 && !hasFilled(state, signalId),
});

const isSamePlan = (a: ExitPlan | null, b: ExitPlan | null): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Targets that were reached before are targets of this fill too, where its entry was on its way then; else they are none of it. */
function growPlan({ state }: Draft, plan: ExitPlan | null, { positionKey: key, signalId }: Order, from: Decimal): ExitPlan | null {
  if (plan?.partials?.some(({ done }) => done) !== true) return plan;
  return { ...plan, partials: withFill(plan.partials, signalId, from, abs(qtyStaying(state, key))) };
}

export function setPlan(draft: Draft, order: Order, fill: Fill, before: BeforeFill): void {
  const position = draft.state.positions.get(order.positionKey);
  if (position === undefined) return;
  const long = isPositive(position.qty);
  const opened = !isHeld(before.position) || isPositive(before.position.qty) !== long;
  const known = !isHeld(position) || opened ? null : position.plan;
  const enters = isHeld(position) && order.role === 'entry' && long === (order.side === 'buy');
  const brings = enters && (opened || before.isFirst || (known === null && order.fills.length === 0));
  const plan = brings ? planOfEntry(draft, order, fill, known) : known;
  const wanted = enters && !opened ? growPlan(draft, plan, order, before.qtyStaying) : plan;
  if (!isSamePlan(position.plan, wanted)) record(draft, { type: 'plan_set', positionKey: position.key, plan: wanted });
}

/** Alerts that have entered in part, and whose entries may go on filling. */
export const goingOnFor = (state: State, key: PositionKey): readonly SignalId[] =>
  activeSignalsOf(state, key)
    .map(({ id }) => id)
    .filter((id) => hasFilled(state, id));
