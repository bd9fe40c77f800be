// Owns: KuCoin's spot markets with the ccxt adapter as the suites want them.

import { SPOT } from '../brokers/broker-harness.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import { engine, market } from './ccxt-venues.ts';
import { createKucoinSpotFront } from './kucoin-spot-front.ts';
import { KUCOIN_KEYS } from './kucoin-words.ts';

/** No stops of the venue's: what a stop becomes when it is touched is not documented. */
export const KUCOIN_SPOT: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'open',
    stopThrough: 'triggers',
    lives: 'elsewhere',
    saysRetryAfter: true,
    words: { insufficient: /Balance insufficient/, duplicate: /duplicate/i, nothingToReduce: /Balance insufficient/ },
  },
  exchange: { ...engine([market('BTC-USDT', 'spot')]), stopsHoldQuantity: true, flips: false, clientIds: 'open' },
  engineSymbols: { [SPOT]: 'BTC-USDT' },
  names: null,
  front: (exchange) => createKucoinSpotFront(exchange),
  ...adapters(
    { exchange: 'kucoin', market: 'spot', credentials: KUCOIN_KEYS },
    () => ({}),
    'ws',
    (clock) => ({
      milliseconds: () => clock.now(),
    }),
  ),
};
