// Owns: Phemex's contracts in USDC with the ccxt adapter as the suites want them, beside those in USDT: each has its money and its positions in a list
// of its own.

import { decimal } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import { engine, IN_USDC, market, PHEMEX } from './ccxt-venues.ts';
import { PHEMEX_KEYS } from './phemex-front.ts';

const listed = (symbol: string, quote: string) => ({ ...market(symbol, 'margin'), quote, notionalMin: decimal('0') });

export const PHEMEX_USDC: CcxtSpec = {
  ...PHEMEX,
  exchange: { ...engine([listed('BTCUSDC', 'USDC'), listed('BTCUSDT', 'USDT')]), clientIds: 'open' },
  engineSymbols: { [SPOT]: 'BTCUSDC', [SWAP]: 'BTCUSDC' },
  names: IN_USDC,
  ...adapters({ exchange: 'phemex', market: 'swap', credentials: PHEMEX_KEYS, quoteCurrency: 'USDC' }, (wsUrl) => wsUrl),
};
