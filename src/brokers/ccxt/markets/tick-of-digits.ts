// Owns: an instrument of a venue that counts the digits of a price, as it is to be traded at one.

import { type Decimal, max } from '../../../core/model/decimal.ts';
import type { Instrument, PriceDigits } from '../../../core/model/markets/instrument.ts';
import { tickOfDigits } from '../../../core/model/markets/price-tick.ts';

/** Never finer than the venue says of itself. */
export function tickedAt(instrument: Instrument, price: Decimal, digits: PriceDigits | null): Instrument {
  if (digits === null) return instrument;
  return { ...instrument, tickSize: max(instrument.tickSize, tickOfDigits(price, digits)), priceDigits: digits };
}
