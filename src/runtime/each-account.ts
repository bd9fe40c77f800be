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
  /** The next look at this account comes within `ms`, or when the one that is under way has ended. */
  soon(account: AccountName, ms: number): void;
}

export interface RoundsOptions<Each> {
  readonly accounts: ReadonlyMap<AccountName, Each>;
  readonly clock: Clock;
  readonly log: Log;
  /** Answers how long until the next one, ms. */
  readonly look: (account: AccountName, each: Each) => Promise<number>;
  /** After a look that failed, ms. */
  readonly againMs: number;
  /** What the log says of such a look. */
  readonly failed: string;
}

export function eachAccount<Each>({ accounts, clock, log, look, againMs, failed }: RoundsOptions<Each>): HurriedRounds {
  const waiting = new Map<AccountName, { readonly at: Instant; readonly cancel: () => void }>();
  /** When a look was asked for while one was under way, which may have seen what was before. */
  const hurried = new Map<AccountName, Instant>();
  let running = false;

  async function delayAfter(account: AccountName, each: Each): Promise<number> {
    try {
      return await look(account, each);
    } catch (error) {
      log.warn({ err: error, account }, failed);
      return againMs;
    }
  }

  function wait(account: AccountName, each: Each, delayMs: number): void {
    const cancel = clock.after(delayMs, () => {
      waiting.delete(account);
      next(account, each);
    });
    waiting.set(account, { at: clock.now() + delayMs, cancel });
  }

  function next(account: AccountName, each: Each): void {
    void delayAfter(account, each).then((delayMs) => {
      const asked = hurried.get(account);
      hurried.delete(account);
      if (running) wait(account, each, asked === undefined ? delayMs : Math.min(delayMs, Math.max(0, asked - clock.now())));
    });
  }

  return {
    start() {
      running = true;
      for (const [account, each] of accounts) next(account, each);
    },
    stop() {
      running = false;
      for (const { cancel } of waiting.values()) cancel();
      waiting.clear();
    },
    soon(account, ms) {
      const each = accounts.get(account);
      if (each === undefined || !running) return;
      const at = clock.now() + ms;
      const known = waiting.get(account);
      if (known === undefined) return void hurried.set(account, Math.min(at, hurried.get(account) ?? at));
      if (known.at <= at) return;
      known.cancel();
      wait(account, each, ms);
    },
  };
}
