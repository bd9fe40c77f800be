// Owns: what survives a crash: synced journal lines (JSON text) and the last checkpoint. A line that is written but not
// yet synced survives whole or not at all (a torn last line is dropped at the start, as the journal does it).

import type { Event } from '../../src/core/engine/event.ts';
import { emptyState } from '../../src/core/engine/empty-state.ts';
import { evolve } from '../../src/core/engine/evolve.ts';
import { checkState } from '../../src/core/engine/invariants.ts';
import type { State } from '../../src/core/engine/state.ts';
import { decodeState, encodeState } from '../../src/core/engine/state-codec.ts';
import { stateAfter } from './plan-history.ts';
import type { World } from './world.ts';

export interface Batch {
  readonly seq: number;
  readonly at: number;
  readonly events: readonly Event[];
}

export interface Recovered {
  readonly state: State;
  readonly seq: number;
}

export interface Disk {
  write(batch: Batch): void;
  /** False: the sync failed, and nothing of the line is left. */
  sync(succeeds: boolean): void;
  saveCheckpoint(state: State, seq: number): void;
  crash(): void;
  /** Both ways to the state, which must agree; asserts the invariants of what was loaded. */
  recover(): Recovered;
  /** Always the same list, which grows. */
  batches(): readonly Batch[];
  /** The state as it comes from the text of all lines. */
  replay(): State;
}

/** Text that is equal for equal states, whatever the order of their keys and sets. */
function fingerprint(state: State): string {
  const sets = {
    activeSignals: state.activeSignals.toArray().sort(),
    activeSignalsOf: state.activeSignalsOf.map((ids) => ids.toArray().sort()),
    beingPriced: state.beingPriced.toArray().sort(),
    finishedSignals: state.finishedSignals.toArray().sort(),
    finishedUntraded: state.finishedUntraded.toArray().sort(),
    activeOrders: state.activeOrders.toArray().sort(),
    activeOrdersOf: state.activeOrdersOf.map((ids) => ids.toArray().sort()),
    inquiries: state.inquiries.toArray().sort(),
    positionsOf: state.positionsOf.map((keys) => keys.toArray().sort()),
    staleCards: state.staleCards.toArray().sort(),
    parked: state.parked.toArray().sort(),
  };
  const plain: unknown = JSON.parse(JSON.stringify({ ...state, ...sets }));
  return JSON.stringify(plain, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Where two states differ, in the names of their parts. */
export function differingParts(a: State, b: State): readonly string[] {
  if (JSON.stringify(encodeState(a)) === JSON.stringify(encodeState(b))) return [];
  const one = JSON.parse(fingerprint(a)) as Record<string, unknown>;
  const other = JSON.parse(fingerprint(b)) as Record<string, unknown>;
  return Object.keys({ ...one, ...other }).filter((part) => JSON.stringify(one[part]) !== JSON.stringify(other[part]));
}

const apply = (state: State, batch: Batch): State => batch.events.reduce((next, event) => evolve(next, event, batch.at), state);

const replayAll = (batches: readonly Batch[], from: State = emptyState()): State => batches.reduce(apply, from);

export function createDisk(world: World): Disk {
  const lines: string[] = [];
  /** What the lines say, read once: they never change. */
  const read: Batch[] = [];
  /** Of the lines themselves, apart from what the process and the checks have; of the first so many of them. */
  let replayed: Recovered = { state: emptyState(), seq: 0 };
  let written: string | null = null;
  let checkpoint: { readonly seq: number; readonly text: string } | null = null;

  const keep = (line: string): void => {
    lines.push(line);
    read.push(JSON.parse(line) as Batch);
  };

  function compareWithCheckpoint(all: readonly Batch[], known: State): State | null {
    if (checkpoint === null) return null;
    const { seq, text } = checkpoint;
    const loaded = replayAll(
      all.filter((batch) => batch.seq > seq),
      decodeState(JSON.parse(text)),
    );
    const differing = differingParts(loaded, known);
    if (differing.length > 0) world.violate('checkpoint + tail = all batches', `after batch ${seq}: ${differing.join(', ')} differ`);
    return loaded;
  }

  return {
    write(batch) {
      if (written !== null) throw new Error('a batch is being written already');
      written = JSON.stringify(batch);
    },
    sync(succeeds) {
      if (written === null) throw new Error('nothing was written');
      if (succeeds) keep(written);
      written = null;
    },
    saveCheckpoint(state, seq) {
      checkpoint = { seq, text: JSON.stringify(encodeState(state)) };
    },
    crash() {
      if (written !== null && world.random.chance(0.5)) keep(written);
      written = null;
    },
    recover() {
      const known = stateAfter(read);
      const loaded = compareWithCheckpoint(read, known);
      const state = loaded !== null && world.random.chance(0.5) ? loaded : known;
      for (const { invariant, detail } of checkState(state)) world.violate(`after a load: ${invariant}`, detail);
      return { state, seq: read.at(-1)?.seq ?? 0 };
    },
    batches: () => read,
    replay() {
      const tail = lines.slice(replayed.seq).map((line) => JSON.parse(line) as Batch);
      replayed = { state: replayAll(tail, replayed.state), seq: lines.length };
      return replayed.state;
    },
  };
}
