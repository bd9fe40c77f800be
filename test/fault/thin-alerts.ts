// Owns: the alerts of the thin desk: entries at a limit, at one price or at several, with targets near by; closes.

import { marketKey } from './house.ts';
import type { Writer } from './senders.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import { THIN_PLAYERS } from './thin-desk.ts';
import type { World } from './world.ts';

type Fields = Record<string, unknown>;

export function createThinAlerts(world: World, venue: SimulatedVenue): Writer {
  const { random } = world;
  const players = random.chance(0.7) ? [random.pick(THIN_PLAYERS)] : [random.pick(THIN_PLAYERS), random.pick(THIN_PLAYERS)];
  let count = 0;

  function targets(price: number, up: number): Fields {
    const far = [random.between(3, 8), random.between(9, 20), random.between(25, 60)].slice(0, random.between(1, 3));
    const shares = random.chance(0.5) ? [50, 30, 20] : [30, 30, 40];
    return { take_profits: far.map((distance, index) => ({ price: price + up * distance, share: shares[index] ?? 10 })) };
  }

  function entry(symbol: string, price: number): Fields {
    const action = random.chance(symbol.includes(':') ? 0.6 : 0.95) ? 'buy' : 'sell';
    const up = action === 'buy' ? 1 : -1;
    const at = price - up * random.between(-2, 6);
    const isLayered = random.chance(0.25);
    const levels = isLayered
      ? {
          entries: [
            { price: at, share: 50 },
            { price: at - up * random.between(2, 10), share: 50 },
          ],
        }
      : { order_type: 'limit', limit_price: at };
    return { action, quantity: random.between(10, 40), ...levels, ...(random.chance(0.4) ? targets(at, up) : {}) };
  }

  function content(symbol: string, price: number): Fields {
    switch (random.weighted({ entry: 6, partial: 0.5, close: 1.5 })) {
      case 'entry':
        return entry(symbol, price);
      case 'partial':
        return { action: 'close', percent: random.pick([25, 50]) };
      case 'close':
        return { action: 'close' };
    }
  }

  return () => {
    count += 1;
    const { symbol, strategy } = random.pick(players);
    const price = venue.markets.get(marketKey(strategy.account, symbol))?.price ?? 0;
    const body = { ...content(symbol, price), symbol, strategy: strategy.name, comment: `alert ${count}` };
    return { body: JSON.stringify(body), meaning: null };
  };
}
