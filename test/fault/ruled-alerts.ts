// Owns: the alerts of the ruled desk: entries at market and at a limit, in layers, on a condition, sized by risk; closes.

import { marketKey } from './house.ts';
import { BREACHED_PLAYERS, RULED_PLAYERS, type Rule, type RuledPlayer } from './ruled-desk.ts';
import type { Writer } from './senders.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import type { World } from './world.ts';

type Fields = Record<string, unknown>;

/** One run is about one rule, or two. */
function drawPlayers({ random, desk }: World): readonly RuledPlayer[] {
  // of those that break, two: six would have too little to lose each
  if (desk.breached !== undefined) return [random.pick(BREACHED_PLAYERS), random.pick(BREACHED_PLAYERS)];
  const rules: readonly Rule[] = ['hours', 'limits', 'conditions', 'layers', 'chase', 'range'];
  const drawn = random.chance(0.5) ? [random.pick(rules)] : [random.pick(rules), random.pick(rules)];
  return RULED_PLAYERS.filter(({ rule }) => drawn.includes(rule));
}

export function createRuledAlerts(world: World, venue: SimulatedVenue): Writer {
  const { random } = world;
  const players = drawPlayers(world);
  let count = 0;

  const sideFor = (symbol: string): 'buy' | 'sell' => (random.chance(symbol.includes(':') ? 0.6 : 0.95) ? 'buy' : 'sell');

  function condition(price: number): Fields {
    const kind = random.weighted({ above: 3, below: 3, crosses: 3, time: 1 });
    const level = price + random.between(-25, 25);
    if (kind === 'time') return { after: Math.floor((world.now() + random.between(2_000, 60_000)) / 1_000) };
    return { [`price_${kind}`]: level };
  }

  function layers(price: number, up: number): Fields {
    const near = random.between(-4, 8);
    const far = near + random.between(3, 15);
    const named = random.chance(0.6);
    return {
      entries: [
        { price: price - up * near, ...(named ? { share: 60 } : {}) },
        { price: price - up * far, ...(named ? { share: 40 } : {}) },
      ],
    };
  }

  function entry({ rule, strategy }: RuledPlayer, symbol: string): Fields {
    const price = venue.markets.get(marketKey(strategy.account, symbol))?.price ?? 0;
    const action = rule === 'layers' ? 'buy' : sideFor(symbol);
    const up = action === 'buy' ? 1 : -1;
    const quantity = random.between(1, 12);
    switch (rule) {
      case 'hours':
      case 'limits':
        return { action, quantity };
      case 'breaches': {
        const stop = random.chance(0.5) ? { stop_loss: price - up * random.between(30, 60) } : {};
        const rests = random.chance(0.3) ? { order_type: 'limit', limit_price: price - up * random.between(2, 25) } : {};
        return { action, quantity, ...stop, ...rests };
      }
      case 'conditions':
        return { action, quantity, condition: condition(price) };
      case 'layers':
        return { action, quantity, ...layers(price, up) };
      case 'chase':
        return { action, quantity, order_type: 'limit', limit_price: price - up * random.between(-3, 12) };
      case 'range':
        return { action, atr_sizing: true, ...(random.chance(0.5) ? { quantity } : {}) };
    }
  }

  return () => {
    count += 1;
    const player = random.pick(players);
    const symbol = random.pick(player.symbols);
    const fields = random.chance(0.75) ? entry(player, symbol) : { action: 'close' };
    const body = { ...fields, symbol, strategy: player.strategy.name, comment: `alert ${count}` };
    return { body: JSON.stringify(body), meaning: null };
  };
}
