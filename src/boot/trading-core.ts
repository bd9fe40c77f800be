// Owns: what the store is told about the trading core: its functions, bound to the settings of this process.

import type { Command, Reply } from '../core/engine/command.ts';
import { emptyState } from '../core/engine/empty-state.ts';
import type { Event } from '../core/engine/event.ts';
import { evolve } from '../core/engine/evolve.ts';
import { checkState } from '../core/engine/invariants.ts';
import { leadsOut } from '../core/engine/groups/leads-out.ts';
import { SCHEMA_VERSION, type State } from '../core/engine/state.ts';
import { decodeState, encodeState } from '../core/engine/state-codec.ts';
import { transact } from '../core/engine/transact.ts';
import type { Settings } from '../core/model/settings.ts';
import type { StoreCore } from '../store/store-core.ts';

export const tradingCore = (settings: Settings): StoreCore<State, Command, Event, Reply> => ({
  schema: SCHEMA_VERSION,
  emptyState: emptyState(),
  transact: (state, command, now) => transact(settings, state, command, now),
  evolve,
  encode: encodeState,
  decode: decodeState,
  invariants: (state) => checkState(state).map(({ invariant, detail }) => `${invariant}: ${detail}`),
  migrations: {},
  isCritical: (command, state) => leadsOut(settings, state, command),
});
