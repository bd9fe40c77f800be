// Owns: the second channel: error mails, where a mailbox is configured.

import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { NotificationId } from '../core/model/ids.ts';
import { createErrorMails } from '../email/error-mails.ts';
import type { Log } from '../log.ts';
import type { Redactor } from '../redact.ts';
import type { Dispatcher } from '../store/dispatch.ts';

export interface Mailbox {
  /** Offers what the state owes; what was mailed is recorded. */
  offer(dispatcher: Dispatcher, ids: readonly NotificationId[], chatDownSince: number | null): Promise<void>;
  /** Past the state: what cannot be journaled (a full disk) or is about the chat itself. */
  tell(title: string, text: string, nextStep: string): void;
  stop(): void;
}

const NO_MAILBOX: Mailbox = { offer: () => Promise.resolve(), tell: () => undefined, stop: () => undefined };

/** nodemailer is loaded only here, by those who have a mailbox. */
export async function openMailbox(config: Config, redactor: Redactor, clock: Clock, log: Log): Promise<Mailbox> {
  if (config.email === null) return NO_MAILBOX;
  const redact = (text: string): string => redactor.redact(text);
  const { createMailer } = await import('../email/mailer.ts');
  const mailer = createMailer({ ...config.email, redact, clock, log });
  const mails = createErrorMails({ mailer, timezone: config.timezone, redact, clock, log });
  return {
    async offer(dispatcher, ids, chatDownSince) {
      const { notifications } = dispatcher.snapshot();
      const owed = ids.flatMap((id) => notifications.get(id) ?? []);
      const sent = new Set(await mails.offer(owed, chatDownSince));
      const mailed = owed.filter(({ id }) => sent.has(id));
      if (mailed.length > 0) await dispatcher.dispatch({ type: 'notification_mailed', notifications: mailed });
    },
    tell: (title, text, nextStep) => mails.tell(title, text, nextStep),
    stop: () => mails.stop(),
  };
}
