// Owns: the list of accounts of one strategy: which, how much of the size on each, and what holds there instead of what the
// strategy says.

import { decimal } from '../../core/model/decimal.ts';
import { accountName } from '../../core/model/ids.ts';
import { SHARES_MAX } from '../../core/model/limits.ts';
import type { AccountShare } from '../../core/model/settings.ts';
import { faultsOf, ok, wrong, type Read, type Wrong } from '../field.ts';
import { describe, isMap, readApproval, readPositive, readSymbols, readWord } from '../file-fields.ts';
import { readGroup } from '../group.ts';
import { shown } from '../problem.ts';

const ONE = decimal(1);

const REMEDY = 'Write accounts: [{ name: binance, scale: 1 }, { name: alpaca, scale: 0.5 }].';

const READERS = {
  name: readWord,
  scale: readPositive,
  symbols: readSymbols,
  approval: readApproval,
  max_notional: readPositive,
};

const share = (name: string): AccountShare => ({ name: accountName(name), scale: ONE, symbols: {}, approval: null, maxNotional: null });

function readShare(entry: unknown): Read<AccountShare> {
  if (typeof entry === 'string') return ok(share(entry));
  if (!isMap(entry)) return wrong(`${describe(entry)} is not an account.`, REMEDY);
  const read = readGroup({ name: null, ...entry }, READERS, REMEDY);
  if (read.type === 'wrong') return read;
  const { name, scale = ONE, symbols = {}, approval = null, max_notional: maxNotional = null } = read.value;
  return name === undefined ? wrong('an account has no name.', REMEDY) : ok({ ...share(name), scale, symbols, approval, maxNotional });
}

/** `[{ name, scale, symbols, approval, max_notional }]`; a name alone is an entry too. */
export function readAccountShares(value: unknown): Read<readonly AccountShare[]> {
  if (!Array.isArray(value) || value.length === 0)
    return wrong(`${Array.isArray(value) ? 'an empty list' : describe(value)} is not a list of accounts.`, REMEDY);
  if (value.length > SHARES_MAX)
    return wrong(`${value.length} accounts are more than the ${SHARES_MAX} that one strategy may have.`, REMEDY);
  const shares: AccountShare[] = [];
  const faults: Wrong[] = [];
  for (const entry of value as readonly unknown[]) {
    const read = readShare(entry);
    if (read.type === 'wrong') faults.push(...faultsOf(read));
    else if (shares.some(({ name }) => name === read.value.name))
      faults.push(wrong(`${shown(read.value.name)} stands there twice.`, 'Keep one entry for each account.'));
    else shares.push(read.value);
  }
  const [first, ...others] = faults;
  return first === undefined ? ok(shares) : { ...first, others };
}
