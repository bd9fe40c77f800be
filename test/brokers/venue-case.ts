// Owns: the frame of one numbered case: a fresh venue at price 100 with 10,000 USDT, closed at the end.

import { test } from 'vitest';
import { type BrokerHarness, type MakeHarness, SPOT, SWAP, type VenueOptions } from './broker-harness.ts';

export function venueCase(
  make: MakeHarness,
  name: string,
  run: (venue: BrokerHarness) => Promise<void>,
  options: Partial<VenueOptions> = {},
): void {
  test(name, async () => {
    const venue = await make({ balances: { USDT: '10000' }, liquidityPerStep: null, ...options });
    try {
      await venue.movePrice(SPOT, '100');
      await venue.movePrice(SWAP, '100');
      await run(venue);
    } finally {
      await venue.close();
    }
  });
}
