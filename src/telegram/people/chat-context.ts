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

/** Where it was said; null: nowhere. */
function chatOf(context: Context): ChatAddress | null {
  const message = context.callbackQuery?.message ?? context.message;
  const topicId =
    message !== undefined && 'is_topic_message' in message && message.is_topic_message ? (message.message_thread_id ?? null) : null;
  return context.chat === undefined ? null : { chatId: String(context.chat.id), topicId };
}

/** Null: nobody in particular said it (a channel, an anonymous admin), or it names no chat. */
export function speakerOf(context: Context): Speaker | null {
  const { from } = context;
  const chat = chatOf(context);
  if (from === undefined || chat === null || from.is_bot) return null;
  const name = cleanText([from.first_name, from.last_name ?? ''].join(' '), 40);
  return {
    actor: { userId: from.id, userName: name === '' ? `user ${from.id}` : name },
    chat,
    isPrivate: context.chat?.type === 'private',
  };
}

/** The group in whose name an admin speaks, who cannot be told apart from the others of it; null: it is not that. */
export const anonymousIn = (context: Context): ChatAddress | null =>
  context.chat !== undefined && context.message?.sender_chat?.id === context.chat.id ? chatOf(context) : null;
