// Owns: the second channel: error mails, where a mailbox is configured. What stands in the state is owed until it is mailed;
// what cannot stand there (a full disk, the chat itself) waits here, and is gone with the process.

import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { NotificationId } from '../core/model/ids.ts';
import type { Notification } from '../core/model/notification.ts';
import { createErrorMails } from '../email/error-mails.ts';
import { createMailer } from '../email/mailer.ts';
import type { Log } from '../log.ts';
import type { Redactor } from '../redact.ts';
import type { Dispatcher } from '../store/dispatch.ts';

export interface Mailbox {
  /** Offers what is owed; what was mailed is recorded. */
  offer(dispatcher: Dispatcher, ids: readonly NotificationId[], chatDownSince: number | null): Promise<void>;
  /** Past the state: what cannot be journaled or is about the chat itself. */
  sendNow(title: string, text: string): void;
  stop(): void;
}

const NO_MAILBOX: Mailbox = { offer: () => Promise.resolve(), sendNow: () => undefined, stop: () => undefined };

/** More than this and the oldest is dropped: they are about the same trouble. */
const EXTRA_MAX = 50;

export function openMailbox(config: Config, redactor: Redactor, clock: Clock, log: Log): Mailbox {
  if (config.email === null) return NO_MAILBOX;
  const redact = (text: string): string => redactor.redact(text);
  const mailer = createMailer({ ...config.email, redact, clock, log });
  const mails = createErrorMails({ mailer, timezone: config.timezone, redact, clock, log });
  let extra: Notification[] = [];
  let count = 0;
  let cancelRetry = (): void => undefined;
  let stopped = false;

  async function send(owed: readonly Notification[], chatDownSince: number | null): Promise<readonly NotificationId[]> {
    const mailed = new Set(await mails.offer([...owed, ...extra], chatDownSince));
    extra = extra.filter((each) => !mailed.has(each.id));
    return owed.filter((each) => mailed.has(each.id)).map((each) => each.id);
  }

  /** Those of the state are offered again by the worker; these have only this timer. */
  function flushExtra(): void {
    cancelRetry();
    void send([], null).then(() => {
      if (extra.length === 0 || stopped) return;
      cancelRetry = clock.after(Math.max(1_000, (mails.nextMailAt() ?? 0) - clock.now()), flushExtra);
    });
  }

  return {
    async offer(dispatcher, ids, chatDownSince) {
      const { notifications } = dispatcher.snapshot();
      const owed = ids.flatMap((id) => notifications.get(id) ?? []);
      const notificationIds = await send(owed, chatDownSince);
      if (notificationIds.length > 0) await dispatcher.dispatch({ type: 'notification_mailed', notificationIds });
    },
    sendNow(title, text) {
      const at = clock.now();
      count += 1;
      const id = `n_mail_${at.toString(36)}_${count}` as NotificationId;
      const base = {
        signalId: null,
        prompt: null,
        count: 1,
        createdAt: at,
        updatedAt: at,
        chats: [],
        delivered: true,
        mailed: false,
        nextStep: null,
      };
      extra = [...extra, { id, severity: 'alarm' as const, groupKey: title, title, text, ...base }].slice(-EXTRA_MAX);
      flushExtra();
    },
    stop() {
      stopped = true;
      cancelRetry();
    },
  };
}
