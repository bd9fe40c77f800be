// Owns: a message of the console as the Telegram object that the bot expects.

import type { Chat, InlineKeyboardMarkup, Message, MessageEntity, User, UserFromGetMe } from 'grammy/types';
import { CONSOLE_CHAT_ID, CONSOLE_USER_ID, CONSOLE_USER_NAME } from './chat-message.ts';
import type { ChatMessage, Keyboard } from './chat-message.ts';

export const consoleUser: User = { id: CONSOLE_USER_ID, is_bot: false, first_name: CONSOLE_USER_NAME };
export const consoleChat: Chat.PrivateChat = { id: CONSOLE_CHAT_ID, type: 'private', first_name: CONSOLE_USER_NAME };

/** Who the bot is in the console: given to it in place of getMe. */
export const consoleBotInfo: UserFromGetMe = {
  id: 2,
  is_bot: true,
  first_name: 'Signalman',
  username: 'signalman_console_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_guest_queries: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};

const toSeconds = (ms: number): number => Math.floor(ms / 1000);

/** `bot`: who sends what is not from the person. */
export function toTelegramMessage(message: ChatMessage, bot: UserFromGetMe): Message & Message.CommonMessage {
  // The entities were checked when they came in; their type is open here and a union there.
  const entities = message.entities as MessageEntity[];
  const { file } = message;
  return {
    message_id: message.id,
    date: toSeconds(message.sentAt),
    ...(message.editedAt === null ? {} : { edit_date: toSeconds(message.editedAt) }),
    chat: consoleChat,
    from: message.author === 'you' ? consoleUser : bot,
    ...(file === null ? textPart(message.text, entities) : { ...captionPart(message.text, entities), ...filePart(file) }),
    ...(message.keyboard.length === 0 ? {} : { reply_markup: toMarkup(message.keyboard) }),
  };
}

const textPart = (text: string, entities: MessageEntity[]) => (entities.length === 0 ? { text } : { text, entities });

const captionPart = (caption: string, entities: MessageEntity[]) => {
  if (caption === '') return {};
  return entities.length === 0 ? { caption } : { caption, caption_entities: entities };
};

function filePart(file: NonNullable<ChatMessage['file']>) {
  const common = { file_id: file.id, file_unique_id: file.id, file_size: file.bytes };
  return file.kind === 'photo'
    ? { photo: [{ ...common, width: file.width, height: file.height }] }
    : { document: { ...common, file_name: file.name, mime_type: 'application/octet-stream' } };
}

function toMarkup(keyboard: Keyboard): InlineKeyboardMarkup {
  const rows = keyboard.map((row) =>
    row.map(({ text, style, action }) => {
      const label = style === null ? { text } : { text, style };
      if (action.type === 'tap') return { ...label, callback_data: action.data };
      if (action.type === 'open') return { ...label, url: action.url };
      return { ...label, copy_text: { text: action.text } };
    }),
  );
  return { inline_keyboard: rows };
}
