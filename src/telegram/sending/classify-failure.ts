// Owns: what a failed call to Telegram means, decided once. No error object of grammY leaves this file: an HttpError holds the
// URL, and the URL holds the bot token.

import { GrammyError, HttpError } from 'grammy';

export type TelegramFailure =
  /** No answer, or 5xx: nobody knows whether it had an effect. */
  | { readonly type: 'unreachable'; readonly detail: string }
  | { readonly type: 'slow_down'; readonly retryAfterMs: number; readonly detail: string }
  /** The token is wrong or revoked. */
  | { readonly type: 'unauthorized'; readonly detail: string }
  /** Someone else polls, or a webhook is set. */
  | { readonly type: 'conflict'; readonly webhook: boolean; readonly detail: string }
  /** The group became a supergroup with this id. */
  | { readonly type: 'migrated'; readonly chatId: string; readonly detail: string }
  /** Blocked, left, deleted, never started. */
  | { readonly type: 'chat_gone'; readonly detail: string }
  | { readonly type: 'topic_gone'; readonly detail: string }
  | { readonly type: 'unparsable'; readonly detail: string }
  | { readonly type: 'unchanged'; readonly detail: string }
  /** The message to edit is not there any more, or cannot be edited. */
  | { readonly type: 'message_gone'; readonly detail: string }
  | { readonly type: 'rejected'; readonly detail: string };

const GONE =
  /chat not found|bot was blocked|bot was kicked|user is deactivated|not a member|can't initiate conversation|have no rights|not enough rights/i;
const RETRY_DEFAULT_SECONDS = 5;
const TOKEN = /\d{6,}:[A-Za-z0-9_-]{20,}/g;

export function classifyFailure(error: unknown): TelegramFailure {
  if (error instanceof GrammyError) return classifyAnswer(error);
  if (error instanceof HttpError) return { type: 'unreachable', detail: `no answer from Telegram${networkCode(error.error)}` };
  // A fault of ours or of a library: sending the same again would meet it again.
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { type: 'rejected', detail: text.replace(TOKEN, '<token>') };
}

function classifyAnswer({ error_code: code, description, parameters }: GrammyError): TelegramFailure {
  const detail = `${code}: ${description}`;
  if (parameters.migrate_to_chat_id !== undefined) return { type: 'migrated', chatId: String(parameters.migrate_to_chat_id), detail };
  if (code === 429) return { type: 'slow_down', retryAfterMs: (parameters.retry_after ?? RETRY_DEFAULT_SECONDS) * 1_000, detail };
  if (code >= 500) return { type: 'unreachable', detail };
  if (code === 401 || (code === 404 && /^not found$/i.test(description))) return { type: 'unauthorized', detail };
  if (code === 409) return { type: 'conflict', webhook: /webhook/i.test(description), detail };
  if (/can't parse entities|unsupported start tag|can't find end tag/i.test(description)) return { type: 'unparsable', detail };
  if (/message is not modified/i.test(description)) return { type: 'unchanged', detail };
  if (/message to edit not found|message can't be edited|MESSAGE_ID_INVALID|no text in the message to edit/i.test(description)) {
    return { type: 'message_gone', detail };
  }
  if (/message thread not found|TOPIC_DELETED|TOPIC_CLOSED/i.test(description)) return { type: 'topic_gone', detail };
  if (code === 403 || GONE.test(description)) return { type: 'chat_gone', detail };
  return { type: 'rejected', detail };
}

/** " (ECONNREFUSED)": the code and nothing else of the error, whose message carries the URL. */
function networkCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code) ? ` (${code})` : '';
}
