// Owns: an exit at market that rests: a venue that turns it into an order at a protected limit lets it stand when the market has
// left that price. Then it is taken back and sent anew, at what the market is by then, until it is out; people are told once.
// Invariant: while nobody says how much had filled of one that was taken back, the next one stays: there it fills once.

import { shortId, type Instant, type PositionKey } from '../../model/ids.ts';
import type { Order } from '../../model/order.ts';
import { openedAt } from '../../model/time/trading-calendar.ts';
import { calendarOf } from '../calendar-of.ts';
import { requestCancel } from '../cancel-order.ts';
import { postpone, tell, type Draft } from '../draft.ts';
import { endedInDoubt } from './in-the-way.ts';

/** What fills at all at market has filled by then. */
const RESTS_MS = 10_000;
/** A market that nobody trades in is asked less often after so many attempts. */
const OFTEN_MAX = 6;
const SELDOM_MS = 60_000;

const WHY = 'it rests at a price that the market has left: it is sent anew';

const works = ({ type, status, cancel, inquiry }: Order): boolean =>
  type === 'market' && (status === 'accepted' || status === 'partially_filled') && cancel === null && inquiry === null;

/** Null: it does not, or nobody trades there now: it ends with its session. */
function restsFrom({ settings, now }: Draft, order: Order, attempts: number): Instant | null {
  if (settings.accounts.get(order.account)?.traits.marketRests !== true || !works(order)) return null;
  const calendar = calendarOf(settings, order, null);
  if (calendar !== null && openedAt(calendar, now) === null) return null;
  return order.updatedAt + (attempts < OFTEN_MAX ? RESTS_MS : SELDOM_MS);
}

/** `own`: the orders of one exit. */
export function tendResting(draft: Draft, key: PositionKey, own: readonly Order[]): void {
  if (endedInDoubt(draft.state, key).length > 0) return;
  const attempts = own.filter(({ cancel }) => cancel?.reason === WHY).length;
  for (const order of own) {
    const from = restsFrom(draft, order, attempts);
    if (from === null) continue;
    if (from > draft.now) {
      postpone(draft, key, from);
      continue;
    }
    requestCancel(draft, order, WHY);
    if (attempts > 0) continue;
    tell(draft, {
      severity: 'alarm',
      groupKey: `rests:${key}`,
      title: `The exit of ${order.instrument.symbol} does not fill`,
      text: `${order.strategy} on ${order.account} (${order.mode.toUpperCase()}): exit ${shortId(order.id)} at market stands there for ${RESTS_MS / 1_000} s, at a limit that the venue has made of it. It is taken back and sent anew until it is out.`,
      nextStep: 'Look at the venue: is anybody trading there?',
      signalId: order.signalId,
    });
  }
}
