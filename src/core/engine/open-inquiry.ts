// Owns: questions about one order that are open: when it is asked about again, when "not found" counts, and what is then given up.
// Invariant: what a venue says it has is never given up for another order.

import { deny } from '../model/denial.ts';
import { shortId, type Instant } from '../model/ids.ts';
import { INQUIRY_DELAYS_MS, LOST_DELAYS_MS, LOST_LOOKED_UP_MS } from '../model/limits.ts';
import type { Order } from '../model/order.ts';
import type { Reply } from './command.ts';
import { record, tell, type Draft } from './draft.ts';
import { tellConfirmed } from './exits/tell-doubts.ts';

const DONE: Reply = { type: 'done', detail: 'noted' };
const SEEN: Reply = { type: 'skipped', detail: 'known already' };

export const nameOf = (order: Order): string =>
  `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): ${order.role.replace('_', ' ')} ${shortId(order.id)}, ${order.side} ${order.qty} ${order.instrument.symbol}`;

export const current = (draft: Draft, order: Order): Order => draft.state.orders.get(order.id) ?? order;

/** Since when it is asked about; what lies ahead was begun before the clock was set back, and begins anew. */
export const askedSince = (draft: Draft, order: Order): Instant => Math.min(order.inquiry?.since ?? draft.now, draft.now);

export function askAgain(draft: Draft, order: Order, attempts: number, nextAt: Instant, reason: string): void {
  const since = askedSince(draft, order);
  record(draft, { type: 'order_unknown', orderId: order.id, inquiry: { since, attempts, nextAt, reason } });
}

/** It is there and open: the inquiry is over, and a cancel or modify that got no answer is sent again. */
export function answered(draft: Draft, order: Order): void {
  if (order.inquiry === null) return;
  record(draft, { type: 'order_known', orderId: order.id });
  tellConfirmed(draft, order);
}

export const delayAfter = (attempts: number): number => INQUIRY_DELAYS_MS[attempts] ?? INQUIRY_DELAYS_MS.at(-1) ?? 0;

/** How many times "not found" must have been said before it may count: one answer may come from a lagging replica. */
const NOT_FOUND_ANSWERS_MIN = 3;

/** "Not found" counts: it was said often enough, for longer than the venue may need to show an order. */
export function isGone(draft: Draft, order: Order, since: Instant, attempts: number): boolean {
  const graceMs = draft.settings.accounts.get(order.account)?.lookupGraceMs ?? 0;
  return draft.now - since >= graceMs && attempts >= NOT_FOUND_ANSWERS_MIN;
}

/** The venue has it: it is never given up for another one, which would trade beside it. Only a person can do that. */
function notShown(draft: Draft, order: Order, since: Instant, attempts: number): Reply {
  askAgain(draft, order, attempts, draft.now + delayAfter(attempts), 'the venue has its id, and does not show it');
  if (order.doubted === true) return DONE;
  record(draft, { type: 'order_doubted', orderId: order.id });
  tellNotShown(draft, order, since);
  return DONE;
}

/** Told when it is found out, and again to whoever wants out while it is in the way. */
function tellNotShown(draft: Draft, order: Order, since: Instant): void {
  const { role, instrument, id, account } = order;
  tell(draft, {
    severity: 'alarm',
    groupKey: `not-shown:${id}`,
    title: `${instrument.symbol}: the venue has the ${role.replace('_', '-')}, and does not show it`,
    text: `${nameOf(order)}: ${account} says that it has an order with this id, and has shown none for ${Math.round((draft.now - since) / 1000)} s. It is looked up until it shows; nothing is sent in its place, since both could trade.`,
    nextStep: `Look at the venue. If it is not there, /cancel ${shortId(id)} gives it up${order.reduceOnly ? `, and /close ${instrument.symbol} then sends another one` : ''}.`,
    signalId: order.signalId,
  });
}

/** Of these orders, what an exit waits for that only a person can give up. */
export function tellStillNotShown(draft: Draft, orders: readonly Order[]): void {
  for (const order of new Set(orders))
    if (order.idTaken === true && order.doubted === true && order.cancel === null && order.reduceOnly && order.type === 'market')
      tellNotShown(draft, order, order.inquiry?.since ?? order.updatedAt);
}

export function notFound(draft: Draft, order: Order, since: number, attempts: number): Reply {
  if (!isGone(draft, order, since, attempts)) {
    record(draft, {
      type: 'order_unknown',
      orderId: order.id,
      inquiry: { since, attempts, nextAt: draft.now + delayAfter(attempts), reason: 'not found (yet)' },
    });
    return { type: 'done', detail: 'not found yet' };
  }
  if (order.idTaken === true && order.cancel === null) return notShown(draft, order, since, attempts);
  const denial = deny(
    'ORDER_LOST',
    `${order.account} does not know order ${shortId(order.id)} after ${Math.round((draft.now - since) / 1000)} s`,
  );
  record(draft, { type: 'order_lost', orderId: order.id, denial });
  askAgain(draft, current(draft, order), 0, draft.now + lostDelayAfter(0), 'taken for lost; it is taken up if it appears');
  tell(draft, {
    severity: 'alarm',
    groupKey: `lost:${order.id}`,
    title: 'Order lost',
    text: `${nameOf(order)}: ${denial.message}.`,
    nextStep: denial.remedy,
    signalId: order.signalId,
  });
  return { type: 'done', detail: 'lost' };
}

const lostDelayAfter = (attempts: number): number => LOST_DELAYS_MS[attempts] ?? LOST_DELAYS_MS.at(-1) ?? 0;

/** A request may arrive after its order was given up: it is looked for, less and less often, for a day. */
export function stillLost(draft: Draft, order: Order, reason: string): Reply {
  if (order.inquiry === null) return SEEN;
  const attempts = order.inquiry.attempts + 1;
  if (draft.now - order.inquiry.since >= LOST_LOOKED_UP_MS) answered(draft, order);
  else askAgain(draft, order, attempts, draft.now + lostDelayAfter(attempts), reason);
  return DONE;
}
