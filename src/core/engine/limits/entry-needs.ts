// Owns: what has to be known of the outside before the limits of one entry can be judged: what accounts are worth, the prices of
// what is held, the rates between currencies. Only what its own limits ask for: no entry waits for the venue of another account.

import type { Account } from '../../model/account.ts';
import type { AccountName, Instant } from '../../model/ids.ts';
import type { Position } from '../../model/position.ts';
import type { Settings, Strategy } from '../../model/settings.ts';
import type { Marks } from '../command.ts';
import type { State } from '../state.ts';
import { LIMIT_KINDS } from './limit-kinds.ts';
import type { LimitKind } from './limit-kind.ts';
import { today } from './risk-book.ts';
import { scopesOfEntry, unpricedIn, type Scope } from './risk-scope.ts';

export interface LimitedEntry {
  readonly strategy: Strategy;
  readonly account: Account;
  readonly symbol: string;
}

type Known = { readonly settings: Settings; readonly state: State };

const setKinds = ({ limits }: Scope): readonly LimitKind[] => LIMIT_KINDS.filter((kind) => kind.isSet(limits));

/** Held, counted in one of its limits, and without a last price: as in the first seconds of a process. */
export function unpricedFor({ settings, state }: Known, { strategy, account, symbol }: LimitedEntry, marks: Marks): readonly Position[] {
  const found = new Set<Position>();
  for (const scope of scopesOfEntry(settings, strategy, account)) {
    const counts = new Set(setKinds(scope).map(({ countsHeld }) => countsHeld));
    if (!counts.has('all') && !counts.has('symbol')) continue;
    for (const position of unpricedIn({ state, marks, scope }, counts.has('all') ? undefined : symbol)) found.add(position);
  }
  return [...found];
}

/**
 * Accounts whose worth of today it waits for: its own, and of those that are weighed together with it the ones that have never said
 * anything. The others count with what they said last.
 */
export function worthAwaited({ settings, state }: Known, { strategy, account }: LimitedEntry, now: Instant): readonly AccountName[] {
  const { equities } = state.riskBook;
  const day = today(state, now);
  const weighs = (scope: Scope): boolean => setKinds(scope).some((kind) => kind.needsEquity(scope.limits));
  const weighed = scopesOfEntry(settings, strategy, account).flatMap((scope) => (weighs(scope) ? scope.accounts : []));
  return [...new Set(weighed)].filter((name) => (name === account.name ? equities.get(name)?.day !== day : !equities.has(name)));
}
