// Owns: which markets a person means by a word: as any of our accounts would read it in an alert.

import type { Settings } from '../../model/settings.ts';
import { resolveSymbol } from '../../signals/symbols/resolve-symbol.ts';
import type { State } from '../state.ts';

/** Alerts have named it, or config.yaml has: a strategy whose name is mistyped must not become a share of that name. */
function isKnown(settings: Settings, { signals, positions, pausedSymbols }: State, symbol: string): boolean {
  return (
    /[/:]/.test(symbol) ||
    pausedSymbols.has(symbol) ||
    positions.some(({ instrument }) => instrument.symbol === symbol) ||
    signals.some((signal) => signal.symbol === symbol) ||
    [...settings.strategies.values()].some(({ symbols }) => Object.values(symbols).includes(symbol))
  );
}

/** The names under which positions of the market are kept; accounts at different venues may have different ones. */
export function namedMarkets(settings: Settings, state: State, typed: string): readonly string[] {
  const aliases = [{}, ...[...settings.strategies.values()].map(({ symbols }) => symbols)];
  const found = [...settings.accounts.values()].flatMap((account) =>
    aliases.flatMap((each) => {
      const resolved = resolveSymbol(typed.toUpperCase(), each, account);
      return 'code' in resolved || !isKnown(settings, state, resolved.symbol) ? [] : [resolved.symbol];
    }),
  );
  return [...new Set(found)];
}
