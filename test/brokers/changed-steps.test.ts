// A venue that changes the step of a market while something is held there, over HTTP: the position is left as far as the venue takes it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import { everyVenue, held, traded } from './every-venue.ts';
import { type Desk, ROUND_MS, withHouse } from './venue-house.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'steps-dhan-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

/** Markets that a test may change. */
const withOwnMarkets = (which: Desk): Desk => {
  const { exchange } = which.spec;
  return { ...which, spec: { ...which.spec, exchange: { ...exchange, markets: exchange.markets.map((market) => ({ ...market })) } } };
};

/** Bitfinex has no steps but its eight places. */
const STEPLESS: ReadonlySet<string> = new Set(['Dhan', 'Alpaca', 'Bitfinex']);
const VENUES = everyVenue(cacheDir).filter(([name]) => !STEPLESS.has(name));

describe.each(VENUES)('%s', (_name, which) => {
  it.each([true, false])('an exit is out but for less than a step (restart: %s)', (restarts) =>
    withHouse(withOwnMarkets(which), async (house) => {
      await house.alert({ action: 'buy', quantity: 7.234, sl: 90 });
      expect(held(house)).toBe('7.234');
      Object.assign(house.exchange.market(which.engineSymbol) ?? {}, { stepSize: decimal('0.1'), qtyMin: decimal('0.1') });
      // the list of markets that is loaded is as old as the process
      await house.pass(ROUND_MS);
      if (restarts) {
        house.process.kill();
        house.server.cutAll();
        await house.process.start();
        await house.pass(10_000);
      }
      await house.alert({ action: 'close' });
      await house.pass(120_000);
      expect([traded(house), held(house)]).toEqual(['0.034', '0.034']);
      expect(house.exchange.openOrders()).toEqual([]);
    }),
  );
});
