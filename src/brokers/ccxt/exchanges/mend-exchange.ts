// Owns: which exchanges are driven otherwise than ccxt does it, in which of their markets, and by which file of this folder.

import type { Exchange, MarketType } from '../wire/exchange.ts';
import { mendBinanceDated } from './binance-dated.ts';
import { mendBingx } from './bingx-contracts.ts';
import { mendBingxSpot } from './bingx-spot.ts';
import { mendBybit } from './bybit.ts';
import { mendDeribit } from './deribit.ts';
import { mendHyperliquid } from './hyperliquid.ts';
import { mendKrakenFutures } from './kraken-futures.ts';
import { mendKucoinSpot } from './kucoin-spot.ts';
import { mendPhemex } from './phemex-contracts.ts';

type Mend = (exchange: Exchange) => void;

const IN_SPOT: Readonly<Record<string, Mend>> = {
  bingx: mendBingxSpot,
  bybit: mendBybit,
  deribit: mendDeribit,
  hyperliquid: mendHyperliquid,
  kucoin: mendKucoinSpot,
};
const IN_CONTRACTS: Readonly<Record<string, Mend>> = {
  binance: mendBinanceDated,
  binanceusdm: mendBinanceDated,
  bingx: mendBingx,
  bybit: mendBybit,
  deribit: mendDeribit,
  hyperliquid: mendHyperliquid,
  krakenfutures: mendKrakenFutures,
  phemex: mendPhemex,
};

/** Changes the exchange; of most there is nothing to change. */
export function mendExchange(exchange: Exchange, market: MarketType): void {
  const mends = market === 'spot' ? IN_SPOT : IN_CONTRACTS;
  if (Object.hasOwn(mends, exchange.id)) mends[exchange.id]?.(exchange);
}
