// Owns: what each order of an alert asks for, seen beside the others of it: those that would work against each other are refused.

import { deny } from '../../model/denial.ts';
import type { PositionKey } from '../../model/ids.ts';
import type { Reading, Side } from '../../model/signal.ts';
import type { ActionPlan } from '../alerts/action-plan.ts';
import { planFor } from '../alerts/plan-action.ts';
import type { Route } from '../alerts/route-alert.ts';
import type { State } from '../state.ts';
import { isCancel, isNamedCancel } from './is-cancel.ts';
import type { PlottedPart } from './plot-parts.ts';

export interface PlannedPart extends PlottedPart {
  readonly plan: ActionPlan;
}

const REFUSED: Omit<ActionPlan, 'remark'> = { exit: null, entry: null };

/** Legs that turn against each other would net at the venue to something that nobody wrote. */
function refuseOpposite(planned: readonly PlannedPart[]): readonly PlannedPart[] {
  const sides = new Map<PositionKey, { readonly side: Side; readonly leg: number }>();
  return planned.map((part) => {
    if ('code' in part.route || part.plan.entry === null) return part;
    const before = sides.get(part.route.key);
    const { side } = part.plan.entry;
    if (before === undefined || before.side === side) {
      sides.set(part.route.key, { side, leg: part.leg });
      return part;
    }
    const remark = deny(
      'CONTRADICTION',
      `legs ${before.leg} and ${part.leg} open ${part.route.symbol} in opposite directions`,
      'Send the way out as stop_loss and take_profit of the entry.',
    );
    return { ...part, plan: { ...part.plan, entry: null, remark } };
  });
}

const rests = ({ orderType }: Reading, { strategy }: Route): boolean =>
  orderType === null ? !strategy.useMarketOrders : orderType !== 'market';

function takesBack(cancel: PlannedPart, entry: PlannedPart, side: Side): boolean {
  const { orderId, side: only, positionSide } = cancel.reading;
  if (orderId !== null) return orderId === entry.reading.orderId;
  if ('code' in cancel.route || 'code' in entry.route || cancel.route.key !== entry.route.key) return false;
  const meant = positionSide === null ? only : positionSide === 'long' ? 'buy' : 'sell';
  return meant === null || meant === side;
}

/** Worked in the order of the alert, nothing of such an entry would stay. */
function refuseTakenBack(planned: readonly PlannedPart[]): readonly PlannedPart[] {
  const cancels = planned.filter(({ reading }) => isCancel(reading));
  if (cancels.length === 0) return planned;
  return planned.map((part) => {
    const { entry } = part.plan;
    if (entry === null || 'code' in part.route || !rests(part.reading, part.route)) return part;
    const later = cancels.find((cancel) => cancel.rank > part.rank && takesBack(cancel, part, entry.side));
    if (later === undefined) return part;
    const remark = deny('CONTRADICTION', `leg ${later.leg} cancels what leg ${part.leg} opens`, 'Put the cancel before the order.');
    return { ...part, plan: { ...part.plan, entry: null, remark } };
  });
}

const planEach = (state: State, parts: readonly PlottedPart[]): readonly PlannedPart[] =>
  parts.map((part) => {
    const { route, reading } = part;
    if (isNamedCancel(reading)) return { ...part, plan: { ...REFUSED, remark: null } };
    if ('code' in route) return { ...part, plan: { ...REFUSED, remark: route } };
    if (reading.action === 'modify' || isCancel(reading)) return { ...part, plan: { ...REFUSED, remark: null } };
    return { ...part, plan: planFor(state, reading, route) };
  });

/**
 * Of a sell that closes a long on an account that the strategy has left nobody can tell how much of it opens a short on the
 * new one; where the alert says what is to be held, everybody can.
 */
function refuseBesideLeft(planned: readonly PlannedPart[]): readonly PlannedPart[] {
  const closing = planned.filter(({ isLeft, reading }) => isLeft === true && !isCancel(reading));
  if (closing.length === 0) return planned;
  return planned.map((part) => {
    const left = closing.find(({ leg }) => leg === part.leg);
    if (left === undefined || part.plan.entry === null || part.plan.entry.target !== undefined || 'code' in left.route) return part;
    const remark = deny(
      'STRATEGY_MOVED',
      `it closes what the strategy held on ${left.route.account.name}, and how much of it is to be entered beside that it does not say`,
      'Send it again if it is to be entered.',
    );
    return { ...part, plan: { ...part.plan, entry: null, remark } };
  });
}

export const planParts = (state: State, parts: readonly PlottedPart[]): readonly PlannedPart[] =>
  refuseTakenBack(refuseOpposite(refuseBesideLeft(planEach(state, parts))));

/** Sent twice it does nothing more: it only cancels, and leaves everything. */
export const isHarmlessTwice = (planned: readonly PlannedPart[]): boolean =>
  planned.length > 0 && planned.every(({ plan, reading }) => isCancel(reading) || (plan.exit?.type === 'flat' && plan.entry === null));
