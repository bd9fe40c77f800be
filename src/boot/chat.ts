// Owns: what the rest needs of a chat, whether it is Telegram or the local console.

import type { AddRoutes } from '../http/create-server.ts';
import type { Message } from '../telegram/render/message.ts';
import type { People } from '../runtime/worker.ts';

/** The chat of the local page. No chat in Telegram has this number. */
export const CONSOLE_CHAT = '1';

export interface Chat {
  /** Cards and notifications, from the state. */
  readonly people: Pick<People, 'showCard' | 'deliver'>;
  /** Past the state: what cannot be journaled (a full disk). May be lost with the process. */
  sayNow(message: Message): void;
  /** When the chat became unreachable; null = it is reachable. */
  downSince(): number | null;
  readonly addRoutes: AddRoutes;
  /** Hands the bot what waits and opens it. */
  start(): void;
  stop(): Promise<void>;
  /** There is a page with a button for the sample alert. */
  readonly hasPage: boolean;
  /** How people get to it, for the lines of the start. */
  greeting(): string;
}
