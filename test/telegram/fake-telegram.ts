// Owns: a Bot API server on loopback, true where the bot depends on it: offsets confirm updates, long polls wait, limits and
// error texts are Telegram's, every payload is checked against an excerpt of the official description. Faults on demand.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { checkPayload, type ApiExcerpt } from './check-payload.ts';
import { plainOfHtml } from './plain-of-html.ts';

export const TOKEN = '123456789:AAtest-token_0123456789abcdefghijk';

export interface FakeUser {
  readonly id: number;
  readonly name: string;
}
interface FakeButton {
  readonly text: string;
  readonly callback_data: string;
}
export interface FakeMessage {
  readonly messageId: number;
  readonly chatId: number;
  text: string;
  html: string;
  keyboard: readonly (readonly FakeButton[])[];
  edits: number;
}
export interface ApiCall {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What was answered; null: nothing was. */
  answer: { readonly ok: boolean; readonly error_code?: number; readonly description?: string } | null;
}

/** `drop_before`: the connection ends without an effect; `drop_after`: with it, the answer is lost; `silence`: it stays open, no answer. */
export type Fault =
  | { readonly type: 'error'; readonly code: number; readonly description: string; readonly parameters?: object }
  | { readonly type: 'drop_before' }
  | { readonly type: 'drop_after' }
  | { readonly type: 'silence' };

export interface FakeTelegram {
  readonly apiRoot: string;
  readonly calls: ApiCall[];
  readonly messages: FakeMessage[];
  /** Texts shown by answers to taps, by callback query id. */
  readonly tapAnswers: Map<string, { readonly text: string; readonly alert: boolean }>;
  menu: readonly { readonly command: string; readonly description: string }[];
  /** The next `times` calls of this method fail like that. */
  failNext(method: string, fault: Fault, times?: number): void;
  /** Sends a text; `confirmed` resolves when the bot confirms the update. */
  says(user: FakeUser, text: string, options?: { readonly chatId?: number; readonly extra?: object }): Sent;
  /** Presses the button whose text contains `label`. */
  taps(user: FakeUser, message: FakeMessage, label: string): Sent & { readonly queryId: string };
  /** Sends callback data that no button carries. */
  tapsData(user: FakeUser, message: FakeMessage, data: string): Sent & { readonly queryId: string };
  /** Hands the same update out again although it was confirmed, as after a lost confirmation. */
  redeliver(updateId: number): void;
  setWebhook(url: string): void;
  /** Updates that the bot has not confirmed. */
  pending(): readonly number[];
  /** Called after each call was answered. */
  onCall(listener: () => void): void;
  /** Answers a waiting long poll with no news, as Telegram does when its time is over. */
  endPolls(): void;
  close(): Promise<void>;
}
export interface Sent {
  readonly updateId: number;
  readonly confirmed: Promise<void>;
}

interface Answer {
  readonly ok: boolean;
  readonly [key: string]: unknown;
}
const done = (result: unknown): Answer => ({ ok: true, result });
const refuse = (code: number, description: string, parameters?: object): Answer => ({
  ok: false,
  error_code: code,
  description,
  ...(parameters === undefined ? {} : { parameters }),
});

export const BOT = { id: 987654, is_bot: true, first_name: 'Signalman', username: 'signalman_test_bot' };
const excerpt: ApiExcerpt = JSON.parse(readFileSync(new URL('bot-api-excerpt.json', import.meta.url), 'utf8'));

/** `now`: ms since 1970, for the dates of messages. */
export async function createFakeTelegram(now: () => number): Promise<FakeTelegram> {
  const calls: ApiCall[] = [];
  const messages: FakeMessage[] = [];
  const tapAnswers = new Map<string, { text: string; alert: boolean }>();
  const faults = new Map<string, Fault[]>();
  const listeners = new Set<() => void>();
  const updates = new Map<number, Record<string, unknown>>();
  const confirmations = new Map<number, () => void>();
  const handedOut = new Map<number, Record<string, unknown>>();
  let poll: { respond: (answer: Answer) => void; readonly offset: number } | null = null;
  let webhook = '';
  let nextUpdateId = 1_000;
  let nextMessageId = 1;
  let menu: FakeTelegram['menu'] = [];

  const ready = (offset: number): Record<string, unknown>[] =>
    [...updates.entries()]
      .filter(([id]) => id >= offset)
      .sort(([a], [b]) => a - b)
      .slice(0, 100)
      .map(([, update]) => update);
  const wakePoll = (): void => {
    if (poll === null) return;
    const waiting = ready(poll.offset);
    if (waiting.length === 0) return;
    const { respond } = poll;
    poll = null;
    respond(done(waiting));
  };
  const addUpdate = (content: object, id = nextUpdateId): Sent => {
    nextUpdateId = Math.max(nextUpdateId, id + 1);
    const update = { update_id: id, ...content };
    updates.set(id, update);
    handedOut.set(id, update);
    const confirmed = new Promise<void>((resolve) => confirmations.set(id, resolve));
    wakePoll();
    return { updateId: id, confirmed };
  };
  const chatOf = (chatId: number): object =>
    chatId < 0 ? { id: chatId, type: 'supergroup', title: 'Desk' } : { id: chatId, type: 'private', first_name: 'x' };
  const fromOf = (user: FakeUser): object => ({ id: user.id, is_bot: false, first_name: user.name });
  const messageOf = (message: FakeMessage): object => ({
    message_id: message.messageId,
    date: Math.floor(now() / 1_000),
    chat: chatOf(message.chatId),
    from: BOT,
    text: message.text,
    ...(message.keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: message.keyboard } }),
  });

  const readText = (payload: Readonly<Record<string, unknown>>): { text: string; html: string } | Answer => {
    const html = typeof payload['text'] === 'string' ? payload['text'] : '';
    const plain = payload['parse_mode'] === 'HTML' ? plainOfHtml(html) : { text: html };
    if ('error' in plain) return refuse(400, `Bad Request: can't parse entities: ${plain.error}`);
    if (plain.text.trim() === '') return refuse(400, 'Bad Request: message text is empty');
    if (plain.text.length > 4_096) return refuse(400, 'Bad Request: message is too long');
    return { text: plain.text, html };
  };
  const readKeyboard = (payload: Readonly<Record<string, unknown>>): FakeMessage['keyboard'] | Answer => {
    const markup = payload['reply_markup'];
    const rows: FakeMessage['keyboard'] =
      typeof markup === 'object' && markup !== null && 'inline_keyboard' in markup
        ? (markup.inline_keyboard as FakeMessage['keyboard'])
        : [];
    const bad = rows
      .flat()
      .some((button) => Buffer.byteLength(button.callback_data) > 64 || button.callback_data === '' || button.text === '');
    return bad ? refuse(400, 'Bad Request: BUTTON_DATA_INVALID') : rows;
  };
  const isRefusal = (value: object): value is Answer => 'ok' in value;

  const methods: Readonly<Record<string, (payload: Readonly<Record<string, unknown>>) => Answer>> = {
    getMe: () => done({ ...BOT, can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false }),
    deleteWebhook: () => {
      webhook = '';
      return done(true);
    },
    setMyCommands: (payload) => {
      const commands = payload['commands'] as FakeTelegram['menu'];
      if (commands.some(({ command, description }) => !/^[a-z0-9_]{1,32}$/.test(command) || description.length > 256 || description === ''))
        return refuse(400, 'Bad Request: BOT_COMMAND_INVALID');
      menu = commands;
      return done(true);
    },
    sendMessage: (payload) => {
      const content = readText(payload);
      const keyboard = readKeyboard(payload);
      if (isRefusal(content)) return content;
      if (isRefusal(keyboard)) return keyboard;
      const message: FakeMessage = { messageId: nextMessageId, chatId: Number(payload['chat_id']), ...content, keyboard, edits: 0 };
      nextMessageId += 1;
      messages.push(message);
      return done(messageOf(message));
    },
    editMessageText: (payload) => {
      const message = messages.find((each) => each.messageId === payload['message_id'] && each.chatId === Number(payload['chat_id']));
      if (message === undefined) return refuse(400, 'Bad Request: message to edit not found');
      const content = readText(payload);
      const keyboard = readKeyboard(payload);
      if (isRefusal(content)) return content;
      if (isRefusal(keyboard)) return keyboard;
      if (content.html === message.html && JSON.stringify(keyboard) === JSON.stringify(message.keyboard))
        return refuse(
          400,
          'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
        );
      Object.assign(message, content, { keyboard });
      message.edits += 1;
      return done(messageOf(message));
    },
    answerCallbackQuery: (payload) => {
      const id = String(payload['callback_query_id']);
      const text = typeof payload['text'] === 'string' ? payload['text'] : '';
      if (text.length > 200) return refuse(400, 'Bad Request: MESSAGE_TOO_LONG');
      if (tapAnswers.has(id)) return refuse(400, 'Bad Request: query is too old and response timeout expired or query ID is invalid');
      tapAnswers.set(id, { text, alert: payload['show_alert'] === true });
      return done(true);
    },
  };

  const getUpdates = (payload: Readonly<Record<string, unknown>>, respond: (answer: Answer) => void): void => {
    if (webhook !== '')
      return respond(
        refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"),
      );
    poll?.respond(refuse(409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running'));
    poll = null;
    const offset = Number(payload['offset'] ?? 0);
    for (const id of updates.keys()) {
      if (id >= offset) continue;
      updates.delete(id);
      confirmations.get(id)?.();
      confirmations.delete(id);
    }
    const waiting = ready(offset);
    if (waiting.length > 0 || Number(payload['timeout'] ?? 0) === 0) return respond(done(waiting));
    poll = { respond, offset };
  };

  const handle = (request: IncomingMessage, response: ServerResponse, body: string): void => {
    const [, bot = '', method = ''] = (request.url ?? '').split('/');
    const payload: Record<string, unknown> = body === '' ? {} : JSON.parse(body);
    const call: ApiCall = { method, payload, answer: null };
    calls.push(call);
    const respond = (answer: Answer): void => {
      call.answer = {
        ok: answer.ok,
        ...('error_code' in answer ? { error_code: Number(answer['error_code']), description: String(answer['description']) } : {}),
      };
      response.writeHead(answer.ok ? 200 : Number(answer['error_code'])).end(JSON.stringify(answer));
      for (const listener of listeners) listener();
    };
    if (bot !== `bot${TOKEN}`) return respond(refuse(401, 'Unauthorized'));
    const wrong = checkPayload(excerpt, method, payload);
    if (wrong !== null) return respond(refuse(400, `Bad Request: ${wrong}`));
    const fault = faults.get(method)?.shift();
    if (fault?.type === 'error') return respond(refuse(fault.code, fault.description, fault.parameters));
    if (fault !== undefined) {
      if (fault.type === 'drop_after') methods[method]?.(payload);
      if (fault.type !== 'silence') request.socket.destroy();
      for (const listener of listeners) listener();
      return;
    }
    if (method === 'getUpdates') {
      response.on('close', () => {
        if (poll?.respond === respond) poll = null;
      });
      return getUpdates(payload, respond);
    }
    respond(methods[method]?.(payload) ?? refuse(404, 'Not Found: method not found'));
  };

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => handle(request, response, body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const tapsData = (user: FakeUser, message: FakeMessage, data: string): Sent & { readonly queryId: string } => {
    const queryId = `query-${nextUpdateId}`;
    return {
      queryId,
      ...addUpdate({ callback_query: { id: queryId, from: fromOf(user), chat_instance: '1', message: messageOf(message), data } }),
    };
  };
  return {
    apiRoot: `http://127.0.0.1:${port}`,
    calls,
    messages,
    tapAnswers,
    get menu() {
      return menu;
    },
    failNext(method, fault, times = 1) {
      faults.set(method, [...(faults.get(method) ?? []), ...Array.from({ length: times }, () => fault)]);
    },
    says(user, text, { chatId = user.id, extra = {} } = {}) {
      return addUpdate({
        message: { message_id: nextMessageId++, date: Math.floor(now() / 1_000), chat: chatOf(chatId), from: fromOf(user), text, ...extra },
      });
    },
    taps(user, message, label) {
      const button = message.keyboard.flat().find(({ text }) => text.includes(label));
      if (button === undefined) throw new Error(`no button "${label}" under: ${message.text}`);
      return tapsData(user, message, button.callback_data);
    },
    tapsData,
    redeliver(updateId) {
      const update = handedOut.get(updateId);
      if (update === undefined) throw new Error(`there was no update ${updateId}`);
      updates.set(updateId, update);
    },
    setWebhook(url) {
      webhook = url;
      poll?.respond(refuse(409, 'Conflict: terminated by setWebhook request'));
      poll = null;
    },
    pending: () => [...updates.keys()],
    onCall: (listener) => void listeners.add(listener),
    endPolls() {
      poll?.respond(done([]));
      poll = null;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
