// Owns: what goes into the mailbox and when. Errors and alarms: the first at once, then at most one mail in five minutes
// with all that came meanwhile. When Telegram cannot be reached for a minute: everything that the chat should have had.
// Trouble that cannot go through the state is told here directly, within the same pace, and is lost with the process.
// What was mailed is never mailed twice by one process; one mail is under way at a time and nothing else waits for it.

import type { Clock } from '../clock.ts';
import type { Instant, NotificationId } from '../core/model/ids.ts';
import type { Notification } from '../core/model/notification.ts';
import type { Log } from '../log.ts';
import { composeDigest } from './mail-digest.ts';
import { createMailPace } from './mail-pace.ts';
import type { Mailer } from './mailer.ts';
import { createToldTroubles } from './told-troubles.ts';

export interface ErrorMails {
  /**
   * All that may be owed to the mailbox, again and again until it is not. Resolves with the ids that are mailed now (or
   * were before, without the caller having recorded it). Never rejects for a fault of the mail server.
   */
  offer(notifications: readonly Notification[], telegramDownSince: Instant | null): Promise<readonly NotificationId[]>;
  /** Mails what the state cannot hold: now if it may, else with the next mail. The same title is told once, with a count. */
  tell(title: string, text: string, nextStep: string | null): void;
  /** When the next mail may go; null = at once. */
  nextMailAt(): Instant | null;
  /** No further mail begins. */
  stop(): void;
}

export interface ErrorMailsOptions {
  readonly mailer: Mailer;
  readonly timezone: string;
  readonly redact: (text: string) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A chat that is away for less than this will tell it all itself. */
export const TELEGRAM_DOWN_MS = 60_000;
/** Directly told trouble waits a little longer than it must, so that an offer that comes by takes it along. */
export const TOLD_GRACE_MS = 15_000;
/** Texts of mailed notifications that are remembered; the state holds at most 500. */
const MAILED_KEPT = 2_000;

export function createErrorMails({ mailer, timezone, redact, clock, log }: ErrorMailsOptions): ErrorMails {
  const mailed = new Set<string>();
  const pace = createMailPace(clock, log);
  const troubles = createToldTroubles();
  let sending = false;
  let stopped = false;
  let cancelTimer: (() => void) | null = null;

  /** One mail, if one may go now; what is in it. */
  async function send(fresh: readonly Notification[], telegramDownSince: Instant | null): Promise<readonly NotificationId[]> {
    if (sending || stopped || !pace.mayGo()) return [];
    sending = true;
    const digest = composeDigest(fresh, { timezone, telegramDownSince, redact });
    const outcome = await mailer.send(digest).finally(() => {
      sending = false;
    });
    if (outcome.type === 'failed') {
      pace.failed(outcome.reason, fresh.length);
      return [];
    }
    pace.succeeded(digest.ids.length);
    const told = fresh.filter(({ id }) => digest.ids.includes(id));
    troubles.remove(told);
    for (const each of told) remember(mailed, textOf(each));
    return digest.ids;
  }

  async function offer(notifications: readonly Notification[], telegramDownSince: Instant | null): Promise<readonly NotificationId[]> {
    const down = telegramDownSince !== null && clock.now() - telegramDownSince > TELEGRAM_DOWN_MS ? telegramDownSince : null;
    const wanted = notifications.filter((notification) => isWanted(notification, down !== null));
    const known = wanted.filter((each) => mailed.has(textOf(each))).map(({ id }) => id);
    const fresh = wanted.filter((each) => !mailed.has(textOf(each)));
    if (fresh.length === 0) return known;
    const sent = new Set(await send([...fresh, ...troubles.list()], down));
    return [...known, ...fresh.filter(({ id }) => sent.has(id)).map(({ id }) => id)];
  }

  function tell(title: string, text: string, nextStep: string | null): void {
    if (troubles.add(title, text, nextStep, clock.now())) void flush();
    else log.warn({ title }, 'too much trouble waits for a mail; this one is in the log only');
  }

  async function flush(): Promise<void> {
    const waiting = troubles.list();
    if (waiting.length > 0) await send(waiting, null);
    if (troubles.list().length === 0 || stopped || cancelTimer !== null) return;
    cancelTimer = clock.after((pace.nextAt() ?? clock.now()) - clock.now() + TOLD_GRACE_MS, () => {
      cancelTimer = null;
      void flush();
    });
  }

  function stop(): void {
    stopped = true;
    cancelTimer?.();
  }

  return { offer, tell, stop, nextMailAt: () => pace.nextAt() };
}

function isWanted({ severity, mailed, delivered }: Notification, telegramIsDown: boolean): boolean {
  // `mailed` is true from the start where only the chat was meant to tell it.
  return severity === 'error' || severity === 'alarm' ? !mailed : telegramIsDown && !delivered;
}

/** What has taken in another message is another text. */
const textOf = ({ id, count }: Notification): string => `${id} ${count}`;

function remember(mailed: Set<string>, text: string): void {
  mailed.add(text);
  const [oldest] = mailed;
  if (mailed.size > MAILED_KEPT && oldest !== undefined) mailed.delete(oldest);
}
