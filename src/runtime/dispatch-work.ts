// Owns: handing the core a command that work consists of. One that would break an invariant is refused and stays due: that is
// a failure like any other, tried again after a pause. Without the pause it would be refused, journaled and tried for ever.

import type { Command, Reply } from '../core/engine/command.ts';
import type { Dispatcher } from '../store/dispatch.ts';

/** Rejects with what dispatch rejects with, and with an Error where the core refused for an invariant. */
export async function dispatchWork(dispatcher: Dispatcher, command: Command): Promise<Reply> {
  const reply = await dispatcher.dispatch(command);
  if (reply.type === 'refused' && reply.denial.code === 'INVARIANT')
    throw new Error(`${command.type} was refused: ${reply.denial.message}`);
  return reply;
}
