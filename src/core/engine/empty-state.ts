// Owns: the state before the first event.

import { Map, OrderedSet, Set } from 'immutable';
import { SCHEMA_VERSION, type DedupeWindow, type State } from './state.ts';

const emptyWindow = (): DedupeWindow => ({ current: Map(), previous: Map(), rotatedAt: 0 });

export const emptyState = (): State => ({
  schema: SCHEMA_VERSION,
  tradingState: 'active',
  tradingStateBy: null,
  strategies: Map(),
  pausedSymbols: Map(),
  signals: Map(),
  activeSignals: Set(),
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
  stays: Map(),
  exits: Map(),
  waits: Map(),
  bodiesSeen: emptyWindow(),
  idsSeen: emptyWindow(),
  replaysSeen: emptyWindow(),
  entryRates: Map(),
  arrivals: Map(),
  refusedRates: Map(),
  prompts: Map(),
  notifications: Map(),
  users: Map(),
  updatesSeen: OrderedSet(),
  staleCards: Set(),
  statistics: { alerts: 0, duplicates: 0, notifications: 0 },
  tallies: Map(),
  results: Map(),
  jointCurves: Map(),
  trades: Map(),
  discrepancies: Map(),
  expiriesTold: Map(),
  venueBooks: Map(),
  riskBook: { timeZone: 'UTC', ledgers: Map(), breaches: Map(), equities: Map() },
});
