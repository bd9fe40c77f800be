// Owns: what ccxt 4.5.84 misses of the dated contracts of Binance USD-M. An order with a trigger stands in a list of its own there, as that of a
// perpetual does, and ccxt has the words of that list for perpetuals alone: a stop would be refused for want of its trigger, and one that
// stands there would neither be found by our id nor withdrawn.

import type { Exchange } from '../wire/exchange.ts';
import type { Dict } from '../wire/read-answer.ts';

interface Inside {
  market: (symbol: unknown) => Dict;
}

export function mendBinanceDated(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  const marketOf = inside.market.bind(exchange);
  // what it is called and where it is listed stays; only while a request is written it passes for a perpetual
  inside.market = (symbol) => {
    const market = marketOf(symbol);
    return market['future'] === true && market['linear'] === true ? { ...market, swap: true } : market;
  };
}
