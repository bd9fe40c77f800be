// Owns: the accounts that config.yaml has taken from a strategy while something of it is still there. Whatever gets out reaches
// them beside those that its alerts go to; nothing is entered there any more.

import type { AccountName } from '../../model/ids.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import type { Reading } from '../../model/signal.ts';
import { hasAnything } from '../exits/open-exit.ts';
import type { State } from '../state.ts';
import { accountsOf, tradesOn } from '../strategy-on.ts';
import { routeOn, type Route } from './route-alert.ts';

/** With a position or an order of the strategy; those that config.yaml does not have any more cannot be reached. */
function accountsLeft({ accounts }: Settings, { positions, orders, activeOrders }: State, strategy: Strategy): readonly AccountName[] {
  // most have one account, and then there is nothing to look for
  if (accounts.size === accountsOf(strategy).length) return [];
  const left = new Set<AccountName>();
  const note = (entity: { readonly strategy: string; readonly account: AccountName } | undefined): void => {
    if (entity?.strategy === strategy.name && !tradesOn(strategy, entity.account) && accounts.has(entity.account)) left.add(entity.account);
  };
  for (const position of positions.values()) note(position);
  for (const id of activeOrders) note(orders.get(id));
  return [...left].sort();
}

/** Where what gets out may find something: the accounts that its alerts go to, then those that it has left. */
export const accountsToLeave = (settings: Settings, state: State, strategy: Strategy): readonly AccountName[] => [
  ...accountsOf(strategy),
  ...accountsLeft(settings, state, strategy),
];

/** Where something of what the alert names is left. */
export const routesLeft = (settings: Settings, state: State, strategy: Strategy, reading: Reading): readonly Route[] =>
  accountsLeft(settings, state, strategy)
    .map((account) => routeOn(settings, strategy, account, reading))
    .flatMap((route) => ('code' in route || !hasAnything(state, route.key) ? [] : [route]));
