// Runs the contract suite and those fault cases that its own words decide over Hyperliquid's spot markets with the ccxt adapter: tokens have other
// names than the coins that they stand for, markets are numbers, and stops are watched here.

import { describe, expect, test } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { HYPERLIQUID_SPOT, UBTC } from '../venues/hyperliquid-spot-venue.ts';
import { type RemoteHarness, remoteHarness } from '../venues/remote-harness.ts';
import { balance, lookUp, SPOT, submit } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';
import { registerFaultCases } from './fault-case.ts';

describe('broker contract: hyperliquid spot by ccxt', () => {
  const make = remoteHarness(HYPERLIQUID_SPOT);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: hyperliquid spot by ccxt', () => {
  const own = /^F(?:01|02|06|10|12|13|2[239]|25.*other|20.*\{type:rate)/;
  registerFaultCases(
    remoteHarness(impatient(HYPERLIQUID_SPOT)),
    FAULT_CASES.filter(({ name }) => own.test(name)),
  );
});

async function at(run: (venue: RemoteHarness) => Promise<void>, exchange: Partial<typeof HYPERLIQUID_SPOT.exchange>): Promise<void> {
  const spec = { ...HYPERLIQUID_SPOT, exchange: { ...HYPERLIQUID_SPOT.exchange, ...exchange } };
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(SPOT, '100');
    await run(venue);
  } finally {
    await venue.close();
  }
}

test('a fee that was taken in the token is one in the coin, and what is left of it is what was bought less that', () =>
  at(
    async (venue) => {
      const order = await submit(venue, { side: 'buy', qty: '1' });
      expect((await lookUp(venue, order)).fills).toMatchObject([{ qty: '1', fee: '0.0005', feeCurrency: 'BTC' }]);
      expect((await balance(venue, 'BTC')).total).toBe('0.9995');
    },
    { feeIn: 'received', feeRate: decimal('0.0005') },
  ));

test('a name that two tokens have is none', () =>
  at(
    async (venue) => {
      expect((await venue.broker().price(SPOT, null)).type).toBe('unknown_symbol');
    },
    { markets: [UBTC, { ...UBTC, symbol: '@7', base: 'BTC' }] },
  ));
