// Owns: the second channel: error mails, where a mailbox is configured.

import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { NotificationId } from '../core/model/ids.ts';
import type { Log } from '../log.ts';
import type { Redactor } from '../redact.ts';
import type { Dispatcher } from '../store/dispatch.ts';

export interface Mailbox {
  /** Offers what is owed; what was mailed is recorded. */
  offer(dispatcher: Dispatcher, ids: readonly NotificationId[], chatDownSince: number | null): Promise<void>;
  /** Past the state: what cannot be journaled or is about the chat itself. */
  sendNow(title: string, text: string): void;
}

const NO_MAILBOX: Mailbox = { offer: () => Promise.resolve(), sendNow: () => undefined };

export function openMailbox(config: Config, _redactor: Redactor, _clock: Clock, _log: Log): Mailbox {
  if (config.email === null) return NO_MAILBOX;
  throw new Error('mail is being built');
}
