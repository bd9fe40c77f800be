// Owns: whether an order stands at the venue where it was placed. Only the prices that it was placed with are compared: venues
// add others (a limit behind a stop, a protected market order), and leave them out (a stop that was touched has none any more).

import { abs, gte, sub, type Decimal } from '../model/decimal.ts';
import type { Order, VenuePrices } from '../model/order.ts';

type Priced = Pick<Order, 'type' | 'stopPrice' | 'limitPrice' | 'instrument'>;

/** Less than a tick is how a venue rounds. */
const isElsewhere = (asked: Decimal | null, said: Decimal | null, tick: Decimal): boolean =>
  asked !== null && said !== null && asked !== said && gte(abs(sub(asked, said)), tick);

/** Where it stands now; null: where it was placed, or what moves by itself, or a pair, whose legs are compared as such. */
export function movedPrices(order: Priced, said: VenuePrices | undefined): VenuePrices | null {
  const { type, stopPrice, limitPrice, instrument } = order;
  if (said === undefined || type === 'oco' || type === 'trailing_stop') return null;
  const tick = instrument.tickSize;
  if (!isElsewhere(stopPrice, said.stopPrice, tick) && !isElsewhere(limitPrice, said.limitPrice, tick)) return null;
  return {
    stopPrice: stopPrice === null ? null : (said.stopPrice ?? stopPrice),
    limitPrice: limitPrice === null ? null : (said.limitPrice ?? limitPrice),
  };
}
