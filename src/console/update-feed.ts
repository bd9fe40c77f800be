// Owns: handing what the person did to the bot, as updates, one after the other, like Telegram's polling does.
//
// Invariants: an update is on disk before the bot sees it and is handed out again after a restart until its handler has
// ended (at least once: the core dedupes update ids); a handler that fails ends neither the feed nor the process.

import { BotError } from 'grammy';
import type { Bot, Context } from 'grammy';
import type { Update } from 'grammy/types';
import type { ChatMessage, InboxEntry } from './chat-message.ts';
import { consoleChat, consoleUser, toTelegramMessage } from './telegram-message.ts';
import type { Transcript } from './transcript.ts';

export interface UpdateFeed {
  /** Hands out what a previous process left unfinished. */
  start(): void;
  /** Call after `start`, with an entry that is saved. */
  push(entry: InboxEntry): void;
  /** Waits for the handler that runs; what waits behind it stays for the next start. */
  stop(): Promise<void>;
}

export const queryIdOf = (entry: InboxEntry): string => `console-${entry.updateId}`;

export function createUpdateFeed<C extends Context>(
  bot: Bot<C>,
  transcript: Transcript,
  report: (problem: string, error: unknown) => void,
): UpdateFeed {
  const waiting: InboxEntry[] = [];
  let running: Promise<void> | null = null;
  let isOpen = false;

  const handle = async (entry: InboxEntry): Promise<void> => {
    const update = toUpdate(entry, transcript.find(entry.messageId), bot);
    if (update === null) return;
    try {
      await bot.handleUpdate(update);
    } catch (error) {
      await giveToErrorHandler(error);
    }
  };
  const giveToErrorHandler = async (error: unknown): Promise<void> => {
    try {
      if (!(error instanceof BotError)) throw error;
      await bot.errorHandler(error);
    } catch (unhandled) {
      report('a handler of the bot failed in the console', unhandled);
    }
  };
  const drain = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
      await handle(entry);
      await transcript.confirm(entry.updateId);
    }
  };
  const wake = (): void => {
    if (!isOpen || running !== null || waiting.length === 0) return;
    running = drain().finally(() => {
      running = null;
      wake();
    });
  };

  return {
    start() {
      isOpen = true;
      waiting.splice(0, waiting.length, ...transcript.inbox());
      wake();
    },
    push(entry) {
      if (!waiting.some((other) => other.updateId === entry.updateId)) waiting.push(entry);
      wake();
    },
    async stop() {
      isOpen = false;
      waiting.length = 0;
      await running;
    },
  };
}

/** Null: the message of a tap is gone, there is nothing left to act on. */
function toUpdate<C extends Context>(entry: InboxEntry, message: ChatMessage | undefined, bot: Bot<C>): Update | null {
  if (message === undefined) return null;
  const shown = toTelegramMessage(message, bot.botInfo);
  if (entry.type === 'text') return { update_id: entry.updateId, message: { ...shown, from: consoleUser, chat: consoleChat } };
  return {
    update_id: entry.updateId,
    callback_query: { id: queryIdOf(entry), from: consoleUser, message: shown, chat_instance: 'console', data: entry.data },
  };
}
