// Owns: how people are told that an account does not trade what was named, and what they can do about it: of a contract the day or the
// strike is another one, of anything else the name.

import { deny, type Denial } from '../denial.ts';
import type { Instant } from '../ids.ts';
import { endedOn } from './contract-end.ts';
import { readContractName } from './contract-symbol.ts';

export const nearestWords = (nearest: readonly string[]): string => (nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : '');

export function unknownMarket(account: string, symbol: string, nearest: readonly string[], now: Instant): Denial {
  const day = endedOn(symbol, now);
  if (day !== null)
    return deny(
      'UNKNOWN_SYMBOL',
      `${symbol} ended on ${day}: nothing of it can be traded any more${nearestWords(nearest)}`,
      'Name the contract that is traded now, in the alert or in the alias of the strategy in config.yaml.',
    );
  const message = `${account} does not trade ${symbol}${nearestWords(nearest)}`;
  const name = readContractName(symbol);
  return name === null || name.type === 'equity'
    ? deny('UNKNOWN_SYMBOL', message)
    : deny('UNKNOWN_SYMBOL', message, 'Name a contract that is listed: the day on which it expires, and of an option its strike.');
}
