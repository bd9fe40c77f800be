// Owns: which alert an id means that a sender gives, and whose it is. Reads only.

import type { SignalId, StrategyName } from '../model/ids.ts';
import type { Order } from '../model/order.ts';
import type { Signal } from '../model/signal.ts';
import { childrenOf } from './groups/leg-status.ts';
import type { State } from './state.ts';

/** The alert, or one order of it where it asks for several. */
export const findAlert = (state: State, id: string): Signal | null => state.signals.get(id.toLowerCase() as SignalId) ?? null;

/** The alerts that these orders come of, each once. */
export const alertsOf = (state: State, orders: readonly Order[]): readonly SignalId[] => [
  ...new Set(orders.map(({ signalId }) => state.signals.get(signalId)?.part?.parent ?? signalId)),
];

export const partsOf = (state: State, signal: Signal): readonly Signal[] => (signal.group === null ? [signal] : childrenOf(state, signal));

/** Whose entries a cancel of it would take back. */
export const strategiesOf = (state: State, signal: Signal): readonly (StrategyName | null)[] =>
  [signal, ...partsOf(state, signal)].map(({ strategy }) => strategy);
