// Owns: whose card the message is that a button stands under, and that message as it is now.

import { cardMessage } from './card-message.ts';
import type { Signal } from '../../core/model/signal.ts';
import type { Message } from '../render/message.ts';
import type { Tap } from '../taps/tap.ts';

/** Null: it is no card, or that of an alert of long ago. */
export function signalUnder({ deps, chat, messageId }: Tap): Signal | null {
  const isThis = (signal: Signal): boolean => signal.cards.some((card) => card.chatId === chat.chatId && card.messageId === messageId);
  return deps.dispatcher.snapshot().signals.find(isThis) ?? null;
}

/** The card that the button stands on, as it is now; null: it stands on another message. */
export function cardUnder(tap: Tap): Message | null {
  const signal = signalUnder(tap);
  return signal === null ? null : cardMessage(tap.deps.dispatcher.snapshot(), signal, tap.deps);
}
