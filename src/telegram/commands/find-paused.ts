// Owns: what a person wants paused or resumed: a strategy by its name, else a market as any of our accounts calls it.

import { namedMarkets } from '../../core/engine/entries/named-markets.ts';
import { pausedAndGone } from '../../core/engine/strategy-switches.ts';
import type { StrategyName } from '../../core/model/ids.ts';
import type { CommandCall } from './bot-command.ts';
import { findStrategy, strategyOrTell } from './find-strategy.ts';

export interface Meant {
  readonly strategy: StrategyName | null;
  /** Null: it is about a strategy, or about all. */
  readonly symbols: readonly string[] | null;
}

/** Null: there is neither, and the person was told. */
export function pausedOrTell(call: CommandCall): Meant | null {
  if (call.args === '') return { strategy: null, symbols: null };
  // exactly so, before one that is called almost so: it may be the same under its new name, and paused as well
  const gone = pausedAndGone({ settings: call.deps.settings, state: call.state() }).find((name) => name === call.args);
  if (gone !== undefined) return { strategy: gone, symbols: null };
  const strategy = findStrategy(call.deps.settings, call.args);
  if (strategy !== null) return { strategy, symbols: null };
  const symbols = namedMarkets(call.deps.settings, call.state(), call.args);
  if (symbols.length > 0) return { strategy: null, symbols };
  strategyOrTell(call, call.args);
  return null;
}
