// Owns: the words beside a price that no market has made.

import type { PriceSource } from './instrument.ts';

/** ` (made-up demo price)` with its space, or nothing. */
export const madeUp = (source: PriceSource): string => (source === 'demo' ? ' (made-up demo price)' : '');
