// Runs the contract suite and the fault cases over Bitfinex with the ccxt adapter: ids of orders are numbers of 45 bits there.

import { expect, it } from 'vitest';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BITFINEX } from '../venues/ccxt-venues.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { lookUp, refusal, SPOT, submit } from './broker-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('bitfinex by ccxt', remoteHarness(BITFINEX));
faultSuite('bitfinex by ccxt', remoteHarness(impatient(BITFINEX)));

it('an order at Bitfinex that only rests rests, and is given up where it would take', async () => {
  const venue = await remoteHarness(BITFINEX)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(SPOT, '100');
    const [resting, taking] = ['95', '105'].map((limit) => ({ side: 'buy', qty: '1', limit, terms: { postOnly: true } }) as const);
    if (resting === undefined || taking === undefined) throw new Error('no orders');
    expect(await lookUp(venue, await submit(venue, resting))).toMatchObject({ status: 'open', fills: [] });
    expect(await refusal(venue, taking)).toContain('post only');
  } finally {
    await venue.close();
  }
});
