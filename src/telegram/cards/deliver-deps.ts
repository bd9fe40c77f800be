// Owns: what delivery needs from the rest, and to which chats it goes.

import { adminIds } from '../people/authorize.ts';
import type { BotDeps } from '../bot-deps.ts';
import type { ChatAddress, Outbox } from '../sending/outbox.ts';
import type { Waits } from '../waits.ts';

export interface DeliverDeps extends Pick<BotDeps, 'dispatcher' | 'settings' | 'clock' | 'log' | 'access' | 'timeZone' | 'freshQuote'> {
  readonly outbox: Outbox;
  /** TELEGRAM_CHAT_ID; empty: the private chats of all admins. */
  readonly chats: readonly ChatAddress[];
  /**
   * Whether a chat that has a card is one of the other kind, the local page for the bot in Telegram and the other way round: from
   * here it cannot be reached, and nobody has lost it: its card counts as one that nobody can show.
   */
  readonly isElsewhere?: (chatId: string) => boolean;
  /** A chat cannot be reached at all (blocked, left): for the log and the e-mail channel. */
  readonly reportLostChat: (chatId: string, detail: string) => void;
}

export interface DeliveryParts extends DeliverDeps {
  readonly waits: Waits;
}

/** None while nobody is named and nobody has paired. */
export const deliveryTargets = ({ chats, access, dispatcher }: DeliverDeps): ChatAddress[] =>
  chats.length > 0 ? [...chats] : adminIds(access, dispatcher.snapshot()).map((id) => ({ chatId: String(id), topicId: null }));
