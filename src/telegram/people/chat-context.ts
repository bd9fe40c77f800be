// Owns: who said what where, from an update, before anything is believed.

import type { Context } from 'grammy';
import type { Actor } from '../../core/engine/state.ts';
import type { ChatAddress } from '../sending/outbox.ts';
import { cleanText } from '../../core/model/clean-text.ts';

export interface Speaker {
  readonly actor: Actor;
  readonly chat: ChatAddress;
  readonly isPrivate: boolean;
}

/** Null: nobody in particular said it (a channel, an anonymous admin), or it names no chat. */
export function speakerOf(context: Context): Speaker | null {
  const { from, chat } = context;
  if (from === undefined || chat === undefined || from.is_bot) return null;
  const message = context.callbackQuery?.message ?? context.message;
  const topicId =
    message !== undefined && 'is_topic_message' in message && message.is_topic_message ? (message.message_thread_id ?? null) : null;
  const name = cleanText([from.first_name, from.last_name ?? ''].join(' '), 40);
  return {
    actor: { userId: from.id, userName: name === '' ? `user ${from.id}` : name },
    chat: { chatId: String(chat.id), topicId },
    isPrivate: chat.type === 'private',
  };
}
