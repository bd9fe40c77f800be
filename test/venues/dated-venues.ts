// Owns: Binance USD-M, Bybit, OKX, Deribit and Kraken with the ccxt adapter over their dated contracts, beside the perpetual of the same coin: whatever is taken for that one
// is seen. Both symbols of the suite are the dated one.

import { ONE } from '../../src/core/model/decimal.ts';
import { SPOT, SWAP } from '../brokers/broker-harness.ts';
import { BINANCE_USDM } from './binance-usdm-venue.ts';
import { KEYS } from './binance-words.ts';
import { BYBIT_KEYS } from './bybit-front.ts';
import { adapters, type CcxtSpec } from './ccxt-adapters.ts';
import { BYBIT, DERIBIT, KRAKEN_FUTURES, OKX } from './ccxt-venues.ts';
import { DERIBIT_KEYS } from './deribit-words.ts';
import { KRAKEN_FUTURES_KEYS } from './kraken-futures-words.ts';
import { OKX_KEYS } from './okx-words.ts';

export const DATED = 'BTC/USDT:USDT-260327';

const dated = (spec: CcxtSpec, engineSymbol: string, adapter: ReturnType<typeof adapters>, name: string = DATED): CcxtSpec => {
  const markets = spec.exchange.markets.flatMap((listed) => [listed, { ...listed, symbol: engineSymbol }]);
  return {
    ...spec,
    exchange: { ...spec.exchange, markets },
    engineSymbols: { [SPOT]: engineSymbol, [SWAP]: engineSymbol, [name]: engineSymbol },
    names: { symbols: { [SPOT]: name, [SWAP]: name }, currencies: spec.names?.currencies ?? {}, unit: ONE },
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
export const DERIBIT_DATED = dated(
  DERIBIT,
  'BTC_USDC-27MAR26',
  adapters(
    { exchange: 'deribit', market: 'future', credentials: DERIBIT_KEYS, quoteCurrency: 'USDC' },
    (wsUrl) => wsUrl,
    'ws',
    (clock) => ({ milliseconds: () => clock.now() }),
  ),
  'BTC/USDC:USDC-260327',
);
export const KRAKEN_DATED = dated(
  KRAKEN_FUTURES,
  'FF_XBTUSD_260327',
  adapters(
    { exchange: 'krakenfutures', market: 'future', credentials: KRAKEN_FUTURES_KEYS, quoteCurrency: 'USD' },
    (wsUrl) => wsUrl,
    'ws',
    (clock) => ({ milliseconds: () => clock.now(), seconds: () => Math.floor(clock.now() / 1000) }),
  ),
  'BTC/USD:USD-260327',
);
