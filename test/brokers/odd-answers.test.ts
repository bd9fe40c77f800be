// Answers that can be read and are odd, at every venue over HTTP: the id of another order, and a Retry-After that nobody can mean.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { atVenue, boughtBy, everyVenue, held, isFlat, stopsDue, stopsOpen, traded } from './every-venue.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'odd-dhan-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

describe.each(everyVenue(cacheDir))('%s', (_name, which) => {
  it('an order that is answered under the id of another one is found under its own, followed and left', () =>
    atVenue(which, 1, async (house, mangling) => {
      mangling.kinds = ['submit'];
      mangling.damage = 'ids';
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      await house.pass(60_000);
      expect([traded(house), held(house), stopsOpen(house)]).toEqual(['2', '2', stopsDue(house, '2')]);
      await house.alert({ action: 'close' });
      await house.pass(60_000);
      isFlat(house);
      expect(boughtBy(house)).toHaveLength(1);
    }));

  it('an exit that is turned away for thirty years is out within two minutes, once', () =>
    atVenue(which, 1, async (house) => {
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      for (const kind of ['submit', 'cancel'] as const) house.server.plan.next(kind, { type: 'rate_limited', retryAfterS: 1e9 }, 1);
      await house.alert({ action: 'close' });
      await house.pass(100_000);
      isFlat(house);
    }));
});
