// Runs the contract suite and the fault cases over Binance's spot market with the ccxt adapter.

import { expect, it } from 'vitest';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { lookUp, refusal, SPOT, submit } from './broker-harness.ts';
import { brokerSuite } from './broker-suite.ts';
import { faultSuite } from './cases-faults.ts';

brokerSuite('ccxt, Binance spot', remoteHarness(BINANCE_SPOT));
faultSuite('ccxt, Binance spot', remoteHarness(impatient(BINANCE_SPOT)));

/** It is over at once as it is, and Binance refuses the word for it. */
it('a stop at market that is immediate-or-cancel is placed, and is one; all or nothing is refused in the words of the venue', async () => {
  const venue = await remoteHarness(BINANCE_SPOT)({ balances: { USDT: '10000' }, liquidityPerStep: null });
  try {
    await venue.movePrice(SPOT, '100');
    const stop = await submit(venue, { side: 'buy', qty: '1', stop: '110', terms: { timeInForce: 'ioc' } });
    expect(venue.server.attempts.find(({ kind }) => kind === 'submit')?.body).not.toContain('timeInForce');
    await venue.movePrice(SPOT, '111');
    expect(await lookUp(venue, stop)).toMatchObject({ status: 'filled' });
    expect(await refusal(venue, { side: 'buy', qty: '1', stop: '120', terms: { timeInForce: 'fok' } })).toContain('sent when not required');
    await submit(venue, { side: 'buy', qty: '1', stop: '120', limit: '121', terms: { timeInForce: 'ioc' } });
    expect(venue.server.attempts.findLast(({ kind }) => kind === 'submit')?.body).toContain('timeInForce=IOC');
  } finally {
    await venue.close();
  }
});
