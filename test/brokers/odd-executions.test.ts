// Executions as odd venues of ccxt tell them: without any price, with fees in several currencies, with a rebate.

import { expect, it } from 'vitest';
import type { Connection } from '../../src/brokers/ccxt/connection.ts';
import type { Listed } from '../../src/brokers/ccxt/markets/markets.ts';
import { readTrade } from '../../src/brokers/ccxt/orders/read-fills.ts';
import { createTruthReader } from '../../src/brokers/ccxt/orders/read-truth.ts';
import { ONE } from '../../src/core/model/decimal.ts';
import { createFakeClock } from '../fake-clock.ts';
import { newOrderId } from './broker-harness.ts';

const LISTED = { instrument: { base: 'BTC', quote: 'USDT' }, contractSize: ONE } as unknown as Listed;

function truthOf(last: unknown) {
  const id = newOrderId();
  const row = {
    id: 'v1',
    clientOrderId: id,
    symbol: 'BTC/USDT',
    side: 'buy',
    type: 'market',
    amount: 2,
    filled: 2,
    status: 'closed',
    info: {},
  };
  const connection = {
    // it lists no trades, and says nothing of what was paid
    exchange: { id: 'odd', has: {}, fetchOpenOrders: () => Promise.resolve([row]), fetchTicker: () => Promise.resolve({ last }) },
    gate: { rules: { lookUpById: false, triggerLists: [], tradesKey: null } },
    markets: { find: () => Promise.resolve(LISTED), known: () => LISTED },
    clock: createFakeClock(),
  } as unknown as Connection;
  return createTruthReader(connection).read({ id, symbol: 'BTC/USDT' }, null);
}

it('an order at market that says no price has traded at about that of now, and is not told while there is none', async () => {
  expect(await truthOf(101.5)).toMatchObject({
    type: 'found',
    order: { status: 'filled', fills: [{ qty: '2', price: '101.5', isMade: true }] },
  });
  expect((await truthOf(undefined)).type).toBe('unavailable');
});

const TRADE = { id: 't', amount: 1, price: 100, timestamp: 1, order: 'v1' };
it.each([
  ['none', {}, '0', 'USDT'],
  ['one', { fee: { cost: 0.001, currency: 'BTC' } }, '0.001', 'BTC'],
  ['a rebate', { fee: { cost: -0.01, currency: 'USDT' } }, '-0.01', 'USDT'],
  [
    'two, of which one takes coins',
    {
      fees: [
        { cost: 0.2, currency: 'BNB' },
        { cost: 0.001, currency: 'BTC' },
      ],
    },
    '0.001',
    'BTC',
  ],
  [
    'two in money',
    {
      fees: [
        { cost: 0.1, currency: 'USDT' },
        { cost: 0.05, currency: 'USDT' },
      ],
    },
    '0.15',
    'USDT',
  ],
  [
    'nothing in one and something in the other',
    {
      fees: [
        { cost: 0, currency: 'BTC' },
        { cost: 0.3, currency: 'KCS' },
      ],
    },
    '0.3',
    'KCS',
  ],
])('fees: %s', (_what, part, fee, feeCurrency) => {
  expect(readTrade({ ...TRADE, ...part }, LISTED)).toMatchObject({ fee, feeCurrency });
});
