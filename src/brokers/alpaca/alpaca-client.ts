// Owns: Alpaca's library as the adapter uses it: loaded when an account needs it, one attempt per call, no limiter that
// would let an exit wait, amounts as text.

import type { marketData, streaming, trading } from '@alpacahq/alpaca-trade-api';
import type { Clock } from '../../clock.ts';
import type { OrderId } from '../../core/model/ids.ts';
import { CALL_MS_MAX } from './alpaca-limits.ts';
import { type AlpacaOptions, endpointsOf, type Endpoints } from './alpaca-options.ts';
import { createTimedFetch } from './timed-fetch.ts';

export type AlpacaOrder = trading.Order;
export type AlpacaPosition = trading.Position;
export type OrderBody = trading.PostOrderRequest;
export type Activity = trading.TradingActivities;
export type TradeUpdate = streaming.TradeUpdate;

export interface AlpacaClient {
  readonly clock: Clock;
  /** Our id of a pair → the venue's id of its stop, where it was seen last: a stop that trails is replaced a thousand times. */
  readonly stopOfPair: Map<OrderId, string>;
  readonly endpoints: Endpoints;
  readonly orders: trading.OrdersApi;
  /** A page of executions, oldest first. */
  executions(question: { readonly after: Date; readonly pageSize: number; readonly pageToken?: string }): Promise<readonly Activity[]>;
  readonly account: trading.AccountsApi;
  readonly positions: trading.PositionsApi;
  readonly assets: trading.AssetsApi;
  readonly session: trading.ClockApi;
  readonly stocks: marketData.StockApi;
  readonly crypto: marketData.CryptoApi;
  readonly options: marketData.OptionApi;
  /** The venue's clock less ours, ms; null = no answer has told. */
  skewMs(): number | null;
  tradeStream(): streaming.TradingStream;
  /** Of one feed (`v2/iex`, `v1beta3/crypto/us`, `v1beta1/indicative`). */
  dataStream(feed: string): streaming.MarketDataStream;
}

export async function createAlpacaClient(options: AlpacaOptions): Promise<AlpacaClient> {
  const { trading, marketData, streaming } = await import('@alpacahq/alpaca-trade-api');
  const { keyId, secret, clock } = options;
  const endpoints = endpointsOf(options);
  const timed = createTimedFetch(clock, CALL_MS_MAX);
  const common = { keyId, secret, fetchApi: timed.fetch, retry: { maxRetries: 0 } };
  const trade = new trading.Configuration({ ...common, basePath: endpoints.trading });
  const data = new marketData.Configuration({ ...common, basePath: endpoints.data });
  // the adapter opens streams again itself, by its clock and for ever: the library gives up after a refused key
  const stream = { credentials: { keyId, secret }, reconnect: false } as const;
  const activities = new trading.AccountActivitiesApi(trade);
  return {
    clock,
    stopOfPair: new Map(),
    endpoints,
    orders: new trading.OrdersApi(trade),
    async executions(question) {
      const { raw } = await activities.getAccountActivitiesByActivityTypeRaw({ activityType: 'FILL', direction: 'asc', ...question });
      // the library takes every activity for one that is no trade, and loses what trades have
      const rows: unknown = await raw.json();
      if (!Array.isArray(rows)) throw new Error('the answer is no list of executions');
      return rows.map((row) => trading.TradingActivitiesFromJSON(row));
    },
    account: new trading.AccountsApi(trade),
    positions: new trading.PositionsApi(trade),
    assets: new trading.AssetsApi(trade),
    session: new trading.ClockApi(trade),
    stocks: new marketData.StockApi(data),
    crypto: new marketData.CryptoApi(data),
    options: new marketData.OptionApi(data),
    skewMs: () => timed.skewMs(),
    tradeStream: () => new streaming.TradingStream({ ...stream, url: endpoints.tradeUpdates }),
    dataStream: (feed) => new streaming.StockDataStream({ ...stream, url: `${endpoints.dataStream}/${feed}` }),
  };
}
