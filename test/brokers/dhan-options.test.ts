// Options at Dhan by their distance from the money, from the alert to the order: the strike is counted from the price of the index when
// the alert comes, and the position keeps its contract however the index moves.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DHAN_SCRIPS, engineName, segmentOf } from '../venues/dhan-scrips.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { desk, type House, withHouse } from './venue-house.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'dhan-options-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const INDEX = 'IDX_I:13';

const atDhan = (run: (house: House) => Promise<void>): Promise<void> => {
  const spec = { ...dhanVenue({ cacheDir }), names: null };
  const which = desk(spec, 'NIFTY', { broker: 'dhan', currency: 'INR', engineSymbol: INDEX, money: false, balance: '100000000' });
  return withHouse(which, async (house) => {
    house.exchange.movePrice(INDEX, '24218.35');
    await run(house);
  });
};

let count = 0;
async function send(house: House, offset: string, option_type: string, expiry_date: string, more: object = {}): Promise<void> {
  count += 1;
  const option = { underlying: 'NIFTY', exchange: 'NSE_INDEX', expiry_date, offset, option_type };
  const order = { action: 'BUY', quantity: '65', pricetype: 'MARKET', product: 'NRML', comment: `option ${count}` };
  await house.send(JSON.stringify({ apikey: 'example-of-a-secret', strategy: 'default', ...option, ...order, ...more }));
  await house.pass(10_000);
}

const bought = (house: House): string[] =>
  house.exchange.trades().map(({ symbol }) => {
    const scrip = DHAN_SCRIPS.find((each) => engineName(segmentOf(each), each.securityId) === symbol);
    return `${scrip?.expiry} ${Number(scrip?.strike)} ${scrip?.right}`;
  });
const refusals = (house: House) => [...house.process.snapshot().signals.values()].map(({ error }) => error?.message ?? null);
const held = (house: House) => [...house.process.snapshot().positions.values()].map(({ instrument, qty }) => `${instrument.symbol} ${qty}`);

it.each([
  ['ATM', 'CE', '06JAN26', '2026-01-06 24200 CE'],
  ['ATM+1', 'CE', '06JAN26', '2026-01-06 24250 CE'],
  ['ATM-1', 'CE', '06JAN26', '2026-01-06 24150 CE'],
  ['ATM+2', 'CE', 'monthly', '2026-01-27 24400 CE'],
  ['OTM1', 'PE', 'weekly', '2026-01-06 24150 PE'],
  ['ITM1', 'PE', '27-JAN-2026', '2026-01-27 24300 PE'],
])('%s %s, expiry %s, is bought as %s', (offset, right, expiry, contract) =>
  atDhan(async (house) => {
    await send(house, offset, right, expiry);
    expect([refusals(house), bought(house)]).toEqual([[null], [contract]]);
    const [day, strike] = contract.split(' ');
    expect(held(house)).toEqual([`NFO:NIFTY-${day}-${strike}-${right} 65`]);
  }),
);

it.each([
  ['ATM+1', 'PE', 'weekly', 'may mean a strike in the money or out of it'],
  ['ATM+1', 'PE', 'monthly', 'write OTM1 or ITM1'],
  ['ATM1', 'CE', 'weekly', 'offset'],
  ['OTM9', 'CE', 'weekly', 'NFO:NIFTY'],
  ['ATM', 'CE', '13JAN26', 'NFO:NIFTY'],
  ['ATM', 'CE', 'someday', 'expiry'],
])('%s %s, expiry %s, is refused, and nothing is sent', (offset, right, expiry, words) =>
  atDhan(async (house) => {
    await send(house, offset, right, expiry);
    expect(house.exchange.orders()).toEqual([]);
    expect(refusals(house)).toEqual([expect.stringContaining(words)]);
  }),
);

it('a contract without a price of its index has no strike: nothing is guessed, and it is bought when the price is there', () =>
  atDhan(async (house) => {
    house.server.plan.always(['price'], { type: 'server_error', status: 503, acted: false });
    await send(house, 'ATM+1', 'CE', 'weekly');
    expect(house.exchange.orders()).toEqual([]);
    house.server.plan.clear();
    await house.pass(10_000);
    expect(bought(house).length).toBeLessThanOrEqual(1);
    expect(bought(house).every((contract) => contract === '2026-01-06 24250 CE')).toBe(true);
  }));

it('a position keeps its contract when the index has moved: it is left by its name', () =>
  atDhan(async (house) => {
    await send(house, 'ATM', 'CE', 'weekly');
    house.exchange.movePrice(INDEX, '24330');
    await house.alert({ symbol: 'NFO:NIFTY-2026-01-06-24200-CE', action: 'close' });
    await house.pass(30_000);
    expect(bought(house)).toEqual(['2026-01-06 24200 CE', '2026-01-06 24200 CE']);
    expect(held(house)).toEqual(['NFO:NIFTY-2026-01-06-24200-CE 0']);
    expect(house.exchange.openOrders()).toEqual([]);
  }));
