// Owns: the door into the core as src/store/dispatch.ts has it, single-stepped: decides on head, commits in batches of
// one or more commands, answers after the sync; a failed batch takes everything with it that was decided upon it.

import type { Command, Reply } from '../../src/core/engine/command.ts';
import type { Event } from '../../src/core/engine/event.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { transact } from '../../src/core/engine/transact.ts';
import type { Disk, Recovered } from './simulated-disk.ts';
import type { World } from './world.ts';

export type Transact = typeof transact;

/** Hears of every decision at the moment it is made (long before it is durable). */
export type Witness = (command: Command, reply: Reply, events: readonly Event[], before: State) => void;

export interface Caller {
  readonly replied: (reply: Reply) => void;
  readonly failed: () => void;
}

export interface SimulatedStore {
  dispatch(command: Command, caller: Caller): void;
  snapshot(): State;
  /** Gives the open batch to the disk; false where there is none or one is on its way. */
  flush(): boolean;
  /** Ends the batch on its way; false where there is none. */
  sync(succeeds: boolean): boolean;
  checkpoint(): void;
}

export interface StoreParts {
  readonly world: World;
  readonly disk: Disk;
  readonly decide: Transact;
  readonly witness: Witness;
  readonly answersEarly: (command: Command) => boolean;
}

interface OpenBatch {
  readonly at: number;
  readonly events: Event[];
  readonly callers: { readonly reply: Reply; readonly caller: Caller }[];
  state: State;
}

export function openStore({ world, disk, decide, witness, answersEarly }: StoreParts, from: Recovered): SimulatedStore {
  let committed = from;
  let head = from.state;
  let open: OpenBatch | null = null;
  let inFlight: OpenBatch | null = null;

  function fail(): void {
    const callers = [...(inFlight?.callers ?? []), ...(open?.callers ?? [])];
    inFlight = null;
    open = null;
    head = committed.state;
    for (const { caller } of callers) caller.failed();
  }

  function advance(batch: OpenBatch): void {
    committed = { state: batch.state, seq: committed.seq + 1 };
    inFlight = null;
    for (const { reply, caller } of batch.callers) caller.replied(reply);
  }

  function decideNow(command: Command, at: number): { reply: Reply; events: readonly Event[] } | null {
    try {
      const { events, state, reply } = decide(world.desk.settings, head, command, at);
      witness(command, reply, events, head);
      head = state;
      return { reply, events };
    } catch (error) {
      world.violate('the core never throws', `${command.type}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
  }

  return {
    dispatch(command, caller) {
      const at = open?.at ?? world.now();
      const decided = decideNow(command, at);
      if (decided === null) {
        caller.failed();
        return;
      }
      const { reply, events } = decided;
      if (events.length > 0) {
        open ??= { at, events: [], callers: [], state: head };
        open.events.push(...events);
        open.state = head;
      }
      const carrier = open ?? inFlight;
      if (carrier === null || answersEarly(command)) caller.replied(reply);
      else carrier.callers.push({ reply, caller });
    },
    snapshot: () => committed.state,
    flush() {
      if (open === null || inFlight !== null) return false;
      inFlight = open;
      open = null;
      disk.write({ seq: committed.seq + 1, at: inFlight.at, events: inFlight.events });
      return true;
    },
    sync(succeeds) {
      if (inFlight === null) return false;
      disk.sync(succeeds);
      if (succeeds) advance(inFlight);
      else fail();
      return true;
    },
    checkpoint() {
      disk.saveCheckpoint(committed.state, committed.seq);
    },
  };
}
