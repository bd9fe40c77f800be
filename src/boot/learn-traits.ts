// Owns: completing the accounts of the configuration with what their venues can do. Nothing is asked of a venue: classes
// and tables are enough.

import { learnTraits } from '../brokers/registry.ts';
import type { Config } from '../config/config.ts';
import type { Account } from '../core/model/account.ts';
import type { AccountName } from '../core/model/ids.ts';

/** Rejects where ccxt knows no such exchange. */
export async function withLearnedTraits(config: Config): Promise<Config> {
  if (config.venueAccounts.size === 0) return config;
  const accounts = new Map<AccountName, Account>(config.settings.accounts);
  for (const [name, venue] of config.venueAccounts) {
    const account = accounts.get(name);
    if (account !== undefined) accounts.set(name, { ...account, traits: await learnTraits(venue) });
  }
  return { ...config, settings: { ...config.settings, accounts } };
}
