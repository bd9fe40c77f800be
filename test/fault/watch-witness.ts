// Owns: that no position stands without its stop for longer than one watch interval while our process is up. What no order at
// the venue guards for certain is left, within the interval, when the price has crossed its stop; no stop is believed in that
// the venue does not have any more; and one that belongs at the venue is ordered at once, and is there within the interval.

import { isGuarding } from '../../src/core/engine/exits/is-guarding.ts';
import { activeOrdersOf } from '../../src/core/engine/exits/position-orders.ts';
import type { State } from '../../src/core/engine/state.ts';
import { PAPER_TRAITS, type VenueTraits } from '../../src/core/model/account.ts';
import { gte, isPositive, isZero, lte, type Decimal } from '../../src/core/model/decimal.ts';
import type { AccountName, Instant, OrderId, PositionKey } from '../../src/core/model/ids.ts';
import { WATCH_INTERVAL_MS } from '../../src/core/model/limits.ts';
import type { Order } from '../../src/core/model/order.ts';
import type { Position } from '../../src/core/model/position.ts';
import { homeOf } from '../../src/core/positions/exit-home.ts';
import { isHeld } from '../../src/core/positions/is-held.ts';
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

/** Something is being done about it: it is leaving, an order has to be gone first, or the next attempt has its time. */
const isUnderWay = (state: State, key: PositionKey): boolean =>
  state.waits.has(key) ||
  state.exits.some((exit) => exit.positionKey === key) ||
  activeOrdersOf(state, key).some(({ role, cancel }) => cancel !== null || role === 'exit' || role === 'emergency_exit') ||
  [...state.inquiries].some((id) => state.orders.get(id)?.positionKey === key);

/** Since when each of them is so, as long as it lasts. */
function createSpans(now: () => Instant): { lasts(key: PositionKey, isSo: boolean): number; clear(): void } {
  const since = new Map<PositionKey, Instant>();
  return {
    lasts(key, isSo) {
      const from = since.get(key) ?? now();
      if (isSo) since.set(key, from);
      else since.delete(key);
      return isSo ? now() - from : 0;
    },
    clear: () => since.clear(),
  };
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
  const unordered = createSpans(() => world.now());
  const unplaced = createSpans(() => world.now());
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

  const traitsOf = (account: AccountName): VenueTraits => world.desk.settings.accounts.get(account)?.traits ?? PAPER_TRAITS;
  const isThere = (state: State, key: PositionKey): boolean =>
    [...venue.orders.values()].some(({ id, status }) => {
      const known = status === 'open' ? state.orders.get(id) : undefined;
      return known?.positionKey === key && known.role === 'stop_loss';
    });

  /** Whatever the weather is: what is held has its stop ordered, or somebody is at it. In calm weather it is there, too. */
  /** It was sent in the storm, and whoever sent it still waits for the answer that was lost: people know that nobody has confirmed it. */
  const isUnanswered = (state: State, key: PositionKey): boolean =>
    activeOrdersOf(state, key).some(({ role, status, inquiry }) => role === 'stop_loss' && status === 'submitted' && inquiry === null);

  function guards(state: State): void {
    for (const position of state.positions.values()) {
      const { key, qty, account } = position;
      const isWanted = isHeld(position) && homeOf('stop_loss', position, traitsOf(account)) === 'venue' && !isUnderWay(state, key);
      const isOrdered = activeOrdersOf(state, key).some(({ role }) => role === 'stop_loss');
      if (unordered.lasts(key, isWanted && !isOrdered) > ACTING_MS)
        world.violate('a stop that belongs at the venue is ordered at once', `${key} (${qty}), stop ${position.plan?.stopLoss ?? '?'}`);
      const isMissing = isWanted && world.isCalm() && !isThere(state, key) && !isUnanswered(state, key);
      if (unplaced.lasts(key, isMissing) > WATCH_INTERVAL_MS + ACTING_MS)
        world.violate('a stop is at the venue within one watch interval', `${key} (${qty}), stop ${position.plan?.stopLoss ?? '?'}`);
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
      if (world.desk.guarded === undefined || world.now() - comparedAt < COMPARED_MS) return;
      comparedAt = world.now();
      guards(state);
      // while look-ups fail nobody can know it
      if (world.isCalm()) compare(state);
    },
    forget() {
      nakedSince.clear();
      goneSince.clear();
      unordered.clear();
      unplaced.clear();
    },
  };
}
