// Owns: Binance USD-M with the ccxt adapter as the suites want it. Both symbols of the suite are its one perpetual.

import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { createBinanceUsdmFront } from './binance-usdm-front.ts';
import { KEYS } from './binance-words.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';

export const BINANCE_USDM: CcxtSpec = {
  nature: {
    saysRetryAfter: true,
    resultsInTotal: true,
    spot: 'margin',
    shorts: true,
    flips: true,
    clientIds: 'open',
    stopThrough: 'refused',
    lives: 'elsewhere',
    words: { insufficient: /margin is insufficient/i, duplicate: /duplicate/i, nothingToReduce: /ReduceOnly Order is rejected/ },
  },
  exchange: {
    markets: [
      {
        symbol: 'BTCUSDT',
        kind: 'margin',
        base: 'BTC',
        quote: 'USDT',
        tickSize: decimal('0.001'),
        stepSize: decimal('0.001'),
        qtyMin: decimal('0.001'),
        notionalMin: decimal('5'),
      },
    ],
    feeRate: decimal('0.0005'),
    feeIn: 'quote',
    // The total of an account moves with the price; without a spread it does not move by trading.
    spreadTicks: 0,
    oco: false,
    stopsHoldQuantity: false,
    flips: true,
    stopThrough: 'refused',
    clientIds: 'open',
  },
  engineSymbols: { [SPOT]: 'BTCUSDT', [SWAP]: 'BTCUSDT' },
  names: { symbols: { [SPOT]: SWAP, [SWAP]: SWAP }, currencies: {}, unit: ONE },
  front: createBinanceUsdmFront,
  ...adapters({ exchange: 'binance', market: 'swap', credentials: KEYS }, (wsUrl) => ({ future: `${wsUrl}/ws` })),
};
