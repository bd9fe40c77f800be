// Owns: the price that an alert brings for accounts whose prices come from alerts: the one that it names, else its own limit
// where such an account has none at all. A limit never moves a price that is known: it says where to buy, not what it costs. Nor
// does the price of an order that has waited: the market has been seen since.

import type { PriceHint } from '../brokers/broker.ts';
import type { Instant, SignalId } from '../core/model/ids.ts';
import type { Reading } from '../core/model/signal.ts';

type Priced = Pick<Reading, 'signalPrice' | 'limitPrice' | 'waitedFor'>;

/** `of`: the alert; absent where it is only explained. */
export function priceHintOf({ signalPrice, limitPrice, waitedFor }: Priced, at: Instant, of?: SignalId): PriceHint | null {
  const from = { at, ...(of === undefined ? {} : { of }) };
  if (waitedFor !== null) return { price: signalPrice ?? waitedFor, ...from, onlyIfNone: true };
  if (signalPrice !== null) return { price: signalPrice, ...from };
  return limitPrice === null ? null : { price: limitPrice, ...from, onlyIfNone: true };
}
