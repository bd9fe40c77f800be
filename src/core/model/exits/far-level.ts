// Owns: whether a stop or a target is so far from the price that it is a distance, or a slip of the decimal point ("44.500" of
// somebody who groups thousands with a point). As a price it would leave at once, or never.

import { type Decimal, decimal, gt, mul } from '../decimal.ts';

/** Times the price, or the price times the level. */
export const STOP_FACTOR_MAX = decimal(10);
export const TARGET_FACTOR_MAX = decimal(10);

const isFar = (level: Decimal, price: Decimal, factorMax: Decimal): boolean =>
  gt(level, mul(price, factorMax)) || gt(price, mul(level, factorMax));

export const isFarStop = (stop: Decimal, price: Decimal): boolean => isFar(stop, price, STOP_FACTOR_MAX);
export const isFarTarget = (target: Decimal, price: Decimal): boolean => isFar(target, price, TARGET_FACTOR_MAX);
