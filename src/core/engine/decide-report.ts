// Owns: what the venue says: reports (streamed, repeated, out of order) and look-ups. Fill ids make them idempotent; late
// evidence may revive what was thought to be over; what the venue holds is the truth.

import { gt, isZero, type Decimal } from '../model/decimal.ts';
import { deny, type Denial } from '../model/denial.ts';
import { marketNamed, shortId, type VenueOrderId } from '../model/ids.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import { TERMINAL_ORDER_STATUSES, type Dropped, type Fill, type Order, type PairLevels, type VenuePrices } from '../model/order.ts';
import { areSameLevels, levelsOf } from '../model/exits/pair-levels.ts';
import { wantOf, type FilledInAll, type OrderSnapshot, type Report } from '../model/venues/report.ts';
import { isChanged } from '../orders/apply-order-event.ts';
import { firstStand, movedPrices, unroundedLevels, unroundedQty } from '../orders/moved-prices.ts';
import { filledInAll, newPartOf } from '../orders/new-part-of-fill.ts';
import { mayArrive } from '../orders/may-arrive.ts';
import { isOpenAtVenue, mayFollow } from '../orders/order-machine.ts';
import { closedText } from '../model/time/trading-calendar.ts';
import { isHeld } from '../positions/is-held.ts';
import type { Command, Reply } from './command.ts';
import { record, tell, type Draft } from './draft.ts';
import { answered, askAgain, askedSince, current, delayAfter, isGone, nameOf, notFound, stillLost } from './open-inquiry.ts';
import { isByHand, tellMove } from './reconciliation/note-move.ts';
import { closedFor, tellClosed } from './exits/market-session.ts';
import { isEntryRefusedAgain, isRefusedAgain } from './exits/known-refusal.ts';
import { isProtective, ordersOfRole } from './exits/position-orders.ts';
import { beforeFill, setPlan } from './exits/set-plan.ts';
import { tellConfirmed } from './exits/tell-doubts.ts';
import { tellDropped } from './exits/tell-dropped.ts';
import { leavesAtMarket, tellExitRefused } from './exits/tend-exits.ts';
import { isNotThere } from './reconciliation/is-not-there.ts';
import { writeOffMissing } from './reconciliation/write-off-missing.ts';
import { sharesOf } from './entries/market-shares.ts';
import { settleShares } from './entries/settle-shares.ts';
import { waitForVenue } from './venue-wait.ts';

/** What differs is looked at again after this. */
const LOOK_AGAIN_MS = 1_000;

const DONE: Reply = { type: 'done', detail: 'noted' };
const SEEN: Reply = { type: 'skipped', detail: 'known already' };

function surprise(draft: Draft, order: Order, what: string, nextStep: string): void {
  tell(draft, {
    severity: 'alarm',
    groupKey: `surprise:${order.id}`,
    title: 'The venue says otherwise',
    text: `${nameOf(order)}: ${what}`,
    nextStep,
    signalId: order.signalId,
  });
}

function fillOrder(draft: Draft, order: Order, venueOrderId: VenueOrderId, said: Fill, inAll: FilledInAll | undefined): Reply {
  // a venue that reports an execution of nothing has moved nothing
  if (isZero(said.qty) || order.fills.some((known) => known.id === said.id)) return SEEN;
  const fill = inAll === undefined ? said : newPartOf(order, said, inAll);
  if (fill === null) return SEEN;
  if (order.status === 'denied' || order.status === 'test_mode') {
    surprise(
      draft,
      order,
      `filled ${fill.qty} at ${fill.price} although it was never sent by us`,
      'Look at the venue: something else uses this client order id.',
    );
    return DONE;
  }
  if (TERMINAL_ORDER_STATUSES.has(order.status) && order.status !== 'filled') {
    surprise(
      draft,
      order,
      `${fill.qty} filled at ${fill.price} although the order was ${order.status}; it is counted`,
      'Nothing to do, unless you did not expect the position.',
    );
  }
  // provably unsent, said the adapter, and yet it filled: the venue is right
  if (order.status === 'initialized') record(draft, { type: 'order_submitted', orderId: order.id });
  const before = beforeFill(draft.state, order);
  record(draft, { type: 'order_filled', orderId: order.id, venueOrderId, fill });
  const after = current(draft, order);
  if (gt(after.qtyFilled, after.qty)) {
    surprise(draft, order, `${after.qtyFilled} filled, more than the ${after.qty} asked for`, 'Compare the position with the venue.');
    askAgain(draft, after, 0, draft.now, 'more has filled than was asked for; its fills are checked');
  }
  settleShares(draft, after, fill);
  setPlan(draft, order, fill, before);
  return DONE;
}

function accept(draft: Draft, order: Order, venueOrderId: VenueOrderId): Reply {
  const isLate = mayArrive(order) || order.status === 'lost';
  if (!isLate && order.status !== 'submitted' && order.status !== 'initialized') return SEEN;
  if (order.status === 'initialized') record(draft, { type: 'order_submitted', orderId: order.id });
  if (isLate)
    surprise(
      draft,
      order,
      order.cancel === null
        ? 'it was taken for lost and has appeared at the venue; it is followed again'
        : 'it was taken for lost and has appeared at the venue; it is cancelled there, since nobody wants it any more',
      'Check that the position is what you want.',
    );
  record(draft, { type: 'order_accepted', orderId: order.id, venueOrderId });
  return DONE;
}

/** News of an order that works there. */
function acceptTold(draft: Draft, order: Order, venueOrderId: VenueOrderId): Reply {
  const reply = accept(draft, order, venueOrderId);
  tellConfirmed(draft, order);
  return reply;
}

/** What is held was entered with other steps or limits than the venue has now: its exits and stops go by those of now. */
function relist(draft: Draft, { account, positionKey }: Order, listed: Instrument): void {
  const known = draft.state.positions.get(positionKey)?.instrument;
  if (known === undefined || known.symbol !== listed.symbol) return;
  // what would be too little to be sold by that is no dust that fees have left: it keeps its stop, and its exit is tried on
  const shares = sharesOf(draft.state, marketNamed(account, listed.symbol));
  if (shares.some((share) => isHeld(share) && !isHeld({ ...share, instrument: listed }))) return;
  record(draft, { type: 'instrument_changed', account, instrument: listed });
}

type Refusal = Pick<Report & { type: 'rejected' }, 'reason' | 'instrument' | 'there' | 'free'>;

function reject(draft: Draft, order: Order, { reason, instrument: listed, ...want }: Refusal): Reply {
  if (!mayFollow(order.status, 'rejected')) return SEEN;
  if (listed !== undefined) relist(draft, order, listed);
  const denial = deny('VENUE_REJECTED', `the venue refused it: ${reason}`);
  record(draft, { type: 'order_rejected', orderId: order.id, denial, ...wantOf(want) });
  if (writeOffMissing(draft, order, want) || isNeededNoMore(draft, order)) return DONE;
  tellRefusal(draft, current(draft, order), reason, denial, want);
  return DONE;
}

function tellRefusal(draft: Draft, order: Order, reason: string, { remedy }: Denial, want: Pick<Refusal, 'free'>): void {
  const closed = closedFor(draft, order);
  const signal = draft.state.signals.get(order.signalId);
  const own = signal === undefined ? [] : ordersOfRole(draft.state, signal, order.role);
  if (order.reduceOnly && closed !== null) return tellClosed(draft, order, own, closed, reason);
  const text = `${nameOf(order)}: ${reason}${want.free === undefined ? '' : ` (free: ${want.free})`}`;
  if (order.role === 'exit') return tellExitRefused(draft, order, own, text);
  if (order.reduceOnly ? isRefusedAgain(order, own) : isEntryRefusedAgain(draft, order)) return;
  const again =
    closed === null ? remedy : `By its calendar ${closedText(closed.calendar, closed.opensAt)}. An entry is not sent again by itself.`;
  tell(draft, {
    severity: order.reduceOnly ? 'alarm' : 'error',
    groupKey: `rejected:${order.positionKey}:${order.role}`,
    title: `Order rejected by ${order.account}`,
    text,
    nextStep: order.reduceOnly ? 'It is tried again; look at the venue if it keeps failing.' : again,
    signalId: order.signalId,
  });
}

/** What it was to guard is gone, or on its way out at market, or people are asked where it is: nobody has to look after the refusal. */
function isNeededNoMore({ state }: Draft, { role, positionKey }: Order): boolean {
  const position = state.positions.get(positionKey);
  return isProtective(role) && (!isHeld(position) || leavesAtMarket(state, positionKey) || isNotThere(state, position));
}

function end(draft: Draft, order: Order, event: 'canceled' | 'expired', reason: string): Reply {
  if (TERMINAL_ORDER_STATUSES.has(order.status) && order.status !== 'lost') return SEEN;
  if (!mayFollow(order.status, event)) return SEEN;
  if (event === 'canceled') record(draft, { type: 'order_canceled', orderId: order.id, reason });
  else record(draft, { type: 'order_expired', orderId: order.id });
  return DONE;
}

/**
 * A report that ends an order, or a new quantity that does, says nothing of how much had filled: the reports of those fills
 * may be lost, and the quantity may be an old one. So the venue is asked once more.
 */
function checkIfEnded(draft: Draft, before: Order, reply: Reply): Reply {
  const order = current(draft, before);
  const ended = TERMINAL_ORDER_STATUSES.has(order.status) && order.status !== before.status;
  const wasAlive = !TERMINAL_ORDER_STATUSES.has(before.status) || before.status === 'lost';
  if (ended && wasAlive) askAgain(draft, order, 0, draft.now, 'it has ended; its fills are checked');
  return reply;
}

/** What a venue says of an order that works. `prices`: where it was seen at others than those in the book. */
interface Stands {
  readonly qty: Decimal;
  readonly levels?: PairLevels | undefined;
  readonly dropped?: Dropped | undefined;
  readonly prices?: VenuePrices | null;
}

function amend(draft: Draft, order: Order, { qty: said, levels: told, dropped, prices = null }: Stands): Reply {
  const before = levelsOf(order);
  const levels = before === null ? undefined : unroundedLevels(order, told);
  const qty = unroundedQty(order, said);
  const isNew = order.qty !== qty || prices !== null || (levels !== undefined && !areSameLevels(before, levels));
  if (!isNew && !isChanged(order, qty, levels)) return SEEN;
  if (TERMINAL_ORDER_STATUSES.has(order.status)) return SEEN;
  const byHand = isNew && dropped === undefined && isByHand(draft, order, { qty, levels, prices });
  record(draft, {
    type: 'order_amended',
    orderId: order.id,
    qty,
    ...(levels === undefined ? {} : { levels }),
    ...(prices === null ? {} : { prices }),
    ...(byHand ? { byHand } : {}),
    ...(dropped === undefined ? {} : { dropped }),
  });
  tellConfirmed(draft, order);
  if (byHand) tellMove(draft, order);
  if (dropped !== undefined) tellDropped(draft, order, dropped);
  return DONE;
}

/** Nothing of ours is under way that could move it. */
const isQuiet = ({ status, modify, cancel }: Order): boolean =>
  (status === 'accepted' || status === 'partially_filled') && modify === null && cancel === null;

/** Null: it stands where it was placed. An answer from before a change of ours says otherwise, too: one look alone counts for nothing. */
const movedIn = (order: Order, { prices }: OrderSnapshot): VenuePrices | null => (isQuiet(order) ? movedPrices(order, prices) : null);

/** Nobody may take an exit that stands in line for one that is under way. */
function tellWaits(draft: Draft, order: Order, reason: string): Reply {
  if (TERMINAL_ORDER_STATUSES.has(order.status)) return SEEN;
  tell(draft, {
    severity: order.reduceOnly ? 'alarm' : 'warning',
    groupKey: `waits:${order.id}`,
    title: `The ${order.role.replace('_', ' ')} of ${order.instrument.symbol} waits at the venue`,
    text: `${nameOf(order)}: ${order.account} has it, but ${reason}. Until then it does not fill, and what it may fill at is not known.`,
    nextStep: order.reduceOnly
      ? 'Nothing to do. To leave outside the session, send a close with a limit price and extended hours.'
      : `Nothing to do, or /cancel ${shortId(order.id)}.`,
    signalId: order.signalId,
  });
  return DONE;
}

export function decideReport(draft: Draft, command: Command & { type: 'venue_report' }): Reply {
  const { report } = command;
  const order = draft.state.orders.get(report.orderId);
  if (order === undefined) return unknownOrder(draft, report);
  switch (report.type) {
    case 'accepted':
      return acceptTold(draft, order, report.venueOrderId);
    case 'rejected':
      return reject(draft, order, report);
    case 'filled':
      return fillOrder(draft, order, report.venueOrderId, report.fill, report.inAll);
    case 'canceled':
      return checkIfEnded(draft, order, end(draft, order, 'canceled', report.reason));
    case 'expired':
      return checkIfEnded(draft, order, end(draft, order, 'expired', ''));
    case 'amended':
      return checkIfEnded(draft, order, amend(draft, order, report));
    case 'waits':
      return tellWaits(draft, order, report.reason);
    case 'cancel_rejected':
      if (order.cancel === null || order.status !== 'pending_cancel') return SEEN;
      record(draft, {
        type: 'order_cancel_refused',
        orderId: order.id,
        reason: report.reason,
        nextAt: draft.now + 1_000,
        isPlain: true,
      });
      record(draft, {
        type: 'order_unknown',
        orderId: order.id,
        inquiry: { since: draft.now, attempts: 0, nextAt: draft.now, reason: report.reason },
      });
      return DONE;
  }
}

function unknownOrder(draft: Draft, report: Report): Reply {
  // an order of ours that has left the live state (older than a week) may be reported again after a reconnect: only fills matter
  if (report.type !== 'filled') return { type: 'skipped', detail: `order ${report.orderId} is not known` };
  tell(draft, {
    severity: 'alarm',
    groupKey: `unknown-order:${report.orderId}`,
    title: 'A fill of an order that is not known',
    text: `Order ${report.orderId}: ${report.fill.qty} at ${report.fill.price}. It is not in the books.`,
    nextStep: 'Compare the positions with the venue.',
  });
  return DONE;
}

function takeFills(draft: Draft, order: Order, found: OrderSnapshot): void {
  const inAll = filledInAll(found.fills);
  for (const fill of found.fills) fillOrder(draft, current(draft, order), found.venueOrderId, fill, inAll);
}

/** The whole truth of a look-up. One that fits nothing (rejected, and yet with fills) is asked for again later, not at once and for ever. */
function takeOver(draft: Draft, order: Order, found: OrderSnapshot): Reply {
  const { inquiry } = order;
  const reply = takePieces(draft, order, found);
  const known = current(draft, order);
  if (inquiry === null || known.inquiry !== inquiry) return reply;
  const attempts = inquiry.attempts + 1;
  askAgain(draft, known, attempts, draft.now + delayAfter(attempts), `the venue says ${found.status}, which does not fit what has filled`);
  return DONE;
}

function takePieces(draft: Draft, order: Order, found: OrderSnapshot): Reply {
  accept(draft, order, found.venueOrderId);
  takeFills(draft, order, found);
  const known = current(draft, order);
  if (found.status === 'rejected') return reject(draft, known, { reason: found.reason ?? 'no reason given' });
  if (found.status === 'canceled') return end(draft, known, 'canceled', found.reason ?? 'canceled at the venue');
  if (found.status === 'expired') return end(draft, known, 'expired', '');
  if (found.status === 'filled' && !TERMINAL_ORDER_STATUSES.has(known.status)) {
    // all of its fills are here, and the quantity that it was meant to have is another one
    record(draft, { type: 'order_amended', orderId: known.id, qty: found.qty });
    return DONE;
  }
  // what has ended by now never stood, as far as anybody could rely on it
  tellConfirmed(draft, order);
  const moved = movedIn(known, found);
  if (moved !== null && order.inquiry === null) {
    askAgain(draft, known, 0, draft.now + LOOK_AGAIN_MS, 'the venue shows it at another price');
    return DONE;
  }
  const stand = moved === null && isQuiet(known) ? firstStand(known, found.prices) : null;
  if (stand !== null) record(draft, { type: 'order_stands', orderId: known.id, prices: stand });
  amend(draft, current(draft, known), { ...found, prices: moved });
  answered(draft, current(draft, order));
  return DONE;
}

export function decideLookedUp(draft: Draft, command: Command & { type: 'order_looked_up' }): Reply {
  const order = draft.state.orders.get(command.orderId);
  if (order === undefined) return { type: 'skipped', detail: `order ${command.orderId} is gone` };
  if (TERMINAL_ORDER_STATUSES.has(order.status) && order.status !== 'lost') return lookedUpAfterEnd(draft, order, command.found);
  if (command.found !== null) return takeOver(draft, order, command.found);
  if (order.status === 'lost') return stillLost(draft, order, 'not found (still)');
  if (order.inquiry !== null && !TERMINAL_ORDER_STATUSES.has(order.status))
    return notFound(draft, order, askedSince(draft, order), order.inquiry.attempts + 1);
  if (!isOpenAtVenue(order.status) || order.status === 'submitted') return SEEN;
  // it was there, and the venue does not know it: no stop may be shown as standing on the strength of an old answer
  askAgain(draft, order, 1, draft.now + delayAfter(1), 'the venue does not know it any more');
  return DONE;
}

/** Its last fills are counted. An answer from before the end is no answer, nor is "not found" before the grace is over. */
function lookedUpAfterEnd(draft: Draft, order: Order, found: OrderSnapshot | null): Reply {
  if (found !== null) takeFills(draft, order, found);
  const ended = current(draft, order);
  const isThere = found?.status === 'open' && mayFollow(ended.status, 'accepted');
  if (ended.inquiry === null) {
    if (isThere) askAgain(draft, ended, 1, draft.now + delayAfter(1), 'it has ended, and the venue shows it as open');
    return found === null ? SEEN : DONE;
  }
  const attempts = ended.inquiry.attempts + 1;
  // answers from before the end are over by now: it works, whatever was said of its end
  const since = askedSince(draft, ended);
  if (isThere && isGone(draft, ended, since, attempts)) return revive(draft, ended, found.venueOrderId);
  const answer = found === null ? isGone(draft, ended, since, attempts) : found.status !== 'open';
  if (answer) answered(draft, ended);
  else askAgain(draft, ended, attempts, draft.now + delayAfter(attempts), 'it has ended; the venue does not say so yet');
  return DONE;
}

/** What protects a position that is flat, or stands twice, is taken back by what tends it; what was to be cancelled is cancelled again. */
function revive(draft: Draft, order: Order, venueOrderId: VenueOrderId): Reply {
  surprise(draft, order, `it was ${order.status}, and the venue still works it; it is followed again`, 'Look at the venue.');
  record(draft, { type: 'order_accepted', orderId: order.id, venueOrderId });
  return DONE;
}

/** The venue did not answer at all: asked again; silence is no evidence, so it does not count towards lost. */
export function decideLookupFailed(draft: Draft, command: Command & { type: 'lookup_failed' }): Reply {
  const order = draft.state.orders.get(command.orderId);
  if (order === undefined) return SEEN;
  if (order.inquiry === null) {
    // its cancel is under way: until there is an answer it may have ended, and nothing is concluded from what is held
    if (order.status !== 'pending_cancel') return SEEN;
    askAgain(draft, order, 0, draft.now + waitForVenue(command, 5_000, 'out').ms, command.reason);
    return DONE;
  }
  if (order.status === 'lost') return stillLost(draft, order, command.reason);
  const wait = waitForVenue(command, 5_000, 'out');
  record(draft, {
    type: 'order_unknown',
    orderId: order.id,
    inquiry: { ...order.inquiry, nextAt: draft.now + wait.ms, reason: wait.reason },
  });
  return DONE;
}
