// Answers that have come apart, at every venue over HTTP: what cannot be read is not believed, nothing is sent twice, nothing stands
// without its stop when it is over, and the books end where the venue is.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Damage } from '../venues/mangled-front.ts';
import { atVenue, boughtBy, everyVenue, held, isFlat, stopsDue, stopsOpen, traded } from './every-venue.ts';
import { ROUND_MS } from './venue-house.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'hostile-dhan-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const DAMAGES: readonly Damage[] = ['numbers', 'missing', 'types'];

describe.each(everyVenue(cacheDir))('%s', (_name, which) => {
  it('lists and look-ups that cannot be read change nothing, and an exit goes out all the same', () =>
    atVenue(which, 1, async (house, mangling) => {
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      const before = house.exchange.orders().length;
      mangling.kinds = ['look_up', 'read', 'other'];
      for (const damage of DAMAGES) {
        mangling.damage = damage;
        await house.pass(30_000);
        expect(house.exchange.orders()).toHaveLength(before);
        expect([held(house), stopsOpen(house)]).toEqual(['2', stopsDue(house, '2')]);
      }
      await house.alert({ action: 'close' });
      await house.pass(20_000);
      mangling.damage = null;
      await house.pass(ROUND_MS + 10_000);
      isFlat(house);
      expect(boughtBy(house)).toHaveLength(1);
    }));

  it('answers to orders and cancels that cannot be read are looked up, and nothing is sent twice', () =>
    atVenue(which, 102, async (house, mangling) => {
      mangling.kinds = ['submit', 'cancel', 'modify'];
      for (const damage of DAMAGES) {
        mangling.damage = damage;
        const before = boughtBy(house).length;
        await house.alert({ action: 'buy', quantity: 2, sl: 90 });
        await house.pass(15_000);
        expect([traded(house), held(house), stopsOpen(house)]).toEqual(['2', '2', stopsDue(house, '2')]);
        await house.alert({ action: 'close' });
        await house.pass(40_000);
        isFlat(house);
        expect(boughtBy(house)).toHaveLength(before + 1);
      }
    }));
});

// the others are told by their streams only that there is something to ask for
it('Alpaca: news that cannot be read is looked up, and nothing is booked of it', () => {
  const [, which] = everyVenue(cacheDir).find(([name]) => name === 'Alpaca') ?? [];
  if (which === undefined) throw new Error('no Alpaca');
  return atVenue(which, 4, async (house, mangling) => {
    mangling.streams = true;
    for (const damage of DAMAGES) {
      mangling.damage = damage;
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      await house.pass(ROUND_MS);
      expect([traded(house), held(house), stopsOpen(house)]).toEqual(['2', '2', '2']);
      await house.alert({ action: 'close' });
      await house.pass(ROUND_MS + 10_000);
      isFlat(house);
    }
  });
});
