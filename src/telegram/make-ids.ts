// Owns: the ids that the chat brings into the core, which makes none itself.

import type { Nonce, NotificationId } from '../core/model/ids.ts';

export const isNonce = (text: string): text is Nonce => /^[0-9a-f]{16}$/.test(text);
const isNotificationId = (text: string): text is NotificationId => /^nt_[0-9a-f]{12}$/.test(text);

/** `hex`: see BotDeps.randomHex. */
export function makeNonce(hex: (digits: number) => string): Nonce {
  const nonce = hex(16);
  if (!isNonce(nonce)) throw new Error('a nonce needs 16 random hex digits');
  return nonce;
}

export function makeNotificationId(hex: (digits: number) => string): NotificationId {
  const id = `nt_${hex(12)}`;
  if (!isNotificationId(id)) throw new Error('a notification id needs 12 random hex digits');
  return id;
}
