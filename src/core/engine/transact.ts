// Owns: one step of the engine: decide, evolve, assert. Pure. (Signature fixed first; the implementation follows.)

import type { Instant } from '../model/ids.ts';
import type { Settings } from '../model/settings.ts';
import type { Command, Reply } from './command.ts';
import type { Event } from './event.ts';
import type { State } from './state.ts';

export interface Transaction {
  readonly events: readonly Event[];
  readonly state: State;
  readonly reply: Reply;
}

export type Transact = (settings: Settings, state: State, command: Command, now: Instant) => Transaction;
