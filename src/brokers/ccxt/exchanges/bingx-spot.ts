// Owns: what ccxt 4.5.84 misses of BingX's spot markets. A look-up by our id names an empty one of the venue's beside it, and ours under a word that the
// documents do not know; trades are those of the last day unless a time is named. Lists of contracts are waited for. Requests go by a clock that
// is never set right, and the key of a stream that has ended leaves it open and silent: so it is with contracts.

import { goByItsClock, hearEndOfKey } from './bingx-contracts.ts';
import type { Exchange } from '../wire/exchange.ts';
import { timeAtVenue } from '../wire/keep-time.ts';
import { type Dict, dictOf } from '../wire/read-answer.ts';

type Ask = (params: Dict) => Promise<unknown>;

interface Inside {
  fetchMarkets: Ask;
  fetchMyTrades: (symbol: string, since?: number, limit?: number, params?: Dict) => Promise<unknown>;
  spotV1PrivateGetTradeQuery: Ask;
  readonly fetchSpotMarkets: Ask;
  readonly milliseconds: () => number;
}

/** Nothing older is shown. */
const WEEK_MS = 7 * 86_400_000;

export function mendBingxSpot(exchange: Exchange): void {
  const inside = exchange as unknown as Inside;
  // what is not traded is not waited for
  inside.fetchMarkets = inside.fetchSpotMarkets.bind(exchange);
  const ask = inside.spotV1PrivateGetTradeQuery.bind(exchange);
  inside.spotV1PrivateGetTradeQuery = (params) => {
    const { orderId, clientOrderId, ...rest } = params;
    return ask(orderId === '' ? { ...rest, clientOrderID: clientOrderId } : params);
  };
  const fetch = inside.fetchMyTrades.bind(exchange);
  inside.fetchMyTrades = (symbol, since, limit, params = {}) => {
    const now = timeAtVenue(exchange, inside.milliseconds());
    const { until = now, ...rest } = dictOf(params);
    return fetch(symbol, Math.max(since ?? 0, now - WEEK_MS), limit, { ...rest, until });
  };
  goByItsClock(exchange);
  hearEndOfKey(exchange);
}
