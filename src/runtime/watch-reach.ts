// Owns: telling people that an account has not been heard for minutes (keys that were revoked, maintenance, a network that is gone),
// and when it answers again. Until then nobody is told what fills there, since nobody here knows.

import type { Clock } from '../clock.ts';
import type { Command } from '../core/engine/command.ts';
import { ordersOf } from '../core/engine/order-books.ts';
import type { State } from '../core/engine/state.ts';
import { isZero } from '../core/model/decimal.ts';
import type { Account } from '../core/model/account.ts';
import type { AccountName, NotificationId } from '../core/model/ids.ts';
import type { Settings } from '../core/model/settings.ts';
import type { VenueView } from '../core/model/venues/venue-view.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import { eachAccount, type Rounds } from './each-account.ts';
import type { VenueViews } from './venue-views.ts';

const LOOK_MS = 15_000;
/** Three rounds of the reconciliation: a venue that is silent for so long is not merely slow. */
const SILENT_MS = 180_000;
const MINUTE_MS = 60_000;
/** As long as a refusal of a venue usefully is. */
const REASON_CHARS_MAX = 300;

export interface ReachWatchOptions {
  readonly dispatcher: Dispatcher;
  readonly settings: Pick<Settings, 'accounts'>;
  readonly venueViews: Pick<VenueViews, 'view'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly randomHex: (digits: number) => string;
}

type Notify = Omit<Command & { type: 'notify' }, 'notificationId'>;
type Failure = NonNullable<VenueView['failure']>;

interface Open {
  readonly positions: number;
  readonly orders: number;
}

function openOn(state: State, account: AccountName): Open {
  const held = [...state.positions.values()].filter((position) => position.account === account && !isZero(position.qty));
  return { positions: held.length, orders: ordersOf(state, account).filter(({ id }) => state.activeOrders.has(id)).length };
}

const openWords = ({ positions, orders }: Open): string =>
  positions + orders === 0
    ? 'By the books nothing is open there.'
    : `By the books ${positions} position(s) and ${orders} order(s) are open there: what the venue holds goes on working, and what fills is told when it answers again.`;

const silent = (where: string, account: AccountName, { reason }: Failure, minutes: number, open: Open): Notify => ({
  type: 'notify',
  severity: open.positions + open.orders > 0 ? 'alarm' : 'warning',
  groupKey: `unheard:${account}`,
  title: `${account} has not answered for ${minutes} min`,
  text: `${where}: ${reason.slice(0, REASON_CHARS_MAX)}. ${openWords(open)}`,
  nextStep:
    'Look at the venue, and whether its keys are still good (npm run doctor). It is asked again every minute; exits are still sent.',
});

const heard = (where: string, account: AccountName, minutes: number): Notify => ({
  type: 'notify',
  severity: 'info',
  groupKey: `heard:${account}`,
  title: `${account} answers again`,
  text: `${where}: after ${minutes} min; what has changed there meanwhile is being looked up.`,
  nextStep: null,
});

export function createReachWatch({ dispatcher, settings, venueViews, clock, log, randomHex }: ReachWatchOptions): Rounds {
  /** Since when those that people have heard of are silent. */
  const told = new Map<AccountName, number>();

  async function say(words: Notify): Promise<void> {
    await dispatcher.dispatch({ ...words, notificationId: `n_${randomHex(16)}` as NotificationId });
  }

  const minutesSince = (at: number): number => Math.max(1, Math.floor((clock.now() - at) / MINUTE_MS));

  async function look(name: AccountName, { mode }: Account): Promise<number> {
    const { failure } = venueViews.view(name);
    const where = `${name} (${mode.toUpperCase()})`;
    const since = told.get(name);
    if (failure === null && since !== undefined) {
      await say(heard(where, name, minutesSince(since)));
      told.delete(name);
    } else if (failure !== null && since === undefined && Math.abs(clock.now() - failure.since) >= SILENT_MS) {
      await say(silent(where, name, failure, minutesSince(failure.since), openOn(dispatcher.snapshot(), name)));
      told.set(name, failure.since);
    }
    return LOOK_MS;
  }

  return eachAccount({
    accounts: settings.accounts,
    clock,
    log,
    look,
    againMs: LOOK_MS,
    failed: 'that an account does not answer could not be told; the next look tries again',
  });
}
