// Owns: what happens when a handler fails.
//
// StorageError: nothing was stored, so nothing happened. The person is told once, through the outbox (that needs no disk), and the
// error goes on to whoever handed the update in: polling.ts then does not confirm it, so that Telegram delivers it again.
// (bot.catch would swallow it, and grammY would confirm the update with the next getUpdates.)
// Anything else is a fault of ours: it would happen again with every delivery, so it is logged, told and ends here.

import { BotError, type Context, type MiddlewareFn } from 'grammy';
import { StorageError } from '../store/dispatch.ts';
import { textMessage } from './answer-reply.ts';
import type { HandlerDeps } from './bot-deps.ts';
import { speakerOf } from './people/chat-context.ts';
import { HELD_UPDATE_MAX_MS } from './limits.ts';
import { formatDuration } from './render/format-time.ts';

const CAUSES: Readonly<Record<StorageError['reason'], string>> = {
  full: 'the disk is full: free some space',
  failed: 'the disk does not take it: look at the log',
  stopping: 'Signalman is stopping',
};
/** Updates whose sender was told; more than polling ever holds back at a time. */
const TOLD_MAX = 200;

export function createFailureTeller(deps: HandlerDeps): MiddlewareFn {
  const told = new Set<number>();
  return async (context, next) => {
    try {
      await next();
    } catch (error) {
      const storage = storageErrorIn(error);
      tellOnce(context, storage === null ? 'A fault of ours: this was not done. It is in the log.' : storageText(storage), { deps, told });
      if (storage !== null) throw storage;
      deps.log.error({ err: error, updateId: context.update.update_id }, 'telegram: a handler failed');
    }
  };
}

/** Null: some other failure. */
export function storageErrorIn(error: unknown): StorageError | null {
  const inner = error instanceof BotError ? error.error : error;
  return inner instanceof StorageError ? inner : null;
}

const storageText = (error: StorageError): string =>
  `💾 Not done: ${CAUSES[error.reason]}.\nIf no other answer follows within ${formatDuration(HELD_UPDATE_MAX_MS)}, send it again. Exits, /cancel and /kill pass as long as possible.`;

function tellOnce(context: Context, text: string, { deps, told }: { readonly deps: HandlerDeps; readonly told: Set<number> }): void {
  const id = context.update.update_id;
  const speaker = speakerOf(context);
  if (speaker === null || told.has(id)) return;
  told.add(id);
  const oldest = told.size > TOLD_MAX ? told.values().next().value : undefined;
  if (oldest !== undefined) told.delete(oldest);
  if (context.callbackQuery !== undefined) deps.outbox.answerCallback({ id: context.callbackQuery.id, text, alert: true });
  else void deps.outbox.send({ to: speaker.chat, message: textMessage(text), priority: 'info' });
}
