// Owns: everything owed to the outside world, derived from state and time alone. A restart asks the same question and goes on.

import type { Instant, NotificationId, OrderId, SignalId } from '../model/ids.ts';
import {
  ATTEMPT_WAIT_MS_MAX,
  LOST_LOOK_UP_MS_MAX,
  ORDER_FRESH_MS,
  PRICE_WAIT_MS,
  SUBMIT_ANSWER_MAX_MS,
  VENUE_WAIT_OUT_MAX_MS,
} from '../model/limits.ts';
import type { Order } from '../model/order.ts';
import type { Signal } from '../model/signal.ts';
import { timeStopTurnsAt } from '../model/exits/time-stop.ts';
import type { Notification } from '../model/notification.ts';
import { isLoud } from '../model/notification-rules.ts';
import { byAge } from './waiting-notifications.ts';
import { isHeld } from '../positions/is-held.ts';
import { pricedFrom, waitingSince, waitsForBook } from './entries/entry-wait.ts';
import { isMoot } from './groups/leg-status.ts';
import { laneTurnsAt } from './groups/leg-turn.ts';
import { freshSince, lifeTurnsAt } from './entries/order-life.ts';
import { doubtIsTold } from './exits/tell-doubts.ts';
import { isParked, type Parked } from './alerts/parked.ts';
import { toReplace } from './entries/to-replace.ts';
import { retirableSignals, retireIsDue } from './retirable-signals.ts';
import type { State } from './state.ts';
import { isBeingClosed } from './exits/tend-exits.ts';
import type { Due, Work } from './work.ts';

/** What the chat has not taken for so long is offered to the mailbox. */
const CHAT_SILENT_MS = 60_000;
/** How often retirement is looked at while nothing else happens. */
const RETIRE_LOOK_MS = 3_600_000;

interface Agenda {
  readonly now: Instant;
  readonly work: Work[];
  wakeAt: Instant;
  clock: boolean;
}

const emptyAgenda = (now: Instant): Agenda => ({ now, work: [], wakeAt: Number.POSITIVE_INFINITY, clock: false });

/** Something happens at `at`: now it is the clock's turn, later it is a reason to wake. */
function at(agenda: Agenda, instant: Instant): void {
  if (instant <= agenda.now) agenda.clock = true;
  else agenda.wakeAt = Math.min(agenda.wakeAt, instant);
}

/** `longestMs`: no such wait is longer. One that seems to be began before the clock was set back, and is over. */
function owed(agenda: Agenda, dueAt: Instant, work: Work, longestMs = Number.POSITIVE_INFINITY): void {
  if (dueAt <= agenda.now || dueAt - agenda.now > longestMs) agenda.work.push(work);
  else agenda.wakeAt = Math.min(agenda.wakeAt, dueAt);
}

/** The card of an alert of several orders expires, and so does the time for its legs. */
function groupWork(agenda: Agenda, state: State, parent: Signal): void {
  const { approval, group } = parent;
  if (parent.state === 'awaiting_approval' && approval?.answer === null) at(agenda, approval.expiresAt);
  group?.lanes.forEach(({ deadline, remedy }, lane) => {
    if (deadline !== null) at(agenda, laneTurnsAt(state, parent, lane) ?? deadline);
    if (remedy === 'ask' && isMoot(state, parent, lane)) agenda.clock = true;
  });
}

/** Its market is watched from its time on; a time alone comes by itself. */
function parkedWork(agenda: Agenda, { wait: { until, condition } }: Parked): void {
  const { account, symbol, price, expiresAt } = condition;
  at(agenda, expiresAt);
  if (price === null) at(agenda, until);
  else owed(agenda, until, { type: 'watch_price', key: `watch:${account}:${symbol}`, account, symbol });
}

function signalWork(agenda: Agenda, state: State, signal: Signal): void {
  if (signal.group !== null) groupWork(agenda, state, signal);
  if (isParked(signal)) return parkedWork(agenda, signal);
  const { id, account, symbol, approval } = signal;
  if (signal.entry === null || account === null || symbol === null) return;
  const asked = signal.state === 'awaiting_approval' && approval !== null ? approval : null;
  if (asked !== null && asked.answer === null) {
    agenda.work.push({ type: 'watch_price', key: `watch:${account}:${symbol}`, account, symbol, signalId: id });
    at(agenda, asked.expiresAt);
    return;
  }
  const rest = toReplace(state, signal);
  if (rest !== null) {
    agenda.work.push({ type: 'price_signal', key: `price:${id}`, signalId: id, account, symbol });
    at(agenda, rest.updatedAt + PRICE_WAIT_MS);
  }
  if (signal.state !== 'received' && asked === null) return;
  if (signal.part?.stage === 'held') {
    agenda.work.push({ type: 'watch_price', key: `watch:${account}:${symbol}`, account, symbol });
    return;
  }
  if (!waitsForBook(state, signal))
    owed(agenda, asked === null ? pricedFrom(state, signal) : 0, {
      type: 'price_signal',
      key: `price:${id}`,
      signalId: id,
      account,
      symbol,
    });
  at(agenda, (asked?.answer?.at ?? waitingSince(state, signal)) + PRICE_WAIT_MS);
}

/** Entries of one account and instrument go one after the other; the next one waits until the outcome of this one is known. */
interface Lane {
  busy: boolean;
  next: Order | null;
}

const laneOf = (order: Order): string => `${order.account}|${order.instrument.symbol}`;

function openLanes(state: State): Map<string, Lane> {
  const lanes = new Map<string, Lane>();
  for (const id of state.activeOrders) {
    const order = state.orders.get(id);
    if (order === undefined || order.role !== 'entry') continue;
    const lane = lanes.get(laneOf(order)) ?? { busy: false, next: null };
    if (order.status === 'submitted') lane.busy = true;
    const first =
      lane.next === null || order.createdAt < lane.next.createdAt || (order.createdAt === lane.next.createdAt && order.id < lane.next.id);
    if (order.status === 'initialized' && first) lane.next = order;
    lanes.set(laneOf(order), lane);
  }
  return lanes;
}

function submitWork(agenda: Agenda, state: State, order: Order, lanes: ReadonlyMap<string, Lane>): void {
  const work: Work = { type: 'submit_order', key: `submit:${order.id}`, orderId: order.id, urgent: order.reduceOnly };
  if (order.reduceOnly) {
    owed(agenda, order.retry?.nextAt ?? 0, work, VENUE_WAIT_OUT_MAX_MS);
    return;
  }
  at(agenda, freshSince(state.signals.get(order.signalId), order) + ORDER_FRESH_MS + 1);
  const lane = lanes.get(laneOf(order));
  if (lane?.busy === true || lane?.next?.id !== order.id || isBeingClosed(state, order.positionKey)) return;
  owed(agenda, order.retry?.nextAt ?? 0, work, ATTEMPT_WAIT_MS_MAX);
}

function orderWork(agenda: Agenda, state: State, order: Order, lanes: ReadonlyMap<string, Lane>): void {
  const { id: orderId } = order;
  if (order.status === 'initialized') submitWork(agenda, state, order, lanes);
  const turnsAt = lifeTurnsAt(order);
  if (turnsAt !== null) at(agenda, turnsAt);
  const doubtAt = doubtIsTold(state, order);
  if (doubtAt !== null) at(agenda, doubtAt);
  if (order.status === 'submitted' && order.inquiry === null) at(agenda, (order.submittedAt ?? order.updatedAt) + SUBMIT_ANSWER_MAX_MS);
  if (order.status === 'pending_cancel' && order.cancel !== null)
    owed(agenda, order.cancel.nextAt, { type: 'cancel_order', key: `cancel:${orderId}`, orderId }, ATTEMPT_WAIT_MS_MAX);
  if (order.status === 'pending_modify' && order.modify !== null)
    owed(agenda, order.modify.nextAt, { type: 'modify_order', key: `modify:${orderId}`, orderId }, ATTEMPT_WAIT_MS_MAX);
}

/** A map of more than a few has no order: what waited for a chat is told as it came. */
const inTheirOrder = ({ notifications }: State): Iterable<Notification> =>
  notifications.size < 2 ? notifications.values() : notifications.valueSeq().toArray().sort(byAge);

function peopleWork(agenda: Agenda, state: State): void {
  const mails: NotificationId[] = [];
  // what people have to know first stands before the cards of a busy hour, and what they may know behind them
  const later: Work[] = [...state.staleCards].map((signalId) => ({ type: 'show_card', key: `card:${signalId}`, signalId }));
  for (const notification of inTheirOrder(state)) {
    const notificationId = notification.id;
    if (!notification.delivered) {
      const urgent = isLoud(notification);
      (urgent ? agenda.work : later).push({ type: 'deliver_notification', key: `notify:${notificationId}`, notificationId, urgent });
    }
    const stuck = !notification.delivered && agenda.now - notification.createdAt >= CHAT_SILENT_MS;
    if (!notification.mailed || stuck) mails.push(notificationId);
    else if (!notification.delivered) agenda.wakeAt = Math.min(agenda.wakeAt, notification.createdAt + CHAT_SILENT_MS);
  }
  agenda.work.push(...later);
  if (mails.length > 0) agenda.work.push({ type: 'mail_notifications', key: 'mail', notificationIds: mails });
  for (const prompt of state.prompts.values()) at(agenda, prompt.expiresAt);
}

function housekeeping(agenda: Agenda, state: State): void {
  for (const until of state.waits.values()) at(agenda, until);
  for (const { until } of state.riskBook.breaches.values()) if (until !== null) at(agenda, until);
  if (state.finishedSignals.isEmpty()) return;
  if (retireIsDue(state, agenda.now) && retirableSignals(state, agenda.now, 1).length > 0) agenda.clock = true;
  else agenda.wakeAt = Math.min(agenda.wakeAt, agenda.now + RETIRE_LOOK_MS);
}

/** Exits come first in the list. */
export function due(state: State, now: Instant): Due {
  const agenda = emptyAgenda(now);
  const lanes = openLanes(state);
  for (const id of state.activeOrders) forOrder(agenda, state, id, lanes);
  for (const id of state.inquiries) forInquiry(agenda, state, id);
  for (const id of state.activeSignals) forSignal(agenda, state, id);
  for (const position of state.positions.values()) {
    if (!isHeld(position)) continue;
    const { account, instrument } = position;
    agenda.work.push({ type: 'watch_price', key: `watch:${account}:${instrument.symbol}`, account, symbol: instrument.symbol });
    if (position.plan?.timeStop != null) at(agenda, timeStopTurnsAt(position.plan.timeStop, agenda.now));
  }
  for (const { key, cancel } of state.discrepancies.values())
    if (cancel !== null)
      owed(agenda, cancel.nextAt, { type: 'cancel_foreign_order', key: `foreign:${key}`, discrepancyKey: key }, ATTEMPT_WAIT_MS_MAX);
  peopleWork(agenda, state);
  housekeeping(agenda, state);
  if (agenda.clock) agenda.work.push({ type: 'clock', key: 'clock' });
  const urgent = agenda.work.filter((work) => work.type === 'submit_order' && work.urgent);
  const work =
    urgent.length === 0 ? agenda.work : [...urgent, ...agenda.work.filter((each) => !(each.type === 'submit_order' && each.urgent))];
  return { work, wakeAt: Number.isFinite(agenda.wakeAt) ? agenda.wakeAt : null };
}

/** Orders that may be sent now, exits first. With pricesDue() the part of due() that an alert waits for. */
export function sendsDue(state: State, now: Instant): readonly (Work & { readonly type: 'submit_order' })[] {
  const agenda = emptyAgenda(now);
  const lanes = openLanes(state);
  for (const id of state.activeOrders) {
    const order = state.orders.get(id);
    if (order?.status === 'initialized') submitWork(agenda, state, order, lanes);
  }
  const sends = agenda.work.filter((work) => work.type === 'submit_order');
  return [...sends.filter(({ urgent }) => urgent), ...sends.filter(({ urgent }) => !urgent)];
}

/** Prices that entries among these signals are counted with now. */
export function pricesDue(
  state: State,
  signalIds: Iterable<SignalId>,
  now: Instant,
): readonly (Work & { readonly type: 'price_signal' })[] {
  const agenda = emptyAgenda(now);
  for (const id of signalIds) if (state.activeSignals.has(id)) forSignal(agenda, state, id);
  return agenda.work.filter((work) => work.type === 'price_signal');
}

function forOrder(agenda: Agenda, state: State, id: OrderId, lanes: ReadonlyMap<string, Lane>): void {
  const order = state.orders.get(id);
  if (order !== undefined) orderWork(agenda, state, order, lanes);
}

/** Ended orders are asked about too: the venue may have filled more before the end than was reported. */
function forInquiry(agenda: Agenda, state: State, orderId: OrderId): void {
  const { inquiry = null, status } = state.orders.get(orderId) ?? {};
  const longestMs = status === 'lost' ? LOST_LOOK_UP_MS_MAX : ATTEMPT_WAIT_MS_MAX;
  if (inquiry !== null) owed(agenda, inquiry.nextAt, { type: 'look_up_order', key: `lookup:${orderId}`, orderId }, longestMs);
}

function forSignal(agenda: Agenda, state: State, id: SignalId): void {
  const signal = state.signals.get(id);
  if (signal !== undefined) signalWork(agenda, state, signal);
}
