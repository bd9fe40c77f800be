// Owns: what a command of the bot is, and what its handler is given.

import type { Command, Reply } from '../../core/engine/command.ts';
import type { Actor, Role, State } from '../../core/engine/state.ts';
import type { HandlerDeps } from '../bot-deps.ts';
import type { ChatAddress } from '../sending/outbox.ts';
import type { Instant } from '../../core/model/ids.ts';
import type { CommandView } from '../render/render-help.ts';
import type { Message } from '../render/message.ts';

export interface CommandCall {
  /** What stands behind the command, trimmed. */
  readonly args: string;
  /** The text of the message that this one is a reply to; empty = none. */
  readonly repliedText: string;
  readonly actor: Actor;
  /** Null only for commands that are open to anyone. */
  readonly role: Role | null;
  readonly chat: ChatAddress;
  readonly isPrivate: boolean;
  /** When it was typed, by Telegram's clock: it may have waited while this process was down. */
  readonly typedAt: Instant;
  /** Goes into every command, so that a re-delivered update has no second effect. */
  readonly updateId: number;
  readonly deps: HandlerDeps;
  /** The commands that this person may use, for /help. */
  readonly commands: readonly CommandView[];
  /** The committed state, as of now. */
  state(): State;
  /** Resolves when the effect is on disk; rejects with StorageError. */
  dispatch(command: Command): Promise<Reply>;
  /** Handed to the outbox; nobody waits. */
  reply(message: Message): void;
}

export interface BotCommand extends CommandView {
  /** The least role that may use it; null = anyone. */
  readonly role: Role | null;
  run(call: CommandCall): Promise<void> | void;
}
