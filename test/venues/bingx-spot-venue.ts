// Owns: BingX's spot markets with the ccxt adapter as the suites want them. No stops of the venue's: no list would show that they are ours.

import { SPOT } from '../brokers/broker-harness.ts';
import { createBingxSpotFront } from './bingx-spot-front.ts';
import { BINGX_KEYS } from './bingx-words.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import { engine, market } from './ccxt-venues.ts';

export const BINGX_SPOT: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'ever',
    buysForMoney: true,
    saysRetryAfter: true,
    stopThrough: 'triggers',
    lives: 'elsewhere',
    words: { insufficient: /Insufficient assets/, duplicate: /duplicate|repeated/i, nothingToReduce: /Insufficient assets/ },
  },
  exchange: { ...engine([market('BTC-USDT', 'spot')]), stopsHoldQuantity: true, flips: false },
  engineSymbols: { [SPOT]: 'BTC-USDT' },
  names: null,
  front: (exchange) => createBingxSpotFront(exchange),
  ...adapters(
    { exchange: 'bingx', market: 'spot', credentials: BINGX_KEYS },
    (wsUrl) => ({ spot: `${wsUrl}/market` }),
    'ws',
    (clock) => ({ milliseconds: () => clock.now() }),
  ),
};
