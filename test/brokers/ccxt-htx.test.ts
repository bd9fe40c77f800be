// Runs what HTX's spot markets can do of the contract suite, and the fault cases, over them with the ccxt adapter: an id of ours is a mere
// label there, and a market buy is for an amount of money. Left out for the time that they take are the cases of groups and of
// pairs, of which there are none there, and of the forty of lost answers to a change those that the other exchanges of ccxt pass by the
// same code.

import { describe, expect, test } from 'vitest';
import { impatient } from '../venues/ccxt-adapters.ts';
import { HTX } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { market, SPOT, submit } from './broker-harness.ts';
import { accountCases } from './cases-accounts.ts';
import { candleCases } from './cases-candles.ts';
import { cancelCases } from './cases-cancel.ts';
import { executionCases } from './cases-executions.ts';
import { FAULT_CASES } from './cases-faults.ts';
import { registerFaultCases } from './fault-case.ts';
import { refusalCases } from './cases-refusals.ts';
import { restartCases } from './cases-restarts.ts';

const HOUR_MS = 3_600_000;

describe('broker contract: htx by ccxt', () => {
  const make = remoteHarness(HTX);
  executionCases(make);
  cancelCases(make);
  refusalCases(make);
  restartCases(make);
  accountCases(make);
  candleCases(make);
});

describe('faults: htx by ccxt', () => {
  registerFaultCases(
    remoteHarness(impatient(HTX)),
    FAULT_CASES.filter(({ name }) => !/^F2[014-8]/.test(name)),
  );
});

test('an order that has ended is found by our id when HTX does not know it by that any more', async () => {
  const venue = await remoteHarness(HTX)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(SPOT, '100');
    const order = await submit(venue, { side: 'buy', qty: '1', limit: '95' });
    await venue.broker().cancel(order);
    await venue.clock.advance(3 * HOUR_MS);
    await venue.restart();
    expect(await venue.broker().lookUp(order)).toMatchObject({ type: 'found', order: { status: 'canceled' } });
  } finally {
    await venue.close();
  }
});

test('its contracts have servers of their own, which a spot account does not ask', async () => {
  const venue = await remoteHarness(HTX)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await market(venue, SPOT);
    expect(venue.server.attempts.filter(({ path }) => /swap|contract/.test(path))).toEqual([]);
  } finally {
    await venue.close();
  }
});
