// Owns: another bot that tells of its trades: entries, fills, exits in parts, cancels, in the words of freqtrade's webhook.

import type { World } from './world.ts';

interface Trade {
  readonly id: string;
  readonly direction: 'long' | 'short';
  readonly asked: number;
  filled: number;
  left: number;
  exiting: number;
}

export interface Told {
  readonly fields: Record<string, unknown>;
  readonly trade: { readonly id: string; readonly event: string };
}

export interface Leader {
  tell(symbol: string): Told;
}

export function createLeader(world: World): Leader {
  const { random } = world;
  const open = new Map<string, Trade>();
  let count = 0;

  function say(symbol: string, trade: Trade, event: string, amount: number | null): Told {
    const amounts = amount === null ? {} : { amount, price: 1_000 };
    const fields = { type: event, trade_id: trade.id, pair: symbol, direction: trade.direction, ...amounts };
    return { fields, trade: { id: trade.id, event } };
  }

  function enter(symbol: string): Told {
    count += 1;
    const asked = random.between(1, 6);
    const trade: Trade = { id: String(count), direction: random.chance(0.7) ? 'long' : 'short', asked, filled: 0, left: asked, exiting: 0 };
    open.set(symbol, trade);
    return say(symbol, trade, 'entry', asked);
  }

  function exit(symbol: string, trade: Trade): Told {
    const isWhole = trade.left === 1 || random.chance(0.5);
    trade.exiting = isWhole ? trade.left : random.between(1, trade.left - 1);
    // some bots do not say how much
    return say(symbol, trade, 'exit', isWhole && random.chance(0.3) ? null : trade.exiting);
  }

  function exitFill(symbol: string, trade: Trade): Told {
    const amount = trade.exiting;
    trade.left -= amount;
    trade.exiting = 0;
    if (trade.left <= 0) open.delete(symbol);
    return say(symbol, trade, 'exit_fill', amount);
  }

  return {
    tell(symbol) {
      const trade = open.get(symbol);
      if (trade === undefined) return enter(symbol);
      if (trade.exiting > 0) {
        if (random.chance(0.75)) return exitFill(symbol, trade);
        trade.exiting = 0;
        return say(symbol, trade, 'exit_cancel', null);
      }
      if (trade.filled > 0) return exit(symbol, trade);
      if (random.chance(0.15)) {
        open.delete(symbol);
        return say(symbol, trade, 'entry_cancel', null);
      }
      trade.filled = trade.asked;
      return say(symbol, trade, 'entry_fill', trade.asked);
    },
  };
}
