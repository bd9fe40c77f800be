// Owns: the answers to the bot's outgoing calls, given here instead of by Telegram. Never calls `prev`: nothing goes out.
//
// What the bot depends on is as in Telegram: message ids, returned messages, limits, "message is not modified" and the
// words of the errors. A method that is not here is answered 404, so a missing one shows at once.

import { isDeepStrictEqual } from 'node:util';
import type { Transformer } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { CONSOLE_CHAT_ID } from './chat-message.ts';
import type { ChatMessage, FileInfo } from './chat-message.ts';
import type { CommandMenu } from './command-menu.ts';
import { ANSWER_MAX, CAPTION_MAX, DELETE_WITHIN_MS, TEXT_MAX } from './console-limits.ts';
import { readFile } from './read-file.ts';
import { readKeyboard } from './read-keyboard.ts';
import { readText } from './read-text.ts';
import type { ReadText } from './read-text.ts';
import type { TapAnswers } from './tap-answers.ts';
import { toTelegramMessage } from './telegram-message.ts';
import type { Transcript } from './transcript.ts';

export interface LocalApiParts {
  readonly transcript: Transcript;
  readonly menu: CommandMenu;
  readonly answers: TapAnswers;
  readonly clock: Clock;
  /** Who the bot is; read at each call, since a bot may be given its botInfo later. */
  readonly botInfo: () => UserFromGetMe;
}

type ApiAnswer =
  | { readonly ok: true; readonly result: unknown }
  | { readonly ok: false; readonly error_code: number; readonly description: string };
type Method = (payload: unknown, parts: LocalApiParts) => Promise<ApiAnswer> | ApiAnswer;

const done = (result: unknown): ApiAnswer => ({ ok: true, result });
const badRequest = (description: string): ApiAnswer => ({ ok: false, error_code: 400, description: `Bad Request: ${description}` });
const notModified = badRequest(
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
);

const anything = z.unknown().optional();
const textFields = { parse_mode: z.string().optional(), entities: anything, caption_entities: anything, reply_markup: anything };
const inChat = z.looseObject({ chat_id: z.union([z.number(), z.string()]) });
const messagePayload = z.looseObject({ text: z.string(), ...textFields });
const filePayload = z.looseObject({ caption: z.string().optional(), ...textFields });
const markupPayload = z.looseObject({ reply_markup: anything });
const commandsPayload = z.looseObject({ commands: anything });
const messageIdPayload = z.looseObject({ message_id: z.number() });
const answerPayload = z.looseObject({ callback_query_id: z.string(), text: z.string().optional(), show_alert: z.boolean().optional() });

const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['getMe', (_, parts) => done(parts.botInfo())],
  ['setMyCommands', setMyCommands],
  ['getMyCommands', (_, parts) => done(parts.menu.list())],
  ['sendMessage', inTheChat(sendMessage)],
  ['sendPhoto', inTheChat((payload, parts) => sendFile('photo', payload, parts))],
  ['sendDocument', inTheChat((payload, parts) => sendFile('document', payload, parts))],
  ['sendChatAction', inTheChat(() => done(true))],
  ['editMessageText', inTheChat(editMessageText)],
  ['editMessageCaption', inTheChat(editMessageCaption)],
  ['editMessageReplyMarkup', inTheChat(editMessageReplyMarkup)],
  ['deleteMessage', inTheChat(deleteMessage)],
  ['answerCallbackQuery', answerCallbackQuery],
]);

/** The transformer for `bot.api.config.use(…)`. Every call is answered from memory and disk. */
export function createLocalApi(parts: LocalApiParts): Transformer {
  return async (_prev, method, payload) => {
    const answer = (await METHODS.get(method)?.(payload, parts)) ?? {
      ok: false,
      error_code: 404,
      description: 'Not Found: method not found',
    };
    // The result's type hangs on the method's name, which the compiler cannot follow through a table.
    return answer as never;
  };
}

function inTheChat(method: Method): Method {
  return (payload, parts) => {
    const { success, data } = inChat.safeParse(payload);
    return success && String(data.chat_id) === String(CONSOLE_CHAT_ID) ? method(payload, parts) : badRequest('chat not found');
  };
}

function setMyCommands(payload: unknown, { menu }: LocalApiParts): ApiAnswer {
  const { data } = commandsPayload.safeParse(payload);
  return menu.set(data?.commands) ? done(true) : badRequest('BOT_COMMAND_INVALID');
}

async function sendMessage(payload: unknown, { transcript, botInfo }: LocalApiParts): Promise<ApiAnswer> {
  const given = messagePayload.safeParse(payload);
  if (!given.success) return badRequest('message text is empty');
  const text = readMessageText(given.data);
  if (!text.ok) return badRequest(text.error);
  const markup = readKeyboard(given.data.reply_markup);
  if (!markup.ok) return badRequest(markup.error);
  const message = await transcript.add({ text: text.text, entities: text.entities, keyboard: markup.keyboard, file: null });
  return done(toTelegramMessage(message, botInfo()));
}

async function sendFile(kind: FileInfo['kind'], payload: unknown, { transcript, botInfo }: LocalApiParts): Promise<ApiAnswer> {
  const given = filePayload.safeParse(payload);
  if (!given.success) return badRequest(`there is no ${kind} in the request`);
  const caption = readCaption(given.data);
  if (!caption.ok) return badRequest(caption.error);
  const markup = readKeyboard(given.data.reply_markup);
  if (!markup.ok) return badRequest(markup.error);
  const read = await readFile(given.data[kind], kind);
  if (!read.ok) return badRequest(read.error);
  const draft = { text: caption.text, entities: caption.entities, keyboard: markup.keyboard, file: read.info };
  return done(toTelegramMessage(await transcript.add(draft, read.file), botInfo()));
}

async function editMessageText(payload: unknown, parts: LocalApiParts): Promise<ApiAnswer> {
  const given = messagePayload.safeParse(payload);
  if (!given.success) return badRequest('message text is empty');
  return edit(payload, parts, (message) => {
    if (message.file !== null) return badRequest('there is no text in the message to edit');
    return readMessageText(given.data);
  });
}

async function editMessageCaption(payload: unknown, parts: LocalApiParts): Promise<ApiAnswer> {
  const given = filePayload.safeParse(payload);
  if (!given.success) return badRequest("can't parse the caption");
  return edit(payload, parts, (message) => {
    if (message.file === null) return badRequest('there is no caption in the message to edit');
    return readCaption(given.data);
  });
}

/** An edit of the buttons keeps the text; an edit of the text without buttons removes them, as in Telegram. */
async function editMessageReplyMarkup(payload: unknown, parts: LocalApiParts): Promise<ApiAnswer> {
  return edit(payload, parts, ({ text, entities }) => ({ ok: true, text, entities }));
}

async function edit(payload: unknown, parts: LocalApiParts, read: (message: ChatMessage) => ReadText | ApiAnswer): Promise<ApiAnswer> {
  const message = findMessage(payload, parts);
  if (message === undefined) return badRequest('message to edit not found');
  if (message.author !== 'bot') return badRequest("message can't be edited");
  const content = read(message);
  if (!('text' in content)) return 'error' in content ? badRequest(content.error) : content;
  const markup = readKeyboard(markupPayload.parse(payload).reply_markup);
  if (!markup.ok) return badRequest(markup.error);
  const change = { text: content.text, entities: content.entities, keyboard: markup.keyboard };
  if (isDeepStrictEqual(change, { text: message.text, entities: message.entities, keyboard: message.keyboard })) return notModified;
  return done(toTelegramMessage(await parts.transcript.edit(message.id, change), parts.botInfo()));
}

async function deleteMessage(payload: unknown, parts: LocalApiParts): Promise<ApiAnswer> {
  const message = findMessage(payload, parts);
  if (message === undefined) return badRequest('message to delete not found');
  if (parts.clock.now() - message.sentAt > DELETE_WITHIN_MS) return badRequest("message can't be deleted for everyone");
  await parts.transcript.remove(message.id);
  return done(true);
}

function answerCallbackQuery(payload: unknown, { answers }: LocalApiParts): ApiAnswer {
  const given = answerPayload.safeParse(payload);
  if (!given.success) return badRequest('QUERY_ID_INVALID');
  const text = given.data.text ?? '';
  if (text.length > ANSWER_MAX) return badRequest('MESSAGE_TOO_LONG');
  const taken = answers.answer(given.data.callback_query_id, { text, alert: given.data.show_alert ?? false });
  return taken ? done(true) : badRequest('query is too old and response timeout expired or query ID is invalid');
}

function findMessage(payload: unknown, { transcript }: LocalApiParts): ChatMessage | undefined {
  const given = messageIdPayload.safeParse(payload);
  return given.success ? transcript.find(given.data.message_id) : undefined;
}

const readMessageText = (given: z.infer<typeof messagePayload>): ReadText =>
  readText(given.text, {
    parseMode: given.parse_mode,
    given: given.entities,
    textMax: TEXT_MAX,
    tooLong: 'message is too long',
    mayBeEmpty: false,
  });

const readCaption = (given: z.infer<typeof filePayload>): ReadText =>
  readText(given.caption ?? '', {
    parseMode: given.parse_mode,
    given: given.caption_entities,
    textMax: CAPTION_MAX,
    tooLong: 'message caption is too long',
    mayBeEmpty: true,
  });
