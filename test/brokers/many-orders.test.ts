// More open orders than a page of the venue has, over HTTP: all of them are listed, none is taken for gone, and a cancel finds its own.

import { describe, expect, it } from 'vitest';
import { decimal } from '../../src/core/model/decimal.ts';
import type { VenueOrderId } from '../../src/core/model/ids.ts';
import { BYBIT, OKX } from '../venues/ccxt-venues.ts';
import { impatient } from '../venues/ccxt-adapters.ts';
import { remoteHarness } from '../venues/remote-harness.ts';
import { type BrokerHarness, submit, SWAP } from './broker-harness.ts';

const MANY = 130;
/** Few enough that a market is not asked about by itself, and a market alone. */
const openIn = async (venue: BrokerHarness, symbols?: readonly string[]) => {
  const answer = await venue.broker().openOrders(symbols);
  return answer.type === 'ok' ? answer.orders : [];
};

describe.each([
  ['Bybit', BYBIT],
  ['OKX', OKX],
])('%s', (_name, spec) => {
  it('lists every order on every page, ours from before a restart are followed, and the first that was placed is cancelled', async () => {
    const venue = await remoteHarness(impatient(spec))({ balances: { USDT: '10000000' }, liquidityPerStep: null });
    try {
      await venue.movePrice(SWAP, '100');
      await submit(venue, { symbol: SWAP, side: 'buy', qty: '1' });
      const stop = await submit(venue, { symbol: SWAP, side: 'sell', qty: '1', stop: '50', reduceOnly: true });
      const ids: string[] = [];
      for (let count = 0; count < MANY; count += 1) {
        const placed = venue.exchange.place({
          clientId: null,
          symbol: venue.engineSymbol(SWAP),
          side: 'buy',
          kind: 'limit',
          qty: decimal('0.1'),
          limitPrice: decimal('60'),
        });
        if (placed.ok) ids.push(placed.order.id);
      }
      expect(await openIn(venue)).toHaveLength(MANY + 1);
      const listed = await openIn(venue, [SWAP]);
      expect(new Set(listed.map(({ venueOrderId }) => venueOrderId)).size).toBe(MANY + 1);
      expect(listed.filter(({ orderId }) => orderId === stop.id)).toHaveLength(1);
      const [first] = ids;
      const canceled = await venue.broker().cancel({ id: null, venueOrderId: first as VenueOrderId, symbol: SWAP });
      expect(canceled).toEqual({ type: 'canceled' });
      await venue.restart();
      venue.server.stream.down();
      await venue.movePrice(SWAP, '49');
      await venue.clock.advance(40_000);
      expect(venue.reports.some((report) => report.type === 'filled' && report.orderId === stop.id)).toBe(true);
    } finally {
      await venue.close();
    }
  });
});
