// Owns: whether a stop or a target is so far from the price that it is a distance, or a slip of the decimal point ("44.500" of
// somebody who groups thousands with a point). As a price it would leave at once, or never.

import { type Decimal, decimal, gt, mul } from '../decimal.ts';
import type { Instrument } from '../markets/instrument.ts';
import { isCurrencyPair } from '../markets/unit-sizes.ts';

/** Times the price, or the price times the level. */
export const STOP_FACTOR_MAX = decimal(10);
export const TARGET_FACTOR_MAX = decimal(10);
/** Money of states does not go so far in a trade: beside GBPJPY at 190 a stop of 25 is 25 pips. */
const CURRENCY_FACTOR_MAX = decimal('1.5');

type Pair = Pick<Instrument, 'base' | 'quote'>;

const isFar = (level: Decimal, price: Decimal, factorMax: Decimal): boolean =>
  gt(level, mul(price, factorMax)) || gt(price, mul(level, factorMax));

const factorOf = (pair: Pair | null, factorMax: Decimal): Decimal =>
  pair !== null && isCurrencyPair(pair) ? CURRENCY_FACTOR_MAX : factorMax;

/** `pair`: what the level is of, where that is known. */
export const isFarStop = (stop: Decimal, price: Decimal, pair: Pair | null): boolean => isFar(stop, price, factorOf(pair, STOP_FACTOR_MAX));
export const isFarTarget = (target: Decimal, price: Decimal, pair: Pair | null): boolean =>
  isFar(target, price, factorOf(pair, TARGET_FACTOR_MAX));
