// Owns: the aliases of config.yaml: each must name something at the venue of its account.

import type { Broker } from '../brokers/broker.ts';
import type { AccountName } from '../core/model/ids.ts';
import type { Strategy } from '../core/model/settings.ts';
import { failed, ok, unknown, type Finding } from './finding.ts';

interface Alias {
  readonly strategy: string;
  readonly account: AccountName;
  readonly written: string;
  readonly symbol: string;
}

/** On every account of the strategy, with the names that win there. */
export function aliasesOf(strategy: Strategy): readonly Alias[] {
  const shares = strategy.accounts.length > 0 ? strategy.accounts : [{ name: strategy.account, symbols: {} }];
  return shares.flatMap(({ name, symbols }) =>
    Object.entries({ ...strategy.symbols, ...symbols }).map(([written, symbol]) => ({
      strategy: strategy.name,
      account: name,
      written,
      symbol,
    })),
  );
}

const NEAREST_SHOWN = 3;

async function checkAlias({ strategy, account, written, symbol }: Alias, broker: Broker): Promise<Finding> {
  const check = `symbol ${written} of ${strategy} on ${account}`;
  const answer = await broker.price(symbol, null, 'explain');
  if (answer.type === 'priced')
    return ok(check, answer.instrument.symbol === symbol ? symbol : `${symbol}, which is ${answer.instrument.symbol}`);
  if (answer.type === 'unavailable') return unknown(check, `${symbol}: ${answer.reason}`);
  const nearest = answer.nearest.slice(0, NEAREST_SHOWN);
  const known = nearest.length === 0 ? 'Look the name up at the venue' : `Nearest: ${nearest.join(', ')}`;
  return failed(check, `${account} does not trade ${symbol}`, `${known}. Correct strategies.${strategy}.symbols in config.yaml.`);
}

/** One venue after the other would take long, one question after the other at a venue is what it likes. */
export async function checkSymbols(strategies: Iterable<Strategy>, brokers: ReadonlyMap<AccountName, Broker>): Promise<readonly Finding[]> {
  const byAccount = new Map<AccountName, Alias[]>();
  for (const strategy of strategies)
    for (const alias of aliasesOf(strategy)) byAccount.set(alias.account, [...(byAccount.get(alias.account) ?? []), alias]);
  const found = await Promise.all(
    [...byAccount].map(async ([account, aliases]) => {
      const broker = brokers.get(account);
      const findings: Finding[] = [];
      // an account that could not be opened has its own line
      for (const alias of broker === undefined ? [] : aliases) if (broker !== undefined) findings.push(await checkAlias(alias, broker));
      return findings;
    }),
  );
  return found.flat();
}
