// Owns: the chat of the console: its messages, files and unhandled updates, durable.
//
// Invariants: a change is answered and shown only after a save that includes it was tried; ids only grow, also over
// restarts and even when the document is lost (they start at the clock's seconds, and people are slower than that), so
// an old id never comes to mean a new message. A save that fails does not silence the chat: on a full disk it is the
// place where the alarm has to appear. The change is shown from memory, `unsaved` says so, and the save is tried again.

import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { transcriptSchema } from './chat-message.ts';
import type { ChatMessage, InboxEntry, StoredFile, TranscriptData } from './chat-message.ts';
import { FILE_BYTES_KEPT, MESSAGES_KEPT, SAVE_RETRY_MS } from './console-limits.ts';

/** Where the chat is kept: one durable document. `load` gives what was saved last, null if there is none. */
export interface ConsoleDocument {
  load(): unknown;
  save(data: TranscriptData): Promise<void>;
}

export type TranscriptChange =
  | { readonly type: 'message'; readonly message: ChatMessage }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'unsaved'; readonly problem: string | null };

export interface Transcript {
  messages(): readonly ChatMessage[];
  find(id: number): ChatMessage | undefined;
  file(id: string): StoredFile | undefined;
  inbox(): readonly InboxEntry[];
  /** Why the chat cannot be saved at present; null = all of it is on disk. */
  unsaved(): string | null;
  /** Adds a message of the bot. The promise resolves once it is saved. */
  add(draft: Omit<ChatMessage, 'id' | 'author' | 'sentAt' | 'editedAt'>, file?: StoredFile): Promise<ChatMessage>;
  /** Changes a message in place; `editedAt` is set. The caller has checked that it exists. */
  edit(id: number, change: Pick<ChatMessage, 'text' | 'entities' | 'keyboard'>): Promise<ChatMessage>;
  remove(id: number): Promise<void>;
  /** Keeps what the person wrote together with the update that the bot is owed for it. */
  receiveText(text: string, entities: ChatMessage['entities']): Promise<InboxEntry>;
  receiveTap(messageId: number, data: string): Promise<InboxEntry>;
  /** The bot is done with an update: it is not handed out again. */
  confirm(updateId: number): Promise<void>;
  onChange(listener: (change: TranscriptChange) => void): () => void;
  /** Waits for the save in flight and ends the retries. */
  close(): Promise<void>;
}

/** `problem`: what was wrong with the document, for the log; the chat then starts anew. */
export function openTranscript(document: ConsoleDocument, clock: Clock): { transcript: Transcript; problem: string | null } {
  const { data, problem } = load(document, clock);
  return { transcript: createTranscript(data, document, clock), problem };
}

function load(document: ConsoleDocument, clock: Clock): { data: TranscriptData; problem: string | null } {
  const firstId = Math.floor(clock.now() / 1000);
  const empty: TranscriptData = { version: 1, nextMessageId: firstId, nextUpdateId: firstId, messages: [], files: [], inbox: [] };
  const stored = document.load();
  if (stored === null || stored === undefined) return { data: empty, problem: null };
  const parsed = transcriptSchema.safeParse(stored);
  if (parsed.success) return { data: parsed.data, problem: null };
  const problem = `the kept chat of the console cannot be read, it starts anew; signals and orders are not affected: ${z.prettifyError(parsed.error).slice(0, 300)}`;
  return { data: empty, problem };
}

function createTranscript(initial: TranscriptData, document: ConsoleDocument, clock: Clock): Transcript {
  let data = initial;
  const listeners = new Set<(change: TranscriptChange) => void>();
  const emit = (change: TranscriptChange): void => {
    for (const listener of listeners) listener(change);
  };
  const saver = createSaver(document, clock, () => data, emit);

  /** Applies at once (the next caller sees it), answers and shows after the save. */
  const commit = async (next: TranscriptData, change: TranscriptChange | null): Promise<void> => {
    data = next;
    await saver.save();
    if (change !== null) emit(change);
  };
  const append = (draft: Omit<ChatMessage, 'id' | 'sentAt' | 'editedAt'>): { message: ChatMessage; next: TranscriptData } => {
    const message: ChatMessage = { ...draft, id: data.nextMessageId, sentAt: clock.now(), editedAt: null };
    return { message, next: { ...data, nextMessageId: message.id + 1, messages: [...data.messages, message] } };
  };
  const withUpdate = (next: TranscriptData, entry: InboxEntry): TranscriptData => ({
    ...next,
    nextUpdateId: entry.updateId + 1,
    inbox: [...next.inbox, entry],
  });

  return {
    messages: () => data.messages,
    find: (id) => data.messages.find((message) => message.id === id),
    file: (id) => data.files.find((file) => file.id === id),
    inbox: () => data.inbox,
    unsaved: () => saver.problem(),
    async add(draft, file) {
      const { message, next } = append({ ...draft, author: 'bot' });
      const files = file === undefined ? next.files : [...next.files.filter((other) => other.id !== file.id), file];
      await commit(bounded({ ...next, files }), { type: 'message', message });
      return message;
    },
    async edit(id, change) {
      const before = data.messages.find((message) => message.id === id);
      if (before === undefined) throw new Error(`the console has no message ${id} to edit`);
      const message: ChatMessage = { ...before, ...change, editedAt: clock.now() };
      const messages = data.messages.map((other) => (other.id === id ? message : other));
      await commit({ ...data, messages }, { type: 'message', message });
      return message;
    },
    async remove(id) {
      await commit(bounded({ ...data, messages: data.messages.filter((message) => message.id !== id) }), { type: 'remove', id });
    },
    async receiveText(text, entities) {
      const { message, next } = append({ author: 'you', text, entities, keyboard: [], file: null });
      const entry: InboxEntry = { type: 'text', updateId: data.nextUpdateId, messageId: message.id };
      await commit(bounded(withUpdate(next, entry)), { type: 'message', message });
      return entry;
    },
    async receiveTap(messageId, tapData) {
      const entry: InboxEntry = { type: 'tap', updateId: data.nextUpdateId, messageId, data: tapData };
      await commit(withUpdate(data, entry), null);
      return entry;
    },
    async confirm(updateId) {
      await commit({ ...data, inbox: data.inbox.filter((entry) => entry.updateId !== updateId) }, null);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => saver.close(),
  };
}

/** One save at a time; whoever comes while it runs shares the next one. Never rejects. */
function createSaver(document: ConsoleDocument, clock: Clock, current: () => TranscriptData, emit: (change: TranscriptChange) => void) {
  let problem: string | null = null;
  let running: Promise<void> | null = null;
  let queued: Promise<void> | null = null;
  let cancelRetry: (() => void) | null = null;
  let closed = false;

  const setProblem = (text: string | null): void => {
    if (text === problem) return;
    problem = text;
    emit({ type: 'unsaved', problem });
  };
  const write = async (): Promise<void> => {
    cancelRetry?.();
    cancelRetry = null;
    try {
      await document.save(current());
      setProblem(null);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setProblem(`This chat cannot be saved at present (${reason}). What is shown since then is lost if the process stops.`);
      if (!closed) cancelRetry = clock.after(SAVE_RETRY_MS, () => void save());
    }
  };
  const save = (): Promise<void> => {
    if (running === null) {
      running = write().finally(() => {
        running = null;
      });
      return running;
    }
    queued ??= running.then(() => {
      queued = null;
      return save();
    });
    return queued;
  };
  return {
    save,
    problem: () => problem,
    async close(): Promise<void> {
      closed = true;
      cancelRetry?.();
      cancelRetry = null;
      await (queued ?? running);
    },
  };
}

/** Drops the oldest messages and files beyond the limits; messages whose buttons still wait for an answer go last. */
function bounded(data: TranscriptData): TranscriptData {
  let messages = data.messages;
  while (messages.length > MESSAGES_KEPT) {
    const finished = messages.findIndex((message) => message.keyboard.length === 0);
    const drop = finished === -1 || finished === messages.length - 1 ? 0 : finished;
    messages = messages.toSpliced(drop, 1);
  }
  const used = new Set(messages.map((message) => message.file?.id));
  const files: StoredFile[] = [];
  let bytes = 0;
  for (const file of data.files.toReversed()) {
    bytes += Math.floor((file.base64.length * 3) / 4);
    if (bytes > FILE_BYTES_KEPT) break;
    if (used.has(file.id)) files.unshift(file);
  }
  return { ...data, messages, files };
}
