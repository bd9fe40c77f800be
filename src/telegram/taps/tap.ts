// Owns: what a tap on a button is, and what a verb is.

import type { Role, State } from '../../core/engine/state.ts';
import type { Actor } from '../../core/engine/state.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import type { ChatAddress } from '../sending/outbox.ts';
import type { Message } from '../render/message.ts';

export interface Tap {
  readonly deps: HandlerDeps;
  readonly actor: Actor;
  readonly chat: ChatAddress;
  readonly updateId: number;
  /** What follows the verb in the button's data. */
  readonly rest: string;
  /** The message as people see it, without markup; null when Telegram did not send it along. */
  readonly text: string | null;
  readonly messageId: number | null;
  /** Ends the wait of the person who tapped. `alert`: it must be read. */
  answer(text: string, alert?: boolean): void;
  /** Replaces the message that the button stands under. */
  edit(message: Message): void;
}

export interface Verb {
  /** The least role; a function where it depends on what the button is about. */
  readonly role: Role | ((state: State, rest: string) => Role);
  run(tap: Tap): Promise<void> | void;
}
