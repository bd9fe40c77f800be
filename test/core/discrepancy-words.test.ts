// How an order that somebody else has placed is told.

import { expect, it } from 'vitest';
import { describeVenueOrder } from '../../src/core/engine/reconciliation/discrepancy-words.ts';
import { decimal } from '../../src/core/model/decimal.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import type { VenueOrder } from '../../src/core/model/venues/report.ts';

const BY_HAND: VenueOrder = {
  orderId: null,
  venueOrderId: 'x1' as VenueOrderId,
  symbol: 'BTC/USDT',
  side: 'sell',
  type: 'market',
  qty: decimal('0.1'),
  qtyFilled: decimal('0'),
  limitPrice: null,
  stopPrice: null,
  reduceOnly: false,
  at: 0,
};

it.each([
  [{ type: 'limit', limitPrice: decimal('40000') }, 'sell 0.1 BTC/USDT limit at 40000 (order x1)'],
  [{ type: 'stop_market', stopPrice: decimal('38000') }, 'sell 0.1 BTC/USDT stop_market at 38000 (order x1)'],
  [{ type: 'market', stopPrice: decimal('38000'), reduceOnly: true }, 'sell 0.1 BTC/USDT market, stop 38000 reduce-only (order x1)'],
  [
    { type: 'STOP_LIMIT', limitPrice: decimal('37900'), stopPrice: decimal('38000') },
    'sell 0.1 BTC/USDT STOP_LIMIT, stop 38000, limit 37900 (order x1)',
  ],
  [{ type: 'market' }, 'sell 0.1 BTC/USDT market (order x1)'],
])('its prices stand beside the word of the venue, and none is named twice: %j', (order, words) => {
  expect(describeVenueOrder({ ...BY_HAND, ...order })).toBe(words);
});
