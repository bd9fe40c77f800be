// Owns: one test at a market of contracts that costs 100: the venue is made for it, and closed after it.

import { type RemoteHarness, type RemoteSpec, remoteHarness } from '../venues/remote-harness.ts';
import { SWAP, type VenueOptions } from './broker-harness.ts';

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
