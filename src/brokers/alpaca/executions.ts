// Owns: the executions of orders. The stream and the list of activities name them differently, but both say how much of
// the order had filled with each: an execution is known by its order and that sum, so that both give the same id.

import { add, type Decimal, eq, isPositive, lt, sum, ZERO } from '../../core/model/decimal.ts';
import type { FillId, Instant } from '../../core/model/ids.ts';
import type { Fill } from '../../core/model/order.ts';
import type { Activity, AlpacaClient, AlpacaOrder } from './alpaca-client.ts';
import { CLOCK_SLACK_MS, REMEMBERED_MAX } from './alpaca-limits.ts';
import { readActivities } from './read-activities.ts';
import { numberOf, placedAt, qtyFilledOf, sizeOf } from './read-order.ts';
import { remember } from './remember.ts';

export interface Executions {
  /** An execution that the stream has told; null: it does not follow on what is known, so something is missing. */
  hear(order: AlpacaOrder, qty: string | undefined, price: string | undefined, at: Instant): Fill | 'known' | null;
  /** Every execution of these orders, asked for where they are not known. Throws as the client does. */
  complete(orders: readonly AlpacaOrder[]): Promise<'complete' | 'missing'>;
  /** Those that are known. */
  of(order: AlpacaOrder): readonly Fill[];
  /** All that the order counts are known. */
  has(order: AlpacaOrder): boolean;
}

export const executionId = (orderId: string, cumulative: Decimal): FillId => `${orderId}:${cumulative}` as FillId;

/** Regulatory fees of equities and fees of crypto are booked at the end of the day, not with the execution. */
const fillOf = (order: AlpacaOrder, cumulative: Decimal, qty: Decimal, price: Decimal, at: Instant): Fill => ({
  id: executionId(order.id ?? '', cumulative),
  qty,
  price,
  fee: ZERO,
  feeCurrency: 'USD',
  at,
});

export function createExecutions(client: AlpacaClient): Executions {
  const known = new Map<string, readonly Fill[]>();
  const of = (order: AlpacaOrder): readonly Fill[] => known.get(order.id ?? '') ?? [];
  const filled = (order: AlpacaOrder): Decimal => sum(of(order).map(({ qty }) => qty));
  const isMissing = (order: AlpacaOrder): boolean => lt(filled(order), qtyFilledOf(order));

  function learn(order: AlpacaOrder, { cumQty, qty, price }: Activity, at: Instant): Fill | 'known' | null {
    const cumulative = sizeOf(cumQty, order.assetClass);
    const each = sizeOf(qty, order.assetClass);
    const before = filled(order);
    if (!lt(before, cumulative)) return 'known';
    const paid = numberOf(price);
    // an execution at no price is one whose price could not be read: it is asked for again
    if (!eq(add(before, each), cumulative) || !isPositive(paid) || !Number.isFinite(at)) return null;
    const fill = fillOf(order, cumulative, each, paid, at);
    remember(known, order.id ?? '', [...of(order), fill], REMEMBERED_MAX);
    return fill;
  }

  return {
    of,
    has: (order) => !isMissing(order),
    hear: (order, qty, price, at) =>
      qty === undefined || price === undefined
        ? null
        : learn(order, { ...(order.filledQty === undefined ? {} : { cumQty: order.filledQty }), qty, price }, at),
    async complete(orders) {
      const wanted = new Map(orders.filter(isMissing).map((order) => [order.id ?? '', order]));
      if (wanted.size === 0) return 'complete';
      const from = Math.min(...[...wanted.values()].map(placedAt)) - CLOCK_SLACK_MS;
      await readActivities(client, from, (activity, at) => {
        const order = wanted.get(activity.orderId ?? '');
        if (order !== undefined) learn(order, activity, at);
      });
      return orders.some(isMissing) ? 'missing' : 'complete';
    },
  };
}
