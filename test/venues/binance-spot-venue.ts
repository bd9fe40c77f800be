// Owns: Binance spot with the ccxt adapter as the suites want it. ccxt picks its error table by the host, so its requests
// keep Binance's addresses and are carried to the loopback server beneath it.

import { decimal } from '../../src/core/model/decimal.ts';
import { SPOT } from '../brokers/broker-harness.ts';
import { createBinanceSpotFront } from './binance-spot-front.ts';
import { KEYS } from './binance-words.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';

export const BINANCE_SPOT: CcxtSpec = {
  nature: {
    saysRetryAfter: true,
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'open',
    stopThrough: 'refused',
    lives: 'elsewhere',
    words: { insufficient: /insufficient balance/, duplicate: /duplicate/i, nothingToReduce: /insufficient balance/ },
  },
  exchange: {
    markets: [
      {
        symbol: 'BTCUSDT',
        kind: 'spot',
        base: 'BTC',
        quote: 'USDT',
        tickSize: decimal('0.001'),
        stepSize: decimal('0.001'),
        qtyMin: decimal('0.001'),
        notionalMin: decimal('5'),
      },
    ],
    feeRate: decimal('0.001'),
    feeIn: 'quote',
    spreadTicks: 1,
    oco: false,
    stopsHoldQuantity: true,
    flips: false,
    stopThrough: 'refused',
    clientIds: 'open',
  },
  engineSymbols: { [SPOT]: 'BTCUSDT' },
  names: null,
  front: createBinanceSpotFront,
  ...adapters({ exchange: 'binance', market: 'spot', credentials: KEYS }, (wsUrl) => ({
    spot: `${wsUrl}/ws`,
    'ws-api': { spot: `${wsUrl}/ws-api/v3` },
  })),
};

/** The addresses of this market on loopback, as ccxt's constructor takes them. */
export const binanceSpotUrls = ({ httpUrl, wsUrl }: { readonly httpUrl: string; readonly wsUrl: string }) => ({
  api: {
    public: `${httpUrl}/api/v3`,
    private: `${httpUrl}/api/v3`,
    v1: `${httpUrl}/api/v1`,
    sapi: `${httpUrl}/sapi/v1`,
    ws: { spot: `${wsUrl}/ws`, 'ws-api': { spot: `${wsUrl}/ws-api/v3` } },
  },
});
