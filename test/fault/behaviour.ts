// Owns: how the simulated house behaves: as it is built, or broken in one place of the harness around the real core.

import type { Command } from '../../src/core/engine/command.ts';
import { isObservable } from '../../src/core/engine/decide-observe.ts';
import type { State } from '../../src/core/engine/state.ts';
import { transact } from '../../src/core/engine/transact.ts';
import type { Desk } from './house.ts';
import type { Transact } from './simulated-store.ts';

export interface House {
  readonly name: string;
  readonly decide: Transact;
  /** Whether a command is made of a price. */
  readonly isObservable: typeof isObservable;
  /** Whether the open orders of venues are compared with the books at this time. */
  readonly watchesOrders: (state: State) => boolean;
  /** The reply leaves at the decision instead of after the sync. */
  readonly answersEarly: (command: Command) => boolean;
  /** After a start, what was submitted and has no outcome is sent again. */
  readonly resubmitsAtStart: boolean;
  /** An unknown outcome counts as "not sent". */
  readonly takesUnknownForUnsent: boolean;
}

/** As it is built. */
export const SOUND: House = {
  name: 'as built',
  decide: transact,
  isObservable,
  watchesOrders: () => true,
  answersEarly: () => false,
  resubmitsAtStart: false,
  takesUnknownForUnsent: false,
};

export interface Mutant extends House {
  /** What it is found out on. */
  readonly desk: Desk;
  /** The rules of which at least one is seen to be broken. */
  readonly breaks: readonly string[];
}

export const withoutDedupeKey: Transact = (settings, state, command, now) =>
  transact(
    settings,
    state,
    command.type === 'receive_alert' ? { ...command, bodyHash: null, reading: { ...command.reading, eventId: null } } : command,
    now,
  );
