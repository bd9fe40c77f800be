// The token of the day ends while orders stand and while the fate of one is open, over HTTP: whatever Dhan calls it, nothing is taken
// for gone, nothing is sent twice, and with a new token the books end where the venue is.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dhanVenue } from '../venues/dhan-venue.ts';
import type { Fault } from '../venues/faults.ts';
import { boughtBy, held, isFlat, stopsOpen, traded } from './every-venue.ts';
import { desk, type House, ROUND_MS, withHouse } from './venue-house.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-ends-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const refusal = (status: number, errorCode: string, errorMessage: string): Fault => ({
  type: 'says',
  status,
  body: { errorType: 'Order_Error', errorCode, errorMessage },
  acted: false,
});
const WORDS: readonly (readonly [string, Fault])[] = [
  ['DH-901', refusal(401, 'DH-901', 'Client ID or user generated access token is invalid or expired.')],
  ['the code of an order that is not there', refusal(400, 'DH-906', 'Invalid Token')],
  ['the code of no data', refusal(400, 'DH-907', 'Invalid or expired access token')],
];

const atDhan = (run: (house: House) => Promise<void>): Promise<void> =>
  withHouse(desk(dhanVenue({ cacheDir }), 'RELIANCE', { broker: 'dhan', currency: 'INR', engineSymbol: 'NSE_EQ:2885', money: false }), run);

describe.each(WORDS)('called %s', (_what, fault) => {
  const end = (house: House): void => house.server.plan.always(['submit', 'cancel', 'modify', 'look_up', 'read', 'price', 'other'], fault);
  const titles = (house: House) => [...house.process.snapshot().notifications.values()].map(({ title }) => title);

  it('a stop that stands is not taken for gone, and is not placed again', () =>
    atDhan(async (house) => {
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      const orders = house.exchange.orders().length;
      end(house);
      await house.pass(3 * ROUND_MS);
      house.server.plan.clear();
      await house.pass(ROUND_MS);
      expect(house.exchange.orders()).toHaveLength(orders);
      expect([traded(house), held(house), stopsOpen(house)]).toEqual(['2', '2', '2']);
      expect(titles(house)).not.toContain('Order lost');
      await house.alert({ action: 'close' });
      await house.pass(ROUND_MS);
      isFlat(house);
    }));

  it('an order whose fate is open stays so until there is a token, and is found then', () =>
    atDhan(async (house) => {
      house.server.plan.next('submit', { type: 'cut_after' });
      house.server.plan.always(['look_up', 'read', 'other'], fault);
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      end(house);
      await house.pass(3 * ROUND_MS);
      expect(titles(house)).not.toContain('Order lost');
      house.server.plan.clear();
      await house.pass(ROUND_MS);
      expect([traded(house), held(house), stopsOpen(house)]).toEqual(['2', '2', '2']);
      expect(boughtBy(house)).toHaveLength(1);
    }));

  it('an exit that meets it is out with the new token, once', () =>
    atDhan(async (house) => {
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      end(house);
      await house.alert({ action: 'close' });
      await house.pass(2 * ROUND_MS);
      house.server.plan.clear();
      await house.pass(2 * ROUND_MS);
      isFlat(house);
      expect(traded(house)).toBe('0');
    }));
});
