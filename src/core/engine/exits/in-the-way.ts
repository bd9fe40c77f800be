// Owns: what an exit waits for. Where a venue locks what its orders would sell, or has no reduce-only orders, whatever else would
// sell the same goes first: its cancel and the look-up of what it filled are asked for at once. Invariant: an exit waits for
// answers to questions that were just sent, and for ANSWER_MS_MAX at most in all, whatever is known then.

import type { VenueTraits } from '../../model/account.ts';
import { shortId, type Instant, type PositionKey } from '../../model/ids.ts';
import { ANSWER_MS_MAX } from '../../model/limits.ts';
import type { Order } from '../../model/order.ts';
import type { Exit, Position } from '../../model/position.ts';
import { requestCancel } from '../cancel-order.ts';
import { postpone, record, tell, type Draft } from '../draft.ts';
import { traitsOf } from '../reconciliation/account-meaning.ts';
import type { State } from '../state.ts';
import { activeOrdersOf, isExit, isProtective } from './position-orders.ts';

export const traitsAt = ({ settings, state }: Draft, { account }: Position): VenueTraits => traitsOf(settings, state, account);

/** Two orders that sell the same are refused there, or both filled: what leaves is alone. */
export const sellsOnce = ({ stopsHoldQuantity, reduceOnly }: VenueTraits): boolean => stopsHoldQuantity || !reduceOnly;

/** Ended, and how much of it had filled is still asked; what is lost was given up. */
export const endedInDoubt = (state: State, key: PositionKey): readonly Order[] =>
  [...state.inquiries]
    .flatMap((id) => state.orders.get(id) ?? [])
    .filter(({ id, positionKey, role, status }) => {
      const isOver = status !== 'lost' && !state.activeOrders.has(id);
      return positionKey === key && role !== 'entry' && isOver;
    });

/** What the exit would be refused for, or what might sell a second time beside it. */
function inTheWay({ state }: Draft, exit: Exit, { key }: Position, traits: VenueTraits): readonly Order[] {
  if (exit.limitPrice !== null)
    // it may rest for days: where nothing is locked for stops, the stop rests beside it
    return traits.stopsHoldQuantity ? activeOrdersOf(state, key).filter(({ role }) => isProtective(role)) : [];
  if (!sellsOnce(traits)) return [];
  // a close that rests at its limit would sell too: what wants out at market must not wait for its price
  const blocks = ({ role, type }: Order): boolean => isProtective(role) || (isExit(role) && type === 'limit');
  const active = activeOrdersOf(state, key).filter(blocks);
  return traits.reduceOnly ? active : [...active, ...endedInDoubt(state, key)];
}

const isRecent = (since: Instant, now: Instant): boolean => since <= now && now - since < ANSWER_MS_MAX;

/** The first time that this attempt meets it, or it was last heard of before anybody wanted out; a clock that was set back asks nothing anew. */
const isUnasked = ({ cancel, updatedAt }: Order, { createdAt }: Exit, isActive: boolean, now: Instant): boolean =>
  (isActive && cancel === null) || (updatedAt < createdAt && createdAt <= now);

/** The next look-up must not be one of those that have grown rare: somebody waits for it now. */
function findOutNow(draft: Draft, exit: Exit, order: Order): void {
  const { state, now } = draft;
  const { inquiry } = order;
  const isActive = state.activeOrders.has(order.id);
  if (inquiry === null || inquiry.nextAt <= now || !isUnasked(order, exit, isActive, now)) return;
  const attempts = isActive ? 0 : inquiry.attempts;
  record(draft, { type: 'order_unknown', orderId: order.id, inquiry: { ...inquiry, attempts, nextAt: now } });
}

/** Until when a new stop waits to hear how much of this one had filled: a look-up that failed is asked again meanwhile. */
export function answerDueBy({ inquiry }: Order, now: Instant): Instant | null {
  return inquiry === null || !isRecent(inquiry.since, now) ? null : inquiry.since + ANSWER_MS_MAX;
}

/** Until when the exit waits for this one; null: it has waited long enough, or there was an answer, and it is no answer. */
function waitsUntil({ now, state }: Draft, exit: Exit, { id, role, inquiry, cancel }: Order): Instant | null {
  if (inquiry !== null && inquiry.nextAt > now) return null;
  // an exit that was taken back to be sent anew is asked about when it has ended: its cancel may be old by then
  const isOver = isExit(role) && inquiry !== null && !state.activeOrders.has(id);
  const asked = isOver ? inquiry.since : (cancel?.requestedAt ?? inquiry?.since ?? exit.createdAt);
  const since = [exit.createdAt, asked].filter((at) => isRecent(at, now));
  return since.length === 0 ? null : Math.max(...since) + ANSWER_MS_MAX;
}

/** Whether it is there still is not known, or it is, and nobody may take it. */
function doubtOf({ status, cancel }: Order, name: string): string {
  if (status !== 'pending_cancel' || cancel?.refusal == null)
    return `the venue has not said what became of ${name}. It is looked up, and cancelled as soon as it is seen.`;
  return `the venue refuses to end ${name}: ${cancel.refusal.replace(/\.$/, '')}. It is asked again and again.`;
}

/** `what` goes now although `order` may fill beside it. */
export function tellBoth(draft: Draft, { instrument, strategy, account, mode }: Position, order: Order, what: string, why: string): void {
  const other = order.role.replace('_', '-');
  tell(draft, {
    severity: 'alarm',
    groupKey: `both-may-fill:${order.id}`,
    title: `${instrument.symbol}: the ${what} and the ${other} may both fill`,
    text: `${strategy} on ${account} (${mode.toUpperCase()}): ${why}. The ${what} goes now; ${doubtOf(order, `${other} ${shortId(order.id)}`)} Until then both could sell.`,
    nextStep: 'Compare /positions with the venue.',
    signalId: order.signalId,
  });
  record(draft, { type: 'order_beside_told', orderId: order.id });
}

/** Doubts that are newer than the attempt before: people have heard of the others. */
export function isNews({ cancel, inquiry, updatedAt }: Order, attemptedAt: Instant | null): boolean {
  if (attemptedAt === null) return true;
  // its cancel may be old, and that nobody knows its end is new
  const doubts = [cancel?.requestedAt, inquiry?.since].filter((since) => since !== undefined);
  return (doubts.length === 0 ? updatedAt : Math.max(...doubts)) > attemptedAt;
}

/** Each further attempt finds it as it was when people heard of it; that it has ended, and nobody knows how, is something else. */
const isToldFor = ({ state }: Draft, exit: Exit, { id, besideToldAt }: Order): boolean =>
  besideToldAt != null && besideToldAt >= exit.createdAt && state.activeOrders.has(id);

/** False: an answer is on its way. Should the exit fail, tend-protection puts the stop back until the next attempt. */
export function frees(draft: Draft, exit: Exit, position: Position, attemptedAt: Instant | null): boolean {
  const traits = traitsAt(draft, position);
  const why = traits.stopsHoldQuantity ? 'the venue locks the quantity for it' : 'it would sell the same again';
  for (const order of inTheWay(draft, exit, position, traits)) {
    findOutNow(draft, exit, order);
    requestCancel(draft, order, `${exit.reason}: ${why}`);
  }
  const left = inTheWay(draft, exit, position, traits);
  const waits = left.flatMap((order) => waitsUntil(draft, exit, order) ?? []);
  if (waits.length > 0) {
    postpone(draft, position.key, Math.min(...waits));
    return false;
  }
  if (!traits.reduceOnly && exit.limitPrice === null)
    for (const order of left)
      if (isNews(order, attemptedAt) && !isToldFor(draft, exit, order)) tellBoth(draft, position, order, 'exit', exit.reason);
  return true;
}

/** When what it sells came free: it has ended, as far as is known. */
const freedAt = ({ inquiry, updatedAt }: Order): Instant => inquiry?.since ?? updatedAt;

/**
 * What stood in the way when an attempt failed has ended since then: the next attempt need not wait its turn. `protection`: the
 * orders of the plan, those that have ended too.
 */
export const isFreedSince = (state: State, key: PositionKey, protection: readonly Order[], failedAt: Instant): boolean =>
  [...protection.filter(({ id }) => !state.activeOrders.has(id)), ...endedInDoubt(state, key)].some(
    (order) => isProtective(order.role) && order.cancel !== null && freedAt(order) > failedAt,
  );
