// Owns: the frame of one numbered case: a fresh venue at price 100 with 10,000 USDT, closed at the end.

import { expect, test } from 'vitest';
import { type BrokerHarness, type MakeHarness, SPOT, SWAP, type VenueOptions } from './broker-harness.ts';

export interface CaseOptions extends Partial<VenueOptions> {
  /** `shorts`: the case is about SWAP. A venue that lists no such thing says so. */
  readonly needs?: 'shorts';
}

export function venueCase(
  make: MakeHarness,
  name: string,
  run: (venue: BrokerHarness) => Promise<void>,
  { needs, ...options }: CaseOptions = {},
): void {
  test(name, async () => {
    const venue = await make({ balances: { USDT: '10000' }, liquidityPerStep: null, ...options });
    try {
      await venue.movePrice(SPOT, '100');
      if (needs === 'shorts' && !venue.nature.shorts) {
        expect((await venue.broker().price(SWAP, null)).type).toBe('unknown_symbol');
        return;
      }
      if (venue.nature.shorts) await venue.movePrice(SWAP, '100');
      await run(venue);
    } finally {
      await venue.close();
    }
  });
}
