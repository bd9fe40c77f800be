// Owns: what a pause means for orders that wait for a price or a time: they wait on, and what would open something is refused if
// it is met meanwhile. Nothing that people have stopped is worked later at a price that is gone.

import type { Denial } from '../../model/denial.ts';
import { strategyOfKey, type PositionKey } from '../../model/ids.ts';
import type { Signal } from '../../model/signal.ts';
import type { State } from '../state.ts';
import { refuseHalted, refusePaused } from './gates.ts';

/** The shares that it is about. */
export const keysThatWait = ({ wait, positionKey }: Signal): readonly PositionKey[] =>
  wait?.condition?.keys ?? (positionKey === null ? [] : [positionKey]);

/** Null: it would be worked if its turn came now; also what only leaves. */
export function refusedIfMet(state: State, signal: Signal): Denial | null {
  if (signal.wait?.condition?.leaves === true) return null;
  const halted = refuseHalted(state);
  if (halted !== null) return halted;
  for (const key of keysThatWait(signal)) {
    const denial = refusePaused(state, strategyOfKey(key), key);
    if (denial !== null) return denial;
  }
  return null;
}
