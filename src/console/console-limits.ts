// Owns: every limit of the console and of the Telegram behaviour that it imitates, each with its reason.

/** Telegram: characters of a message after the entities are parsed, in UTF-16 units. */
export const TEXT_MAX = 4_096;
/** Telegram: the same for the caption of a picture or file. */
export const CAPTION_MAX = 1_024;
/** Telegram: bytes of callback_data. */
export const CALLBACK_DATA_BYTES_MAX = 64;
/** Telegram: characters of the answer to a tap. */
export const ANSWER_MAX = 200;
/** Telegram (not in its documents): buttons under one message. */
export const BUTTONS_MAX = 100;
/** Telegram: characters of a text that a button copies. */
export const COPY_TEXT_MAX = 256;
/** Telegram: commands in the menu, and the length of a description. */
export const COMMANDS_MAX = 100;
export const COMMAND_DESCRIPTION_MAX = 256;
/** Telegram: a bot may delete messages that are younger than this. */
export const DELETE_WITHIN_MS = 48 * 3_600_000;

/** Messages that stay in the chat: the document is written whole at every change (about 1 kB each). */
export const MESSAGES_KEPT = 500;
/** Bytes of all pictures and files together, before base64: they are written with the document, too. */
export const FILE_BYTES_KEPT = 4 * 1_048_576;
/** Updates that were taken in but not yet handled: more means that a handler hangs. */
export const INBOX_MAX = 100;
/** An update that the disk did not take is handed out again for this long, this often: done much later it would surprise. */
export const UPDATE_HELD_MS = 60_000;
export const UPDATE_RETRY_MS = 1_000;
/** How long a tap waits for its answer; after that the query is "too old", as it is in Telegram. */
export const TAP_ANSWER_MS = 10_000;
/** After a failed save the next try comes by itself after this time. */
export const SAVE_RETRY_MS = 2_000;
/** JSON bodies of the page: a message of 4096 characters, escaped, fits six times over. Bytes. */
export const REQUEST_BYTES_MAX = 65_536;
/** Open pages at a time: one person has a few tabs. */
export const STREAMS_MAX = 16;
/** A comment on an idle stream, so that both ends notice a dead connection. */
export const HEARTBEAT_MS = 15_000;
/** Changes that a page which lost its connection can be given one by one; older ones mean the whole chat again. */
export const CHANGES_KEPT = 1_000;
/** A page that reads slower than this piles up is cut off and comes back with a fresh copy. Bytes. */
export const STREAM_BUFFER_MAX = 8 * 1_048_576;
/** How long the browser stays signed in. */
export const SESSION_MS = 30 * 24 * 3_600_000;
