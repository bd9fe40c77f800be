// Owns: the list of accounts of one strategy: which, how much of the size on each, and what holds there instead of what the
// strategy says.

import { decimal, type Decimal } from '../core/model/decimal.ts';
import { accountName, type AccountName } from '../core/model/ids.ts';
import { SHARES_MAX } from '../core/model/limits.ts';
import type { AccountShare, ApprovalPolicy } from '../core/model/settings.ts';
import { ok, wrong, type Read } from './field.ts';
import { describe, isMap, readApproval, readPositive, readSymbols, readWord } from './file-fields.ts';
import { shown } from './problem.ts';
import { suggestName } from './suggest-name.ts';

const ONE = decimal(1);

const KEYS = ['name', 'scale', 'symbols', 'approval', 'max_notional'] as const;
const REMEDY = 'Write accounts: [{ name: binance, scale: 1 }, { name: alpaca, scale: 0.5 }].';

/** A key that may be left out. */
function readOr<T>(value: unknown, read: (value: unknown) => Read<T>, absent: T): Read<T> {
  return value === undefined ? ok(absent) : read(value);
}

function readShare(entry: unknown): Read<AccountShare> {
  if (typeof entry === 'string') return ok({ name: accountName(entry), scale: ONE, symbols: {}, approval: null, maxNotional: null });
  if (!isMap(entry)) return wrong(`${describe(entry)} is not an account.`, REMEDY);
  const unknown = Object.keys(entry).find((key) => !KEYS.some((known) => known === key));
  if (unknown !== undefined) return wrong(`the key "${unknown}" is not known in an entry.`, suggestName(unknown, KEYS));
  const name = readWord(entry['name'] ?? null);
  const scale = readOr<Decimal>(entry['scale'], readPositive, ONE);
  const symbols = readOr(entry['symbols'], readSymbols, {});
  const approval = readOr<ApprovalPolicy | null>(entry['approval'], readApproval, null);
  const maxNotional = readOr<Decimal | null>(entry['max_notional'], readPositive, null);
  for (const read of [name, scale, symbols, approval, maxNotional]) if (read.type === 'wrong') return read;
  if (name.type === 'wrong' || scale.type === 'wrong' || symbols.type === 'wrong') return wrong('this is not an account.', REMEDY);
  return ok({
    name: accountName(name.value),
    scale: scale.value,
    symbols: symbols.value,
    approval: approval.type === 'ok' ? approval.value : null,
    maxNotional: maxNotional.type === 'ok' ? maxNotional.value : null,
  });
}

/** `[{ name, scale, symbols, approval, max_notional }]`; a name alone is an entry too. */
export function readAccountShares(value: unknown): Read<readonly AccountShare[]> {
  if (!Array.isArray(value) || value.length === 0)
    return wrong(`${Array.isArray(value) ? 'an empty list' : describe(value)} is not a list of accounts.`, REMEDY);
  if (value.length > SHARES_MAX)
    return wrong(`${value.length} accounts are more than the ${SHARES_MAX} that one strategy may have.`, REMEDY);
  const shares: AccountShare[] = [];
  const names = new Set<AccountName>();
  for (const entry of value as readonly unknown[]) {
    const share = readShare(entry);
    if (share.type === 'wrong') return share;
    if (names.has(share.value.name)) return wrong(`${shown(share.value.name)} stands there twice.`, 'Keep one entry for each account.');
    names.add(share.value.name);
    shares.push(share.value);
  }
  return ok(shares);
}
