// What counts as open beside the money of an account of contracts: nothing where the venue's total holds it, else what its own books
// say, and nothing is made up where they do not.

import { expect, it } from 'vitest';
import { readBooked } from '../../src/brokers/ccxt/account/read-booked.ts';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import { perpetual } from '../core/engine.ts';

const LONG = { symbol: 'BTC/USDT:USDT', side: 'long', contracts: 2, entryPrice: 45000 };
const SHORT = { ...LONG, side: 'short', contracts: 3, entryPrice: 46000 };

const connectionTo = (id: string, positions: unknown, market = 'swap'): Connection =>
  ({
    exchange: { id, has: { fetchPositions: true }, fetchPositions: () => Promise.resolve(positions) },
    gate: { market },
    markets: {
      find: () => Promise.resolve(null),
      known: (symbol: string) => (symbol === LONG.symbol ? { instrument: perpetual, contractSize: '0.1' } : null),
    },
  }) as unknown as Connection;

it.each(['binanceusdm', 'okx', 'bitget', 'kucoin', 'kucoinfutures'])('%s: nothing, since its total holds it', async (id) => {
  expect(await readBooked(connectionTo(id, [LONG]))).toEqual([]);
});

it('Bybit, Gate and others: what is open by their books, each side for itself', async () => {
  const told = [LONG, SHORT, { ...LONG, contracts: 0 }, { ...LONG, symbol: 'ETH/USDT:USDT' }];
  expect(await readBooked(connectionTo('gate', told))).toEqual([
    { symbol: LONG.symbol, quote: 'USDT', qty: '0.2', cost: '9000' },
    { symbol: LONG.symbol, quote: 'USDT', qty: '-0.3', cost: '-13800' },
  ]);
});

it('is not said of a spot market, nor where a position does not tell what it has cost', async () => {
  expect(await readBooked(connectionTo('gate', [LONG], 'spot'))).toBeUndefined();
  expect(await readBooked(connectionTo('gate', [LONG, { ...SHORT, entryPrice: undefined }]))).toBeUndefined();
});

it('is not taken from an answer that is no list', async () => {
  await expect(readBooked(connectionTo('gate', { code: 1 }))).rejects.toThrow('no list of positions');
});
