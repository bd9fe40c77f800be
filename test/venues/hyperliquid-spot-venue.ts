// Owns: Hyperliquid's spot markets with the ccxt adapter as the suites want them: bitcoin is the token UBTC there, and its market a number.

import { decimal } from '../../src/core/model/decimal.ts';
import { SPOT } from '../brokers/broker-harness.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import { engine, market } from './ccxt-venues.ts';
import { createHyperliquidFront, WALLET_KEYS } from './hyperliquid-front.ts';

export const UBTC = {
  ...market('@142', 'spot'),
  base: 'UBTC',
  quote: 'USDC',
  stepSize: decimal('0.00001'),
  qtyMin: decimal('0.00001'),
  notionalMin: decimal('10'),
};

export const HYPERLIQUID_SPOT: CcxtSpec = {
  nature: {
    spot: 'coins',
    shorts: false,
    flips: false,
    clientIds: 'free',
    stopThrough: 'triggers',
    lives: 'elsewhere',
    countsDigits: true,
    finestTick: true,
    bookAlone: true,
    buysForMoney: true,
    words: { insufficient: /Insufficient/, duplicate: /duplicate/i, nothingToReduce: /Insufficient/ },
  },
  exchange: { ...engine([UBTC]), spreadTicks: 10, stopsHoldQuantity: true, flips: false, clientIds: 'free' },
  engineSymbols: { [SPOT]: '@142' },
  names: { symbols: { [SPOT]: 'BTC/USDC' }, currencies: { USDT: 'USDC' }, unit: decimal('1') },
  front: (exchange) => createHyperliquidFront(exchange),
  ...adapters(
    { exchange: 'hyperliquid', market: 'spot', credentials: WALLET_KEYS, quoteCurrency: 'USDC' },
    (wsUrl) => ({ public: `${wsUrl}/ws` }),
    'ws',
    (clock) => ({ milliseconds: () => clock.now() }),
  ),
};
