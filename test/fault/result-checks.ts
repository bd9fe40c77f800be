// Owns: that results are the money of the journal: what fills have paid and taken, whatever was lost, repeated and replayed.

import type { Event } from '../../src/core/engine/event.ts';
import { abs, add, gt, isZero, mul, neg, sub, sum, ZERO, decimal, type Decimal } from '../../src/core/model/decimal.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { EndCheck } from './end-checks.ts';

/** Averages of prices have 18 places. */
const NEAR = decimal('0.000001');

type Sums = Map<string, Decimal>;
const put = (sums: Sums, currency: string, amount: Decimal): void => void sums.set(currency, add(sums.get(currency) ?? ZERO, amount));

/** Paid and taken by currency, fees in others left out as the books do. */
function cashOf(events: readonly Event[]): Sums {
  const orders = new Map<OrderId, Order>();
  const cash: Sums = new Map();
  for (const event of events) {
    if (event.type === 'order_initialized') orders.set(event.order.id, event.order);
    if (event.type === 'share_adopted') put(cash, event.share.instrument.quote, neg(mul(event.qty, event.price)));
    const order = event.type === 'order_filled' ? orders.get(event.orderId) : undefined;
    if (event.type !== 'order_filled' || order === undefined) continue;
    const value = mul(event.fill.qty, event.fill.price);
    const { quote } = order.instrument;
    put(cash, quote, sub(order.side === 'sell' ? value : neg(value), event.fill.feeCurrency === quote ? event.fill.fee : ZERO));
  }
  return cash;
}

export const RESULT_CHECKS: Readonly<Record<string, EndCheck>> = {
  'results are the cash of all fills, and what is open at what was paid for it': ({ batches, state }, violate) => {
    const wanted = cashOf(batches.flatMap(({ events }) => events));
    for (const { qty, entryPrice, instrument } of state.positions.values()) put(wanted, instrument.quote, mul(qty, entryPrice ?? ZERO));
    const counted: Sums = new Map();
    for (const lines of state.results.values()) for (const { currency, curve } of lines.values()) put(counted, currency, curve.net);
    for (const currency of new Set([...wanted.keys(), ...counted.keys()])) {
      const [cash, net] = [wanted.get(currency) ?? ZERO, counted.get(currency) ?? ZERO];
      if (gt(abs(sub(cash, net)), NEAR)) violate(`fills and what is open make ${cash} ${currency}, results say ${net}`);
    }
  },
  'round trips are the results, as soon as nothing is open': ({ state }, violate) => {
    if (state.positions.some(({ qty }) => !isZero(qty))) return;
    const lines = state.results.valueSeq().flatMap((each) => each.valueSeq());
    const trips = sum(lines.map(({ grossProfit, grossLoss }) => sub(grossProfit, grossLoss)));
    const net = sum(lines.map(({ curve }) => curve.net));
    if (gt(abs(sub(trips, net)), NEAR)) violate(`round trips make ${trips}, results say ${net}`);
    if (state.trades.size > 0) violate(`${state.trades.size} round trips are under way although all is flat`);
  },
};
