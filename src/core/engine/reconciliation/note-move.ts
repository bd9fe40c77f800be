// Owns: what is made of an order that somebody has changed at the venue. The book takes over what is there, people are told
// once with both prices, and what protects a position goes back to where its plan has it: a stop is a promise of ours. Who
// moves it there again means it: then the plan follows.

import { PAPER_TRAITS } from '../../model/account.ts';
import { gte, isPositive, lte, type Decimal } from '../../model/decimal.ts';
import type { ExitPlan } from '../../model/exits/exit-plan.ts';
import { shortId } from '../../model/ids.ts';
import type { Order, PairLevels, VenuePrices } from '../../model/order.ts';
import { areSameLevels, levelsOf } from '../../model/exits/pair-levels.ts';
import { isHeld } from '../../positions/is-held.ts';
import { record, tell, type Draft } from '../draft.ts';
import { openTargets } from '../exits/move-target.ts';
import { isProtective, ordersOfRole } from '../exits/position-orders.ts';

/** What is heard so soon after a change of ours may be from before it. */
const SETTLED_MS = 10_000;
/** Moved so often, it stays. */
const INSISTED = 2;

export interface Move {
  readonly qty: Decimal;
  readonly levels: PairLevels | undefined;
  /** Set where they are others than those in the book. */
  readonly prices: VenuePrices | null;
}

/** Nothing of ours is under way that could be what is seen. `prices` were looked at twice. */
export function isByHand({ now, settings }: Draft, order: Order, { qty, levels, prices }: Move): boolean {
  if (order.modify !== null || order.cancel !== null) return false;
  // what has left several times stands where one of its requests has put it
  if ((order.repeats ?? 0) > 0 && order.stands == null) return false;
  if (prices !== null) return true;
  if (now - order.updatedAt < SETTLED_MS) return false;
  // orders that share a quantity: the venue takes from one what another fills
  const shares = order.ocoGroup !== null && (settings.accounts.get(order.account)?.traits ?? PAPER_TRAITS).oco;
  return (levels !== undefined && !areSameLevels(levelsOf(order), levels)) || (order.qty !== qty && !shares);
}

const ROLES: Readonly<Record<Order['role'], string>> = {
  entry: 'entry',
  exit: 'exit',
  stop_loss: 'stop-loss',
  take_profit: 'take-profit',
  emergency_exit: 'emergency exit',
};

const change = (what: string, from: Decimal | null, to: Decimal | null): readonly string[] =>
  from === to ? [] : [`${what} ${from ?? '-'} → ${to ?? '-'}`];

const changes = (before: Order, after: Order): string =>
  [
    ...change('stop', before.stopPrice, after.stopPrice),
    ...change(before.type === 'oco' ? 'target' : 'limit', before.limitPrice, after.limitPrice),
    ...change('quantity', before.qty, after.qty),
  ].join(', ');

const isMovedOften = ({ state }: Draft, { signalId, role }: Order): boolean => {
  const signal = state.signals.get(signalId);
  const orders = signal === undefined ? [] : ordersOfRole(state, signal, role);
  return orders.reduce((count, { moved = 0 }) => count + moved, 0) >= INSISTED;
};

const hasMoved = (before: Order, after: Order): boolean => before.stopPrice !== after.stopPrice || before.limitPrice !== after.limitPrice;

/** A stop beyond the target is no stop, however often it is put there. */
const isCrossed = (stop: Decimal | null, target: Decimal | null, long: boolean): boolean =>
  stop !== null && target !== null && (long ? gte(stop, target) : lte(stop, target));

/** Whether the plan was changed after what is at the venue now. */
function follow(draft: Draft, order: Order): boolean {
  const position = draft.state.positions.get(order.positionKey);
  if (!isHeld(position) || position.plan === null || !isMovedOften(draft, order)) return false;
  const stopLoss = order.stopPrice ?? position.plan.stopLoss;
  const takeProfit =
    order.role === 'take_profit' || order.type === 'oco' ? (order.limitPrice ?? position.plan.takeProfit) : position.plan.takeProfit;
  if (isCrossed(stopLoss, takeProfit, isPositive(position.qty))) return false;
  record(draft, { type: 'plan_set', positionKey: position.key, plan: { ...position.plan, stopLoss, takeProfit } });
  return true;
}

function nextStepOf({ instrument: { symbol }, role, stopPrice, limitPrice }: Order, moved: boolean, plan: ExitPlan): string {
  if (!moved) return 'It gets the quantity of its position again.';
  // of several targets it is the last one
  const which = openTargets(plan).length > 1 ? [plan.takeProfit] : [];
  const words = role === 'take_profit' ? ['target', symbol, ...which, limitPrice] : ['stop', symbol, stopPrice ?? limitPrice];
  const to = words.at(-1) ?? null;
  return `It goes back to where the plan has it. To keep ${to ?? 'it'}: /${words.map((word) => word ?? '').join(' ')}. Moved there once more, it stays.`;
}

/** `before`: as it was in the book; the change was recorded. */
export function tellMove(draft: Draft, before: Order): void {
  const after = draft.state.orders.get(before.id);
  if (after === undefined || !draft.state.activeOrders.has(after.id)) return;
  const plan = isProtective(after.role) ? (draft.state.positions.get(after.positionKey)?.plan ?? null) : null;
  const moved = hasMoved(before, after);
  const stays = plan !== null && moved && follow(draft, after);
  tell(draft, {
    severity: isProtective(after.role) ? 'alarm' : 'warning',
    groupKey: `moved:${after.id}:${after.moved ?? 0}`,
    title: `The ${ROLES[after.role]} of ${after.instrument.symbol} was changed at the venue`,
    text: `${after.strategy} on ${after.account} (${after.mode.toUpperCase()}): ${shortId(after.id)}, ${changes(before, after)}. Signalman has not asked for it.`,
    nextStep: stays
      ? 'It was moved again, so it stays: the plan follows the venue now.'
      : plan !== null
        ? nextStepOf(after, moved, plan)
        : `Nothing to do, unless you did not expect it; /cancel ${shortId(after.id)} takes it back.`,
    signalId: after.signalId,
  });
}
