// Owns: telling people of trouble with the disk, past the state: what cannot be written cannot be journaled.

import type { Log } from '../log.ts';
import type { Trouble, TroubleSubject } from '../store/trouble.ts';
import type { Chat } from './chat.ts';
import type { Mailbox } from './open-mailbox.ts';

const TITLES: Readonly<Record<Exclude<Trouble['type'], 'recovered'>, string>> = {
  full: '🚨 The disk is full',
  failed: '🚨 The disk does not take writes',
  checkpoint_failed: '⚠️ The checkpoint could not be written',
  backup_failed: '⚠️ The daily backup could not be made',
};
const RECOVERED: Readonly<Record<TroubleSubject, string>> = {
  journal: '✅ The disk takes writes again',
  checkpoint: '✅ The checkpoint is written again',
  backup: '✅ The daily backup is made again',
};

const titleOf = ({ type, subject }: Trouble): string => (type === 'recovered' ? RECOVERED[subject] : TITLES[type]);

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function sayTrouble(trouble: Trouble, { log, mailbox, chat }: { log: Log; mailbox: Mailbox; chat: Chat | null }): void {
  log[trouble.type === 'recovered' ? 'info' : 'error']({ trouble: trouble.type, nextStep: trouble.nextStep }, trouble.message);
  if (chat !== null) tellChat(trouble, chat);
  if (trouble.type !== 'recovered') mailbox.tell(titleOf(trouble), trouble.message, trouble.nextStep);
}

/** Apart, because trouble that the start meets is there before the chat is. */
export function tellChat(trouble: Trouble, chat: Chat): void {
  const { message, nextStep } = trouble;
  chat.sayNow({ html: `<b>${titleOf(trouble)}</b>\n${escape(message)}\n➡️ ${escape(nextStep)}`, keyboard: [] });
}
