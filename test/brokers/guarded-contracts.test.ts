// What the house does at venues of contracts of which one takes stops that can be found again (Hyperliquid) and one does not (BingX): entries go
// once although their answers are lost, and what is held is left at its stop, which stands at the venue or is watched here.

import { describe, expect, it } from 'vitest';
import type { Fault } from '../venues/faults.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BINGX } from '../venues/ccxt-venues.ts';
import { HYPERLIQUID } from '../venues/hyperliquid-venue.ts';
import { SWAP } from './broker-harness.ts';
import { boughtBy, held, isFlat, stopsDue, stopsOpen, traded } from './every-venue.ts';
import { desk, withHouse } from './venue-house.ts';

const LOST: readonly (readonly [what: string, fault: Fault])[] = [
  ['is lost', { type: 'cut_after' }],
  ['never comes', { type: 'silence_after' }],
  ['is a page', { type: 'nonsense', body: 'html', acted: true }],
];

describe.each([
  ['BingX', desk(impatient(BINGX), SWAP, { watches: true, engineSymbol: 'BTC-USDT' }), false],
  ['Hyperliquid', desk(impatient(HYPERLIQUID), 'BTC/USDC:USDC', { currency: 'USDC', engineSymbol: 'BTC' }), true],
] as const)('%s', (_name, which, stands) => {
  it.each(LOST)('an entry whose answer %s is bought once, and left once at its stop', (_what, fault) =>
    withHouse(which, async (house) => {
      house.server.plan.next('submit', fault);
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      await house.pass(60_000);
      expect([traded(house), held(house), boughtBy(house).length]).toEqual(['2', '2', 1]);
      expect([stopsDue(house, '2'), stopsOpen(house)]).toEqual(stands ? ['2', '2'] : ['0', '0']);
      house.exchange.movePrice(which.engineSymbol, '89');
      await house.pass(60_000);
      isFlat(house);
      expect(house.exchange.trades()).toHaveLength(2);
    }),
  );

  it('a close whose answer is lost closes once, and takes its stop back', () =>
    withHouse(which, async (house) => {
      await house.alert({ action: 'sell', quantity: 2, sl: 110 });
      house.server.plan.next('submit', { type: 'cut_after' });
      await house.alert({ action: 'close' });
      await house.pass(60_000);
      isFlat(house);
      expect(house.exchange.trades()).toHaveLength(2);
    }));
});
