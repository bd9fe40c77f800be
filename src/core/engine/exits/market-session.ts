// Owns: what the hours of a market say of attempts that have failed. A refusal from before it opened says nothing of now, and what
// was refused while it is closed is tried again when it opens, however long ago that was. Markets that never close have no say.

import type { Instant } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import { openedAt, opensAt } from '../../model/time/trading-calendar.ts';
import { calendarOf } from '../calendar-of.ts';
import type { Draft } from '../draft.ts';
import { failuresOf } from './position-orders.ts';

type Asked = Pick<Draft, 'settings' | 'now'>;

/** A venue whose clock goes behind ours refuses what comes in the first moments of a session. */
const OPENING_MS = 60_000;

/** One of the two is set; null: it is open around the clock, or its hours are not known. */
type Session = { readonly openedAt: Instant } | { readonly opensAt: Instant } | null;

function sessionOf({ settings, now }: Asked, order: Order): Session {
  const calendar = calendarOf(settings, order, null);
  if (calendar === null) return null;
  const since = openedAt(calendar, now);
  if (since !== null) return { openedAt: since };
  const next = opensAt(calendar, now);
  return next === null ? null : { opensAt: next };
}

/** Where the venue takes orders outside of it, too, a refusal has another reason. */
const sessionOfStops = (draft: Asked, order: Order): Session =>
  draft.settings.accounts.get(order.account)?.traits.extendedHours === true ? null : sessionOf(draft, order);

/** As failuresOf, for who leaves at once: attempts go on while it is closed, since hours are known by a list of ours alone. */
export function failuresNow(draft: Asked, own: readonly Order[]): ReturnType<typeof failuresOf> {
  const known = failuresOf(own);
  const last = own.at(-1);
  const session = known.failures === 0 || last === undefined ? null : sessionOf(draft, last);
  if (session === null) return known;
  if ('openedAt' in session) return failuresOf(own.filter(({ updatedAt }) => updatedAt >= session.openedAt));
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
