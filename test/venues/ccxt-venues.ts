// Owns: Bybit, OKX, Kraken, Bitfinex, WOO, Backpack, HTX and the contracts of Bitget, Deribit, HTX, Gate, Kraken, KuCoin, MEXC, Phemex and BingX with the ccxt adapter as the suites want them. Requests keep the addresses of the venue and are
// carried to the loopback server beneath ccxt; streams are opened there.

import { decimal, ONE } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import type { VenueNature } from '../brokers/venue-nature.ts';
import { BACKPACK_KEYS, createBackpackFront } from './backpack-front.ts';
import { createBingxFront } from './bingx-front.ts';
import { BINGX_KEYS } from './bingx-words.ts';
import { createBitgetFront } from './bitget-front.ts';
import { BITGET_KEYS } from './bitget-words.ts';
import { BITFINEX_KEYS, createBitfinexFront } from './bitfinex-front.ts';
import { BYBIT_KEYS, createBybitFront } from './bybit-front.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import { createDeribitFront } from './deribit-front.ts';
import { DERIBIT_KEYS } from './deribit-words.ts';
import type { ListedMarket } from './exchange-order.ts';
import { createGateFront } from './gate-front.ts';
import { GATE_KEYS } from './gate-words.ts';
import { createHtxFront, HTX_KEYS } from './htx-front.ts';
import { createHtxSwapFront } from './htx-swap-front.ts';
import { createKrakenFront, KRAKEN_KEYS } from './kraken-front.ts';
import { createKrakenFuturesFront } from './kraken-futures-front.ts';
import { KRAKEN_FUTURES_KEYS } from './kraken-futures-words.ts';
import { createKucoinFront } from './kucoin-front.ts';
import { KUCOIN_KEYS } from './kucoin-words.ts';
import { createMexcFront, MEXC_KEYS } from './mexc-front.ts';
import { createPhemexFront, PHEMEX_KEYS } from './phemex-front.ts';
import { createOkxFront } from './okx-front.ts';
import { OKX_KEYS } from './okx-words.ts';
import { createWooFront, WOO_KEYS } from './woo-front.ts';

export const market = (symbol: string, kind: ListedMarket['kind']): ListedMarket => ({
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

export const PERPETUAL: Omit<VenueNature, 'words'> = {
  spot: 'margin',
  shorts: true,
  flips: true,
  clientIds: 'ever',
  stopThrough: 'triggers',
  lives: 'elsewhere',
};

export const engine = (markets: readonly ListedMarket[]) => ({
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
    resultsInTotal: true,
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

/** Prices of five digits: at 100 the tick is 0.01, at 95 a tenth of that. */
export const BITFINEX: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'free',
    countsDigits: true,
    stopThrough: 'triggers',
    lives: 'elsewhere',
    words: { insufficient: /not enough exchange balance/, duplicate: /duplicate/i, nothingToReduce: /not enough exchange balance/ },
  },
  exchange: {
    ...engine([{ ...market('tBTCUST', 'spot'), stepSize: decimal('0.00000001'), notionalMin: decimal('0') }]),
    spreadTicks: 10,
    stopsHoldQuantity: true,
    flips: false,
    clientIds: 'free',
  },
  engineSymbols: { [SPOT]: 'tBTCUST' },
  names: null,
  front: createBitfinexFront,
  ...adapters({ exchange: 'bitfinex', market: 'spot', credentials: BITFINEX_KEYS }, (wsUrl) => ({ public: wsUrl, private: wsUrl })),
};

/** No stops of the venue's: what waits for a trigger is another kind of order there. */
export const WOO: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'open',
    buysForMoney: true,
    bookAlone: true,
    stopThrough: 'triggers',
    lives: 'elsewhere',
    words: { insufficient: /insufficient balance/, duplicate: /duplicate/i, nothingToReduce: /insufficient balance/ },
  },
  exchange: { ...engine([market('SPOT_BTC_USDT', 'spot')]), stopsHoldQuantity: true, flips: false, clientIds: 'open' },
  engineSymbols: { [SPOT]: 'SPOT_BTC_USDT' },
  names: null,
  front: createWooFront,
  ...adapters({ exchange: 'woo', market: 'spot', credentials: WOO_KEYS }, (wsUrl) => ({ public: wsUrl, private: wsUrl })),
};

/** No stops of the venue's either: a trigger that was touched becomes an order of its own. */
export const BACKPACK: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'open',
    stopThrough: 'triggers',
    lives: 'elsewhere',
    words: { insufficient: /Insufficient funds/, duplicate: /duplicate/i, nothingToReduce: /Insufficient funds/ },
  },
  exchange: {
    ...engine([{ ...market('BTC_USDT', 'spot'), notionalMin: decimal('0') }]),
    stopsHoldQuantity: true,
    flips: false,
    clientIds: 'open',
  },
  engineSymbols: { [SPOT]: 'BTC_USDT' },
  names: null,
  front: createBackpackFront,
  ...adapters({ exchange: 'backpack', market: 'spot', credentials: BACKPACK_KEYS }, (wsUrl) => ({ public: wsUrl, private: wsUrl })),
};

/** No stops of the venue's: those of spot are limit orders with a trigger. */
export const HTX: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'free',
    buysForMoney: true,
    stopThrough: 'triggers',
    lives: 'elsewhere',
    words: { insufficient: /balance is not enough/, duplicate: /duplicate/i, nothingToReduce: /balance is not enough/ },
  },
  exchange: { ...engine([market('btcusdt', 'spot')]), stopsHoldQuantity: true, flips: false, clientIds: 'free' },
  engineSymbols: { [SPOT]: 'btcusdt' },
  names: null,
  front: createHtxFront,
  ...adapters({ exchange: 'htx', market: 'spot', credentials: HTX_KEYS }, (wsUrl) => ({
    api: { spot: { public: wsUrl, private: `${wsUrl}/ws/v2` } },
  })),
};

/** Contracts of 0.001 coins; an id of ours is a label there. */
export const GATE: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    clientIds: 'free',
    stopThrough: 'refused',
    words: { insufficient: /insufficient available/, duplicate: /duplicate/i, nothingToReduce: /INCREASE_POSITION/ },
  },
  exchange: { ...engine([{ ...market('BTC_USDT', 'margin'), notionalMin: decimal('0') }]), clientIds: 'free', stopThrough: 'refused' },
  engineSymbols: { [SPOT]: 'BTC_USDT', [SWAP]: 'BTC_USDT' },
  names: CONTRACTS_ALONE,
  front: createGateFront,
  ...adapters({ exchange: 'gate', market: 'swap', credentials: GATE_KEYS }, (wsUrl) => ({ usdt: wsUrl, btc: wsUrl }), 'swap'),
};

/** Its stops stand in a list that is not read: they are watched here. */
export const MEXC: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    words: { insufficient: /Balance insufficient/, duplicate: /duplicate/i, nothingToReduce: /Position is not exists/ },
  },
  exchange: engine([{ ...market('BTC_USDT', 'margin'), notionalMin: decimal('0') }]),
  engineSymbols: { [SPOT]: 'BTC_USDT', [SWAP]: 'BTC_USDT' },
  names: CONTRACTS_ALONE,
  front: createMexcFront,
  ...adapters({ exchange: 'mexc', market: 'swap', credentials: MEXC_KEYS }, (wsUrl) => ({ spot: wsUrl, swap: wsUrl })),
};

/** Its stops stand in lists of their own: they are watched here. What is on its way out holds what it would close. */
export const HTX_SWAP: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    resultsInTotal: true,
    clips: false,
    words: {
      insufficient: /Insufficient margin/,
      duplicate: /duplicate|repeated/i,
      nothingToReduce: /exceeds the amount available to close/,
    },
  },
  exchange: { ...engine([{ ...market('BTC-USDT', 'margin'), notionalMin: decimal('0') }]), stopsHoldQuantity: true },
  engineSymbols: { [SPOT]: 'BTC-USDT', [SWAP]: 'BTC-USDT' },
  names: CONTRACTS_ALONE,
  front: (exchange) => createHtxSwapFront(exchange),
  ...adapters({ exchange: 'htx', market: 'swap', credentials: HTX_KEYS }, (wsUrl) => ({
    api: { swap: { linear: { public: wsUrl, private: wsUrl, privateV5: `${wsUrl}/ws/v5/notification` } } },
  })),
};

/** A plan that has been triggered is an order with an id of its own. */
export const BITGET: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    resultsInTotal: true,
    words: { insufficient: /exceeds the balance/, duplicate: /duplicate/i, nothingToReduce: /No position to close/ },
  },
  exchange: engine([market('BTCUSDT', 'margin')]),
  engineSymbols: { [SPOT]: 'BTCUSDT', [SWAP]: 'BTCUSDT' },
  names: CONTRACTS_ALONE,
  front: (exchange) => createBitgetFront(exchange),
  ...adapters({ exchange: 'bitget', market: 'swap', credentials: BITGET_KEYS }, (wsUrl) => ({ public: wsUrl, private: wsUrl })),
};

/** Contracts of 0.001 coins; a market is on isolated or on cross margin, and an order has to say so. */
export const KUCOIN: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    clientIds: 'open',
    resultsInTotal: true,
    words: { insufficient: /Balance insufficient/, duplicate: /duplicate/i, nothingToReduce: /No open positions/ },
  },
  exchange: { ...engine([{ ...market('XBTUSDTM', 'margin'), notionalMin: decimal('0') }]), clientIds: 'open' },
  engineSymbols: { [SPOT]: 'XBTUSDTM', [SWAP]: 'XBTUSDTM' },
  names: CONTRACTS_ALONE,
  front: (exchange) => createKucoinFront(exchange),
  ...adapters(
    { exchange: 'kucoinfutures', market: 'swap', credentials: KUCOIN_KEYS },
    () => ({}),
    'ws',
    (clock) => ({
      milliseconds: () => clock.now(),
    }),
  ),
};

/** Open orders of one market at a time. */
export const PHEMEX: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    clientIds: 'open',
    words: { insufficient: /NO_ENOUGH_AVAILABLE_BALANCE/, duplicate: /duplicate/i, nothingToReduce: /REDUCE_ONLY_ABORT/ },
  },
  exchange: { ...engine([{ ...market('BTCUSDT', 'margin'), notionalMin: decimal('0') }]), clientIds: 'open' },
  engineSymbols: { [SPOT]: 'BTCUSDT', [SWAP]: 'BTCUSDT' },
  names: CONTRACTS_ALONE,
  front: createPhemexFront,
  ...adapters({ exchange: 'phemex', market: 'swap', credentials: PHEMEX_KEYS }, (wsUrl) => wsUrl),
};

/** Contracts in dollars; what was touched keeps its id. */
const IN_DOLLARS = { symbols: { [SPOT]: 'BTC/USD:USD', [SWAP]: 'BTC/USD:USD' }, currencies: { USDT: 'USD' }, unit: ONE } as const;

export const KRAKEN_FUTURES: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    words: { insufficient: /insufficientAvailableFunds/, duplicate: /duplicate/i, nothingToReduce: /wouldNotReducePosition/ },
  },
  exchange: engine([{ ...market('PF_XBTUSD', 'margin'), quote: 'USD', notionalMin: decimal('0') }]),
  engineSymbols: { [SPOT]: 'PF_XBTUSD', [SWAP]: 'PF_XBTUSD' },
  names: IN_DOLLARS,
  front: (exchange) => createKrakenFuturesFront(exchange),
  ...adapters(
    { exchange: 'krakenfutures', market: 'swap', credentials: KRAKEN_FUTURES_KEYS, quoteCurrency: 'USD' },
    (wsUrl) => wsUrl,
    'ws',
    (clock) => ({ milliseconds: () => clock.now(), seconds: () => Math.floor(clock.now() / 1000) }),
  ),
};

/** Ids of ours for plain orders alone: stops are watched here. Its streams are told apart by a word in their address. */
export const BINGX: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    saysRetryAfter: true,
    words: {
      insufficient: /Insufficient margin/,
      duplicate: /duplicate|repeated/i,
      nothingToReduce: /Reduce Only order can only decrease/,
    },
  },
  exchange: engine([market('BTC-USDT', 'margin')]),
  engineSymbols: { [SPOT]: 'BTC-USDT', [SWAP]: 'BTC-USDT' },
  names: CONTRACTS_ALONE,
  front: (exchange) => createBingxFront(exchange),
  ...adapters(
    { exchange: 'bingx', market: 'swap', credentials: BINGX_KEYS },
    (wsUrl) => ({ linear: `${wsUrl}/swap-market` }),
    'ws',
    (clock) => ({ milliseconds: () => clock.now() }),
  ),
};

export const IN_USDC = { symbols: { [SPOT]: 'BTC/USDC:USDC', [SWAP]: 'BTC/USDC:USDC' }, currencies: { USDT: 'USDC' }, unit: ONE } as const;

/** Amounts are coins, although a contract is a thousandth of one; what a trigger has become has an id of its own. */
export const DERIBIT: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    clientIds: 'free',
    resultsInTotal: true,
    words: { insufficient: /not_enough_funds/, duplicate: /duplicate/i, nothingToReduce: /no_position_to_reduce/ },
  },
  exchange: { ...engine([{ ...market('BTC_USDC-PERPETUAL', 'margin'), quote: 'USDC', notionalMin: decimal('0') }]), clientIds: 'free' },
  engineSymbols: { [SPOT]: 'BTC_USDC-PERPETUAL', [SWAP]: 'BTC_USDC-PERPETUAL' },
  names: IN_USDC,
  front: (exchange) => createDeribitFront(exchange),
  ...adapters(
    { exchange: 'deribit', market: 'swap', credentials: DERIBIT_KEYS, quoteCurrency: 'USDC' },
    (wsUrl) => wsUrl,
    'ws',
    (clock) => ({ milliseconds: () => clock.now() }),
  ),
};

/** No stops of the venue's: which list they would end in is not documented. */
export const DERIBIT_SPOT: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'free',
    stopThrough: 'triggers',
    lives: 'elsewhere',
    words: { insufficient: /not_enough_funds/, duplicate: /duplicate/i, nothingToReduce: /not_enough_funds/ },
  },
  exchange: {
    ...engine([{ ...market('BTC_USDC', 'spot'), quote: 'USDC', notionalMin: decimal('0') }]),
    stopsHoldQuantity: true,
    flips: false,
    clientIds: 'free',
  },
  engineSymbols: { [SPOT]: 'BTC_USDC' },
  names: { symbols: { [SPOT]: 'BTC/USDC' }, currencies: { USDT: 'USDC' }, unit: ONE },
  front: (exchange) => createDeribitFront(exchange),
  ...adapters(
    { exchange: 'deribit', market: 'spot', credentials: DERIBIT_KEYS, quoteCurrency: 'USDC' },
    (wsUrl) => wsUrl,
    'ws',
    (clock) => ({ milliseconds: () => clock.now() }),
  ),
};
