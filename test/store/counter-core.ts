// Owns: a core for tests of the store: named counters. Small enough that a model of it is obviously right.

import type { StoreCore } from '../../src/store/store-core.ts';

export interface Counters {
  readonly [name: string]: number;
}

export type CounterCommand =
  | { readonly type: 'add'; readonly name: string; readonly by: number; readonly critical?: boolean }
  /** Sets a counter that must not be there yet. */
  | { readonly type: 'claim'; readonly name: string; readonly critical?: boolean }
  | { readonly type: 'read'; readonly name: string; readonly critical?: boolean }
  | { readonly type: 'throw' };

export type CounterEvent = { readonly type: 'added'; readonly name: string; readonly by: number; readonly signalId?: string };
export type CounterReply = { readonly value: number; readonly claimed?: boolean };

export type CounterCore = StoreCore<Counters, CounterCommand, CounterEvent, CounterReply>;

const evolve = (state: Counters, { name, by }: CounterEvent): Counters => ({ ...state, [name]: (state[name] ?? 0) + by });

export const counterCore: CounterCore = {
  schema: 1,
  emptyState: {},
  evolve,
  transact(state, command) {
    if (command.type === 'throw') throw new Error('a fault in the core');
    const value = state[command.name] ?? 0;
    if (command.type === 'read') return { events: [], state, reply: { value } };
    if (command.type === 'claim' && command.name in state) return { events: [], state, reply: { value, claimed: false } };
    const by = command.type === 'claim' ? 1 : command.by;
    const event: CounterEvent = { type: 'added', name: command.name, by };
    return { events: [event], state: evolve(state, event), reply: { value: value + by, claimed: true } };
  },
  encode: (state) => state,
  decode(json) {
    if (typeof json !== 'object' || json === null) throw new Error('no counters');
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, Number(value)]));
  },
  invariants: (state) => Object.entries(state).flatMap(([name, value]) => (Number.isSafeInteger(value) ? [] : [`${name} is ${value}`])),
  migrations: {},
  isCritical: (command) => command.type !== 'throw' && command.critical === true,
};
