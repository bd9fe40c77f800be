// Owns: every fake venue as a desk of the house, with answers that a test may damage, and the words in which such tests look at it.

import { expect } from 'vitest';
import { decimal, mul, sum } from '../../src/core/model/decimal.ts';
import { alpacaVenue, SHARE } from '../venues/alpaca-venue.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BACKPACK, BITFINEX, BYBIT, KRAKEN, OKX, WOO } from '../venues/ccxt-venues.ts';
import { dhanVenue } from '../venues/dhan-venue.ts';
import { type Mangling, mangledFront } from '../venues/mangled-front.ts';
import { SPOT, SWAP } from './broker-harness.ts';
import { type Desk, desk, type House, withHouse } from './venue-house.ts';

/** `cacheDir`: for Dhan's list of instruments. */
export const everyVenue = (cacheDir: string): readonly (readonly [name: string, desk: Desk])[] => [
  ['Binance spot', desk(impatient(BINANCE_SPOT), SPOT)],
  ['Binance USD-M', desk(impatient(BINANCE_USDM), SWAP)],
  ['Bybit', desk(impatient(BYBIT), SWAP)],
  ['OKX', desk(impatient(OKX), SWAP)],
  ['Kraken', desk(impatient(KRAKEN), KRAKEN.names?.symbols[SPOT] ?? SPOT, { engineSymbol: KRAKEN.engineSymbols[SPOT] ?? '' })],
  ['Bitfinex', desk(impatient(BITFINEX), SPOT)],
  ['WOO', desk(impatient(WOO), SPOT)],
  ['Backpack', desk(impatient(BACKPACK), SPOT)],
  ['Alpaca', desk(alpacaVenue(), SHARE, { broker: 'alpaca', currency: 'USD', engineSymbol: SHARE })],
  ['Dhan', desk(dhanVenue({ cacheDir }), 'RELIANCE', { broker: 'dhan', currency: 'INR', engineSymbol: 'NSE_EQ:2885', money: false })],
];
export function atVenue(which: Desk, seed: number, run: (house: House, mangling: Mangling) => Promise<void>): Promise<void> {
  const mangling: Mangling = { damage: null, kinds: [] };
  const spec = { ...which.spec, front: (exchange: House['exchange']) => mangledFront(which.spec.front(exchange), mangling, seed) };
  return withHouse({ ...which, spec }, (house) => run(house, mangling));
}

export const held = (house: House) => sum([...house.process.snapshot().positions.values()].map(({ qty }) => qty));
export const traded = (house: House) =>
  sum(house.exchange.trades().map(({ side, qty }) => (side === 'buy' ? qty : mul(qty, decimal('-1')))));
export const boughtBy = (house: House) => house.exchange.orders().filter(({ side }) => side === 'buy');
/** Of a stop for so much: nothing stands where stops are watched here. */
export const stopsDue = (house: House, qty: string): string => (house.process.adapters().at(-1)?.traits.nativeStops === true ? qty : '0');
export const stopsOpen = (house: House) => sum(house.exchange.openOrders().map(({ qty }) => qty));

export function isFlat(house: House): void {
  expect(traded(house)).toBe('0');
  expect(held(house)).toBe('0');
  expect(house.exchange.openOrders()).toEqual([]);
}
