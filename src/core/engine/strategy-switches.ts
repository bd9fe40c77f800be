// Owns: what people have set for strategies, beside what config.yaml says of them.

import type { StrategyName } from '../model/ids.ts';
import type { Draft } from './draft.ts';
import type { State } from './state.ts';

export const isPaused = ({ strategies }: State, name: StrategyName): boolean => (strategies.get(name)?.paused ?? null) !== null;

/** Paused, and not in config.yaml any more: whatever has taken their place under another name is not paused. */
export const pausedAndGone = ({ state, settings }: Pick<Draft, 'state' | 'settings'>): readonly StrategyName[] =>
  [...state.strategies.keys()].filter((name) => !settings.strategies.has(name) && isPaused(state, name));
