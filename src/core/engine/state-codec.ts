// Owns: the state as JSON (the checkpoint) and back, and the migrations between schema versions. Derived indexes are not
// stored: they are rebuilt, so that they cannot disagree with what they index.

import { Map, OrderedSet, Set } from 'immutable';
import type { Nonce } from '../model/ids.ts';
import type { Order } from '../model/order.ts';
import type { Position } from '../model/position.ts';
import type { JointKey } from '../model/results/joint-curve.ts';
import type { Result } from '../model/results/result.ts';
import type { ResultCurve } from '../model/results/result-curve.ts';
import type { Signal } from '../model/signal.ts';
import { completeOrder } from '../model/copies/change-order.ts';
import { completePrompt } from './complete-prompt.ts';
import { completeSignal } from './complete-signal.ts';
import { emptyState } from './empty-state.ts';
import { putOrder, putPosition, putSignal } from './put-entity.ts';
import { SCHEMA_VERSION, type DedupeWindow, type Prompt, type RiskBook, type State } from './state.ts';

/** A plain JSON value; immutable maps serialise as objects, sets as arrays. */
export function encodeState(state: State): unknown {
  const {
    activeSignals: _a,
    activeSignalsOf: _ao,
    beingPriced: _b,
    entriesWaiting: _e,
    finishedSignals: _f,
    finishedUntraded: _u,
    activeOrders: _o,
    activeOrdersOf: _of,
    inquiries: _i,
    parked: _w,
    positionsOf: _p,
    ...stored
  } = state;
  return stored;
}

type Table = Record<string, never>;
type StoredWindow = { current: Table; previous: Table; rotatedAt: number };

const decodeWindow = (stored: StoredWindow): DedupeWindow => ({
  current: Map(Object.entries(stored.current)),
  previous: Map(Object.entries(stored.previous)),
  rotatedAt: stored.rotatedAt,
});

/** What a checkpoint of SCHEMA_VERSION holds; its crc was checked by the store before it comes here. */
interface StoredState {
  readonly schema: number;
  readonly [field: string]: unknown;
}

const isStored = (json: unknown): json is StoredState => typeof json === 'object' && json !== null && 'schema' in json;

/** One step per version: 1 → 2 stands at MIGRATIONS[1]. */
const MIGRATIONS: Readonly<Record<number, (json: StoredState) => StoredState>> = {};

/** The same state in today's schema. Throws a clear text on one that is newer than this program. */
export function migrateState(json: unknown): StoredState {
  if (!isStored(json)) throw new Error('the checkpoint holds no state with a schema version');
  let current = json;
  while (current.schema !== SCHEMA_VERSION) {
    const step = MIGRATIONS[current.schema];
    if (step === undefined) {
      throw new Error(
        `the checkpoint has schema ${current.schema}, this program knows up to ${SCHEMA_VERSION}: start the version that wrote it, or a newer one`,
      );
    }
    current = step(current);
  }
  return current;
}

const table = <V = never>(value: unknown): Record<string, V> =>
  typeof value === 'object' && value !== null ? (value as Record<string, V>) : {};
const mapOf = <K extends string, V>(value: unknown): Map<K, V> => Map(Object.entries(table(value))) as unknown as Map<K, V>;
const list = (value: unknown): never[] => (Array.isArray(value) ? (value as never[]) : []);

/** Checkpoints of older versions have none. */
function decodeRiskBook(value: unknown): RiskBook {
  const { riskBook } = emptyState();
  const stored = table<unknown>(value);
  const { timeZone } = stored;
  return {
    timeZone: typeof timeZone === 'string' ? timeZone : riskBook.timeZone,
    ledgers: mapOf(stored['ledgers']),
    breaches: mapOf(stored['breaches']),
    equities: mapOf(stored['equities']),
  };
}

export function decodeState(json: unknown): State {
  const stored = migrateState(json) as unknown as State & Record<string, unknown>;
  const plain: State = {
    ...emptyState(),
    ...stored,
    strategies: mapOf(stored.strategies),
    pausedSymbols: mapOf(stored.pausedSymbols),
    signals: Map(),
    activeSignals: Set(),
    activeSignalsOf: Map(),
    beingPriced: Set(),
    entriesWaiting: 0,
    parked: Set(),
    finishedSignals: OrderedSet(),
    finishedUntraded: OrderedSet(),
    orders: Map(),
    activeOrders: Set(),
    activeOrdersOf: Map(),
    inquiries: Set(),
    positions: Map(),
    positionsOf: Map(),
    stays: mapOf(stored.stays),
    exits: mapOf(stored.exits),
    waits: mapOf(stored.waits),
    bodiesSeen: decodeWindow(stored.bodiesSeen as unknown as StoredWindow),
    idsSeen: decodeWindow(stored.idsSeen as unknown as StoredWindow),
    replaysSeen: decodeWindow(stored.replaysSeen as unknown as StoredWindow),
    entryRates: mapOf(stored.entryRates),
    arrivals: mapOf(stored.arrivals),
    refusedRates: mapOf(stored.refusedRates),
    prompts: mapOf<Nonce, Prompt>(stored.prompts).map(completePrompt),
    notifications: mapOf(stored.notifications),
    users: mapOf(stored.users),
    updatesSeen: OrderedSet(list(stored.updatesSeen)),
    staleCards: Set(list(stored.staleCards)),
    tallies: mapOf(stored.tallies),
    // results are not in checkpoints of older versions: nothing was counted then
    results: mapOf<string, Table>(stored.results).map((lines) => mapOf<string, Result>(lines)),
    jointCurves: mapOf<string, Table>(stored.jointCurves).map((curves) => mapOf<JointKey, ResultCurve>(curves)),
    trades: mapOf(stored.trades),
    discrepancies: mapOf(stored.discrepancies),
    expiriesTold: mapOf(stored.expiriesTold),
    accountsMeant: mapOf(stored.accountsMeant),
    venueBooks: mapOf(stored.venueBooks),
    riskBook: decodeRiskBook(stored['riskBook']),
  };
  const signals = Object.values(table<Signal>(stored.signals)).sort((a, b) => a.updatedAt - b.updatedAt);
  const orders = Object.values(table<Order>(stored.orders)).map(completeOrder);
  const held = Object.values(table<Position>(stored.positions)).reduce(putPosition, plain);
  return orders.reduce(
    putOrder,
    signals.reduce((state, signal) => putSignal(state, completeSignal(signal), false), held),
  );
}
