// Owns: the commands that the bot offers (setMyCommands): what the page completes when "/" is typed.

import { z } from 'zod';
import { COMMANDS_MAX, COMMAND_DESCRIPTION_MAX } from './console-limits.ts';

const commandsSchema = z
  .array(z.looseObject({ command: z.string().regex(/^[a-z0-9_]{1,32}$/), description: z.string().min(1).max(COMMAND_DESCRIPTION_MAX) }))
  .max(COMMANDS_MAX);

export interface MenuCommand {
  readonly command: string;
  readonly description: string;
}

export interface CommandMenu {
  list(): readonly MenuCommand[];
  /** False: not what Telegram takes as commands; nothing is changed. */
  set(given: unknown): boolean;
  onChange(listener: (commands: readonly MenuCommand[]) => void): () => void;
}

export function createCommandMenu(): CommandMenu {
  let commands: readonly MenuCommand[] = [];
  const listeners = new Set<(commands: readonly MenuCommand[]) => void>();
  return {
    list: () => commands,
    set(given) {
      const parsed = commandsSchema.safeParse(given);
      if (!parsed.success) return false;
      commands = parsed.data.map(({ command, description }) => ({ command, description }));
      for (const listener of listeners) listener(commands);
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
