// Owns: what the fake venues' engine refuses, in the order in which a venue looks: the symbol, the id, the shape of the
// order, then money and quantity. A refusal has no effect.

import { add, compare, type Decimal, eq, floorToStep, gt, gte, isPositive, lt, lte, mul, sub, ZERO } from '../../src/core/model/decimal.ts';
import type { ExchangeOrder, ListedMarket, PlaceOrder, Refusal, RefusalCode } from './exchange-order.ts';
import type { Ledger } from './ledger.ts';

export interface Bench {
  readonly ledger: Ledger;
  readonly market: ListedMarket;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly last: Decimal;
  readonly open: readonly ExchangeOrder[];
  readonly stopThrough: 'triggers' | 'refused';
  /** Open orders lock the quantity of the position that they would close. */
  readonly stopsHoldQuantity: boolean;
  /** One order may close a position and open the other side. */
  readonly flips: boolean;
}

const refuse = (code: RefusalCode, text: string): Refusal => ({ code, text });

export function wouldTrigger({ side, kind }: Pick<PlaceOrder, 'side' | 'kind'>, stopPrice: Decimal, last: Decimal): boolean {
  const rising = kind.startsWith('take_profit') ? side === 'sell' : side === 'buy';
  return rising ? gte(last, stopPrice) : lte(last, stopPrice);
}

export const isMarketable = (
  side: 'buy' | 'sell',
  limitPrice: Decimal,
  { bid, ask }: { readonly bid: Decimal; readonly ask: Decimal },
): boolean => (side === 'buy' ? lte(ask, limitPrice) : gte(bid, limitPrice));

/** The price that a claim is made at before anything has executed. */
const assumedPrice = (order: PlaceOrder, { bid, ask }: { readonly bid: Decimal; readonly ask: Decimal }): Decimal =>
  order.limitPrice ?? order.stopPrice ?? (order.side === 'buy' ? ask : bid);

function checkShape(order: PlaceOrder, bench: Bench): Refusal | null {
  const { market } = bench;
  if (!isPositive(order.qty)) return refuse('quantity', `quantity ${order.qty} is not above zero`);
  if (!eq(floorToStep(order.qty, market.stepSize), order.qty))
    return refuse('step', `quantity ${order.qty} is off the step ${market.stepSize}`);
  if (lt(order.qty, market.qtyMin)) return refuse('quantity', `quantity ${order.qty} is below ${market.qtyMin}`);
  const atMarket = order.kind === 'market' || order.kind === 'stop' || order.kind === 'trailing_stop';
  if (atMarket && market.marketQtyMax !== undefined && gt(order.qty, market.marketQtyMax))
    return refuse('market_quantity', `quantity ${order.qty} is above ${market.marketQtyMax} for an order at market`);
  for (const price of [order.limitPrice, order.stopPrice]) {
    if (price != null && (!isPositive(price) || !eq(floorToStep(price, market.tickSize), price)))
      return refuse('tick', `price ${price} is off the tick ${market.tickSize}`);
  }
  const value = mul(order.qty, assumedPrice(order, bench));
  if (lt(value, market.notionalMin) && order.reduceOnly !== true)
    return refuse('minimum', `value ${value} is below the minimum ${market.notionalMin}`);
  return null;
}

function checkPrices(order: PlaceOrder, bench: Bench): Refusal | null {
  if (order.stopPrice != null && bench.stopThrough === 'refused' && wouldTrigger(order, order.stopPrice, bench.last))
    return refuse('would_trigger', `stop ${order.stopPrice} would trigger at once`);
  if (order.postOnly === true && order.limitPrice != null && isMarketable(order.side, order.limitPrice, bench))
    return refuse('would_take', 'a post-only order would match at once');
  return null;
}

/** What open orders of this side already hold of the position; members of one group hold it once. */
function heldBy(open: readonly ExchangeOrder[], order: PlaceOrder): Decimal {
  let held = ZERO;
  const groups = new Map<string, Decimal>();
  for (const other of open) {
    if (other.symbol !== order.symbol || other.side !== order.side) continue;
    const left = sub(other.qty, other.qtyFilled);
    if (other.group === null) held = add(held, left);
    else if (other.group !== order.group && compare(left, groups.get(other.group) ?? ZERO) > 0) groups.set(other.group, left);
  }
  for (const left of groups.values()) held = add(held, left);
  return held;
}

function checkPosition(order: PlaceOrder, bench: Bench): Refusal | null {
  if (bench.market.kind === 'spot') return null;
  const reducible = bench.ledger.reducible(order.symbol, order.side);
  if (order.reduceOnly === true && !isPositive(reducible)) return refuse('reduce_only', 'reduce-only: there is no position to reduce');
  if (!isPositive(reducible)) return null;
  const available = bench.stopsHoldQuantity ? sub(reducible, heldBy(bench.open, order)) : reducible;
  if (bench.stopsHoldQuantity && (order.reduceOnly === true || !bench.flips) && gt(order.qty, available))
    return refuse('held', `insufficient quantity: ${available} of ${reducible} is available`);
  return !bench.flips && order.reduceOnly !== true && gt(order.qty, reducible)
    ? refuse('held', `insufficient quantity: ${reducible} is there`)
    : null;
}

function checkMoney(order: PlaceOrder & { readonly qtyFilled?: Decimal }, bench: Bench): Refusal | null {
  const claim = bench.ledger.claim(order, assumedPrice(order, bench));
  const free = bench.ledger.free(claim.currency, bench.open);
  return gt(claim.amount, free)
    ? refuse('insufficient', `insufficient balance: ${claim.amount} ${claim.currency} needed, ${free} free`)
    : null;
}

export const checkOrder = (order: PlaceOrder & { readonly qtyFilled?: Decimal }, bench: Bench): Refusal | null =>
  checkShape(order, bench) ?? checkPrices(order, bench) ?? checkPosition(order, bench) ?? checkMoney(order, bench);

/** A change of an open order; `bench.open` is without it. What it triggers at was accepted long ago. */
export const checkAmend = (order: ExchangeOrder, bench: Bench): Refusal | null =>
  checkShape(order, bench) ?? checkPosition(order, bench) ?? checkMoney(order, bench);
