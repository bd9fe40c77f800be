// Owns: what the name of an account means for what is alive under it, and whether config.yaml means the same by it now.

import { PAPER_TRAITS, type Account, type AccountMeaning, type VenueTraits } from '../../model/account.ts';
import { deny, type Denial } from '../../model/denial.ts';
import type { AccountName } from '../../model/ids.ts';
import type { Settings } from '../../model/settings.ts';
import type { State } from '../state.ts';

export const meaningOf = ({ mode, broker, exchange, market }: Account, liveTrading: boolean): AccountMeaning => ({
  mode,
  venue: broker === 'ccxt' ? [exchange ?? broker, ...(market === undefined ? [] : [market])].join(' ') : broker,
  ...(mode === 'live' && !liveTrading ? { rehearses: true } : {}),
});

export const meaningWords = ({ mode, venue }: AccountMeaning): string => `${mode.toUpperCase()} (${venue})`;
export const isSameMeaning = (a: AccountMeaning, b: AccountMeaning): boolean => a.mode === b.mode && a.venue === b.venue;

/** What the name still means for all that is alive under it, where that is not what config.yaml means by it now; null: it is. */
export function otherMeaning(settings: Settings, state: State, name: AccountName): AccountMeaning | null {
  const known = state.accountsMeant.get(name);
  const account = settings.accounts.get(name);
  return known === undefined || account === undefined || isSameMeaning(known, meaningOf(account, settings.liveTrading)) ? null : known;
}

/** What is alive under another meaning is left as it is: of an account that cannot be reached nothing is taken away. */
export const traitsOf = (settings: Settings, state: State, name: AccountName): VenueTraits =>
  otherMeaning(settings, state, name) === null ? (settings.accounts.get(name)?.traits ?? PAPER_TRAITS) : PAPER_TRAITS;

export const MEANING_REMEDY = 'Give the account its old meaning back in config.yaml, and the new one another name.';

/** Why nothing of the account is asked for, sent or looked up; null: nothing is in the way. */
export function refuseOtherMeaning(settings: Settings, state: State, name: AccountName): Denial | null {
  const known = otherMeaning(settings, state, name);
  const account = settings.accounts.get(name);
  if (known === null || account === undefined) return null;
  return deny(
    'UNSUPPORTED',
    `${name} is ${meaningWords(meaningOf(account, settings.liveTrading))} now, and what is open under this name is of ${meaningWords(known)}`,
    MEANING_REMEDY,
  );
}
