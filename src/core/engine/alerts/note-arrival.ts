// Owns: the memory of when the newest alerts of each share were sent.

import { ARRIVALS_MAX } from '../../model/limits.ts';
import { changeState } from '../change-state.ts';
import type { Event } from '../event.ts';
import type { Arrivals, State } from '../state.ts';

export const NOTHING_CAME: Arrivals = { exit: null, buy: null, sell: null };

export function noteArrival(state: State, { positionKey, kind, sentAt }: Event & { type: 'arrival_noted' }): State {
  const known = state.arrivals.get(positionKey) ?? NOTHING_CAME;
  const kept = state.arrivals.size < ARRIVALS_MAX || state.arrivals.has(positionKey) ? state.arrivals : state.arrivals.clear();
  return changeState(state, { arrivals: kept.set(positionKey, { ...known, [kind]: sentAt }) });
}
