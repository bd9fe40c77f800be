// Owns: prices of accounts with `prices: signal`: the price of the latest alert, standing still in between.

import type { PriceRule } from './price-rule.ts';

export const SIGNAL_PRICES: PriceRule = {
  source: 'signal',
  opening: () => null,
  last: (_symbol, point) => point.anchor,
  reanchor: (_symbol, point) => point,
};
