// Owns: that no position stands without its stop for longer than one watch interval while our process is up. What no order at
// the venue guards for certain is left, within the interval, when the price has crossed its stop; and no stop is believed in
// that the venue does not have any more.

import { isGuarding } from '../../src/core/engine/exits/is-guarding.ts';
import { activeOrdersOf } from '../../src/core/engine/exits/position-orders.ts';
import type { State } from '../../src/core/engine/state.ts';
import { gte, isPositive, isZero, lte, type Decimal } from '../../src/core/model/decimal.ts';
import type { AccountName, Instant, OrderId, PositionKey } from '../../src/core/model/ids.ts';
import { WATCH_INTERVAL_MS } from '../../src/core/model/limits.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { PriceWitness } from './simulated-prices.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import type { World } from './world.ts';

/** Asking, looking up and committing, where nothing fails. */
const ACTING_MS = 1_500;
/** Books and venue are compared so often. */
const COMPARED_MS = 250;

/** The stop is crossed, nothing at the venue is sure to leave there, and no exit of ours is under way. */
function isNaked(state: State, position: Position, price: Decimal, now: Instant): boolean {
  const { key, qty, plan } = position;
  const stop = plan?.stopLoss ?? null;
  if (isZero(qty) || stop === null) return false;
  const crossed = isPositive(qty) ? lte(price, stop) : gte(price, stop);
  if (!crossed || state.exits.some((exit) => exit.positionKey === key)) return false;
  return !activeOrdersOf(state, key).some((order) => order.role === 'stop_loss' && isGuarding(order, now));
}

export interface WatchWitness {
  readonly heard: PriceWitness;
  /** The process has had its turn. */
  looked(committed: State): void;
  /** The process has died, or the disk has refused what it decided: what it owes begins anew. */
  forget(): void;
}

export function createWatchWitness(world: World, venue: SimulatedVenue): WatchWitness {
  const nakedSince = new Map<PositionKey, Instant>();
  const goneSince = new Map<OrderId, Instant>();
  let comparedAt = 0;

  /** The books rely on it, and the venue does not work it any more. */
  const isGone = (order: Order): boolean =>
    order.role === 'stop_loss' &&
    order.status === 'accepted' &&
    isGuarding(order, world.now()) &&
    venue.orders.get(order.id)?.status !== 'open';

  function compare(state: State): void {
    for (const id of goneSince.keys()) if (!state.activeOrders.has(id)) goneSince.delete(id);
    for (const id of state.activeOrders) {
      const order = state.orders.get(id);
      if (order === undefined || !isGone(order)) {
        goneSince.delete(id);
        continue;
      }
      const from = goneSince.get(id) ?? world.now();
      goneSince.set(id, from);
      if (world.now() - from > WATCH_INTERVAL_MS + ACTING_MS)
        world.violate(
          'no stop is believed in that is gone',
          `${id} of ${order.positionKey} is ${venue.orders.get(id)?.status ?? 'unknown'}`,
        );
    }
  }

  return {
    heard(account: AccountName, { symbol, last }, state) {
      for (const position of state.positions.values()) {
        if (position.account !== account || position.instrument.symbol !== symbol) continue;
        if (!isNaked(state, position, last, world.now())) {
          nakedSince.delete(position.key);
          continue;
        }
        const from = nakedSince.get(position.key) ?? world.now();
        nakedSince.set(position.key, from);
        if (world.now() - from > WATCH_INTERVAL_MS)
          world.violate(
            'no stop is crossed unnoticed',
            `${position.key} (${position.qty}) at ${last}, stop ${position.plan?.stopLoss ?? '?'}`,
          );
      }
    },
    looked(state) {
      // while look-ups fail nobody can know it
      if (world.desk.guarded === undefined || !world.isCalm() || world.now() - comparedAt < COMPARED_MS) return;
      comparedAt = world.now();
      compare(state);
    },
    forget() {
      nakedSince.clear();
      goneSince.clear();
    },
  };
}
