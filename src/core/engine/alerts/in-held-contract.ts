// Owns: a close that names a contract in full, where it is held under words that leave something open (`…-NEAR-ATM-CE`): what is
// held is that contract, and it is closed. Invariants: only what leaves is read so, and only where nothing goes by the name itself.

import type { Settings } from '../../model/settings.ts';
import { isClose, type Reading } from '../../model/signal.ts';
import { isHeld } from '../../positions/is-held.ts';
import { hasAnything } from '../exits/open-exit.ts';
import type { State } from '../state.ts';
import { accountsToLeave } from './left-accounts.ts';
import { routeOn, routeStrategy, type Route } from './route-alert.ts';

/** Under which words it is held; null: under none other. */
function wordsOf(state: State, { account, strategy, symbol, key }: Route): string | null {
  if (hasAnything(state, key)) return null;
  for (const position of state.positions.values()) {
    const isOwn = position.account === account.name && position.strategy === strategy.name;
    if (isOwn && isHeld(position) && position.instrument.symbol === symbol)
      return position.key.slice(account.name.length + 1, -strategy.name.length - 1);
  }
  return null;
}

/** The reading under the words of what is held; itself where there is nothing to settle. */
export function inHeldContract(settings: Settings, state: State, hint: string | null, reading: Reading): Reading {
  if (reading.kind !== 'order' || reading.legs.length > 0 || !isClose(reading.action) || state.positions.isEmpty()) return reading;
  const strategy = routeStrategy(settings, hint, reading);
  if ('code' in strategy) return reading;
  const accounts = accountsToLeave(settings, state, strategy);
  const routes = accounts.map((account) => routeOn(settings, strategy, account, reading));
  const words = routes.map((route) => ('code' in route ? null : wordsOf(state, route))).find((found) => found !== null);
  if (words === undefined) return reading;
  const warning = `${reading.symbol ?? ''} is held as ${words}: that is closed.`;
  return { ...reading, symbol: words, contract: null, exchange: null, warnings: [...reading.warnings, warning] };
}
