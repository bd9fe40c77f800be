// Owns: the alerts of the plain desk: one order each, of every kind that one order can be.

import { accountName } from '../../src/core/model/ids.ts';
import { marketKey, STRATEGIES } from './house.ts';
import type { Writer } from './senders.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import type { World } from './world.ts';

interface Traded {
  readonly strategy: string;
  readonly symbol: string;
}

/** One run trades one, two or three things, so that its alerts meet each other. */
function drawTraded({ random }: World): readonly Traded[] {
  const everything = STRATEGIES.flatMap(({ name, symbols }) => symbols.map((symbol) => ({ strategy: name, symbol })));
  const first = random.pick(everything);
  switch (random.weighted({ one: 4, market: 2, three: 3 })) {
    case 'one':
      return [first];
    case 'market':
      return everything.filter((each) => each.symbol === first.symbol);
    case 'three':
      return [first, random.pick(everything), random.pick(everything)];
  }
}

export function createPlainAlerts(world: World, venue: SimulatedVenue): Writer {
  const { random } = world;
  const traded = drawTraded(world);
  let count = 0;
  const priceOf = (symbol: string): number => venue.markets.get(marketKey(accountName('paper'), symbol))?.price ?? 0;

  function levels(side: 'buy' | 'sell', price: number): Record<string, unknown> {
    const up = side === 'buy' ? 1 : -1;
    return {
      ...(random.chance(0.7) ? { stop_loss: price - up * random.between(5, 60) } : {}),
      ...(random.chance(0.6) ? { take_profit: price + up * random.between(5, 60) } : {}),
    };
  }

  function entry(symbol: string): Record<string, unknown> {
    const spot = !symbol.includes(':');
    const side = random.chance(spot ? 0.85 : 0.55) ? 'buy' : 'sell';
    const price = priceOf(symbol);
    const type = random.weighted({ market: 6, limit: 4, stop: 1 });
    const away = (side === 'buy' ? 1 : -1) * random.between(1, 15);
    const at = type === 'market' ? price : type === 'limit' ? price - away : price + away;
    return {
      action: side,
      ...(random.chance(0.8) ? { quantity: random.between(1, 9) } : {}),
      ...(type === 'limit' ? { order_type: 'limit', limit_price: at } : {}),
      ...(type === 'stop' ? { order_type: 'stop', stop_price: at } : {}),
      ...levels(side, at),
    };
  }

  function content(symbol: string): Record<string, unknown> {
    switch (random.weighted({ entry: 12, close: 4, partial: 3, reverse: 2, cancel: 1, limitClose: 1 })) {
      case 'entry':
        return entry(symbol);
      case 'close':
        return { action: 'close' };
      case 'limitClose': {
        const price = priceOf(symbol);
        return { action: 'close', order_type: 'limit', limit_price: price + random.between(-10, 10) };
      }
      case 'partial':
        return random.chance(0.5)
          ? { action: 'close', percent: random.pick([25, 50, 75]) }
          : { action: 'close', quantity: random.between(1, 4) };
      case 'reverse':
        return { action: 'reverse', ...(random.chance(0.3) ? { quantity: random.between(1, 5) } : {}) };
      case 'cancel':
        return { action: 'cancel' };
    }
  }

  return () => {
    count += 1;
    const { strategy, symbol } = random.pick(traded);
    const id = random.chance(0.3) ? { event_id: `event-${count}` } : { comment: `alert ${count}` };
    return { body: JSON.stringify({ ...content(symbol), symbol, strategy, ...id }), meaning: null };
  };
}
