// Owns: the real engine behind the door that the bot knows, in memory: every command is decided and applied; a full disk can
// be had by a switch.

import type { Command, Reply } from '../../src/core/engine/command.ts';
import { due } from '../../src/core/engine/due.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { leadsOut } from '../../src/core/engine/groups/leads-out.ts';
import type { State } from '../../src/core/engine/state.ts';
import { transact } from '../../src/core/engine/transact.ts';
import type { Work } from '../../src/core/engine/work.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import { type Dispatcher, StorageError } from '../../src/store/dispatch.ts';

export interface EngineDispatcher extends Dispatcher {
  /** In the order in which they came, the refused ones of a full disk included. */
  readonly commands: Command[];
  /** Of one type. */
  of<Type extends Command['type']>(type: Type): (Command & { type: Type })[];
  due(): readonly Work[];
  /** Null: the disk takes everything. What leads out passes a full disk, as with the store's reserve. */
  disk: 'full' | 'failed' | 'stopping' | null;
}

export function createEngineDispatcher(settings: Settings, now: () => number, initial: State = emptyState()): EngineDispatcher {
  let state = initial;
  const commands: Command[] = [];
  const listeners = new Set<() => void>();
  return {
    commands,
    of: <Type extends Command['type']>(type: Type) =>
      commands.filter((command): command is Command & { type: Type } => command.type === type),
    due: () => due(state, now()).work,
    disk: null,
    async dispatch(command): Promise<Reply> {
      commands.push(command);
      if (this.disk !== null && !(this.disk === 'full' && leadsOut(settings, state, command)))
        throw new StorageError(this.disk, 'No space left on device');
      const { state: next, events, reply } = transact(settings, state, command, now());
      state = next;
      if (events.length > 0) for (const listener of listeners) listener();
      return reply;
    },
    snapshot: () => state,
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
