// Owns: the price that an alert brings for accounts whose prices come from alerts: the one that it names, else its own limit
// where such an account has none at all. A limit never moves a price that is known: it says where to buy, not what it costs.

import type { PriceHint } from '../brokers/broker.ts';
import type { Instant } from '../core/model/ids.ts';
import type { Reading } from '../core/model/signal.ts';

export function priceHintOf({ signalPrice, limitPrice }: Pick<Reading, 'signalPrice' | 'limitPrice'>, at: Instant): PriceHint | null {
  if (signalPrice !== null) return { price: signalPrice, at };
  return limitPrice === null ? null : { price: limitPrice, at, onlyIfNone: true };
}
