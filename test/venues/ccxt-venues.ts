// Owns: Bybit, OKX and Kraken with the ccxt adapter as the suites want them. Requests keep the addresses of the venue and are
// carried to the loopback server beneath ccxt; streams are opened there.

import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import type { VenueNature } from '../brokers/venue-nature.ts';
import { BYBIT_KEYS, createBybitFront } from './bybit-front.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import type { ListedMarket } from './exchange-order.ts';
import { createKrakenFront, KRAKEN_KEYS } from './kraken-front.ts';
import { createOkxFront } from './okx-front.ts';
import { OKX_KEYS } from './okx-words.ts';

const market = (symbol: string, kind: ListedMarket['kind']): ListedMarket => ({
  symbol,
  kind,
  base: 'BTC',
  quote: 'USDT',
  tickSize: decimal('0.001'),
  stepSize: decimal('0.001'),
  qtyMin: decimal('0.001'),
  notionalMin: decimal('5'),
});

/** Contracts alone: what the suite calls the spot market is the same perpetual. */
const CONTRACTS_ALONE = { symbols: { [SPOT]: SWAP, [SWAP]: SWAP }, currencies: {}, unit: ONE } as const;

const PERPETUAL: Omit<VenueNature, 'words'> = {
  spot: 'margin',
  shorts: true,
  flips: true,
  clientIds: 'ever',
  stopThrough: 'triggers',
  lives: 'elsewhere',
};

const engine = (markets: readonly ListedMarket[]) => ({
  markets,
  feeRate: decimal('0.0005'),
  feeIn: 'quote' as const,
  spreadTicks: 1,
  oco: false,
  stopsHoldQuantity: false,
  flips: true,
  stopThrough: 'triggers' as const,
  clientIds: 'ever' as const,
});

/** A rising trigger must be above the price and a falling one below, so a stop that was passed already is refused. */
export const BYBIT: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    stopThrough: 'refused',
    words: { insufficient: /ab not enough/, duplicate: /duplicate/i, nothingToReduce: /reduce-only/ },
  },
  exchange: { ...engine([market('BTCUSDT', 'margin')]), stopThrough: 'refused' },
  engineSymbols: { [SPOT]: 'BTCUSDT', [SWAP]: 'BTCUSDT' },
  names: CONTRACTS_ALONE,
  front: createBybitFront,
  ...adapters({ exchange: 'bybit', market: 'swap', credentials: BYBIT_KEYS }, (wsUrl) => ({
    public: { linear: `${wsUrl}/v5/public/linear` },
    private: { contract: `${wsUrl}/v5/private` },
  })),
};

export const OKX: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    words: { insufficient: /insufficient/i, duplicate: /duplicate/i, nothingToReduce: /don't have any positions/ },
  },
  exchange: engine([market('BTC-USDT-SWAP', 'margin')]),
  engineSymbols: { [SPOT]: 'BTC-USDT-SWAP', [SWAP]: 'BTC-USDT-SWAP' },
  names: CONTRACTS_ALONE,
  front: createOkxFront,
  ...adapters({ exchange: 'okx', market: 'swap', credentials: OKX_KEYS }, (wsUrl) => `${wsUrl}/ws/v5`),
};

export const KRAKEN: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'open',
    stopThrough: 'triggers',
    lives: 'elsewhere',
    words: { insufficient: /Insufficient funds/, duplicate: /duplicate/i, nothingToReduce: /Insufficient funds/ },
  },
  exchange: { ...engine([market('XBTUSDT', 'spot')]), stopsHoldQuantity: true, flips: false, clientIds: 'open' },
  engineSymbols: { [SPOT]: 'XBTUSDT' },
  names: null,
  front: createKrakenFront,
  ...adapters({ exchange: 'kraken', market: 'spot', credentials: KRAKEN_KEYS }, (wsUrl) => ({
    public: wsUrl,
    private: `${wsUrl}/private`,
    privateV2: `${wsUrl}/v2`,
    publicV2: `${wsUrl}/v2`,
  })),
};
