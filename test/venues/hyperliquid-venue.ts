// Owns: Hyperliquid's contracts with the ccxt adapter as the suites want them. Prices are of five digits: at 100 the tick is 0.01. An order at
// market is a limit that takes what it gets.

import { decimal } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import { engine, IN_USDC, market, PERPETUAL } from './ccxt-venues.ts';
import { createHyperliquidFront, WALLET_KEYS } from './hyperliquid-front.ts';

export const HYPERLIQUID: CcxtSpec = {
  nature: {
    ...PERPETUAL,
    clientIds: 'free',
    buysForMoney: true,
    bookAlone: true,
    resultsInTotal: true,
    countsDigits: true,
    finestTick: true,
    stopThrough: 'refused',
    words: { insufficient: /Insufficient margin/, duplicate: /duplicate/i, nothingToReduce: /Reduce only order would increase/ },
  },
  exchange: {
    ...engine([{ ...market('BTC', 'margin'), quote: 'USDC', notionalMin: decimal('10') }]),
    spreadTicks: 10,
    clientIds: 'free',
    stopThrough: 'refused',
  },
  engineSymbols: { [SPOT]: 'BTC', [SWAP]: 'BTC' },
  names: IN_USDC,
  front: (exchange) => createHyperliquidFront(exchange),
  ...adapters(
    { exchange: 'hyperliquid', market: 'swap', credentials: WALLET_KEYS, quoteCurrency: 'USDC' },
    (wsUrl) => ({ public: `${wsUrl}/ws` }),
    'ws',
    (clock) => ({ milliseconds: () => clock.now() }),
  ),
};
