// Owns: the frame of one numbered case: a fresh venue at price 100 with 10,000 USDT, closed at the end.

import { expect, test } from 'vitest';
import { type BrokerHarness, type MakeHarness, refusal, SPOT, SWAP, type VenueOptions } from './broker-harness.ts';

export interface CaseOptions extends Partial<VenueOptions> {
  /** `shorts`: the case is about SWAP, `stops`: about a stop of it. A venue that has no such thing says so. */
  readonly needs?: 'shorts' | 'stops';
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
      if (needs !== undefined && !venue.nature.shorts) {
        expect((await venue.broker().price(SWAP, null)).type).toBe('unknown_symbol');
        return;
      }
      if (venue.nature.shorts) await venue.movePrice(SWAP, '100');
      if (needs === 'stops' && !venue.broker().traits.orderTypes.includes('stop')) {
        expect(await refusal(venue, { symbol: SWAP, side: 'buy', qty: '1', stop: '105' })).toMatch(/takes no stop order/);
        return;
      }
      await run(venue);
    } finally {
      await venue.close();
    }
  });
}
