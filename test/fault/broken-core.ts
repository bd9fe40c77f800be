// Owns: the real core with one thing changed about it: what it is told, or what it has decided.

import type { Command } from '../../src/core/engine/command.ts';
import type { Event } from '../../src/core/engine/event.ts';
import { evolve } from '../../src/core/engine/evolve.ts';
import type { State } from '../../src/core/engine/state.ts';
import { transact } from '../../src/core/engine/transact.ts';
import type { Settings } from '../../src/core/model/settings.ts';
import type { Transact } from './simulated-store.ts';

/** The core with other events than it decided upon; null: that one is left out. */
export const withEvents =
  (change: (event: Event, state: State, command: Command) => Event | null): Transact =>
  (settings, state, command, now) => {
    const result = transact(settings, state, command, now);
    const events: Event[] = [];
    let next = state;
    for (const event of result.events) {
      const changed = change(event, next, command);
      if (changed === null) continue;
      events.push(changed);
      next = evolve(next, changed, now);
    }
    return { ...result, events, state: next };
  };

export const withCommand =
  (change: (command: Command, settings: Settings, now: number) => Command): Transact =>
  (settings, state, command, now) =>
    transact(settings, state, change(command, settings, now), now);
