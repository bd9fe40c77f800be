// Owns: two orders of one alert that buy and sell the same thing at once: done one after the other they come to nothing, and which of
// them was meant nobody can tell. What waits for a price, closes or only reduces is another thing.

import { deny, type Denial } from '../../model/denial.ts';
import type { Reading } from '../../model/signal.ts';

const AT_ONCE: ReadonlySet<string | null> = new Set([null, 'market']);

const isEntryNow = ({ kind, action, orderType, reduceOnly, delayMs, condition }: Reading): boolean =>
  kind === 'order' &&
  (action === 'buy' || action === 'sell') &&
  AT_ONCE.has(orderType) &&
  reduceOnly !== true &&
  delayMs === null &&
  condition === null;

/** The thing and the place. */
const placeOf = ({ symbol, marketKind, exchange, account, strategy, productType, contract }: Reading): string =>
  JSON.stringify([symbol, marketKind, exchange, account, strategy, productType, contract]);

/** Why these orders are not worked together, or null. */
export function oppositeEntries(legs: readonly Reading[]): Denial | null {
  const entries = legs.filter(isEntryNow);
  const one = entries.find((leg) => entries.some((other) => other.action !== leg.action && placeOf(other) === placeOf(leg)));
  if (one === undefined) return null;
  return deny(
    'CONTRADICTION',
    `The alert buys and sells ${one.symbol ?? 'the same market'} at once.`,
    'Send one of them; to turn a position round, send "action": "reverse".',
  );
}
