// Owns: what Binance USD-M tells by its streams: orders, conditional orders until they have become another, and prices.

import { actualIdOf, shownAlgo, shownOrder } from './binance-usdm-orders.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeEvent } from './exchange-order.ts';
import type { VenueSocket } from './http-venue.ts';

type OrderEvent = Exclude<ExchangeEvent, { type: 'price' }>;

const EXECUTION: Readonly<Record<OrderEvent['type'], string>> = {
  accepted: 'NEW',
  triggered: 'NEW',
  amended: 'AMENDMENT',
  canceled: 'CANCELED',
  rejected: 'REJECTED',
  expired: 'EXPIRED',
  filled: 'TRADE',
};

function orderUpdate(event: OrderEvent, at: number) {
  const { order } = event;
  const trade = event.type === 'filled' ? event.trade : null;
  const shown = shownOrder(order);
  return {
    e: 'ORDER_TRADE_UPDATE',
    E: at,
    T: at,
    o: {
      s: order.symbol,
      c: shown.clientOrderId,
      S: shown.side,
      o: shown.type,
      f: shown.timeInForce,
      q: order.qty,
      p: shown.price,
      ap: shown.avgPrice,
      sp: '0',
      x: EXECUTION[event.type],
      X: shown.status,
      i: Number(actualIdOf(order, order.id)),
      l: trade?.qty ?? '0',
      z: order.qtyFilled,
      L: trade?.price ?? '0',
      N: trade?.feeCurrency ?? 'USDT',
      n: trade?.fee ?? '0',
      T: order.updatedAt,
      t: trade === null ? 0 : Number(trade.id),
      m: trade?.isMaker ?? false,
      R: order.reduceOnly,
      wt: 'CONTRACT_PRICE',
      ot: shown.origType,
      ps: 'BOTH',
      cp: false,
      rp: '0',
    },
  };
}

function algoUpdate({ order }: OrderEvent, at: number) {
  const shown = shownAlgo(order);
  return {
    e: 'ALGO_UPDATE',
    E: at,
    T: at,
    o: {
      caid: shown.clientAlgoId,
      aid: shown.algoId,
      at: 'CONDITIONAL',
      o: shown.orderType,
      s: order.symbol,
      S: shown.side,
      ps: 'BOTH',
      f: 'GTC',
      q: order.qty,
      X: shown.algoStatus,
      ai: shown.actualOrderId,
      ap: shown.actualPrice,
      aq: order.qtyFilled,
      act: '0',
      tp: shown.triggerPrice,
      p: shown.price,
      wt: 'CONTRACT_PRICE',
      R: order.reduceOnly,
      tt: shown.triggerTime,
    },
  };
}

const ticker = (exchange: Exchange, symbol: string, at: number) => {
  const { last } = exchange.quote(symbol);
  return {
    e: '24hrTicker',
    E: at,
    s: symbol,
    p: '0',
    P: '0',
    w: last,
    c: last,
    Q: '1',
    o: last,
    h: last,
    l: last,
    v: '1',
    q: '1',
    O: 0,
    C: at,
    F: 0,
    L: 0,
    n: 1,
  };
};

export function tellUsdm(exchange: Exchange, streams: ReadonlySet<VenueSocket>): void {
  const tell = (frame: unknown): void => {
    for (const stream of streams) if (stream.data.get('user') === true) stream.tell(frame);
  };
  exchange.subscribe((event) => {
    const at = exchange.options.now();
    if (event.type === 'price') {
      const name = `${event.symbol.toLowerCase()}@ticker`;
      for (const stream of streams)
        if ((stream.data.get('streams') as Set<string> | undefined)?.has(name) === true) stream.send(ticker(exchange, event.symbol, at));
      return;
    }
    const { order } = event;
    if (order.stopPrice !== null || order.trail !== null) tell(algoUpdate(event, at));
    if ((order.stopPrice === null && order.trail === null) || order.triggered) tell(orderUpdate(event, at));
  });
}
