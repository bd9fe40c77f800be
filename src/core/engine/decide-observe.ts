// Owns: what prices do to positions. Prices themselves are never journaled: only what follows from them is.

import { abs, HUNDRED, isPositive } from '../model/decimal.ts';
import { shareOwed, type ExitPlan } from '../model/exits/exit-plan.ts';
import type { AccountName, Instant } from '../model/ids.ts';
import { marketNamed, seededId } from '../model/ids.ts';
import type { Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import type { Settings } from '../model/settings.ts';
import { evaluateExits, type ExitStep, type ReachedExit, type SeenPrice } from '../positions/evaluate-exits.ts';
import { keepsStops, PROTECTIVE_ROLES, type ProtectiveRole } from '../positions/exit-home.ts';
import { isHeld } from '../positions/is-held.ts';
import { coveredInPart } from '../positions/stop-cover.ts';
import { goingOn, type Entering } from '../positions/take-partials.ts';
import type { Command, Reply } from './command.ts';
import { record, tell, type Draft } from './draft.ts';
import { observeConditions } from './entries/fire-condition.ts';
import { isGuarding } from './exits/is-guarding.ts';
import { leavePosition } from './exits/leave-position.ts';
import { sharesOf } from './entries/market-shares.ts';
import { sightings } from './alerts/parked.ts';
import { activeOrdersOf } from './exits/position-orders.ts';
import { goingOnFor } from './exits/set-plan.ts';
import { traitsOf } from './reconciliation/account-meaning.ts';
import type { State } from './state.ts';
import { leavesAtMarket, qtyStaying } from './exits/tend-exits.ts';

/** Legs that the venue can be relied upon to take. One of which it has dropped a part is ours, for all of it: one exit leaves at it. */
function guardedLegs(state: State, position: Position, now: Instant): ReadonlySet<ProtectiveRole> {
  const roles = new Set<ProtectiveRole>();
  const guarding = activeOrdersOf(state, position.key).filter((order) => isGuarding(order, now));
  for (const role of PROTECTIVE_ROLES) {
    const own = guarding.filter((order) => order.role === role || (role === 'take_profit' && order.type === 'oco'));
    if (own.length > 0 && coveredInPart(own, abs(position.qty)) === null) roles.add(role);
  }
  return roles;
}

/** Nobody but us would leave at its stop now. */
export const isStopOurs = (state: State, position: Position, now: Instant): boolean =>
  position.plan?.stopLoss != null && isHeld(position) && !guardedLegs(state, position, now).has('stop_loss');

/** Pieces of one order follow each other faster; one that has not filled for so long only rests. */
const FILLING_MS = 10_000;

/** Whether what has made it goes on filling; asked for targets only, since prices are many. */
function enteringOf(state: State, { key, plan }: Position, now: Instant): Entering | null {
  if (plan?.partials?.some((target) => isPositive(shareOwed(target))) !== true) return null;
  const entries = activeOrdersOf(state, key).filter(
    ({ role, qtyFilled, signalId }) => role === 'entry' && (isPositive(qtyFilled) || signalId === plan.signalId),
  );
  const isFilling = ({ type, qtyFilled, updatedAt }: Order): boolean =>
    (type === 'market' || isPositive(qtyFilled)) && now - updatedAt < FILLING_MS;
  return entries.some(isFilling) ? 'filling' : entries.length > 0 ? 'resting' : null;
}

export interface Stepped extends ExitStep {
  readonly position: Position;
}

/** A price that is told late was none of a position that was opened since. */
const isBefore = ({ isLate, quote }: SeenPrice, { openedAt }: Position): boolean =>
  isLate === true && openedAt !== null && quote.at < openedAt;

/** What follows from a price for the positions of one market that nothing is closing yet. */
function stepsAt(settings: Settings, state: State, account: AccountName, seen: SeenPrice, now: Instant): readonly Stepped[] {
  const found: Stepped[] = [];
  const traits = traitsOf(settings, state, account);
  for (const position of sharesOf(state, marketNamed(account, seen.quote.symbol))) {
    if (position.plan === null || !isHeld(position) || isBefore(seen, position)) continue;
    const step = evaluateExits(position, seen, {
      now,
      guarded: guardedLegs(state, position, now),
      stopAtVenue: keepsStops(position.instrument, traits),
      stopRests: traits.marketRests === true,
      qtyOpen: abs(qtyStaying(state, position.key)),
      entering: enteringOf(state, position, now),
    });
    if (step !== null && !leavesAtMarket(state, position.key)) found.push({ ...step, position });
  }
  return found;
}

/** Asked for every price, before a command is made of one: most prices call for none. */
export const isObservable = (settings: Settings, state: State, account: AccountName, seen: SeenPrice, now: Instant): boolean =>
  stepsAt(settings, state, account, seen, now).some(({ isDue }) => isDue) || sightings(state, account, seen, now).length > 0;

const WORDS = { stop_loss: 'stop-loss', take_profit: 'take-profit', time_stop: 'time stop' } as const;

const reasonOf = ({ role, level, price, since = '' }: ReachedExit): string =>
  level === null ? `${WORDS[role]}: its time is over, at ${price}` : `${WORDS[role]} ${level} reached at ${price}${since}`;

const whose = ({ strategy, account, mode }: Position): string => `${strategy} on ${account} (${mode.toUpperCase()})`;

function leave(draft: Draft, signalId: ReturnType<typeof seededId>, position: Position, reached: ReachedExit): void {
  const reason = reasonOf(reached);
  const { symbol, base } = position.instrument;
  leavePosition(draft, signalId, {
    position,
    symbol,
    how: reached.qty === null ? { percent: HUNDRED } : { qty: reached.qty },
    origin: { type: 'engine', reason },
    reason,
    level: reached.level,
    ...(reached.qty === null ? {} : { keepsEntries: true as const }),
  });
  tell(draft, {
    severity: reached.role === 'take_profit' ? 'info' : 'warning',
    groupKey: `reached:${position.key}:${reached.role}`,
    title: `${symbol}: ${WORDS[reached.role]} reached`,
    text: `${whose(position)}: ${reason}; ${reached.qty === null ? 'the position is being closed' : `${reached.qty} ${base} leave`} at market.`,
    nextStep: 'Follow it with /positions.',
    ...(position.plan === null ? {} : { signalId: position.plan.signalId }),
  });
}

/** Entries that are still on their way bring what is of the targets that are reached now, too. */
function withGoingOn({ state }: Draft, { position, plan, leave: left }: Stepped): ExitPlan {
  const before = position.plan?.partials ?? [];
  if (plan.partials === undefined || plan.partials === before) return plan;
  const entries = goingOnFor(state, position.key);
  const named = entries.includes(plan.signalId) ? entries : [plan.signalId, ...entries];
  return { ...plan, partials: goingOn(before, plan.partials, named, left === null && entries.length > 0) };
}

/** Nobody is left to find out from a chart that the price was there. */
function tellMissed(draft: Draft, position: Position, missed: string): void {
  const { signalId = null } = position.plan ?? {};
  if (signalId !== null && draft.state.signals.has(signalId))
    record(draft, { type: 'signal_remarked', signalId, event: 'target_missed', detail: missed });
  tell(draft, {
    severity: 'warning',
    groupKey: `missed:${position.key}`,
    title: `${position.instrument.symbol}: a target was touched, and is not there any more`,
    text: `${whose(position)}: ${missed}.`,
    nextStep: `/close ${position.instrument.symbol} leaves at what it is now.`,
    ...(signalId === null ? {} : { signalId }),
  });
}

function takeStep(draft: Draft, step: Stepped): void {
  const { position, why, missed } = step;
  if (missed !== undefined) tellMissed(draft, position, missed);
  if (step.plan === position.plan) return;
  const plan = withGoingOn(draft, step);
  record(draft, { type: 'plan_set', positionKey: position.key, plan });
  const detail = why.join('; ');
  if (detail === '' || !draft.state.signals.has(plan.signalId)) return;
  record(draft, { type: 'signal_remarked', signalId: plan.signalId, event: 'plan_moved', detail });
  tell(draft, {
    severity: 'info',
    groupKey: `plan:${position.key}`,
    title: `${position.instrument.symbol}: the plan has moved`,
    text: `${whose(position)}: ${detail}.`,
    nextStep: null,
    signalId: plan.signalId,
  });
}

export function decideObserved(draft: Draft, { account, seen, idSeed }: Command & { type: 'observe_price' }): Reply {
  const steps = stepsAt(draft.settings, draft.state, account, seen, draft.now);
  steps.forEach((step, index) => {
    takeStep(draft, step);
    if (step.leave !== null) leave(draft, seededId(draft.now, idSeed, index), step.position, step.leave);
  });
  const met = observeConditions(draft, account, seen);
  const followed = steps.filter(({ isDue }) => isDue).length + met;
  return followed === 0 ? { type: 'skipped', detail: 'nothing is reached' } : { type: 'done', detail: `${followed} moved or reached` };
}
