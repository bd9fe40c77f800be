// Owns: from an account's name to what messages say about it.

import type { State } from '../core/engine/state.ts';
import { isZero } from '../core/model/decimal.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Settings } from '../core/model/settings.ts';
import type { AccountMode } from '../core/model/account.ts';
import type { AccountView } from './render/render-account.ts';

/** `modeThen`: for what was recorded with its mode: an account that left config.yaml since is shown in the mode that it had. */
export function viewAccount(settings: Settings, name: AccountName, modeThen: AccountMode): AccountView {
  return { name, mode: modeThen, sends: modeThen !== 'live' || settings.liveTrading };
}

export const viewAccounts = (settings: Settings): AccountView[] =>
  [...settings.accounts.values()].map((account) => viewAccount(settings, account.name, account.mode));

/** On which something is held or works, and which config.yaml has no more: nothing can be asked or sent there. */
export function viewLostAccounts(settings: Settings, { positions, orders, activeOrders }: State): AccountView[] {
  const held = [...positions.values()].filter(({ qty }) => !isZero(qty));
  const modes = new Map([...held, ...[...activeOrders].flatMap((id) => orders.get(id) ?? [])].map(({ account, mode }) => [account, mode]));
  return [...modes].flatMap(([name, mode]) => (settings.accounts.has(name) ? [] : [viewAccount(settings, name, mode)]));
}

/** Null: no account was found for it. */
export function viewAccountNow(settings: Settings, name: AccountName | null): AccountView | null {
  const account = name === null ? undefined : settings.accounts.get(name);
  return account === undefined ? null : viewAccount(settings, account.name, account.mode);
}

/** Of a signal or an order: also where config.yaml has the account no more, or means another one by its name, it is what it was. */
export function viewAccountOf(settings: Settings, state: State, name: AccountName | null): AccountView | null {
  const meant = name === null ? undefined : state.accountsMeant.get(name);
  return name === null || meant === undefined ? viewAccountNow(settings, name) : viewAccount(settings, name, meant.mode);
}
