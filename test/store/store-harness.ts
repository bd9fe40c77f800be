// Owns: opening a store over a memory disk and a fake clock, as most tests here do.

import type { Store } from '../../src/store/open-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { ProcessTable } from '../../src/store/process-identity.ts';
import type { Failpoint } from '../../src/store/file-system.ts';
import type { Trouble } from '../../src/store/trouble.ts';
import { createFakeClock, type FakeClock } from '../fake-clock.ts';
import { type CounterCommand, type CounterCore, counterCore, type CounterEvent, type CounterReply, type Counters } from './counter-core.ts';
import { createMemoryDisk, type MemoryDisk } from './memory-disk.ts';

export type CounterStore = Store<Counters, CounterCommand, CounterEvent, CounterReply>;

export interface Harness {
  readonly disk: MemoryDisk;
  readonly clock: FakeClock;
  readonly store: CounterStore;
  readonly troubles: Trouble[];
  readonly logged: string[];
}

/** Each process that opens a store is a new one, so a crashed one's lock is stale. */
let pids = 1_000;
function singleProcess(): ProcessTable {
  pids += 1;
  const pid = pids;
  return {
    self: async () => ({ pid, host: 'test', bootId: 'boot', pidNamespace: 'pid:[1]', startTicks: String(pid) }),
    isAlive: (other) => other === pid,
    startTicks: async () => String(pid),
  };
}

export const RESERVE = 10_000;

export async function openHarness(
  options: { disk?: MemoryDisk; clock?: FakeClock; core?: CounterCore; failpoint?: Failpoint; reserveBytes?: number } = {},
): Promise<Harness> {
  const { disk = createMemoryDisk(), clock = createFakeClock(), core = counterCore } = options;
  const troubles: Trouble[] = [];
  const logged: string[] = [];
  const note = (fields: object | string, message?: string): void => void logged.push(message ?? JSON.stringify(fields));
  const store = await openStore({
    dataDir: '/data',
    clock,
    core,
    fs: disk,
    onTrouble: (trouble) => void troubles.push(trouble),
    log: { warn: note, error: note },
    processes: singleProcess(),
    reserveBytes: options.reserveBytes ?? RESERVE,
    ...(options.failpoint === undefined ? {} : { failpoint: options.failpoint }),
  });
  return { disk, clock, store, troubles, logged };
}

/** The outcome of a promise as a value. */
export const outcome = <T>(promise: Promise<T>): Promise<{ ok: true; value: T } | { ok: false; error: unknown }> =>
  promise.then(
    (value) => ({ ok: true, value }),
    (error: unknown) => ({ ok: false, error }),
  );

/** For asserting that a promise has not settled yet. */
export function watch<T>(promise: Promise<T>): { settled: () => boolean } {
  let settled = false;
  const note = (): void => void (settled = true);
  promise.then(note, note);
  return { settled: () => settled };
}
