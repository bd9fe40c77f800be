// Owns: what an alert says about an entry beyond side, size and price, in the words that venues are told.

import type { VenueTraits } from '../model/account.ts';
import { deny, type Denial } from '../model/denial.ts';
import type { Instrument } from '../model/markets/instrument.ts';
import { readTimeInForce, saysPostOnly, USUAL_TERMS, type OrderTerms, type OrderType, type TimeInForce } from '../model/order-terms.ts';
import type { Reading } from '../model/signal.ts';

const AUCTIONS: ReadonlySet<TimeInForce | null> = new Set<TimeInForce>(['opg', 'cls']);

const isBorrowed = ({ kind }: Instrument): boolean => kind === 'swap' || kind === 'future';

/** An order at market ends at once, whatever its sender wrote, except in an auction. */
function timeInForceOf(written: string, orderType: OrderType): TimeInForce | null | Denial {
  const read = readTimeInForce(written);
  if (read === null) {
    if (orderType === 'market') return null;
    return deny('UNSUPPORTED', `time in force ${written} is not known`, 'Send gtc, day, ioc, fok or none.');
  }
  return orderType === 'market' && !AUCTIONS.has(read) ? null : read;
}

/** Whether the venue takes them is judged by the risk checks. Leverage and margin are for what is borrowed for only. */
export function entryTerms(reading: Reading, orderType: OrderType, instrument: Instrument, traits: VenueTraits): OrderTerms | Denial {
  const written = reading.timeInForce;
  const postOnly = written !== null && saysPostOnly(written);
  const timeInForce = written === null || postOnly ? null : timeInForceOf(written, orderType);
  if (timeInForce !== null && typeof timeInForce === 'object') return timeInForce;
  const borrowed = isBorrowed(instrument) && traits.leverage;
  return {
    ...USUAL_TERMS,
    timeInForce,
    postOnly,
    extendedHours: reading.extendedHours === true,
    // written down now: an exit must leave the same product, whatever config.yaml says by then
    productType: reading.productType ?? traits.product ?? null,
    leverage: borrowed ? reading.leverage : null,
    marginMode: borrowed ? reading.marginMode : null,
  };
}
