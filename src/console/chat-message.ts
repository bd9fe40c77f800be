// Owns: the shape of what the console keeps: the messages of its one chat, their files, and the updates still to be handled.
// It is read back from disk, so the shape is a schema; the page gets messages in the same shape.

import { z } from 'zod';

/** The one chat of the console and the one person in it: Telegram gives private chats the id of the user, so does this. */
export const CONSOLE_CHAT_ID = 1;
export const CONSOLE_USER_ID = 1;
export const CONSOLE_USER_NAME = 'you';

const count = z.number().int().nonnegative();

/** A formatted range of a text, in UTF-16 units, under Telegram's names (bold, code, text_link, bot_command …). */
const entitySchema = z.object({
  type: z.string(),
  offset: count,
  length: count,
  url: z.string().optional(),
  language: z.string().optional(),
});
export type TextEntity = z.infer<typeof entitySchema>;

const buttonSchema = z.object({
  text: z.string(),
  style: z.enum(['danger', 'success', 'primary']).nullable(),
  action: z.discriminatedUnion('type', [
    z.object({ type: z.literal('tap'), data: z.string() }),
    z.object({ type: z.literal('open'), url: z.string() }),
    z.object({ type: z.literal('copy'), text: z.string() }),
  ]),
});
export type ChatButton = z.infer<typeof buttonSchema>;
export type Keyboard = readonly (readonly ChatButton[])[];

const fileInfoSchema = z.object({
  id: z.string(),
  kind: z.enum(['photo', 'document']),
  name: z.string(),
  bytes: count,
  /** Pixels; 0 for a document. */
  width: count,
  height: count,
});
export type FileInfo = z.infer<typeof fileInfoSchema>;

const messageSchema = z.object({
  id: count,
  author: z.enum(['you', 'bot']),
  /** Milliseconds since 1970. */
  sentAt: z.number(),
  editedAt: z.number().nullable(),
  /** The text, or the caption of `file`. */
  text: z.string(),
  entities: z.array(entitySchema),
  keyboard: z.array(z.array(buttonSchema)),
  file: fileInfoSchema.nullable(),
});
export type ChatMessage = Readonly<z.infer<typeof messageSchema>>;

const inboxSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), updateId: count, messageId: count }),
  z.object({ type: z.literal('tap'), updateId: count, messageId: count, data: z.string() }),
]);
/** What the person did and the bot has not finished with: handed to the bot again after a restart. */
export type InboxEntry = Readonly<z.infer<typeof inboxSchema>>;

export const transcriptSchema = z.object({
  version: z.literal(1),
  nextMessageId: count,
  nextUpdateId: count,
  messages: z.array(messageSchema),
  files: z.array(z.object({ id: z.string(), base64: z.string() })),
  inbox: z.array(inboxSchema),
});

export interface StoredFile {
  readonly id: string;
  readonly base64: string;
}

/** What lies in the console's document. Values are never changed in place. */
export interface TranscriptData {
  readonly version: 1;
  readonly nextMessageId: number;
  readonly nextUpdateId: number;
  readonly messages: readonly ChatMessage[];
  readonly files: readonly StoredFile[];
  readonly inbox: readonly InboxEntry[];
}
