// Orders that a venue gives up with a word for a refusal after a part of them has filled, as Bitfinex does where the rest would move its
// book too far: what has filled is booked, and what was to leave goes on leaving.

import { expect, it } from 'vitest';
import { combineSlices } from '../../src/brokers/dhan/combine-slices.ts';
import type { VenueEntry } from '../../src/brokers/dhan/venue-entry.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { OrderId } from '../../src/core/model/ids.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { BITFINEX } from '../venues/ccxt-venues.ts';
import type { RemoteSpec } from '../venues/remote-harness.ts';
import { SPOT } from './broker-harness.ts';
import { held, isFlat } from './every-venue.ts';
import { desk, withHouse } from './venue-house.ts';

/** In the words of its documents. */
const slipping = (spec: RemoteSpec): RemoteSpec => ({
  ...spec,
  front: (exchange) => {
    const front = spec.front(exchange);
    return {
      ...front,
      answer(request) {
        const reply = front.answer(request);
        const body = JSON.stringify(reply.body).replaceAll('"CANCELED was:', '"RSN_BOOK_SLIP was:');
        return { ...reply, body: JSON.parse(body) as unknown };
      },
    };
  },
});

it('an exit of which the venue gives up the rest is sent again for the rest', () =>
  withHouse(desk(slipping(impatient(BITFINEX)), SPOT, { liquidityPerStep: '101' }), async (house) => {
    await house.alert({ action: 'buy', quantity: 6 });
    await house.pass(10_000);
    expect(held(house)).toBe('6');
    await house.alert({ action: 'close' });
    const exit = house.exchange.openOrders()[0];
    expect(Number(exit?.qtyFilled)).toBeGreaterThan(0);
    house.exchange.cancel(exit?.id ?? '');
    await house.pass(20_000);
    isFlat(house);
  }));

it('an order at Dhan that was rejected with a part of it filled is over, and not refused', () => {
  const entry = { venueOrderId: '1', status: 'rejected', qty: decimal('65'), price: null, triggerPrice: null, reason: null };
  const statusOf = (qtyFilled: string): string =>
    combineSlices('a'.repeat(32) as OrderId, [{ ...entry, qtyFilled: decimal(qtyFilled) } as VenueEntry], []).status;
  expect([statusOf('0'), statusOf('20')]).toEqual(['rejected', 'canceled']);
});
