// Owns: the strategy and the account of a signal, as config.yaml has them now.

import type { Account } from '../model/account.ts';
import { deny, type Denial } from '../model/denial.ts';
import type { Settings, Strategy } from '../model/settings.ts';
import type { Signal } from '../model/signal.ts';
import { strategyOn } from './strategy-on.ts';

/** As it holds on the account of the signal. */
export function strategyOf(settings: Settings, signal: Pick<Signal, 'strategy' | 'account'>): Strategy | Denial {
  const strategy = signal.strategy === null ? undefined : settings.strategies.get(signal.strategy);
  return strategy !== undefined
    ? strategyOn(strategy, signal.account)
    : deny('UNKNOWN_STRATEGY', `strategy ${signal.strategy ?? '(none)'} is not in config.yaml any more`);
}

export function accountOf(settings: Settings, strategy: Strategy): Account {
  const account = settings.accounts.get(strategy.account);
  if (account === undefined) throw new Error(`strategy ${strategy.name} names unknown account ${strategy.account}`);
  return account;
}
