// Owns: what a strategy says about one of its accounts: sizes times the scale of the account, and the account's own names,
// limits and approval where it has them.

import { mul, type Decimal } from '../model/decimal.ts';
import type { AccountName, StrategyName } from '../model/ids.ts';
import type { AccountShare, Settings, Strategy } from '../model/settings.ts';

const shareOf = (strategy: Strategy, account: AccountName | null): AccountShare | null =>
  strategy.accounts.find(({ name }) => name === account) ?? null;

/** Whether alerts of the strategy reach the account. */
export const tradesOn = (strategy: Strategy, account: AccountName): boolean =>
  strategy.account === account || shareOf(strategy, account) !== null;

/** Strategies of config.yaml whose alerts reach the account, in its order. */
export const strategiesOn = ({ strategies }: Settings, account: AccountName): readonly StrategyName[] =>
  [...strategies.values()].filter((strategy) => tradesOn(strategy, account)).map(({ name }) => name);

const scaled = (size: Decimal | null, scale: Decimal): Decimal | null => (size === null ? null : mul(size, scale));

/** The accounts that alerts of the strategy go to. */
export const accountsOf = ({ account, accounts }: Strategy): readonly AccountName[] =>
  accounts.length > 0 ? accounts.map(({ name }) => name) : [account];

/** On an account that is not among its own (it may have left it) it is as it is elsewhere. */
export function strategyOn(strategy: Strategy, account: AccountName | null): Strategy {
  const share = shareOf(strategy, account);
  if (share === null) return account === null || account === strategy.account ? strategy : { ...strategy, account };
  return {
    ...strategy,
    account: share.name,
    symbols: { ...strategy.symbols, ...share.symbols },
    defaultQuantity: scaled(strategy.defaultQuantity, share.scale),
    defaultNotional: scaled(strategy.defaultNotional, share.scale),
    defaultPercentEquity: scaled(strategy.defaultPercentEquity, share.scale),
    riskPercent: scaled(strategy.riskPercent, share.scale),
    approval: share.approval ?? strategy.approval,
    maxNotional: share.maxNotional ?? strategy.maxNotional,
  };
}
