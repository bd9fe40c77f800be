// Owns: the alerts of the full desk: several orders in one, copies to accounts, targets (some of them missed), times that come
// out of order, delays, ids that repeat, and what other bots tell of their trades.

import { positionKey, type AccountName } from '../../src/core/model/ids.ts';
import { accountsOf, playersOf, type Game, type Player } from './full-desk.ts';
import { marketKey } from './house.ts';
import { createLeader } from './leader.ts';
import type { Meaning, MeantOrder } from './meaning.ts';
import type { Writer, Written } from './senders.ts';
import type { SimulatedVenue } from './simulated-venue.ts';
import type { World } from './world.ts';

export type Fields = Record<string, unknown>;
type Side = 'buy' | 'sell';

/** Alerts are up to so old when they arrive. */
const LATE_MAX_MS = 30_000;

/** One run plays one game, or two of them beside each other. */
function drawPlayers({ random }: World): readonly Player[] {
  const games: readonly Game[] = ['legs', 'legs', 'copies', 'target', 'target', 'times', 'leader'];
  const first = random.pick(games);
  const all = playersOf(random.chance(0.4) ? [first, random.pick(games)] : [first]);
  return all.length > 1 && random.chance(0.4) ? [random.pick(all)] : all;
}

/** The alert as it is meant, before it has its name and its time. */
export interface Draft {
  readonly fields: Fields;
  readonly meaning: Partial<Meaning> & Pick<Meaning, 'kind' | 'orders'>;
}

export function createFullAlerts(world: World, venue: SimulatedVenue): Writer {
  const { random } = world;
  const players = drawPlayers(world);
  const leader = createLeader(world);
  const believed = new Map<string, number>();
  let count = 0;

  const priceOf = (account: AccountName, symbol: string): number => venue.markets.get(marketKey(account, symbol))?.price ?? 0;
  const sideFor = (symbol: string): Side => (random.chance(symbol.includes(':') ? 0.6 : 0.9) ? 'buy' : 'sell');

  function meant(
    { strategy: { name } }: Player,
    symbol: string,
    opens: Side | null,
    named: AccountName | null = null,
  ): readonly MeantOrder[] {
    return accountsOf(name)
      .filter(({ account }) => named === null || account === named)
      .map(({ account }) => ({ account, symbol, opens, key: positionKey(account, symbol, name) }));
  }

  function stop(side: Side, price: number): Fields {
    return random.chance(0.4) ? { stop_loss: price + (side === 'buy' ? -1 : 1) * random.between(20, 80) } : {};
  }

  function legsOf(player: Player): Draft {
    const symbols = [...player.symbols];
    const orders: MeantOrder[] = [];
    const legs: Fields[] = [];
    const length = Math.min(symbols.length, random.between(2, 3));
    const accounts = accountsOf(player.strategy.name);
    const isMixed = accounts.length > 1 && random.chance(0.6);
    const atMarket = random.chance(0.7);
    for (let leg = 0; leg < length; leg += 1) {
      const [symbol = ''] = symbols.splice(random.between(0, symbols.length - 1), 1);
      const side = sideFor(symbol);
      const named = isMixed ? (accounts[leg % accounts.length]?.account ?? null) : null;
      const price = priceOf(accounts[0]?.account ?? ('' as AccountName), symbol);
      const limit =
        atMarket || random.chance(0.5)
          ? {}
          : { order_type: 'limit', limit_price: price + (side === 'buy' ? -1 : 1) * random.between(-5, 10) };
      legs.push({
        symbol,
        action: side,
        quantity: random.between(1, 6),
        ...limit,
        ...stop(side, price),
        ...(named === null ? {} : { account: named }),
      });
      orders.push(...meant(player, symbol, side, named));
    }
    return { fields: { orders: legs }, meaning: { kind: 'legs', orders, atMarket } };
  }

  /** The same in the words of the multi-leg server, where legs have their places. */
  function sortedLegs(player: Player): Draft {
    const { fields, meaning } = legsOf(player);
    const legs = (fields['orders'] as Fields[]).map((leg, index) => ({
      transactionType: leg['action'] === 'buy' ? 'B' : 'S',
      orderType: leg['limit_price'] === undefined ? 'MKT' : 'LMT',
      price: `${Number(leg['limit_price'] ?? 0)}`,
      quantity: `${Number(leg['quantity'])}`,
      symbol: leg['symbol'],
      sort_order: String(random.chance(0.5) ? 1 : index + 1),
      ...(leg['account'] === undefined ? {} : { account: leg['account'] }),
    }));
    return { fields: { alertType: 'multi_leg_order', order_legs: legs }, meaning };
  }

  /** Leaves one and enters another, or leaves all. */
  function leavingLegs(player: Player): Draft {
    const [first = '', second = ''] = player.symbols;
    const enters = random.chance(0.5);
    const side = sideFor(second);
    const last = enters ? { symbol: second, action: side, quantity: random.between(1, 4) } : { symbol: second, action: 'close' };
    return {
      fields: { orders: [{ symbol: first, action: 'close' }, last] },
      meaning: {
        kind: 'legs',
        orders: [...meant(player, first, null), ...meant(player, second, enters ? side : null)],
      },
    };
  }

  function entry(player: Player, symbol: string): Draft {
    const side = sideFor(symbol);
    const price = priceOf(accountsOf(player.strategy.name)[0]?.account ?? ('' as AccountName), symbol);
    const atMarket = random.chance(0.7);
    const limit = atMarket ? {} : { order_type: 'limit', limit_price: price + (side === 'buy' ? -1 : 1) * random.between(-5, 12) };
    return {
      fields: { symbol, action: side, quantity: random.between(1, 6), ...limit, ...stop(side, price) },
      meaning: { kind: 'entry', orders: meant(player, symbol, side), atMarket },
    };
  }

  const close = (player: Player, symbol: string): Draft => ({
    fields: { symbol, action: 'close' },
    meaning: { kind: 'close', orders: meant(player, symbol, null) },
  });
  const partial = (player: Player, symbol: string): Draft => ({
    fields: { symbol, action: 'close', percent: random.pick([25, 50, 75]) },
    meaning: { kind: 'partial', orders: meant(player, symbol, null) },
  });
  const cancel = (player: Player, symbol: string): Draft => ({
    fields: { symbol, action: 'cancel' },
    meaning: { kind: 'cancel', orders: meant(player, symbol, null) },
  });

  function common(player: Player, symbol: string): Draft {
    switch (random.weighted({ entry: 8, close: 3, partial: 1.5, cancel: 1 })) {
      case 'entry':
        return entry(player, symbol);
      case 'close':
        return close(player, symbol);
      case 'partial':
        return partial(player, symbol);
      case 'cancel':
        return cancel(player, symbol);
    }
  }

  /** A strategy of a chart goes from one position to the next; some of its alerts are never sent. Null: this one is not. */
  function target(player: Player, symbol: string): Draft | null {
    const before = believed.get(symbol) ?? 0;
    const after = random.chance(0.25) ? 0 : random.between(-5, 5);
    if (after === before) return null;
    believed.set(symbol, after);
    if (random.chance(0.3)) return null;
    const side = after > before ? 'buy' : 'sell';
    const isAim = random.chance(0.35);
    const word = (qty: number): string => (qty === 0 ? 'flat' : qty > 0 ? 'long' : 'short');
    const sizes = isAim
      ? { position_size: after }
      : {
          quantity: Math.abs(after - before),
          market_position: word(after),
          market_position_size: Math.abs(after),
          prev_market_position: word(before),
          prev_market_position_size: Math.abs(before),
        };
    const opens = after === 0 || Math.abs(after) < Math.abs(before) ? null : side;
    return {
      fields: { symbol, action: isAim && after !== 0 ? (after > 0 ? 'buy' : 'sell') : side, ...sizes },
      meaning: { kind: after === 0 ? 'close' : 'entry', orders: meant(player, symbol, opens), target: after },
    };
  }

  function play(player: Player): Draft | null {
    const symbol = random.pick(player.symbols);
    switch (player.game) {
      case 'legs':
        return legs(player, symbol);
      case 'copies':
      case 'times':
        return common(player, symbol);
      case 'target':
        return target(player, symbol);
      case 'leader': {
        const told = leader.tell(symbol);
        return { fields: told.fields, meaning: { kind: 'leader', orders: meant(player, symbol, null), trade: told.trade } };
      }
    }
  }

  function legs(player: Player, symbol: string): Draft {
    switch (random.weighted({ legs: 6, sorted: 4, leaving: 2, one: 3 })) {
      case 'legs':
        return legsOf(player);
      case 'sorted':
        return sortedLegs(player);
      case 'leaving':
        return leavingLegs(player);
      case 'one':
        return common(player, symbol);
    }
  }

  /** Times, delays and ids: what every alert may carry. */
  function finished(player: Player, { fields, meaning }: Draft): Written {
    const isPlain = meaning.kind !== 'leader' && fields['order_legs'] === undefined;
    const isTimed = player.game === 'times' && random.chance(0.8);
    const writtenAt = isTimed ? world.now() - random.between(0, LATE_MAX_MS) : null;
    const delays = meaning.orders.some(({ opens }) => opens !== null) && isPlain && random.chance(player.game === 'times' ? 0.3 : 0.12);
    const delaySeconds = delays ? random.between(2, 40) : 0;
    const id = isPlain && random.chance(0.3) ? { event_id: `event-${count}` } : { comment: `alert ${count}` };
    const body = JSON.stringify({
      ...fields,
      strategy: player.strategy.name,
      ...id,
      ...(writtenAt === null ? {} : { timenow: new Date(writtenAt).toISOString() }),
      ...(delays ? { delay_seconds: delaySeconds } : {}),
    });
    const unsaid = { atMarket: false, target: null, trade: null };
    return { body, meaning: { ...unsaid, ...meaning, strategy: player.strategy.name, writtenAt, delayMs: delaySeconds * 1_000 } };
  }

  return () => {
    count += 1;
    const player = random.pick(players);
    const draft = play(player);
    return draft === null ? null : finished(player, draft);
  };
}
