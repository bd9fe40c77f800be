// Owns: sending, cancelling and modifying: what is committed before the first byte leaves, and what is done when an
// attempt did nothing (unavailable), or nobody knows (ambiguous: looked up, never resent).

import { deny, type Denial } from '../model/denial.ts';
import { shortId } from '../model/ids.ts';
import { ORDER_FRESH_MS, RETRY_DELAYS_MS } from '../model/limits.ts';
import { add, gt, type Decimal } from '../model/decimal.ts';
import type { Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import { isOpenAtVenue } from '../orders/order-machine.ts';
import { approveRequest } from '../risk/check-risk.ts';
import { isHeld } from '../positions/is-held.ts';
import { requestCancel } from './cancel-order.ts';
import type { Command, Reply } from './command.ts';
import { record, tell, type Draft } from './draft.ts';
import { freshSince } from './entries/order-life.ts';
import { refuseHalted, refusePaused, refuseStale } from './entries/gates.ts';
import { refuseClosing } from './entries/refuse-closing.ts';
import { refuseBreached } from './limits/judge-limits.ts';
import { activeOrdersOf, isExit, qtyBeingClosed, qtyHeld } from './exits/position-orders.ts';
import { MEANING_REMEDY, refuseOtherMeaning } from './reconciliation/account-meaning.ts';
import { waitForVenue } from './venue-wait.ts';

/** How long a cancel or modify that was sent may stay unanswered before it is sent again (both are harmless twice). */
const REPEAT_AFTER_MS = 10_000;
const LONGEST_RETRY_MS = 10_000;

const retryDelayMs = (attempts: number): number => RETRY_DELAYS_MS[attempts] ?? LONGEST_RETRY_MS;

function refuseEntry(draft: Draft, order: Order): Denial | null {
  const signal = draft.state.signals.get(order.signalId);
  const answer = signal?.approval?.answer ?? null;
  const madeAt = freshSince(signal, order);
  if (Math.abs(draft.now - madeAt) > ORDER_FRESH_MS) {
    return deny('ORDER_EXPIRED', `order ${shortId(order.id)} waited ${Math.round((draft.now - madeAt) / 1000)} s to be sent`);
  }
  // whoever said yes saw how old it was; what passed by rule must still be as fresh as the rule wants it
  const strategy = draft.settings.strategies.get(order.strategy);
  const stale =
    answer === null && order.life?.replaces !== true && signal !== undefined && strategy !== undefined
      ? refuseStale(strategy, signal.reading, signal.receivedAt, draft.now)
      : null;
  const { instrument, positionKey: key } = order;
  return (
    refuseHalted(draft.state) ??
    refusePaused(draft.state, order.strategy, key) ??
    (strategy === undefined ? null : refuseClosing(draft, { strategy, account: order.account, instrument, key })) ??
    refuseHeldBack(draft, order) ??
    stale
  );
}

/** By a limit that was reached since the order was made. */
function refuseHeldBack({ settings, state, now }: Draft, order: Order): Denial | null {
  const strategy = settings.strategies.get(order.strategy);
  const account = settings.accounts.get(order.account);
  return strategy === undefined || account === undefined ? null : refuseBreached(settings, state, strategy, account, now);
}

export function denyOrder(draft: Draft, order: Order, denial: Denial): Reply {
  record(draft, { type: 'order_denied', orderId: order.id, denial });
  tell(draft, {
    severity: 'warning',
    groupKey: `order-denied:${denial.code}:${order.positionKey}`,
    title: `Order not sent: ${denial.code}`,
    text: `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): ${order.side} ${order.qty} ${order.instrument.symbol}: ${denial.message}`,
    nextStep: denial.remedy,
    signalId: order.signalId,
  });
  return { type: 'refused', denial };
}

function refuseOtherMode({ settings }: Draft, { account, mode: made }: Order): Denial | null {
  const mode = settings.accounts.get(account)?.mode ?? made;
  if (mode === made) return null;
  const message = `${account} is ${mode.toUpperCase()} now, and this order was made for ${made.toUpperCase()}`;
  return deny('UNSUPPORTED', message, MEANING_REMEDY);
}

/** Live trading is off. An exit that is held back by it is a thing that people must hear of. */
function notSent(draft: Draft, order: Order): Reply {
  record(draft, { type: 'order_test_mode', orderId: order.id });
  if (order.reduceOnly)
    tell(draft, {
      severity: 'alarm',
      groupKey: `test-mode:${order.positionKey}`,
      title: `${order.instrument.symbol} is held on a LIVE account, and live trading is off`,
      text: `${order.strategy} on ${order.account} (LIVE): ${order.role.replace('_', '-')} ${shortId(order.id)}, ${order.side} ${order.qty} ${order.instrument.symbol}, was not sent.`,
      nextStep: 'Close the position by hand at the venue, or start with LIVE_TRADING=true.',
      signalId: order.signalId,
    });
  return { type: 'skipped', detail: 'live trading is switched off' };
}

/** It waited to be sent, and something else has closed a part since: where nothing is reduce-only it would sell what is not ours. */
function isTooMuch({ state, settings }: Draft, order: Order, position: Position | undefined): boolean {
  if (!isExit(order.role) || order.type !== 'market' || position === undefined) return false;
  if (settings.accounts.get(order.account)?.traits.reduceOnly !== false) return false;
  const sent = activeOrdersOf(state, position.key).filter(
    ({ id, type, status }) => id !== order.id && type === 'market' && status !== 'initialized',
  );
  return gt(add(qtyBeingClosed(sent), order.qty), qtyHeld(position));
}

/** It does not leave. Where it has left before, it is lost as it was, and may leave again for what is held then. */
function takeBack(draft: Draft, { id: orderId, repeats = 0 }: Order, reason: string): void {
  if (repeats === 0) return record(draft, { type: 'order_canceled', orderId, reason });
  record(draft, { type: 'order_lost', orderId, denial: deny('ORDER_LOST', reason) });
  record(draft, { type: 'order_unknown', orderId, inquiry: { since: draft.now, attempts: 0, nextAt: draft.now, reason } });
}

/** As at a venue that cannot be reached: what leaves waits on, and is through as soon as the account is its own again. */
function heldBack(draft: Draft, order: Order, { message }: Denial): Reply {
  record(draft, { type: 'order_submitted', orderId: order.id });
  return unsent(draft, order, { reason: message });
}

export function decideBeginSubmit(draft: Draft, command: Command & { type: 'begin_submit' }): Reply {
  const order = draft.state.orders.get(command.orderId);
  if (order?.status !== 'initialized') return { type: 'skipped', detail: `order is ${order?.status ?? 'unknown'}` };
  const position = draft.state.positions.get(order.positionKey);
  if (order.reduceOnly && !isHeld(position)) {
    takeBack(draft, order, 'the position is flat already');
    return { type: 'skipped', detail: 'the position is flat already' };
  }
  if (isTooMuch(draft, order, position)) {
    takeBack(draft, order, 'less is held by now');
    return { type: 'skipped', detail: 'less is held by now; the exit is made anew' };
  }
  const request = approveRequest(order, () => refuseEntry(draft, order));
  if ('code' in request) return denyOrder(draft, order, request);
  const other = refuseOtherMeaning(draft.settings, draft.state, order.account) ?? refuseOtherMode(draft, order);
  if (other !== null) return order.reduceOnly ? heldBack(draft, order, other) : denyOrder(draft, order, other);
  if (order.mode === 'live' && !draft.settings.liveTrading) return notSent(draft, order);
  record(draft, { type: 'order_submitted', orderId: order.id });
  return { type: 'submit', request };
}

type NotSent = Pick<Command & { type: 'submit_failed' }, 'reason' | 'retryAfterMs'>;

/** Nothing has left. What leaves a position waits on and is tried again until it is through. */
function unsent(draft: Draft, order: Order, failed: NotSent): Reply {
  const { reason } = failed;
  const attempts = (order.retry?.attempts ?? 0) + 1;
  const wait = waitForVenue(failed, retryDelayMs(attempts - 1), order.reduceOnly ? 'out' : 'in');
  if (order.cancel !== null) {
    record(draft, { type: 'order_unsent', orderId: order.id, reason, attempts, nextAt: draft.now });
    record(draft, { type: 'order_canceled', orderId: order.id, reason: order.cancel.reason });
    return { type: 'done', detail: 'it was cancelled while it was being sent, and never arrived' };
  }
  if (!order.reduceOnly && attempts > RETRY_DELAYS_MS.length) {
    record(draft, { type: 'order_unsent', orderId: order.id, reason, attempts, nextAt: draft.now });
    const initialized = draft.state.orders.get(order.id);
    if (initialized === undefined) throw new Error(`order ${order.id} vanished`);
    return denyOrder(draft, initialized, deny('ORDER_EXPIRED', `the venue could not be reached ${attempts} times: ${reason}`));
  }
  if (order.reduceOnly) {
    tell(draft, {
      severity: 'alarm',
      groupKey: `unavailable:${order.account}`,
      title: `${order.account} cannot be reached`,
      text: `${order.role.replace('_', ' ')} ${shortId(order.id)} of ${order.instrument.symbol} (${order.mode.toUpperCase()}) was not sent: ${wait.reason}`,
      nextStep: 'It is tried again until it is through. Close by hand at the venue if you cannot wait.',
      signalId: order.signalId,
    });
  }
  record(draft, { type: 'order_unsent', orderId: order.id, reason: wait.reason, attempts, nextAt: draft.now + wait.ms });
  return { type: 'done', detail: `tried again after ${wait.ms} ms` };
}

export function decideSubmitFailed(draft: Draft, command: Command & { type: 'submit_failed' }): Reply {
  const order = draft.state.orders.get(command.orderId);
  // heard of before this answer: what the venue has under its id is an earlier request, which may have been for less
  const isEarlier = command.idTaken === true && order !== undefined && isOpenAtVenue(order.status);
  if (order === undefined || (order.status !== 'submitted' && !isEarlier))
    return { type: 'skipped', detail: `order is ${order?.status ?? 'unknown'}` };
  if (command.outcome === 'unavailable') return unsent(draft, order, command);
  record(draft, {
    type: 'order_unknown',
    orderId: order.id,
    inquiry: { since: draft.now, attempts: 0, nextAt: draft.now, reason: command.reason },
    ...(command.idTaken === true ? { idTaken: true } : {}),
  });
  return { type: 'done', detail: 'looked up' };
}

export function decideBeginCancel(draft: Draft, command: Command & { type: 'begin_cancel' }): Reply {
  const order = draft.state.orders.get(command.orderId);
  if (order?.status !== 'pending_cancel' || order.cancel === null)
    return { type: 'skipped', detail: `order is ${order?.status ?? 'unknown'}` };
  record(draft, { type: 'order_cancel_sent', orderId: order.id, nextAt: draft.now + REPEAT_AFTER_MS });
  return { type: 'cancel', order };
}

/** How it stands now; a venue that takes no requests answers no question either. */
function lookUpAfter(draft: Draft, order: Order, failed: { readonly reason: string; readonly retryAfterMs?: number }): void {
  const { ms, reason } = waitForVenue(failed, 0, 'out');
  record(draft, {
    type: 'order_unknown',
    orderId: order.id,
    inquiry: { since: draft.now, attempts: 0, nextAt: draft.now + ms, reason },
  });
}

/** A cancel is harmless twice: it is repeated, and looked up, since the order may have ended meanwhile. */
export function decideCancelFailed(draft: Draft, command: Command & { type: 'cancel_failed' }): Reply {
  const order = draft.state.orders.get(command.orderId);
  if (order?.status !== 'pending_cancel' || order.cancel === null)
    return { type: 'skipped', detail: `order is ${order?.status ?? 'unknown'}` };
  const { ms, reason } = waitForVenue(command, retryDelayMs(order.cancel.attempts), 'out');
  record(draft, { type: 'order_cancel_refused', orderId: order.id, reason, nextAt: draft.now + ms });
  lookUpAfter(draft, order, command);
  return { type: 'done', detail: 'tried again' };
}

export function decideBeginModify(draft: Draft, command: Command & { type: 'begin_modify' }): Reply {
  const order = draft.state.orders.get(command.orderId);
  if (order?.status !== 'pending_modify' || order.modify === null)
    return { type: 'skipped', detail: `order is ${order?.status ?? 'unknown'}` };
  record(draft, { type: 'order_modify_sent', orderId: order.id, nextAt: draft.now + REPEAT_AFTER_MS });
  return { type: 'modify', order, qty: order.modify.qty, levels: order.modify.levels ?? null };
}

/** The first refusal may come of a fill that is on its way; after the second the size is really wrong. */
function tellWrongSize(draft: Draft, order: Order, qty: Decimal, reason: string): void {
  tell(draft, {
    severity: 'alarm',
    groupKey: `wrong-size:${order.id}`,
    title: `The ${order.role.replace('_', '-')} of ${order.instrument.symbol} has the wrong size`,
    text: `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): ${shortId(order.id)} is for ${order.qty} and should be for ${qty}; the venue refuses the change: ${reason}`,
    nextStep: `It is tried again. Look at the venue, or /cancel ${shortId(order.id)} and close with /close ${order.instrument.symbol}.`,
    signalId: order.signalId,
  });
}

/** Refused for good: the order stays as it is, and tending decides anew once the venue's truth is known. */
export function decideModifyFailed(draft: Draft, command: Command & { type: 'modify_failed' }): Reply {
  const order = draft.state.orders.get(command.orderId);
  if (order?.status !== 'pending_modify' || order.modify === null)
    return { type: 'skipped', detail: `order is ${order?.status ?? 'unknown'}` };
  // what cannot be changed is ordered anew; we watch its levels until that stands
  if (command.outcome === 'rejected' && (order.modify.levels !== undefined || command.anew === true)) {
    requestCancel(draft, order, `replaced: ${command.reason}`);
    return { type: 'done', detail: 'ordered anew' };
  }
  if (command.outcome === 'rejected' && order.modify.attempts > 1) tellWrongSize(draft, order, order.modify.qty, command.reason);
  const { ms, reason } = waitForVenue(command, Math.max(1_000, retryDelayMs(order.modify.attempts)), 'out');
  record(draft, { type: 'order_modify_refused', orderId: order.id, reason, nextAt: draft.now + ms });
  lookUpAfter(draft, order, command);
  return { type: 'done', detail: 'looked up and tried again' };
}
