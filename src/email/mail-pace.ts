// Owns: how often a mail may go out: one in five minutes, and after a failure later and later.

import { type Clock, leftOf, waitFrom } from '../clock.ts';
import type { Instant } from '../core/model/ids.ts';
import type { Log } from '../log.ts';

/** Between two mails. */
export const MAIL_INTERVAL_MS = 5 * 60_000;
/** After a failure, then the last for ever. */
export const RETRY_MS: readonly number[] = [30_000, 60_000, 120_000, 300_000, 900_000];

export interface MailPace {
  mayGo(): boolean;
  /** When the next mail may go; null = now. */
  nextAt(): Instant | null;
  /** `count`: how many notifications went out. */
  succeeded(count: number): void;
  /** `waiting`: how many notifications wait for the mail that failed. */
  failed(reason: string, waiting: number): void;
}

export function createMailPace(clock: Clock, log: Log): MailPace {
  let pause = waitFrom(0, 0);
  let failures = 0;
  return {
    mayGo: () => leftOf(pause, clock.now()) === 0,
    nextAt: () => (leftOf(pause, clock.now()) > 0 ? pause.until : null),
    succeeded(count) {
      log.info({ count, failuresBefore: failures }, 'a mail was sent');
      failures = 0;
      pause = waitFrom(clock.now(), MAIL_INTERVAL_MS);
    },
    failed(reason, waiting) {
      const retryInMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? MAIL_INTERVAL_MS;
      failures += 1;
      pause = waitFrom(clock.now(), retryInMs);
      log.error(
        { reason, waiting, failures, retryInMs },
        'a mail could not be sent and is tried again; look at SMTP_URL, EMAIL_FROM and EMAIL_TO',
      );
    },
  };
}
