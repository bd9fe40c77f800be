// Owns: the round of src/runtime/watch-open-orders.ts, single-stepped: what the venue lists as open is compared with the books,
// and what differs is looked up.

import { settledOrders, suspectOrders } from '../../src/core/engine/reconciliation/suspect-orders.ts';
import type { State } from '../../src/core/engine/state.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import { WATCH_INTERVAL_MS } from '../../src/core/model/limits.ts';
import type { House } from './behaviour.ts';
import type { Continue } from './order-actions.ts';
import type { SimulatedNetwork } from './simulated-network.ts';
import type { World } from './world.ts';

export interface OrderWatchParts {
  readonly world: World;
  readonly house: House;
  readonly network: () => SimulatedNetwork;
  readonly continued: Continue;
  readonly snapshot: () => State;
  readonly lookUp: (orderId: OrderId) => void;
}

export interface SimulatedOrderWatch {
  turn(): void;
  nextAt(): number;
  forget(): void;
}

export function createOrderWatch({ world, house, network, continued, snapshot, lookUp }: OrderWatchParts): SimulatedOrderWatch {
  const accounts = world.desk.guarded === undefined ? [] : [...world.desk.settings.accounts.keys()];
  const never = accounts.length === 0 ? Number.POSITIVE_INFINITY : 0;
  let nextAt = never;

  type Held = Parameters<Parameters<SimulatedNetwork['holdings']>[1]>[0];

  return {
    turn() {
      if (world.now() < nextAt) return;
      nextAt = world.now() + WATCH_INTERVAL_MS;
      if (!house.watchesOrders(snapshot())) return;
      for (const account of accounts) {
        const before = settledOrders(snapshot(), account);
        if (before.length === 0) continue;
        network().holdings(
          account,
          continued((held: Held) => {
            if (held !== null) for (const id of suspectOrders(snapshot(), account, before, held.orders)) lookUp(id);
          }),
        );
      }
    },
    nextAt: () => nextAt,
    forget() {
      nextAt = never;
    },
  };
}
