// Answers that have come apart, at every venue over HTTP: what cannot be read is not believed, nothing is sent twice, nothing stands
// without its stop when it is over, and the books end where the venue is.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decimal, mul, sum } from '../../src/core/model/decimal.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, KRAKEN, OKX } from '../venues/ccxt-venues.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { type Damage, type Mangling, mangledFront } from '../venues/mangled-front.ts';
import { SPOT, SWAP } from './broker-harness.ts';
import { type Desk, desk, type House, ROUND_MS, withHouse } from './venue-house.ts';

const cacheDir = mkdtempSync(join(tmpdir(), 'hostile-dhan-'));
afterAll(() => rmSync(cacheDir, { recursive: true, maxRetries: 5 }));

const VENUES: readonly (readonly [name: string, desk: Desk])[] = [
  ['Binance spot', desk(impatient(BINANCE_SPOT), SPOT)],
  ['Binance USD-M', desk(impatient(BINANCE_USDM), SWAP)],
  ['Bybit', desk(impatient(BYBIT), SWAP)],
  ['OKX', desk(impatient(OKX), SWAP)],
  ['Kraken', desk(impatient(KRAKEN), KRAKEN.names?.symbols[SPOT] ?? SPOT, { engineSymbol: KRAKEN.engineSymbols[SPOT] ?? '' })],
  ['Alpaca', desk(alpacaVenue(), SHARE, { broker: 'alpaca', currency: 'USD', engineSymbol: SHARE })],
  ['Dhan', desk(dhanVenue({ cacheDir }), 'RELIANCE', { broker: 'dhan', currency: 'INR', engineSymbol: 'NSE_EQ:2885', money: false })],
];
const DAMAGES: readonly Damage[] = ['numbers', 'missing', 'types'];

function atVenue(which: Desk, seed: number, run: (house: House, mangling: Mangling) => Promise<void>): Promise<void> {
  const mangling: Mangling = { damage: null, kinds: [] };
  const spec = { ...which.spec, front: (exchange: House['exchange']) => mangledFront(which.spec.front(exchange), mangling, seed) };
  return withHouse({ ...which, spec }, (house) => run(house, mangling));
}

const held = (house: House) => sum([...house.process.snapshot().positions.values()].map(({ qty }) => qty));
const traded = (house: House) => sum(house.exchange.trades().map(({ side, qty }) => (side === 'buy' ? qty : mul(qty, decimal('-1')))));
const boughtBy = (house: House) => house.exchange.orders().filter(({ side }) => side === 'buy');
const stopsOpen = (house: House) => sum(house.exchange.openOrders().map(({ qty }) => qty));

function isFlat(house: House): void {
  expect(traded(house)).toBe('0');
  expect(held(house)).toBe('0');
  expect(house.exchange.openOrders()).toEqual([]);
}

describe.each(VENUES)('%s', (_name, which) => {
  it('lists and look-ups that cannot be read change nothing, and an exit goes out all the same', () =>
    atVenue(which, 1, async (house, mangling) => {
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      const before = house.exchange.orders().length;
      mangling.kinds = ['look_up', 'read', 'other'];
      for (const damage of DAMAGES) {
        mangling.damage = damage;
        await house.pass(30_000);
        expect(house.exchange.orders()).toHaveLength(before);
        expect([held(house), stopsOpen(house)]).toEqual(['2', '2']);
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
        expect([traded(house), held(house), stopsOpen(house)]).toEqual(['2', '2', '2']);
        await house.alert({ action: 'close' });
        await house.pass(40_000);
        isFlat(house);
        expect(boughtBy(house)).toHaveLength(before + 1);
      }
    }));
});
