// Owns: which rates limits and sizes need: of all money that a limited scope holds, has ordered, has earned or is about to, into the
// currency of its limits. Asked before a command is made; what cannot be had is told by the limit itself.

import { rateKey, type WantedRate } from '../../model/money/exchange-rate.ts';
import type { AccountName, Instant } from '../../model/ids.ts';
import { countsMoney } from '../../model/risk-limits.ts';
import type { Settings } from '../../model/settings.ts';
import { isHeld } from '../../positions/is-held.ts';
import type { State } from '../state.ts';
import { LIMIT_KINDS } from './limit-kinds.ts';
import { today } from './risk-book.ts';
import { allScopes, type Scope } from './risk-scope.ts';

/** A market in which somebody wants to enter. */
export interface WantedMarket {
  readonly account: AccountName;
  /** Its quote currency. */
  readonly quote: string;
}

/** Whether some limit is a sum of money. Without one nobody has to ask for a rate. */
export const countsAnyMoney = (settings: Settings): boolean => allScopes(settings).some(({ limits }) => countsMoney(limits));

/** Of what has been earned: all of it where the fall of all results is limited, else what was earned today. */
function earnedIn(state: State, scope: Scope, now: Instant): readonly string[] {
  const day = today(state, now);
  const periods = scope.limits.drawdown === null ? [state.results.get(day)] : [...state.results.values()];
  const found = new Set<string>();
  for (const lines of periods)
    for (const result of lines?.values() ?? []) if (result.currency !== scope.currency && scope.holds(result)) found.add(result.currency);
  return [...found];
}

function currenciesOf(settings: Settings, state: State, now: Instant, scope: Scope, markets: readonly WantedMarket[]): readonly string[] {
  const { limits, holds, accounts } = scope;
  const weighs = LIMIT_KINDS.some((kind) => kind.isSet(limits) && kind.needsEquity(limits));
  return [
    ...[...state.positions.values()].flatMap((position) => (isHeld(position) && holds(position) ? [position.instrument.quote] : [])),
    ...[...state.activeOrders].flatMap((id) => {
      const order = state.orders.get(id);
      return order?.role === 'entry' && holds(order) ? [order.instrument.quote] : [];
    }),
    ...earnedIn(state, scope, now),
    ...(weighs ? accounts.flatMap((name) => settings.accounts.get(name)?.quoteCurrency ?? []) : []),
    ...markets.flatMap(({ account, quote }) => (accounts.includes(account) ? [quote] : [])),
  ];
}

/** The largest entry, and a size in percent, are in the money of the account. */
const ofEntries = ({ accounts }: Settings, markets: readonly WantedMarket[]): readonly WantedRate[] =>
  markets.flatMap(({ account, quote: from }) => {
    const known = accounts.get(account);
    return known === undefined ? [] : [{ mode: known.mode, from, to: known.quoteCurrency }];
  });

export function limitRates(settings: Settings, state: State, now: Instant, markets: readonly WantedMarket[] = []): readonly WantedRate[] {
  const counted = allScopes(settings)
    .filter(({ limits }) => countsMoney(limits))
    .flatMap((scope) => {
      const { currency: to, rateMode: mode } = scope;
      return currenciesOf(settings, state, now, scope, markets).map((from): WantedRate => ({ mode, from, to }));
    });
  const wanted = [...counted, ...ofEntries(settings, markets)].filter(({ from, to }) => from !== to);
  return [...new Map(wanted.map((rate) => [rateKey(rate), rate])).values()];
}
