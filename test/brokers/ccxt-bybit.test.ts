// Runs the contract suite and the fault cases over Bybit with the ccxt adapter, and how its fees are told: those that it takes in its token
// are none in the coins that were bought.

import { expect, test } from 'vitest';
import { createMarkets } from '../../src/brokers/ccxt/markets/markets.ts';
import { readTrade } from '../../src/brokers/ccxt/orders/read-fills.ts';
import { requireExchange } from '../../src/brokers/ccxt/wire/load-exchange.ts';
import { makeExchange } from '../../src/brokers/ccxt/wire/make-exchange.ts';
import { dictOf } from '../../src/brokers/ccxt/wire/read-answer.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import { createFakeClock } from '../fake-clock.ts';
import { atSwap, BUY } from './at-swap.ts';
import { wireMarket } from './ccxt-wire-markets.ts';
import { fillsOf, lookUp, submit } from './broker-harness.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('bybit by ccxt', remoteHarness(BYBIT));
faultSuite('bybit by ccxt', remoteHarness(impatient(BYBIT)));

test('of contracts the fee is told in the token, and not as so many dollars', () =>
  atSwap({ ...BYBIT, exchange: { ...BYBIT.exchange, feeCoin: { currency: 'MNT', price: decimal('1') } } }, async (venue) => {
    const order = await submit(venue, BUY);
    const [trade] = venue.exchange.trades();
    expect(trade).toMatchObject({ feeCurrency: 'MNT' });
    const fill = { id: `exec-${trade?.id}`, fee: trade?.fee, feeCurrency: 'MNT' };
    expect(fillsOf(venue, order.id)).toMatchObject([fill]);
    expect(await lookUp(venue, order)).toMatchObject({ fills: [fill] });
  }));

const bought = {
  symbol: 'BTCUSDT',
  execId: '1',
  orderId: '2',
  side: 'Buy',
  execQty: '0.01',
  execPrice: '100000',
  execTime: '1767605400000',
};

test.each([
  ['the token', { execFee: '0.75', feeCurrency: 'MNT' }, { fee: '0.75', feeCurrency: 'MNT' }],
  ['what was bought', { execFee: '0.00001', feeCurrency: 'BTC' }, { fee: '0.00001', feeCurrency: 'BTC' }],
  ['what nothing is said of', { execFee: '0.00001', feeCurrency: '' }, { fee: '0.00001', feeCurrency: 'BTC' }],
  ['money given back', { execFee: '-0.1', feeCurrency: 'USDT', isMaker: true }, { fee: '-0.1', feeCurrency: 'USDT' }],
])('of coins the fee of a buy is one in %s', async (_what, said, fee) => {
  const described = wireMarket('bybit', 'spot');
  const exchange = makeExchange(await requireExchange('bybit'), {
    market: 'spot',
    sandbox: false,
    credentials: { apiKey: 'key', secret: 'word' },
    ccxt: {},
  });
  exchange.setMarkets([described]);
  const listed = createMarkets(exchange, 'spot', createFakeClock()).known('BTC/USDT');
  if (listed === null) throw new Error('not listed');
  const inside = exchange as unknown as { readonly parseTrade: (trade: unknown, market: unknown) => unknown };
  expect(readTrade(dictOf(inside.parseTrade({ ...bought, ...said }, described)), listed)).toMatchObject({ qty: '0.01', ...fee });
});
