// Owns: what time does: cards and questions expire, waits end, unsent entries go stale, finished signals leave. And what a
// start does: orders that were under way when the process died are looked up, never resent.

import { deny, type Denial } from '../model/denial.ts';
import { shortId } from '../model/ids.ts';
import { ORDER_FRESH_MS, PRICE_WAIT_MS, SUBMIT_ANSWER_MAX_MS } from '../model/limits.ts';
import type { Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import { GAIN_WAIT_MS, timeStopTurnsAt } from '../model/exits/time-stop.ts';
import { isHeld } from '../positions/is-held.ts';
import { leaveOnOurOwn } from './exits/leave-position.ts';
import { renewTimeStop } from './exits/renew-time-stop.ts';
import { leavesAtMarket } from './exits/tend-exits.ts';
import type { Signal } from '../model/signal.ts';
import { heldBackBy } from './entries/held-back.ts';
import { expireGroup, whyUnanswered } from './groups/answer-group.ts';
import { endBreaches } from './limits/breach-limit.ts';
import type { Command, Reply } from './command.ts';
import { denySignal } from './entries/decide-entry.ts';
import { denyOrder } from './decide-submit.ts';
import { tickConditions } from './entries/fire-condition.ts';
import { freshSince } from './entries/order-life.ts';
import { recheckParked } from './entries/recheck-parked.ts';
import { recountCards } from './entries/recount-cards.ts';
import { endLives, expireRests } from './entries/replace-entry.ts';
import { record, tell, type Draft } from './draft.ts';
import { waitingSince, waitsForBook } from './entries/entry-wait.ts';
import { isPromptOver } from './is-prompt-over.ts';
import { renewWaits } from './renew-waits.ts';
import { retirableSignals, retireIsDue } from './retirable-signals.ts';
import { noteMeanings } from './reconciliation/note-meanings.ts';
import { recountLots } from './reconciliation/recount-lots.ts';
import { tellLeftEntries, tellLeftPauses, tellRenamed } from './reconciliation/tell-renamed.ts';
import { tellStrays } from './reconciliation/tell-strays.ts';
import { laneTurnsAt } from './groups/leg-turn.ts';
import { tendGroup } from './groups/tend-group.ts';
import { tellDoubts } from './exits/tell-doubts.ts';
import { tendPosition } from './tend.ts';
import { withdrawnWords, withdrawRestingEntries } from './entries/withdraw-entries.ts';

function whyNotInTime({ state }: Draft, signal: Signal): Denial {
  const seconds = PRICE_WAIT_MS / 1000;
  return waitsForBook(state, signal)
    ? deny('ORDER_EXPIRED', `what is held of ${signal.symbol ?? ''} was not known within ${seconds} s: orders before it had no outcome`)
    : (signal.missed ?? deny('NO_PRICE', `no price for ${signal.symbol ?? ''} within ${seconds} s`));
}

function expireSignal(draft: Draft, signal: Signal): void {
  if (signal.entry === null) return;
  const { approval } = signal;
  if (signal.state === 'awaiting_approval' && approval !== null && approval.answer === null) {
    const detail = whyUnanswered(approval, draft.now);
    if (detail !== null) record(draft, { type: 'signal_changed', signalId: signal.id, state: 'expired', error: null, detail });
    return;
  }
  const since = approval?.answer?.at ?? waitingSince(draft.state, signal);
  const waits =
    (signal.state === 'received' && signal.part?.stage !== 'held') ||
    (signal.state === 'awaiting_approval' && approval?.answer?.choice === 'approve');
  // of what came before the clock was set back nobody knows how old it is
  const letsWait = signal.wait !== null && signal.wait.why !== 'order';
  const isAhead = !letsWait && since - draft.now >= PRICE_WAIT_MS;
  if (waits && (isAhead || draft.now - since >= PRICE_WAIT_MS)) denySignal(draft, signal, whyNotInTime(draft, signal));
}

/** The card of the whole, and legs that are not done in time. */
function expireParts(draft: Draft, parent: Signal): void {
  expireGroup(draft, parent);
  const isDue = parent.group?.lanes.some(({ remedy }, lane) => {
    const turnsAt = laneTurnsAt(draft.state, parent, lane);
    return remedy === 'ask' || (turnsAt !== null && turnsAt <= draft.now);
  });
  if (isDue === true) tendGroup(draft, parent.id);
}

/** The answer to a send was lost on our side (it could not be stored): nothing else would ever ask. */
function askAboutUnanswered(draft: Draft): void {
  for (const id of draft.state.activeOrders) {
    const order = draft.state.orders.get(id);
    if (order?.status !== 'submitted' || order.inquiry !== null) continue;
    if (draft.now - (order.submittedAt ?? order.updatedAt) >= SUBMIT_ANSWER_MAX_MS) lookUpNow(draft, order, 'no outcome was stored');
  }
}

function lookUpNow(draft: Draft, order: Order, reason: string): void {
  record(draft, { type: 'order_unknown', orderId: order.id, inquiry: { since: draft.now, attempts: 0, nextAt: draft.now, reason } });
}

/** One that depends on the gain is judged by the next price; where none comes it leaves, and says so. */
function leaveInTime(draft: Draft, position: Position): void {
  const { key, plan, instrument } = position;
  if (plan?.timeStop == null || !isHeld(position) || timeStopTurnsAt(plan.timeStop, draft.now) > draft.now) return;
  const { unlessGain, askedAt } = plan.timeStop;
  const isLeaving = leavesAtMarket(draft.state, key);
  if (unlessGain !== null && askedAt === undefined && !isLeaving) {
    record(draft, { type: 'plan_set', positionKey: key, plan: { ...plan, timeStop: { ...plan.timeStop, askedAt: draft.now } } });
    return;
  }
  record(draft, { type: 'plan_set', positionKey: key, plan: { ...plan, timeStop: null } });
  if (isLeaving) return;
  const blind = `, and no price has come for ${GAIN_WAIT_MS / 1000} s: whether it has gained ${unlessGain ?? ''} % is not known`;
  const why = `its time is over${unlessGain === null ? '' : blind}`;
  leaveOnOurOwn(draft, position, plan.signalId, `time stop: ${why}`);
  tell(draft, {
    severity: unlessGain === null ? 'warning' : 'alarm',
    groupKey: `reached:${key}:time_stop`,
    title: `${instrument.symbol}: time stop`,
    text: `${position.strategy} on ${position.account} (${position.mode.toUpperCase()}): ${why}; the position is being closed at market.`,
    nextStep: 'Follow it with /positions.',
    signalId: plan.signalId,
  });
}

function notSentInTime({ state }: Draft, order: Order): Denial {
  const waits = heldBackBy(state, order);
  const why = waits === null ? '' : `: it waited for ${waits}`;
  return deny('ORDER_EXPIRED', `order ${shortId(order.id)} could not be sent within ${ORDER_FRESH_MS / 1000} s${why}`);
}

/** `isSetBack`: to before what is known was told; it was on a day ahead, which nothing waits for to come again. */
function passTime(draft: Draft, isSetBack: boolean): void {
  if (isSetBack) renewWaits(draft);
  tickConditions(draft);
  endLives(draft, isSetBack);
  expireRests(draft);
  for (const id of draft.state.activeSignals) {
    const signal = draft.state.signals.get(id);
    if (signal?.group != null) expireParts(draft, signal);
    else if (signal !== undefined) expireSignal(draft, signal);
  }
  for (const prompt of draft.state.prompts.values()) {
    if (isPromptOver(prompt, draft.now)) record(draft, { type: 'prompt_closed', nonce: prompt.nonce, by: null });
  }
  for (const id of draft.state.activeOrders) {
    const order = draft.state.orders.get(id);
    if (order?.status !== 'initialized' || order.reduceOnly) continue;
    const madeAt = freshSince(draft.state.signals.get(order.signalId), order);
    if (Math.abs(draft.now - madeAt) > ORDER_FRESH_MS) denyOrder(draft, order, notSentInTime(draft, order));
  }
  askAboutUnanswered(draft);
  tellDoubts(draft);
  endBreaches(draft);
  for (const [key, until] of draft.state.waits) {
    if (until > draft.now && !isSetBack) continue;
    record(draft, { type: 'attempt_due', positionKey: key });
    tendPosition(draft, key);
  }
  if (isSetBack) for (const position of draft.state.positions.values()) renewTimeStop(draft, position);
  for (const position of draft.state.positions.values()) leaveInTime(draft, position);
}

export function decideClock(draft: Draft, { setBack }: Command & { type: 'clock' }): Reply {
  passTime(draft, setBack === true);
  const leaving = retireIsDue(draft.state, draft.now) ? retirableSignals(draft.state, draft.now) : [];
  if (leaving.length > 0) record(draft, { type: 'signals_retired', signalIds: leaving });
  return { type: 'done', detail: '' };
}

export function decideStarted(draft: Draft, command: Command & { type: 'started' }): Reply {
  record(draft, { type: 'engine_started', bootId: command.bootId });
  if (draft.state.riskBook.timeZone !== draft.settings.timeZone)
    record(draft, { type: 'time_zone_set', timeZone: draft.settings.timeZone });
  if (command.restoredFromBackup) haltAfterRestore(draft);
  if (command.violations !== undefined && command.violations.length > 0) haltBroken(draft, command.violations);
  noteMeanings(draft);
  recountLots(draft);
  recountCards(draft, command.bootId);
  recheckParked(draft);
  for (const id of draft.state.activeOrders) {
    const order = draft.state.orders.get(id);
    if (order?.status !== 'submitted' || order.inquiry !== null) continue;
    lookUpNow(draft, order, 'the process ended while it was being sent');
  }
  if (command.setBack === true) passTime(draft, true);
  for (const key of draft.state.positions.keys()) tendPosition(draft, key);
  if (!draft.settings.mail) endMails(draft);
  tellStrays(draft);
  tellLeftEntries(draft);
  tellRenamed(draft);
  tellLeftPauses(draft);
  return { type: 'done', detail: '' };
}

/** The mailbox is gone: what was owed to it would be owed for ever, and be sent to the next one. The chat has it all. */
function endMails(draft: Draft): void {
  for (const { id, mailed } of draft.state.notifications.values())
    if (!mailed) record(draft, { type: 'notification_mailed', notificationId: id });
}

/** What was committed contradicts itself: nobody enters on it, and everybody may leave. */
function haltBroken(draft: Draft, violations: readonly string[]): void {
  const what = violations.slice(0, 10).join('; ');
  record(draft, {
    type: 'trading_state_changed',
    tradingState: 'halted',
    who: 'Signalman',
    reason: `the books contradict themselves: ${what}`,
  });
  const withdrawn = withdrawRestingEntries(draft, 'trading was halted by a fault');
  tell(draft, {
    severity: 'alarm',
    groupKey: 'violations',
    title: 'The books contradict themselves: trading is halted',
    text: `${what}. It is a fault of Signalman. Entries are halted; exits, cancels and /kill pass.${withdrawnWords(withdrawn)}`,
    nextStep:
      'Compare /positions and /orders with the venue, close what should not be there, keep a copy of the data folder, then /unlock.',
  });
}

/** A backup is old: what it wanted to send may have been sent since. */
function haltAfterRestore(draft: Draft): void {
  record(draft, { type: 'trading_state_changed', tradingState: 'halted', who: 'Signalman', reason: 'started from a backup' });
  for (const id of draft.state.activeOrders) {
    const order = draft.state.orders.get(id);
    if (order?.status === 'initialized')
      denyOrder(draft, order, deny('TRADING_HALTED', 'started from a backup: it may have been sent since'));
  }
  tell(draft, {
    severity: 'alarm',
    groupKey: 'restored',
    title: 'Started from a backup: trading is halted',
    text: 'The books are as old as the backup. Orders that waited were denied; open orders are looked up.',
    nextStep: 'Compare /positions and /orders with the venue, then /unlock.',
  });
}
