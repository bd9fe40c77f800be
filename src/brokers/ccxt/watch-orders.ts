// Owns: the stream of our orders. It is believed in one thing only: that something happened to an order, or to others of its
// symbol. After each break everything that is open is read.

import type { Connection } from './connection.ts';
import { hasOwn } from './exchange.ts';
import type { OrderFollower } from './follow-orders.ts';
import { fromClientId } from './client-id.ts';
import { dictOf, listOf, textOf } from './read-answer.ts';
import type { ToldOrders } from './told-orders.ts';
import { openStream } from './watch-stream.ts';

/** Nothing where ccxt has no such stream: the follower asks then. */
export function watchOrders({ exchange, gate, clock, log }: Connection, told: ToldOrders, follower: OrderFollower): () => void {
  if (!hasOwn(exchange, 'watchOrders')) return () => undefined;

  function hear(said: unknown): void {
    const symbols = new Set<string>();
    for (const update of listOf(said)) {
      const symbol = textOf(update['symbol']);
      if (symbol !== null) symbols.add(symbol);
      const id = fromClientId(exchange.id, textOf(update['clientOrderId']));
      const order = (id === null ? null : told.get(id)) ?? told.byVenueId(textOf(dictOf(update)['id']) ?? '');
      if (order !== null) follower.nudge(order);
    }
    // one message may stand for several: ccxt hands on the last of those that came at once
    for (const order of told.open()) if (symbols.has(order.symbol)) follower.nudge(order);
  }

  return openStream({
    clock,
    next: async () => {
      await exchange.loadHttpProxyAgent();
      return exchange.watchOrders(undefined, undefined, undefined, { type: gate.market });
    },
    hear,
    gap: () => follower.nudgeAll(),
    onState(isOpen, reason) {
      follower.setStreaming(isOpen);
      if (!isOpen) log('order_stream_down', { reason });
    },
  });
}
