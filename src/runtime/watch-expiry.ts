// Owns: looking every day whether a token or a key of an account ends, and again when the reminder is due.

import type { Broker } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import { reminderAt } from '../core/model/time/expiry.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';
import { eachAccount, type Rounds } from './each-account.ts';

const LOOK_MS = 24 * 3_600_000;
/** A venue that cannot be examined now, and not more often than this in any case. */
const AGAIN_MS = 3_600_000;

/** What ends, by the names that brokers give it; who cannot reach a venue says so of the keys. */
const ENDING: ReadonlySet<string> = new Set(['keys', 'token']);

export interface ExpiryWatchOptions {
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Pick<Broker, 'examine'>>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createExpiryWatch({ dispatcher, brokers, clock, log }: ExpiryWatchOptions): Rounds {
  async function look(account: AccountName, broker: Pick<Broker, 'examine'>): Promise<number> {
    const now = clock.now();
    let next = now + LOOK_MS;
    for (const { check, state, detail, remedy, expiresAt } of await broker.examine()) {
      // when it ends stands where nobody could look: tomorrow it may have ended
      if (state === 'unknown' && ENDING.has(check)) next = now + AGAIN_MS;
      if (expiresAt === null) continue;
      await dispatcher.dispatch({ type: 'expiry_found', account, check, detail, remedy, expiresAt });
      const remindAt = reminderAt(expiresAt, now);
      if (remindAt > now) next = Math.min(next, remindAt);
    }
    return Math.max(AGAIN_MS, next - now);
  }

  return eachAccount({
    accounts: brokers,
    clock,
    log,
    look,
    againMs: AGAIN_MS,
    failed: 'a venue could not be examined; it is tried again in an hour',
  });
}
