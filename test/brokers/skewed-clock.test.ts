// A clock that is set while the process runs, over HTTP: what is refused for its time is sent again in the venue's, exits first.

import { describe, expect, it } from 'vitest';
import { classifyError } from '../../src/brokers/ccxt/wire/classify-error.ts';
import { BINANCE_SPOT } from '../venues/binance-spot-venue.ts';
import { BINANCE_USDM } from '../venues/binance-usdm-venue.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BYBIT, OKX } from '../venues/ccxt-venues.ts';
import { type Skew, skewedFront } from '../venues/skewed-front.ts';
import { SPOT, SWAP } from './broker-harness.ts';
import { boughtBy, held, isFlat, stopsOpen, traded } from './every-venue.ts';
import { type Desk, desk, type House, withHouse } from './venue-house.ts';

function atVenue(which: Desk, run: (house: House, skew: Skew) => Promise<void>): Promise<void> {
  const skew: Skew = { ms: 0 };
  const spec = { ...which.spec, front: (exchange: House['exchange']) => skewedFront(which.spec.front(exchange), skew) };
  return withHouse({ ...which, spec }, (house) => run(house, skew));
}

describe.each([
  ['Binance spot', desk(impatient(BINANCE_SPOT), SPOT)],
  ['Binance USD-M', desk(impatient(BINANCE_USDM), SWAP)],
  ['Bybit', desk(impatient(BYBIT), SWAP)],
  ['OKX', desk(impatient(OKX), SWAP)],
])('%s', (_name, which) => {
  it.each([-90_000, 90_000])('whose clock is suddenly %i ms from ours is left within ten seconds, and traded at again', (ms) =>
    atVenue(which, async (house, skew) => {
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      skew.ms = ms;
      await house.alert({ action: 'close' });
      isFlat(house);
      skew.ms = 0;
      await house.alert({ action: 'buy', quantity: 2, sl: 90 });
      expect([traded(house), held(house), stopsOpen(house)]).toEqual(['2', '2', '2']);
      expect(boughtBy(house)).toHaveLength(2);
    }),
  );
});

class ExchangeError extends Error {}
class AuthenticationError extends ExchangeError {}

it.each([
  new AuthenticationError('gate {"message":"gap between request Timestamp and server time exceeds 60","label":"REQUEST_EXPIRED"}'),
  new ExchangeError('woo Request has failed as the receive window: `5000` millisecond is exceeded'),
])('%s: a refusal for the time has placed nothing, and is no wrong key', (error) => {
  expect(classifyError(error).type).toBe('unavailable');
});
