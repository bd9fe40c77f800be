// Orders above the freeze quantity at Dhan, as a whole: one request there, several orders, one of ours. Whatever becomes of one of
// them, the books say what the venue holds, the position is protected, and an exit goes on.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sum } from '../../src/core/model/decimal.ts';
import type { SliceFaults } from '../venues/dhan-slice-faults.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { desk, type House, withHouse } from './venue-house.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-slices-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const FUTURE = 'NFO:NIFTY-2026-01-27-FUT';
const ENGINE = 'NSE_FNO:35001';

const atDhan = (run: (house: House, slices: SliceFaults) => Promise<void>, liquidityPerStep?: string): Promise<void> => {
  const slices: SliceFaults = {};
  const spec = { ...dhanVenue({ cacheDir, front: { slices } }), names: null };
  const more = { broker: 'dhan' as const, currency: 'INR', engineSymbol: ENGINE, money: false, balance: '100000000' };
  return withHouse(desk(spec, FUTURE, liquidityPerStep === undefined ? more : { ...more, liquidityPerStep }), (house) =>
    run(house, slices),
  );
};

const book = (house: House) => house.exchange.orders().map(({ side, kind, qty, status }) => `${side} ${kind} ${qty} ${status}`);
const held = (house: House) => [...house.process.snapshot().positions.values()].map(({ qty }) => qty);
const venueHolds = (house: House) => house.exchange.ledger.position(ENGINE).qty;
const stopsOpen = (house: House) => sum(house.exchange.openOrders().flatMap(({ kind, qty }) => (kind.startsWith('stop') ? [qty] : [])));
const submits = (house: House) => house.server.attempts.filter(({ kind }) => kind === 'submit').length;
const entryOf = (house: House) => [...house.process.snapshot().orders.values()].find(({ role }) => role === 'entry');

function isFlat(house: House): void {
  expect(held(house)).toEqual(['0']);
  expect(venueHolds(house)).toBe('0');
  expect(house.exchange.openOrders()).toEqual([]);
  expect(house.told()).toEqual([]);
}

describe('a slice of an entry', () => {
  it.each([0, 1])('that is refused (%i) leaves the rest, which is held, protected and left', (refused) =>
    atDhan(async (house, slices) => {
      slices.refused = refused;
      await house.alert({ action: 'buy', quantity: 1950, sl: 90 });
      const filled = refused === 0 ? '195' : '1755';
      expect(book(house)[0]).toBe(`buy limit ${filled} filled`);
      expect(held(house)).toEqual([filled]);
      expect(entryOf(house)).toMatchObject({ status: 'canceled', qtyFilled: filled });
      expect(stopsOpen(house)).toBe(filled);
      delete slices.refused;
      await house.alert({ action: 'close' });
      await house.pass(30_000);
      isFlat(house);
    }),
  );

  it('that the answer says nothing of is found by its label, counted and protected', () =>
    atDhan(async (house, slices) => {
      slices.unsaid = 1;
      await house.alert({ action: 'buy', quantity: 1950, sl: 90 });
      delete slices.unsaid;
      await house.pass(60_000);
      expect(venueHolds(house)).toBe('1950');
      expect(held(house)).toEqual(['1950']);
      expect(entryOf(house)).toMatchObject({ status: 'filled', qty: '1950', qtyFilled: '1950' });
      expect(stopsOpen(house)).toBe('1950');
      await house.alert({ action: 'close' });
      await house.pass(30_000);
      isFlat(house);
    }));

  it('that ends the request with a refusal does not make those before it disappear', () =>
    atDhan(async (house, slices) => {
      slices.endsAt = 1;
      await house.alert({ action: 'buy', quantity: 1950, sl: 90 });
      delete slices.endsAt;
      await house.pass(60_000);
      expect(venueHolds(house)).toBe('1755');
      expect(held(house)).toEqual(['1755']);
      expect(stopsOpen(house)).toBe('1755');
      await house.alert({ action: 'close' });
      await house.pass(30_000);
      isFlat(house);
    }));

  it('that would be the first of a refused request leaves nothing behind', () =>
    atDhan(async (house, slices) => {
      slices.endsAt = 0;
      await house.alert({ action: 'buy', quantity: 1950, sl: 90 });
      await house.pass(60_000);
      expect(house.exchange.orders()).toEqual([]);
      expect(entryOf(house)?.status).toBe('rejected');
    }));

  it('whose request is answered by nobody is looked up, and sent once', () =>
    atDhan(async (house) => {
      house.server.plan.next('submit', { type: 'cut_after' });
      await house.alert({ action: 'buy', quantity: 1950, sl: 90 });
      await house.pass(60_000);
      expect(held(house)).toEqual(['1950']);
      expect(stopsOpen(house)).toBe('1950');
      expect(submits(house)).toBe(2);
    }));
});

/** No news of the stream leads to it. */
async function late(house: House, slices: SliceFaults, run: () => Promise<void>): Promise<void> {
  slices.late = 1;
  house.server.stream.mute(true);
  await run();
  delete slices.late;
  house.server.stream.mute(false);
}

describe('a slice that no list shows for a while', () => {
  it.each([20_000, 150_000])('of an entry: what is there is protected at once, and it is ours when it comes (%i ms)', (ms) =>
    atDhan(async (house, slices) => {
      await late(house, slices, async () => {
        await house.alert({ action: 'buy', quantity: 1950, sl: 90 });
        expect([held(house), stopsOpen(house)]).toEqual([['1755'], '1755']);
        await house.pass(ms);
      });
      await house.pass(150_000);
      expect([held(house), stopsOpen(house), venueHolds(house)]).toEqual([['1950'], '1950', '1950']);
      expect(house.told()).toEqual([]);
      await house.alert({ action: 'close' });
      await house.pass(30_000);
      isFlat(house);
    }),
  );

  it('of an entry, over a restart', () =>
    atDhan(async (house, slices) => {
      await late(house, slices, async () => {
        await house.alert({ action: 'buy', quantity: 1950, sl: 90 });
        house.process.kill();
        house.server.cutAll();
        await house.process.start();
        await house.pass(90_000);
      });
      await house.pass(150_000);
      expect([held(house), stopsOpen(house), venueHolds(house)]).toEqual([['1950'], '1950', '1950']);
      expect(house.told()).toEqual([]);
    }));

  it('of an exit is not sent twice', () =>
    atDhan(async (house, slices) => {
      await house.alert({ action: 'buy', quantity: 1950 });
      await late(house, slices, async () => {
        await house.alert({ action: 'close' });
        await house.pass(20_000);
      });
      await house.pass(150_000);
      isFlat(house);
      expect(sum(house.exchange.trades().flatMap(({ side, qty }) => (side === 'sell' ? [qty] : [])))).toBe('1950');
    }));

  it('of an exit whose answer is lost is not sent twice', () =>
    atDhan(async (house, slices) => {
      await house.alert({ action: 'buy', quantity: 1950 });
      house.server.plan.next('submit', { type: 'cut_after' });
      await late(house, slices, async () => {
        await house.alert({ action: 'close' });
        await house.pass(20_000);
      });
      await house.pass(150_000);
      isFlat(house);
      expect(sum(house.exchange.trades().flatMap(({ side, qty }) => (side === 'sell' ? [qty] : [])))).toBe('1950');
    }));
});

describe('a slice of an exit', () => {
  it.each([0, 1])('that is refused (%i) is sent again until everything is out', (refused) =>
    atDhan(async (house, slices) => {
      await house.alert({ action: 'buy', quantity: 1950 });
      expect(held(house)).toEqual(['1950']);
      slices.refused = refused;
      await house.alert({ action: 'close' });
      delete slices.refused;
      await house.pass(60_000);
      isFlat(house);
      expect(sum(house.exchange.trades().flatMap(({ side, qty }) => (side === 'sell' ? [qty] : [])))).toBe('1950');
    }),
  );

  it.each([
    ['says nothing of', { unsaid: 1 }],
    ['ends at', { endsAt: 1 }],
  ] as const)('that the answer %s is not sent twice', (_what, fault) =>
    atDhan(async (house, slices) => {
      await house.alert({ action: 'buy', quantity: 1950 });
      Object.assign(slices, fault);
      await house.alert({ action: 'close' });
      delete slices.unsaid;
      delete slices.endsAt;
      await house.pass(90_000);
      isFlat(house);
      expect(sum(house.exchange.trades().flatMap(({ side, qty }) => (side === 'sell' ? [qty] : [])))).toBe('1950');
    }),
  );
});

it('a stop in slices cannot be made smaller in place: it is replaced by one of the right size', () =>
  atDhan(async (house) => {
    await house.alert({ action: 'buy', quantity: 1950, sl: 90 });
    expect(stopsOpen(house)).toBe('1950');
    await house.alert({ action: 'sell', quantity: 975 });
    await house.pass(60_000);
    expect([held(house), stopsOpen(house), venueHolds(house)]).toEqual([['975'], '975', '975']);
    expect([...house.process.snapshot().notifications.values()].map(({ title }) => title)).toEqual([]);
    house.exchange.movePrice(ENGINE, '89');
    await house.pass(30_000);
    isFlat(house);
  }));

it('slices that fill at different prices have one average, and a position entered at it', () =>
  atDhan(async (house) => {
    await house.alert({ action: 'buy', quantity: 1950 });
    house.exchange.movePrice(ENGINE, '100.3');
    await house.pass(30_000);
    const bought = house.exchange.trades();
    expect(new Set(bought.map(({ price }) => price)).size).toBeGreaterThan(1);
    const paid = bought.reduce((so, { price, qty }) => so + Number(price) * Number(qty), 0);
    expect(entryOf(house)).toMatchObject({ status: 'filled', qtyFilled: '1950' });
    expect(Number(entryOf(house)?.averagePrice)).toBeCloseTo(paid / 1950, 8);
    const [position] = [...house.process.snapshot().positions.values()];
    expect(Number(position?.entryPrice)).toBeCloseTo(paid / 1950, 8);
  }, '30000'));
