// Owns: a stop and a target as one order at the simulated venue: what may be asked for, when it can fill, and how its levels
// are moved. Its fills, its end and its quantity are those of every order.

import type { ModifyOutcome } from '../../src/brokers/broker.ts';
import type { VenueTraits } from '../../src/core/model/account.ts';
import type { OrderRequest, PairLevels } from '../../src/core/model/order.ts';
import type { Report } from '../../src/core/model/venues/report.ts';
import { fromLots } from './lots.ts';
import type { VenueOrder } from './simulated-venue.ts';
import type { World } from './world.ts';

export function inspectPair(world: World, traits: VenueTraits, request: OrderRequest, lots: number): void {
  const { id, account, instrument, limitPrice, stopPrice, qty } = request;
  const can = traits.pairedKinds?.includes(instrument.kind) === true;
  if (!can || limitPrice === null || stopPrice === null || !Number.isInteger(Number(qty)) || lots <= 0)
    world.violate('a venue is asked for what it can do', `${id}: a pair of ${qty} ${instrument.symbol} on ${account}`);
}

/** Of every order: a pair fills at its target, or at any price when its stop was touched. */
export function isExecutable({ request, triggered, levels }: VenueOrder, price: number): boolean {
  if (levels !== null && triggered) return true;
  const limit = levels?.limitPrice ?? request.limitPrice;
  if (limit !== null) return request.side === 'buy' ? price <= Number(limit) : price >= Number(limit);
  return request.stopPrice === null || triggered;
}

/** Not resized, and not moved when a part has filled; a stop that the price has passed is refused. */
export function movePair(
  world: World,
  price: number,
  order: VenueOrder,
  lots: number,
  levels: PairLevels | null,
  tell: (report: Report) => void,
): ModifyOutcome {
  const { side, instrument } = order.request;
  const qty = fromLots(order.qty, instrument);
  if (levels === null || lots !== order.qty) {
    world.violate('a venue is asked for what it can do', `${order.id}: a pair is resized to ${lots} lots`);
    return { type: 'rejected', reason: 'pairs are not resized' };
  }
  if (order.filled > 0 || order.triggered) return { type: 'rejected', reason: 'a part has filled' };
  const isPassed = side === 'sell' ? price <= Number(levels.stopPrice) : price >= Number(levels.stopPrice);
  if (isPassed) return { type: 'rejected', reason: `the price has passed ${levels.stopPrice}` };
  // the stop goes first; sometimes the target does not follow
  const isHalf = !world.isCalm() && world.random.chance(world.weather.faultRate / 4);
  order.levels = isHalf ? { ...levels, limitPrice: order.levels?.limitPrice ?? levels.limitPrice } : levels;
  world.log(`venue: ${order.id} moved to ${order.levels.stopPrice} and ${order.levels.limitPrice}`);
  tell({ type: 'amended', orderId: order.id, qty, levels: order.levels });
  return isHalf ? { type: 'ambiguous', reason: 'the stop was moved, the target not' } : { type: 'modified', qty, levels };
}
