// Owns: Binance USD-M, Bybit and OKX with the ccxt adapter over their dated contracts, beside the perpetual of the same coin: whatever is taken for that one
// is seen. Both symbols of the suite are the dated one.

import { ONE } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { BINANCE_USDM } from './binance-usdm-venue.ts';
import { KEYS } from './binance-words.ts';
import { BYBIT_KEYS } from './bybit-front.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import { BYBIT, OKX } from './ccxt-venues.ts';
import { OKX_KEYS } from './okx-words.ts';

export const DATED = 'BTC/USDT:USDT-260327';

const dated = (spec: CcxtSpec, engineSymbol: string, adapter: ReturnType<typeof adapters>): CcxtSpec => {
  const markets = spec.exchange.markets.flatMap((listed) => [listed, { ...listed, symbol: engineSymbol }]);
  return {
    ...spec,
    exchange: { ...spec.exchange, markets },
    engineSymbols: { [SPOT]: engineSymbol, [SWAP]: engineSymbol, [DATED]: engineSymbol },
    names: { symbols: { [SPOT]: DATED, [SWAP]: DATED }, currencies: {}, unit: ONE },
    ...adapter,
  };
};

export const BINANCE_DATED = dated(
  BINANCE_USDM,
  'BTCUSDT_260327',
  adapters({ exchange: 'binance', market: 'future', credentials: KEYS }, (wsUrl) => ({ future: `${wsUrl}/ws` })),
);
export const OKX_DATED = dated(
  OKX,
  'BTC-USDT-260327',
  adapters({ exchange: 'okx', market: 'future', credentials: OKX_KEYS }, (wsUrl) => `${wsUrl}/ws/v5`),
);
export const BYBIT_DATED = dated(
  BYBIT,
  'BTCUSDT-27MAR26',
  adapters({ exchange: 'bybit', market: 'future', credentials: BYBIT_KEYS }, (wsUrl) => ({
    public: { linear: `${wsUrl}/v5/public/linear` },
    private: { contract: `${wsUrl}/v5/private` },
  })),
);
