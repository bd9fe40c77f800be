// Owns: when a mail goes out. Errors and alarms: the first at once, then at most one mail in five minutes with all that came
// meanwhile. When Telegram cannot be reached for a minute: everything that the chat should have had. A mail server that
// fails is tried again ever later. What was mailed is never mailed twice by one process; nothing here waits for the mail
// server but the offer itself, and one offer sends at a time.

import type { Clock } from '../clock.ts';
import type { Instant, NotificationId } from '../core/model/ids.ts';
import type { Notification } from '../core/model/notification.ts';
import type { Log } from '../log.ts';
import { composeDigest } from './mail-digest.ts';
import type { Mailer } from './mailer.ts';

export interface ErrorMails {
  /**
   * All that may be owed to the mailbox, again and again until it is not. Resolves with the ids that are mailed now (or
   * were before, without the caller having recorded it). Never rejects for a fault of the mail server.
   */
  offer(notifications: readonly Notification[], telegramDownSince: Instant | null): Promise<readonly NotificationId[]>;
  /** When the next offer can bring something out at the earliest; null = at once. */
  nextMailAt(): Instant | null;
}

export interface ErrorMailsOptions {
  readonly mailer: Mailer;
  readonly timezone: string;
  readonly redact: (text: string) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Between two mails. */
export const MAIL_INTERVAL_MS = 5 * 60_000;
/** A chat that is away for less than this will tell it all itself. */
export const TELEGRAM_DOWN_MS = 60_000;
/** After a failure, then the last for ever. */
export const RETRY_MS: readonly number[] = [30_000, 60_000, 120_000, 300_000, 900_000];
/** Ids of mailed notifications that are remembered; the state holds at most 500. */
const MAILED_KEPT = 2_000;

export function createErrorMails({ mailer, timezone, redact, clock, log }: ErrorMailsOptions): ErrorMails {
  const mailed = new Set<NotificationId>();
  let nextAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let sending = false;

  const isDown = (since: Instant | null): since is Instant => since !== null && clock.now() - since > TELEGRAM_DOWN_MS;
  const isWanted = (notification: Notification, telegramIsDown: boolean): boolean => {
    const isLoud = notification.severity === 'error' || notification.severity === 'alarm';
    // `mailed` is true from the start where only the chat was meant to tell it.
    return isLoud ? !notification.mailed : telegramIsDown && !notification.delivered;
  };

  function succeed(ids: readonly NotificationId[]): void {
    for (const id of ids) mailed.add(id);
    for (const id of mailed) {
      if (mailed.size <= MAILED_KEPT) break;
      mailed.delete(id);
    }
    if (failures > 0) log.info({ failures }, 'mails can be sent again');
    failures = 0;
    nextAt = clock.now() + MAIL_INTERVAL_MS;
  }

  function fail(reason: string, waiting: number): void {
    const delayMs = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? MAIL_INTERVAL_MS;
    failures += 1;
    nextAt = clock.now() + delayMs;
    log.error(
      { reason, waiting, failures, retryInMs: delayMs },
      'a mail could not be sent; look at SMTP_URL, EMAIL_FROM and EMAIL_TO. It is tried again',
    );
  }

  async function offer(notifications: readonly Notification[], telegramDownSince: Instant | null): Promise<readonly NotificationId[]> {
    const down = isDown(telegramDownSince) ? telegramDownSince : null;
    const wanted = notifications.filter((notification) => isWanted(notification, down !== null));
    const known = wanted.filter(({ id }) => mailed.has(id)).map(({ id }) => id);
    const fresh = wanted.filter(({ id }) => !mailed.has(id));
    if (fresh.length === 0 || sending || clock.now() < nextAt) return known;
    sending = true;
    try {
      const digest = composeDigest(fresh, { timezone, telegramDownSince: down, redact });
      const outcome = await mailer.send(digest);
      if (outcome.type === 'failed') {
        fail(outcome.reason, fresh.length);
        return known;
      }
      succeed(digest.ids);
      return [...known, ...digest.ids];
    } finally {
      sending = false;
    }
  }

  return { offer, nextMailAt: () => (nextAt > clock.now() ? nextAt : null) };
}
