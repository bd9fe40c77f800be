// Owns: the state with some fields changed (why not by a spread: complete-copy.ts).

import type { CompleteCopy } from '../model/copies/complete-copy.ts';
import type { State } from './state.ts';

const copyState = (state: State): CompleteCopy<State> => ({
  schema: state.schema,
  tradingState: state.tradingState,
  tradingStateBy: state.tradingStateBy,
  strategies: state.strategies,
  pausedSymbols: state.pausedSymbols,
  signals: state.signals,
  activeSignals: state.activeSignals,
  entriesWaiting: state.entriesWaiting,
  parked: state.parked,
  finishedSignals: state.finishedSignals,
  finishedUntraded: state.finishedUntraded,
  orders: state.orders,
  activeOrders: state.activeOrders,
  activeOrdersOf: state.activeOrdersOf,
  inquiries: state.inquiries,
  positions: state.positions,
  positionsOf: state.positionsOf,
  stays: state.stays,
  exits: state.exits,
  waits: state.waits,
  bodiesSeen: state.bodiesSeen,
  idsSeen: state.idsSeen,
  replaysSeen: state.replaysSeen,
  entryRates: state.entryRates,
  arrivals: state.arrivals,
  refusedRates: state.refusedRates,
  prompts: state.prompts,
  notifications: state.notifications,
  users: state.users,
  updatesSeen: state.updatesSeen,
  staleCards: state.staleCards,
  statistics: state.statistics,
  tallies: state.tallies,
  results: state.results,
  jointCurves: state.jointCurves,
  trades: state.trades,
  discrepancies: state.discrepancies,
  expiriesTold: state.expiriesTold,
  venueBooks: state.venueBooks,
  riskBook: state.riskBook,
});

export const changeState = (state: State, changes: Partial<State>): State => Object.assign(copyState(state), changes);
