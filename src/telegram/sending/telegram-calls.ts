// Owns: the three calls that the outbox makes, as grammY's Api makes them. Always through `bot.api`, so that a transformer (the
// local console) sees every one of them.

import type { Api } from 'grammy';
import { CALLBACK_ANSWER_CHARS_MAX, MESSAGE_CHARS_MAX } from '../render/limits.ts';
import type { Keyboard, Message } from '../render/message.ts';
import { toPlainText } from '../render/to-plain-text.ts';

/** The part of grammY's Api that is used here. */
export type TelegramApi = Pick<Api, 'sendMessage' | 'editMessageText' | 'answerCallbackQuery'>;

export interface SendCall {
  readonly chatId: string;
  readonly topicId: number | null;
  readonly message: Message;
  /** The fallback when the HTML could not be parsed. */
  readonly plain: boolean;
}

const markup = (keyboard: Keyboard): object =>
  keyboard.length === 0
    ? {}
    : { reply_markup: { inline_keyboard: keyboard.map((row) => row.map(({ text, data }) => ({ text, callback_data: data }))) } };

const textOf = ({ message, plain }: SendCall): string => (plain ? toPlainText(message.html).slice(0, MESSAGE_CHARS_MAX) : message.html);

const format = (plain: boolean): object => (plain ? {} : { parse_mode: 'HTML' as const });

/** Ids are numbers to Telegram, "@name" for public channels. */
const chatOf = ({ chatId }: SendCall): number | string => (/^-?\d{1,15}$/.test(chatId) ? Number(chatId) : chatId);

/** grammY's type is that of a polyfill whose event types are older than Node's; it only listens for "abort". */
export type CallSignal = NonNullable<Parameters<Api['getMe']>[0]>;
export const signalOf = (controller: AbortController): CallSignal => controller.signal as unknown as CallSignal;

/** The id of the new message. */
export async function sendMessage(api: TelegramApi, call: SendCall, signal: CallSignal): Promise<number> {
  const options = {
    ...format(call.plain),
    ...(call.topicId === null ? {} : { message_thread_id: call.topicId }),
    link_preview_options: { is_disabled: true },
    ...(call.message.isSilent === true ? { disable_notification: true } : {}),
    ...markup(call.message.keyboard),
  };
  const sent = await api.sendMessage(chatOf(call), textOf(call), options, signal);
  return sent.message_id;
}

/** Without a keyboard the edit removes the one that was there. */
export async function editMessage(api: TelegramApi, messageId: number, call: SendCall, signal: CallSignal): Promise<void> {
  const options = { ...format(call.plain), link_preview_options: { is_disabled: true }, ...markup(call.message.keyboard) };
  await api.editMessageText(chatOf(call), messageId, textOf(call), options, signal);
}

export async function answerCallback(
  api: TelegramApi,
  { id, text, alert = false }: { readonly id: string; readonly text: string; readonly alert?: boolean },
  signal: CallSignal,
): Promise<void> {
  // Not by UTF-16 units, or a character could be cut in two; half as many code points always fit.
  const cut =
    text.length <= CALLBACK_ANSWER_CHARS_MAX
      ? text
      : `${Array.from(text)
          .slice(0, CALLBACK_ANSWER_CHARS_MAX / 2 - 1)
          .join('')}…`;
  await api.answerCallbackQuery(id, { ...(cut === '' ? {} : { text: cut }), ...(alert ? { show_alert: true } : {}) }, signal);
}
