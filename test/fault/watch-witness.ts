// Owns: that no stop is crossed unnoticed while our process is up and hears of prices: what no order at the venue guards is
// left within one look and the time that a commit takes.

import { activeOrdersOf } from '../../src/core/engine/exits/position-orders.ts';
import type { State } from '../../src/core/engine/state.ts';
import { gte, isPositive, isZero, lte, type Decimal } from '../../src/core/model/decimal.ts';
import type { AccountName, Instant, PositionKey } from '../../src/core/model/ids.ts';
import type { Position } from '../../src/core/model/position.ts';
import type { PriceWitness } from './simulated-prices.ts';
import type { World } from './world.ts';

/** Two looks, and commits that fail meanwhile. */
const UNNOTICED_MS_MAX = 15_000;

/** The stop is crossed, and neither an order nor an exit of ours is under way. */
function isNaked(state: State, position: Position, price: Decimal): boolean {
  const { key, qty, plan } = position;
  const stop = plan?.stopLoss ?? null;
  if (isZero(qty) || stop === null) return false;
  const crossed = isPositive(qty) ? lte(price, stop) : gte(price, stop);
  if (!crossed || state.exits.some((exit) => exit.positionKey === key)) return false;
  // of one whose outcome nobody knows the venue has yet to answer
  return !activeOrdersOf(state, key).some(({ role, status }) => role === 'stop_loss' && status !== 'initialized');
}

export interface WatchWitness {
  readonly heard: PriceWitness;
  /** The process has died: what it owes begins anew. */
  forget(): void;
}

export function createWatchWitness(world: World): WatchWitness {
  const since = new Map<PositionKey, Instant>();
  return {
    heard(account: AccountName, { symbol, last }, state) {
      for (const position of state.positions.values()) {
        if (position.account !== account || position.instrument.symbol !== symbol) continue;
        if (!isNaked(state, position, last)) {
          since.delete(position.key);
          continue;
        }
        const from = since.get(position.key) ?? world.now();
        since.set(position.key, from);
        if (world.now() - from > UNNOTICED_MS_MAX)
          world.violate(
            'no stop is crossed unnoticed',
            `${position.key} (${position.qty}) at ${last}, stop ${position.plan?.stopLoss ?? '?'}`,
          );
      }
    },
    forget: () => since.clear(),
  };
}
