// Owns: telling people of trouble with the disk, past the state: what cannot be written cannot be journaled.

import type { Log } from '../log.ts';
import type { Trouble } from '../store/trouble.ts';
import type { Chat } from './chat.ts';
import type { Mailbox } from './open-mailbox.ts';

const TITLES: Readonly<Record<Trouble['type'], string>> = {
  full: '🚨 The disk is full',
  failed: '🚨 The disk does not take writes',
  recovered: '✅ The disk takes writes again',
  checkpoint_failed: '⚠️ The checkpoint could not be written',
};

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

export function sayTrouble(trouble: Trouble, { log, mailbox, chat }: { log: Log; mailbox: Mailbox; chat: Chat | null }): void {
  log[trouble.type === 'recovered' ? 'info' : 'error']({ trouble: trouble.type, nextStep: trouble.nextStep }, trouble.message);
  if (chat !== null) tellChat(trouble, chat);
  if (trouble.type !== 'recovered') mailbox.tell(TITLES[trouble.type], trouble.message, trouble.nextStep);
}

/** Apart, because trouble that the start meets is there before the chat is. */
export function tellChat({ type, message, nextStep }: Trouble, chat: Chat): void {
  chat.sayNow({ html: `<b>${TITLES[type]}</b>\n${escape(message)}\n➡️ ${escape(nextStep)}`, keyboard: [] });
}
