// Owns: the strategy and the account of a signal, as config.yaml has them now.

import type { Account } from '../model/account.ts';
import { deny, type Denial } from '../model/denial.ts';
import type { Settings, Strategy } from '../model/settings.ts';
import type { Signal } from '../model/signal.ts';
import { accountsOf, strategyOn, tradesOn } from './strategy-on.ts';

/** As it holds on the account of the signal. An account that it has left is not traded on: what was asked about was meant for there. */
export function strategyOf(settings: Settings, signal: Pick<Signal, 'strategy' | 'account'>): Strategy | Denial {
  const strategy = signal.strategy === null ? undefined : settings.strategies.get(signal.strategy);
  if (strategy === undefined) return deny('UNKNOWN_STRATEGY', `strategy ${signal.strategy ?? '(none)'} is not in config.yaml any more`);
  const { account } = signal;
  if (account === null || tradesOn(strategy, account)) return strategyOn(strategy, account);
  return deny(
    'STRATEGY_MOVED',
    `this was for the account ${account}, and the strategy ${strategy.name} trades on ${accountsOf(strategy).join(', ')} now`,
  );
}

export function accountOf(settings: Settings, strategy: Strategy): Account {
  const account = settings.accounts.get(strategy.account);
  if (account === undefined) throw new Error(`strategy ${strategy.name} names unknown account ${strategy.account}`);
  return account;
}
