// Owns: handing what the person did to the bot, as updates, one after the other, like Telegram's polling does.
//
// Invariants: an update is on disk before the bot sees it and is handed out again after a restart until its handler has
// ended (at least once: the core dedupes update ids); a handler that fails ends neither the feed nor the process. Where
// the disk did not take its effect (StorageError) it is handed out again after a while; those behind it do not wait, since
// an exit must never stand behind a /resume that a full disk refuses.

import { BotError } from 'grammy';
import type { Bot, Context } from 'grammy';
import type { Update } from 'grammy/types';
import type { Clock } from '../clock.ts';
import { StorageError } from '../store/dispatch.ts';
import type { ChatMessage, InboxEntry } from './chat-message.ts';
import { UPDATE_HELD_MS, UPDATE_RETRY_MS } from './console-limits.ts';
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
  clock: Clock,
  report: (problem: string, error: unknown) => void,
): UpdateFeed {
  const waiting: InboxEntry[] = [];
  /** Since when an update is held back, and what ends its wait. */
  const heldSince = new Map<number, number>();
  const cancelRetries = new Set<() => void>();
  let running: Promise<void> | null = null;
  let isOpen = false;

  /** False: nothing could be stored, so nothing has happened yet. */
  const handle = async (entry: InboxEntry): Promise<boolean> => {
    const update = toUpdate(entry, transcript.find(entry.messageId), bot);
    if (update === null) return true;
    try {
      await bot.handleUpdate(update);
      return true;
    } catch (error) {
      return giveToErrorHandler(error);
    }
  };
  const giveToErrorHandler = async (error: unknown): Promise<boolean> => {
    try {
      if (!(error instanceof BotError)) throw error;
      await bot.errorHandler(error);
      return true;
    } catch (unhandled) {
      if (unhandled instanceof StorageError) return false;
      report('a handler of the bot failed in the console', unhandled);
      return true;
    }
  };
  /** False: it was held back long enough; its sender was told by the bot. */
  const holdBack = (entry: InboxEntry): boolean => {
    const since = heldSince.get(entry.updateId) ?? clock.now();
    if (clock.now() - since >= UPDATE_HELD_MS) return false;
    heldSince.set(entry.updateId, since);
    if (!isOpen) return true;
    const cancel = clock.after(UPDATE_RETRY_MS, () => {
      cancelRetries.delete(cancel);
      push(entry);
    });
    cancelRetries.add(cancel);
    return true;
  };
  const drain = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
      const isDone = await handle(entry);
      if (!isDone && holdBack(entry)) continue;
      heldSince.delete(entry.updateId);
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

  const push = (entry: InboxEntry): void => {
    if (!waiting.some((other) => other.updateId === entry.updateId)) waiting.push(entry);
    wake();
  };

  return {
    push,
    start() {
      isOpen = true;
      waiting.splice(0, waiting.length, ...transcript.inbox());
      wake();
    },
    async stop() {
      isOpen = false;
      waiting.length = 0;
      for (const cancel of cancelRetries) cancel();
      cancelRetries.clear();
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
