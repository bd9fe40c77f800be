// Owns: base and quote of a pair as people write it. The known quote currency decides; where two readings remain
// (DOTUSD: DOT/USD or DO/TUSD) a well-known coin decides, and else nobody does.

import { KNOWN_COINS, QUOTE_CURRENCIES, STABLE_COINS, STATE_CURRENCIES } from './currencies.ts';

export interface Pair {
  readonly base: string;
  readonly quote: string;
}

const isStrong = (quote: string): boolean => STABLE_COINS.has(quote);

/** A short base before a quote that also ends company names (ABTC, MUSD) is no pair. */
function isPlausible({ base, quote }: Pair): boolean {
  return base !== quote && base.length >= (isStrong(quote) ? 1 : 2) && /[A-Z]/.test(base);
}

/** The pairs that an upper-case word may be: [] for none, one, or several that cannot be told apart. */
export function pairsInWord(word: string): Pair[] {
  if (word.slice(0, 3) !== word.slice(3) && STATE_CURRENCIES.has(word.slice(0, 3)) && STATE_CURRENCIES.has(word.slice(3)))
    return [{ base: word.slice(0, 3), quote: word.slice(3) }];
  const pairs = [...QUOTE_CURRENCIES]
    .filter((quote) => word.length > quote.length && word.endsWith(quote))
    .map((quote) => ({ base: word.slice(0, -quote.length), quote }))
    .filter(isPlausible)
    .sort((a, b) => b.quote.length - a.quote.length);
  if (pairs.length < 2) return pairs;
  const known = pairs.filter(({ base }) => KNOWN_COINS.has(base) || STABLE_COINS.has(base));
  return known.length === 1 ? known : pairs;
}

/** The pair of two words with `separator` between them, or null where it cannot be told. */
export function pairOfParts(first: string, second: string, separator: string): Pair | null {
  if (first === second) return null;
  const written: Pair = { base: first, quote: second };
  const reversed: Pair = { base: second, quote: first };
  const secondKnown = QUOTE_CURRENCIES.has(second) || STATE_CURRENCIES.has(second);
  if (separator === '/') return STABLE_COINS.has(first) && !secondKnown ? null : written;
  const firstKnown = QUOTE_CURRENCIES.has(first) || STATE_CURRENCIES.has(first);
  if (!firstKnown) return secondKnown ? written : null;
  if (!secondKnown) return reversed;
  // both are currencies: money comes before coins as a quote (USDT_BTC is BTC/USDT), else the order is as written
  const isCoin = (currency: string): boolean => KNOWN_COINS.has(currency);
  if (isCoin(first) && isCoin(second)) return second === 'BTC' || (second === 'ETH' && first === 'BNB') ? written : null;
  return isCoin(second) ? reversed : written;
}
