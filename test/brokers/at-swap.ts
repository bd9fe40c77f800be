// Owns: one test at a market of contracts that costs 100: the venue is made for it, and closed after it. What such tests send, and
// what they ask of every venue.

import { expect } from 'vitest';
import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { newOrderId, requestOf, submit, SWAP, type VenueOptions } from './broker-harness.ts';

export const BUY = { symbol: SWAP, side: 'buy', qty: '1' } as const;
export const EXIT = { symbol: SWAP, side: 'sell', qty: '1', reduceOnly: true } as const;
export const STOP = { ...EXIT, stop: '90' } as const;

export async function atSwap(
  spec: RemoteSpec,
  run: (venue: RemoteHarness) => Promise<void>,
  options: Partial<VenueOptions> = {},
): Promise<void> {
  const venue = await remoteHarness(spec)({ balances: { USDT: '10000' }, liquidityPerStep: null, ...options });
  try {
    await venue.movePrice(SWAP, '100');
    await run(venue);
  } finally {
    await venue.close();
  }
}

/** What was reported of an order, in turn. */
export const told = (venue: RemoteHarness, id: string): readonly string[] =>
  venue.reports.filter(({ orderId }) => orderId === id).map(({ type }) => type);

/** A stop whose answer is lost is found by our id and is there once; one that was never taken is said not to be there. */
export async function findsLostStop(venue: RemoteHarness): Promise<void> {
  await submit(venue, BUY);
  for (const [type, found] of [
    ['cut_after', { type: 'found', order: { status: 'open', prices: { stopPrice: '90' } } }],
    ['cut_before', { type: 'not_found' }],
  ] as const) {
    const id = newOrderId();
    venue.server.plan.next('submit', { type });
    expect((await venue.broker().submit(await requestOf(venue, { ...STOP, id }))).type).toBe('ambiguous');
    expect(await venue.broker().lookUp({ id, symbol: SWAP })).toMatchObject(found);
  }
  expect(venue.exchange.openOrders()).toHaveLength(1);
}
