// Owns: the signals of one share that are not over. An alert asks for those of its own share again and again, and there may be a
// hundred cards of others.

import type { PositionKey } from '../model/ids.ts';
import type { Signal } from '../model/signal.ts';
import type { State } from './state.ts';

/** An entry that waits for its price or for an answer. */
export const isOpenEntry = ({ entry, state }: Signal): boolean => entry !== null && (state === 'received' || state === 'awaiting_approval');

const NONE: readonly Signal[] = [];

/** Those that wait for a condition are of no share yet: alerts/parked.ts. */
export function activeSignalsOf({ activeSignalsOf: index, signals }: State, key: PositionKey): readonly Signal[] {
  const ids = index.get(key);
  return ids === undefined ? NONE : ids.toArray().flatMap((id) => signals.get(id) ?? []);
}
