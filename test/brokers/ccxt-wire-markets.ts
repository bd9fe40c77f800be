// Owns: one spot and one linear contract market of each exchange in the wire tests, as ccxt would have them after loading.

import type { MarketType } from '../../src/brokers/ccxt/wire/exchange.ts';

/** BTC/USDT as exchanges write it: spot, contract. */
const IDS: Readonly<Record<string, readonly [string, string]>> = {
  binance: ['BTCUSDT', 'BTCUSDT'],
  bybit: ['BTCUSDT', 'BTCUSDT'],
  okx: ['BTC-USDT', 'BTC-USDT-SWAP'],
  kraken: ['XBTUSDT', ''],
  krakenfutures: ['', 'PF_XBTUSD'],
  kucoin: ['BTC-USDT', 'XBTUSDTM'],
  bitget: ['BTCUSDT', 'BTCUSDT'],
  gate: ['BTC_USDT', 'BTC_USDT'],
  mexc: ['BTCUSDT', 'BTC_USDT'],
  coinbase: ['BTC-USDT', 'BTC-PERP-INTX'],
  hyperliquid: ['@1', '0'],
  htx: ['btcusdt', 'BTC-USDT'],
  bingx: ['BTC-USDT', 'BTC-USDT'],
  cryptocom: ['BTC_USDT', 'BTCUSD-PERP'],
  woo: ['SPOT_BTC_USDT', 'PERP_BTC_USDT'],
  alpaca: ['BTC/USDT', ''],
  bitfinex: ['tBTCUST', ''],
  backpack: ['BTC_USDT', ''],
  deribit: ['BTC_USDT', 'BTC_USDT-PERPETUAL'],
};

export const WIRE_EXCHANGES: readonly string[] = Object.keys(IDS);

const BINANCE_TYPES = [
  'LIMIT',
  'MARKET',
  'LIMIT_MAKER',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'STOP_MARKET',
  'STOP',
  'TRAILING_STOP_MARKET',
];

/** Null: the exchange has no such market. */
export function wireMarket(exchange: string, type: MarketType): Record<string, unknown> | null {
  const [spot, contract] = IDS[exchange] ?? ['', ''];
  const id = type === 'spot' ? spot : contract;
  if (id === '') return null;
  const isSpot = type === 'spot';
  return {
    id,
    lowercaseId: id.toLowerCase(),
    symbol: isSpot ? 'BTC/USDT' : 'BTC/USDT:USDT',
    base: 'BTC',
    quote: 'USDT',
    baseId: exchange === 'hyperliquid' && !isSpot ? '0' : 'BTC',
    quoteId: 'USDT',
    baseName: 'BTC',
    ...(isSpot ? {} : { settle: 'USDT', settleId: exchange === 'gate' ? 'usdt' : 'USDT' }),
    type,
    spot: isSpot,
    margin: false,
    swap: !isSpot,
    future: false,
    option: false,
    index: false,
    active: true,
    contract: !isSpot,
    ...(isSpot ? {} : { linear: true, inverse: false, contractSize: CONTRACT_SIZES[exchange] ?? 1 }),
    taker: 0.001,
    maker: 0.001,
    // digits that count, of prices; places, of amounts
    precision:
      exchange === 'bitfinex'
        ? { amount: 8, price: 5 }
        : { amount: isSpot ? 0.00001 : (STEPS[exchange] ?? 0.001), price: 0.1, base: 1e-8, quote: 1e-8 },
    limits: { amount: { min: isSpot ? 0.00001 : (LEASTS[exchange] ?? STEPS[exchange] ?? 0.001) }, price: {}, cost: {}, leverage: {} },
    info: { orderTypes: BINANCE_TYPES, triggerProtect: '0.05', instType: 'SWAP', uid: '1' },
  };
}

/** Venues that count whole contracts. */
const CONTRACT_SIZES: Readonly<Record<string, number>> = {
  okx: 0.01,
  kucoin: 0.001,
  gate: 0.0001,
  mexc: 0.0001,
  htx: 0.001,
  bitmart: 0.001,
};
const STEPS: Readonly<Record<string, number>> = { okx: 0.1, kucoin: 1, gate: 1, mexc: 1, htx: 1 };
/** Where ccxt writes the least in coins, although amounts are contracts. */
const LEASTS: Readonly<Record<string, number>> = { htx: 0.001 };
