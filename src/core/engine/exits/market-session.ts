// Owns: what the hours of a market say of attempts that have failed. A refusal from before it opened says nothing of now, and what
// was refused while it is closed is tried again when it opens, however long ago that was, and people read once that it waits for
// that. Markets that never close have no say.

import type { Instant } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import { closedText, openedAt, opensAt, type TradingCalendar } from '../../model/time/trading-calendar.ts';
import { calendarOf } from '../calendar-of.ts';
import { tell, type Draft } from '../draft.ts';
import { nameOf } from '../open-inquiry.ts';
import { failuresOf } from './position-orders.ts';

type Asked = Pick<Draft, 'settings' | 'now'>;

/** A venue whose clock goes behind ours refuses what comes in the first moments of a session. */
const OPENING_MS = 60_000;

/** One of the two is set; null: it is open around the clock, or its hours are not known. */
type Session = { readonly openedAt: Instant } | Closed | null;

interface Closed {
  readonly calendar: TradingCalendar;
  readonly opensAt: Instant;
}

function sessionOf({ settings, now }: Asked, order: Order): Session {
  const calendar = calendarOf(settings, order, null);
  if (calendar === null) return null;
  const since = openedAt(calendar, now);
  if (since !== null) return { openedAt: since };
  const next = opensAt(calendar, now);
  return next === null ? null : { calendar, opensAt: next };
}

/** Where the venue takes orders outside of it, too, a refusal has another reason. */
const sessionOfStops = (draft: Asked, order: Order): Session =>
  draft.settings.accounts.get(order.account)?.traits.extendedHours === true ? null : sessionOf(draft, order);

/** After an attempt that lies ahead the clock was set back: the next one does not wait for that. */
const settled = (known: ReturnType<typeof failuresOf>, now: Instant): ReturnType<typeof failuresOf> =>
  known.failedAt > now ? { ...known, waitUntil: 0 } : known;

/** As failuresOf, for who leaves at once: attempts go on while it is closed, since hours are known by a list of ours alone. */
export function failuresNow(draft: Asked, own: readonly Order[]): ReturnType<typeof failuresOf> {
  const known = settled(failuresOf(own), draft.now);
  const last = own.at(-1);
  const session = known.failures === 0 || last === undefined ? null : sessionOf(draft, last);
  if (session === null) return known;
  if ('openedAt' in session) return settled(failuresOf(own.filter(({ updatedAt }) => updatedAt >= session.openedAt)), draft.now);
  return { ...known, waitUntil: Math.min(known.waitUntil, session.opensAt) };
}

/** When a stop or a target is placed again: what was refused while the market is closed has nothing to guard until it opens. */
export function retriesInSession(draft: Asked, own: readonly Order[]): Instant {
  const last = own.at(-1);
  const session = last?.status === 'rejected' ? sessionOfStops(draft, last) : null;
  return session !== null && 'opensAt' in session ? session.opensAt : failuresNow(draft, own).waitUntil;
}

/** Those that say that the venue does not want the stop, and not that it is closed. */
export function countedRefusals(draft: Asked, own: readonly Order[]): readonly Order[] {
  const last = own.at(-1);
  const session = last === undefined ? null : sessionOfStops(draft, last);
  if (session === null) return own;
  return 'opensAt' in session ? [] : own.filter(({ updatedAt }) => updatedAt >= session.openedAt + OPENING_MS);
}

/** Null: its market is open, or a refusal has another reason. */
export function closedFor(draft: Asked, order: Order): Closed | null {
  const session = sessionOfStops(draft, order);
  return session !== null && 'opensAt' in session ? session : null;
}

const whyOf = ({ error }: Order): string | undefined => error?.message;

/** Tells that `order`, which leaves or guards and was just refused, waits for its market: once, unless another reason is given. */
export function tellClosed(draft: Draft, order: Order, own: readonly Order[], { calendar, opensAt: opens }: Closed, reason: string): void {
  const isToldBy = (other: Order): boolean =>
    other.id !== order.id && other.status === 'rejected' && whyOf(other) === whyOf(order) && opensAt(calendar, other.updatedAt) === opens;
  if (own.some(isToldBy)) return;
  const { instrument, role, positionKey, signalId } = order;
  const guards = role === 'stop_loss' || role === 'take_profit';
  tell(draft, {
    severity: guards ? 'warning' : 'alarm',
    groupKey: `waits-for-opening:${positionKey}:${role}`,
    title: `${instrument.symbol}: the ${role.replace('_', '-')} waits until the market opens`,
    text: `${nameOf(order)}: ${reason.replace(/\.$/, '')}. By its calendar ${closedText(calendar, opens)}.`,
    nextStep: guards
      ? 'Nothing to do where the hours are the reason: it is placed again then. Any other reason must be mended before.'
      : 'It is sent again in that second, and now and then before, should the calendar be wrong; /cancel ends it.',
    signalId,
  });
}
