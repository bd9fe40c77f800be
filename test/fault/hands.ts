// Owns: somebody who trades by hand at the venue, past us: now and then a trade, now and then an order that rests. What comes of it
// is his affair: nothing of it may be adopted or closed by us without a tap.

import type { World } from './world.ts';
import { createRandom } from './random.ts';
import type { SimulatedVenue } from './simulated-venue.ts';

export interface Hands {
  /** Perhaps does something. */
  act(): void;
}

const ACT_RATE = 0.004;
const TRADES_MAX = 2;

/** Chance of its own: runs without him stay as they are. */
export function createHands(world: World, venue: SimulatedVenue, seed: number): Hands {
  const random = createRandom(seed + 7);
  let trades = 0;
  return {
    act() {
      if (world.desk.byHand === undefined || trades >= TRADES_MAX || !random.chance(ACT_RATE)) return;
      trades += 1;
      const [name, market] = random.pick([...venue.markets]);
      const lots = random.between(1, 20);
      if (random.chance(0.4)) return venue.placeByHand(name, lots);
      const sells = market.instrument.kind === 'spot' ? random.chance(0.5) && market.position >= lots : random.chance(0.5);
      venue.tradeByHand(name, sells ? -lots : lots);
    },
  };
}
