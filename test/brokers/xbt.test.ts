// Which venues call bitcoin XBT, as ccxt says of each: at the others it is another coin, and must never be taken for it.

import { expect, it } from 'vitest';
import { ccxtTraits } from '../../src/brokers/ccxt/ccxt-broker.ts';

it.each(['kraken', 'kucoin', 'krakenfutures', 'bybit', 'binance'])('%s means bitcoin by XBT', async (exchange) => {
  expect((await ccxtTraits(exchange, exchange === 'kraken' ? 'spot' : 'swap')).xbtIsBitcoin).toBe(true);
});

it.each(['mexc', 'lbank'])('%s has another coin of that name', async (exchange) => {
  expect(await ccxtTraits(exchange, 'spot')).not.toHaveProperty('xbtIsBitcoin');
});
