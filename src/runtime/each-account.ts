// Owns: looking at every account over and over, each by itself: one that is slow or fails keeps no other from its turn. The
// next look begins only when the one before has ended, and nothing ends the round but stop().

import type { Clock } from '../clock.ts';
import type { AccountName, Instant } from '../core/model/ids.ts';
import type { Log } from '../log.ts';

export interface Rounds {
  start(): void;
  stop(): void;
}

export interface HurriedRounds extends Rounds {
  /** The next look at this account comes within `ms`; one that is under way goes on. */
  soon(account: AccountName, ms: number): void;
}

export interface RoundsOptions<Venue> {
  readonly brokers: ReadonlyMap<AccountName, Venue>;
  readonly clock: Clock;
  readonly log: Log;
  /** Answers how long until the next one, ms. */
  readonly look: (account: AccountName, venue: Venue) => Promise<number>;
  /** After a look that failed, ms. */
  readonly againMs: number;
  /** What the log says of such a look. */
  readonly failed: string;
}

export function eachAccount<Venue>({ brokers, clock, log, look, againMs, failed }: RoundsOptions<Venue>): HurriedRounds {
  const waiting = new Map<AccountName, { readonly at: Instant; readonly cancel: () => void }>();
  let running = false;

  async function delayAfter(account: AccountName, venue: Venue): Promise<number> {
    try {
      return await look(account, venue);
    } catch (error) {
      log.warn({ err: error, account }, failed);
      return againMs;
    }
  }

  function wait(account: AccountName, venue: Venue, delayMs: number): void {
    const cancel = clock.after(delayMs, () => {
      waiting.delete(account);
      next(account, venue);
    });
    waiting.set(account, { at: clock.now() + delayMs, cancel });
  }

  function next(account: AccountName, venue: Venue): void {
    void delayAfter(account, venue).then((delayMs) => {
      if (running) wait(account, venue, delayMs);
    });
  }

  return {
    start() {
      running = true;
      for (const [account, venue] of brokers) next(account, venue);
    },
    stop() {
      running = false;
      for (const { cancel } of waiting.values()) cancel();
      waiting.clear();
    },
    soon(account, ms) {
      const venue = brokers.get(account);
      const known = waiting.get(account);
      if (venue === undefined || known === undefined || known.at <= clock.now() + ms) return;
      known.cancel();
      wait(account, venue, ms);
    },
  };
}
