// Owns: a stand-in for the store: records commands, answers as told, holds a state that tests may set.

import { emptyState } from '../../src/core/engine/empty-state.ts';
import type { Command, ReceiveAlert, Reply } from '../../src/core/engine/command.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { SignalState } from '../../src/core/model/signal.ts';
import type { Dispatcher } from '../../src/store/dispatch.ts';
import { signal } from './samples.ts';

export interface FakeDispatcher extends Dispatcher {
  readonly commands: Command[];
  /** The alerts among the commands. */
  alerts(): ReceiveAlert[];
  /** Replaces the state and tells the listeners. */
  commit(change: (state: State) => State): void;
  /** How the next commands are answered; may change the state or throw. */
  answerWith(answer: (command: Command) => Reply | Promise<Reply>): void;
  listeners(): number;
}

/** Keeps every alert: refused readings as the engine does, all others in `stateOfOrders`. */
export function createFakeDispatcher(stateOfOrders: SignalState = 'awaiting_approval'): FakeDispatcher {
  let state = emptyState();
  const commands: Command[] = [];
  const listeners = new Set<() => void>();
  const commit = (change: (state: State) => State): void => {
    state = change(state);
    for (const listener of listeners) listener();
  };
  let answer = (command: Command): Reply | Promise<Reply> => {
    if (command.type !== 'receive_alert') return { type: 'done', detail: '' };
    const { reading, signalId, raw, origin } = command;
    const kept = signal(signalId, { reading, raw, origin, state: stateOfOrders, error: reading.refusal });
    const unread = reading.refusal?.code === 'NOT_UNDERSTOOD' || reading.refusal?.code === 'UNKNOWN_DIALECT';
    const stateOfOthers: SignalState = reading.kind === 'reject' ? (unread ? 'unparsed' : 'denied') : 'noted';
    const isTrade = reading.kind === 'order' || reading.kind === 'cancel';
    commit((before) => ({ ...before, signals: before.signals.set(signalId, isTrade ? kept : { ...kept, state: stateOfOthers }) }));
    return { type: 'signal', signalId, duplicate: false };
  };
  return {
    commands,
    alerts: () => commands.filter((command) => command.type === 'receive_alert'),
    commit,
    answerWith(next) {
      answer = next;
    },
    listeners: () => listeners.size,
    async dispatch(command) {
      commands.push(command);
      return answer(command);
    },
    snapshot: () => state,
    onCommit(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
