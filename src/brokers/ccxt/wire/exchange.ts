// Owns: the part of ccxt's Exchange that this adapter uses, with everything that a venue says as `unknown`. Quantities and
// prices go in as text: ccxt cuts and writes them by their digits.

import type { Dict } from './read-answer.ts';

export interface Exchange {
  readonly id: string;
  readonly has: Dict;
  readonly features: unknown;
  /** How ccxt calls what the venue calls otherwise. */
  readonly commonCurrencies: unknown;
  readonly timeframes: unknown;
  /** Which words an account at the venue consists of. */
  readonly requiredCredentials: unknown;
  readonly options: Record<string, unknown>;
  readonly urls: Dict;
  readonly markets: Dict | undefined;
  readonly last_request_url: unknown;
  readonly last_request_body: unknown;
  timeout: number;
  httpProxy: unknown;
  httpsProxy: unknown;
  loadMarkets(reload?: boolean): Promise<unknown>;
  setMarkets(markets: unknown, currencies?: unknown): unknown;
  setSandboxMode(enabled: boolean): void;
  enableDemoTrading(enabled: boolean): void;
  createOrder(
    symbol: string,
    type: string,
    side: string,
    amount: string,
    price: string | undefined,
    params: Record<string, unknown>,
  ): Promise<unknown>;
  cancelOrder(id: string, symbol: string, params: Record<string, unknown>): Promise<unknown>;
  editOrder(
    id: string,
    symbol: string,
    type: string,
    side: string,
    amount: string,
    price: string | undefined,
    params: Record<string, unknown>,
  ): Promise<unknown>;
  fetchOrder(id: string, symbol: string, params: Record<string, unknown>): Promise<unknown>;
  fetchOpenOrders(
    symbol: string | undefined,
    since: undefined,
    limit: number | undefined,
    params: Record<string, unknown>,
  ): Promise<unknown>;
  fetchOrders(symbol: string, since: undefined, limit: undefined, params: Record<string, unknown>): Promise<unknown>;
  fetchClosedOrders(symbol: string, since: undefined, limit: undefined, params: Record<string, unknown>): Promise<unknown>;
  fetchCanceledOrders(symbol: string, since: undefined, limit: undefined, params: Record<string, unknown>): Promise<unknown>;
  fetchCanceledAndClosedOrders(symbol: string, since: undefined, limit: undefined, params: Record<string, unknown>): Promise<unknown>;
  fetchOrderTrades(id: string, symbol: string, since: undefined, limit: undefined, params: Record<string, unknown>): Promise<unknown>;
  fetchMyTrades(symbol: string, since: number | undefined, limit: number | undefined, params: Record<string, unknown>): Promise<unknown>;
  fetchBalance(params: Record<string, unknown>): Promise<unknown>;
  fetchPositions(symbols: readonly string[] | undefined, params: Record<string, unknown>): Promise<unknown>;
  fetchPositionMode(symbol: string | undefined, params: Record<string, unknown>): Promise<unknown>;
  fetchTicker(symbol: string): Promise<unknown>;
  fetchOrderBook(symbol: string, limit: number | undefined): Promise<unknown>;
  fetchOHLCV(symbol: string, timeframe: string, since: undefined, limit: number, params: Record<string, unknown>): Promise<unknown>;
  fetchTime(): Promise<unknown>;
  setLeverage(leverage: number, symbol: string, params: Record<string, unknown>): Promise<unknown>;
  fetchMarginMode(symbol: string, params: Record<string, unknown>): Promise<unknown>;
  setMarginMode(mode: string, symbol: string, params: Record<string, unknown>): Promise<unknown>;
  loadHttpProxyAgent(): Promise<unknown>;
  watchOrders(symbol: string | undefined, since: undefined, limit: undefined, params: Record<string, unknown>): Promise<unknown>;
  watchMyTrades(symbol: string | undefined, since: undefined, limit: undefined, params: Record<string, unknown>): Promise<unknown>;
  watchTicker(symbol: string, params: Record<string, unknown>): Promise<unknown>;
  close(): Promise<unknown>;
}

export type ExchangeClass = new (config: Record<string, unknown>) => Exchange;

/** Where an account trades. */
export type MarketType = 'spot' | 'swap' | 'future';

/** Whether ccxt says outright that a venue has it; 'emulated' is several calls that may half fail. */
export const hasOwn = (exchange: Exchange, ability: string): boolean => exchange.has[ability] === true;
