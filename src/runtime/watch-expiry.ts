// Owns: looking every day whether a token or a key of an account ends, and again when the reminder is due.

import type { Broker } from '../brokers/broker.ts';
import type { Clock } from '../clock.ts';
import { reminderAt } from '../core/model/expiry.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Log } from '../log.ts';
import type { Dispatcher } from '../store/dispatch.ts';

const LOOK_MS = 24 * 3_600_000;
/** A venue that cannot be examined now, and not more often than this in any case. */
const AGAIN_MS = 3_600_000;

export interface ExpiryWatch {
  start(): void;
  stop(): void;
}

export interface ExpiryWatchOptions {
  readonly dispatcher: Dispatcher;
  readonly brokers: ReadonlyMap<AccountName, Pick<Broker, 'examine'>>;
  readonly clock: Clock;
  readonly log: Log;
}

export function createExpiryWatch({ dispatcher, brokers, clock, log }: ExpiryWatchOptions): ExpiryWatch {
  const cancels = new Map<AccountName, () => void>();
  let running = false;

  /** How long until the next look. */
  async function look(account: AccountName, broker: Pick<Broker, 'examine'>): Promise<number> {
    const now = clock.now();
    let next = now + LOOK_MS;
    for (const { check, detail, remedy, expiresAt } of await broker.examine()) {
      if (expiresAt === null) continue;
      await dispatcher.dispatch({ type: 'expiry_found', account, check, detail, remedy, expiresAt });
      const remindAt = reminderAt(expiresAt, now);
      if (remindAt > now) next = Math.min(next, remindAt);
    }
    return Math.max(AGAIN_MS, next - now);
  }

  function follow(account: AccountName, broker: Pick<Broker, 'examine'>): void {
    look(account, broker)
      .catch((error: unknown) => {
        log.warn({ err: error, account }, 'a venue could not be examined; it is tried again in an hour');
        return AGAIN_MS;
      })
      .then((delayMs) => {
        if (running)
          cancels.set(
            account,
            clock.after(delayMs, () => follow(account, broker)),
          );
      })
      .catch((error: unknown) => log.error({ err: error, account }, 'the daily examination of a venue has ended'));
  }

  return {
    start() {
      running = true;
      for (const [account, broker] of brokers) follow(account, broker);
    },
    stop() {
      running = false;
      for (const cancel of cancels.values()) cancel();
    },
  };
}
