// Owns: what the page can do with the chat: write, tap a button, fetch a file. Each becomes an update for the bot, and
// each is on disk before the bot or the page hears of it.

import type { FileInfo } from './chat-message.ts';
import { INBOX_MAX } from './console-limits.ts';
import { findEntities } from './read-text.ts';
import type { TapAnswer, TapAnswers } from './tap-answers.ts';
import type { Transcript } from './transcript.ts';
import { queryIdOf } from './update-feed.ts';
import type { UpdateFeed } from './update-feed.ts';

type Refused = { readonly ok: false; readonly error: string };

export interface Chat {
  /** `text` is trimmed and has 1 to TEXT_MAX characters. */
  write(text: string): Promise<{ readonly ok: true; readonly messageId: number } | Refused>;
  /** Whether this button is under that message now. */
  hasButton(messageId: number, data: string): boolean;
  /** Resolves with what the bot answered; `answer` null: nothing in TAP_ANSWER_MS. */
  tap(messageId: number, data: string): Promise<{ readonly ok: true; readonly answer: TapAnswer | null } | Refused>;
  file(id: string): { readonly info: FileInfo; readonly bytes: Buffer } | null;
  /** From now on updates are taken. */
  open(): void;
  close(): void;
}

export function createChat(transcript: Transcript, feed: UpdateFeed, answers: TapAnswers): Chat {
  let isOpen = false;
  const refusal = (): Refused | null => {
    if (!isOpen) return { ok: false, error: 'the program is starting or stopping' };
    if (transcript.inbox().length >= INBOX_MAX) return { ok: false, error: `the bot has ${INBOX_MAX} messages to work off` };
    return null;
  };
  return {
    async write(text) {
      const refused = refusal();
      if (refused !== null) return refused;
      const entry = await transcript.receiveText(text, findEntities(text, []));
      feed.push(entry);
      return { ok: true, messageId: entry.messageId };
    },
    hasButton(messageId, data) {
      const buttons = transcript.find(messageId)?.keyboard.flat() ?? [];
      return buttons.some(({ action }) => action.type === 'tap' && action.data === data);
    },
    async tap(messageId, data) {
      const refused = refusal();
      if (refused !== null) return refused;
      const entry = await transcript.receiveTap(messageId, data);
      const answer = answers.wait(queryIdOf(entry));
      feed.push(entry);
      return { ok: true, answer: await answer };
    },
    file(id) {
      const stored = transcript.file(id);
      const info = transcript.messages().find((message) => message.file?.id === id)?.file;
      if (stored === undefined || info === undefined || info === null) return null;
      return { info, bytes: Buffer.from(stored.base64, 'base64') };
    },
    open() {
      isOpen = true;
    },
    close() {
      isOpen = false;
    },
  };
}
