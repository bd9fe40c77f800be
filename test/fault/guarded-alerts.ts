// Owns: the alerts of the guarded desk: entries with plans of their own or by the rules of their strategy, and alerts that
// change what is held: its stop, its targets, its trailing stop.

import { GUARDED_PLAYERS, PAIRED_DESK, PAIRED_PLAYERS, type GuardedPlayer } from './guarded-desk.ts';
import { marketKey, type Desk } from './house.ts';
import type { Writer } from './senders.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import { LATE_DESK, LATE_PLAYERS } from './late-desk.ts';
import { SPOT_DESK, SPOT_PLAYERS } from './spot-desk.ts';
import type { World } from './world.ts';

type Fields = Record<string, unknown>;

function playersOf(desk: Desk): readonly GuardedPlayer[] {
  if (desk === SPOT_DESK) return SPOT_PLAYERS;
  if (desk === LATE_DESK) return LATE_PLAYERS;
  return desk === PAIRED_DESK ? PAIRED_PLAYERS : GUARDED_PLAYERS;
}

/** One run is about one strategy, those of one market, or two of any. */
function drawPlayers({ random, desk }: World): readonly GuardedPlayer[] {
  const players = playersOf(desk);
  const first = random.pick(players);
  const isBeside = ({ symbol, strategy }: GuardedPlayer): boolean => symbol === first.symbol && strategy.account === first.strategy.account;
  switch (random.weighted({ one: 3, market: 3, two: 3 })) {
    case 'one':
      return [first];
    case 'market':
      return players.filter(isBeside);
    case 'two':
      return [first, random.pick(players)];
  }
}

export function createGuardedAlerts(world: World, venue: SimulatedVenue): Writer {
  const { random } = world;
  const players = drawPlayers(world);
  let count = 0;

  /** Prices around `price`, nearest first, in the direction that wins. */
  function targets(price: number, up: number): Fields {
    const far = [random.between(4, 12), random.between(13, 24), random.between(25, 50)].slice(0, random.between(1, 3));
    const named = random.chance(0.5);
    const shares = random.chance(0.6) ? [50, 30, 20] : [40, 20, 20];
    const list = far.map((distance, index) => ({ price: price + up * distance, ...(named ? { share: shares[index] ?? 10 } : {}) }));
    return { take_profits: list };
  }

  function trailing(price: number, up: number): Fields {
    const activation = random.chance(0.5) ? { trailing_activation_price: price + up * random.between(3, 20) } : {};
    const by = random.chance(0.5) ? { trailing_stop_percent: random.pick([0.5, 1, 2]) } : { trailing_stop_amount: random.between(5, 30) };
    return { ...by, ...activation };
  }

  function lock(price: number, up: number): Fields {
    const stop = price + up * random.between(1, 8);
    return { profit_lock: { new_stop_price: stop, trigger_price: stop + up * random.between(2, 12) } };
  }

  function levels(price: number, up: number): Fields {
    return {
      ...(random.chance(0.7) ? { stop_loss: price - up * random.between(8, 60) } : {}),
      ...(random.chance(0.6) ? targets(price, up) : {}),
      ...(random.chance(0.4) ? trailing(price, up) : {}),
      ...(random.chance(0.3) ? lock(price, up) : {}),
    };
  }

  function entry(symbol: string, price: number): Fields {
    const side = random.chance(symbol.includes(':') ? 0.55 : 0.95) ? 'buy' : 'sell';
    const up = side === 'buy' ? 1 : -1;
    const atLimit = random.chance(0.2);
    const at = atLimit ? price - up * random.between(-4, 10) : price;
    return {
      action: side,
      quantity: random.between(1, 12),
      ...(atLimit ? { order_type: 'limit', limit_price: at } : {}),
      ...(random.chance(0.5) ? levels(at, up) : {}),
    };
  }

  /** Whoever changes a plan believes to know which way the position is. */
  function change(price: number): Fields {
    const up = random.chance(0.6) ? 1 : -1;
    const kind = random.weighted({ stop: 4, targets: 3, trailing: 2, lock: 1 });
    const stop = { stop_loss: price - up * random.between(5, 60) };
    const named = { stop, targets: targets(price, up), trailing: trailing(price, up), lock: lock(price, up) }[kind];
    return { action: 'modify', ...named };
  }

  function content({ symbol, strategy }: GuardedPlayer): Fields {
    const price = venue.markets.get(marketKey(strategy.account, symbol))?.price ?? 0;
    switch (random.weighted({ entry: 11, close: 2, partial: 2, reverse: 1, modify: 4, cancel: 0.5 })) {
      case 'entry':
        return entry(symbol, price);
      case 'close':
        return { action: 'close' };
      case 'partial':
        return random.chance(0.5)
          ? { action: 'close', percent: random.pick([25, 50, 75]) }
          : { action: 'close', quantity: random.between(1, 4) };
      case 'reverse':
        return { action: 'reverse' };
      case 'modify':
        return change(price);
      case 'cancel':
        return { action: 'cancel' };
    }
  }

  return () => {
    count += 1;
    const player = random.pick(players);
    const id = random.chance(0.3) ? { event_id: `event-${count}` } : { comment: `alert ${count}` };
    const body = { ...content(player), symbol: player.symbol, strategy: player.strategy.name, ...id };
    return { body: JSON.stringify(body), meaning: null };
  };
}
