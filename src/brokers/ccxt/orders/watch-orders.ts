// Owns: the stream of our orders. It is believed in one thing only: that something happened to an order, or to others of its
// symbol. After each break everything that is open is read.

import type { Connection } from '../connection.ts';
import { hasOwn, type MarketType } from '../wire/exchange.ts';
import type { OrderFollower } from './follow-orders.ts';
import { fromClientId } from './client-id.ts';
import { listOf, textOf } from '../wire/read-answer.ts';
import type { ToldOrders } from './told-orders.ts';
import { nameUser } from '../wire/name-user.ts';
import { openStream } from '../wire/watch-stream.ts';

interface OrderStream {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly call: 'watchOrders' | 'watchMyTrades';
}

const ORDERS: OrderStream = { name: 'orders', params: {}, call: 'watchOrders' };
const TRIGGERS: OrderStream = { name: 'triggers', params: { stop: true }, call: 'watchOrders' };
const EXECUTIONS: OrderStream = { name: 'executions', params: {}, call: 'watchMyTrades' };
/** Kraken and Hyperliquid tell executions apart from orders, OKX and the contracts of KuCoin triggers. */
const BESIDE: Readonly<Record<string, OrderStream>> = {
  kraken: EXECUTIONS,
  krakenfutures: EXECUTIONS,
  hyperliquid: EXECUTIONS,
  okx: TRIGGERS,
};
const BESIDE_OF_CONTRACTS: Readonly<Record<string, OrderStream>> = { kucoin: TRIGGERS };

/** ccxt opens the stream of contracts in coins unless told. */
const IN_USDT: OrderStream = { name: 'orders', params: { settle: 'USDT' }, call: 'watchOrders' };

function streamsOf(exchange: string, market: MarketType): readonly OrderStream[] {
  if (exchange === 'phemex' && market !== 'spot') return [IN_USDT];
  const besides = market === 'spot' ? BESIDE : { ...BESIDE, ...BESIDE_OF_CONTRACTS };
  const beside = Object.hasOwn(besides, exchange) ? besides[exchange] : undefined;
  return beside === undefined ? [ORDERS] : [ORDERS, beside];
}

/** Hyperliquid would be sent it as it is, and does not know it. */
const kindOf = (exchange: string, market: MarketType) => (exchange === 'hyperliquid' ? {} : { type: market });

/** Nothing where ccxt has no such stream: the follower asks then. */
export function watchOrders({ exchange, gate, clock, log }: Connection, told: ToldOrders, follower: OrderFollower): () => void {
  if (!hasOwn(exchange, 'watchOrders')) return () => undefined;

  function hear(said: unknown): void {
    const symbols = new Set<string>();
    for (const update of listOf(said)) {
      const symbol = textOf(update['symbol']);
      if (symbol !== null) symbols.add(symbol);
      const clientId = textOf(update['clientOrderId']);
      const id = fromClientId(exchange.id, clientId);
      const order =
        (id === null ? told.byClientId(clientId) : told.get(id)) ?? told.byVenueId(textOf(update['order'] ?? update['id']) ?? '');
      if (order !== null) follower.nudge(order);
    }
    // one message may stand for several: ccxt hands on the last of those that came at once
    for (const order of told.open()) if (symbols.has(order.symbol)) follower.nudge(order);
  }

  /** Several streams: what one of them does not tell, another does. One that is down is as good as all of them. */
  const down = new Set<string>();
  const closers = streamsOf(exchange.id, gate.market).map(({ name, params, call }) =>
    openStream({
      clock,
      next: async () => {
        await exchange.loadHttpProxyAgent();
        await nameUser(exchange);
        return exchange[call](undefined, undefined, undefined, { ...kindOf(exchange.id, gate.market), ...params });
      },
      hear,
      gap: () => follower.nudgeAll(),
      onState(isOpen, reason) {
        if (isOpen) down.delete(name);
        else down.add(name);
        follower.setStreaming(down.size === 0);
        if (!isOpen) log('order_stream_down', { stream: name, reason });
      },
    }),
  );
  return () => {
    for (const close of closers) close();
  };
}
