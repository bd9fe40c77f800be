// Owns: the journal as what it made of the shares, step by step: told by fills alone, not by what the core thinks of them.

import { add, isNegative, isZero, neg, sub, ZERO, type Decimal } from '../../src/core/model/decimal.ts';
import { marketOf, type OrderId, type PositionKey } from '../../src/core/model/ids.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Batch } from './simulated-disk.ts';

export interface Step {
  readonly key: PositionKey;
  /** Null: another share of the market has taken it, or given it back. */
  readonly order: Order | null;
  /** What the share held after this fill, signed. */
  readonly qty: Decimal;
}

/** What each batch of the journal made of the shares that it touched. */
export function* stepsOf(batches: readonly Batch[]): Generator<readonly Step[]> {
  const orders = new Map<OrderId, Order>();
  const held = new Map<PositionKey, Decimal>();
  const move = (key: PositionKey, order: Order | null, signed: Decimal): Step => {
    const qty = add(held.get(key) ?? ZERO, signed);
    held.set(key, qty);
    return { key, order, qty };
  };
  for (const { events } of batches) {
    const steps: Step[] = [];
    for (const event of events) {
      if (event.type === 'order_initialized') orders.set(event.order.id, event.order);
      const order = event.type === 'order_filled' ? orders.get(event.orderId) : undefined;
      if (event.type === 'order_filled' && order !== undefined)
        steps.push(move(order.positionKey, order, order.side === 'buy' ? event.fill.qty : neg(event.fill.qty)));
      if (event.type === 'share_adopted') steps.push(move(event.share.key, null, event.qty));
      if (event.type !== 'share_taken') continue;
      const back = isNegative(held.get(event.positionKey) ?? ZERO) ? event.qty : neg(event.qty);
      steps.push(move(event.positionKey, null, back), move(event.from, null, neg(back)));
    }
    yield steps;
  }
}

/** What each share has got from others of its market, signed. */
export function takenShares(batches: readonly Batch[]): ReadonlyMap<PositionKey, Decimal> {
  const taken = new Map<PositionKey, Decimal>();
  const before = new Map<PositionKey, Decimal>();
  for (const steps of stepsOf(batches)) {
    for (const { key, order, qty } of steps) {
      if (order === null) taken.set(key, add(taken.get(key) ?? ZERO, sub(qty, before.get(key) ?? ZERO)));
      before.set(key, qty);
    }
  }
  return taken;
}

/** The entries that made up each position since it was last flat. */
export function entriesSinceFlat(batches: readonly Batch[]): ReadonlyMap<PositionKey, readonly Order[]> {
  const entries = new Map<PositionKey, readonly Order[]>();
  for (const steps of stepsOf(batches)) {
    for (const { key, order, qty } of steps) {
      if (isZero(qty)) entries.delete(key);
      else if (order?.role === 'entry') entries.set(key, [...(entries.get(key) ?? []), order]);
    }
  }
  return entries;
}

/**
 * Instruments of which two strategies held shares in different directions at some time. The venue nets them: a reduce-only
 * order of the one may find nothing to reduce, or close what is the other's. There only the sum can be judged. (Where an exit
 * of one share has closed another in the same direction, the shares themselves are judged.)
 */
export function contestedSymbols(batches: readonly Batch[]): ReadonlySet<string> {
  const held = new Map<PositionKey, Decimal>();
  const contested = new Set<string>();
  for (const steps of stepsOf(batches)) {
    for (const { key, qty } of steps) held.set(key, qty);
    for (const { key } of steps) {
      const market = marketOf(key);
      const open = [...held].filter(([each, qty]) => marketOf(each) === market && !isZero(qty)).map(([, qty]) => qty);
      if (open.some(isNegative) && !open.every(isNegative)) contested.add(market);
    }
  }
  return contested;
}
