// Owns: what is made of what a venue was seen to have. A difference is noted and told once, with its buttons; it is told again only
// when it has changed; one that is over is forgotten. Nothing is adopted and nothing is closed here.

import { abs, add, eq, isPositive, isZero, lt, sum, ZERO, type Decimal } from '../../model/decimal.ts';
import { orderDiscrepancyKey, positionDiscrepancyKey, type Discrepancy, type DiscrepancySubject } from '../../model/venues/discrepancy.ts';
import { nonceAt, shortId, type AccountName, type Nonce } from '../../model/ids.ts';
import { RETRY_DELAYS_MS } from '../../model/limits.ts';
import type { Order } from '../../model/order.ts';
import { isSameOrder, reconcileOrder } from '../../orders/reconcile-order.ts';
import { surplusOf } from '../../positions/reconcile-position.ts';
import type { Command, Reply, SeenOrder, SeenPosition } from '../command.ts';
import { traitsOf } from './account-meaning.ts';
import { discrepancyWords, isMixed, isOpposed, isWriteOff } from './discrepancy-words.ts';
import { calendarOf } from '../calendar-of.ts';
import { closesAt, isOpen } from '../../model/time/trading-calendar.ts';
import { isHeld } from '../../positions/is-held.ts';
import { record, tell, type Draft } from '../draft.ts';
import { isProtective } from '../exits/position-orders.ts';
import { qtyLeft } from '../../model/qty-left.ts';
import { isMoving, orderBooks, ordersIn } from '../order-books.ts';
import { isGoneFrom, qtyGuardable } from './is-not-there.ts';
import type { State } from '../state.ts';

type Seen = Command & { type: 'venue_seen' };

/** The sum over all shares, signed. */
const bookedQty = (state: State, account: AccountName, symbol: string): Decimal =>
  state.positions.reduce(
    (total, position) => (position.account === account && position.instrument.symbol === symbol ? add(total, position.qty) : total),
    ZERO,
  );

/** What is less than a step cannot be traded by anybody: fees taken in coins leave such. */
const isTradable = ({ instrument }: SeenPosition, surplus: Decimal): boolean =>
  instrument === null ? !eq(surplus, ZERO) : !lt(abs(surplus), instrument.stepSize);

function note(
  draft: Draft,
  { account, nonce }: Seen,
  index: number,
  key: string,
  found: Pick<Discrepancy, 'symbol' | 'subject' | 'instrument' | 'price' | 'productType'>,
): void {
  const mode = draft.settings.accounts.get(account)?.mode ?? 'paper';
  const discrepancy: Discrepancy = {
    ...found,
    key,
    account,
    mode,
    status: 'open',
    nonce: nonceAt(nonce, index),
    cancel: null,
    foundAt: draft.now,
  };
  record(draft, { type: 'discrepancy_noted', discrepancy });
  askAbout(draft, discrepancy);
}

function askAbout(draft: Draft, discrepancy: Discrepancy): void {
  const words = discrepancyWords(discrepancy, suspectOf(draft.state, discrepancy));
  const text = `${words.text}${squaredOffWords(draft, discrepancy)}${oversellWords(draft, discrepancy)}`;
  tell(draft, { severity: 'alarm', groupKey: `difference:${discrepancy.key}`, prompt: discrepancy.nonce, ...words, text });
}

const INTRADAY = /^(?:I|INTRADAY|MIS)$/i;
/** Brokers in India close what is intraday in the last minutes of its market, from 15:15 on at NSE. */
const SQUARED_OFF_MS = 20 * 60_000;

/** What is missing at that hour, or after it, of a position that was entered for the day. Empty: it is none. */
function squaredOffWords({ settings, state, now }: Draft, { account, symbol, subject }: Discrepancy): string {
  if (subject.type !== 'position' || !isWriteOff(subject)) return '';
  const share = [...state.positions.values()].find((each) => each.account === account && each.instrument.symbol === symbol && isHeld(each));
  const calendar = share === undefined || !INTRADAY.test(share.productType ?? '') ? null : calendarOf(settings, share, null);
  if (calendar === null) return '';
  const closes = closesAt(calendar, now);
  if (closes === null || (isOpen(calendar, now) && closes - now > SQUARED_OFF_MS)) return '';
  return ' It was entered as intraday, and at this hour the broker has squared it off, unless a person closed it: what it came to is in the account, and not in the results here.';
}

/** Our stops and targets for what is not there: where nothing is reduce-only they would open the other side. Empty: there are none. */
function oversellWords({ settings, state, now }: Draft, { account, symbol, subject }: Discrepancy): string {
  const traits = traitsOf(settings, state, account);
  if (subject.type !== 'position' || !isWriteOff(subject) || traits.reduceOnly) return '';
  const { booked, held } = subject;
  const side = isPositive(booked) ? 'sell' : 'buy';
  const resting = ordersIn(state, account, symbol).filter(
    (order) => isProtective(order.role) && order.instrument.kind !== 'spot' && order.side === side && state.activeOrders.has(order.id),
  );
  const there = isPositive(held) === isPositive(booked) ? abs(held) : ZERO;
  if (!lt(there, sum(resting.map(qtyLeft)))) return '';
  const names = resting.map((order) => `${order.role.replace('_', '-')} ${shortId(order.id)} (${side} ${qtyLeft(order)})`).join(', ');
  const guarded = [...new Set(resting.map(({ positionKey }) => positionKey))].flatMap((key) => state.positions.get(key) ?? []);
  if (!lt(there, sum(guarded.map((position) => qtyGuardable(state, position, traits))))) {
    const isSettled = guarded.every((position) => isGoneFrom(state, position) <= now);
    const what = isZero(there) ? 'it is cancelled' : `beyond ${there} it is cut off`;
    return ` ${names} would open the other side: ${what} ${isSettled ? 'now' : 'in a minute, as the list may be late'}, and placed again should the position be seen there.`;
  }
  return ` ${names} still stands there, and ${account} takes no reduce-only orders: what fills of it beyond ${there} opens the other side. Adopt cuts it to what is there.`;
}

/** An order that was given up may be what the venue has more of. */
function suspectOf(state: State, { account, symbol, subject }: Discrepancy): string | null {
  if (subject.type !== 'position') return null;
  const isSuspect = (order: Order | undefined): boolean =>
    order?.status === 'lost' && order.account === account && order.instrument.symbol === symbol;
  const id = [...state.inquiries].find((each) => isSuspect(state.orders.get(each)));
  return id === undefined ? null : shortId(id);
}

function over(draft: Draft, known: Discrepancy, detail: string): void {
  record(draft, { type: 'discrepancy_closed', key: known.key, detail });
  if (known.status === 'ignored') return;
  tell(draft, {
    severity: 'info',
    groupKey: `difference-over:${known.key}`,
    title: `${known.symbol}: books and venue agree again`,
    text: `${known.account} (${known.mode.toUpperCase()}): ${detail}.`,
    nextStep: null,
  });
}

function judgePosition(draft: Draft, command: Seen, seen: SeenPosition, index: number): void {
  const { account } = command;
  const booked = bookedQty(draft.state, account, seen.symbol);
  // something has happened since it was looked at: the next look is better
  if (!eq(booked, seen.booked) || isMoving(draft.state, account, seen.symbol)) return;
  const key = positionDiscrepancyKey(account, seen.symbol);
  const known = draft.state.discrepancies.get(key);
  const surplus = surplusOf(seen);
  if (!isTradable(seen, surplus)) {
    if (known !== undefined) over(draft, known, `both hold ${booked}`);
    return;
  }
  const { symbol, held, instrument, price, productType, products } = seen;
  const subject: DiscrepancySubject & { type: 'position' } = {
    type: 'position',
    surplus,
    booked,
    held,
    ...(products === undefined ? {} : { products }),
  };
  if (known?.subject.type !== 'position' || !eq(known.subject.surplus, surplus) || isOpposed(known.subject) !== isOpposed(subject))
    return note(draft, command, index, key, { symbol, instrument, price, productType, subject });
  // what of it can be done has changed, and nothing of what people were asked
  if (isMixed(known) !== isMixed({ subject }))
    record(draft, { type: 'discrepancy_noted', discrepancy: { ...known, productType, subject } });
  complete(draft, draft.state.discrepancies.get(key) ?? known, seen);
}

/** What could not be had when it was found. */
function complete(draft: Draft, known: Discrepancy, seen: Pick<SeenPosition, 'instrument' | 'price'>): void {
  if (known.instrument !== null || seen.instrument === null) return;
  record(draft, { type: 'discrepancy_noted', discrepancy: { ...known, instrument: seen.instrument, price: seen.price } });
}

function judgeOrder(draft: Draft, command: Seen, seen: SeenOrder, index: number): void {
  const { order } = seen;
  const verdict = reconcileOrder(order, orderBooks(draft.state, command.account));
  const key = orderDiscrepancyKey(command.account, order.venueOrderId);
  const known = draft.state.discrepancies.get(key);
  if (verdict.type === 'known') {
    if (known !== undefined) over(draft, known, 'it is followed');
    return;
  }
  if (known?.subject.type === 'order' && isSameOrder(known.subject.order, order)) return complete(draft, known, seen);
  const subject: DiscrepancySubject = { type: 'order', order, booked: verdict.type === 'over' ? verdict.status : null };
  note(draft, command, index, key, { ...seen, symbol: order.symbol, subject, productType: null });
}

export function decideVenueSeen(draft: Draft, command: Seen): Reply {
  command.positions.forEach((seen, index) => judgePosition(draft, command, seen, index));
  command.orders.forEach((seen, index) => judgeOrder(draft, command, seen, command.positions.length + index));
  for (const key of command.gone) {
    const known = draft.state.discrepancies.get(key);
    if (known?.subject.type === 'order') over(draft, known, `order ${known.subject.order.venueOrderId} is not open any more`);
  }
  return { type: 'done', detail: '' };
}

/** What a venue has said to a cancel of somebody else's order. It is harmless twice, so it is repeated until there is an answer. */
export function decideForeignCancel(draft: Draft, command: Command & { type: 'foreign_cancel_answered' }): Reply {
  const known = draft.state.discrepancies.get(command.key);
  if (known?.subject.type !== 'order' || known.cancel === null) return { type: 'skipped', detail: 'not asked for any more' };
  if (command.outcome === 'canceled') {
    over(draft, known, `order ${known.subject.order.venueOrderId} was cancelled`);
    return { type: 'done', detail: 'cancelled' };
  }
  if (command.outcome === 'rejected') return askAgain(draft, known, command.nonce, command.reason);
  const attempts = known.cancel.attempts + 1;
  const nextAt = draft.now + Math.max(1_000, RETRY_DELAYS_MS[attempts] ?? RETRY_DELAYS_MS.at(-1) ?? 0);
  record(draft, { type: 'discrepancy_noted', discrepancy: { ...known, cancel: { attempts, nextAt } } });
  return { type: 'done', detail: 'tried again' };
}

function askAgain(draft: Draft, known: Discrepancy, nonce: Nonce, reason: string): Reply {
  const open: Discrepancy = { ...known, status: 'open', cancel: null, nonce };
  record(draft, { type: 'discrepancy_noted', discrepancy: open });
  const words = discrepancyWords(open, null);
  tell(draft, {
    severity: 'error',
    groupKey: `difference:${open.key}:${nonce}`,
    prompt: nonce,
    ...words,
    text: `${words.text} The venue refuses the cancel: ${reason}`,
  });
  return { type: 'done', detail: 'the venue refuses the cancel' };
}
