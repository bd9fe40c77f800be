// Owns: the lane of a paper twin in an alert for several accounts. It is there to be compared: it holds nothing of the others back,
// asks nothing by itself, and goes with them where a person lets them pass.

import type { Signal } from '../../model/signal.ts';
import type { Draft } from '../draft.ts';
import { childrenOf } from './leg-status.ts';

/** Null: the alert has none, or nothing but it. */
export function twinLaneOf({ state, settings }: Draft, parent: Signal): number | null {
  if (parent.group === null || parent.group.lanes.length < 2) return null;
  // a hundred accounts ask this a hundred times
  if (![...settings.strategies.values()].some(({ twin }) => twin !== null)) return null;
  const twin = childrenOf(state, parent).find(({ strategy, account }) => {
    const named = strategy === null ? null : (settings.strategies.get(strategy)?.twin ?? null);
    return named !== null && named === account;
  });
  return twin?.part.lane ?? null;
}

/** What the others tell of the lane of a twin: whether it is asked about with them; `wait`: nobody knows yet; `alone`: they were all refused. */
export function twinFollows(parent: Signal, twin: number): 'wait' | 'ask' | 'go' | 'alone' {
  const others = (parent.group?.lanes ?? []).filter((_, lane) => lane !== twin).map(({ status }) => status);
  if (others.includes('sizing')) return 'wait';
  if (others.includes('asked')) return 'ask';
  return others.some((status) => status === 'running' || status === 'done') ? 'go' : 'alone';
}
